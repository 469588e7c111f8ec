//! Requests that real clients sent, replayed through the whole server.
//!
//! Reads the file that `KIZUKAI_SEGMENT_CLIENTS` names, else `../shared/captures/segment-clients.jsonl` beside the checkout.
//! Where neither exists, as in a clone elsewhere, it says so; `tests` holds cases of the project's own for the same quirks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json as object};

use crate::harness::{Harness, json, text};

/// One line of the file.
struct Recorded {
    client: String,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Value,
}

fn file() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("KIZUKAI_SEGMENT_CLIENTS") {
        return Some(PathBuf::from(named));
    }
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/captures/segment-clients.jsonl");
    beside.exists().then_some(beside)
}

/// The requests, with the recorded keys replaced by the harness's own.
fn recorded(harness: &Harness) -> Vec<Recorded> {
    let Some(path) = file() else {
        println!(
            "no recorded requests here (KIZUKAI_SEGMENT_CLIENTS names some): only the project's own cases"
        );
        return Vec::new();
    };
    let lines = std::fs::read_to_string(path).unwrap();
    lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| read(line, &harness.keys.write_key))
        .collect()
}

fn read(line: &str, key: &str) -> Recorded {
    let mut line = line.to_owned();
    for old in ["wk1", "wk2"] {
        line = line.replace(&STANDARD.encode(format!("{old}:")), &STANDARD.encode(format!("{key}:")));
        line = line.replace(old, key);
    }
    let fields: Value = serde_json::from_str(&line).unwrap();
    let text = |name: &str| fields[name].as_str().unwrap().to_owned();
    let headers = fields["headers"].as_object().unwrap().iter();
    let headers = headers.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect();
    Recorded {
        client: text("client"),
        method: text("method"),
        path: text("path"),
        headers,
        body: fields["body"].clone(),
    }
}

async fn send(harness: &Harness, recorded: &Recorded) -> Value {
    let request = Request::builder().method(recorded.method.as_str()).uri(&recorded.path);
    let request = recorded.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    let body = if recorded.body.is_null() { Body::empty() } else { Body::from(recorded.body.to_string()) };
    let response = harness.send(request.body(body).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK, "{}: {}", recorded.path, text(response).await);
    json(response).await
}

fn events_of(recorded: &Recorded) -> Vec<Value> {
    match &recorded.body {
        Value::Null => Vec::new(),
        body => body["batch"].as_array().cloned().unwrap_or_else(|| vec![body.clone()]),
    }
}

async fn message_ids(harness: &Harness, id: &str) -> BTreeSet<String> {
    let page = json(harness.get(&format!("/api/profiles/{id}/events?limit=500")).await).await;
    let rows = page["events"].as_array().unwrap();
    let ids: Vec<_> = rows.iter().map(|row| row["messageId"].as_str().unwrap().to_owned()).collect();
    let once: BTreeSet<_> = ids.iter().cloned().collect();
    assert_eq!(once.len(), ids.len(), "an event stands there twice: {ids:?}");
    once
}

#[tokio::test]
async fn what_real_clients_send_ends_once_in_the_profile_it_is_about() {
    for client in ["py-segment", "node-segment", "br-segment"] {
        let harness = Harness::start();
        let of_client: Vec<_> =
            recorded(&harness).into_iter().filter(|recorded| recorded.client == client).collect();
        if of_client.is_empty() {
            continue;
        }
        let mut sent = BTreeSet::new();
        for verdict in ["ok", "duplicate"] {
            for recorded in &of_client {
                let answer = send(&harness, recorded).await;
                for (event, told) in
                    events_of(recorded).iter().zip(answer["verdicts"].as_array().into_iter().flatten())
                {
                    assert_eq!(
                        (&told["messageId"], &told["verdict"]),
                        (&event["messageId"], &object!(verdict)),
                        "{client} {event}: {told}"
                    );
                    sent.insert(event["messageId"].as_str().unwrap().to_owned());
                }
            }
        }
        assert!(!sent.is_empty());
        assert_eq!(message_ids(&harness, "u1").await, sent, "{client}");
        let profile = json(harness.get("/api/profiles/u1?kind=user").await).await;
        assert_eq!((&profile["userId"], &profile["traits"]["email"]), (&object!("u1"), &object!("a@b.c")));
        for device in of_client.iter().flat_map(events_of).filter_map(|event| {
            event["previousId"].as_str().or(event["anonymousId"].as_str()).map(str::to_owned)
        }) {
            let same = json(harness.get(&format!("/api/profiles/{device}?kind=anonymous")).await).await;
            assert_eq!(same["id"], profile["id"], "{client}: {device}");
        }
    }
}

#[tokio::test]
async fn every_recorded_request_is_taken_in_the_order_it_was_recorded() {
    let harness = Harness::start();
    for recorded in recorded(&harness) {
        let answer = send(&harness, &recorded).await;
        if recorded.method == "GET" {
            assert!(answer["integrations"]["Segment.io"]["apiKey"].is_string(), "{answer}");
        } else {
            assert_eq!(answer["success"], true, "{answer}");
        }
    }
}
