//! `GET /api/arrivals`: events as they came, with their verdicts. The event debugger.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use kizukai_engagement::Verdict;

use crate::app::App;
use crate::arrivals::{Arrival, Filter};
use crate::auth::Caller;
use crate::extract::QueryParameters;
use crate::limits::{ARRIVALS_ACCEPTED, ARRIVALS_DEFAULT, ARRIVALS_REFUSED};
use crate::problem::{ApiError, ProblemDocument};
use crate::verdict::VerdictName;

/// Which events.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ArrivalsQuery {
    /// The `next` of an earlier answer: only those behind it.
    after: Option<u64>,
    /// How many at most; 200 when left out, 500 at most.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// Only those with this verdict.
    #[param(value_type = Option<VerdictName>)]
    verdict: Option<Verdict>,
    /// Only those of this name, or this type.
    name: Option<String>,
    /// Only those in which this text stands.
    q: Option<String>,
}

/// Events as they came.
#[derive(Serialize, ToSchema)]
#[schema(as = Arrivals)]
pub(crate) struct ArrivalsDocument {
    /// Newest first.
    arrivals: Vec<ArrivalDocument>,
    /// Pass it as `after` next time.
    next: u64,
    /// For a minute from now on accepted events are kept too.
    watching: bool,
}

/// One event as it came.
#[derive(Serialize, ToSchema)]
#[schema(as = Arrival)]
pub(crate) struct ArrivalDocument {
    /// Counts the events of the site since the server's start.
    seq: u64,
    /// RFC 3339.
    at: String,
    /// The call: `decide`, or the name of a Segment call.
    via: &'static str,
    /// Its type.
    r#type: Option<String>,
    /// Its name.
    name: Option<String>,
    anonymous_id: Option<String>,
    message_id: Option<String>,
    #[schema(value_type = VerdictName)]
    verdict: Verdict,
    reason: Option<String>,
    /// The event, without keys and proofs. Cut: its beginning as a text. Null: the visitor did not consent to it.
    raw: Value,
    /// It was larger than 8 KiB, or too much is kept already.
    truncated: bool,
}

impl From<Arrival> for ArrivalDocument {
    fn from(arrival: Arrival) -> Self {
        Self {
            raw: arrival.raw(),
            seq: arrival.seq,
            at: arrival.at.to_rfc3339(),
            via: arrival.via,
            r#type: arrival.event_type,
            name: arrival.name,
            anonymous_id: arrival.anonymous_id,
            message_id: arrival.message_id,
            verdict: arrival.verdict,
            reason: arrival.reason,
            truncated: arrival.is_truncated,
        }
    }
}

/// Watch events as they come.
///
/// Refused events are always kept, the newest 200; accepted ones only while somebody has asked within the last minute, the
/// newest 300. In memory alone.
#[utoipa::path(
    get,
    path = "/api/arrivals",
    tag = "site",
    params(ArrivalsQuery),
    responses(
        (status = 200, description = "Events, newest first", body = ArrivalsDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn arrivals(
    State(app): State<App>,
    caller: Caller,
    QueryParameters(query): QueryParameters<ArrivalsQuery>,
) -> Result<Json<ArrivalsDocument>, ApiError> {
    let not_empty = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    let filter = Filter {
        after: query.after.unwrap_or_default(),
        limit: query.limit.unwrap_or(ARRIVALS_DEFAULT).clamp(1, ARRIVALS_ACCEPTED + ARRIVALS_REFUSED),
        verdict: query.verdict,
        name: query.name.as_deref().filter(|_| not_empty(&query.name)),
        text: query.q.as_deref().filter(|_| not_empty(&query.q)),
    };
    let (found, next) = app.arrivals().look(&caller.site, app.runtime().now(), &filter);
    let arrivals = found.into_iter().map(Into::into).collect();
    Ok(Json(ArrivalsDocument { arrivals, next, watching: true }))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use serde_json::{Value, json as object};

    async fn list(harness: &Harness, query: &str) -> Value {
        json(harness.get(&format!("/api/arrivals{query}")).await).await
    }

    fn names(listed: &Value) -> Vec<Option<&str>> {
        listed["arrivals"].as_array().unwrap().iter().map(|row| row["name"].as_str()).collect()
    }

    #[tokio::test]
    async fn events_are_shown_as_they_came_from_the_first_look_on() {
        let harness = Harness::start();
        let first = list(&harness, "").await;
        assert_eq!((&first["arrivals"], &first["watching"]), (&object!([]), &object!(true)));
        let events = object!([
            {"type": "track", "event": "Cart Viewed", "messageId": "m1", "properties": {"a": 1}},
            {"type": "trick", "messageId": "m2"},
        ]);
        harness.decide(&object!({"anonymousId": "a1", "events": events})).await;
        let call =
            object!({"writeKey": harness.keys.write_key.as_str(), "userId": "u1", "event": "Imported"});
        harness.post_json("/v1/track", &call).await;
        let listed = list(&harness, "").await;
        assert_eq!(names(&listed), [Some("Imported"), None, Some("Cart Viewed")]);
        let cart = &listed["arrivals"][2];
        assert_eq!(
            (&cart["via"], &cart["verdict"], &cart["anonymous_id"]),
            (&object!("decide"), &object!("ok"), &object!("a1"))
        );
        assert_eq!(cart["raw"], events[0]);
        assert_eq!(
            listed["arrivals"][0]["raw"],
            object!({"type": "track", "userId": "u1", "event": "Imported"})
        );
        let next = listed["next"].as_u64().unwrap();
        assert_eq!(list(&harness, &format!("?after={next}")).await["arrivals"], object!([]));
    }

    #[tokio::test]
    async fn filters_find_by_verdict_by_name_and_by_text() {
        let harness = Harness::start();
        list(&harness, "").await;
        let events = object!([
            {"type": "track", "event": "A", "properties": {"colour": "青"}}, {"type": "track"}, {"type": "page"},
        ]);
        harness.decide(&object!({"anonymousId": "a1", "events": events})).await;
        for (query, count) in [
            ("?verdict=invalid", 1),
            ("?verdict=ok", 2),
            ("?name=A", 1),
            ("?name=page", 1),
            ("?q=%E9%9D%92", 1),
            ("?q=&name=", 3),
        ] {
            assert_eq!(list(&harness, query).await["arrivals"].as_array().unwrap().len(), count, "{query}");
        }
        assert_eq!(list(&harness, "?verdict=maybe").await["code"], "bad_parameter");
    }
}
