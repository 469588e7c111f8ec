//! `POST /api/audience`: how many visitors a condition means.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use kizukai_model::{Timestamp, limits};
use kizukai_runtime::limits::AUDIENCE_SAMPLE;
use kizukai_runtime::{AudienceSize, Permission, SampledVisitor};

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::problem::{ApiError, PlaceInText, ProblemDocument};

/// A condition to be counted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AudienceQuestion)]
pub(crate) struct Question {
    /// The condition, as a campaign's `audience`.
    condition: Map<String, Value>,
    /// How many of those who are meant to tell by name, 20 at most; none when left out, and none to who may not see
    /// people.
    #[serde(default)]
    #[schema(maximum = 20)]
    sample: usize,
}

/// Whom a condition means.
#[derive(Serialize, ToSchema)]
#[schema(as = AudienceSize)]
pub(crate) struct AudienceDocument {
    /// How many, of all who are known.
    matching: u64,
    /// How many are known.
    of: u64,
    /// At how many it was tried, newest first.
    looked_at: u64,
    /// Whether that was everybody; else `matching` is scaled to all who are known.
    is_exact: bool,
    /// Some of those who are meant, seen last first.
    sample: Vec<SampledDocument>,
    /// What is wrong in the condition; then nobody was looked at.
    problems: Vec<PlaceInText>,
}

/// Somebody who is meant.
#[derive(Serialize, ToSchema)]
#[schema(as = SampledVisitor)]
pub(crate) struct SampledDocument {
    /// The profile's own id.
    profile: String,
    user_id: Option<String>,
    anonymous_id: Option<String>,
    /// The trait `name`.
    name: Option<String>,
    /// The last sign of them, RFC 3339.
    last_seen: Option<String>,
    /// The page seen last.
    page: Option<SampledPage>,
}

/// The page a visitor saw last.
#[derive(Serialize, ToSchema)]
#[schema(as = SampledPage)]
pub(crate) struct SampledPage {
    path: Option<String>,
    title: Option<String>,
    url: Option<String>,
}

impl From<SampledVisitor> for SampledDocument {
    fn from(visitor: SampledVisitor) -> Self {
        let page = visitor.page.map(|page| SampledPage { path: page.path, title: page.title, url: page.url });
        Self {
            profile: visitor.profile.to_string(),
            user_id: visitor.user_id,
            anonymous_id: visitor.anonymous_id,
            name: visitor.name,
            last_seen: visitor.last_seen.map(Timestamp::to_rfc3339),
            page,
        }
    }
}

impl From<AudienceSize> for AudienceDocument {
    fn from(size: AudienceSize) -> Self {
        Self {
            matching: size.matching,
            of: size.of,
            looked_at: size.looked_at,
            is_exact: size.is_exact,
            sample: size.sample.into_iter().map(SampledDocument::from).collect(),
            problems: size.problems.into_iter().map(PlaceInText::from).collect(),
        }
    }
}

