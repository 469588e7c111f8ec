//! The events of one request: each is read on its own, and each gets its verdict, in order.

use serde_json::Value;

use kizukai_engagement::outcome::EventVerdict;
use kizukai_model::{Event, EventDefaults, PageInfo, Timestamp, limits, message_id_of, read_id};

use crate::verdict::VerdictOfEvent;

/// What the events take from the request around them.
pub(crate) struct Envelope<'a> {
    pub(crate) received_at: Timestamp,
    pub(crate) sent_at: Option<Timestamp>,
    pub(crate) page: Option<&'a PageInfo>,
}

/// A place for the verdict of each event sent; empty where the runtime has the say.
pub(crate) struct Places(Vec<Option<VerdictOfEvent>>);

/// Reads the events: the valid ones in order, and the places. `fresh_id` names those that bring no id.
pub(crate) fn read(
    sources: &[Value],
    envelope: &Envelope<'_>,
    fresh_id: impl Fn() -> String,
) -> (Vec<Event>, Places) {
    let mut events = Vec::with_capacity(sources.len().min(limits::EVENTS_PER_REQUEST));
    let mut places = Vec::with_capacity(sources.len());
    for (index, source) in sources.iter().enumerate() {
        match read_one(index, source, envelope, &fresh_id) {
            Ok(event) => {
                events.push(event);
                places.push(None);
            }
            Err(verdict) => places.push(Some(verdict)),
        }
    }
    (events, Places(places))
}

/// Reads the event at a place of a request, or says what is wrong with it.
pub(crate) fn read_one(
    index: usize,
    source: &Value,
    envelope: &Envelope<'_>,
    fresh_id: &impl Fn() -> String,
) -> Result<Event, VerdictOfEvent> {
    if index >= limits::EVENTS_PER_REQUEST {
        return Err(invalid(source, "too_many".to_owned()));
    }
    let has_id = source.get("messageId").and_then(read_id).is_some();
    let message_id = if has_id { String::new() } else { fresh_id() };
    let defaults = EventDefaults {
        received_at: envelope.received_at,
        sent_at: envelope.sent_at,
        page: envelope.page,
        message_id: &message_id,
    };
    Event::parse(source, &defaults).map_err(|reason| invalid(source, reason.to_string()))
}

/// The verdict for an event that cannot be read.
pub(crate) fn invalid(source: &Value, reason: String) -> VerdictOfEvent {
    count_invalid(&reason);
    VerdictOfEvent::invalid(message_id_of(source), reason)
}

/// By the reason's name alone: what follows the colon comes from outside and has no bound.
fn count_invalid(reason: &str) {
    let name = reason.split(':').next().unwrap_or_default().to_owned();
    metrics::counter!("kizukai_invalid_events_total", "reason" => name).increment(1);
}

impl Places {
    /// All verdicts in the order of the request, once those of the valid events are known.
    pub(crate) fn fill(self, of_valid: Vec<EventVerdict>) -> Vec<VerdictOfEvent> {
        let mut of_valid = of_valid.into_iter();
        let fill = |place: Option<VerdictOfEvent>| place.or_else(|| of_valid.next().map(Into::into));
        self.0.into_iter().filter_map(fill).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_engagement::Verdict;
    use serde_json::json;

    fn read_all(sources: &[Value]) -> (Vec<Event>, Places) {
        let envelope = Envelope { received_at: Timestamp::from_ms(0), sent_at: None, page: None };
        read(sources, &envelope, || "fresh".to_owned())
    }

    fn ok(event: &Event) -> EventVerdict {
        EventVerdict { message_id: event.message_id.clone(), verdict: Verdict::Ok, reason: None }
    }

    #[test]
    fn verdicts_stand_in_the_order_of_the_events_and_nothing_valid_is_lost() {
        let (events, places) = read_all(&[
            json!({"type": "page", "messageId": "a"}),
            json!({"type": "track", "messageId": 7}),
            json!("no event"),
            json!({"type": "page"}),
        ]);
        let verdicts = places.fill(events.iter().map(ok).collect());
        insta::assert_json_snapshot!(verdicts, @r#"
        [
          {
            "messageId": "a",
            "verdict": "ok"
          },
          {
            "messageId": "7",
            "verdict": "invalid",
            "reason": "missing_field: event"
          },
          {
            "messageId": null,
            "verdict": "invalid",
            "reason": "not_an_object"
          },
          {
            "messageId": "fresh",
            "verdict": "ok"
          }
        ]
        "#);
    }

    #[test]
    fn events_beyond_the_limit_are_told_so_one_by_one() {
        let sources: Vec<Value> =
            (0..limits::EVENTS_PER_REQUEST + 2).map(|id| json!({"type": "page", "messageId": id})).collect();
        let (events, places) = read_all(&sources);
        assert_eq!(events.len(), limits::EVENTS_PER_REQUEST);
        let verdicts = serde_json::to_value(places.fill(events.iter().map(ok).collect())).unwrap();
        assert_eq!(verdicts.as_array().unwrap().len(), sources.len());
        assert_eq!(
            verdicts[limits::EVENTS_PER_REQUEST],
            json!({"messageId": "500", "verdict": "invalid", "reason": "too_many"})
        );
    }
}
