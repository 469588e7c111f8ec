//! `POST /api/sites`: one more site for a member who owns one.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use kizukai_runtime::{Change, NewSite, Permission, Role};

use super::documents::{MemberSiteDocument, may_create_sites, unkept};
use super::read;
use crate::app::App;
use crate::auth::Account;
use crate::problem::{ApiError, ProblemDocument};

/// A site to be made; what is left out takes its default.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewSite)]
pub(crate) struct NewSiteDocument {
    /// Its name.
    #[schema(max_length = 100)]
    name: String,
    /// The IANA time zone of its days.
    #[serde(default)]
    timezone: Option<String>,
    /// The language when a visitor's is unknown.
    #[serde(default)]
    locale: Option<String>,
    /// The currency its amounts are counted in (ISO 4217).
    #[serde(default)]
    currency: Option<String>,
}

impl From<NewSiteDocument> for NewSite {
    fn from(new: NewSiteDocument) -> Self {
        Self { name: new.name, timezone: new.timezone, locale: new.locale, currency: new.currency }
    }
}

/// Make a site. The member becomes its owner.
#[utoipa::path(
    post,
    path = "/api/sites",
    tag = "members",
    request_body = NewSiteDocument,
    responses(
        (status = 201, description = "Made, and served", body = MemberSiteDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "`role_refused`: owners may; `csrf_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`too_many`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`text_refused`: impossible settings", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn make_site(
    State(app): State<App>,
    account: Account,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    if !may_create_sites(&app, account.member()) {
        return Err(ApiError::RoleRefused(Permission::Members));
    }
    let new: NewSiteDocument = read(&app, &headers, body).await?;
    let site = app.runtime().found_site(account.member(), new.into()).await?;
    let change = Change {
        site: Some(site.id.clone()),
        actor: account.actor,
        action: "site.create",
        target: "site".to_owned(),
        before: None,
        after: Some(json!({"name": site.name})),
    };
    app.runtime().record(vec![change]).await?;
    let mut response = unkept(MemberSiteDocument::new(&app, site, Role::Owner));
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}
