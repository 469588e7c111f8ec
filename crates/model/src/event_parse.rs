//! From JSON as clients really send it to an [`Event`], or a reason why not.
//!
//! Lenient in what may be missing or oddly typed (ids as numbers, null ids, times as text or milliseconds), strict
//! in what the rest of the program relies on. One bad event never harms the ones beside it.

use serde_json::Value;

use crate::event::{Answer, CloseReason, Event, EventBody, PageInfo};
use crate::{Properties, Purposes, Timestamp, limits};

/// What an event takes from the request around it.
#[derive(Clone, Debug)]
pub struct EventDefaults<'a> {
    /// When the server received the request.
    pub received_at: Timestamp,
    /// When the client says it sent the request; the difference corrects the events' times.
    pub sent_at: Option<Timestamp>,
    /// The page of the request, for events that bring none.
    pub page: Option<&'a PageInfo>,
    /// The message id for an event that brings none.
    pub message_id: &'a str,
}

/// Why an event was refused. The `Display` text is the stable `reason` of the verdict.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEvent {
    /// It is not a JSON object.
    #[error("not_an_object")]
    NotAnObject,
    /// It has no `type`.
    #[error("missing_type")]
    MissingType,
    /// Its type is not one of ours.
    #[error("unknown_type: {0}")]
    UnknownType(String),
    /// A field this type needs is missing or of the wrong kind.
    #[error("missing_field: {0}")]
    MissingField(&'static str),
    /// An id or a name is longer than the limit.
    #[error("too_long: {0}")]
    TooLong(&'static str),
    /// The event is larger than [`limits::EVENT_BYTES`].
    #[error("too_large")]
    TooLarge,
    /// It is nested deeper than [`limits::JSON_DEPTH`].
    #[error("too_deep")]
    TooDeep,
}

impl Event {
    /// Reads one event.
    ///
    /// # Errors
    /// [`InvalidEvent`] names what is wrong; the caller makes it the verdict `invalid`.
    pub fn parse(source: &Value, defaults: &EventDefaults<'_>) -> Result<Self, InvalidEvent> {
        let fields = source.as_object().ok_or(InvalidEvent::NotAnObject)?;
        if depth_exceeds(source, limits::JSON_DEPTH) {
            return Err(InvalidEvent::TooDeep);
        }
        if most_bytes(source) > limits::EVENT_BYTES && !fits_in(source, limits::EVENT_BYTES) {
            return Err(InvalidEvent::TooLarge);
        }
        let body = parse_body(fields)?;
        let message_id = optional_id(fields, "messageId")?.unwrap_or_else(|| defaults.message_id.to_owned());
        let page = match &body {
            EventBody::Page { properties, .. } => own_page(fields).or_else(|| PageInfo::read(properties)),
            _ => own_page(fields),
        };
        Ok(Self {
            message_id,
            timestamp: corrected_time(fields, defaults),
            page: page.or_else(|| defaults.page.cloned()),
            body,
        })
    }
}

/// The message id of an event that may be invalid otherwise, for its verdict.
pub fn message_id_of(source: &Value) -> Option<String> {
    optional_id(source.as_object()?, "messageId").ok().flatten()
}

fn parse_body(fields: &Properties) -> Result<EventBody, InvalidEvent> {
    let type_name = fields.get("type").and_then(Value::as_str).ok_or(InvalidEvent::MissingType)?;
    Ok(match type_name {
        "track" => {
            EventBody::Track { event: name(fields, "event")?, properties: object(fields, "properties") }
        }
        "page" => {
            EventBody::Page { name: optional_text(fields, "name"), properties: object(fields, "properties") }
        }
        "screen" => EventBody::Screen {
            name: optional_text(fields, "name"),
            properties: object(fields, "properties"),
        },
        "identify" => EventBody::Identify { user_id: optional_id(fields, "userId")?, traits: traits(fields) },
        "group" => EventBody::Group { group_id: id(fields, "groupId")?, traits: traits(fields) },
        "alias" => {
            EventBody::Alias { previous_id: id(fields, "previousId")?, user_id: id(fields, "userId")? }
        }
        "signal" => {
            EventBody::Signal { name: name(fields, "name")?, properties: object(fields, "properties") }
        }
        "answer" => EventBody::Answer {
            enrolment: id(fields, "enrolment")?,
            step: id(fields, "step")?,
            answer: parse_answer(fields)?,
        },
        "seen" => EventBody::Seen { enrolment: id(fields, "enrolment")?, step: id(fields, "step")? },
        "close" => EventBody::Close {
            enrolment: id(fields, "enrolment")?,
            step: id(fields, "step")?,
            reason: fields
                .get("reason")
                .map_or(Some(CloseReason::Button), |reason| serde_json::from_value(reason.clone()).ok())
                .ok_or(InvalidEvent::MissingField("reason"))?,
        },
        "consent" => {
            let purposes = fields.get("purposes").and_then(Value::as_object).map(Purposes::read);
            let purposes = purposes.filter(|purposes| !purposes.is_empty());
            EventBody::Consent { purposes: purposes.ok_or(InvalidEvent::MissingField("purposes"))? }
        }
        other => return Err(InvalidEvent::UnknownType(other.chars().take(40).collect())),
    })
}

fn parse_answer(fields: &Properties) -> Result<Answer, InvalidEvent> {
    match (fields.get("choice"), fields.get("value")) {
        (Some(Value::String(key)), _) => Ok(Answer::Choice(key.clone())),
        (_, Some(value)) if !value.is_null() => Ok(Answer::Value(value.clone())),
        _ => Err(InvalidEvent::MissingField("choice")),
    }
}

/// The time of the event by the server's clock: the client's time plus how far the client's clock is off, at most
/// the time of receipt.
fn corrected_time(fields: &Properties, defaults: &EventDefaults<'_>) -> Timestamp {
    let told =
        ["timestamp", "originalTimestamp"].iter().find_map(|name| fields.get(*name).and_then(read_time));
    let Some(told) = told else { return defaults.received_at };
    let skew = defaults.sent_at.map_or_else(Default::default, |sent| defaults.received_at.since(sent));
    told.plus(skew).min(defaults.received_at).max(Timestamp::from_ms(0))
}

/// A time as clients write it: RFC 3339 text, or milliseconds since the epoch.
pub fn read_time(value: &Value) -> Option<Timestamp> {
    match value {
        Value::String(text) => Timestamp::parse(text),
        Value::Number(ms) => ms.as_i64().map(Timestamp::from_ms),
        _ => None,
    }
}

fn own_page(fields: &Properties) -> Option<PageInfo> {
    fields.get("context")?.get("page")?.as_object().and_then(PageInfo::read)
}

fn object(fields: &Properties, name: &str) -> Properties {
    fields.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Traits stand in `traits`; some clients put them into `context.traits` alone.
fn traits(fields: &Properties) -> Properties {
    let own = object(fields, "traits");
    if !own.is_empty() {
        return own;
    }
    fields
        .get("context")
        .and_then(Value::as_object)
        .map(|context| object(context, "traits"))
        .unwrap_or_default()
}

fn optional_text(fields: &Properties, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn name(fields: &Properties, field: &'static str) -> Result<String, InvalidEvent> {
    let text = optional_text(fields, field).ok_or(InvalidEvent::MissingField(field))?;
    if text.chars().count() > limits::EVENT_NAME_CHARS { Err(InvalidEvent::TooLong(field)) } else { Ok(text) }
}

fn id(fields: &Properties, field: &'static str) -> Result<String, InvalidEvent> {
    optional_id(fields, field)?.ok_or(InvalidEvent::MissingField(field))
}

fn optional_id(fields: &Properties, field: &'static str) -> Result<Option<String>, InvalidEvent> {
    let id = fields.get(field).and_then(read_id);
    match id {
        Some(id) if id.chars().count() > limits::ID_CHARS => Err(InvalidEvent::TooLong(field)),
        other => Ok(other),
    }
}

/// An id as clients write it: text or a whole number; null and the empty text are absent.
pub fn read_id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether the value is nested deeper than `allowed` levels.
pub fn depth_exceeds(value: &Value, allowed: usize) -> bool {
    match value {
        Value::Array(items) => allowed == 0 || items.iter().any(|item| depth_exceeds(item, allowed - 1)),
        Value::Object(fields) => allowed == 0 || fields.values().any(|item| depth_exceeds(item, allowed - 1)),
        _ => false,
    }
}

/// More bytes than the value takes as JSON, without writing it: every character may have to be escaped.
fn most_bytes(value: &Value) -> usize {
    const ESCAPED: usize = r"\u0000".len();
    match value {
        Value::String(text) => ESCAPED * text.len() + 2,
        Value::Array(items) => 2 + items.iter().map(|item| most_bytes(item) + 1).sum::<usize>(),
        Value::Object(fields) => {
            let field = |(name, item): (&String, &Value)| ESCAPED * name.len() + most_bytes(item) + 4;
            2 + fields.iter().map(field).sum::<usize>()
        }
        // The longest number that is written is of 25 characters or so.
        Value::Null | Value::Bool(_) | Value::Number(_) => 32,
    }
}

/// Whether the value takes at most `allowed` bytes as JSON; stops counting beyond it.
fn fits_in(value: &Value, allowed: usize) -> bool {
    struct Counter(usize);
    impl std::io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| std::io::Error::other("too large"))?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    serde_json::to_writer(Counter(allowed), value).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const RECEIVED: Timestamp = Timestamp::from_ms(1_000_000);

    fn defaults(sent_at: Option<Timestamp>) -> EventDefaults<'static> {
        EventDefaults { received_at: RECEIVED, sent_at, page: None, message_id: "made" }
    }

    fn parse(source: &Value) -> Result<Event, InvalidEvent> {
        Event::parse(source, &defaults(None))
    }

    #[test]
    fn ids_may_be_numbers_null_or_empty() {
        let event = parse(&json!({"type": "identify", "userId": 42, "messageId": null})).unwrap();
        assert_eq!(event.message_id, "made");
        assert_eq!(event.body, EventBody::Identify { user_id: Some("42".into()), traits: Properties::new() });
        let event =
            parse(&json!({"type": "identify", "userId": "", "context": {"traits": {"a": 1}}})).unwrap();
        let EventBody::Identify { user_id: None, traits } = event.body else { panic!("{event:?}") };
        assert_eq!(traits["a"], 1);
    }

    #[test]
    fn the_clients_clock_is_corrected_and_never_ahead() {
        let source = json!({"type": "page", "timestamp": "1970-01-01T01:00:00Z"});
        let sent = Timestamp::parse("1970-01-01T01:00:10Z");
        let event = Event::parse(&source, &defaults(sent)).unwrap();
        assert_eq!(event.timestamp, Timestamp::from_ms(990_000));
        assert_eq!(Event::parse(&source, &defaults(None)).unwrap().timestamp, RECEIVED);
        assert_eq!(parse(&json!({"type": "page", "timestamp": "soon"})).unwrap().timestamp, RECEIVED);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let mut deep = json!(1);
        for _ in 0..40 {
            deep = json!([deep]);
        }
        for (source, reason) in [
            (json!([]), "not_an_object"),
            (json!({"event": "x"}), "missing_type"),
            (json!({"type": "tracks"}), "unknown_type: tracks"),
            (json!({"type": "track"}), "missing_field: event"),
            (json!({"type": "track", "event": 7}), "missing_field: event"),
            (json!({"type": "track", "event": "x".repeat(300)}), "too_long: event"),
            (json!({"type": "answer", "enrolment": "e", "step": "s"}), "missing_field: choice"),
            (
                json!({"type": "close", "enrolment": "e", "step": "s", "reason": "bored"}),
                "missing_field: reason",
            ),
            (json!({"type": "consent"}), "missing_field: purposes"),
            (json!({"type": "consent", "purposes": {"measurement": "yes"}}), "missing_field: purposes"),
            (json!({"type": "withheld"}), "unknown_type: withheld"),
            (json!({"type": "page", "properties": {"a": "x".repeat(40_000)}}), "too_large"),
            (json!({"type": "page", "properties": {"a": deep}}), "too_deep"),
        ] {
            assert_eq!(parse(&source).unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn a_page_event_takes_its_page_from_context_or_properties() {
        let event =
            parse(&json!({"type": "page", "properties": {"url": "https://a.example/x?y=1"}})).unwrap();
        assert_eq!(event.page.unwrap().path.as_deref(), Some("/x"));
        let event =
            parse(&json!({"type": "track", "event": "A", "context": {"page": {"path": "/z"}}})).unwrap();
        assert_eq!(event.page.unwrap().path.as_deref(), Some("/z"));
    }
}
