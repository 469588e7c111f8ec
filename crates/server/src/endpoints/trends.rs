//! `GET /api/trends`: how something went over time; `/choices`: what there is to ask for.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use kizukai_runtime::{Permission, TrendAnswer, TrendChoices, TrendQuestion};

use crate::app::App;
use crate::auth::Caller;
use crate::extract::QueryParameters;
use crate::problem::{ApiError, ProblemDocument};

/// The question.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `track` (when left out), `page`, `screen`, `identify`, `signal`, `answer`, `seen`, `close`, `decision`, `segment`, …
    kind: Option<String>,
    /// The name of a track, a signal or a segment; any when left out.
    event: Option<String>,
    /// `events` (when left out), `visitors`, `sum` or `mean`.
    measure: Option<String>,
    /// What is added up: `value` (when left out), `quantity`, or a property such as `properties.revenue`.
    of: Option<String>,
    /// `day` (when left out) or `hour`, of the site's clock.
    bucket: Option<String>,
    /// First day (`2026-11-01`); a month before the last when left out.
    from: Option<String>,
    /// Last day; today when left out.
    until: Option<String>,
    /// `segment`, a column such as `page.path`, `device`, `utm.source`, `campaign`, `arm`, or a path into `properties`, `traits` or
    /// `context`. What names single persons takes the permission to see them.
    split: Option<String>,
    /// A JSON object of such fields with the values they must have one of: `{"properties.category": ["shoes"]}`.
    r#where: Option<String>,
}

/// How something went over time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrendAnswer)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct AnswerDocument {
    /// When each bucket begins (RFC 3339).
    buckets: Vec<String>,
    /// In the order of their importance; those without a value and the rest at the end.
    series: Vec<SeriesDocument>,
    /// Whether the last one holds what has no series of its own.
    other: bool,
    /// Up to when everything is counted (RFC 3339).
    through: String,
    /// Rows in the lake's files, of all sites.
    sealed_rows: u64,
    /// Rows that are not in files yet.
    unsealed_rows: u64,
}

/// One line of a chart.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrendSeries)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct SeriesDocument {
    /// What it holds.
    kind: TrendSeriesKind,
    /// The value, or the group's name.
    #[schema(required)]
    key: Option<String>,
    /// One for each bucket; null is the mean of nothing.
    values: Vec<Option<f64>>,
    /// Over the whole period: of visitors not the sum of the buckets, for who comes on two days is one.
    #[schema(required)]
    total: Option<f64>,
}

/// What a line of a chart holds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TrendSeriesKind {
    All,
    Value,
    Group,
    Missing,
    Other,
}

/// What there is to ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrendChoices)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ChoicesDocument {
    /// Events, the most frequent of the newest first.
    events: Vec<EventDocument>,
    /// Properties of the event that was named.
    properties: Vec<PropertyDocument>,
}

/// An event.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrendEvent)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EventDocument {
    name: String,
    /// `track` or `page`.
    kind: String,
}

/// A property.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrendProperty)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct PropertyDocument {
    /// As `split` takes it.
    path: String,
    /// Some of its values; none where they may be personal.
    examples: Vec<String>,
}

