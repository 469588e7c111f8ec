//! Versions and phases: what an edit cuts, and what it leaves alone.

use serde_json::{Value, json};

use super::shop::{Shop, campaign, message, scenario, segment};

fn everything() -> Value {
    campaign(
        "help",
        json!({
            "name": "送料", "audience": {"cart.quantity": {"$gt": 0}}, "control": 20, "priority": 1, "stop": ["goal"],
            "caps": [{"max": 1, "per": "24h"}], "goal": {"event": "Order Completed"}, "tags": ["theory"],
        }),
    )
}

fn with(field: &str, value: Value) -> Value {
    let mut text = everything();
    text[field] = value;
    text
}

#[test]
fn a_change_of_what_visitors_get_begins_a_new_phase_and_no_other_change_does() {
    let two_arms = |weight: f64| {
        let mut arms = scenario("hello", json!({"hello": message(json!({}))}));
        let mut other = arms[0].clone();
        (other["key"], other["weight"]) = (json!("b"), json!(weight));
        arms.as_array_mut().unwrap().push(other);
        arms
    };
    for (field, value, phase) in [
        ("audience", json!({"cart.quantity": {"$gt": 1}}), 2),
        ("trigger", json!({"on": "signal", "name": "dwell", "params": {"seconds": 5}}), 2),
        ("arms", two_arms(1.0), 2),
        ("arms", scenario("hello", json!({"hello": message(json!({"title": "別の言葉"}))})), 2),
        ("control", json!(30), 2),
        ("caps", json!([{"max": 2, "per": "24h"}]), 2),
        ("priority", json!(2), 2),
        ("name", json!("別の名前"), 1),
        ("goal", json!({"event": "Sign Up"}), 1),
        ("schedule", json!({"from": "2026-12-01T00:00:00"}), 1),
        ("status", json!("paused"), 1),
        ("tags", json!(["counter-theory"]), 1),
    ] {
        let mut shop = Shop::new(&[everything()]);
        let rows = shop.publish(&[with(field, value)]);
        assert_eq!(rows, [("help".to_owned(), 2, phase)], "{field}");
    }
    let mut shop = Shop::new(&[with("arms", two_arms(1.0))]);
    assert_eq!(shop.publish(&[with("arms", two_arms(2.0))])[0].2, 2, "weights");
}

#[test]
fn the_same_text_again_changes_nothing_however_its_fields_are_ordered() {
    let mut shop = Shop::new(&[everything()]);
    let program = shop.source.version;
    let fields = everything();
    let turned: serde_json::Map<_, _> = fields.as_object().unwrap().clone().into_iter().rev().collect();
    assert_eq!(shop.publish(&[Value::Object(turned)]), []);
    assert_eq!(shop.source.version, program);
}

#[test]
fn settings_of_the_site_and_other_campaigns_are_no_new_phase() {
    let mut shop = Shop::new(&[everything()]);
    let rows =
        shop.publish(&[json!({"kind": "site", "holdout": 10}), campaign("other", json!({"priority": 50}))]);
    assert_eq!(rows, [("site".to_owned(), 2, 1), ("other".to_owned(), 1, 1)]);
}

#[test]
fn a_changed_segment_cuts_every_campaign_that_uses_it_also_through_another() {
    let branch = json!({"type": "branch", "cases": [{"when": {"$segment": "gold"}, "next": "hello"}], "else": "hello"});
    let mut shop = Shop::new(&[
        segment("gold", json!({"traits.rank": "gold"})),
        segment("vip", json!({"$segment": "gold", "visit.count": {"$gte": 3}})),
        campaign("direct", json!({"audience": {"$segment": "gold"}})),
        campaign("through", json!({"audience": {"$segment": "vip"}})),
        campaign(
            "in-a-branch",
            json!({"arms": scenario("way", json!({"way": branch, "hello": message(json!({}))}))}),
        ),
        campaign("by-list", json!({"audience": {"segments": {"$all": ["gold"]}}})),
        campaign("without", json!({})),
    ]);
    let mut rows = shop.publish(&[segment("gold", json!({"traits.rank": {"$in": ["gold", "platinum"]}}))]);
    rows.sort();
    let cut = |key: &str| (key.to_owned(), 2, 2);
    assert_eq!(rows, [cut("by-list"), cut("direct"), cut("gold"), cut("in-a-branch"), cut("through")]);
    let mut renamed = segment("gold", json!({"traits.rank": {"$in": ["gold", "platinum"]}}));
    renamed["name"] = json!("ゴールド会員");
    assert_eq!(shop.publish(&[renamed]), [("gold".to_owned(), 3, 2)], "a name cuts nothing");
}

#[test]
fn a_campaign_published_along_with_its_segment_is_cut_once() {
    let mut shop = Shop::new(&[
        segment("gold", json!({"traits.rank": "gold"})),
        campaign("help", json!({"audience": {"$segment": "gold"}})),
    ]);
    let rows = shop.publish(&[
        segment("gold", json!({"traits.rank": "platinum"})),
        campaign("help", json!({"audience": {"$segment": "gold"}, "priority": 3})),
    ]);
    assert_eq!(rows[1], ("help".to_owned(), 2, 2));
    let rows = shop.publish(&[
        segment("gold", json!({"traits.rank": "gold"})),
        campaign("help", json!({"audience": {"$segment": "gold"}, "priority": 3, "name": "新しい名前"})),
    ]);
    assert_eq!(rows[1], ("help".to_owned(), 3, 3));
}

#[test]
fn a_decision_names_the_phase_in_which_it_was_made() {
    let mut shop = Shop::new(&[campaign("help", json!({}))]);
    shop.publish(&[campaign("help", json!({"priority": 1}))]);
    assert_eq!(shop.hesitate().decisions[0].phase, 2);
    shop.publish(&[campaign("help", json!({"priority": 2}))]);
    shop.wait("31m");
    assert_eq!(shop.hesitate().decisions[0].phase, 3);
    let result = &shop.participations()[0];
    assert_eq!(
        (result.assigned_phase, result.decided.as_ref().unwrap().phase),
        (2, 2),
        "results count the first decision"
    );
}
