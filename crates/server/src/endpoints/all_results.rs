//! `GET /api/results`: all campaigns at a glance.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use kizukai_runtime::CampaignFigures;

use super::results::ArmDocument;
use crate::app::App;
use crate::auth::Caller;
use crate::problem::{ApiError, ProblemDocument};

/// All campaigns at a glance.
#[derive(Serialize, ToSchema)]
#[schema(as = AllResults)]
pub(crate) struct AllResultsDocument {
    /// By key.
    #[schema(value_type = Vec<CampaignFiguresDocument>)]
    campaigns: Vec<CampaignFigures>,
}

/// A campaign at a glance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CampaignFigures)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct CampaignFiguresDocument {
    /// The campaign's key.
    campaign: String,
    /// Its present phase, from 1.
    phase: u32,
    /// When the phase began, RFC 3339.
    since: Option<String>,
    /// The phase's arms, the control last.
    arms: Vec<ArmDocument>,
    /// Decisions of the last seven days, today included.
    outcomes: OutcomesDocument,
    /// RFC 3339.
    last_decision_at: Option<String>,
}

/// Decisions by what came out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OutcomeCounts)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct OutcomesDocument {
    /// It spoke.
    shown: u64,
    /// It would have spoken; the visitor is control.
    ghost: u64,
    /// Somebody else had the slot.
    lost: u64,
    /// The visitor wanted no more of it, or it was finished with the visitor.
    stopped: u64,
    /// Enough shows already.
    capped: u64,
    /// Too soon after the last show.
    quiet: u64,
    /// The visitor's attention was spent.
    budget: u64,
}

/// Read the results of all campaigns, their present phase only.
///
/// Arms are exact at the moment of reading; decisions are counted in memory, and again after a start.
#[utoipa::path(
    get,
    path = "/api/results",
    tag = "campaigns",
    responses(
        (status = 200, description = "All campaigns, by key", body = AllResultsDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn all_results(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<AllResultsDocument>, ApiError> {
    Ok(Json(AllResultsDocument { campaigns: app.runtime().results_of_all(&caller.site).await? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use serde_json::json as object;

    #[tokio::test]
    async fn every_campaign_is_told_with_its_arms_and_decisions_as_described() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        harness.decide(&object!({"anonymousId": "a1", "events": [{"type": "page"}]})).await;
        let results = json(harness.get("/api/results").await).await;
        let greeting = &results["campaigns"][0];
        assert_eq!((&greeting["campaign"], &greeting["phase"]), (&object!("greeting"), &object!(1)));
        assert_eq!(
            (&greeting["arms"][0]["decided"], &greeting["outcomes"]["shown"]),
            (&object!(1), &object!(1))
        );
        serde_json::from_value::<CampaignFiguresDocument>(greeting.clone()).expect("it is as described");
    }
}
