//! Requests and events that should not be sent: each gets a clear verdict or problem, and nothing valid beside it is lost.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use kizukai_testkit::{Shop, events};
use serde_json::{Value, json};

use crate::assert_well;

const JSON: (&str, &str) = ("content-type", "application/json");
const GZIP: (&str, &str) = ("content-encoding", "gzip");

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).expect("a vector takes all");
    encoder.finish().expect("a vector takes all")
}

/// One hostile request: what it is, headers, body, and the status and code it must get.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Vec<u8>, u16, &'a str);

fn requests(key: &str) -> Vec<Case<'static>> {
    let with_key = |rest: &str| format!(r#"{{"writeKey":"{key}",{rest}}}"#).into_bytes();
    let deep =
        |levels: usize| with_key(&format!(r#""events":[{}{}]"#, "[".repeat(levels), "]".repeat(levels)));
    let padded = |bytes: usize| with_key(&format!(r#""events":[],"more":"{}""#, "x".repeat(bytes)));
    let plain: &[(&str, &str)] = &[JSON];
    let zipped: &[(&str, &str)] = &[JSON, GZIP];
    let brotli: &[(&str, &str)] = &[JSON, ("content-encoding", "br")];
    vec![
        ("nothing", plain, Vec::new(), 400, "broken_json"),
        ("half a body", plain, with_key(r#""events":["#), 400, "broken_json"),
        ("no JSON at all", plain, b"<html>".to_vec(), 400, "broken_json"),
        ("a number", plain, b"7".to_vec(), 400, "bad_field"),
        ("a list", plain, b"[1]".to_vec(), 400, "bad_field"),
        ("events of the wrong kind", plain, with_key(r#""events":"page""#), 400, "bad_field"),
        (
            "bad UTF-8",
            plain,
            with_key(r#""anonymousId":"@@""#)
                .iter()
                .map(|byte| if *byte == b'@' { 0xff } else { *byte })
                .collect(),
            400,
            "broken_json",
        ),
        ("no key", plain, br#"{"events":[]}"#.to_vec(), 401, "missing_write_key"),
        (
            "an unknown key",
            plain,
            br#"{"writeKey":"wk_unknown","events":[]}"#.to_vec(),
            401,
            "unknown_write_key",
        ),
        (
            "a key that is a list",
            plain,
            br#"{"writeKey":["a"],"events":[]}"#.to_vec(),
            401,
            "missing_write_key",
        ),
        ("too deep", plain, deep(100_000), 400, "json_too_deep"),
        ("too large", plain, padded(600_000), 413, "body_too_large"),
        ("too large once unpacked", zipped, gzip(&padded(50_000_000)), 413, "body_too_large"),
        ("no gzip though it says so", zipped, with_key(r#""events":[]"#), 400, "bad_gzip"),
        ("half a gzip", plain, gzip(&padded(9_000)).into_iter().take(40).collect(), 400, "bad_gzip"),
        ("an unknown encoding", brotli, with_key(r#""events":[]"#), 415, "unknown_encoding"),
    ]
}

#[tokio::test]
async fn a_request_that_cannot_be_read_gets_a_clear_problem() -> Result<()> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    for (name, headers, body, status, code) in requests(&shop.write_key) {
        // A connection of its own: after a refused body the server may close it.
        let answer = server.client().ask("POST", "/v1/decide", headers, body).await?;
        let problem = answer.json();
        assert_eq!((answer.status, &problem["code"]), (status, &json!(code)), "{name}: {answer:?}");
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{name}");
        assert_eq!(problem["status"], json!(status), "{name}");
        assert!(problem["title"].is_string() && problem["detail"].is_string(), "{name}: {problem}");
        assert_well(&mut server.client()).await?;
    }
    server.terminate()
}

/// Bad events, each with the verdict's reason (or how it begins).
pub(crate) fn bad_events() -> Vec<(Value, &'static str)> {
    let deep = (0..60).fold(json!(1), |inner, _| json!({"in": inner}));
    vec![
        (json!("page"), "not_an_object"),
        (json!(null), "not_an_object"),
        (json!({"messageId": "b1"}), "missing_type"),
        (json!({"messageId": "b2", "type": 7}), "missing_type"),
        (json!({"messageId": "b3", "type": "destroy"}), "unknown_type"),
        (json!({"messageId": "b4", "type": "track"}), "missing_field: event"),
        (json!({"messageId": "b5", "type": "track", "event": {"a": 1}}), "missing_field: event"),
        (json!({"messageId": "b6", "type": "track", "event": "x".repeat(1_000)}), "too_long: event"),
        (
            json!({"messageId": "b7", "type": "answer", "enrolment": "e", "step": "s"}),
            "missing_field: choice",
        ),
        (
            json!({"messageId": "b8", "type": "track", "event": "T", "properties": {"a": "x".repeat(40_000)}}),
            "too_large",
        ),
        (json!({"messageId": "b9", "type": "track", "event": "T", "properties": deep}), "too_deep"),
    ]
}

#[tokio::test]
async fn a_bad_event_gets_its_verdict_and_its_neighbours_are_kept() -> Result<()> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    let mut sent = Vec::new();
    let mut wanted = Vec::new();
    for (n, (event, reason)) in bad_events().into_iter().enumerate() {
        sent.push(events::track(&format!("g{n}"), "Product Viewed", &json!({"n": n})));
        wanted.push(("ok", ""));
        sent.push(event);
        wanted.push(("invalid", reason));
    }
    let answer = client.decide(&events::request("a1", &sent)).await?.ok()?;
    let verdicts = answer["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), wanted.len());
    for (verdict, (word, reason)) in verdicts.iter().zip(&wanted) {
        assert_eq!(verdict["verdict"], *word, "{verdict}");
        assert!(
            verdict["reason"].as_str().unwrap_or_default().starts_with(reason),
            "{verdict}, not {reason}"
        );
    }
    let kept: Vec<_> = client.history("a1").await?.iter().map(|row| row["messageId"].clone()).collect();
    let good: Vec<_> = (0..bad_events().len()).rev().map(|n| json!(format!("g{n}"))).collect();
    assert_eq!(kept, good);
    assert_well(&mut client).await?;
    server.terminate()
}

#[tokio::test]
async fn optional_fields_of_the_wrong_kind_lose_no_event() -> Result<()> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    let request = json!({
        "anonymousId": "a1", "userId": {"no": "id"}, "sentAt": "yesterday", "context": [1, 2], "showing": "modal",
        "closing": "perhaps", "explain": "please",
        "events": [{
            "type": "track", "event": "Product Viewed", "messageId": "m1", "timestamp": {"not": "a time"},
            "properties": "none", "context": 7, "userId": [],
        }],
    });
    let answer = client.decide(&request).await?.ok()?;
    assert_eq!(answer["verdicts"], json!([{"messageId": "m1", "verdict": "ok"}]));
    assert_eq!(client.history("a1").await?[0]["messageId"], "m1");
    server.terminate()
}

#[tokio::test]
async fn more_events_than_a_request_may_hold_are_refused_one_by_one() -> Result<()> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    let many: Vec<_> = (0..501).map(|n| events::track(&format!("m{n}"), "T", &json!({}))).collect();
    let answer = client.decide(&events::request("a1", &many)).await?.ok()?;
    let verdicts = answer["verdicts"].as_array().unwrap();
    assert!(verdicts[..500].iter().all(|verdict| verdict["verdict"] == "ok"));
    assert_eq!(verdicts[500], json!({"messageId": "m500", "verdict": "invalid", "reason": "too_many"}));
    assert_eq!(client.history("a1").await?.len(), 500);
    server.terminate()
}

#[tokio::test]
async fn a_key_opens_only_its_own_door() -> Result<()> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    for (key, code) in [
        ("Bearer nonsense".to_owned(), "unknown_api_key"),
        (format!("Bearer {}", shop.write_key), "unknown_api_key"),
        ("Basic Zm9vOmJhcg==".to_owned(), "missing_api_key"),
    ] {
        let answer = server.client().ask("GET", "/api/site", &[("authorization", &key)], "").await?;
        assert_eq!((answer.status, &answer.json()["code"]), (401, &json!(code)), "{answer:?}");
    }
    server.terminate()
}
