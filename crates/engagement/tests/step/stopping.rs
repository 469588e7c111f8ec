//! When a campaign leaves a visitor alone.

use kizukai_engagement::DecisionOutcome::{Shown, Stopped};
use kizukai_engagement::Verdict;
use serde_json::{Value, json};

use super::shop::{Shop, campaign, message, only_decision, only_show, scenario, verdict};

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
