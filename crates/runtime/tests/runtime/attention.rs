//! What needs a shop's attention: named with its reason, and silent when all is well.

use kizukai_model::Span;
use kizukai_runtime::{AttentionItem, AttentionKind};
use serde_json::{Value, json};

use crate::world::{World, campaign, page_request};

async fn items(world: &World) -> Vec<AttentionItem> {
    world.counted_home().await.attention
}

async fn find(world: &World, kind: AttentionKind) -> Option<AttentionItem> {
    items(world).await.into_iter().find(|item| item.kind == kind)
}

/// So many visitors view the cart.
async fn crowd(world: &World, visitors: usize, name: &str) {
    let request =
        |n| page_request(&format!("{name}{n}"), vec![world.track(&format!("{name}{n}"), "Cart Viewed")]);
    world.runtime().decide_all(&world.site, (0..visitors).map(request).collect()).await;
}

#[tokio::test]
async fn a_shop_without_events_is_told_and_one_that_does_well_is_not() {
    let world = World::start().await;
    let kinds = |items: &[AttentionItem]| items.iter().map(|item| item.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&items(&world).await), [AttentionKind::NoEvents, AttentionKind::NoCampaign]);
    world.publish(&[campaign("help", json!({}))]).await;
    crowd(&world, 60, "d").await;
    assert_eq!(kinds(&items(&world).await), []);
}

#[tokio::test]
async fn silence_is_an_alarm_where_the_hour_is_busy_and_none_where_it_never_is() {
    let mut world = World::start().await;
    for day in 0..3 {
        for minute in 0..60 {
            let event = world.track(&format!("d{day}m{minute}"), "Cart Viewed");
            world.decide(page_request("d", vec![event])).await;
            world.clock.advance(Span::from_mins(1));
        }
        world.clock.advance(Span::from_hours(23));
    }
    world.reopen();
    world.decide(page_request("d", vec![world.track("last", "Cart Viewed")])).await;
    world.clock.advance(Span::from_mins(29));
    assert_eq!(find(&world, AttentionKind::EventsStopped).await, None);
    world.clock.advance(Span::from_mins(2));
    let stopped = find(&world, AttentionKind::EventsStopped).await.unwrap();
    assert_eq!((&stopped.figures["silence_s"], &stopped.figures["usual_gap_s"]), (&json!(1_860), &json!(60)));
    world.clock.advance(Span::from_hours(5));
    assert_eq!(find(&world, AttentionKind::EventsStopped).await, None, "nothing ever comes at that hour");
    world.clock.advance(Span::from_hours(20));
    assert!(find(&world, AttentionKind::EventsStopped).await.is_some(), "a day is too long at any hour");
}

#[tokio::test]
async fn a_campaign_that_never_came_to_a_decision_names_the_condition_that_fails_most() {
    let world = World::start().await;
    world.publish(&[campaign("gold", json!({"audience": {"traits.rank": "gold"}}))]).await;
    crowd(&world, 60, "d").await;
    let item = find(&world, AttentionKind::NeverSpeaks).await.unwrap();
    assert_eq!(item.campaign.as_ref().unwrap().as_str(), "gold");
    let figures = Value::Object(item.figures);
    assert_eq!((&figures["sampled"], &figures["top_gate"]), (&json!(60), &json!("audience")));
    assert_eq!((&figures["leaf"], &figures["share"]), (&json!("traits.rank $eq \"gold\""), &json!(1.0)));
}

#[tokio::test]
async fn a_campaign_that_was_always_stopped_names_the_gate_that_its_decisions_name() {
    let world = World::start().await;
    let quiet = json!({"kind": "site", "holdout": 0, "quiet": {"time": "1h"}});
    let rival = campaign("first", json!({"priority": 9, "caps": []}));
    world.publish(&[quiet, rival, campaign("second", json!({}))]).await;
    crowd(&world, 60, "d").await;
    let item = find(&world, AttentionKind::NeverSpeaks).await.unwrap();
    assert_eq!(item.campaign.as_ref().unwrap().as_str(), "second");
    assert_eq!((&item.figures["evaluations"], &item.figures["share"]), (&json!(60), &json!(1.0)));
    assert!(["quiet", "rivals"].map(|gate| json!(gate)).contains(&item.figures["top_gate"]), "{item:?}");
}

#[tokio::test]
async fn orders_without_an_amount_and_drafts_left_lying_are_told() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({})), campaign("later", json!({"status": "draft"}))]).await;
    let bought = vec![world.track_with("o1", "Order Completed", json!({"order_id": "1", "currency": "USD"}))];
    world.decide(page_request("d", bought)).await;
    let orders = find(&world, AttentionKind::NoOrders).await.unwrap();
    let figures = json!({"orders": 1, "without_revenue": 1, "foreign_currency": 1});
    assert_eq!(Value::Object(orders.figures), figures);
    assert_eq!(find(&world, AttentionKind::DraftWaiting).await, None);
    world.clock.advance(Span::from_days(8));
    let draft = find(&world, AttentionKind::DraftWaiting).await.unwrap();
    assert_eq!((draft.campaign.unwrap().as_str(), &draft.figures["days"]), ("later", &json!(8)));
}
