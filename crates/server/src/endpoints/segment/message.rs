//! The body of a request of Segment's HTTP API: one event, or a batch of them.

use serde_json::{Map, Value};

use kizukai_model::{Timestamp, read_time};

use super::call::Call;
use crate::body;
use crate::problem::ApiError;

/// What a body says beside its events.
#[derive(Debug)]
pub(super) struct Message {
    /// The key in the body.
    pub(super) write_key: Option<String>,
    /// When the client sent it by its own clock.
    pub(super) sent_at: Option<Timestamp>,
    /// The events, as they came.
    pub(super) events: Vec<Value>,
}

impl Message {
    /// Reads a body. Its content type says nothing: browsers avoid a preflight with `text/plain`, and one server SDK calls
    /// its gzipped JSON a form.
    pub(super) fn read(call: Call, bytes: &[u8]) -> Result<Self, ApiError> {
        let Value::Object(mut fields) = body::from_json(bytes)? else {
            return Err(ApiError::BadField("the body must be an object".into()));
        };
        let own_key = key_of(&fields);
        let sent_at = fields.get("sentAt").and_then(read_time);
        let events = match (fields.remove("batch"), call.event_type()) {
            (Some(Value::Array(events)), _) => events,
            (None | Some(Value::Null), Some(name)) => {
                fields.insert("type".to_owned(), name.into());
                vec![Value::Object(fields)]
            }
            (None, None) if fields.contains_key("type") => vec![Value::Object(fields)],
            _ => return Err(ApiError::BadField("`batch` must be a list of events".into())),
        };
        let first_key = || events.first().and_then(Value::as_object).and_then(key_of);
        Ok(Self { write_key: own_key.or_else(first_key), sent_at, events })
    }
}

fn key_of(fields: &Map<String, Value>) -> Option<String> {
    let key = fields.get("writeKey").and_then(Value::as_str).map(str::trim);
    key.filter(|key| !key.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(call: Call, body: &Value) -> Message {
        Message::read(call, body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn a_single_call_is_an_event_of_the_paths_type() {
        let message = read(Call::Track, &json!({"event": "A", "writeKey": "wk"}));
        assert_eq!(message.write_key.as_deref(), Some("wk"));
        assert_eq!(message.events, [json!({"event": "A", "writeKey": "wk", "type": "track"})]);
    }

    #[test]
    fn a_batch_is_known_by_its_list_and_a_lone_event_may_come_as_one() {
        let two = json!({"batch": [{"type": "page"}, 7], "sentAt": "2026-11-22T04:31:24.676447+00:00"});
        for call in [Call::Batch, Call::Track] {
            let message = read(call, &two);
            assert_eq!(message.events.len(), 2);
            assert!(message.sent_at.is_some());
        }
        assert_eq!(read(Call::Batch, &json!({"type": "page"})).events.len(), 1);
    }

    #[test]
    fn the_key_may_stand_in_the_first_event() {
        let message =
            read(Call::Batch, &json!({"writeKey": "", "batch": [{"writeKey": "wk", "type": "page"}]}));
        assert_eq!(message.write_key.as_deref(), Some("wk"));
    }

    #[test]
    fn what_holds_no_events_is_a_problem() {
        for body in ["{}", r#"{"batch": {}}"#, r#"{"batch": null}"#, "[]", "7"] {
            assert!(
                matches!(Message::read(Call::Batch, body.as_bytes()), Err(ApiError::BadField(_))),
                "{body}"
            );
        }
    }
}
