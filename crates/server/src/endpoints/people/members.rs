//! `GET /api/members`, `PATCH` and `DELETE /api/members/{id}`: who works in the site, and as what.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use kizukai_model::Timestamp;
use kizukai_runtime::{Role, SiteMember};

use super::documents::RoleName;
use super::{number, read};
use crate::app::App;
use crate::auth::Caller;
use crate::extract::PathParameter;
use crate::problem::{ApiError, ProblemDocument};

/// A member of the site.
#[derive(Serialize, ToSchema)]
#[schema(as = SiteMember)]
pub(crate) struct SiteMemberDocument {
    /// The member's number.
    id: u64,
    /// The address.
    email: String,
    /// What others read.
    name: String,
    /// What the member is here.
    role: RoleName,
    /// Whether a code is asked for besides the password.
    totp: bool,
    /// Since when (RFC 3339).
    joined_at: String,
    /// When the member was last here, about (RFC 3339); null without a session.
    last_seen_at: Option<String>,
}

impl From<SiteMember> for SiteMemberDocument {
    fn from(member: SiteMember) -> Self {
        Self {
            id: member.id,
            email: member.email,
            name: member.name,
            role: member.role.into(),
            totp: member.has_second_factor,
            joined_at: member.joined_at.to_rfc3339(),
            last_seen_at: member.last_seen_at.map(Timestamp::to_rfc3339),
        }
    }
}

/// Who works in the site.
#[derive(Serialize, ToSchema)]
#[schema(as = SiteMembers)]
pub(crate) struct SiteMembersDocument {
    /// Oldest member first.
    members: Vec<SiteMemberDocument>,
}

/// Another role.
#[derive(Deserialize, ToSchema)]
pub(crate) struct RoleChange {
    /// What the member shall be.
    role: RoleName,
}

/// List who works in the site.
#[utoipa::path(
    get,
    path = "/api/members",
    tag = "members",
    responses((status = 200, description = "Oldest member first", body = SiteMembersDocument)),
)]
pub(crate) async fn list_members(State(app): State<App>, caller: Caller) -> Json<SiteMembersDocument> {
    let members = app.runtime().members_of(&caller.site);
    Json(SiteMembersDocument { members: members.into_iter().map(Into::into).collect() })
}

/// Give a member another role. It holds from the answer on.
#[utoipa::path(
    patch,
    path = "/api/members/{id}",
    tag = "members",
    params(("id" = u64, Path, description = "The member's number")),
    request_body = RoleChange,
    responses(
        (status = 200, description = "The member as it is now", body = SiteMemberDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`last_owner`: make somebody else an owner first", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn change_role(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<SiteMemberDocument>, ApiError> {
    let id = number(&id, "member")?;
    let role: Role = read::<RoleChange>(&app, &headers, body).await?.role.into();
    let before = app.runtime().set_role(&caller.site, id, role).await?;
    let (was, is) = (json!({"role": before.name()}), json!({"role": role.name()}));
    caller.record(&app, "member.role", format!("member/{id}"), Some(was), Some(is)).await?;
    let member = app.runtime().members_of(&caller.site).into_iter().find(|member| member.id == id);
    Ok(Json(member.ok_or(ApiError::Unknown("member"))?.into()))
}

/// Let a member of the site go. It holds from the answer on.
#[utoipa::path(
    delete,
    path = "/api/members/{id}",
    tag = "members",
    params(("id" = u64, Path, description = "The member's number")),
    responses(
        (status = 204, description = "The site is closed to the member"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`last_owner`: make somebody else an owner first", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_member(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
) -> Result<StatusCode, ApiError> {
    let id = number(&id, "member")?;
    let email = app.runtime().member(id).map(|view| view.email);
    let before = app.runtime().remove_member(&caller.site, id).await?;
    let was = json!({"role": before.name(), "email": email});
    caller.record(&app, "member.remove", format!("member/{id}"), Some(was), None).await?;
    Ok(StatusCode::NO_CONTENT)
}
