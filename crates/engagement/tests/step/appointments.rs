//! Campaigns that ask to speak a while after their trigger, or when a segment is entered or left.

use kizukai_engagement::DecisionOutcome::{Capped, Ghost, Quiet, Shown};
use kizukai_engagement::{Input, ProgramSource, Surface, step};
use serde_json::{Value, json};

use super::shop::{SITE, Shop, campaign, decided, only_decision, published, segment, shown, span, visitor};

/// Speaks so long after something was put into the cart.
fn later(after: &str, fields: Value) -> Value {
    let mut text =
        campaign("later", json!({"trigger": {"on": "event", "name": "Product Added", "after": after}}));
    super::shop::put(&mut text, fields);
    text
}

fn add(shop: &mut Shop) {
    let outcome = shop.track("Product Added", json!({"product_id": "plate", "price": 3000, "quantity": 1}));
    assert_eq!(shown(&outcome), []);
}

#[test]
fn a_campaign_speaks_so_long_after_its_trigger_on_the_page_that_asks_then() {
    let mut shop = Shop::new(&[later("5m", json!({}))]);
    add(&mut shop);
    let page = shop.page("/cart");
    assert_eq!(page.next_check_at, Some(shop.now.plus(span("5m"))), "the page is told when to ask");
    assert_eq!(shop.wire()["appointments"]["later"], "2026-11-22T03:05:00.000Z");
    shop.wait("299s");
    assert_eq!(shown(&shop.page("/cart")), []);
    shop.wait("1s");
    let outcome = shop.check();
    assert_eq!((shown(&outcome), outcome.next_check_at), (vec![("later", "hello")], None));
    assert_eq!(shop.wire()["appointments"], json!({}));
}

#[test]
fn the_time_begins_anew_when_the_trigger_fires_again() {
    let mut shop = Shop::new(&[later("5m", json!({}))]);
    add(&mut shop);
    shop.wait("4m");
    add(&mut shop);
    shop.wait("4m");
    assert_eq!(shown(&shop.check()), []);
    shop.wait("1m");
    assert_eq!(shown(&shop.check()), [("later", "hello")]);
}

#[test]
fn an_event_without_a_page_makes_an_appointment_too_and_its_time_counts_from_when_it_happened() {
    let mut shop = Shop::new(&[later("1h", json!({}))]);
    let added = |at: &str| json!({"type": "track", "event": "Product Added", "timestamp": at, "properties": {"product_id": "p"}});
    shop.behind_the_scenes(&[added("2026-11-20T03:00:00Z")]);
    assert_eq!(shop.wire()["appointments"], json!({}), "long over");
    shop.behind_the_scenes(&[added("2026-11-22T02:30:00Z")]);
    shop.wait("30m");
    assert_eq!(shown(&shop.page("/")), [("later", "hello")]);
}

#[test]
fn an_appointment_that_nobody_could_keep_lapses() {
    let mut shop = Shop::new(&[later("5m", json!({}))]);
    add(&mut shop);
    shop.wait("34m");
    let mut in_time = Shop::new(&[later("5m", json!({}))]);
    in_time.profile = shop.profile.clone();
    in_time.sender = "n".into();
    in_time.now = shop.now;
    assert_eq!(shown(&in_time.page("/")), [("later", "hello")]);
    shop.wait("1m");
    assert_eq!(shown(&shop.page("/")), []);
    assert_eq!(shop.wire()["appointments"], json!({}));
}

#[test]
fn whom_it_means_is_asked_when_its_time_has_come() {
    let mut shop = Shop::new(&[later("5m", json!({"audience": {"cart.quantity": {"$gte": 1}}}))]);
    add(&mut shop);
    shop.track("Product Removed", json!({"product_id": "plate", "quantity": 1}));
    shop.wait("5m");
    assert_eq!(shown(&shop.check()), []);
    assert_eq!(shop.campaign("later"), Value::Null, "not even an arm was drawn");
    // The appointment lasts a while: a later page may find the audience again.
    shop.wait("1m");
    shop.publish(&[later("5m", json!({}))]);
    assert_eq!(shown(&shop.check()), [("later", "hello")]);
}

