//! The whole endpoint: over the router, a real runtime and a folder of its own.

use std::io::Write;

use axum::http::{StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json as object};

use crate::harness::{Harness, json, text};

fn page(message_id: &str) -> Value {
    object!([{"type": "page", "messageId": message_id, "context": {"page": {"path": "/"}}}])
}

fn verdicts(answer: &Value) -> Vec<(&str, &str)> {
    let each = answer["verdicts"].as_array().unwrap().iter();
    each.map(|one| (one["verdict"].as_str().unwrap(), one["reason"].as_str().unwrap_or(""))).collect()
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_visitor_is_spoken_to_and_answers() {
    let harness = Harness::start();
    harness.publish_greeting().await;
    let answer = json(harness.decide(&object!({"anonymousId": "a1", "events": page("m1")})).await).await;
    assert_eq!(answer["anonymousId"], "a1");
    assert_eq!(verdicts(&answer), [("ok", "")]);
    let show = &answer["show"][0];
    assert_eq!(
        (&show["campaign"], &show["arm"], &show["format"], &show["resumed"]),
        (&object!("greeting"), &object!("hello"), &object!("corner"), &object!(false))
    );
    assert_eq!(show["content"]["title"], "いらっしゃいませ");
    assert_eq!(show["content"]["choices"], object!([{"key": "ok", "label": "わかりました"}]));
    let events = object!([
        {"type": "answer", "messageId": "m2", "enrolment": show["enrolment"], "step": show["step"], "choice": "ok"},
        {"type": "seen", "messageId": "m3", "enrolment": "e-nobody", "step": "hello"},
    ]);
    let answered = json(harness.decide(&object!({"anonymousId": "a1", "events": events})).await).await;
    assert_eq!(verdicts(&answered), [("ok", ""), ("dropped", "stale_step")]);
    assert_eq!(answered["show"], object!([]));
}

#[tokio::test]
async fn a_show_is_as_described() {
    let harness = Harness::start();
    harness.publish_greeting().await;
    let mut waiting = crate::harness::greeting();
    waiting["key"] = object!("waiting");
    waiting["trigger"] = object!({"on": "signal", "name": "dwell", "params": {"seconds": 5}});
    harness.put("/api/campaigns/waiting", &waiting).await;
    let mut answer = json(harness.decide(&object!({"anonymousId": "a1", "events": page("m1")})).await).await;
    let show: Vec<super::response::ShowItem> = serde_json::from_value(answer["show"].take()).unwrap();
    let armed: Vec<super::response::ArmedItem> = serde_json::from_value(answer["armed"].take()).unwrap();
    assert_eq!((show.len(), armed.len()), (1, 1));
}

#[tokio::test]
async fn one_bad_event_harms_no_other() {
    let harness = Harness::start();
    let events = object!([
        {"type": "track", "event": "Product Viewed", "messageId": "m1"},
        {"type": "track", "messageId": "m2"},
        "nonsense",
        {"type": "page", "messageId": "m3", "properties": {"a": "x".repeat(40_000)}},
        {"type": "track", "event": "Cart Viewed", "messageId": "m4"},
        {"type": "track", "event": "Cart Viewed", "messageId": "m4"},
    ]);
    let answer = json(harness.decide(&object!({"anonymousId": "a1", "events": events})).await).await;
    assert_eq!(
        verdicts(&answer),
        [
            ("ok", ""),
            ("invalid", "missing_field: event"),
            ("invalid", "not_an_object"),
            ("invalid", "too_large"),
            ("ok", ""),
            ("duplicate", ""),
        ]
    );
    let history = json(harness.get("/api/profiles/a1/events").await).await;
    let names: Vec<_> = history["events"].as_array().unwrap().iter().map(|row| &row["messageId"]).collect();
    assert_eq!(names, ["m4", "m1"]);
}

#[tokio::test]
async fn hostile_inputs_get_a_clear_problem() {
    let harness = Harness::start();
    let key = harness.keys.write_key.clone();
    let with_key = |rest: &str| format!("{{\"writeKey\": \"{key}\", {rest}}}").into_bytes();
    let deep = format!("\"events\": [{}{}]", "[".repeat(300), "]".repeat(300));
    let large = format!("\"events\": [], \"x\": \"{}\"", "x".repeat(600_000));
    let plain: &[(header::HeaderName, &str)] = &[];
    let gzipped: &[(header::HeaderName, &str)] = &[(header::CONTENT_ENCODING, "gzip")];
    let brotli: &[(header::HeaderName, &str)] = &[(header::CONTENT_ENCODING, "br")];
    let mut problems = Vec::new();
    for (name, headers, body) in [
        ("nothing", plain, Vec::new()),
        ("broken JSON", plain, b"{\"writeKey\": ".to_vec()),
        ("a list", plain, b"[]".to_vec()),
        ("bad UTF-8", plain, b"{\"writeKey\": \"\xff\xfe\"}".to_vec()),
        ("too deep", plain, with_key(&deep)),
        ("too large", plain, with_key(&large)),
        ("too large, compressed", gzipped, gzip(&with_key(&large))),
        ("bad gzip", gzipped, b"no gzip at all".to_vec()),
        ("cut gzip", plain, gzip(&with_key("\"events\": []"))[..20].to_vec()),
        ("unknown encoding", brotli, with_key("\"events\": []")),
        ("events are no list", plain, with_key("\"events\": {\"type\": \"page\"}")),
        ("no key", plain, b"{\"events\": []}".to_vec()),
        ("key of the wrong kind", plain, b"{\"writeKey\": [1], \"events\": []}".to_vec()),
        ("unknown key", plain, b"{\"writeKey\": \"wk_none\", \"events\": []}".to_vec()),
    ] {
        let response = harness.decide_raw(headers, body).await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json", "{name}");
        problems.push(format!("{name}\n{}", serde_json::to_string_pretty(&json(response).await).unwrap()));
    }
    insta::assert_snapshot!(problems.join("\n\n"));
}

#[tokio::test]
async fn wrong_types_of_optional_fields_are_ignored() {
    let harness = Harness::start();
    let body = object!({
        "anonymousId": {"id": 1}, "userId": [], "sentAt": {}, "context": {"page": 1, "device": "x", "locale": 5},
        "showing": "modal", "closing": "no", "explain": "yes", "events": page("m1"),
    });
    let response = harness.decide(&body).await;
    assert_eq!(response.status(), StatusCode::OK);
    let answer = json(response).await;
    assert_eq!(verdicts(&answer), [("ok", "")]);
    assert_eq!(answer.get("explain"), None);
}

#[tokio::test]
async fn any_content_type_and_gzip_are_taken() {
    let harness = Harness::start();
    let body = object!({"writeKey": harness.keys.write_key, "events": page("m1")}).to_string().into_bytes();
    let json_type = (header::CONTENT_TYPE, "application/json");
    let text_type = (header::CONTENT_TYPE, "text/plain;charset=UTF-8");
    let encoding = (header::CONTENT_ENCODING, "gzip");
    for (headers, body) in [
        (vec![], body.clone()),
        (vec![json_type.clone()], body.clone()),
        (vec![text_type.clone()], body.clone()),
        (vec![json_type, encoding], gzip(&body)),
        (vec![text_type], gzip(&body)),
    ] {
        let response = harness.decide_raw(&headers, body).await;
        assert_eq!(response.status(), StatusCode::OK, "{headers:?}");
    }
}

#[tokio::test]
async fn the_device_is_named_by_the_body_else_the_cookie_else_afresh() {
    let harness = Harness::start();
    let body = |id: Value| {
        let body = object!({"writeKey": harness.keys.write_key, "anonymousId": id, "events": []});
        body.to_string().into_bytes()
    };
    let cookie: &[(header::HeaderName, &str)] = &[(header::COOKIE, "a=b; kizukai_id=from-cookie")];
    for (headers, id, expected, is_set) in [
        (cookie, object!("from-body"), Some("from-body"), true),
        (cookie, object!(null), Some("from-cookie"), false),
        (cookie, object!("from-cookie"), Some("from-cookie"), false),
        (cookie, object!("x".repeat(300)), Some("from-cookie"), false),
        (&[], object!("a;Domain=evil"), Some("a;Domain=evil"), false),
        (&[(header::COOKIE, "kizukai_id=\"odd\"")], object!(null), None, true),
        (&[], object!(null), None, true),
    ] {
        let response = harness.decide_raw(headers, body(id.clone())).await;
        let set = response.headers().get(header::SET_COOKIE).map(|line| line.to_str().unwrap().to_owned());
        let answer = json(response).await;
        let answered = answer["anonymousId"].as_str().unwrap();
        if let Some(expected) = expected {
            assert_eq!(answered, expected);
        }
        assert!(!answered.is_empty());
        assert_eq!(set.is_some(), is_set, "{id}");
        if let Some(line) = set {
            let kept = "Path=/; Max-Age=31536000; Secure; SameSite=Lax";
            assert_eq!(line, format!("kizukai_id={answered}; {kept}"));
        }
    }
}

#[tokio::test]
async fn nothing_is_decided_for_a_closing_page() {
    let harness = Harness::start();
    harness.publish_greeting().await;
    let closing = object!({"anonymousId": "a1", "closing": true, "events": page("m1")});
    let answer = json(harness.decide(&closing).await).await;
    assert_eq!((verdicts(&answer), &answer["show"]), (vec![("ok", "")], &object!([])));
}

#[tokio::test]
async fn a_wrong_clock_of_the_client_is_corrected() {
    let harness = Harness::start();
    let events = object!([{"type": "page", "messageId": "m1", "timestamp": "2020-01-01T00:00:00Z"}]);
    let body = object!({"anonymousId": "a1", "sentAt": "2020-01-01T00:00:10Z", "events": events});
    harness.decide(&body).await;
    let history = json(harness.get("/api/profiles/a1/events").await).await;
    assert_eq!(history["events"][0]["timestamp"], "2026-11-22T02:59:50.000Z");
}

#[tokio::test]
async fn reasons_are_told_only_to_who_holds_a_key_of_the_site() {
    let harness = Harness::start();
    harness.publish_greeting().await;
    let key = harness.keys.write_key.clone();
    let body = || object!({"writeKey": key, "explain": true, "events": []}).to_string().into_bytes();
    let right = format!("Bearer {}", harness.keys.api_key);
    for (authorization, told) in [
        (Some(right.as_str()), true),
        (Some("Bearer local-secret"), true),
        (Some("Bearer ak_wrong"), false),
        (None, false),
    ] {
        let headers: Vec<_> = authorization.iter().map(|value| (header::AUTHORIZATION, *value)).collect();
        let answer = json(harness.decide_raw(&headers, body()).await).await;
        assert_eq!(answer.get("explain").is_some(), told, "{authorization:?}");
        if told {
            assert_eq!(answer["explain"][0]["campaign"], "greeting");
        }
    }
}

#[tokio::test]
async fn a_stopped_runtime_is_a_problem_that_says_when_to_come_back() {
    let harness = Harness::start();
    harness.runtime.shutdown().await.unwrap();
    let response = harness.decide(&object!({"events": page("m1")})).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let seconds: u64 = response.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((2..=4).contains(&seconds), "{seconds}");
    assert!(text(response).await.contains("\"code\":\"unavailable\""));
}

#[test]
fn only_when_nothing_was_stored_the_answer_asks_for_everything_again() {
    use kizukai_engagement::Verdict;
    use kizukai_engagement::outcome::EventVerdict;
    use kizukai_model::Timestamp;
    let answered = |of_each: &[Verdict]| {
        let sources: Vec<Value> =
            (0..of_each.len()).map(|id| object!({"type": "page", "messageId": id})).collect();
        let envelope =
            super::events::Envelope { received_at: Timestamp::from_ms(0), sent_at: None, page: None };
        let (_, places) = super::events::read(&sources, &envelope, String::new);
        let verdict =
            |verdict: &Verdict| EventVerdict { message_id: "m".into(), verdict: *verdict, reason: None };
        let reply = kizukai_runtime::DecideReply {
            anonymous_id: "a1".into(),
            verdicts: of_each.iter().map(verdict).collect(),
            show: Vec::new(),
            armed: Vec::new(),
            close: Vec::new(),
            next_check_ms: None,
            explain: None,
            is_forgotten: false,
        };
        super::answer(&super::DecideResponse::new(reply, places), None, true).status().as_u16()
    };
    assert_eq!(answered(&[Verdict::Retry, Verdict::Retry]), 503);
    assert_eq!(answered(&[Verdict::Retry, Verdict::Ok]), 200);
    assert_eq!(answered(&[]), 200);
}

#[tokio::test]
async fn a_device_that_was_not_asked_is_neither_remembered_nor_given_a_cookie() {
    let harness = Harness::start();
    harness.put("/api/site", &object!({"holdout": 0, "consent": {"mode": "required"}})).await;
    let response = harness.decide(&object!({"anonymousId": "a1", "events": page("m1")})).await;
    assert_eq!(response.headers().get(header::SET_COOKIE), None);
    let answer = json(response).await;
    assert_eq!(verdicts(&answer), [("dropped", "no_consent")]);
    let unknown = harness.get("/api/profiles/a1").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND, "nothing was stored");

    let yes = object!([{"type": "consent", "messageId": "m2", "purposes": {"measurement": true}}]);
    let context = object!({"gpc": true, "consent": {"categoryPreferences": {"assistance": true}}});
    let response = harness.decide(&object!({"anonymousId": "a1", "context": context, "events": yes})).await;
    assert!(response.headers().contains_key(header::SET_COOKIE));
    let profile = json(harness.get("/api/profiles/a1").await).await;
    let granted = |purpose: &str| profile["consent"][purpose]["granted"].as_bool();
    assert_eq!(
        ["measurement", "assistance", "marketing"].map(granted),
        [Some(true), Some(true), Some(false)],
        "{profile}"
    );
}

#[tokio::test]
async fn a_browser_that_refuses_everywhere_says_so_by_its_header() {
    let harness = Harness::start();
    let body = object!({"writeKey": harness.keys.write_key, "anonymousId": "a1", "events": page("m1")});
    let gpc = axum::http::HeaderName::from_static("sec-gpc");
    harness.decide_raw(&[(gpc, "1")], body.to_string().into_bytes()).await;
    let profile = json(harness.get("/api/profiles/a1").await).await;
    assert_eq!(profile["consent"]["marketing"]["granted"], false);
}
