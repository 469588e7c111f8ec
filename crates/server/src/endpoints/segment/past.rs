//! `POST /api/events`: events of the past, from what recorded them before.

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_model::limits;
use kizukai_runtime::Admission;

use super::message::Message;
use super::{Call, SegmentAnswer, store};
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::endpoints::event_schema::EventDocument;
use crate::problem::{ApiError, ProblemDocument};

/// Events of the past.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct PastEvents {
    /// The events, each with its `timestamp`, and with `userId`, `anonymousId` or both; at most 500.
    #[schema(max_items = 500)]
    batch: Vec<EventDocument>,
}

/// Take events of the past.
///
/// In Segment's shapes, as `kizukai import events` sends them. Their times hold as they are: no `sentAt` moves them. What they say
/// of people is believed, as with an ingest key; they change profiles and results, and show nothing. An event that is sent
/// twice within 24 hours with the same `messageId` is stored once.
#[utoipa::path(
    post,
    path = "/api/events",
    tag = "profiles",
    request_body(content = PastEvents, content_type = "application/json"),
    responses(
        (status = 200, description = "Each event has its verdict, and nothing has to be sent again", body = SegmentAnswer),
        (status = 400, description = "`broken_json`, `json_too_deep`, `bad_field`, `bad_gzip`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 500 KiB", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "At least one verdict is `retry`: send the same again after `Retry-After`", body = SegmentAnswer),
    ),
)]
pub(crate) async fn past_events(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::REQUEST_BYTES).await?;
    let mut message = Message::read(Call::Batch, &bytes)?;
    message.sent_at = None;
    for event in message.events.iter_mut().filter_map(Value::as_object_mut) {
        event.remove("sentAt");
    }
    let admission = Admission { site: caller.site, trusted: true };
    // The request's own header speaks of whoever imports, not of a visitor.
    Ok(store(&app, &admission, "import", &HeaderMap::new(), &message).await)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::{Value, json as object};

    fn order(id: &str, user: &str) -> Value {
        object!({"type": "track", "event": "Order Completed", "messageId": id, "userId": user,
            "timestamp": "2025-01-02T03:04:05Z", "sentAt": "2025-01-02T03:04:06Z",
            "properties": {"order_id": id, "revenue": 4800}})
    }

    #[tokio::test]
    async fn an_event_of_the_past_keeps_its_time_and_is_taken_once() {
        let harness = Harness::start();
        let batch = object!({"batch": [order("m1", "u1"), {"type": "track"}, order("m2", "u2")]});
        let first = json(harness.post_json("/api/events", &batch).await).await;
        let verdicts = |answer: &Value| {
            let each = answer["verdicts"].as_array().unwrap().iter();
            each.map(|verdict| verdict["verdict"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(verdicts(&first), ["ok", "invalid", "ok"]);
        let again = json(harness.post_json("/api/events", &batch).await).await;
        assert_eq!(verdicts(&again), ["duplicate", "invalid", "duplicate"]);
        let events = json(harness.get("/api/profiles/u1/events").await).await;
        assert_eq!(events["events"].as_array().unwrap().len(), 1);
        assert_eq!(events["events"][0]["timestamp"], "2025-01-02T03:04:05.000Z");
    }

    #[tokio::test]
    async fn a_body_that_is_no_batch_is_refused() {
        let harness = Harness::start();
        let response = harness.post_json("/api/events", &object!({"batch": 7})).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    }
}
