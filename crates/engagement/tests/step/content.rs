//! What leaves the server for a browser.

use kizukai_engagement::Input;
use kizukai_engagement::content::{Viewer, render};
use kizukai_model::Timestamp;
use serde_json::{Value, json};

use super::shop::{Shop, campaign, message, only_show, put, scenario};

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
    assert_eq!(fields, ["type", "title", "choices", "lang", "dir", "labels"]);
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

/// What a device without proof gets of one step, at the shop's time.
fn said(step: Value, traits: Value, locale: Option<&str>) -> Value {
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("hello", json!({"hello": step}))}))]);
    shop.hesitate();
    shop.send(&[json!({"type": "identify", "traits": traits})]);
    let viewer = Viewer { device_id: Some("anna"), locale, now: shop.now, ..Viewer::default() };
    content(&mut shop, &viewer)
}

#[test]
fn the_language_picked_decides_direction_and_the_frames_words() {
    let hello = message(json!({"title": {"ja": "送料", "ar": "الشحن", "en": "Shipping"}}));
    for (locale, lang, dir, close) in [
        (Some("ar-EG"), "ar", "rtl", "Close"),
        (Some("en"), "en", "ltr", "Close"),
        (Some("he"), "ja", "ltr", "閉じる"),
    ] {
        let seen = said(hello.clone(), json!({}), locale);
        assert_eq!(
            (&seen["lang"], &seen["dir"], &seen["labels"]["close"]),
            (&json!(lang), &json!(dir), &json!(close))
        );
    }
}

/// A step with everything a step can hold.
fn full_step() -> Value {
    json!({
        "type": "question", "format": "modal",
        "title": {"ja": "{{ traits.v | default('お客様') }}へ", "en": "For {{ traits.v | default('you') }}"},
        "body": {"ja": "クーポンです", "en": "A coupon"},
        "image": {"src": "/i/{{ traits.v | default('a') }}.png", "alt": {"ja": "靴", "en": "Shoes"}, "width": 320, "height": 200},
        "video": {
            "src": "/v.mp4", "poster": "/v.png", "alt": {"ja": "履き方", "en": "How to wear"},
            "captions": {"src": "/v.vtt", "lang": "ja", "label": "日本語"},
        },
        "coupon": {"code": "{{ traits.v | default('WELCOME') }}", "note": {"ja": "税込5,000円以上", "en": "From 5,000 yen"}},
        "countdown": {
            "until": "2026-11-22T15:00:00+09:00", "label": {"ja": "残り", "en": "Left"},
            "ended": {"ja": "終了しました", "en": "It is over"},
        },
        "answer": "form", "submit": {"ja": "送る", "en": "Send it"},
        "fields": [
            {"key": "mail", "type": "email", "label": {"ja": "メール", "en": "Email"}, "required": true, "autocomplete": "email", "help": "{{ traits.v | default('-') }}"},
            {"key": "use", "type": "select", "label": {"ja": "用途", "en": "Use"}, "options": [{"key": "gift", "label": {"ja": "贈り物", "en": "A gift"}}]},
            {"key": "size", "type": "number", "label": "cm", "min": 20, "max": 30.5},
        ],
        "theme": {"preset": "matcha", "radius": 4},
    })
}

#[test]
fn a_step_with_everything_leaves_the_server_like_this() {
    insta::assert_json_snapshot!("everything_ja", said(full_step(), json!({}), Some("ja")));
    insta::assert_json_snapshot!("everything_en", said(full_step(), json!({"v": "Ann & Bob"}), Some("en")));
}

#[test]
fn a_change_to_the_page_leaves_the_server_like_this() {
    let change = json!({"type": "message", "format": "inline", "rewrite": [
        {"selector": "h1", "text": {"ja": "{{ traits.v | default('こんにちは') }}", "en": "Hello"}},
        {"selector": ".hero img", "image": {"src": "/spring.png", "alt": "春"}},
        {"selector": ".hero a", "href": "/new?for={{ traits.v | default('all') }}"},
        {"selector": "main", "order": ["#reviews", "#price"]},
    ]});
    insta::assert_json_snapshot!("rewrite_ja", said(change, json!({}), Some("ja")));
}

