//! What a condition says about itself: its counters, its segments, what it reads.

use kizukai_conditions::{Compiled, Condition, FeatureKey, Granularity, compile};
use serde_json::{Value, json};

fn event_keys(condition: &Value) -> Vec<FeatureKey> {
    compile(condition).features().0.iter().map(|feature| feature.key).collect()
}

fn key(event: &Value) -> FeatureKey {
    event_keys(&json!({"$event": event}))[0]
}

#[test]
fn conditions_that_count_the_same_share_a_key() {
    let base = key(
        &json!({"name": "Product Viewed", "where": {"properties.a": 1, "properties.b": 2}, "within": "7d"}),
    );
    for same in [
        json!({"within": "7d", "where": {"properties.b": 2.0, "properties.a": 1}, "name": "Product Viewed"}),
        json!({"name": "Product Viewed", "where": {"properties.a": 1, "properties.b": 2}, "within": "168h", "count": 5}),
    ] {
        assert_eq!(key(&same), base, "{same}");
    }
    for other in [
        json!({"name": "Product Added", "where": {"properties.a": 1, "properties.b": 2}, "within": "7d"}),
        json!({"name": "Product Viewed", "where": {"properties.a": 1}, "within": "7d"}),
        json!({"name": "Product Viewed", "where": {"properties.a": 1, "properties.b": 2}}),
    ] {
        assert_ne!(key(&other), base, "{other}");
    }
    assert_eq!(key(&json!({"name": "A", "where": {}})), key(&json!({"name": "A"})));
}

#[test]
fn keys_are_stable_across_releases() {
    let stored = key(&json!({"name": "Product Viewed", "within": "7d"}));
    assert_eq!(stored.to_string(), "55dd554e81a52785");
    let sequence =
        json!({"$sequence": {"steps": [{"name": "A"}, {"name": "B"}], "within": "30m", "since": "24h"}});
    assert_eq!(compile(&sequence).features().1[0].key.to_string(), "27060fd40a8a7849");
}

#[test]
fn keys_travel_as_sixteen_hexadecimal_digits() {
    let key = FeatureKey(0xab);
    let text = serde_json::to_string(&key).expect("a text");
    assert_eq!(text, "\"00000000000000ab\"");
    assert_eq!(serde_json::from_str::<FeatureKey>(&text).expect("the same key"), key);
    for wrong in ["ab", "00000000000000zz", "+0000000000000ab", ""] {
        assert!(wrong.parse::<FeatureKey>().is_err(), "{wrong}");
    }
}

#[test]
fn granularity_follows_the_window() {
    for (within, granularity) in [
        (json!("10s"), Granularity::Minute),
        (json!("6h"), Granularity::Minute),
        (json!("7h"), Granularity::Hour),
        (json!("14d"), Granularity::Hour),
        (json!("15d"), Granularity::Day),
    ] {
        let compiled = compile(&json!({"$event": {"name": "A", "within": within}}));
        assert_eq!(compiled.features().0[0].granularity, granularity, "{within}");
    }
    assert_eq!(compile(&json!({"$event": {"name": "A"}})).features().0[0].granularity, Granularity::Ever);
}

#[test]
fn the_same_feature_is_listed_once_however_deep() {
    let event = json!({"$event": {"name": "A", "count": 1}});
    let condition = json!({"$or": [event, {"$nor": [{"$not": {"$event": {"name": "A", "count": {"$gt": 4}}}}]}], "$event": {"name": "B"}});
    assert_eq!(event_keys(&condition).len(), 2);
}

#[test]
fn a_condition_knows_its_segments_and_what_it_reads() {
    let compiled = compile(&json!({
        "$and": [{"$segment": "vip"}, {"$not": {"$segment": "new"}}, {"$segment": "vip"}],
        "cart.items": {"$elemMatch": {"traits": 1}},
    }));
    assert_eq!(compiled.segments(), ["new", "vip"]);
    let reads = |root| compiled.reads(root);
    assert!(reads("segments") && reads("cart"));
    assert!(!reads("traits") && !reads("now"), "fields of an entry are no attributes");
}

#[test]
fn only_windows_and_the_clock_read_time() {
    let reads_time = |condition: Value| compile(&condition).reads_time();
    assert!(reads_time(json!({"$or": [{"now.hour": 9}]})));
    assert!(reads_time(json!({"visit.duration_s": {"$gte": 60}})) && !reads_time(json!({"visit.count": 1})));
    assert!(reads_time(json!({"$event": {"name": "A", "within": "1h"}})));
    assert!(reads_time(json!({"$sequence": {"steps": [{"name": "A"}], "within": "1h", "since": "1d"}})));
    assert!(!reads_time(json!({"$sequence": {"steps": [{"name": "A"}], "within": "1h"}})));
    assert!(!reads_time(json!({"$event": {"name": "A"}, "traits.now": 1})));
}

#[test]
fn a_malformed_feature_is_not_counted_and_never_holds() {
    for broken in [
        json!({}),
        json!({"name": 1}),
        json!({"name": "A", "within": "soon"}),
        json!({"name": "A", "where": 1}),
    ] {
        let compiled = compile(&json!({"$not": {"$event": broken}}));
        assert!(compiled.features().0.is_empty(), "{broken}");
        assert!(!compiled.evaluate(&kizukai_conditions::JsonSubject::new(&json!({}))), "{broken}");
    }
}

#[test]
fn a_condition_travels_as_its_text() {
    let text = r#"{"$or":[{"traits.b":1},{"traits.a":{"$gte":2}}]}"#;
    let condition: Condition = serde_json::from_str(text).expect("a condition");
    assert_eq!(serde_json::to_string(&condition).expect("its text"), text);
    assert_eq!(condition, Condition::parse(condition.source()));
    assert!(Condition::default().evaluate(&kizukai_conditions::JsonSubject::new(&Value::Null)));
}

#[test]
fn compiled_conditions_may_be_shared_between_threads() {
    fn is_shared<T: Send + Sync + Clone + 'static>() {}
    is_shared::<Compiled>();
    is_shared::<Condition>();
}
