//! What clients do differently, each in one request; see `recorded` for what some of them really sent.

use std::io::Write;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json as object};

use super::NAMES;
use crate::harness::{Harness, json};

const JSON: (&str, &str) = ("content-type", "application/json");

async fn post(harness: &Harness, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Response {
    let request =
        headers.iter().fold(Request::post(path), |request, (name, value)| request.header(*name, *value));
    harness.send(request.body(body.into()).unwrap()).await
}

/// Sends with the key in the body; answers the verdicts as words.
async fn verdicts(harness: &Harness, path: &str, body: &Value) -> Vec<String> {
    let mut body = body.clone();
    body["writeKey"] = harness.keys.write_key.as_str().into();
    let response = post(harness, path, &[JSON], body.to_string()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let answer = json(response).await;
    let words = answer["verdicts"].as_array().unwrap().iter().map(|told| {
        let reason = told["reason"].as_str().map(|reason| format!(" {reason}")).unwrap_or_default();
        format!("{}{reason}", told["verdict"].as_str().unwrap())
    });
    words.collect()
}

async fn profile(harness: &Harness, id: &str) -> Value {
    json(harness.get(&format!("/api/profiles/{id}")).await).await
}

async fn events(harness: &Harness, id: &str) -> Vec<Value> {
    let page = json(harness.get(&format!("/api/profiles/{id}/events")).await).await;
    page["events"].as_array().cloned().unwrap_or_default()
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// An event that fits every type.
fn any_event(id: &str) -> Value {
    object!({
        "messageId": id, "type": "track", "event": "Order Viewed", "anonymousId": "a1", "userId": "u1",
        "groupId": "g1", "previousId": "a1", "traits": {"rank": "gold"},
    })
}

#[tokio::test]
async fn every_name_of_every_call_is_served_behind_every_prefix() {
    let harness = Harness::start();
    let mut sent = 0;
    for prefix in ["/", "/v1/", "/api/s/", "/api/s/s2s/", "/beacon/v1/"] {
        for (name, _) in NAMES {
            sent += 1;
            let told = verdicts(&harness, &format!("{prefix}{name}"), &any_event(&format!("m{sent}"))).await;
            assert_eq!(told, ["ok"], "{prefix}{name}");
        }
    }
    let types: std::collections::BTreeSet<_> =
        events(&harness, "u1").await.iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect();
    assert_eq!(
        types.into_iter().collect::<Vec<_>>(),
        ["alias", "group", "identify", "page", "screen", "track"]
    );
    let unknown = post(&harness, "/v1/destroy", &[JSON], "{}").await;
    assert_eq!(json(unknown).await["code"], "unknown_path");
}

#[tokio::test]
async fn the_key_is_found_wherever_it_stands_and_the_first_one_counts() {
    let harness = Harness::start();
    let key = harness.keys.write_key.clone();
    let basic = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    let wrong = format!("Basic {}", STANDARD.encode("nobody:"));
    let in_query = format!("/v1/t?writeKey={key}");
    let masked = object!({"event": "A", "messageId": "m", "anonymousId": "a1", "writeKey": "***"});
    for (path, headers, status) in [
        ("/v1/t", vec![("authorization", basic.as_str())], 200),
        ("/v1/t", vec![("x-write-key", key.as_str())], 200),
        (in_query.as_str(), vec![], 200),
        (in_query.as_str(), vec![("x-write-key", "nobody")], 401),
        ("/v1/t", vec![("authorization", wrong.as_str()), ("x-write-key", key.as_str())], 401),
        ("/v1/t", vec![], 401),
    ] {
        let response = post(&harness, path, &headers, masked.to_string()).await;
        assert_eq!(response.status().as_u16(), status, "{path} {headers:?}");
    }
    let nowhere = post(&harness, "/v1/t", &[JSON], object!({"event": "A"}).to_string()).await;
    assert_eq!(json(nowhere).await["code"], "missing_write_key");
}

#[tokio::test]
async fn content_types_and_compression_are_as_clients_have_them() {
    let harness = Harness::start();
    let body = |id: &str| {
        let batch = object!({"writeKey": harness.keys.write_key.as_str(), "batch": [any_event(id)]});
        batch.to_string().into_bytes()
    };
    for (id, headers, body) in [
        ("m1", vec![("content-type", "text/plain")], body("m1")),
        ("m2", vec![("content-type", "application/x-www-form-urlencoded")], gzip(&body("m2"))),
        ("m3", vec![], body("m3")),
        ("m4", vec![JSON, ("content-encoding", "gzip")], gzip(&body("m4"))),
        ("m5", vec![JSON], gzip(&body("m5"))),
    ] {
        let response = post(&harness, "/v1/batch", &headers, body).await;
        assert_eq!(json(response).await["verdicts"], object!([{"messageId": id, "verdict": "ok"}]));
    }
}

#[tokio::test]
async fn a_bad_event_loses_none_of_its_neighbours() {
    let harness = Harness::start();
    let batch = object!({"batch": [
        any_event("m1"), {"type": "track", "messageId": "b1", "userId": "u1"}, 7, any_event("m2"),
        {"type": "track", "event": "A", "messageId": "b2", "userId": "x".repeat(300)},
        {"type": "track", "event": "A", "messageId": "b3", "userId": "u1", "properties": {"a": "x".repeat(40_000)}},
        {"type": "identify", "messageId": "m3", "userId": "u2"},
    ]});
    let told = verdicts(&harness, "/v1/batch", &batch).await;
    assert_eq!(
        told,
        [
            "ok",
            "invalid missing_field: event",
            "invalid not_an_object",
            "ok",
            "invalid too_long: userId",
            "invalid too_large",
            "ok"
        ]
    );
    assert_eq!(events(&harness, "u1").await.len(), 2);
    assert_eq!(profile(&harness, "u2").await["userId"], "u2");
}

#[tokio::test]
async fn one_batch_of_a_server_reaches_each_person_it_speaks_of() {
    let harness = Harness::start();
    let track = |id: &str, anonymous: Value, user: Value| object!({"type": "track", "event": "A", "messageId": id, "anonymousId": anonymous, "userId": user});
    let batch = object!({"batch": [
        track("m1", object!(null), object!("u1")), track("m2", object!("a9"), object!("")), track("m3", object!(null), object!("u2")),
        track("m4", object!(null), object!("u1")), track("m5", object!("a9"), object!(7)), track("m6", object!("a9"), object!(null)),
    ]});
    assert_eq!(verdicts(&harness, "/v1/batch", &batch).await, ["ok"; 6]);
    for (person, kept) in [("u1", vec!["m4", "m1"]), ("u2", vec!["m3"]), ("a9", vec!["m6", "m5", "m2"])] {
        let ids: Vec<_> =
            events(&harness, person).await.iter().map(|event| event["messageId"].clone()).collect();
        assert_eq!(ids, kept, "{person}");
    }
    assert_eq!(profile(&harness, "7").await["id"], profile(&harness, "a9").await["id"]);
}

#[tokio::test]
async fn categories_of_a_consent_manager_that_bear_our_names_are_purposes() {
    let harness = Harness::start();
    let track = |id: &str, categories: Value| {
        object!({
            "type": "track", "event": "A", "messageId": id, "anonymousId": "a1",
            "context": {"consent": {"categoryPreferences": categories}},
        })
    };
    let first = track("m1", object!({"assistance": false, "marketing": true, "C0002": false}));
    assert_eq!(verdicts(&harness, "/v1/track", &first).await, ["ok"]);
    let consent = profile(&harness, "a1").await["consent"].clone();
    assert_eq!(
        [&consent["assistance"]["granted"], &consent["marketing"]["granted"], &consent["measurement"]],
        [&object!(false), &object!(true), &object!(null)],
        "{consent}"
    );
    let refused = object!({"batch": [track("m2", object!({"measurement": false}))]});
    assert_eq!(verdicts(&harness, "/v1/batch", &refused).await, ["dropped no_consent"]);
    let kept: Vec<_> = events(&harness, "a1").await.iter().map(|event| event["messageId"].clone()).collect();
    assert_eq!(kept, ["m1"]);
}

#[tokio::test]
async fn traits_may_stand_in_the_context_alone() {
    let harness = Harness::start();
    let identify = object!({"userId": "u1", "messageId": "m1", "context": {"traits": {"rank": "gold"}, "locale": "en-US", "device": {"type": "ios"}}});
    verdicts(&harness, "/v1/identify", &identify).await;
    let profile = profile(&harness, "u1").await;
    assert_eq!((&profile["traits"]["rank"], &profile["locale"]), (&object!("gold"), &object!("en-US")));
}

#[tokio::test]
async fn a_clock_that_is_off_is_corrected_by_sent_at() {
    let harness = Harness::start();
    // The server stands at 2026-11-22T03:00:00Z; these clients are a year behind, a year ahead, and silent.
    for (id, at, sent) in [
        ("m1", "2025-11-22T02:59:00.000Z", object!("2025-11-22T03:00:00.000Z")),
        ("m2", "2027-11-22T02:59:00.000Z", object!("2027-11-22T03:00:00.000Z")),
        ("m3", "2026-11-22T02:59:00.000Z", object!(null)),
    ] {
        let event = object!({"type": "track", "event": "A", "messageId": id, "anonymousId": id, "originalTimestamp": at});
        verdicts(&harness, "/v1/batch", &object!({"batch": [event], "sentAt": sent})).await;
        assert_eq!(events(&harness, id).await[0]["timestamp"], "2026-11-22T02:59:00.000Z", "{id}");
    }
}

#[tokio::test]
async fn a_device_may_be_named_by_a_header_or_by_nobody() {
    let harness = Harness::start();
    let key = harness.keys.write_key.clone();
    let event = |id: &str| object!({"event": "A", "messageId": id, "writeKey": key}).to_string();
    post(&harness, "/v1/track", &[("anonymousid", "YTE=")], event("m1")).await;
    assert_eq!(events(&harness, "a1").await.len(), 1);
    post(&harness, "/v1/track", &[("cookie", "kizukai_id=a2")], event("m2")).await;
    assert_eq!(events(&harness, "a2").await.len(), 1);
    let nobody = post(&harness, "/v1/track", &[], event("m3")).await;
    assert_eq!(json(nobody).await["verdicts"][0]["verdict"], "ok");
}

#[tokio::test]
async fn a_user_id_on_an_event_makes_the_device_that_user_s() {
    let harness = Harness::start();
    verdicts(&harness, "/v1/page", &object!({"anonymousId": "a1", "messageId": "m1"})).await;
    verdicts(
        &harness,
        "/v1/track",
        &object!({"anonymousId": "a1", "userId": "u1", "event": "A", "messageId": "m2"}),
    )
    .await;
    let (device, user) = (profile(&harness, "a1").await, profile(&harness, "u1").await);
    assert_eq!((&device["id"], events(&harness, "u1").await.len()), (&user["id"], 2));
}

#[tokio::test]
async fn an_alias_may_be_repeated_and_never_joins_two_users() {
    let harness = Harness::start();
    verdicts(&harness, "/v1/track", &object!({"anonymousId": "a1", "event": "A", "messageId": "m1"})).await;
    for id in ["m2", "m3"] {
        let alias = object!({"previousId": "a1", "userId": "u1", "messageId": id, "anonymousId": null});
        assert_eq!(verdicts(&harness, "/v1/alias", &alias).await, ["ok"]);
        assert_eq!(profile(&harness, "a1").await["id"], profile(&harness, "u1").await["id"]);
    }
    verdicts(&harness, "/v1/identify", &object!({"userId": "u2", "messageId": "m4"})).await;
    let between_users = object!({"previousId": "u1", "userId": "u2", "messageId": "m5"});
    assert_eq!(verdicts(&harness, "/v1/alias", &between_users).await, ["dropped two_users"]);
    assert_ne!(profile(&harness, "u1").await["id"], profile(&harness, "u2").await["id"]);
}

#[tokio::test]
async fn nothing_is_shown_for_what_nobody_waits_for() {
    let harness = Harness::start();
    harness.publish_greeting().await;
    verdicts(&harness, "/v1/page", &object!({"anonymousId": "a1", "messageId": "m1"})).await;
    assert_eq!(profile(&harness, "a1").await["campaigns"], object!({}));
    let page = object!({"anonymousId": "a1", "events": [{"type": "page", "messageId": "m2"}]});
    assert_eq!(json(harness.decide(&page).await).await["show"][0]["campaign"], "greeting");
}

#[tokio::test]
async fn a_full_or_stopping_server_asks_for_the_whole_batch_again() {
    let harness = Harness::start();
    harness.runtime.shutdown().await.unwrap();
    let body = object!({"writeKey": harness.keys.write_key.as_str(), "batch": [any_event("m1"), 7]});
    let response =
        post(&harness, "/v1/batch", &[JSON, ("origin", "https://shop.example")], body.to_string()).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let seconds: u64 = response.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((2..=4).contains(&seconds), "{seconds}");
    assert_eq!(response.headers()[header::ACCESS_CONTROL_EXPOSE_HEADERS], "retry-after");
    let answer = json(response).await;
    assert_eq!(answer["success"], false);
    assert_eq!(
        answer["verdicts"][0],
        object!({"messageId": "m1", "verdict": "retry", "reason": "unavailable"})
    );
    assert_eq!(answer["verdicts"][1]["verdict"], "invalid");
}

#[tokio::test]
async fn clients_are_told_where_to_send() {
    let harness = Harness::start();
    let key = harness.keys.write_key.clone();
    let get = |path: String| Request::get(path).header("host", "127.0.0.1:8080").body(Body::empty()).unwrap();
    let settings = json(harness.send(get(format!("/v1/projects/{key}/settings"))).await).await;
    assert_eq!(
        settings["integrations"]["Segment.io"],
        object!({"apiKey": key, "protocol": "http", "apiHost": "127.0.0.1:8080/v1"})
    );
    assert_eq!(settings["plan"]["track"], object!({}));
    for path in ["/sourceConfig/", "/sourceConfig"] {
        let source = json(harness.send(get(format!("{path}?p=npm&v=3&writeKey={key}"))).await).await;
        assert_eq!(
            (&source["source"]["enabled"], &source["source"]["destinations"]),
            (&object!(true), &object!([]))
        );
    }
    for path in ["/v1/projects/nobody/settings", "/sourceConfig/?writeKey=nobody", "/sourceConfig/"] {
        assert_eq!(harness.send(get(path.to_owned())).await.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn a_site_with_a_list_of_origins_takes_events_of_its_pages_and_of_servers() {
    let harness = Harness::start();
    let listed = harness.put("/api/site", &object!({"origins": ["https://shop.example"]})).await;
    assert_eq!(listed.status(), StatusCode::OK);
    let body =
        object!({"writeKey": harness.keys.write_key.as_str(), "event": "A", "anonymousId": "a1"}).to_string();
    for (headers, status, allowed) in [
        (vec![("origin", "https://shop.example")], 200, Some("https://shop.example")),
        (vec![("origin", "https://evil.example")], 403, None),
        (vec![], 200, Some("*")),
    ] {
        let response = post(&harness, "/v1/track", &headers, body.clone()).await;
        assert_eq!(response.status().as_u16(), status, "{headers:?}");
        let told =
            response.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN).map(|value| value.to_str().unwrap());
        assert_eq!(told, allowed);
        let credentials = response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS);
        assert_eq!(credentials, allowed == Some("https://shop.example"));
    }
    let refused =
        harness.put("/api/site", &object!({"origins": ["shop.example", "https://a.example/"]})).await;
    assert_eq!(json(refused).await["problems"][1]["path"], "origins[1]");
}
