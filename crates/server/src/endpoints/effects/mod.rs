//! What campaigns brought about, and what one to come can be expected to show.

mod outlook;
mod report;
mod report_schema;
mod schema;
#[cfg(test)]
mod tests;
mod words;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use kizukai_runtime::{Effect, Effects};

use crate::app::App;
use crate::auth::Caller;
use crate::extract::{PathParameter, QueryParameters};
use crate::problem::{ApiError, ProblemDocument};

pub(crate) use outlook::{__path_plan_outlook, plan_outlook};
pub(crate) use report::{__path_report, __path_report_csv, report, report_csv};
use schema::{EffectDocument, EffectsDocument};

/// Which phase.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Counts from 1; the present one when left out.
    phase: Option<u32>,
}

/// Read what a campaign brought about.
///
/// Effects compare visitors decided with those ghost-decided. A visitor enters when the time is over in which goals count; figures of
/// younger ones are preliminary. Intervals and verdicts hold at every look.
#[utoipa::path(
    get,
    path = "/api/campaigns/{key}/effect",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key"), Asked),
    responses(
        (status = 200, description = "The effect of one phase", body = EffectDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn effect(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    QueryParameters(asked): QueryParameters<Asked>,
) -> Result<Json<Effect>, ApiError> {
    let found = app.runtime().effect(&caller.site, &key, asked.phase).await?;
    found.map(Json).ok_or(ApiError::Unknown("campaign or phase"))
}

/// Read what all campaigns brought about.
///
/// Those that ask for a decision first, and the site as a whole: visitors who may get campaigns against those held out of all.
#[utoipa::path(
    get,
    path = "/api/effects",
    tag = "campaigns",
    responses(
        (status = 200, description = "All campaigns, and the site as a whole", body = EffectsDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn effects(State(app): State<App>, caller: Caller) -> Result<Json<Effects>, ApiError> {
    Ok(Json(app.runtime().effects(&caller.site).await?))
}
