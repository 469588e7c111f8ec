//! Who is asking: API keys of the admin API, sessions of members, and the secret of the command line on the same machine.
//!
//! A secret is looked up by its hash and never compared byte by byte, so that the time an answer takes says nothing
//! about it. Write keys are public names, not secrets; they come in the body of a decide.

use axum::extract::{FromRequestParts, MatchedPath, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use kizukai_model::SiteId;
use kizukai_runtime::{Actor, Permission, Role, SignedIn};

use crate::app::App;
use crate::client::Client;
use crate::permissions::{self, Rule};
use crate::problem::ApiError;
use crate::session_cookie::{self, Session};

/// Names the site where a key opens several.
pub(crate) const SITE_HEADER: &str = "kizukai-site";

/// SHA-256 of a secret.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeyHash([u8; 32]);

impl KeyHash {
    /// Of a secret.
    pub(crate) fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }
}

/// Somebody with the right to do in a site what this endpoint does. Taking this argument is what protects a handler;
/// which right that is, the table of [`crate::permissions`] says.
#[derive(Debug)]
pub(crate) struct Caller {
    /// The site.
    pub(crate) site: SiteId,
    /// Who asks, for the record of changes.
    pub(crate) actor: Actor,
    /// What a member is here; none for a key, which may do everything.
    role: Option<Role>,
    /// The session of a member.
    session: Option<SignedIn>,
}

impl Caller {
    /// Whether a member who was let in may still do that: for answers that go on and on.
    pub(crate) fn may_still(&self, app: &App, what: Permission) -> bool {
        self.session.is_none_or(|session| {
            let role = app.runtime().role(session.member, &self.site);
            role.is_some_and(|role| role.may(what)) && app.runtime().is_open(session)
        })
    }

    /// Whether this is a member who is no owner of the site.
    pub(crate) fn is_member_below_owner(&self) -> bool {
        self.role.is_some_and(|role| role != Role::Owner)
    }

    /// Whether this caller may do that as well.
    pub(crate) fn may(&self, what: Permission) -> bool {
        self.role.is_none_or(|role| role.may(what))
    }

    /// Refuses who may not do that as well.
    pub(crate) fn must(&self, what: Permission) -> Result<(), ApiError> {
        if self.may(what) { Ok(()) } else { Err(ApiError::RoleRefused(what)) }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Some(Rule::Needs(what)) = rule_of_request(parts) else { return Err(no_rule(parts)) };
        if let Some(secret) = bearer(&parts.headers).map(str::to_owned) {
            return by_secret(app, parts, &secret).await;
        }
        let session = session_cookie::of_request(app, parts)?.ok_or(ApiError::MissingApiKey)?;
        let member = session.signed_in.member;
        let own = app.runtime().sites_of(member).into_iter().map(|(site, _)| site.id).collect();
        let site = named_site(own, parts)?;
        let role = app.runtime().role(member, &site).ok_or(ApiError::Unknown("site"))?;
        let actor = actor(app, member)?;
        let caller = Self { site, actor, role: Some(role), session: Some(session.signed_in) };
        caller.must(what)?;
        Ok(caller)
    }
}

/// Whoever holds a key, or sits at the machine.
async fn by_secret(app: &App, parts: &mut Parts, secret: &str) -> Result<Caller, ApiError> {
    if app.is_local_token(secret) {
        let all = app.runtime().sites().into_iter().map(|site| site.id).collect();
        return Ok(Caller {
            site: named_site(all, parts)?,
            actor: Actor::local(),
            role: None,
            session: None,
        });
    }
    if let Some((site, actor)) = app.runtime().holder_of_api_key(secret) {
        return Ok(Caller { site, actor, role: None, session: None });
    }
    Err(wrong_key(app, parts).await)
}

/// A member who is signed in, wherever that member is anything: for what concerns the account alone.
#[derive(Debug)]
pub(crate) struct Account {
    /// Who, in which session.
    pub(crate) session: Session,
    /// Who asks, for the record of changes.
    pub(crate) actor: Actor,
}

impl Account {
    /// The member's number.
    pub(crate) const fn member(&self) -> u64 {
        self.session.signed_in.member
    }
}

impl FromRequestParts<App> for Account {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Some(Rule::Account) = rule_of_request(parts) else { return Err(no_rule(parts)) };
        let session = session_cookie::of_request(app, parts)?.ok_or(ApiError::SessionNeeded)?;
        let actor = actor(app, session.signed_in.member)?;
        Ok(Self { session, actor })
    }
}

/// The command line on the same machine, which owns the data folder.
pub(crate) struct AtTheMachine;

