//! Schedules, and campaigns that do not run.

use kizukai_engagement::DecisionOutcome::Shown;
use kizukai_model::Timestamp;
use serde_json::json;

use super::shop::{Shop, campaign, decided, message, only_show, scenario, shown};

#[test]
fn a_schedule_is_read_in_the_sites_time_zone_and_ends_before_its_end() {
    for (zone, now, speaks) in [
        ("Asia/Tokyo", "2026-11-30T14:59:59.999Z", false),
        ("Asia/Tokyo", "2026-11-30T15:00:00Z", true),
        ("Asia/Tokyo", "2026-12-24T14:59:59.999Z", true),
        ("Asia/Tokyo", "2026-12-24T15:00:00Z", false),
        ("Europe/Berlin", "2026-11-30T22:59:00Z", false),
        ("Europe/Berlin", "2026-11-30T23:00:00Z", true),
    ] {
        let schedule = json!({"from": "2026-12-01T00:00:00", "until": "2026-12-25T00:00:00"});
        let site = json!({"kind": "site", "holdout": 0, "timezone": zone});
        let mut shop = Shop::new(&[site, campaign("xmas", json!({"schedule": schedule}))]);
        shop.now = Timestamp::parse(now).unwrap();
        let armed = shop.page("/").armed.len();
        assert_eq!(
            (decided(&shop.hesitate()) == [("xmas", Shown)], armed == 1),
            (speaks, speaks),
            "{zone} {now}"
        );
    }
}

#[test]
fn only_a_running_campaign_starts_something() {
    for status in ["draft", "paused", "ended"] {
        let mut shop = Shop::new(&[campaign("help", json!({"status": status}))]);
        assert!(shop.page("/").armed.is_empty() && shop.hesitate().decisions.is_empty(), "{status}");
    }
}

#[test]
fn paused_lets_an_open_dialogue_go_on_and_ended_closes_it() {
    let steps = json!({"ask": message(json!({"next": "more"})), "more": message(json!({}))});
    let text =
        |status: &str| campaign("help", json!({"status": status, "arms": scenario("ask", steps.clone())}));
    let mut shop = Shop::new(&[text("running")]);
    let show = only_show(&shop.hesitate());
    shop.publish(&[text("paused")]);
    let more = only_show(&shop.answer(&show, &json!("ok")));
    assert_eq!(more.step.as_str(), "more");
    assert_eq!(shown(&shop.page("/next")), [("help", "more")]);
    shop.publish(&[text("ended")]);
    shop.showing(&more);
    let outcome = shop.page("/last");
    assert_eq!((shown(&outcome), outcome.close.len()), (vec![], 1));
    let state = shop.campaign("help");
    assert_eq!((&state["enrolment"], &state["ended"]["how"]), (&json!(null), &json!("withdrawn")));
}

#[test]
fn an_open_dialogue_goes_on_in_the_version_it_began_with() {
    let steps = |next: &str| {
        json!({"ask": message(json!({"choices": [{"key": "ok", "label": "はい", "next": next}]})),
               "old": message(json!({})), "new": message(json!({}))})
    };
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps("old"))}))]);
    let show = only_show(&shop.hesitate());
    shop.publish(&[campaign("help", json!({"arms": scenario("ask", steps("new"))}))]);
    let more = only_show(&shop.answer(&show, &json!("ok")));
    assert_eq!((more.step.as_str(), more.version), ("old", 1));
    shop.answer(&more, &json!("ok"));
    let show = only_show(&shop.hesitate());
    assert_eq!(only_show(&shop.answer(&show, &json!("ok"))).step.as_str(), "new");
}

#[test]
fn a_dialogue_whose_version_is_forgotten_is_withdrawn() {
    let mut shop = Shop::new(&[campaign("help", json!({}))]);
    let show = only_show(&shop.hesitate());
    for priority in 1..=kizukai_model::limits::CAMPAIGN_VERSIONS {
        shop.publish(&[campaign("help", json!({ "priority": priority }))]);
    }
    assert_eq!(shown(&shop.page("/")), [("help", "hello")]);
    shop.publish(&[campaign("help", json!({"priority": -1}))]);
    shop.showing(&show);
    assert_eq!(shop.page("/").close.len(), 1);
    assert_eq!(shop.campaign("help")["ended"]["how"], "withdrawn");
}
