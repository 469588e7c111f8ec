//! Builds what a tag sends: requests, and the events in them.

use serde_json::{Value, json};

/// A request of a device. The write key is put in by [`crate::Client::decide`].
pub fn request(anonymous_id: &str, events: &[Value]) -> Value {
    json!({"anonymousId": anonymous_id, "events": events})
}

/// A view of a page.
pub fn page(message_id: &str, path: &str) -> Value {
    let url = format!("https://shop.example{path}");
    json!({
        "type": "page",
        "messageId": message_id,
        "context": {"page": {"url": url, "path": path, "title": "商品", "referrer": "", "search": ""}},
    })
}

/// Something a visitor did.
pub fn track(message_id: &str, event: &str, properties: &Value) -> Value {
    json!({"type": "track", "messageId": message_id, "event": event, "properties": properties})
}

/// A completed order of 1,000 yen.
pub fn order(message_id: &str, order_id: &str) -> Value {
    let properties = json!({"order_id": order_id, "revenue": 1_000, "currency": "JPY"});
    track(message_id, "Order Completed", &properties)
}

/// A device that says whose it is.
pub fn identify(message_id: &str, user_id: &str) -> Value {
    json!({"type": "identify", "messageId": message_id, "userId": user_id, "traits": {"name": "山田"}})
}

/// An answer to a step on the page.
pub fn answer(message_id: &str, shown: &Value, choice: &str) -> Value {
    json!({
        "type": "answer",
        "messageId": message_id,
        "enrolment": shown["enrolment"],
        "step": shown["step"],
        "choice": choice,
    })
}

/// A step on the page was put away.
pub fn close(message_id: &str, shown: &Value) -> Value {
    json!({
        "type": "close",
        "messageId": message_id,
        "enrolment": shown["enrolment"],
        "step": shown["step"],
        "reason": "button",
    })
}

/// The verdicts of an answer as (messageId, verdict).
pub fn verdicts(answer: &Value) -> Vec<(String, String)> {
    let each = answer["verdicts"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    each.map(|one| (text(&one["messageId"]), text(&one["verdict"]))).collect()
}

/// What an answer puts on the page anew.
pub fn new_shows(answer: &Value) -> Vec<Value> {
    let all = answer["show"].as_array().into_iter().flatten();
    all.filter(|item| item["resumed"] == json!(false)).cloned().collect()
}
