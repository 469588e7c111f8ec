//! `POST` and `PUT /api/account/totp`, `POST /api/account/totp/removal`: the authenticator of a member.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::account::wrong_password;
use super::documents::unkept;
use super::read;
use crate::app::App;
use crate::auth::Account;
use crate::client::Client;
use crate::problem::{ApiError, ProblemDocument};

/// A secret for an authenticator; it counts once a code of it is confirmed.
#[derive(Serialize, ToSchema)]
#[schema(as = TotpDraft)]
pub(crate) struct DraftDocument {
    /// As people type it (base32).
    secret: String,
    /// As a QR code carries it.
    url: String,
}

/// A code of the authenticator.
#[derive(Deserialize, ToSchema)]
pub(crate) struct TotpCode {
    /// Six digits.
    #[schema(max_length = 40)]
    code: String,
}

/// Codes for when the authenticator is lost, each for once.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    /// Shown this once.
    codes: Vec<String>,
}

/// The password, again.
#[derive(Deserialize, ToSchema)]
pub(crate) struct PasswordAgain {
    /// The present one.
    #[schema(max_length = 200)]
    password: String,
}

/// Draft a secret for an authenticator.
#[utoipa::path(
    post,
    path = "/api/account/totp",
    tag = "members",
    responses((status = 200, description = "The secret; nothing is asked for until a code of it is confirmed", body = DraftDocument)),
)]
pub(crate) async fn draft_totp(State(app): State<App>, account: Account) -> Result<Response, ApiError> {
    let draft = app.runtime().draft_totp(account.member()).await?;
    Ok(unkept(DraftDocument { secret: draft.secret, url: draft.url }))
}

/// Confirm the authenticator: from now on a code of it is asked for.
#[utoipa::path(
    put,
    path = "/api/account/totp",
    tag = "members",
    request_body = TotpCode,
    responses(
        (status = 200, description = "Recovery codes, shown this once", body = RecoveryCodes),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`bad_code`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no secret was drafted", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn confirm_totp(
    State(app): State<App>,
    account: Account,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let TotpCode { code } = read(&app, &headers, body).await?;
    app.rates().sign_in(client, &account.actor.name)?;
    let codes = app.runtime().confirm_totp(account.member(), &code).await?;
    account.record(&app, "account.totp", Some(json!({"totp": true}))).await?;
    Ok(unkept(RecoveryCodes { codes }))
}

/// Turn the authenticator off.
#[utoipa::path(
    post,
    path = "/api/account/totp/removal",
    tag = "members",
    request_body = PasswordAgain,
    responses(
        (status = 204, description = "No code is asked for any more"),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "`bad_credentials`: the password is another; `csrf_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_totp(
    State(app): State<App>,
    account: Account,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, ApiError> {
    let PasswordAgain { password } = read(&app, &headers, body).await?;
    app.rates().sign_in(client, &account.actor.name)?;
    app.runtime().remove_totp(account.member(), &password).await.map_err(wrong_password)?;
    account.record(&app, "account.totp", Some(json!({"totp": false}))).await?;
    Ok(StatusCode::NO_CONTENT)
}
