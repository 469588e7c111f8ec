//! `GET`, `POST` and `DELETE /api/session`, `GET /api/session/options`: signing in and out.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use kizukai_runtime::{Actor, MemberRefusal, RuntimeError};

use super::documents::{SessionDocument, opened, unkept};
use super::read;
use crate::app::App;
use crate::auth::Account;
use crate::client::Client;
use crate::problem::{ApiError, ProblemDocument};
use crate::recording::record_of_member;
use crate::session_cookie::{self, device};

/// Ways to sign in besides address and password.
#[derive(Serialize, ToSchema)]
#[schema(as = SignInOptions)]
pub(crate) struct OptionsDocument {
    /// The company's own sign-in, where there is one.
    oidc: Option<ProviderDocument>,
    /// A member for everybody: of the demo alone.
    demo: Option<DemoDocument>,
}

/// Somebody who vouches for members.
#[derive(Serialize, ToSchema)]
#[schema(as = SignInProvider)]
pub(crate) struct ProviderDocument {
    /// What it is called.
    name: String,
}

/// A member whose password is no secret.
#[derive(Serialize, ToSchema)]
#[schema(as = DemoMember)]
pub(crate) struct DemoDocument {
    /// The address.
    email: &'static str,
    /// The password.
    password: &'static str,
}

/// Who wants to come in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SignIn {
    /// The address.
    #[schema(max_length = 254)]
    email: String,
    /// The password.
    #[schema(max_length = 200)]
    password: String,
    /// A code of the authenticator, or a recovery code.
    #[serde(default)]
    #[schema(max_length = 40)]
    code: Option<String>,
}

/// Ask how to sign in.
#[utoipa::path(
    get,
    path = "/api/session/options",
    tag = "members",
    responses((status = 200, description = "Ways besides address and password", body = OptionsDocument)),
    security(()),
)]
pub(crate) async fn sign_in_options(State(app): State<App>) -> Json<OptionsDocument> {
    let demo = app.settings().demo_member.as_ref();
    let demo = demo.map(|member| DemoDocument { email: member.email, password: member.password });
    let oidc = app.provider().map(|provider| ProviderDocument { name: provider.settings().name.clone() });
    Json(OptionsDocument { oidc, demo })
}

/// Sign in.
///
/// An unknown address is answered as a wrong password is.
#[utoipa::path(
    post,
    path = "/api/session",
    tag = "members",
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in: `Set-Cookie` carries the session", body = SessionDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`bad_credentials`; `code_needed`: the password is right; `bad_code`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "`csrf_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn sign_in(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    session_cookie::same_origin(&app, &headers)?;
    let SignIn { email, password, code } = read(&app, &headers, body).await?;
    app.rates().sign_in(client, &email)?;
    let device = device(&headers);
    let result = app.runtime().sign_in(&email, &password, code.as_deref(), &device).await;
    let known = app.runtime().member_by_email(&email).map(|view| Actor::member(view.id, &view.email));
    if let Some(actor) = known {
        let device = Some(json!({"device": device}));
        match &result {
            Ok(_) => record_of_member(&app, &actor, "session.sign_in", device).await?,
            Err(RuntimeError::Member(MemberRefusal::BadCredentials | MemberRefusal::BadCode)) => {
                record_of_member(&app, &actor, "session.refused", device).await?;
            }
            Err(_) => {}
        }
    }
    opened(&app, &result?)
}

/// Read the session.
#[utoipa::path(
    get,
    path = "/api/session",
    tag = "members",
    responses((status = 200, description = "Who is signed in, where, and what changes must carry", body = SessionDocument)),
)]
pub(crate) async fn session(State(app): State<App>, account: Account) -> Result<Response, ApiError> {
    let (member, ends_at) = (account.member(), account.session.signed_in.ends_at);
    Ok(unkept(SessionDocument::new(&app, member, account.session.csrf, ends_at)?))
}

/// Sign out.
#[utoipa::path(
    delete,
    path = "/api/session",
    tag = "members",
    responses((status = 204, description = "The session opens nothing any more")),
)]
pub(crate) async fn sign_out(State(app): State<App>, account: Account) -> Result<Response, ApiError> {
    app.runtime().end_session(account.member(), account.session.signed_in.session).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(header::SET_COOKIE, session_cookie::clear());
    Ok(response)
}
