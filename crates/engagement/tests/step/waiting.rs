//! Waits, patience, and messages that come after them.

use kizukai_engagement::DecisionOutcome::{Quiet, Shown};
use kizukai_engagement::Verdict;
use serde_json::{Value, json};

use super::shop::{Shop, campaign, decided, message, only_show, scenario, shown, span};

fn with_wait(wait: &str, after: Value, site: Value) -> Shop {
    let steps = json!({
        "ask": message(json!({"next": "pause"})),
        "pause": {"type": "wait", "for": wait, "next": "after"},
        "after": message(after),
    });
    let arms = scenario("ask", steps);
    Shop::new(&[site, campaign("help", json!({"arms": arms, "caps": [{"max": 1, "per": "ever"}]}))])
}

fn site() -> Value {
    json!({"kind": "site", "holdout": 0})
}

fn until_the_wait(shop: &mut Shop) {
    let show = only_show(&shop.hesitate());
    let outcome = shop.answer(&show, &json!("ok"));
    assert!(outcome.show.is_empty());
}

#[test]
fn a_page_is_told_when_the_wait_is_over_and_asks_then() {
    let mut shop = with_wait("30s", json!({}), site());
    let show = only_show(&shop.hesitate());
    let outcome = shop.answer(&show, &json!("ok"));
    assert_eq!(outcome.next_check_at, Some(shop.now.plus(span("30s"))));
    shop.wait("29s");
    assert_eq!(shown(&shop.check()), []);
    shop.wait("1s");
    let outcome = shop.check();
    assert_eq!((shown(&outcome), outcome.next_check_at), (vec![("help", "after")], None));
    assert_eq!(shop.campaign("help")["exposures"], 1, "no show of its own: no cap");
}

#[test]
fn the_timer_leads_on_where_no_page_asks_and_the_message_waits_for_one() {
    let mut shop = with_wait("2h", json!({"patience": "1d"}), site());
    until_the_wait(&mut shop);
    shop.wait("2h");
    assert!(shop.fire_timers() >= 1);
    assert_eq!(shop.campaign("help")["enrolment"]["state"], "deferred");
    shop.wait("20h");
    assert_eq!(shown(&shop.page("/")), [("help", "after")]);
}

#[test]
fn what_a_waiting_page_is_shown_long_after_the_last_sign_of_the_visitor_can_be_answered() {
    let mut shop = with_wait("45m", json!({}), site());
    until_the_wait(&mut shop);
    shop.wait("45m");
    shop.fire_timers();
    let show = only_show(&shop.check());
    shop.wait("1m");
    shop.fire_timers();
    assert_eq!(shop.answer(&show, &json!("ok")).verdicts[0].verdict, Verdict::Ok);
}

#[test]
fn a_message_after_a_wait_interrupts_again_and_keeps_the_quiet_time() {
    let quiet = json!({"kind": "site", "holdout": 0, "quiet": {"time": "10m", "page_views": 1}});
    let mut shop = with_wait("1m", json!({}), quiet);
    until_the_wait(&mut shop);
    shop.wait("5m");
    assert_eq!(shown(&shop.page("/a")), [], "too soon after the first");
    shop.wait("5m");
    assert_eq!(shown(&shop.check()), [("help", "after")]);
    let second = only_show(&shop.page("/b"));
    shop.close(&second, "button");
    shop.publish(&[campaign("other", json!({"priority": 1}))]);
    shop.wait("9m");
    assert_eq!(
        decided(&shop.hesitate())[0],
        ("other", Quiet),
        "the second message made quiet time of its own"
    );
    shop.wait("1m");
    shop.page("/c");
    assert_eq!(decided(&shop.hesitate())[0], ("other", Shown));
}

#[test]
fn a_message_after_a_wait_competes_by_priority() {
    for (rival, expected) in [(9, "rival"), (-9, "help")] {
        let mut shop = with_wait("1m", json!({}), site());
        until_the_wait(&mut shop);
        shop.publish(&[campaign(
            "rival",
            json!({"priority": rival, "trigger": {"on": "signal", "name": "page_view"}}),
        )]);
        shop.wait("1m");
        assert_eq!(shop.page("/").show[0].campaign.as_str(), expected);
    }
}

#[test]
fn a_reply_that_waits_for_its_page_comes_before_any_priority() {
    let steps = json!({"ask": message(json!({"next": "guide"})), "guide": message(json!({"where": {"page.path": "/guide"}}))});
    let mut shop = Shop::new(&[
        campaign("help", json!({"arms": scenario("ask", steps), "caps": [{"max": 1, "per": "ever"}]})),
        campaign(
            "loud",
            json!({"priority": 99, "trigger": {"on": "signal", "name": "page_view"}, "audience": {"page.path": "/guide"}}),
        ),
    ]);
    let show = only_show(&shop.hesitate());
    assert_eq!(shown(&shop.answer(&show, &json!("ok"))), []);
    assert_eq!(shown(&shop.page("/elsewhere")), []);
    let outcome = shop.page("/guide");
    assert_eq!(shown(&outcome), [("help", "guide")]);
    assert_eq!(outcome.decisions[0].holder.as_deref(), Some("help"));
}

#[test]
fn patience_runs_out_by_its_timer_or_by_the_next_moment() {
    for by_timer in [true, false] {
        let steps = json!({"ask": message(json!({"next": "guide"})), "guide": message(json!({"where": {"page.path": "/guide"}, "patience": "10m"}))});
        let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps)}))]);
        let show = only_show(&shop.hesitate());
        shop.answer(&show, &json!("ok"));
        shop.wait("10m");
        if by_timer {
            shop.fire_timers();
            assert_eq!(shop.campaign("help")["enrolment"], json!(null));
        }
        assert_eq!(shown(&shop.page("/guide")), []);
        let state = shop.campaign("help");
        assert_eq!((&state["enrolment"], &state["ended"]["how"]), (&json!(null), &json!("abandoned")));
        shop.wait("1h");
        shop.fire_timers();
        assert_eq!(shop.next_timer(), None);
    }
}

#[test]
fn patience_is_thirty_minutes_when_the_text_says_nothing() {
    let mut shop = with_wait("1m", json!({"where": {"page.path": "/never"}}), site());
    until_the_wait(&mut shop);
    shop.wait("1m");
    shop.fire_timers();
    shop.wait("29m");
    shop.fire_timers();
    assert_eq!(shop.campaign("help")["enrolment"]["state"], "deferred");
    shop.wait("1m");
    shop.fire_timers();
    assert_eq!(shop.campaign("help")["enrolment"], json!(null));
}

#[test]
fn a_timer_the_profile_does_not_know_or_that_is_not_due_changes_nothing() {
    let mut shop = with_wait("1h", json!({}), site());
    until_the_wait(&mut shop);
    let before = shop.wire()["campaigns"].clone();
    let known: Vec<u64> = shop.profile.timers().map(|(timer, _)| timer).collect();
    for timer in known.into_iter().chain([7]) {
        let outcome = shop.input(&kizukai_engagement::Input::Timer { timer });
        assert!(outcome.timers.is_empty());
    }
    assert_eq!(shop.wire()["campaigns"], before);
}
