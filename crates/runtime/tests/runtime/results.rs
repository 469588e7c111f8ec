//! Results are exact at the time of reading.

use kizukai_model::Money;
use serde_json::json;

use crate::world::{World, campaign, page_request};

#[tokio::test]
async fn visitors_are_counted_per_phase_and_arm_up_to_the_last_request() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({"control": 50}))]).await;
    for n in 0..40 {
        let device = format!("d{n}");
        world.decide(page_request(&device, vec![world.track(&format!("c{n}"), "Cart Viewed")])).await;
        if n % 4 == 0 {
            let order = json!({"order_id": format!("o{n}"), "revenue": 1000});
            let bought = vec![world.track_with(&format!("o{n}"), "Order Completed", order)];
            world.decide(page_request(&device, bought)).await;
        }
    }
    let results = world.runtime().results(&world.site, "help").await.unwrap().unwrap();
    assert_eq!(results.phases.len(), 1);
    let arms = &results.phases[0].arms;
    assert_eq!(arms.iter().map(|arm| arm.arm.as_str()).collect::<Vec<_>>(), ["ask", "control"]);
    assert_eq!(arms.iter().map(|arm| arm.decided).sum::<u64>(), 40);
    assert!(arms.iter().all(|arm| arm.decided > 0 && arm.assigned == arm.decided));
    assert_eq!(arms.iter().map(|arm| arm.converted).sum::<u64>(), 10);
    assert_eq!(arms.iter().map(|arm| arm.value).sum::<Money>(), Money::from_milli(10_000_000));
}

#[tokio::test]
async fn a_new_phase_begins_with_nobody_and_an_unknown_campaign_has_no_results() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await;
    world.publish(&[campaign("help", json!({"priority": 3}))]).await;
    let results = world.runtime().results(&world.site, "help").await.unwrap().unwrap();
    let decided: Vec<_> = results.phases.iter().map(|phase| (phase.phase, phase.arms[0].decided)).collect();
    assert_eq!(decided, [(1, 1), (2, 0)]);
    assert!(results.phases.iter().all(|phase| phase.since.is_some()));
    assert_eq!(world.runtime().results(&world.site, "none").await.unwrap(), None);
    assert_eq!(world.runtime().results(&world.site, "not a key").await.unwrap(), None);
}

#[tokio::test]
async fn a_person_merged_from_two_devices_is_counted_once() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    for device in ["phone", "laptop"] {
        world.decide(page_request(device, vec![world.track(device, "Cart Viewed")])).await;
    }
    world.runtime().flush().await.unwrap();
    for device in ["phone", "laptop"] {
        world.decide(page_request(device, vec![world.identify(&format!("i-{device}"), "hanako")])).await;
    }
    let results = world.runtime().results(&world.site, "help").await.unwrap().unwrap();
    assert_eq!(results.phases[0].arms[0].decided, 1);
}
