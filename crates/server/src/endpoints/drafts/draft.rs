//! `GET /api/drafts`; `GET`, `PUT` and `DELETE /api/campaigns/{key}/draft`.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use kizukai_runtime::Draft;

use super::{DraftDocument, DraftRefusals, ProposalDocument, key_of};
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::endpoints::definitions::reading;
use crate::endpoints::definitions::refusals::TextRefusals;
use crate::extract::PathParameter;
use crate::limits::DRAFT_BYTES;
use crate::problem::{ApiError, ProblemDocument};
use crate::recording::text_name;

/// All drafts of a site.
#[derive(Serialize, ToSchema)]
#[schema(as = Drafts)]
pub(crate) struct DraftsDocument {
    /// By key.
    drafts: Vec<SummaryDocument>,
}

/// A draft in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = DraftSummary)]
pub(crate) struct SummaryDocument {
    /// The campaign's key.
    key: String,
    /// What people call it; empty when the text does not say.
    name: String,
    /// The published version it was begun from; 0 for none.
    base_version: u32,
    /// The published version that stands now; 0 for none.
    live_version: u32,
    /// Which state of the draft this is.
    revision: u32,
    /// When it was saved (RFC 3339).
    edited_at: String,
    /// By whom.
    edited_by: String,
    /// Whether somebody asks for its publication.
    proposal: Option<ProposalDocument>,
    /// For how many reasons publishing it would be refused.
    problems: usize,
}

impl From<Draft> for SummaryDocument {
    fn from(draft: Draft) -> Self {
        Self {
            key: draft.key.to_string(),
            name: draft.text["name"].as_str().unwrap_or_default().to_owned(),
            base_version: draft.base_version,
            live_version: draft.live_version,
            revision: draft.revision,
            edited_at: draft.edited_at.to_rfc3339(),
            edited_by: draft.edited_by,
            proposal: draft.proposal.map(ProposalDocument::from),
            problems: draft.check.problems.len(),
        }
    }
}

/// A text to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDraft)]
pub(crate) struct NewDraft {
    /// The text; it may be unfinished.
    text: Map<String, Value>,
    /// The published version it was begun from; 0 for none.
    base_version: u32,
}

/// List the drafts.
#[utoipa::path(
    get,
    path = "/api/drafts",
    tag = "campaigns",
    responses((status = 200, description = "All of them, by key", body = DraftsDocument)),
)]
pub(crate) async fn list_drafts(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<DraftsDocument>, ApiError> {
    let drafts = app.runtime().drafts(&caller.site).await?;
    Ok(Json(DraftsDocument { drafts: drafts.into_iter().map(Into::into).collect() }))
}

/// Read a campaign's draft.
#[utoipa::path(
    get,
    path = "/api/campaigns/{key}/draft",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    responses((status = 200, description = "The text under edit", body = DraftDocument), TextRefusals),
)]
pub(crate) async fn get_draft(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
) -> Result<Json<DraftDocument>, ApiError> {
    let draft = app.runtime().draft(&caller.site, &key).await?.ok_or(ApiError::Unknown("draft"))?;
    Ok(Json(draft.into()))
}

/// Save a campaign's draft.
///
/// It is kept beside what is published and changes nothing for visitors. A text that is wrong is kept too; `check` says
/// what publishing it would say. Whatever was proposed before is no longer.
#[utoipa::path(
    put,
    path = "/api/campaigns/{key}/draft",
    tag = "campaigns",
    params(
        ("key" = String, Path, description = "The campaign's key"),
        ("if-match" = String, Header, description = "The revision that was read, such as `\"17\"`; `\"0\"` where there was none"),
    ),
    request_body = NewDraft,
    responses(
        (status = 200, description = "Kept", body = DraftDocument),
        (status = 409, description = "`too_many`: 500 drafts", body = ProblemDocument, content_type = "application/problem+json"),
        DraftRefusals,
    ),
)]
pub(crate) async fn put_draft(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DraftDocument>, ApiError> {
    let key = key_of(&key)?;
    let read = reading::expected_version(&headers)?
        .ok_or_else(|| ApiError::BadParameter("if-match: the revision that was read, or \"0\"".into()))?;
    let bytes = body::read(&app, &headers, body, DRAFT_BYTES).await?;
    let NewDraft { text, base_version } = body::from_json(&bytes)?;
    let (text, actor) = (Value::Object(text), &caller.actor);
    let draft = app.runtime().save_draft(&caller.site, key, &text, base_version, read, actor).await?;
    Ok(Json(draft.into()))
}

/// Throw a campaign's draft away.
///
/// What is published stays as it is. Where nothing is, comments about the campaign go too.
#[utoipa::path(
    delete,
    path = "/api/campaigns/{key}/draft",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 412, description = "`version_conflict`: somebody saved it at this moment", body = ProblemDocument, content_type = "application/problem+json"),
        TextRefusals,
    ),
)]
pub(crate) async fn remove_draft(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
) -> Result<StatusCode, ApiError> {
    let draft = app.runtime().draft(&caller.site, &key).await?.ok_or(ApiError::Unknown("draft"))?;
    let (revision, is_new) = (draft.revision, draft.live_version == 0);
    if !app.runtime().remove_draft(&caller.site, &draft.key, revision, is_new).await? {
        return Err(ApiError::VersionConflict(revision));
    }
    let target = text_name("campaign", &draft.key);
    caller.record(&app, "draft.discard", target, Some(draft.text), None).await?;
    Ok(StatusCode::NO_CONTENT)
}
