//! Why (not) this visitor, who stands on a page and does nothing: every gate, and every line of the audience.

use kizukai_engagement::explain::{GateState, Inquiry, inquire};
use kizukai_engagement::outcome::Gate;
use serde_json::{Value, json};

use super::shop::{Shop, campaign, only_show};

fn ask(shop: &Shop) -> Inquiry {
    let before = shop.profile.clone();
    let mut told = inquire(&shop.program, &shop.profile, None, false, shop.now);
    assert_eq!(shop.profile, before, "asking changes nothing");
    told.remove(0)
}

fn state(told: &Inquiry, gate: Gate) -> GateState {
    told.gates.iter().find(|line| line.gate == gate).unwrap().state
}

/// A visitor of a shop with one campaign, after one page.
fn shop_with(fields: Value) -> Shop {
    let mut shop = Shop::new(&[campaign("help", fields)]);
    shop.page("/");
    shop
}

#[test]
fn a_campaign_that_only_waits_for_its_moment_says_so() {
    let told = ask(&shop_with(json!({})));
    let asked = &told.explanation;
    assert_eq!(asked.code, "no_trigger");
    assert_eq!(asked.details["name"], "hesitation");
    assert_eq!((asked.gate, asked.arm.as_ref(), asked.speaks), (Some(Gate::Trigger), None, false));
    for line in &told.gates {
        let expected = if line.gate == Gate::Trigger { GateState::Waits } else { GateState::Passed };
        assert_eq!(line.state, expected, "{:?}", line.gate);
    }
}

#[test]
fn the_cap_that_holds_is_named_though_no_trigger_has_come() {
    let mut shop = shop_with(json!({"caps": [{"max": 1, "per": "24h"}]}));
    let show = only_show(&shop.hesitate());
    shop.close(&show, "button");
    shop.wait("1h");
    let told = ask(&shop);
    let details = json!({
        "max": 1, "per": "1d", "scope": "campaign", "shows": 1, "frees_at": "2026-11-23T03:00:00.000Z",
    });
    assert_eq!((told.explanation.code, Value::Object(told.explanation.details.clone())), ("cap", details));
    assert_eq!(told.explanation.reason, "cap 1 per 1d");
    assert_eq!(told.explanation.arm.as_deref(), Some("a"));
    for (gate, expected) in [
        (Gate::Audience, GateState::Passed),
        (Gate::Trigger, GateState::Waits),
        (Gate::Stopped, GateState::Passed),
        (Gate::Caps, GateState::Failed),
        (Gate::Quiet, GateState::NotAsked),
    ] {
        assert_eq!(state(&told, gate), expected, "{gate:?}");
    }
    shop.wait("23h");
    assert_eq!(ask(&shop).explanation.code, "no_trigger", "it frees when it said");
}

#[test]
fn every_line_of_the_audience_tells_what_was_found() {
    let mut shop =
        shop_with(json!({"audience": {"cart.quantity": {"$gt": 0}, "cart.subtotal": {"$gte": 5000}}}));
    shop.track("Product Added", json!({"product_id": "p", "price": 1200}));
    let told = ask(&shop);
    let lines: Vec<_> =
        told.audience.iter().map(|line| (line.path.as_str(), line.found.clone(), line.holds)).collect();
    assert_eq!(lines, [("cart.quantity", Some(json!(1)), true), ("cart.subtotal", Some(json!(1200)), false)]);
    assert_eq!(told.explanation.leaf.as_ref().unwrap().path, "cart.subtotal");
    assert_eq!(
        (state(&told, Gate::Audience), state(&told, Gate::Trigger)),
        (GateState::Failed, GateState::NotAsked)
    );
}

#[test]
fn every_reason_has_a_code_and_its_figures() {
    for (fields, site, code, details) in [
        (json!({"status": "paused"}), json!({}), "status", json!({"status": "paused"})),
        (json!({}), json!({"holdout": 100}), "held_out", json!({})),
        (
            json!({"schedule": {"from": "2027-01-01T00:00:00"}}),
            json!({}),
            "schedule",
            json!({"from": "2026-12-31T15:00:00.000Z", "until": null}),
        ),
        (json!({"needs_verified": true}), json!({}), "needs_verified", json!({})),
        (json!({"audience": {"traits.a": 1}}), json!({}), "audience", json!({})),
        (
            json!({}),
            json!({"attention": {"capacity": 1}}),
            "budget",
            json!({"price": 3.0, "points": 1.0, "refills_at": null}),
        ),
    ] {
        let mut site = site;
        site["kind"] = "site".into();
        site["holdout"] = site.get("holdout").cloned().unwrap_or(json!(0));
        let mut shop = Shop::new(&[site, campaign("help", fields)]);
        shop.page("/");
        let told = ask(&shop).explanation;
        assert_eq!((told.code, Value::Object(told.details)), (code, details));
    }
}

#[test]
fn quiet_time_and_what_the_visitor_said_name_until_when() {
    let mut shop = Shop::new(&[
        json!({"kind": "site", "holdout": 0, "quiet": {"time": "10m"}}),
        campaign("asks", json!({})),
        campaign("other", json!({"trigger": {"on": "signal", "name": "exit_intent"}})),
    ]);
    shop.page("/");
    let show = only_show(&shop.hesitate());
    shop.close(&show, "not_now");
    let told = inquire(&shop.program, &shop.profile, None, false, shop.now);
    let codes: Vec<_> = told.iter().map(|told| told.explanation.code).collect();
    assert_eq!(codes, ["not_now", "quiet"]);
    assert_eq!(told[1].explanation.details["until"], "2026-11-22T03:10:00.000Z");
    assert!(told[0].explanation.details["until"].is_string());
}

#[test]
fn a_dialogue_on_the_page_is_told_as_such_and_holds_the_place_of_others() {
    let mut shop = Shop::new(&[
        campaign("asks", json!({"caps": [{"max": 1, "per": "ever"}]})),
        campaign("other", json!({})),
    ]);
    shop.page("/");
    shop.signal("hesitation", json!({"score": 80}));
    let told = inquire(&shop.program, &shop.profile, None, false, shop.now);
    let (own, other) = (&told[0], &told[1].explanation);
    assert_eq!(
        (own.explanation.code, own.explanation.details["step"].as_str()),
        ("open_step", Some("hello"))
    );
    assert_eq!(state(own, Gate::Trigger), GateState::Passed);
    assert_eq!((other.code, other.details["holder"].as_str()), ("rival", Some("asks")));
    assert_eq!(other.details["step"], "hello");
}

#[test]
fn one_campaign_can_be_asked_about_alone() {
    let shop = Shop::new(&[campaign("asks", json!({})), campaign("other", json!({}))]);
    let key = "other".parse().unwrap();
    let told = inquire(&shop.program, &shop.profile, Some(&key), false, shop.now);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].explanation.campaign, key);
}