#[test]
fn personalised_text_is_escaped_in_every_context() {
    let evil = "\"><script>alert(1)</script>&x=javascript:alert(1)#/../";
    let escaped = "%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%26x%3Djavascript%3Aalert%281%29%23%2F..%2F";
    let mut step = full_step();
    step["choices"] = json!([]);
    let seen = said(step, json!({"v": evil}), Some("ja"));
    let change = json!({"type": "message", "format": "inline", "rewrite": [
        {"selector": "h1", "text": "{{ traits.v | default('') }}", "href": "{{ traits.v | default('/') }}",
         "image": {"src": "/{{ traits.v | default('a') }}", "alt": "{{ traits.v | default('') }}"}},
    ]});
    let rewritten = said(change, json!({"v": evil}), None);
    let choice = message(
        json!({"choices": [{"key": "a", "label": "{{ traits.v | default('') }}", "href": "https://a.example/{{ traits.v | default('') }}?q={{ traits.v | default('') }}"}]}),
    );
    let chosen = said(choice, json!({"v": evil}), None);
    for (context, found, expected) in [
        ("a text is text: the tag sets it as text", &seen["title"], format!("{evil}へ")),
        ("a code is text", &seen["coupon"]["code"], evil.to_owned()),
        ("a field's help is text", &seen["fields"][0]["help"], evil.to_owned()),
        ("a picture's address", &seen["image"]["src"], format!("/i/{escaped}.png")),
        ("a rewritten text is text", &rewritten["rewrite"][0]["text"], evil.to_owned()),
        ("a rewritten link", &rewritten["rewrite"][0]["href"], escaped.to_owned()),
        ("a rewritten picture", &rewritten["rewrite"][0]["image"]["src"], format!("/{escaped}")),
        ("an alternative text is text", &rewritten["rewrite"][0]["image"]["alt"], evil.to_owned()),
        ("a choice's label is text", &chosen["choices"][0]["label"], evil.to_owned()),
        (
            "a choice's link",
            &chosen["choices"][0]["href"],
            format!("https://a.example/{escaped}?q={escaped}"),
        ),
    ] {
        assert_eq!(found, &json!(expected), "{context}");
    }
}

#[test]
fn new_parts_of_a_content_show_a_device_only_what_it_said_itself() {
    let mut shop =
        Shop::new(&[campaign("help", json!({"arms": scenario("hello", json!({"hello": full_step()}))}))]);
    shop.hesitate();
    let secret = json!({"v": "SECRET-GOLD"}).as_object().cloned().unwrap();
    shop.input(&Input::Traits { traits: secret, message_id: "crm".into(), names: Default::default() });
    let own = Viewer { device_id: Some("anna"), ..Viewer::default() };
    assert!(!content(&mut shop, &own).to_string().contains("SECRET"), "trusted, not proved");
    let proved = content(&mut shop, &Viewer { verified: true, ..own });
    assert_eq!(proved["coupon"]["code"], "SECRET-GOLD");
}

#[test]
fn a_countdown_counts_to_one_deadline_by_the_servers_clock_and_then_says_it_is_over() {
    let mut step = message(json!({"countdown": {"until": "schedule", "ended": "終了しました"}}));
    put(&mut step, json!({"title": "本日まで"}));
    let schedule = json!({"until": "2026-11-22T12:30:00"});
    let arms = scenario("hello", json!({"hello": step}));
    let mut shop = Shop::new(&[campaign("help", json!({"arms": arms, "schedule": schedule}))]);
    shop.hesitate();
    let at = |shop: &mut Shop, now: Timestamp| content(shop, &Viewer { now, ..Viewer::default() });
    let now = shop.now;
    let seen = at(&mut shop, now);
    assert_eq!(seen["countdown"]["until"], "2026-11-22T03:30:00.000Z");
    assert_eq!(seen["countdown"]["remaining_ms"], 1_800_000);
    let later = at(&mut shop, now.plus("20m".parse().unwrap()));
    assert_eq!(later["countdown"]["remaining_ms"], 600_000, "it does not begin anew");
    let over = at(&mut shop, now.plus("30m".parse().unwrap()));
    assert_eq!((&over["countdown"], &over["ended"]), (&json!(null), &json!("終了しました")));
}

#[test]
fn a_theme_is_there_only_where_site_or_step_chose_one() {
    assert_eq!(said(message(json!({})), json!({}), None).get("theme"), None);
    let of_site = json!({"kind": "site", "holdout": 0, "theme": "ai"});
    for (step, accent) in [(json!({}), "#1f4b8e"), (json!({"theme": {"accent": "#006400"}}), "#006400")] {
        let arms = scenario("hello", json!({"hello": message(step)}));
        let mut shop = Shop::new(&[of_site.clone(), campaign("help", json!({"arms": arms}))]);
        shop.hesitate();
        let seen = content(&mut shop, &Viewer::default());
        assert_eq!(seen["theme"]["light"]["accent"], accent);
    }
}

#[test]
fn a_toast_says_how_long_it_stays() {
    for (fields, expected) in [(json!({}), 8_000), (json!({"duration": "12s"}), 12_000)] {
        let mut toast = message(json!({"format": "toast"}));
        put(&mut toast, fields);
        assert_eq!(said(toast, json!({}), None)["duration_ms"], expected);
    }
}
