//! Reading what was acknowledged: profiles, histories, keys, and watching live.

use kizukai_model::{IdKind, Span};
use kizukai_runtime::{Admission, Who};
use serde_json::{Value, json};

use crate::world::{World, campaign, page_request};

fn ids(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["messageId"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_history_is_read_newest_first_over_pages_of_any_size() {
    let mut world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    let events =
        |from: usize| (from..from + 3).map(|n| world.track(&format!("m{n}"), "Product Viewed")).collect();
    for from in [0, 3, 6] {
        world.decide(page_request("d", events(from))).await;
        // A repetition is no event.
        world.decide(page_request("d", events(from))).await;
    }
    world.decide(page_request("d", vec![world.track("m9", "Cart Viewed")])).await;
    world.clock.advance(Span::from_hours(2));
    world.traits("hanako", json!({"rank": "gold"})).await;
    world.runtime().fire_due().await.unwrap();
    for restart in [false, true] {
        if restart {
            world.reopen();
        }
        let whole = world.events("d", 500).await;
        let (decision, tracks) = whole.split_last().unwrap();
        assert_eq!(ids(tracks), ["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"]);
        assert_eq!(
            (&decision["type"], &decision["properties"]["outcome"]),
            (&json!("decision"), &json!("shown"))
        );
        for limit in [1, 2, 3, 4, 7] {
            assert_eq!(world.events("d", limit).await, whole, "pages of {limit}");
        }
    }
}

#[tokio::test]
async fn after_a_merge_the_other_history_is_part_of_it() {
    let world = World::start().await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    world.clock.advance(Span::from_mins(1));
    world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await;
    world.decide(page_request("laptop", vec![world.track("m2", "Cart Viewed")])).await;
    world.decide(page_request("phone", vec![world.identify("m3", "hanako")])).await;
    world.decide(page_request("laptop", vec![world.identify("m4", "hanako")])).await;
    let whole = world.events("hanako", 500).await;
    assert_eq!(whole[0]["traits"], json!({"rank": "gold"}));
    assert_eq!(ids(&whole[1..]), ["m1", "m2", "m3", "m4"]);
    for limit in [1, 2, 3] {
        assert_eq!(world.events("phone", limit).await, whole);
    }
}

#[tokio::test]
async fn an_id_is_tried_as_a_user_and_then_as_a_device() {
    let world = World::start().await;
    world.traits("x", json!({"is": "user"})).await;
    world.decide(page_request("x", vec![world.track("m1", "Cart Viewed")])).await;
    let read = async |kind| {
        world.runtime().profile(&world.site, Who::Named { id: "x".to_owned(), kind }).await.unwrap().unwrap()
    };
    assert_eq!(read(None).await["traits"]["is"], "user");
    assert_eq!(read(Some(IdKind::User)).await["traits"]["is"], "user");
    assert_eq!(read(Some(IdKind::Anonymous)).await["anonymousIds"], json!(["x"]));
    let nobody = world.runtime().profile(&world.site, Who::named("y")).await.unwrap();
    assert_eq!(nobody, None);
    assert_eq!(world.runtime().events(&world.site, Who::named("y"), 10, None).await.unwrap(), None);
}

#[tokio::test]
async fn a_cursor_that_is_none_gives_an_empty_page() {
    let world = World::start().await;
    world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await;
    for cursor in ["", "nonsense", "0~00000000000000000000000000000000.1"] {
        let page =
            world.runtime().events(&world.site, Who::named("d"), 10, Some(cursor)).await.unwrap().unwrap();
        assert!(page.events.is_empty() && page.next.is_none(), "{cursor}");
    }
}

#[tokio::test]
async fn keys_open_their_site_and_nothing_else() {
    let world = World::start().await;
    let runtime = world.runtime();
    let by_write_key = Admission { site: world.site.clone(), trusted: false };
    assert_eq!(runtime.admit(&world.write_key), Some(by_write_key));
    assert_eq!(runtime.admit(&world.api_key), None);
    assert_eq!(runtime.site_by_api_key(&world.api_key), Some(world.site.clone()));
    assert_eq!(runtime.site_by_api_key(&world.write_key), None);
    assert_eq!(runtime.site(&world.site).unwrap().name, "花と器");
    assert_eq!(runtime.sites().len(), 1);
}

#[tokio::test]
async fn who_watches_sees_events_and_decisions_once_they_are_durable() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    let mut watching = world.runtime().live(&world.site);
    world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await;
    let seen = watching.recv().await.unwrap();
    assert_eq!(seen.seq, 1);
    assert_eq!(seen.events, world.events("d", 10).await);
}

#[tokio::test]
async fn explaining_names_the_gate_and_changes_nothing() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({"audience": {"traits.rank": "gold"}}))]).await;
    let mut request = page_request("d", vec![world.track("m1", "Cart Viewed")]);
    request.explain = true;
    let explained = world.decide(request).await.explain.unwrap();
    assert_eq!(explained.len(), 1);
    assert!(!explained[0].speaks);
    assert_eq!(world.profile("d").await["sequence"], 1);
}
