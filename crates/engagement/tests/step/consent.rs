//! What a visitor allows, by purpose, and what follows.

use kizukai_engagement::consent::{Measurement, look, withhold};
use kizukai_engagement::outcome::Gate;
use kizukai_engagement::{Input, Moment, Outcome, Surface, Verdict, explain};
use kizukai_model::{EventBody, Purposes};
use serde_json::{Value, json};

use super::shop::{Shop, campaign, only_show, verdict, visitor};

const DROPPED: (Verdict, Option<&str>) = (Verdict::Dropped, Some("no_consent"));

fn shop() -> Shop {
    Shop::new(&[campaign("help", json!({}))])
}

/// A shop whose visitors have to be asked.
fn asking() -> Shop {
    let site = json!({"kind": "site", "holdout": 0, "consent": {"mode": "required"}});
    Shop::new(&[site, campaign("help", json!({}))])
}

fn says(purposes: Value) -> Value {
    json!({"type": "consent", "purposes": purposes})
}

fn verdicts(outcome: &Outcome) -> Vec<(Verdict, Option<&str>)> {
    outcome.verdicts.iter().map(|event| (event.verdict, event.reason.as_deref())).collect()
}

#[test]
fn without_consent_to_measurement_nothing_is_remembered_but_that() {
    let mut shop = shop();
    let page = json!({"type": "page"});
    let outcome = shop.send(&[page.clone(), says(json!({"measurement": false}))]);
    assert_eq!(verdicts(&outcome), [DROPPED, (Verdict::Ok, None)], "in the same moment");
    assert_eq!(verdict(&shop.track("Product Viewed", json!({}))), DROPPED, "and later");
    assert_eq!(verdict(&shop.send(&[json!({"type": "identify", "traits": {"name": "花子"}})])), DROPPED);
    let outcome = shop.hesitate();
    assert_eq!((verdict(&outcome), outcome.show.len(), outcome.armed.len()), (DROPPED, 0, 0));
    let wire = shop.wire();
    assert_eq!((&wire["visits"]["count"], &wire["traits"]), (&json!(0), &json!({})));
    assert_eq!(wire["consent"]["measurement"]["granted"], false);
    shop.wait("1s");
    let outcome = shop.send(&[says(json!({"measurement": true})), page]);
    assert_eq!(verdicts(&outcome), [(Verdict::Ok, None); 2]);
    assert_eq!(outcome.armed.len(), 1);
}

#[test]
fn orders_that_a_trusted_server_reports_count_whatever_the_visitor_allows() {
    let mut shop = shop();
    shop.send(&[says(json!({"measurement": false}))]);
    let order = json!({"type": "track", "event": "Order Completed", "properties": {"order_id": "o1", "revenue": 3000}});
    assert_eq!(
        verdict(&shop.behind_the_scenes(std::slice::from_ref(&order))),
        DROPPED,
        "through a write key"
    );
    shop.moment = Moment { trusted: true, surface: Surface::None, ..Moment::default() };
    let other = json!({"type": "track", "event": "Product Viewed"});
    let outcome = shop.send(&[order, other]);
    assert_eq!(verdicts(&outcome), [(Verdict::Ok, None), DROPPED]);
    assert_eq!(shop.wire()["orders"]["count"], 1);
}

#[test]
fn without_consent_to_assistance_nothing_is_decided_or_armed_and_what_is_open_goes() {
    let mut shop = shop();
    let show = only_show(&shop.hesitate());
    shop.showing(&show);
    let outcome = shop.send(&[says(json!({"assistance": false})), json!({"type": "page"})]);
    assert_eq!((outcome.show.len(), outcome.armed.len(), outcome.close.len()), (0, 0, 1));
    assert_eq!(shop.campaign("help")["ended"]["how"], "refused");
    assert_eq!(shop.hesitate().decisions, []);
    let signal = json!({"type": "signal", "name": "hesitation"});
    let moment = Moment { events: vec![shop.event(&signal)], ..shop.moment.clone() };
    let why = explain::explain(&shop.program, &shop.profile, &moment, shop.now).remove(0);
    assert_eq!((why.gate, &*why.reason), (Some(Gate::Audience), "the visitor did not consent to assistance"));
    assert_eq!(shop.wire()["visits"]["current"]["page_count"], 1, "what happens is still remembered");
}

