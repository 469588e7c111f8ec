//! `POST /api/plans`: what a campaign would need until a verdict, before it is published.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use kizukai_engagement::Definition;
use kizukai_model::limits;
use kizukai_runtime::{PlanOutlook, RuntimeError};

use super::schema::PlanOutlookDocument;
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::problem::{ApiError, ProblemDocument};

/// A campaign to come.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlanQuestion)]
pub(crate) struct Question {
    /// Its text, as `PUT /api/campaigns/{key}` takes it; it need not be finished.
    text: Map<String, Value>,
}

/// Ask what a campaign would need.
///
/// From the shop's own data: visitors a day, days until an effect of the smallest size worth knowing of has been found four times in
/// five, and which effects can be seen in two, four and twelve weeks. Nothing is stored.
#[utoipa::path(
    post,
    path = "/api/plans",
    tag = "campaigns",
    request_body = Question,
    responses(
        (status = 200, description = "What it would need", body = PlanOutlookDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`text_refused`: not even the frame of a campaign", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn plan_outlook(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PlanOutlook>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::REQUEST_BYTES).await?;
    let Question { text } = body::from_json(&bytes)?;
    let read = Definition::read(Some("campaign"), &Value::Object(text));
    let (definition, _) = read.map_err(|problem| RuntimeError::Refused(vec![problem]))?;
    let Definition::Campaign(text) = definition else { return Err(ApiError::Unknown("campaign")) };
    Ok(Json(app.runtime().plan_outlook(&caller.site, &text).await?))
}
