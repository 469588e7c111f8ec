//! `GET /api/campaigns/{key}/decisions`: what was decided lately, and why.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use kizukai_engagement::DecisionOutcome;
use kizukai_runtime::{Decisions, limits};

use super::all_results::OutcomesDocument;
use crate::app::App;
use crate::auth::Caller;
use crate::extract::{PathParameter, QueryParameters};
use crate::limits::DECISIONS_DEFAULT;
use crate::problem::{ApiError, ProblemDocument};

/// Which decisions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DecisionsQuery {
    /// How many at most; 100 when left out, 200 at most.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<usize>,
    /// List only those that came out so.
    #[param(value_type = Option<OutcomeName>)]
    outcome: Option<DecisionOutcome>,
}

/// What came out of a decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Outcome, rename_all = "snake_case")]
pub(crate) enum OutcomeName {
    Shown,
    Ghost,
    Lost,
    Stopped,
    Capped,
    Quiet,
    Budget,
}

/// What was decided lately.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Decisions)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct DecisionsDocument {
    /// The latest, newest first; the newest 200 can be listed.
    decisions: Vec<DecisionDocument>,
    /// How many there were since.
    counts: OutcomesDocument,
    /// The same with their reasons, the most frequent first.
    reasons: Vec<ReasonDocument>,
    /// Seven days with today, or as far back as is counted; RFC 3339.
    since: String,
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DecisionRow)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct DecisionDocument {
    /// RFC 3339.
    at: String,
    /// The profile's own id.
    profile: String,
    anonymous_id: Option<String>,
    arm: String,
    outcome: OutcomeName,
    phase: u32,
    /// The step that was shown.
    step: Option<String>,
    /// Which gate failed on what.
    reason: Option<String>,
    /// Who had the slot.
    holder: Option<String>,
}

/// How often something came out for a reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReasonCount)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ReasonDocument {
    outcome: OutcomeName,
    reason: Option<String>,
    count: u64,
}

/// Read what was decided for a campaign lately.
#[utoipa::path(
    get,
    path = "/api/campaigns/{key}/decisions",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key"), DecisionsQuery),
    responses(
        (status = 200, description = "The latest decisions, and how many there were", body = DecisionsDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn decisions(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    QueryParameters(query): QueryParameters<DecisionsQuery>,
) -> Result<Json<Decisions>, ApiError> {
    let limit = query.limit.unwrap_or(DECISIONS_DEFAULT).clamp(1, limits::PULSE_DECISIONS);
    let found = app.runtime().decisions(&caller.site, &key, limit, query.outcome).await?;
    found.map(Json).ok_or(ApiError::Unknown("campaign"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use serde_json::json as object;

    #[tokio::test]
    async fn the_latest_decisions_are_listed_as_described_and_by_outcome() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        harness.decide(&object!({"anonymousId": "a1", "events": [{"type": "page"}]})).await;
        harness.decide(&object!({"anonymousId": "a1", "events": [{"type": "page"}]})).await;
        let path = "/api/campaigns/greeting/decisions";
        let told = json(harness.get(path).await).await;
        assert_eq!((&told["counts"]["shown"], &told["counts"]["lost"]), (&object!(1), &object!(1)));
        assert_eq!(
            (&told["decisions"][0]["outcome"], &told["decisions"][0]["holder"]),
            (&object!("lost"), &object!("greeting"))
        );
        serde_json::from_value::<DecisionsDocument>(told).expect("decisions are as described");
        let shown = json(harness.get(&format!("{path}?outcome=shown&limit=5")).await).await;
        assert_eq!(shown["decisions"].as_array().unwrap().len(), 1);
        assert_eq!(json(harness.get(&format!("{path}?outcome=sung")).await).await["code"], "bad_parameter");
        assert_eq!(json(harness.get("/api/campaigns/none/decisions").await).await["code"], "not_found");
    }
}
