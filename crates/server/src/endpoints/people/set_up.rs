//! `GET` and `POST /api/setup`: the first member, and the site where there is none.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use kizukai_runtime::{Actor, NewMember};

use super::documents::{SessionDocument, opened};
use super::read;
use super::sites::NewSiteDocument;
use crate::app::App;
use crate::client::Client;
use crate::problem::{ApiError, ProblemDocument};
use crate::recording::record_of_member;
use crate::session_cookie::{self, device};

/// Whether anybody can sign in yet.
#[derive(Serialize, ToSchema)]
#[schema(as = SetupState)]
pub(crate) struct SetUpState {
    /// Nobody can: the first member is to be made.
    needed: bool,
    /// There is a site already; the first member will own it.
    site_exists: bool,
}

/// The first member, who owns the site.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewSetup)]
pub(crate) struct NewSetUp {
    /// What the server prints when it starts, while nobody is a member.
    code: String,
    /// The address to sign in with.
    #[schema(max_length = 254)]
    email: String,
    /// What others read.
    #[schema(max_length = 100)]
    name: String,
    /// Ten characters at least.
    #[schema(max_length = 200)]
    password: String,
    /// Needed where there is no site yet.
    #[serde(default)]
    site: Option<NewSiteDocument>,
}

/// Ask whether the first member is to be made.
#[utoipa::path(
    get,
    path = "/api/setup",
    tag = "members",
    responses((status = 200, description = "Whether", body = SetUpState)),
    security(()),
)]
pub(crate) async fn set_up_state(State(app): State<App>) -> Json<SetUpState> {
    let (needed, site_exists) = (!app.runtime().has_members(), !app.runtime().sites().is_empty());
    Json(SetUpState { needed, site_exists })
}

/// Make the first member.
#[utoipa::path(
    post,
    path = "/api/setup",
    tag = "members",
    request_body = NewSetUp,
    responses(
        (status = 201, description = "Made, and signed in: `Set-Cookie` carries the session", body = SessionDocument),
        (status = 400, description = "`broken_json`, `bad_field`, `weak_password`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "`setup_refused`: the code is wrong; `csrf_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`setup_done`: sign in", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`text_refused`: settings of the site", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn set_up(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    session_cookie::same_origin(&app, &headers)?;
    let new: NewSetUp = read(&app, &headers, body).await?;
    if app.runtime().has_members() {
        return Err(ApiError::Member(kizukai_runtime::MemberRefusal::SetUpDone));
    }
    app.rates().entry(client)?;
    let is_right = app.settings().set_up_code.as_ref().is_some_and(|code| code.is(&new.code));
    if !is_right {
        return Err(ApiError::SetUpRefused);
    }
    let owner = NewMember { email: new.email, name: new.name, password: new.password };
    let session = app.runtime().set_up(owner, new.site.map(Into::into), &device(&headers)).await?;
    let view = app.runtime().member(session.member).ok_or(ApiError::SessionEnded)?;
    let actor = Actor::member(view.id, &view.email);
    record_of_member(&app, &actor, "member.join", Some(json!({"role": "owner"}))).await?;
    let mut response = opened(&app, &session)?;
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}