#[test]
fn who_meets_the_exit_meanwhile_is_left_alone() {
    let mut shop = Shop::new(&[later("5m", json!({"exit": {"orders.count": {"$gte": 1}}}))]);
    add(&mut shop);
    shop.report("Order Completed", json!({"order_id": "1", "revenue": 3000}));
    assert_eq!(shop.wire()["appointments"], json!({}));
    shop.wait("5m");
    assert_eq!(shown(&shop.check()), []);
}

#[test]
fn control_is_decided_when_it_would_have_spoken() {
    let mut shop = Shop::new(&[later("5m", json!({"control": 100}))]);
    add(&mut shop);
    assert_eq!(shop.campaign("later"), Value::Null);
    shop.wait("5m");
    let outcome = shop.check();
    assert_eq!((shown(&outcome), only_decision(&outcome).outcome), (vec![], Ghost));
    assert_eq!(decided(&shop.page("/")), [], "once");
}

#[test]
fn quiet_time_postpones_it_and_a_cap_settles_it() {
    let site = json!({"kind": "site", "holdout": 0, "quiet": {"time": "10m", "page_views": 0}});
    let mut shop = Shop::new(&[
        site,
        later("5m", json!({"caps": [{"max": 1, "per": "24h"}]})),
        campaign("now", json!({})),
    ]);
    add(&mut shop);
    shop.wait("1m");
    let show = super::shop::only_show(&shop.hesitate());
    shop.close(&show, "button");
    shop.wait("4m");
    assert_eq!(decided(&shop.check()), [("later", Quiet)]);
    shop.wait("6m");
    let outcome = shop.check();
    assert_eq!(decided(&outcome), [("later", Shown)]);
    shop.close(&outcome.show[0].clone(), "button");
    add(&mut shop);
    shop.wait("15m");
    assert_eq!(decided(&shop.check()), [("later", Capped)]);
    assert_eq!(decided(&shop.check()), [], "and is not tried again");
}

#[test]
fn a_signal_is_armed_for_a_campaign_that_waits_after_it() {
    let trigger = json!({"on": "signal", "name": "scroll", "params": {"percent": 50}, "after": "10s"});
    let mut shop = Shop::new(&[campaign("later", json!({ "trigger": trigger }))]);
    assert_eq!(shop.page("/").armed[0].signal, "scroll");
    shop.signal("scroll", json!({"percent": 20}));
    shop.wait("10s");
    assert_eq!(shown(&shop.check()), [], "not far enough");
    shop.signal("scroll", json!({"percent": 60}));
    shop.wait("10s");
    assert_eq!(shown(&shop.check()), [("later", "hello")]);
}

fn on_segment(on: &str, fields: Value) -> Shop {
    let mut text = campaign("greet", json!({"trigger": {"on": on, "name": "keen"}}));
    super::shop::put(&mut text, fields);
    let keen = json!({"$event": {"name": "Product Viewed", "within": "30m", "count": {"$gte": 2}}});
    Shop::new(&[segment("keen", keen), text])
}

#[test]
fn entering_a_segment_fires_a_campaign_in_the_same_moment() {
    let mut shop = on_segment("segment_entered", json!({}));
    assert_eq!(shown(&shop.track("Product Viewed", json!({}))), []);
    assert_eq!(shown(&shop.track("Product Viewed", json!({}))), [("greet", "hello")]);
    assert_eq!(decided(&shop.track("Product Viewed", json!({}))), [], "in it already");
}

#[test]
fn a_segment_entered_without_a_page_is_spoken_of_on_the_next_one() {
    let mut shop = on_segment("segment_entered", json!({}));
    shop.report("Product Viewed", json!({}));
    shop.report("Product Viewed", json!({}));
    assert_eq!(shop.moment.surface, Surface::Page);
    shop.wait("10m");
    assert_eq!(shown(&shop.page("/")), [("greet", "hello")]);
}

