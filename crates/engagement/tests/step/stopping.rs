//! When a campaign leaves a visitor alone.

use kizukai_engagement::DecisionOutcome::{Shown, Stopped};
use kizukai_engagement::{Input, Verdict};
use serde_json::{Value, json};

use super::shop::{Shop, campaign, message, only_decision, only_show, put, scenario, verdict, visitor};

fn order() -> Value {
    json!({"order_id": "o1", "revenue": 3000})
}

fn with(fields: Value) -> Shop {
    Shop::new(&[campaign("help", fields)])
}

#[test]
fn it_stops_for_good_after_what_its_text_names() {
    let goal = json!({"event": "Order Completed", "within": "7d"});
    for (stop, reason) in [
        ("closed", "the visitor closed it before"),
        ("answered", "the visitor answered it before"),
        ("goal", "the visitor reached its goal"),
    ] {
        let mut shop = with(json!({"stop": [stop], "goal": goal}));
        let show = only_show(&shop.hesitate());
        match stop {
            "closed" => shop.close(&show, "escape"),
            "answered" => shop.answer(&show, &json!("ok")),
            _ => shop.track("Order Completed", order()),
        };
        shop.wait("400d");
        let outcome = shop.hesitate();
        let decision = only_decision(&outcome);
        assert_eq!((decision.outcome, decision.reason.as_deref()), (Stopped, Some(reason)));
    }
}

#[test]
fn without_a_stop_rule_closing_and_answering_stop_nothing() {
    let mut shop = with(json!({}));
    let show = only_show(&shop.hesitate());
    shop.close(&show, "outside");
    let show = only_show(&shop.hesitate());
    shop.answer(&show, &json!("ok"));
    assert_eq!(only_decision(&shop.hesitate()).outcome, Shown);
}

#[test]
fn never_is_for_ever_and_not_now_for_a_day() {
    let mut shop = with(json!({}));
    let show = only_show(&shop.hesitate());
    shop.close(&show, "not_now");
    shop.wait("23h");
    assert_eq!(only_decision(&shop.hesitate()).outcome, Stopped);
    shop.wait("1h");
    let show = only_show(&shop.hesitate());
    shop.close(&show, "never");
    shop.wait("4000d");
    let outcome = shop.hesitate();
    let reason = only_decision(&outcome).reason.as_deref();
    assert_eq!(reason, Some("the visitor asked never to see it again"));
}

#[test]
fn not_now_and_never_end_the_dialogue_but_the_close_button_follows_its_way() {
    let steps = json!({
        "ask": super::shop::message(json!({"on_close": "bye"})),
        "bye": super::shop::message(json!({})),
    });
    for (reason, goes_on) in
        [("button", true), ("escape", true), ("outside", true), ("not_now", false), ("never", false)]
    {
        let mut shop = with(json!({"arms": super::shop::scenario("ask", steps.clone())}));
        let show = only_show(&shop.hesitate());
        let outcome = shop.close(&show, reason);
        let steps: Vec<_> = outcome.show.iter().map(|show| show.step.as_str()).collect();
        assert_eq!(steps, if goes_on { vec!["bye"] } else { vec![] }, "{reason}");
        assert_eq!(shop.campaign("help")["ended"]["how"] == "refused", !goes_on, "{reason}");
    }
}

#[test]
fn a_toast_that_went_by_itself_frees_the_place_and_is_no_dismissal() {
    let steps = json!({
        "hello": message(json!({"format": "toast", "on_close": "more"})),
        "more": message(json!({"choices": []})),
    });
    let mut shop = Shop::new(&[
        campaign("help", json!({"arms": scenario("hello", steps), "stop": ["closed"]})),
        campaign("other", json!({"priority": -1, "trigger": {"on": "event", "name": "Asked"}})),
    ]);
    let toast = only_show(&shop.hesitate());
    let outcome = shop.close(&toast, "timeout");
    assert_eq!(verdict(&outcome).0, Verdict::Ok);
    assert_eq!(shop.campaign("help")["closed_at"], json!(null));
    assert_eq!(
        only_show(&outcome).step.as_str(),
        "more",
        "what comes then interrupts, and nothing forbids it"
    );
}

/// A campaign that speaks, waits an hour and speaks again; the visitor has answered the first time.
fn speaking_twice(fields: Value) -> Shop {
    let steps = json!({
        "hello": message(json!({"next": "pause"})),
        "pause": {"type": "wait", "for": "1h", "next": "again"},
        "again": message(json!({})),
    });
    let mut text = campaign("help", json!({"arms": scenario("hello", steps)}));
    put(&mut text, fields);
    let mut shop = Shop::new(&[text]);
    let hello = only_show(&shop.hesitate());
    shop.answer(&hello, &json!("ok"));
    shop
}

#[test]
fn a_goal_at_which_a_campaign_stops_cancels_what_would_have_come_after_a_wait() {
    let goal = json!({"event": "Order Completed", "within": "7d"});
    for (stop, comes) in [(json!(["goal"]), false), (json!([]), true)] {
        let mut shop = speaking_twice(json!({"goal": goal, "stop": stop}));
        shop.track("Order Completed", order());
        shop.wait("1h");
        shop.fire_timers();
        assert_eq!(!shop.page("/later").show.is_empty(), comes, "{stop}");
        let how = if comes { json!(null) } else { json!("reached") };
        assert_eq!(shop.campaign("help")["ended"]["how"], how);
        assert_eq!(shop.next_timer().is_some(), comes, "nothing is left to wait for");
    }
}

/// The same person on another device, who put the campaign away there.
fn put_away_on_the_phone(shop: &mut Shop, reason: &str) {
    let laptop = std::mem::replace(&mut shop.profile, visitor("phone"));
    shop.sender = "p".into();
    let show = only_show(&shop.hesitate());
    shop.close(&show, reason);
    let phone = std::mem::replace(&mut shop.profile, laptop);
    let (source, source_seq) = (phone.id(), phone.seq());
    shop.input(&Input::Merge { source, source_seq, state: Some(Box::new(phone)) });
}

#[test]
fn never_holds_on_every_device_and_for_what_waits() {
    let mut waiting = speaking_twice(json!({}));
    put_away_on_the_phone(&mut waiting, "never");
    waiting.wait("1h");
    waiting.fire_timers();
    assert_eq!(waiting.page("/later").show, []);
    assert_eq!(waiting.campaign("help")["ended"]["how"], "refused");

    let mut open = with(json!({}));
    let show = only_show(&open.hesitate());
    put_away_on_the_phone(&mut open, "never");
    open.showing(&show);
    let outcome = open.page("/later");
    assert_eq!((outcome.show.len(), outcome.close.len()), (0, 1), "it is taken down where it stands");
}

#[test]
fn not_now_takes_down_what_is_open_elsewhere_and_holds_back_what_waits() {
    let mut open = with(json!({}));
    let show = only_show(&open.hesitate());
    put_away_on_the_phone(&mut open, "not_now");
    open.showing(&show);
    assert_eq!(open.page("/later").close.len(), 1);

    let mut waiting = speaking_twice(json!({}));
    put_away_on_the_phone(&mut waiting, "not_now");
    waiting.wait("1h");
    assert_eq!(waiting.page("/later").show, []);
    assert_eq!(waiting.campaign("help")["enrolment"]["state"], "deferred", "it waits, at most its patience");
}
