//! `GET` and `POST /api/invitations`, `DELETE /api/invitations/{id}`: links that make members of the site.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use kizukai_runtime::{Invitation, Role};

use super::documents::{RoleName, unkept};
use super::{number, read};
use crate::app::App;
use crate::auth::Caller;
use crate::extract::PathParameter;
use crate::problem::{ApiError, ProblemDocument};

/// An invitation that nobody has followed yet, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = Invitation)]
pub(crate) struct InvitationDocument {
    /// Its number.
    id: u64,
    /// The role it leads to.
    role: RoleName,
    /// Whom alone it is for.
    email: Option<String>,
    /// Who made it.
    created_by: String,
    /// When (RFC 3339).
    created_at: String,
    /// Until when it can be followed (RFC 3339).
    expires_at: String,
}

impl From<Invitation> for InvitationDocument {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.id,
            role: invitation.role.into(),
            email: invitation.email,
            created_by: invitation.created_by,
            created_at: invitation.created_at.to_rfc3339(),
            expires_at: invitation.expires_at.to_rfc3339(),
        }
    }
}

/// Invitations to the site.
#[derive(Serialize, ToSchema)]
#[schema(as = Invitations)]
pub(crate) struct InvitationsDocument {
    /// Oldest first.
    invitations: Vec<InvitationDocument>,
}

/// An invitation to be made.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewInvitation {
    /// The role it leads to.
    role: RoleName,
    /// Whom alone it is for; left out: whoever follows it first.
    #[serde(default)]
    #[schema(max_length = 254)]
    email: Option<String>,
}

/// An invitation that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeInvitation {
    #[serde(flatten)]
    invitation: InvitationDocument,
    /// Its secret: the link is `/console/invitation/<token>`. Shown this once; it can be followed once, within seven days.
    token: String,
}

/// List invitations that nobody has followed yet.
#[utoipa::path(
    get,
    path = "/api/invitations",
    tag = "members",
    responses((status = 200, description = "Oldest first", body = InvitationsDocument)),
)]
pub(crate) async fn list_invitations(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<InvitationsDocument>, ApiError> {
    let invitations = app.runtime().invitations(&caller.site).await?;
    Ok(Json(InvitationsDocument { invitations: invitations.into_iter().map(Into::into).collect() }))
}

/// Make an invitation.
#[utoipa::path(
    post,
    path = "/api/invitations",
    tag = "members",
    request_body = NewInvitation,
    responses(
        (status = 201, description = "Made; its secret is shown this once", body = MadeInvitation),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`too_many`: remove one first", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn make_invitation(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let NewInvitation { role, email } = read(&app, &headers, body).await?;
    let role: Role = role.into();
    let made = app.runtime().invite(&caller.site, role, email.as_deref(), &caller.actor).await?;
    let (invitation, token) = made;
    let after = json!({"role": role.name(), "email": invitation.email});
    let target = format!("invitation/{}", invitation.id);
    caller.record(&app, "member.invite", target, None, Some(after)).await?;
    let mut response = unkept(MadeInvitation { invitation: invitation.into(), token });
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// Take an invitation back; its link leads nowhere from now on.
#[utoipa::path(
    delete,
    path = "/api/invitations/{id}",
    tag = "members",
    params(("id" = u64, Path, description = "The invitation's number")),
    responses(
        (status = 204, description = "Its link leads nowhere any more"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_invitation(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
) -> Result<StatusCode, ApiError> {
    let id = number(&id, "invitation")?;
    if !app.runtime().remove_invitation(&caller.site, id).await? {
        return Err(ApiError::Unknown("invitation"));
    }
    caller.record(&app, "invitation.remove", format!("invitation/{id}"), None, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
