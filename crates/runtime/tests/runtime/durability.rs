//! What was acknowledged is there after a crash, and a crash changes nothing.

use kizukai_engagement::Verdict;
use kizukai_model::Span;
use serde_json::json;

use crate::world::{World, campaign, new_shows, page_request, step_ref, verdicts};

#[tokio::test]
async fn what_was_acknowledged_survives_a_crash() {
    let mut world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    let shown = world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await.show;
    let before = world.profile("d").await;
    world.reopen();
    assert_eq!(world.profile("d").await, before);
    let again = world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await;
    assert_eq!(verdicts(&again), [Verdict::Duplicate]);
    assert_eq!(new_shows(&again), 0);
    let answered = world.decide(page_request("d", vec![world.answer("m2", &shown[0], "tell")])).await;
    assert_eq!(verdicts(&answered), [Verdict::Ok]);
    assert_eq!(answered.show[0].step.as_str(), "told");
}

#[tokio::test]
async fn a_profile_is_the_same_from_its_snapshot_as_from_its_inputs() {
    let mut world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    for n in 0..20 {
        world.decide(page_request("d", vec![world.track(&format!("m{n}"), "Cart Viewed")])).await;
        if n == 10 {
            world.runtime().flush().await.unwrap();
        }
    }
    let before = world.profile("d").await;
    world.reopen();
    assert_eq!(world.profile("d").await, before);
    world.shut_down().await;
    world.open();
    assert_eq!(world.profile("d").await, before);
}

#[tokio::test]
async fn a_merge_can_be_stepped_again_when_only_the_target_has_a_snapshot() {
    let mut world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    world.runtime().flush().await.unwrap();
    let shown = world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await.show;
    world.runtime().flush().await.unwrap();
    world.clock.advance(Span::from_secs(1));
    world.decide(page_request("phone", vec![world.identify("m2", "hanako")])).await;
    let before = world.profile("hanako").await;
    world.reopen();
    assert_eq!(world.profile("hanako").await, before);
    assert_eq!(world.profile("phone").await, before);
    let closed = world.decide(page_request("phone", vec![world.close("m3", &step_ref(&shown[0]))])).await;
    assert_eq!(verdicts(&closed), [Verdict::Ok]);
}

#[tokio::test]
async fn after_a_shutdown_nothing_has_to_be_replayed_and_nothing_is_served() {
    let mut world = World::start().await;
    world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await;
    let runtime = world.runtime().clone();
    assert!(runtime.ready());
    runtime.shutdown().await.unwrap();
    assert!(!runtime.ready());
    assert!(runtime.decide(&world.site, page_request("d", Vec::new())).await.is_err());
    drop(runtime);
    world.crash();
    use kizukai_store::LedgerReader;
    let reader = kizukai_store::sqlite::SqliteReader::open(world.path()).unwrap();
    assert_eq!(reader.watermark().unwrap(), reader.last_row().unwrap());
}