#[test]
fn where_consent_is_required_a_browser_that_says_nothing_is_refused_and_a_server_is_not() {
    let mut shop = asking();
    let outcome = shop.page("/");
    assert_eq!((verdict(&outcome), outcome.armed.len()), (DROPPED, 0));
    assert_eq!(verdict(&shop.report("Product Viewed", json!({}))), (Verdict::Ok, None));
    shop.moment.consent = Purposes { measurement: Some(true), ..Purposes::default() };
    let outcome = shop.page("/");
    assert_eq!((verdict(&outcome), outcome.armed.len()), ((Verdict::Ok, None), 0), "nobody asked for help");
    shop.moment.consent.assistance = Some(true);
    assert_eq!(shop.page("/").armed.len(), 1);
    shop.moment.consent = Purposes::default();
    assert_eq!(shop.page("/").armed.len(), 1, "it is remembered");
}

#[test]
fn what_a_request_carries_along_refuses_but_does_not_undo_a_refusal_spoken_on_purpose() {
    let granted = Purposes { measurement: Some(true), ..Purposes::default() };
    let refused = Purposes { measurement: Some(false), ..Purposes::default() };
    let mut shop = shop();
    shop.moment.consent = refused;
    assert_eq!(verdict(&shop.page("/")), DROPPED);
    shop.moment.consent = granted;
    assert_eq!(verdict(&shop.page("/")).0, Verdict::Ok);
    shop.send(&[says(json!({"measurement": false}))]);
    assert_eq!(verdict(&shop.page("/")), DROPPED, "an old tab still carries its yes");
    shop.wait("1s");
    shop.send(&[says(json!({"measurement": true}))]);
    assert_eq!(verdict(&shop.page("/")).0, Verdict::Ok);
}

#[test]
fn global_privacy_control_refuses_marketing_until_it_is_granted_here_on_purpose() {
    let marketing = |shop: &Shop| shop.wire()["consent"]["marketing"]["granted"].clone();
    let mut shop = shop();
    shop.send(&[says(json!({"marketing": true}))]);
    shop.wait("1m");
    shop.moment.gpc = true;
    shop.moment.consent = Purposes { marketing: Some(true), ..Purposes::default() };
    assert_eq!(verdict(&shop.page("/")).0, Verdict::Ok, "it is about marketing alone");
    assert_eq!(marketing(&shop), false, "what was granted before does not outweigh it");
    shop.page("/");
    assert_eq!(marketing(&shop), false, "nor does what a request carries along");
    shop.send(&[says(json!({"marketing": true}))]);
    shop.page("/");
    assert_eq!(marketing(&shop), true);
}

#[test]
fn of_two_devices_that_turn_out_to_be_one_person_the_later_word_counts() {
    for (on_phone, on_laptop, expected) in [(false, true, true), (true, false, false)] {
        let mut shop = shop();
        shop.send(&[says(json!({"assistance": on_phone}))]);
        let phone = std::mem::replace(&mut shop.profile, visitor("laptop"));
        shop.wait("1m");
        shop.sender = "l".into();
        shop.send(&[says(json!({"assistance": on_laptop}))]);
        let (source, source_seq) = (phone.id(), phone.seq());
        shop.input(&Input::Merge { source, source_seq, state: Some(Box::new(phone)) });
        assert_eq!(shop.wire()["consent"]["assistance"]["granted"], expected);
    }
}

#[test]
fn what_may_not_be_remembered_is_taken_out_before_it_is_recorded() {
    let mut shop = asking();
    let secret = json!({"type": "track", "event": "Product Viewed", "properties": {"name": "秘密"}});
    let events = vec![shop.event(&secret)];
    let mut moment = Moment { events, locale: Some("ja".into()), ..shop.moment.clone() };
    assert_eq!(look(&shop.program, &shop.profile, &moment), Measurement::Nothing);
    moment.gpc = true;
    assert_eq!(look(&shop.program, &shop.profile, &moment), Measurement::Nothing);
    let refusal = shop.event(&says(json!({"measurement": false})));
    moment.events.push(refusal);
    assert_eq!(look(&shop.program, &shop.profile, &moment), Measurement::Refused);
    withhold(&mut moment);
    assert_eq!(moment.events[0].body, EventBody::Withheld {});
    let recorded = serde_json::to_string(&moment).unwrap();
    assert!(!recorded.contains("秘密") && !recorded.contains("/\""), "{recorded}");
    let outcome = shop.input(&Input::Moment(Box::new(moment.clone())));
    assert_eq!(verdicts(&outcome), [DROPPED, (Verdict::Ok, None)]);
    moment.consent = Purposes { measurement: Some(true), ..Purposes::default() };
    moment.events.truncate(1);
    let fresh = visitor("berta");
    assert_eq!(look(&shop.program, &fresh, &moment), Measurement::Allowed);
}
