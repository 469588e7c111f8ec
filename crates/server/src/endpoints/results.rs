//! `GET /api/campaigns/{key}/results`: how many visitors of each arm, per phase.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use kizukai_runtime::CampaignResults;

use crate::app::App;
use crate::auth::Caller;
use crate::extract::PathParameter;
use crate::problem::{ApiError, ProblemDocument};

/// Results of a campaign, visitors counted, not shows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CampaignResults)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ResultsDocument {
    /// The campaign's key.
    campaign: String,
    phases: Vec<PhaseDocument>,
}

/// A period in which what visitors got did not change.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PhaseResults)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct PhaseDocument {
    /// Counts from 1.
    phase: u32,
    /// When it began (RFC 3339).
    since: Option<String>,
    arms: Vec<ArmDocument>,
}

/// Visitors of one arm.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArmResults)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ArmDocument {
    arm: String,
    /// The hidden control.
    control: bool,
    /// Drawn in this phase.
    assigned: u64,
    /// First shown in this phase; control: would have been.
    decided: u64,
    /// Of those, confirmed by the tag.
    seen: u64,
    /// Of those decided, reached the goal in time.
    converted: u64,
    /// What the goals were worth, in the site's currency.
    value: f64,
    /// Decided in different arms before a merge; kept in the first.
    crossed: u64,
}

/// Read a campaign's results.
///
/// Exact at the moment of reading. Effects compare `converted` and `value` per `decided`, arm against control.
#[utoipa::path(
    get,
    path = "/api/campaigns/{key}/results",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    responses(
        (status = 200, description = "Results by phase and arm", body = ResultsDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn results(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
) -> Result<Json<CampaignResults>, ApiError> {
    let found = app.runtime().results(&caller.site, &key).await?;
    found.map(Json).ok_or(ApiError::Unknown("campaign"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    #[tokio::test]
    async fn a_visitor_counts_in_the_arm_they_were_shown_at_once() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        harness
            .decide(&object!({"anonymousId": "a1", "events": [{"type": "page", "messageId": "m1"}]}))
            .await;
        let response = harness.get("/api/campaigns/greeting/results").await;
        assert_eq!(response.status(), StatusCode::OK);
        let results = json(response).await;
        let arms = results["phases"][0]["arms"].as_array().unwrap();
        let hello = arms.iter().find(|arm| arm["arm"] == "hello").unwrap();
        assert_eq!((hello["assigned"].as_u64(), hello["decided"].as_u64()), (Some(1), Some(1)));
        serde_json::from_value::<ResultsDocument>(results).expect("results are as described");
    }

    #[tokio::test]
    async fn a_campaign_nobody_published_has_no_results() {
        let harness = Harness::start();
        assert_eq!(harness.get("/api/campaigns/none/results").await.status(), StatusCode::NOT_FOUND);
    }
}
