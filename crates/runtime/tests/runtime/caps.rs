//! Caps cannot be overshot, however many requests come at once.

use kizukai_runtime::DecideRequest;
use serde_json::json;

use crate::world::{World, campaign, new_shows, page_request};

/// Sends all requests at once and counts the shows that are no resumption.
async fn shows_of_all(world: &World, requests: Vec<DecideRequest>) -> usize {
    let mut running = tokio::task::JoinSet::new();
    for request in requests {
        let (runtime, site) = (world.runtime().clone(), world.site.clone());
        running.spawn(async move { runtime.decide(&site, request).await.unwrap() });
    }
    running.join_all().await.iter().map(new_shows).sum()
}

/// A campaign whose dialogue ends with its first message, so that only the cap keeps it from speaking again.
fn one_word() -> serde_json::Value {
    campaign(
        "hello",
        json!({"arms": [{"key": "ask", "scenario": {"start": "ask", "steps": {
            "ask": {"type": "message", "format": "inline", "selector": "#here", "title": "ようこそ", "body": "ごゆっくりどうぞ"},
        }}}]}),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_requests_of_one_visitor_at_once_show_once() {
    let world = World::start().await;
    world.publish(&[one_word()]).await;
    let request = |n: usize| page_request("d", vec![world.track(&format!("m{n}"), "Cart Viewed")]);
    assert_eq!(shows_of_all(&world, (0..1_000).map(request).collect()).await, 1);
    assert_eq!(world.profile("d").await["campaigns"]["hello"]["exposures"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_devices_of_one_person_share_the_cap() {
    let world = World::start().await;
    world.publish(&[one_word()]).await;
    for device in ["phone", "laptop"] {
        world.decide(page_request(device, vec![world.identify(&format!("i-{device}"), "hanako")])).await;
    }
    let request = |n: usize| {
        let device = if n.is_multiple_of(2) { "phone" } else { "laptop" };
        page_request(device, vec![world.track(&format!("m{n}"), "Cart Viewed")])
    };
    assert_eq!(shows_of_all(&world, (0..1_000).map(request).collect()).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_devices_that_log_in_at_the_same_time_share_the_cap() {
    let world = World::start().await;
    world.publish(&[one_word()]).await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    let request = |n: usize| {
        let device = if n.is_multiple_of(2) { "phone" } else { "laptop" };
        let mut request = page_request(device, vec![world.track(&format!("m{n}"), "Cart Viewed")]);
        request.user_id = Some("hanako".into());
        request
    };
    assert_eq!(shows_of_all(&world, (0..1_000).map(request).collect()).await, 1);
    assert_eq!(world.profile("hanako").await["campaigns"]["hello"]["exposures"], 1);
}

#[tokio::test]
async fn an_order_counts_for_the_person_who_reported_it_first() {
    let world = World::start().await;
    let order =
        |id: &str| world.track_with(id, "Order Completed", json!({"order_id": "o-1", "revenue": 5500}));
    world.decide(page_request("first", vec![order("m1")])).await;
    world.decide(page_request("second", vec![order("m2")])).await;
    world.decide(page_request("first", vec![order("m3")])).await;
    assert_eq!(world.profile("first").await["orders"]["revenue"], 5500);
    assert_eq!(world.profile("second").await["orders"]["count"], 0);
}

#[tokio::test]
async fn an_order_stays_with_a_person_through_a_merge() {
    let world = World::start().await;
    let order =
        |id: &str| world.track_with(id, "Order Completed", json!({"order_id": "o-1", "revenue": 5500}));
    world.traits("hanako", json!({})).await;
    world.decide(page_request("phone", vec![order("m1")])).await;
    world.decide(page_request("phone", vec![world.identify("m2", "hanako"), order("m3")])).await;
    let profile = world.profile("hanako").await;
    assert_eq!((&profile["orders"]["count"], &profile["orders"]["revenue"]), (&json!(1), &json!(5500)));
}
