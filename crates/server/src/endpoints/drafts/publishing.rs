//! `POST /api/campaigns/{key}/draft/publish`: a draft takes effect.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use kizukai_model::limits;

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::endpoints::definitions::publication::{PublicationDocument, put_text};
use crate::endpoints::definitions::reading::Named;
use crate::endpoints::definitions::refusals::{PublicationRefusals, TextRefusals};
use crate::extract::PathParameter;
use crate::problem::ApiError;

/// A draft is to take effect.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftPublication)]
pub(crate) struct NewPublication {
    /// The revision that was read: another one is not published.
    revision: u32,
    /// Whether it runs; left out: as the text says.
    status: Option<FirstStatus>,
}

/// In which status a draft is published.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FirstStatus {
    Running,
    Paused,
    Draft,
}

/// Publish a campaign's draft.
///
/// As a PUT of its text over the version it was begun from. The draft is gone afterwards, unless somebody saved it anew at
/// this very moment.
#[utoipa::path(
    post,
    path = "/api/campaigns/{key}/draft/publish",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    request_body = NewPublication,
    responses(
        (status = 200, description = "Published, and in effect", body = PublicationDocument),
        TextRefusals,
        PublicationRefusals,
    ),
)]
pub(crate) async fn publish_draft(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PublicationDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let NewPublication { revision, status } = body::from_json(&bytes)?;
    let mut draft = app.runtime().draft(&caller.site, &key).await?.ok_or(ApiError::Unknown("draft"))?;
    if draft.revision != revision {
        return Err(ApiError::VersionConflict(draft.revision));
    }
    if let Some(status) = status {
        draft.text["status"] = serde_json::json!(status);
    }
    let path = Named { kind: "campaign", key: Some(&key) };
    let published = put_text(&app, &caller, &path, draft.text, Some(draft.base_version)).await?;
    // Whatever was saved between the reading above and now is not published: it stays.
    app.runtime().remove_draft(&caller.site, &draft.key, revision, false).await?;
    Ok(Json(published))
}
