//! Why (not) this visitor.

use kizukai_engagement::explain::{Explanation, explain};
use kizukai_engagement::outcome::Gate;
use kizukai_engagement::{Moment, Profile};
use serde_json::{Value, json};

use super::shop::{Shop, campaign, only_show};

fn why(shop: &mut Shop, events: &[Value]) -> Vec<Explanation> {
    let events = events.iter().map(|event| shop.event(event)).collect();
    let moment = Moment { events, ..shop.moment.clone() };
    let before: Profile = shop.profile.clone();
    let told = explain(&shop.program, &shop.profile, &moment, shop.now);
    assert_eq!(shop.profile, before, "explaining changes nothing");
    told
}

fn hesitation() -> Value {
    json!({"type": "signal", "name": "hesitation", "properties": {"score": 80}})
}

#[track_caller]
fn reason(fields: Value, events: &[Value]) -> (Option<Gate>, String) {
    let mut shop = Shop::new(&[campaign("help", fields)]);
    let told = why(&mut shop, events).remove(0);
    (told.gate, told.reason)
}

#[test]
fn the_first_gate_that_fails_is_named_for_every_campaign() {
    for (fields, gate, words) in [
        (json!({"status": "paused"}), Gate::Status, "it is paused"),
        (
            json!({"schedule": {"from": "2027-01-01T00:00:00"}, "audience": {"traits.a": 1}}),
            Gate::Schedule,
            "outside its schedule",
        ),
        (json!({"audience": {"cart.quantity": {"$gt": 0}}}), Gate::Audience, "the audience does not hold"),
        (
            json!({"trigger": {"on": "event", "name": "Product Added"}}),
            Gate::Trigger,
            "no event `Product Added` in this moment",
        ),
        (
            json!({"trigger": {"on": "signal", "name": "hesitation", "params": {"score": 90}}}),
            Gate::Trigger,
            "does not reach",
        ),
        (
            json!({"trigger": {"on": "signal", "name": "hesitation", "where": {"page.path": "/cart"}}}),
            Gate::Trigger,
            "page.path",
        ),
    ] {
        let (found, told) = reason(fields.clone(), &[hesitation()]);
        assert_eq!(found, Some(gate), "{fields}");
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn a_failing_condition_is_named_with_the_value_found() {
    let mut shop = Shop::new(&[campaign("help", json!({"audience": {"cart.subtotal": {"$gte": 5000}}}))]);
    shop.track("Product Added", json!({"product_id": "p", "price": 1200}));
    let told = why(&mut shop, &[hesitation()]).remove(0);
    let leaf = told.leaf.unwrap();
    assert_eq!(
        (leaf.path.as_str(), leaf.operator.as_str(), leaf.found),
        ("cart.subtotal", "$gte", Some(json!(1200)))
    );
}

#[test]
fn an_event_that_came_late_or_twice_is_told_apart() {
    let mut old = hesitation();
    old["timestamp"] = json!("2026-11-22T02:58:00Z");
    assert!(reason(json!({}), &[old]).1.contains("came too late"));
    let mut shop = Shop::new(&[campaign("help", json!({}))]);
    let mut once = hesitation();
    once["messageId"] = json!("once");
    let show = only_show(&shop.send(std::slice::from_ref(&once)));
    shop.close(&show, "button");
    assert!(why(&mut shop, &[once])[0].reason.contains("known already"));
}

#[test]
fn rivals_control_caps_and_speakers_are_named() {
    let mut shop = Shop::new(&[
        campaign("a-control", json!({"control": 100, "priority": 3})),
        campaign("b-rival", json!({"priority": 2})),
        campaign(
            "c-tip",
            json!({"arms": super::shop::scenario("tip", json!({"tip": super::shop::message(json!({"format": "inline", "selector": "#tip"}))}))}),
        ),
    ]);
    let told = why(&mut shop, &[hesitation()]);
    let short: Vec<_> = told
        .iter()
        .map(|told| (told.campaign.as_str(), told.speaks, told.gate, told.holder.as_deref()))
        .collect();
    assert_eq!(
        short,
        [
            ("a-control", false, None, None),
            ("b-rival", false, Some(Gate::Rivals), Some("a-control")),
            ("c-tip", true, None, None),
        ]
    );
    assert_eq!(told[0].arm.as_deref(), Some("control"));
    assert_eq!(told[0].reason, "would speak, but the visitor is control");
}

#[test]
fn a_visitor_who_is_held_out_is_told_so_before_anything_else() {
    let mut shop = Shop::new(&[
        json!({"kind": "site", "holdout": 100}),
        campaign("help", json!({"audience": {"traits.a": 1}})),
    ]);
    assert_eq!(why(&mut shop, &[hesitation()])[0].gate, Some(Gate::Holdout));
}

#[test]
fn the_explanation_agrees_with_what_then_happens() {
    let mut shop = Shop::new(&[
        campaign("one", json!({"priority": 2, "caps": [{"max": 1, "per": "ever"}]})),
        campaign("two", json!({"priority": 1, "stop": ["closed"]})),
        campaign("three", json!({"audience": {"visit.page_count": {"$gte": 1}}})),
    ]);
    for _ in 0..4 {
        let told: Vec<_> = why(&mut shop, &[hesitation()])
            .into_iter()
            .filter(|told| told.speaks)
            .map(|told| told.campaign)
            .collect();
        let outcome = shop.hesitate();
        let speaks: Vec<_> = outcome.show.iter().map(|show| show.campaign.clone()).collect();
        assert_eq!(told, speaks);
        outcome.show.iter().for_each(|show| drop(shop.close(show, "button")));
        shop.page("/next");
    }
}

#[test]
fn an_unanswered_dialogue_that_holds_the_place_is_named_as_what_keeps_the_others_quiet() {
    let mut shop = Shop::new(&[campaign("asks", json!({"priority": 1})), campaign("other", json!({}))]);
    shop.hesitate();
    shop.wait("10m");
    let told = why(&mut shop, &[hesitation()]);
    assert_eq!((told[1].gate, told[1].holder.as_deref()), (Some(Gate::Rivals), Some("asks")));
    let end_of_visit =
        "its place is free when it is, or when the visit ends, at the earliest 2026-11-22T03:40";
    for (told, begins) in [
        (&told[0], "its own dialogue is under way"),
        (&told[1], "`asks` has the place: its step `hello` is on the page"),
    ] {
        assert!(told.reason.starts_with(begins), "{}", told.reason);
        assert!(told.reason.contains(end_of_visit), "{}", told.reason);
    }
    let quiet = why(&mut shop, &[]);
    assert!(quiet[0].reason.contains("neither answered nor closed"), "{}", quiet[0].reason);
    assert!(quiet[1].reason.contains("no signal"), "{}", quiet[1].reason);
}
