//! What may trigger, what is a visit, and what happens where no page waits.

use kizukai_engagement::Verdict;
use serde_json::json;

use super::shop::{Shop, campaign, message, only_show, scenario, shown, verdict};

#[test]
fn without_a_page_that_waits_the_profile_changes_but_nothing_is_decided() {
    let mut shop =
        Shop::new(&[campaign("help", json!({"trigger": {"on": "event", "name": "Product Added"}}))]);
    let outcome = shop.report("Product Added", json!({"product_id": "p1", "price": 900}));
    assert!(outcome.decisions.is_empty() && outcome.show.is_empty() && outcome.armed.is_empty());
    assert_eq!(shop.participations(), []);
    assert_eq!(shop.wire()["cart"]["subtotal"], 900);
}

#[test]
fn an_event_of_a_minute_ago_counts_but_triggers_nothing() {
    for (age, speaks) in [("59999ms", true), ("60s", false)] {
        let mut shop =
            Shop::new(&[campaign("help", json!({"trigger": {"on": "event", "name": "Product Added"}}))]);
        let at = shop.now.minus(super::shop::span(age)).to_rfc3339();
        let properties = json!({"product_id": "p1", "price": 900});
        let outcome = shop.send(&[
            json!({"type": "track", "event": "Product Added", "timestamp": at, "properties": properties}),
        ]);
        assert_eq!(outcome.show.len() == 1, speaks, "{age}");
        assert_eq!(shop.wire()["cart"]["quantity"], 1);
    }
}

#[test]
fn what_a_server_or_an_import_tells_is_no_visit() {
    let mut shop = Shop::new(&[]);
    shop.report("Order Shipped", json!({}));
    assert_eq!(shop.wire()["visits"]["count"], 0);
    shop.behind_the_scenes(&[
        json!({"type": "page", "timestamp": "2026-11-20T00:00:00Z", "properties": {"path": "/old"}}),
    ]);
    assert_eq!(shop.wire()["visits"]["count"], 0, "an old page view");
    shop.behind_the_scenes(&[json!({"type": "page", "properties": {"path": "/"}})]);
    assert_eq!(shop.wire()["visits"]["count"], 1, "the beacon of a page that was there just now");
}

#[test]
fn a_visit_ends_after_thirty_minutes_of_silence_and_knows_where_it_came_from() {
    let mut shop = Shop::new(&[]);
    shop.page("/lp");
    shop.wait("29m");
    shop.page("/b");
    assert_eq!(shop.wire()["visits"]["current"]["page_count"], 2);
    shop.wait("30m");
    shop.page("/c");
    let visits = shop.wire()["visits"].clone();
    assert_eq!((&visits["count"], &visits["current"]["landing"]), (&json!(2), &json!("/c")));
}

#[test]
fn an_answer_from_a_closing_page_is_kept_and_its_reply_waits_for_the_next_page() {
    let steps = json!({"ask": message(json!({"next": "reply"})), "reply": message(json!({}))});
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps)}))]);
    let show = only_show(&shop.hesitate());
    let answer = json!({"type": "answer", "enrolment": show.enrolment, "step": "ask", "choice": "ok"});
    let beacon = shop.behind_the_scenes(&[answer]);
    assert_eq!((verdict(&beacon), shown(&beacon)), ((Verdict::Ok, None), vec![]));
    assert_eq!(shop.wire()["answers"]["help"]["ask"]["choice"], "ok");
    let outcome = shop.check();
    assert_eq!(shown(&outcome), [("help", "reply")]);
    assert!(!outcome.show[0].resumed, "it was on no page yet");
}

#[test]
fn a_message_is_applied_once_for_at_least_a_day() {
    let mut shop = Shop::new(&[]);
    let add = json!({"type": "track", "event": "Product Added", "messageId": "once", "properties": {"product_id": "p"}});
    shop.send(std::slice::from_ref(&add));
    shop.wait("24h");
    assert_eq!(verdict(&shop.send(&[add])), (Verdict::Duplicate, None));
    assert_eq!(shop.wire()["cart"]["quantity"], 1);
}

#[test]
fn an_alias_between_two_users_is_dropped_with_the_runtimes_reason() {
    let mut shop = Shop::new(&[]);
    shop.moment.refused =
        vec![("m1".into(), "two_users".into()), ("m2".into(), "identity_unverified".into())];
    let outcome = shop.send(&[
        json!({"type": "alias", "previousId": "u1", "userId": "u2"}),
        json!({"type": "identify", "userId": "u3", "traits": {"name": "A"}}),
    ]);
    let verdicts: Vec<_> = outcome.verdicts.iter().map(|v| (v.verdict, v.reason.as_deref())).collect();
    assert_eq!(verdicts, [(Verdict::Dropped, Some("two_users")), (Verdict::Ok, Some("identity_unverified"))]);
}
