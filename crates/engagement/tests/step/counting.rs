//! `$event` and `$sequence` over real events, and counters made from the past.

use kizukai_engagement::{Input, backfill};
use kizukai_model::Event;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::shop::{Shop, many, segment, visitor};

fn viewed_shoes(count: &Value) -> Value {
    json!({"$event": {"name": "Product Viewed", "where": {"properties.category": "shoes"}, "within": "7d", "count": count}})
}

#[test]
fn an_event_counts_where_its_properties_fit_and_within_its_window() {
    let mut shop = Shop::new(&[segment("keen", viewed_shoes(&json!({"$gte": 2})))]);
    shop.track("Product Viewed", json!({"category": "shoes"}));
    shop.track("Product Viewed", json!({"category": "bags"}));
    assert_eq!(shop.wire()["segments"], json!([]));
    shop.wait("7d");
    shop.track("Product Viewed", json!({"category": "shoes"}));
    assert_eq!(shop.wire()["segments"], json!(["keen"]), "the hour of the first view still counts");
    shop.wait("1h");
    shop.check();
    assert_eq!(shop.wire()["segments"], json!([]));
}

#[test]
fn an_event_that_is_told_late_counts_at_its_own_time() {
    let mut shop = Shop::new(&[segment("keen", viewed_shoes(&json!({"$gte": 1})))]);
    let told = |age: &str| {
        json!({"type": "track", "event": "Product Viewed", "properties": {"category": "shoes"},
               "timestamp": shop.now.minus(age.parse().unwrap()).to_rfc3339()})
    };
    let (old, recent) = (told("8d"), told("6d"));
    shop.send(&[old]);
    assert_eq!(shop.wire()["segments"], json!([]));
    shop.send(&[recent]);
    assert_eq!(shop.wire()["segments"], json!(["keen"]));
}

#[test]
fn a_sequence_asks_for_its_order_also_within_one_request() {
    let steps = json!([{"name": "A"}, {"name": "B", "where": {"page.path": "/b"}}]);
    let text = segment("done", json!({"$sequence": {"steps": steps, "within": "30m"}}));
    let track = |name: &str, at: &str| json!({"type": "track", "event": name, "at": at});
    for (events, done) in [
        (vec![track("A", "/"), track("B", "/b")], true),
        (vec![track("A", "/"), track("X", "/"), track("B", "/b")], true),
        (vec![track("A", "/"), track("B", "/elsewhere")], false),
        (vec![track("B", "/b")], false),
    ] {
        let mut shop = Shop::new(std::slice::from_ref(&text));
        shop.send(&events);
        assert_eq!(shop.wire()["segments"] == json!(["done"]), done, "{events:?}");
    }
    let mut shop = Shop::new(&[text]);
    shop.send(&[track("B", "/b")]);
    shop.wait("1s");
    shop.send(&[track("A", "/")]);
    assert_eq!(shop.wire()["segments"], json!([]), "the wrong way round");
}

#[test]
fn an_order_told_by_browser_and_server_is_one_order_for_conditions_too() {
    let mut shop = Shop::new(&[segment(
        "repeaters",
        json!({"$event": {"name": "Order Completed", "count": {"$gte": 2}}}),
    )]);
    shop.track("Order Completed", json!({"order_id": "o1", "revenue": 1}));
    shop.report("Order Completed", json!({"order_id": "o1", "revenue": 1}));
    assert_eq!(shop.wire()["segments"], json!([]));
    shop.report("Order Completed", json!({"order_id": "o2", "revenue": 1}));
    assert_eq!(shop.wire()["segments"], json!(["repeaters"]));
}

#[test]
fn a_new_condition_counts_from_the_past_and_is_asked_for_once() {
    let mut shop = Shop::new(&[]);
    let events: Vec<Event> = (0..3)
        .map(|_| {
            shop.event(
                &json!({"type": "track", "event": "Product Viewed", "properties": {"category": "shoes"}}),
            )
        })
        .collect();
    let moment = kizukai_engagement::Moment { events: events.clone(), ..Default::default() };
    shop.input(&Input::Moment(Box::new(moment)));
    assert!(!backfill::missing(&shop.program, &shop.profile));
    shop.publish(&[segment("keen", viewed_shoes(&json!(3)))]);
    assert!(backfill::missing(&shop.program, &shop.profile));
    let twice = events.iter().rev().chain(&events);
    let input = backfill::collect(&shop.program, &shop.profile, twice);
    shop.input(&input);
    assert!(!backfill::missing(&shop.program, &shop.profile));
    assert_eq!(shop.wire()["segments"], json!(["keen"]));
    assert!(!backfill::missing(&shop.program, &visitor("new")), "a new visitor has no past");
}

/// Segments over windows of every granularity, a sequence, and orders.
fn asking() -> Vec<Value> {
    let viewed = |within: &str, count: u32| json!({"$event": {"name": "A", "within": within, "count": {"$gte": count}}});
    let steps = json!([{"name": "A"}, {"name": "B"}, {"name": "A"}]);
    vec![
        segment("minutes", viewed("20m", 3)),
        segment("hours", viewed("2d", 4)),
        segment("days", viewed("20d", 6)),
        segment(
            "ever",
            json!({"$event": {"name": "B", "where": {"properties.n": {"$lt": 2}}, "count": {"$gte": 3}}}),
        ),
        segment("orders", json!({"$event": {"name": "Order Completed", "count": {"$gte": 2}}})),
        segment("in-order", json!({"$sequence": {"steps": steps, "within": "1h", "since": "1d"}})),
    ]
}

proptest! {
    #![proptest_config(many(64))]

    #[test]
    fn counters_from_the_past_say_what_counting_from_the_start_says(
        told in prop::collection::vec((0..3_usize, 0..4_u32, 0..20_000_i64, any::<bool>()), 1..60),
        later in 0..30_000_i64,
    ) {
        let (mut counting, mut late) = (Shop::new(&asking()), Shop::new(&[]));
        let mut past: Vec<Event> = Vec::new();
        for (name, n, wait_s, _) in &told {
            counting.now = counting.now.plus(kizukai_model::Span::from_secs(*wait_s));
            let name = ["A", "B", "Order Completed"][*name];
            let properties = json!({"n": n, "order_id": format!("o{n}"), "revenue": 100});
            let event = counting.event(&json!({"type": "track", "event": name, "properties": properties}));
            past.push(event.clone());
            let moment = kizukai_engagement::Moment { events: vec![event], ..Default::default() };
            counting.input(&Input::Moment(Box::new(moment.clone())));
            late.now = counting.now;
            late.input(&Input::Moment(Box::new(moment)));
        }
        late.publish(&asking());
        let newest_first = past.iter().rev();
        let input = backfill::collect(&late.program, &late.profile, newest_first);
        late.input(&input);
        for shop in [&mut counting, &mut late] {
            shop.now = shop.now.plus(kizukai_model::Span::from_secs(later));
            shop.check();
        }
        prop_assert_eq!(counting.wire()["segments"].clone(), late.wire()["segments"].clone());
    }
}
