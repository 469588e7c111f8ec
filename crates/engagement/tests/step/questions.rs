//! The kinds of questions, and answers that do not fit them.

use kizukai_engagement::Verdict;
use serde_json::{Value, json};

use super::shop::{Shop, campaign, message, only_show, scenario, verdict};

fn asking(question: &Value) -> Shop {
    let mut ask =
        json!({"type": "question", "format": "corner", "title": "教えてください", "next": "thanks"});
    for (name, value) in question.as_object().unwrap() {
        ask[name] = value.clone();
    }
    let steps = json!({"ask": ask, "thanks": message(json!({}))});
    Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps)}))])
}

fn form() -> Value {
    let mail = json!({"key": "mail", "type": "email", "label": "メール", "required": true});
    let size = json!({"key": "size", "type": "number", "label": "サイズ", "min": 20, "max": 30});
    json!({"answer": "form", "fields": [mail, size]})
}

#[test]
fn each_kind_keeps_what_was_answered_and_leads_on() {
    let choices = json!([{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]);
    for (question, answer, kept) in [
        (json!({"choices": choices}), json!("a"), json!({"choice": "a"})),
        (
            json!({"choices": choices, "answer": "multiple"}),
            json!(["a", "b", "a"]),
            json!({"value": ["a", "b"]}),
        ),
        (json!({"choices": choices, "answer": "multiple"}), json!("b"), json!({"value": ["b"]})),
        (json!({"answer": "text"}), json!("  サイズが不安です "), json!({"value": "サイズが不安です"})),
        (json!({"answer": "rating"}), json!(5), json!({"value": 5})),
        (json!({"answer": "rating", "max": 10}), json!("10"), json!({"value": 10})),
        (
            form(),
            json!({"size": "24.5", "mail": " a@shop.example "}),
            json!({"value": {"mail": "a@shop.example", "size": 24.5}}),
        ),
    ] {
        let mut shop = asking(&question);
        let show = only_show(&shop.hesitate());
        assert_eq!(only_show(&shop.answer(&show, &answer)).step.as_str(), "thanks", "{question} {answer}");
        let mut found = shop.wire()["answers"]["help"]["ask"].clone();
        found.as_object_mut().unwrap().remove("at");
        assert_eq!(found, kept, "{question} {answer}");
    }
}

#[test]
fn an_answer_that_does_not_fit_is_refused_and_the_step_stays_open() {
    let choices = json!([{"key": "a", "label": "A"}]);
    for (question, answer) in [
        (json!({"choices": choices}), json!("z")),
        (json!({"choices": choices}), json!(["a"])),
        (json!({"choices": choices, "answer": "multiple"}), json!(["a", "z"])),
        (json!({"choices": choices, "answer": "multiple"}), json!([])),
        (json!({"choices": choices, "answer": "multiple"}), json!([{"key": "a"}])),
        (json!({"answer": "text"}), json!("   ")),
        (json!({"answer": "text"}), json!(7)),
        (json!({"answer": "rating"}), json!(6)),
        (json!({"answer": "rating"}), json!(0)),
        (json!({"answer": "rating"}), json!(2.5)),
        (json!({"answer": "rating"}), json!("good")),
        (form(), json!({"size": 24})),
        (form(), json!({"mail": "nobody", "size": 24})),
        (form(), json!({"mail": "a@shop.example", "else": 1})),
        (form(), json!("a@shop.example")),
    ] {
        let mut shop = asking(&question);
        let show = only_show(&shop.hesitate());
        let outcome = shop.answer(&show, &answer);
        assert_eq!(verdict(&outcome), (Verdict::Invalid, Some("bad_answer")), "{question} {answer}");
        assert_eq!(shop.wire()["answers"], json!({}));
        assert_eq!(shop.campaign("help")["enrolment"]["step"], "ask", "the question stands");
    }
}

#[test]
fn what_was_filled_into_a_form_can_be_asked_by_conditions() {
    let cases = json!([{"when": {"answers.help.ask.size": {"$gte": 24}}, "next": "large"}]);
    let mut ask = form();
    for (name, value) in [
        ("type", json!("question")),
        ("format", json!("modal")),
        ("title", json!("サイズ")),
        ("next", json!("way")),
    ] {
        ask[name] = value;
    }
    let steps = json!({
        "ask": ask, "way": {"type": "branch", "cases": cases}, "large": message(json!({})),
    });
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps)}))]);
    let show = only_show(&shop.hesitate());
    let outcome = shop.answer(&show, &json!({"mail": "a@shop.example", "size": 24}));
    assert_eq!(only_show(&outcome).step.as_str(), "large");
}

#[test]
fn a_very_long_text_is_cut() {
    let mut shop = asking(&json!({"answer": "text"}));
    let show = only_show(&shop.hesitate());
    shop.answer(&show, &json!("あ".repeat(5_000)));
    let kept = shop.wire()["answers"]["help"]["ask"]["value"].as_str().unwrap().chars().count();
    assert_eq!(kept, 2_000);
}

#[test]
fn an_answer_can_become_a_trait_of_the_device_that_gave_it() {
    let choices = json!([{"key": "wide", "label": "幅広"}]);
    let mut shop = asking(&json!({"choices": choices, "save_as": "foot"}));
    let show = only_show(&shop.hesitate());
    shop.answer(&show, &json!("wide"));
    let wire = shop.wire();
    assert_eq!((&wire["traits"]["foot"], &wire["trustedTraits"]), (&json!("wide"), &json!([])));
}
