//! `GET` and `DELETE /api/account/sessions`, `DELETE /api/account/sessions/{id}`: where a member is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::number;
use crate::app::App;
use crate::auth::Account;
use crate::extract::PathParameter;
use crate::problem::{ApiError, ProblemDocument};
use crate::session_cookie::UNKNOWN_DEVICE;

/// A browser in which the member is signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionRow)]
pub(crate) struct SessionRowDocument {
    /// Its number.
    id: u64,
    /// When the member signed in (RFC 3339).
    created_at: String,
    /// When it was last used, about (RFC 3339).
    last_seen_at: String,
    /// What the browser calls itself, such as `Firefox, Windows`; null where that is not known.
    device: Option<String>,
    /// Whether it is the one that asks.
    current: bool,
}

/// All of a member's sessions.
#[derive(Serialize, ToSchema)]
#[schema(as = Sessions)]
pub(crate) struct SessionsDocument {
    /// Oldest first.
    sessions: Vec<SessionRowDocument>,
}

/// List the own sessions.
#[utoipa::path(
    get,
    path = "/api/account/sessions",
    tag = "members",
    responses((status = 200, description = "Oldest first", body = SessionsDocument)),
)]
pub(crate) async fn list_sessions(State(app): State<App>, account: Account) -> Json<SessionsDocument> {
    let own = app.runtime().sessions_of(account.member()).into_iter();
    let sessions = own.map(|session| SessionRowDocument {
        current: session.id == account.session.signed_in.session,
        id: session.id,
        created_at: session.created_at.to_rfc3339(),
        last_seen_at: session.last_seen_at.to_rfc3339(),
        device: (session.device != UNKNOWN_DEVICE).then_some(session.device),
    });
    Json(SessionsDocument { sessions: sessions.collect() })
}

/// End one of the own sessions, at once.
#[utoipa::path(
    delete,
    path = "/api/account/sessions/{id}",
    tag = "members",
    params(("id" = u64, Path, description = "The session's number")),
    responses(
        (status = 204, description = "It opens nothing any more"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn end_session(
    State(app): State<App>,
    account: Account,
    PathParameter(id): PathParameter,
) -> Result<StatusCode, ApiError> {
    let id = number(&id, "session")?;
    let is_ended = app.runtime().end_session(account.member(), id).await?;
    if is_ended { Ok(StatusCode::NO_CONTENT) } else { Err(ApiError::Unknown("session")) }
}

/// End all other own sessions, at once.
#[utoipa::path(
    delete,
    path = "/api/account/sessions",
    tag = "members",
    responses((status = 204, description = "They open nothing any more")),
)]
pub(crate) async fn end_other_sessions(
    State(app): State<App>,
    account: Account,
) -> Result<StatusCode, ApiError> {
    let kept = account.session.signed_in.session;
    app.runtime().end_other_sessions(account.member(), kept).await?;
    Ok(StatusCode::NO_CONTENT)
}