#[test]
fn leaving_a_segment_by_time_alone_fires_a_campaign() {
    let mut shop = on_segment("segment_left", json!({}));
    shop.track("Product Viewed", json!({}));
    shop.track("Product Viewed", json!({}));
    shop.wait("40m");
    shop.fire_timers();
    assert_eq!(shown(&shop.page("/")), [("greet", "hello")]);
}

#[test]
fn a_segment_may_be_waited_after_as_well() {
    let mut shop = on_segment(
        "segment_entered",
        json!({"trigger": {"on": "segment_entered", "name": "keen", "after": "2m"}}),
    );
    shop.track("Product Viewed", json!({}));
    shop.track("Product Viewed", json!({}));
    shop.wait("2m");
    assert_eq!(shown(&shop.check()), [("greet", "hello")]);
}

#[test]
fn whoever_asks_why_is_told_when_its_moment_comes() {
    let mut shop = Shop::new(&[later("5m", json!({}))]);
    let ask = |shop: &Shop| {
        let told = kizukai_engagement::explain::explain(&shop.program, &shop.profile, &shop.moment, shop.now);
        (told[0].code, told[0].reason.clone())
    };
    assert_eq!(ask(&shop).0, "no_trigger");
    add(&mut shop);
    assert_eq!(
        ask(&shop),
        ("appointed", "its trigger fired: it speaks at 2026-11-22T03:05:00.000Z at the earliest".to_owned())
    );
    shop.wait("5m");
    assert_eq!(ask(&shop).0, "speaks");
    let inquired = kizukai_engagement::explain::inquire(&shop.program, &shop.profile, None, false, shop.now);
    assert_eq!(inquired[0].explanation.code, "appointed", "nobody is on a page yet");
    shop.publish(&[later("5m", json!({"status": "paused"}))]);
    assert_eq!(ask(&shop).0, "status", "also when its time has come");
    shop.publish(&[later("5m", json!({}))]);
    shop.wait("30m");
    assert_eq!(ask(&shop).0, "no_trigger", "it has lapsed");
}

#[test]
fn of_two_profiles_that_become_one_the_later_appointment_stays() {
    let text = later("5m", json!({}));
    let mut one = Shop::new(std::slice::from_ref(&text));
    add(&mut one);
    let mut other = Shop::new(&[text]);
    other.profile = visitor("berta");
    other.sender = "b".into();
    other.wait("1m");
    add(&mut other);
    one.now = other.now;
    let source = other.profile.clone();
    let merge = Input::Merge { source: source.id(), source_seq: source.seq(), state: Some(Box::new(source)) };
    step(&one.program, &mut one.profile, &merge, one.now);
    assert_eq!(one.wire()["appointments"]["later"], "2026-11-22T03:06:00.000Z");
}

#[test]
fn triggers_are_refused_at_the_field_that_is_wrong() {
    for (trigger, path) in [
        (json!({"on": "event", "name": "A", "after": "0s"}), "trigger.after"),
        (json!({"on": "event", "name": "A", "after": "91d"}), "trigger.after"),
        (json!({"on": "segment_entered", "name": "nobody"}), "trigger.name"),
        (json!({"on": "segment_left", "name": ""}), "trigger.name"),
        (json!({"on": "segment_left", "name": "keen", "params": {"n": 1}}), "trigger.params"),
    ] {
        let texts =
            [segment("keen", json!({"cart.quantity": 1})), campaign("c", json!({ "trigger": trigger }))];
        let problems = published(&ProgramSource::empty(SITE.into()), &texts).err().unwrap_or_default();
        let paths: Vec<_> = problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(paths, [path], "{trigger}");
    }
}

#[test]
fn a_changed_segment_cuts_the_phase_of_a_campaign_that_listens_to_it() {
    let mut shop = on_segment("segment_entered", json!({}));
    let changed = shop.publish(&[segment("keen", json!({"cart.quantity": {"$gte": 1}}))]);
    assert!(changed.contains(&("greet".to_owned(), 2, 2)), "{changed:?}");
}
