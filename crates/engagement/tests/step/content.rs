//! What leaves the server for a browser.

use kizukai_engagement::Input;
use kizukai_engagement::content::{Viewer, render};
use serde_json::{Value, json};

use super::shop::{Shop, campaign, message, only_show, scenario};

fn content(shop: &mut Shop, viewer: &Viewer<'_>) -> Value {
    let outcome = shop.page("/again");
    let show = only_show(&outcome);
    render(&shop.program, &shop.profile, &show, viewer)
}

fn greeting() -> Shop {
    let hello = message(
        json!({"title": "{{ traits.name | default('お客様') }}、ようこそ", "body": "ランク {{ traits.rank | default('なし') }}"}),
    );
    let mut shop =
        Shop::new(&[campaign("help", json!({"arms": scenario("hello", json!({"hello": hello}))}))]);
    shop.hesitate();
    shop
}

#[test]
fn a_device_sees_only_what_it_said_itself() {
    let mut shop = greeting();
    let rank = json!({"rank": "gold"}).as_object().cloned().unwrap();
    shop.input(&Input::Traits { traits: rank, message_id: "crm".into(), names: Default::default() });
    shop.send(&[json!({"type": "identify", "traits": {"name": "花子"}})]);
    let own = Viewer { device_id: Some("anna"), ..Viewer::default() };
    let seen = content(&mut shop, &own);
    assert_eq!((&seen["title"], &seen["body"]), (&json!("花子、ようこそ"), &json!("ランク なし")));
    let other = content(&mut shop, &Viewer { device_id: Some("phone"), ..own });
    assert_eq!(other["title"], "お客様、ようこそ");
    let proved = content(&mut shop, &Viewer { device_id: Some("phone"), verified: true, ..own });
    assert_eq!((&proved["title"], &proved["body"]), (&json!("花子、ようこそ"), &json!("ランク gold")));
}

#[test]
fn where_a_choice_leads_never_leaves_the_server() {
    let choices = json!([{"key": "a", "label": "A", "next": "more", "href": "/guide"}]);
    let steps = json!({"hello": message(json!({"choices": choices, "next": "more", "on_close": "more", "where": {"page.path": "/x"}})), "more": message(json!({}))});
    let before = json!({"type": "branch", "cases": [], "else": "first"});
    let mut all = steps;
    all["way"] = before;
    all["first"] = message(json!({"choices": choices, "save_as": "a", "private": true}));
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("way", all)}))]);
    shop.hesitate();
    let seen = content(&mut shop, &Viewer::default());
    assert_eq!(seen["choices"], json!([{"key": "a", "label": "A", "href": "/guide"}]));
    let fields: Vec<_> = seen.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, ["type", "title", "choices", "lang", "labels"]);
}

#[test]
fn a_question_tells_how_it_is_answered() {
    for (question, expected) in [
        (json!({"answer": "rating"}), json!({"answer": "rating", "max": 5})),
        (
            json!({"answer": "rating", "max": 10, "submit": "送る"}),
            json!({"answer": "rating", "max": 10, "submit": "送る"}),
        ),
        (
            json!({"answer": "text", "placeholder": "ご自由に"}),
            json!({"answer": "text", "placeholder": "ご自由に"}),
        ),
    ] {
        let mut ask = json!({"type": "question", "format": "modal", "title": "いかがでしたか"});
        question.as_object().unwrap().iter().for_each(|(name, value)| ask[name] = value.clone());
        let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("ask", json!({"ask": ask}))}))]);
        shop.hesitate();
        let seen = content(&mut shop, &Viewer::default());
        assert_eq!(seen["type"], "question");
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&seen[name], value, "{question}");
        }
    }
}

#[test]
fn texts_are_in_the_visitors_language_with_the_words_of_its_frame() {
    let hello = message(json!({"title": {"ja": "送料", "en": "Shipping"}}));
    let mut shop =
        Shop::new(&[campaign("help", json!({"arms": scenario("hello", json!({"hello": hello}))}))]);
    shop.hesitate();
    for (locale, title, lang, close) in [
        (Some("en-US"), "Shipping", "en", "Close"),
        (Some("fr"), "送料", "ja", "閉じる"),
        (None, "送料", "ja", "閉じる"),
    ] {
        let seen = content(&mut shop, &Viewer { locale, ..Viewer::default() });
        assert_eq!(
            (&seen["title"], &seen["lang"], &seen["labels"]["close"]),
            (&json!(title), &json!(lang), &json!(close))
        );
    }
}

#[test]
fn inline_content_names_its_place() {
    let tip = message(json!({"format": "inline", "selector": "#tip", "position": "after"}));
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("tip", json!({"tip": tip}))}))]);
    shop.hesitate();
    let seen = content(&mut shop, &Viewer::default());
    assert_eq!((&seen["selector"], &seen["position"]), (&json!("#tip"), &json!("after")));
}
