//! `POST /api/recovery`, `GET` and `POST /api/recovery/{token}`: a new password by a link from the server's own machine.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use kizukai_runtime::Actor;

use super::documents::{SessionDocument, opened, unkept};
use super::read;
use crate::app::App;
use crate::auth::AtTheMachine;
use crate::client::Client;
use crate::extract::PathParameter;
use crate::problem::{ApiError, ProblemDocument};
use crate::recording::record_of_member;
use crate::session_cookie::{self, device};

/// Who is locked out.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewRecovery {
    /// The member's address.
    #[schema(max_length = 254)]
    email: String,
}

/// A recovery link that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeRecovery {
    /// Its secret: the link is `/console/recovery/<token>`. Shown this once; it can be followed once, within a day.
    token: String,
}

/// Whose account a recovery link opens.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenRecovery {
    /// The member's address.
    email: String,
}

/// The new password.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewPassword {
    /// Ten characters at least.
    #[schema(max_length = 200)]
    password: String,
}

/// Make a recovery link: for the command line on the server's own machine, `kizukai member link`.
#[utoipa::path(
    post,
    path = "/api/recovery",
    tag = "members",
    request_body = NewRecovery,
    responses(
        (status = 201, description = "Made; its secret is shown this once", body = MadeRecovery),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no member has this address", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn make_recovery(
    State(app): State<App>,
    _: AtTheMachine,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let NewRecovery { email } = read(&app, &headers, body).await?;
    let token = app.runtime().make_recovery(&email, &Actor::local()).await?;
    let mut response = unkept(MadeRecovery { token });
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// Look whose account a recovery link opens.
#[utoipa::path(
    get,
    path = "/api/recovery/{token}",
    tag = "members",
    params(("token" = String, Path, description = "The link's secret")),
    responses(
        (status = 200, description = "Whose", body = OpenRecovery),
        (status = 404, description = "`not_found`: used, expired, or never made", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn open_recovery(
    State(app): State<App>,
    client: Client,
    PathParameter(token): PathParameter,
) -> Result<Json<OpenRecovery>, ApiError> {
    app.rates().entry(client)?;
    let member = app.runtime().open_recovery(&token).await?;
    let email = app.runtime().member(member).ok_or(ApiError::Unknown("member"))?.email;
    Ok(Json(OpenRecovery { email }))
}

/// Take a new password by a recovery link.
///
/// The second factor is turned off and all sessions end.
#[utoipa::path(
    post,
    path = "/api/recovery/{token}",
    tag = "members",
    params(("token" = String, Path, description = "The link's secret")),
    request_body = NewPassword,
    responses(
        (status = 200, description = "Signed in: `Set-Cookie` carries the session", body = SessionDocument),
        (status = 400, description = "`broken_json`, `bad_field`, `weak_password`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "`csrf_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: used, expired, or never made", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn recover(
    State(app): State<App>,
    client: Client,
    PathParameter(token): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    app.rates().entry(client)?;
    session_cookie::same_origin(&app, &headers)?;
    let NewPassword { password } = read(&app, &headers, body).await?;
    let session = app.runtime().recover(&token, &password, &device(&headers)).await?;
    let view = app.runtime().member(session.member).ok_or(ApiError::SessionEnded)?;
    let actor = Actor::member(view.id, &view.email);
    let after = json!({"by": "recovery link", "totp": false});
    record_of_member(&app, &actor, "account.password", Some(after)).await?;
    opened(&app, &session)
}
