//! What several endpoints answer about members, their sites and their sessions.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use kizukai_model::Timestamp;
use kizukai_runtime::{MemberView, OpenedSession, Permission, Role};

use crate::app::App;
use crate::problem::ApiError;
use crate::session_cookie;

/// What somebody is in a site.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Role)]
pub(crate) enum RoleName {
    /// Everything, other members included.
    Owner,
    /// What visitors get.
    Editor,
    /// Looks, and takes a person's data out.
    Analyst,
    /// Looks after visitors.
    Agent,
    /// Looks at figures, not at persons.
    Viewer,
}

impl From<Role> for RoleName {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Editor => Self::Editor,
            Role::Analyst => Self::Analyst,
            Role::Agent => Self::Agent,
            Role::Viewer => Self::Viewer,
        }
    }
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Owner => Self::Owner,
            RoleName::Editor => Self::Editor,
            RoleName::Analyst => Self::Analyst,
            RoleName::Agent => Self::Agent,
            RoleName::Viewer => Self::Viewer,
        }
    }
}

/// A language of the console.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ConsoleLocale)]
pub(crate) enum Locale {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Locale {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Self::Ja, Self::En].into_iter().find(|locale| locale.name() == name)
    }
}

/// A member.
#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
pub(crate) struct MemberDocument {
    /// Its number.
    id: u64,
    /// The address.
    email: String,
    /// What others read.
    name: String,
    /// The language chosen; null for the browser's.
    locale: Option<Locale>,
    /// Whether a code is asked for besides the password.
    totp: bool,
    /// Whether there is a password.
    has_password: bool,
}

impl From<MemberView> for MemberDocument {
    fn from(view: MemberView) -> Self {
        Self {
            id: view.id,
            email: view.email,
            name: view.name,
            locale: view.locale.as_deref().and_then(Locale::of),
            totp: view.has_second_factor,
            has_password: view.has_password,
        }
    }
}

/// A site, and what the member is and may do there.
#[derive(Serialize, ToSchema)]
#[schema(as = MemberSite)]
pub(crate) struct MemberSiteDocument {
    /// The site's id.
    id: String,
    /// Its name.
    name: String,
    /// What the member is there.
    role: RoleName,
    /// What the member may do there.
    #[schema(value_type = Vec<String>, example = json!(["view", "people"]))]
    permissions: Vec<Permission>,
    /// The public key of its tag.
    write_key: String,
    /// The IANA time zone of its days.
    timezone: String,
    /// The currency its amounts are counted in (ISO 4217).
    currency: String,
    /// Its language.
    locale: String,
}

impl MemberSiteDocument {
    pub(crate) fn new(app: &App, site: kizukai_runtime::Site, role: Role) -> Self {
        let settings = app.runtime().settings(&site.id);
        Self {
            id: site.id.to_string(),
            name: site.name,
            role: role.into(),
            permissions: role.permissions(),
            write_key: site.write_key,
            timezone: settings.timezone.clone(),
            currency: settings.currency.clone(),
            locale: settings.locale.clone(),
        }
    }
}

/// A session: who, where, and what changes must carry.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionDocument {
    /// Who is signed in.
    member: MemberDocument,
    /// Where the member is anything, oldest first.
    sites: Vec<MemberSiteDocument>,
    /// What every change must carry as the header `kizukai-csrf`.
    csrf: String,
    /// When the session ends if it is not used again (RFC 3339).
    expires_at: String,
    /// Whether the member may make sites: owners may.
    may_create_sites: bool,
}

impl SessionDocument {
    pub(crate) fn new(app: &App, member: u64, csrf: String, ends_at: Timestamp) -> Result<Self, ApiError> {
        let runtime = app.runtime();
        let view = runtime.member(member).ok_or(ApiError::SessionEnded)?;
        let sites = runtime.sites_of(member).into_iter();
        Ok(Self {
            member: view.into(),
            sites: sites.map(|(site, role)| MemberSiteDocument::new(app, site, role)).collect(),
            csrf,
            expires_at: ends_at.to_rfc3339(),
            may_create_sites: may_create_sites(app, member),
        })
    }
}

/// Who owns a site may make more.
pub(crate) fn may_create_sites(app: &App, member: u64) -> bool {
    app.runtime().sites_of(member).iter().any(|(_, role)| *role == Role::Owner)
}

/// The answer that begins a session: the session, and the cookie that stands for it.
pub(crate) fn opened(app: &App, opened: &OpenedSession) -> Result<Response, ApiError> {
    let signed_in = app.runtime().session(&opened.secret).ok_or(ApiError::SessionEnded)?;
    let csrf = session_cookie::csrf_of(&opened.secret);
    let document = SessionDocument::new(app, opened.member, csrf, signed_in.ends_at)?;
    let mut response = unkept(document);
    response.headers_mut().insert(header::SET_COOKIE, session_cookie::set(&opened.secret));
    Ok(response)
}

/// An answer that nobody on the way may keep.
pub(crate) fn unkept(document: impl Serialize) -> Response {
    let mut response = Json(document).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
