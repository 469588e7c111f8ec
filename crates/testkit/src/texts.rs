//! Builds what an operator publishes: the site, campaigns, messages.

use serde_json::{Value, json};

/// A site without holdout, so that every visitor is spoken to.
pub fn site() -> Value {
    json!({"holdout": 0})
}

/// A running campaign for everybody on every page, without control, with one arm that begins at the step `start`.
pub fn campaign(key: &str, start: &str, steps: &Value) -> Value {
    json!({
        "kind": "campaign",
        "key": key,
        "name": key,
        "status": "running",
        "trigger": {"on": "signal", "name": "page_view"},
        "arms": [{"key": "only", "weight": 1, "scenario": {"start": start, "steps": steps}}],
        "control": 0,
    })
}

/// A message in the corner with choices as (key, next step). Closed, the dialogue ends.
pub fn message(title: &str, choices: &[(&str, &str)]) -> Value {
    let choices: Vec<_> =
        choices.iter().map(|(key, next)| json!({"key": key, "label": "はい", "next": next})).collect();
    json!({"type": "message", "format": "corner", "title": title, "choices": choices, "on_close": "end"})
}
