//! `GET /api/profiles/{id}/events`: what happened to a person, newest first, decisions included.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use kizukai_model::limits;

use super::profile::{PersonIdKind, who};
use crate::app::App;
use crate::auth::Caller;
use crate::extract::{PathParameter, QueryParameters};
use crate::limits::EVENTS_DEFAULT;
use crate::problem::{ApiError, ProblemDocument};

/// Which page of the history.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// Left out: tried as a user's id, then as a device's.
    #[param(inline)]
    kind: Option<PersonIdKind>,
    /// How many rows; 100 when left out, 500 at most.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// The `next` of the page before.
    before: Option<String>,
}

/// A page of the history.
#[derive(Serialize, ToSchema)]
#[schema(as = EventsPage)]
pub(crate) struct EventsDocument {
    /// Newest first.
    #[schema(value_type = Vec<EventRow>)]
    events: Vec<Value>,
    /// Pass it as `before` for the next page; null at the end. A page may be short and yet have a next one.
    next: Option<String>,
}

/// One row: an event as it was sent, or a decision.
#[derive(ToSchema)]
#[schema(as = EventRow)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EventRow {
    #[schema(rename = "messageId")]
    message_id: String,
    /// An event's type, or `decision`.
    r#type: String,
    /// A track's name, or `decision`.
    event: Option<String>,
    /// RFC 3339, corrected for the sender's clock.
    timestamp: String,
    /// An event's properties. A decision: `campaign arm outcome phase enrolment step reason holder`.
    properties: Option<BTreeMap<String, Value>>,
    traits: Option<BTreeMap<String, Value>>,
    context: Option<Value>,
}

/// Read what happened to a person.
#[utoipa::path(
    get,
    path = "/api/profiles/{id}/events",
    tag = "profiles",
    params(("id" = String, Path, description = "A user id, an anonymous id or, with `kind=profile`, a profile's own, percent-encoded"), EventsQuery),
    responses(
        (status = 200, description = "A page of the history", body = EventsDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: nobody is known by that id", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn profile_events(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
    QueryParameters(query): QueryParameters<EventsQuery>,
) -> Result<Json<EventsDocument>, ApiError> {
    let limit = query.limit.unwrap_or(EVENTS_DEFAULT).clamp(1, limits::EVENTS_READ);
    let before = query.before.as_deref();
    let page = app.runtime().events(&caller.site, who(id, query.kind)?, limit, before).await?;
    let page = page.ok_or(ApiError::Unknown("profile"))?;
    Ok(Json(EventsDocument { events: page.events, next: page.next }))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::{Value, json as object};

    fn names(page: &Value) -> Vec<&str> {
        page["events"].as_array().unwrap().iter().map(|row| row["messageId"].as_str().unwrap()).collect()
    }

    #[tokio::test]
    async fn the_history_is_read_page_by_page_newest_first() {
        let harness = Harness::start();
        for id in ["m1", "m2", "m3"] {
            let events = object!([{"type": "track", "event": "Product Viewed", "messageId": id}]);
            harness.decide(&object!({"anonymousId": "a1", "events": events})).await;
        }
        let first = json(harness.get("/api/profiles/a1/events?limit=2").await).await;
        assert_eq!(names(&first), ["m3", "m2"]);
        assert_eq!(first["events"][0]["event"], "Product Viewed");
        let next = first["next"].as_str().unwrap();
        let second = json(harness.get(&format!("/api/profiles/a1/events?limit=2&before={next}")).await).await;
        assert_eq!(names(&second), ["m1"]);
        assert_eq!(second["next"], Value::Null);
    }

    #[tokio::test]
    async fn decisions_stand_in_the_history() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        harness
            .decide(&object!({"anonymousId": "a1", "events": [{"type": "page", "messageId": "m1"}]}))
            .await;
        let page = json(harness.get("/api/profiles/a1/events").await).await;
        let decision =
            page["events"].as_array().unwrap().iter().find(|row| row["type"] == "decision").unwrap();
        assert_eq!(decision["properties"]["campaign"], "greeting");
        assert_eq!(decision["properties"]["outcome"], "shown");
    }

    #[tokio::test]
    async fn nobody_has_no_history_and_an_odd_limit_is_refused() {
        let harness = Harness::start();
        assert_eq!(harness.get("/api/profiles/nobody/events").await.status(), StatusCode::NOT_FOUND);
        let odd = harness.get("/api/profiles/nobody/events?limit=many").await;
        assert_eq!(odd.status(), StatusCode::BAD_REQUEST);
        assert_eq!(json(odd).await["code"], "bad_parameter");
    }
}
