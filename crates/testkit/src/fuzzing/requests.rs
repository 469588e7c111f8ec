//! Requests of the public API.
//!
//! Promises: whatever comes in, the answer is JSON with a status below 500; every event has a verdict of its own, one
//! that is not `ok` says why; a good event beside bad ones is taken; the profile can be read afterwards; nothing that
//! belongs to the server (`next` of a choice, audiences) is handed out.

use std::collections::HashSet;

use axum::http::Request;
use serde_json::{Value, json};

use super::counter::{Counter, Reply};

/// The message id of the good neighbour.
const NEIGHBOUR: &str = "good-neighbour";
/// Events one request may hold.
const EVENTS: usize = kizukai_model::limits::EVENTS_PER_REQUEST;
/// Bytes one request may hold; a neighbour is added only where there is room.
const BYTES: usize = kizukai_model::limits::REQUEST_BYTES;

pub(super) fn decide(counter: &mut Counter, bytes: &[u8]) {
    let text = counter.with_key(&String::from_utf8_lossy(bytes));
    let plain = send_decide(counter, text.clone().into_bytes());
    let Ok(mut body) = serde_json::from_str::<Value>(&text) else { return };
    check_verdicts(&body, "events", "/verdicts", &plain);
    check_profile(counter, &plain);

    // The same again with a good event beside: the bad ones cost it nothing.
    let is_known = plain.status == 200 && text.len() + 200 < BYTES;
    let events = body.get_mut("events").and_then(Value::as_array_mut);
    let Some(events) = events.filter(|events| is_known && events.len() < EVENTS) else { return };
    events.push(json!({"type": "screen", "messageId": NEIGHBOUR, "name": "Here"}));
    let reply = send_decide(counter, body.to_string().into_bytes());
    assert_eq!(reply.status, 200, "{}", shown(&reply));
    let verdicts = json(&reply)["verdicts"].as_array().cloned().expect("verdicts");
    let neighbour = verdicts.last().expect("one for the neighbour");
    let is_taken = ["ok", "duplicate"].contains(&neighbour["verdict"].as_str().unwrap_or_default());
    let may_not = ["no_consent", "overload"].contains(&neighbour["reason"].as_str().unwrap_or_default());
    assert!(is_taken || may_not, "a good event beside bad ones: {neighbour}");
}

fn send_decide(counter: &mut Counter, body: Vec<u8>) -> Reply {
    let request = Request::post("/v1/decide").header("content-type", "application/json");
    let reply = counter.send(request.body(body.into()).expect("a good request"));
    check_reply(&reply);
    reply
}

pub(super) fn segment(counter: &mut Counter, bytes: &[u8]) {
    let Some((request, body)) = read_request(counter, bytes) else { return };
    let is_preflight = request.method() == "OPTIONS";
    let reply = counter.send(request);
    if is_preflight || reply.body.is_empty() {
        assert!(reply.status < 500, "{}", shown(&reply));
        return;
    }
    check_reply(&reply);
    if let Ok(body) = serde_json::from_slice::<Value>(&body) {
        check_verdicts(&body, "batch", "/verdicts", &reply);
    }
}

/// `POST /v1/batch`, head lines, an empty line, the body.
fn read_request(counter: &Counter, bytes: &[u8]) -> Option<(Request<axum::body::Body>, Vec<u8>)> {
    let split = bytes.windows(2).position(|pair| pair == b"\n\n")?;
    let head = counter.with_key(std::str::from_utf8(&bytes[..split]).ok()?);
    let body = match std::str::from_utf8(&bytes[split + 2..]) {
        Ok(text) => counter.with_key(text).into_bytes(),
        Err(_) => bytes[split + 2..].to_vec(),
    };
    let mut lines = head.lines();
    let (method, target) = lines.next()?.split_once(' ')?;
    let mut request = Request::builder().method(method).uri(target);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name.trim(), value.trim());
    }
    let request = request.body(body.clone().into()).ok()?;
    request.uri().path().starts_with('/').then_some((request, body))
}

fn check_reply(reply: &Reply) {
    assert!(reply.status < 500, "{}", shown(reply));
    assert!(serde_json::from_slice::<Value>(&reply.body).is_ok(), "{}", shown(reply));
    assert!(!String::from_utf8_lossy(&reply.body).contains("\"next\":"), "{}", shown(reply));
}

fn check_verdicts(body: &Value, list: &str, at: &str, reply: &Reply) {
    let answer = json(reply);
    let (Some(events), Some(verdicts)) =
        (body[list].as_array(), answer.pointer(at).and_then(Value::as_array))
    else {
        return;
    };
    assert_eq!(verdicts.len(), events.len(), "one verdict an event: {}", shown(reply));
    let known: HashSet<&str> = ["ok", "duplicate", "dropped", "invalid", "retry"].into();
    for verdict in verdicts {
        let name = verdict["verdict"].as_str().unwrap_or_default();
        assert!(known.contains(name), "{verdict}");
        let is_explained = verdict["reason"].is_string() || ["ok", "duplicate"].contains(&name);
        assert!(is_explained, "a verdict without a reason: {verdict}");
    }
}

/// Whoever it was can be read, or is not there; nothing in between.
fn check_profile(counter: &mut Counter, reply: &Reply) {
    let Some(id) = json(reply)["anonymousId"].as_str().map(escaped) else { return };
    for path in [format!("/api/profiles/{id}?kind=anonymous"), format!("/api/profiles/{id}/events?limit=5")] {
        let read = counter.ask(&path);
        assert!([200, 404].contains(&read.status), "{path}: {}", shown(&read));
    }
}

fn escaped(id: &str) -> String {
    id.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn json(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap_or_default()
}

fn shown(reply: &Reply) -> String {
    format!("{} {}", reply.status, String::from_utf8_lossy(&reply.body))
}
