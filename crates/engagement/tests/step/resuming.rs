//! What goes on over page changes, tabs, devices and repeated messages; what a page must take down.

use serde_json::json;

use super::shop::{Shop, campaign, message, only_show, scenario, shown};

fn dialogue() -> Shop {
    let steps = json!({"ask": message(json!({"next": "more"})), "more": message(json!({"private": true}))});
    Shop::new(&[campaign(
        "help",
        json!({"arms": scenario("ask", steps), "caps": [{"max": 1, "per": "ever"}]}),
    )])
}

#[test]
fn a_page_view_in_any_tab_shows_the_open_step_again_at_no_cost() {
    let mut shop = dialogue();
    let first = only_show(&shop.hesitate());
    let outcome = shop.page("/second-tab");
    let again = only_show(&outcome);
    assert_eq!((&again.enrolment, again.step.as_str(), again.resumed), (&first.enrolment, "ask", true));
    assert!(outcome.decisions.is_empty());
    assert_eq!(shop.campaign("help")["exposures"], 1);
    assert_eq!(shown(&shop.signal("scroll", json!({"percent": 50}))), [], "only a page view resumes");
}

#[test]
fn a_repeated_message_brings_back_the_show_it_caused_while_that_is_open() {
    let mut shop = dialogue();
    let signal = json!({"type": "signal", "name": "hesitation", "messageId": "s1"});
    let first = only_show(&shop.send(std::slice::from_ref(&signal)));
    assert!(!first.resumed);
    let again = only_show(&shop.send(std::slice::from_ref(&signal)));
    assert_eq!((&again.enrolment, again.resumed), (&first.enrolment, true));
    shop.close(&first, "button");
    assert_eq!(shown(&shop.send(&[signal])), []);
}

#[test]
fn a_repeated_answer_brings_back_the_reply_it_caused() {
    let mut shop = dialogue();
    let show = only_show(&shop.hesitate());
    let answer = json!({"type": "answer", "messageId": "a1", "enrolment": show.enrolment, "step": "ask", "choice": "ok"});
    assert_eq!(shown(&shop.send(std::slice::from_ref(&answer))), [("help", "more")]);
    let again = only_show(&shop.send(&[answer]));
    assert_eq!((again.step.as_str(), again.resumed), ("more", true));
}

#[test]
fn a_page_is_told_what_must_go() {
    let mut shop = dialogue();
    let show = only_show(&shop.hesitate());
    shop.showing(&show);
    assert_eq!(shop.check().close, [], "it stands");
    let outcome = shop.answer(&show, &json!("ok"));
    assert_eq!(outcome.close, [], "replaced in place by the next step");
    let other_tab = shop.check();
    assert_eq!(other_tab.close[0].step, "ask", "left in another tab");
    shop.close(&only_show(&outcome), "button");
    assert_eq!(shop.check().close.len(), 1);
}

#[test]
fn on_another_device_a_dialogue_goes_on_unless_its_step_is_private() {
    let mut shop = dialogue();
    let show = only_show(&shop.hesitate());
    shop.moment.device_id = Some("phone".into());
    assert_eq!(shown(&shop.page("/")), [("help", "ask")]);
    shop.answer(&show, &json!("ok"));
    assert_eq!(shown(&shop.page("/")), [], "private");
    shop.moment.verified = true;
    assert_eq!(shown(&shop.page("/")), [("help", "more")]);
    shop.moment.verified = false;
    shop.moment.device_id = Some("anna".into());
    assert_eq!(shown(&shop.page("/")), [("help", "more")], "where it began");
}

#[test]
fn where_proof_is_asked_for_another_device_must_bring_it() {
    let mut shop = dialogue();
    shop.publish(&[json!({"kind": "site", "holdout": 0, "identity": {"verification": "required"}})]);
    shop.hesitate();
    shop.moment.device_id = Some("phone".into());
    assert_eq!(shown(&shop.page("/")), []);
    shop.moment.verified = true;
    assert_eq!(shown(&shop.page("/")), [("help", "ask")]);
}
