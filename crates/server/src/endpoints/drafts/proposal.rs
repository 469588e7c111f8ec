//! `POST` and `DELETE /api/campaigns/{key}/draft/proposal`: asking for a draft's publication.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use kizukai_model::limits;

use super::{DraftDocument, DraftRefusals};
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::endpoints::definitions::refusals::TextRefusals;
use crate::extract::PathParameter;
use crate::limits::NOTE_CHARS;
use crate::problem::ApiError;
use crate::recording::text_name;

/// The publication of a draft is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProposal)]
pub(crate) struct NewProposal {
    /// The revision that was read: another one is not proposed.
    revision: u32,
    /// For whoever publishes; 2,000 characters at most.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
}

/// Ask for a draft's publication.
///
/// Changing the text takes it back.
#[utoipa::path(
    post,
    path = "/api/campaigns/{key}/draft/proposal",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    request_body = NewProposal,
    responses((status = 200, description = "Asked for", body = DraftDocument), TextRefusals, DraftRefusals),
)]
pub(crate) async fn propose_draft(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DraftDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let NewProposal { revision, note } = body::from_json(&bytes)?;
    if note.chars().count() > NOTE_CHARS {
        return Err(ApiError::BadField(format!("note: at most {NOTE_CHARS} characters")));
    }
    let said = Some(json!({"revision": revision, "note": note}));
    let draft = propose(&app, &caller, &key, Some(revision), Some(note)).await?;
    caller.record(&app, "draft.propose", text_name("campaign", &draft.key), None, said).await?;
    Ok(Json(draft.into()))
}

/// Take back that a draft's publication is asked for.
#[utoipa::path(
    delete,
    path = "/api/campaigns/{key}/draft/proposal",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    responses((status = 200, description = "No longer asked for", body = DraftDocument), TextRefusals, DraftRefusals),
)]
pub(crate) async fn withdraw_proposal(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
) -> Result<Json<DraftDocument>, ApiError> {
    let draft = propose(&app, &caller, &key, None, None).await?;
    let target = text_name("campaign", &draft.key);
    caller.record(&app, "draft.withdraw", target, None, None).await?;
    Ok(Json(draft.into()))
}

async fn propose(
    app: &App,
    caller: &Caller,
    key: &str,
    revision: Option<u32>,
    note: Option<String>,
) -> Result<kizukai_runtime::Draft, ApiError> {
    let draft = app.runtime().propose_draft(&caller.site, key, revision, note, &caller.actor).await?;
    draft.ok_or(ApiError::Unknown("draft"))
}