/// Count whom a condition means.
///
/// It is tried at the newest visitors, within bounds of number and time: exact where that is everybody, else an estimate.
#[utoipa::path(
    post,
    path = "/api/audience",
    tag = "segments",
    request_body = Question,
    responses(
        (status = 200, description = "How many, and some of them", body = AudienceDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn audience(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<AudienceDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let Question { condition, sample } = body::from_json(&bytes)?;
    if sample > AUDIENCE_SAMPLE {
        return Err(ApiError::BadField(format!("sample: at most {AUDIENCE_SAMPLE}")));
    }
    let sample = if caller.may(Permission::People) { sample } else { 0 };
    let size = app.runtime().audience(&caller.site, &Value::Object(condition), sample).await?;
    Ok(Json(size.into()))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use kizukai_runtime::Role;
    use serde_json::{Value, json as object};

    async fn ask(harness: &Harness, condition: &Value, sample: usize) -> Value {
        let body = object!({"condition": condition, "sample": sample});
        let response = harness.post_json("/api/audience", &body).await;
        assert_eq!(response.status(), StatusCode::OK);
        json(response).await
    }

    /// Three visitors: one of rank gold, two who looked at a plate, one of them twice.
    async fn visitors(harness: &Harness) {
        let viewed = |id: &str| object!({"type": "track", "event": "Product Viewed", "messageId": id, "properties": {"category": "plates"}});
        let rank =
            object!({"type": "identify", "messageId": "i", "traits": {"rank": "gold", "name": "花子"}});
        for (who, events) in [
            ("a", object!([{"type": "page", "messageId": "a0"}, rank])),
            ("b", object!([viewed("b1")])),
            ("c", object!([viewed("c1"), viewed("c2")])),
        ] {
            harness.decide(&object!({"anonymousId": who, "events": events, "context": {"page": {"path": "/plates"}}})).await;
            harness.pass_a_second();
        }
    }

    #[tokio::test]
    async fn a_condition_is_counted_over_everybody_who_is_known() {
        let harness = Harness::start();
        visitors(&harness).await;
        let everybody = ask(&harness, &object!({}), 0).await;
        let expected =
            object!({"matching": 3, "of": 3, "looked_at": 3, "is_exact": true, "sample": [], "problems": []});
        assert_eq!(everybody, expected);
        for (condition, matching) in [
            (object!({"traits.rank": "gold"}), 1),
            (object!({"$event": {"name": "Product Viewed", "within": "7d"}}), 2),
            (object!({"$event": {"name": "Product Viewed", "within": "7d", "count": {"$gte": 2}}}), 1),
            (object!({"$event": {"name": "Product Viewed", "count": {"$eq": 0}}}), 1),
        ] {
            let told = ask(&harness, &condition, 0).await;
            assert_eq!(told["matching"], matching, "nobody counted it before: {condition}");
        }
    }

    #[tokio::test]
    async fn segments_are_asked_as_they_stand_now() {
        let harness = Harness::start();
        harness.put("/api/segments/here", &object!({"condition": {"visit.page_count": {"$gte": 1}}})).await;
        visitors(&harness).await;
        assert_eq!(ask(&harness, &object!({"$segment": "here"}), 0).await["matching"], 1);
        harness.pass(kizukai_model::Span::from_hours(2));
        assert_eq!(
            ask(&harness, &object!({"$segment": "here"}), 0).await["matching"],
            0,
            "the visit is over"
        );
    }

    #[tokio::test]
    async fn some_are_told_by_name_to_who_may_see_people() {
        let harness = Harness::start();
        harness.owner().await;
        visitors(&harness).await;
        let told = ask(&harness, &object!({}), 2).await;
        let ids: Vec<&Value> =
            told["sample"].as_array().unwrap().iter().map(|one| &one["anonymous_id"]).collect();
        assert_eq!(ids, ["c", "b"], "seen last first");
        let gold = ask(&harness, &object!({"traits.rank": "gold"}), 20).await;
        let one = &gold["sample"][0];
        assert_eq!((&one["name"], &one["page"]["path"]), (&object!("花子"), &object!("/plates")));
        let viewer = harness.member(Role::Viewer).await;
        let body = object!({"condition": {}, "sample": 5});
        let told = json(harness.ask_as(&viewer, "POST", "/api/audience", &body).await).await;
        assert_eq!((&told["matching"], &told["sample"]), (&object!(3), &object!([])));
    }

    #[tokio::test]
    async fn a_mistake_is_told_with_its_place() {
        let harness = Harness::start();
        let told = ask(&harness, &object!({"cart.quantity": {"$gte2": 1}, "$segment": "none"}), 0).await;
        let places: Vec<&Value> =
            told["problems"].as_array().unwrap().iter().map(|place| &place["path"]).collect();
        assert_eq!(places, ["cart.quantity.$gte2", "$segment"]);
        let many = harness.post_json("/api/audience", &object!({"condition": {}, "sample": 21})).await;
        assert_eq!(many.status(), StatusCode::BAD_REQUEST);
    }
}
