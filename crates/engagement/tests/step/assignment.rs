//! The draw: when it happens, and that it stays.

use kizukai_engagement::DecisionOutcome::{Lost, Shown};
use serde_json::{Value, json};

use super::shop::{Shop, campaign, decided, message, visitor};

fn arms(weights: &[(&str, f64)]) -> Value {
    let steps = json!({"hello": message(json!({}))});
    let arm = |(key, weight): &(&str, f64)| json!({"key": key, "weight": weight, "scenario": {"start": "hello", "steps": steps}});
    weights.iter().map(arm).collect()
}

fn arm_of(shop: &Shop) -> String {
    shop.campaign("test")["arm"].as_str().unwrap().to_owned()
}

#[test]
fn assigned_is_when_it_could_first_have_spoken_and_decided_when_it_first_wins() {
    let mut shop = Shop::new(&[
        campaign("test", json!({"audience": {"traits.rank": "gold"}})),
        campaign("rival", json!({"priority": 9, "caps": [{"max": 1, "per": "ever"}]})),
    ]);
    shop.track("Product Viewed", json!({}));
    assert!(shop.campaign("test").is_null(), "its trigger did not come");
    shop.send(&[json!({"type": "identify", "traits": {"rank": "gold"}})]);
    let outcome = shop.hesitate();
    assert_eq!(decided(&outcome), [("rival", Shown), ("test", Lost)]);
    let state = shop.campaign("test");
    assert_eq!((&state["arm"], &state["decided_at"]), (&json!("a"), &json!(null)));
    let assigned_at = state["assigned_at"].clone();
    shop.close(&outcome.show[0], "button");
    shop.wait("1m");
    shop.hesitate();
    let state = shop.campaign("test");
    assert_eq!(state["assigned_at"], assigned_at);
    assert_eq!(state["decided_at"], "2026-11-22T03:01:00.000Z");
}

#[test]
fn an_audience_that_does_not_hold_leaves_no_trace_in_the_profile() {
    let mut shop = Shop::new(&[campaign("test", json!({"audience": {"traits.rank": "gold"}}))]);
    assert!(shop.hesitate().decisions.is_empty());
    assert_eq!(shop.participations(), []);
}

#[test]
fn an_arm_stays_when_weights_and_control_change_and_is_drawn_anew_when_it_is_deleted() {
    let mut shop = Shop::new(&[campaign("test", json!({"arms": arms(&[("a", 1.0), ("b", 1.0)])}))]);
    let people: Vec<_> = (0..60).map(|n| visitor(&format!("v{n}"))).collect();
    let mut kept = [0, 0];
    for person in people {
        shop.publish(&[campaign("test", json!({"arms": arms(&[("a", 1.0), ("b", 1.0)])}))]);
        shop.profile = person;
        shop.hesitate();
        let before = arm_of(&shop);
        shop.publish(&[campaign("test", json!({"control": 90, "arms": arms(&[("a", 0.1), ("b", 9.9)])}))]);
        shop.wait("31m");
        shop.hesitate();
        assert_eq!(arm_of(&shop), before, "new weights touch new visitors only");
        shop.publish(&[campaign("test", json!({"arms": arms(&[("b", 1.0), ("c", 1.0)])}))]);
        shop.wait("31m");
        let arm = shop.hesitate().decisions[0].arm.to_string();
        assert!(
            if before == "a" { ["b", "c"].contains(&arm.as_str()) } else { arm == "b" },
            "{before} {arm}"
        );
        kept[usize::from(before == "b")] += 1;
    }
    assert!(kept.iter().all(|n| *n > 10), "both arms were drawn: {kept:?}");
}

#[test]
fn everybody_may_be_control_without_any_weight() {
    let mut shop = Shop::new(&[campaign("test", json!({"control": 100, "arms": arms(&[("a", 0.0)])}))]);
    shop.hesitate();
    assert_eq!(arm_of(&shop), "control");
}

#[test]
fn a_campaign_for_proved_visitors_speaks_to_them_alone() {
    let site = json!({"kind": "site", "holdout": 0, "identity": {"verification": "required"}});
    let mut shop = Shop::new(&[site, campaign("test", json!({"needs_verified": true}))]);
    assert!(shop.hesitate().decisions.is_empty());
    assert!(shop.page("/").armed.is_empty());
    shop.moment.verified = true;
    assert_eq!(decided(&shop.hesitate()), [("test", Shown)]);
}
