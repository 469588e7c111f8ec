//! The way through a scenario: answers, branches, closing.

use kizukai_engagement::Verdict;
use serde_json::json;

use super::shop::{Shop, campaign, message, only_show, scenario, shown, verdict};

fn shipping() -> Shop {
    let choices = json!([{"key": "shipping", "label": "送料について", "next": "ship"}, {"key": "none", "label": "大丈夫です", "next": "end"}]);
    let steps = json!({"ask": message(json!({"choices": choices})), "ship": message(json!({}))});
    Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps)}))])
}

#[test]
fn an_answer_leads_on_at_once_and_is_in_the_profile() {
    let mut shop = shipping();
    let show = only_show(&shop.hesitate());
    let next = only_show(&shop.answer(&show, &json!("shipping")));
    assert_eq!((next.step.as_str(), next.resumed, &next.enrolment), ("ship", false, &show.enrolment));
    assert_eq!(shop.wire()["answers"]["help"]["ask"]["choice"], "shipping");
    shop.answer(&next, &json!("ok"));
    let state = shop.campaign("help");
    assert_eq!((&state["enrolment"], &state["ended"]["how"]), (&json!(null), &json!("finished")));
    assert_eq!(state["ended"]["id"], json!(show.enrolment));
}

#[test]
fn a_reply_costs_neither_cap_nor_quiet_time() {
    let steps = json!({"ask": message(json!({"next": "reply"})), "reply": message(json!({}))});
    let mut shop = Shop::new(&[
        json!({"kind": "site", "holdout": 0, "quiet": {"time": "1h", "page_views": 3}, "caps": [{"max": 1, "per": "ever"}]}),
        campaign("help", json!({"arms": scenario("ask", steps), "caps": [{"max": 1, "per": "ever"}]})),
    ]);
    let show = only_show(&shop.hesitate());
    let outcome = shop.answer(&show, &json!("ok"));
    assert_eq!((shown(&outcome), outcome.decisions.len()), (vec![("help", "reply")], 0));
    assert_eq!(shop.campaign("help")["exposures"], 1);
}

#[test]
fn a_step_that_was_left_and_somebody_elses_step_are_stale() {
    let mut shop = shipping();
    let show = only_show(&shop.hesitate());
    shop.answer(&show, &json!("none"));
    let stale = (Verdict::Dropped, Some("stale_step"));
    assert_eq!(verdict(&shop.answer(&show, &json!("shipping"))), stale);
    assert_eq!(verdict(&shop.close(&show, "button")), stale);
    let seen = json!({"type": "seen", "enrolment": show.enrolment, "step": show.step});
    assert_eq!(verdict(&shop.send(&[seen])), stale);
    let elsewhere =
        json!({"type": "answer", "enrolment": "0123456789abcdef", "step": "ask", "choice": "shipping"});
    assert_eq!(verdict(&shop.send(&[elsewhere])), stale);
    assert_eq!(shop.wire()["answers"]["help"]["ask"]["choice"], "none", "no harm was done");
}

#[test]
fn the_tags_confirmation_is_kept_from_its_first_time() {
    let mut shop = shipping();
    let show = only_show(&shop.hesitate());
    for _ in 0..2 {
        shop.wait("1s");
        shop.send(&[json!({"type": "seen", "enrolment": show.enrolment, "step": show.step})]);
    }
    assert_eq!(shop.campaign("help")["seen_at"], "2026-11-22T03:00:01.000Z");
}

#[test]
fn a_branch_asks_for_answers_trusted_traits_the_cart_and_the_firing_event() {
    let branch = json!({"type": "branch", "cases": [
        {"when": {"answers.help.ask": "gift"}, "next": "gift"},
        {"when": {"traits.rank": "gold"}, "next": "gold"},
        {"when": {"cart.subtotal": {"$gte": 5000}}, "next": "rich"},
    ], "else": "other"});
    let choices = json!([{"key": "gift", "label": "贈り物"}, {"key": "self", "label": "自分用"}]);
    let steps = json!({
        "ask": message(json!({"choices": choices, "next": "way"})), "way": branch,
        "gift": message(json!({})), "gold": message(json!({})), "rich": message(json!({})), "other": message(json!({})),
    });
    for (rank, price, answer, expected) in [
        ("gold", 9000, "gift", "gift"),
        ("gold", 9000, "self", "gold"),
        ("silver", 9000, "self", "rich"),
        ("silver", 4999, "self", "other"),
    ] {
        let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps.clone())}))]);
        let traits = json!({"rank": rank}).as_object().cloned().unwrap();
        shop.input(&kizukai_engagement::Input::Traits {
            traits,
            message_id: "crm".into(),
            names: Default::default(),
        });
        shop.track("Product Added", json!({"product_id": "p", "price": price}));
        let show = only_show(&shop.hesitate());
        assert_eq!(only_show(&shop.answer(&show, &json!(answer))).step.as_str(), expected);
    }
}

#[test]
fn a_scenario_may_begin_with_a_branch_that_sees_the_firing_event() {
    let branch = json!({"type": "branch", "cases": [{"when": {"event.properties.score": {"$gte": 90}}, "next": "strong"}], "else": "soft"});
    let steps = json!({"way": branch, "strong": message(json!({})), "soft": message(json!({}))});
    for (score, expected) in [(95, "strong"), (60, "soft")] {
        let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("way", steps.clone())}))]);
        assert_eq!(shown(&shop.signal("hesitation", json!({"score": score}))), [("help", expected)]);
    }
}

#[test]
fn only_what_still_stands_at_the_end_of_a_moment_is_shown() {
    let steps = json!({"ask": message(json!({"next": "two"})), "two": message(json!({"next": "three"})), "three": message(json!({}))});
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps)}))]);
    let show = only_show(&shop.hesitate());
    let answer =
        |step: &str| json!({"type": "answer", "enrolment": show.enrolment, "step": step, "choice": "ok"});
    let outcome = shop.send(&[answer("ask"), answer("two")]);
    assert_eq!(shown(&outcome), [("help", "three")]);
}
