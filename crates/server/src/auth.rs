//! Who is asking: API keys of the admin API, and the secret of the command line on the same machine.
//!
//! A secret is looked up by its hash and never compared byte by byte, so that the time an answer takes says nothing
//! about it. Write keys are public names, not secrets; they come in the body of a decide.

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};

use kizukai_model::SiteId;
use kizukai_runtime::Actor;

use crate::app::App;
use crate::client::Client;
use crate::permissions::{self, Rule};
use crate::problem::ApiError;

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
    #[expect(dead_code, reason = "the record of changes will hold it")]
    pub(crate) actor: Actor,
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Some(Rule::Needs(_)) = rule_of_request(parts) else { return Err(no_rule(parts)) };
        let secret = bearer(&parts.headers).ok_or(ApiError::MissingApiKey)?;
        if app.is_local_token(secret) {
            return Ok(Self { site: named_site(app, &parts.headers)?, actor: Actor::local() });
        }
        if let Some((site, actor)) = app.runtime().holder_of_api_key(secret) {
            return Ok(Self { site, actor });
        }
        let Ok(client) = Client::from_request_parts(parts, app).await;
        app.rates().wrong_key(client)?;
        Err(ApiError::UnknownApiKey)
    }
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

/// The site the command line means: the one it names, or the only one.
fn named_site(app: &App, headers: &HeaderMap) -> Result<SiteId, ApiError> {
    let Some(name) = headers.get(SITE_HEADER) else {
        return app.only_site().ok_or(ApiError::SiteNeeded);
    };
    let name = name.to_str().map_err(|_| ApiError::BadParameter(format!("{SITE_HEADER}: not text")))?;
    let sites = app.runtime().sites();
    sites.into_iter().map(|site| site.id).find(|id| **id == *name).ok_or(ApiError::Unknown("site"))
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
