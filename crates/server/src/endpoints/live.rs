//! `GET /api/live`: what visitors do, as it becomes durable (server-sent events).

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use utoipa::ToSchema;

use kizukai_runtime::{LiveInput, Permission};

use crate::app::App;
use crate::auth::Caller;
use crate::limits::LIVE_KEEP_ALIVE;
use crate::problem::{ApiError, ProblemDocument};

/// The data of an `input` event.
#[derive(ToSchema)]
#[schema(as = LiveInput)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct LiveDocument {
    /// Whose.
    profile: String,
    /// The device that spoke; left out for what no device did.
    #[schema(rename = "anonymousId")]
    anonymous_id: Option<String>,
    /// The input's number within the profile.
    seq: u64,
    /// Its events, oldest first, decisions included, as in `GET /api/profiles/{id}/events`.
    events: Vec<super::profile_events::EventRow>,
}

/// Watch visitors as they come.
///
/// `event: input` carries what one request brought. `event: skipped` carries the number of inputs that a slow reader
/// missed. The stream ends when the server stops; connect again.
#[utoipa::path(
    get,
    path = "/api/live",
    tag = "profiles",
    responses(
        (status = 200, description = "Server-sent events", body = LiveDocument, content_type = "text/event-stream"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn live(
    State(app): State<App>,
    caller: Caller,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let (inputs, stopping) = (app.runtime().live(&caller.site), app.stopping());
    let watched = Watched { inputs, stopping, app, caller };
    let events = stream::unfold(watched, |mut watched| async move {
        let event = watched.next().await?;
        Some((Ok(event), watched))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(LIVE_KEEP_ALIVE)))
}

struct Watched {
    inputs: Receiver<Arc<LiveInput>>,
    stopping: watch::Receiver<bool>,
    app: App,
    caller: Caller,
}

impl Watched {
    /// The next event; none when the server stops, or when who watches may no longer.
    async fn next(&mut self) -> Option<Event> {
        let received = tokio::select! {
            _ = self.stopping.wait_for(|stopping| *stopping) => return None,
            received = self.inputs.recv() => received,
        };
        if !self.caller.may_still(&self.app, Permission::People) {
            return None;
        }
        match received {
            Ok(input) => Event::default().event("input").json_data(&*input).ok(),
            Err(RecvError::Lagged(missed)) => {
                Some(Event::default().event("skipped").data(missed.to_string()))
            }
            Err(RecvError::Closed) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::Harness;
    use axum::http::{StatusCode, header};
    use futures_util::StreamExt;
    use kizukai_runtime::Role;
    use serde_json::json;

    #[tokio::test]
    async fn what_visitors_do_is_streamed_until_the_server_stops() {
        let harness = Harness::start();
        let response = harness.get("/api/live").await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        let mut stream = response.into_body().into_data_stream();
        let decided = json!({"events": [{"type": "track", "event": "Product Viewed", "messageId": "m1"}]});
        assert_eq!(harness.decide(&decided).await.status(), StatusCode::OK);
        let first = stream.next().await.unwrap().unwrap();
        let first = String::from_utf8(first.to_vec()).unwrap();
        assert!(first.starts_with("event: input\ndata: {\"profile\":"), "{first}");
        assert!(first.contains("\"messageId\":\"m1\""), "{first}");
        harness.stop_serving();
        assert!(stream.next().await.is_none());
    }

    #[tokio::test]
    async fn who_is_let_go_watches_no_more() {
        let harness = Harness::start();
        harness.owner().await;
        let agent = harness.member(Role::Agent).await;
        let response = harness.ask_as(&agent, "GET", "/api/live", &json!(null)).await;
        let mut stream = response.into_body().into_data_stream();
        let site = harness.keys.site_id.as_str().into();
        harness.runtime.set_role(&site, agent.member, Role::Viewer).await.unwrap();
        let decided = json!({"events": [{"type": "track", "event": "Product Viewed", "messageId": "m1"}]});
        harness.decide(&decided).await;
        assert!(stream.next().await.is_none());
    }

    #[tokio::test]
    async fn the_stream_needs_a_key() {
        let harness = Harness::start();
        assert_eq!(harness.get_without_key("/api/live").await.status(), StatusCode::UNAUTHORIZED);
    }
}