/// Ask how something went over time.
///
/// Any event by day or hour, whole or split. Files and what is not in them yet are read together: an answer holds everything that was
/// acknowledged before it was asked for.
#[utoipa::path(
    get,
    path = "/api/trends",
    tag = "campaigns",
    params(Asked),
    responses(
        (status = 200, description = "The answer", body = AnswerDocument),
        (status = 400, description = "`bad_parameter`: what is wrong in the question", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`: the lake cannot be read", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn trends(
    State(app): State<App>,
    caller: Caller,
    QueryParameters(asked): QueryParameters<Asked>,
) -> Result<Json<TrendAnswer>, ApiError> {
    let filters = asked.r#where.as_deref().map(serde_json::from_str).transpose();
    let filters = filters.map_err(|error| ApiError::BadParameter(format!("where: {error}")))?;
    let question = TrendQuestion {
        kind: asked.kind,
        event: asked.event,
        measure: asked.measure,
        of: asked.of,
        bucket: asked.bucket,
        from: asked.from,
        until: asked.until,
        split: asked.split,
        filters,
        may_see_persons: caller.may(Permission::People),
    };
    Ok(Json(app.runtime().trend(&caller.site, question).await?))
}

/// For which event.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Choosing {
    /// The event whose properties are told.
    event: Option<String>,
}

/// Read what there is to ask for.
#[utoipa::path(
    get,
    path = "/api/trends/choices",
    tag = "campaigns",
    params(Choosing),
    responses(
        (status = 200, description = "Events and properties", body = ChoicesDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn choices(
    State(app): State<App>,
    caller: Caller,
    QueryParameters(asked): QueryParameters<Choosing>,
) -> Result<Json<TrendChoices>, ApiError> {
    Ok(Json(app.runtime().trend_choices(&caller.site, asked.event.as_deref()).await?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use kizukai_runtime::Role;
    use serde_json::json as object;

    async fn viewed(harness: &Harness, who: &str, category: &str) {
        let event = object!({
            "type": "track", "event": "Product Viewed", "messageId": format!("{who}-{category}"),
            "properties": {"category": category, "price": 1_200},
        });
        harness.decide(&object!({"anonymousId": who, "events": [event]})).await;
    }

    #[tokio::test]
    async fn what_was_acknowledged_is_in_the_answer() {
        let harness = Harness::start();
        viewed(&harness, "a", "plates").await;
        viewed(&harness, "a", "bowls").await;
        viewed(&harness, "b", "plates").await;
        let path = "/api/trends?event=Product%20Viewed&split=properties.category";
        let answer = json(harness.get(path).await).await;
        let told: Vec<_> = answer["series"]
            .as_array()
            .unwrap()
            .iter()
            .map(|series| (series["key"].clone(), series["total"].clone()))
            .collect();
        assert_eq!(told, [(object!("plates"), object!(2.0)), (object!("bowls"), object!(1.0))]);
        assert_eq!((&answer["unsealed_rows"], &answer["sealed_rows"]), (&object!(3), &object!(0)));
        serde_json::from_value::<AnswerDocument>(answer).expect("an answer is as described");
        let visitors = json(harness.get("/api/trends?event=Product%20Viewed&measure=visitors").await).await;
        assert_eq!(visitors["series"][0]["total"], 2.0);
        let sum =
            json(harness.get("/api/trends?event=Product%20Viewed&measure=sum&of=properties.price").await)
                .await;
        assert_eq!(sum["series"][0]["total"], 3_600.0);
        let choices = json(harness.get("/api/trends/choices?event=Product%20Viewed").await).await;
        assert_eq!(choices["properties"][0]["path"], "properties.category");
        serde_json::from_value::<ChoicesDocument>(choices).expect("choices are as described");
    }

    #[tokio::test]
    async fn a_question_that_cannot_be_answered_says_why() {
        let harness = Harness::start();
        for (query, part) in [
            ("split=nonsense", "nonsense"),
            ("from=2026-02-30", "from"),
            ("measure=median", "median"),
            ("where=%7B", "where"),
        ] {
            let response = harness.get(&format!("/api/trends?{query}")).await;
            assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{query}");
            assert!(json(response).await["detail"].as_str().unwrap().contains(part), "{query}");
        }
    }

    #[tokio::test]
    async fn who_may_not_see_persons_is_not_told_of_them() {
        let harness = Harness::start();
        let viewer = harness.member(Role::Viewer).await;
        let ask = async |path: &str| harness.ask_as(&viewer, "GET", path, &object!({})).await.status();
        assert_eq!(ask("/api/trends?split=traits.email").await, StatusCode::BAD_REQUEST);
        assert_eq!(ask("/api/trends?split=page.path").await, StatusCode::OK);
    }
}