impl FromRequestParts<App> for AtTheMachine {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Some(Rule::AtTheMachine) = rule_of_request(parts) else { return Err(no_rule(parts)) };
        let secret = bearer(&parts.headers).ok_or(ApiError::MissingApiKey)?.to_owned();
        if app.is_local_token(&secret) { Ok(Self) } else { Err(wrong_key(app, parts).await) }
    }
}

/// A member as the record of changes names one.
fn actor(app: &App, member: u64) -> Result<Actor, ApiError> {
    let view = app.runtime().member(member).ok_or(ApiError::SessionEnded)?;
    Ok(Actor::member(member, &view.email))
}

/// Counts a secret that opens nothing.
async fn wrong_key(app: &App, parts: &mut Parts) -> ApiError {
    let Ok(client) = Client::from_request_parts(parts, app).await;
    app.rates().wrong_key(client).err().unwrap_or(ApiError::UnknownApiKey)
}

/// The rule of the endpoint that a request has reached.
fn rule_of_request(parts: &Parts) -> Option<Rule> {
    permissions::rule(&parts.method, parts.extensions.get::<MatchedPath>()?.as_str())
}

/// What is in no rule is closed to everybody: a mistake of ours.
fn no_rule(parts: &Parts) -> ApiError {
    let route = parts.extensions.get::<MatchedPath>().map_or("?", MatchedPath::as_str);
    ApiError::Internal(format!("no rule says who may {} {route}", parts.method))
}

/// Whether the request carries a key that opens this very site.
pub(crate) fn opens(app: &App, headers: &HeaderMap, site: &SiteId) -> bool {
    let Some(secret) = bearer(headers) else { return false };
    if app.is_local_token(secret) {
        return true;
    }
    app.runtime().site_by_api_key(secret).is_some_and(|own| own == *site)
}

/// The secret of `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let secret = secret.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !secret.is_empty()).then_some(secret)
}

/// The site a request names in a header, or in the address where no header can be sent; else the only one.
fn named_site(mut open: Vec<SiteId>, parts: &Parts) -> Result<SiteId, ApiError> {
    let name = match parts.headers.get(SITE_HEADER) {
        Some(name) => Some(
            name.to_str().map_err(|_| ApiError::BadParameter(format!("{SITE_HEADER}: not text")))?.to_owned(),
        ),
        None => Query::<SiteQuery>::try_from_uri(&parts.uri).ok().and_then(|query| query.0.site),
    };
    match name {
        Some(name) => open.into_iter().find(|id| **id == *name).ok_or(ApiError::Unknown("site")),
        None if open.len() == 1 => Ok(open.remove(0)),
        None if open.is_empty() => Err(ApiError::Unknown("site")),
        None => Err(ApiError::SiteNeeded),
    }
}

/// The site in the address: a stream of events cannot carry headers.
#[derive(Deserialize)]
struct SiteQuery {
    site: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, LOCAL_TOKEN, json};
    use axum::body::Body;
    use axum::http::{HeaderValue, Request};

    async fn ask(harness: &Harness, secret: &str, site: Option<&str>) -> serde_json::Value {
        let mut request = Request::get("/api/site").header(header::AUTHORIZATION, format!("Bearer {secret}"));
        if let Some(site) = site {
            request = request.header(SITE_HEADER, site);
        }
        json(harness.send(request.body(Body::empty()).unwrap()).await).await
    }

    #[tokio::test]
    async fn an_api_key_opens_its_own_site_whatever_site_is_named() {
        let harness = Harness::with_other_sites(1);
        let answer = ask(&harness, &harness.keys.api_key, Some("s_other")).await;
        assert_eq!(answer["id"], harness.keys.site_id.as_str());
        assert_eq!(ask(&harness, "ak_wrong", None).await["code"], "unknown_api_key");
    }

    #[tokio::test]
    async fn the_local_secret_opens_every_site_and_must_name_one_of_several() {
        let alone = Harness::start();
        assert_eq!(ask(&alone, LOCAL_TOKEN, None).await["id"], alone.keys.site_id.as_str());
        let shared = Harness::with_other_sites(1);
        assert_eq!(ask(&shared, LOCAL_TOKEN, None).await["code"], "site_needed");
        let named = ask(&shared, LOCAL_TOKEN, Some(&shared.keys.site_id)).await;
        assert_eq!(named["id"], shared.keys.site_id.as_str());
        assert_eq!(ask(&shared, LOCAL_TOKEN, Some("s_none")).await["code"], "not_found");
    }

    #[test]
    fn a_bearer_secret_is_read_and_nothing_else() {
        for (header_value, expected) in [
            ("Bearer abc", Some("abc")),
            ("bearer  abc ", Some("abc")),
            ("Basic abc", None),
            ("Bearer ", None),
            ("Bearer", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, HeaderValue::from_static(header_value));
            assert_eq!(bearer(&headers), expected, "{header_value}");
        }
    }
}
