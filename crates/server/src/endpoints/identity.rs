//! `GET /api/identity`, `POST /api/identity/secret`: how the shop's server proves who a visitor is.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use kizukai_model::Timestamp;

use crate::app::App;
use crate::auth::Caller;
use crate::problem::{ApiError, ProblemDocument};

/// How user ids are proved.
#[derive(Serialize, ToSchema)]
#[schema(as = Identity)]
pub(crate) struct IdentityDocument {
    /// `off` or `required`: a setting of the site.
    verification: String,
    /// Whether there is a secret to prove with.
    has_secret: bool,
    /// When it was made (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_since: Option<String>,
    /// Until when the one before still holds (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_until: Option<String>,
}

/// A secret that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentitySecretMade {
    /// Shown this once. `userHash` = HMAC-SHA-256(secret, userId) as hexadecimal digits; it must never reach a page.
    secret: String,
    /// Until when the one before still holds (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_until: Option<String>,
}

/// Read how user ids are proved.
#[utoipa::path(
    get,
    path = "/api/identity",
    tag = "site",
    responses(
        (status = 200, description = "How", body = IdentityDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn identity(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<IdentityDocument>, ApiError> {
    let held = app.runtime().identity(&caller.site);
    let settings = app.runtime().definition(&caller.site, "site", "site")?;
    let verification =
        settings.and_then(|view| Some(view.text["identity"]["verification"].as_str()?.to_owned()));
    Ok(Json(IdentityDocument {
        verification: verification.unwrap_or_else(|| "off".to_owned()),
        has_secret: held.secret_since.is_some(),
        secret_since: held.secret_since.map(Timestamp::to_rfc3339),
        previous_until: held.previous_until.map(Timestamp::to_rfc3339),
    }))
}

/// Make a new identity secret.
///
/// The one before holds for 24 hours more, those before it no longer.
#[utoipa::path(
    post,
    path = "/api/identity/secret",
    tag = "site",
    responses(
        (status = 201, description = "Made; it is shown this once", body = IdentitySecretMade),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn make_identity_secret(
    State(app): State<App>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let secret = app.runtime().make_identity_secret(&caller.site).await?;
    caller.record(&app, "identity.secret", "site", None, None).await?;
    let previous_until = app.runtime().identity(&caller.site).previous_until.map(Timestamp::to_rfc3339);
    let made = Json(IdentitySecretMade { secret, previous_until });
    let mut response = (StatusCode::CREATED, made).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

#[cfg(test)]
mod tests;
