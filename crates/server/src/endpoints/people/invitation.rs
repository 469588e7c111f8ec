//! `GET` and `POST /api/invitation/{token}`: following an invitation, as somebody new or as a member who is signed in.

use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use kizukai_runtime::{Actor, Change, NewMember, OpenInvitation};

use super::documents::{RoleName, SessionDocument, opened, unkept};
use super::read;
use crate::app::App;
use crate::client::Client;
use crate::extract::PathParameter;
use crate::problem::{ApiError, ProblemDocument};
use crate::session_cookie::{self, device};

/// What an invitation leads to.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenInvitation)]
pub(crate) struct OpenInvitationDocument {
    /// The site's name.
    site: String,
    /// The role.
    role: RoleName,
    /// Whom alone it is for.
    email: Option<String>,
}

/// Who follows it. Empty: the member who is signed in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Follower {
    /// The address to sign in with.
    #[serde(default)]
    #[schema(max_length = 254)]
    email: Option<String>,
    /// What others read.
    #[serde(default)]
    #[schema(max_length = 100)]
    name: Option<String>,
    /// Ten characters at least.
    #[serde(default)]
    #[schema(max_length = 200)]
    password: Option<String>,
}

/// Look where an invitation leads.
#[utoipa::path(
    get,
    path = "/api/invitation/{token}",
    tag = "members",
    params(("token" = String, Path, description = "The invitation's secret")),
    responses(
        (status = 200, description = "Where it leads", body = OpenInvitationDocument),
        (status = 404, description = "`not_found`: used, taken back, expired, or never made", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn open_invitation(
    State(app): State<App>,
    client: Client,
    PathParameter(token): PathParameter,
) -> Result<Json<OpenInvitationDocument>, ApiError> {
    app.rates().entry(client)?;
    let OpenInvitation { site_name, role, email, .. } = app.runtime().open_invitation(&token).await?;
    Ok(Json(OpenInvitationDocument { site: site_name, role: role.into(), email }))
}

/// Follow an invitation.
///
/// With address, name and password as somebody new; with an empty object as the member who is signed in.
#[utoipa::path(
    post,
    path = "/api/invitation/{token}",
    tag = "members",
    params(("token" = String, Path, description = "The invitation's secret")),
    request_body = Follower,
    responses(
        (status = 200, description = "A member now; somebody new is signed in: `Set-Cookie` carries the session", body = SessionDocument),
        (status = 400, description = "`broken_json`, `bad_field`, `weak_password`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`session_needed`, `session_ended`: nobody is signed in", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "`csrf_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: used, taken back, expired, or never made", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`account_exists`: sign in, and open the link again", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn follow_invitation(
    State(app): State<App>,
    client: Client,
    PathParameter(token): PathParameter,
    request: Request,
) -> Result<Response, ApiError> {
    app.rates().entry(client)?;
    let (parts, body) = request.into_parts();
    session_cookie::same_origin(&app, &parts.headers)?;
    let follower: Follower = read(&app, &parts.headers, body).await?;
    if follower.email.is_none() && follower.password.is_none() {
        let session = session_cookie::of_request(&app, &parts)?.ok_or(ApiError::SessionNeeded)?;
        let member = session.signed_in.member;
        let open = app.runtime().follow_invitation_as(&token, member).await?;
        joined(&app, &open, member).await?;
        let document = SessionDocument::new(&app, member, session.csrf, session.signed_in.ends_at)?;
        return Ok(unkept(document));
    }
    // Somebody new: a session that is left over in the browser does not count.
    let new = NewMember {
        email: follower.email.unwrap_or_default(),
        name: follower.name.unwrap_or_default(),
        password: follower.password.unwrap_or_default(),
    };
    let device = device(&parts.headers);
    let (open, session) = app.runtime().follow_invitation(&token, new, &device).await?;
    joined(&app, &open, session.member).await?;
    opened(&app, &session)
}

async fn joined(app: &App, open: &OpenInvitation, member: u64) -> Result<(), ApiError> {
    let view = app.runtime().member(member).ok_or(ApiError::SessionEnded)?;
    let change = Change {
        site: Some(open.site.clone()),
        actor: Actor::member(member, &view.email),
        action: "member.join",
        target: format!("member/{member}"),
        before: None,
        after: Some(json!({"role": open.role.name()})),
    };
    Ok(app.runtime().record(vec![change]).await?)
}
