//! `PATCH /api/account`, `POST /api/account/password`: what members change about themselves.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use kizukai_runtime::{MemberRefusal, RuntimeError};

use super::documents::{Locale, MemberDocument};
use super::read;
use crate::app::App;
use crate::auth::Account;
use crate::client::Client;
use crate::problem::{ApiError, ProblemDocument};

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
pub(crate) struct AccountPatch {
    /// What others read.
    #[serde(default)]
    #[schema(max_length = 100)]
    name: Option<String>,
    /// The language of the console; null for the browser's.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Locale>)]
    locale: Option<Option<Locale>>,
}

/// A new password, and the present one.
#[derive(Deserialize, ToSchema)]
pub(crate) struct PasswordChange {
    /// The present one.
    #[schema(max_length = 200)]
    current: String,
    /// The new one: ten characters at least.
    #[schema(max_length = 200)]
    new: String,
}

/// Change the own name or language.
#[utoipa::path(
    patch,
    path = "/api/account",
    tag = "members",
    request_body = AccountPatch,
    responses(
        (status = 200, description = "The member as it is now", body = MemberDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn change_account(
    State(app): State<App>,
    account: Account,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<MemberDocument>, ApiError> {
    let AccountPatch { name, locale } = read(&app, &headers, body).await?;
    let locale = locale.map(|chosen| chosen.map(|locale| locale.name().to_owned()));
    let view = app.runtime().change_account(account.member(), name, locale).await?;
    Ok(Json(view.into()))
}

/// Change the own password. All other sessions end.
#[utoipa::path(
    post,
    path = "/api/account/password",
    tag = "members",
    request_body = PasswordChange,
    responses(
        (status = 204, description = "It is changed"),
        (status = 400, description = "`broken_json`, `bad_field`, `weak_password`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "`bad_credentials`: the present one is another; `csrf_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn change_password(
    State(app): State<App>,
    account: Account,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, ApiError> {
    let PasswordChange { current, new } = read(&app, &headers, body).await?;
    app.rates().sign_in(client, &account.actor.name)?;
    let session = account.session.signed_in.session;
    let changed = app.runtime().change_password(account.member(), session, &current, &new).await;
    changed.map_err(wrong_password)?;
    account.record(&app, "account.password", None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A wrong password of somebody who is signed in: the session stays.
pub(super) fn wrong_password(error: RuntimeError) -> ApiError {
    match error {
        RuntimeError::Member(MemberRefusal::BadCredentials) => ApiError::WrongPassword,
        other => other.into(),
    }
}

/// Tells a field that is null from one that is left out.
fn present<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Option<Locale>>, D::Error> {
    Option::<Locale>::deserialize(field).map(Some)
}
