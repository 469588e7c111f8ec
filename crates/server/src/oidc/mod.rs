//! Signing in with the company's own provider: OpenID Connect, authorization code flow with PKCE (RFC 7636).
//!
//! The provider vouches for an address, nothing else: whoever has that address here is signed in, nobody becomes a member
//! by it. What is known of a sign-in under way stays here, by its `state`; a cookie ties it to the browser that began it.
//!
//! This is the one place where the server asks somebody else over HTTP, on a blocking thread, within bounds of time and
//! size, over TLS except on this machine itself.

mod client;
mod pending;
mod provider;

use std::fmt;

use crate::app::App;

pub(crate) use pending::{Journey, Pending};
pub(crate) use provider::Provider;

/// The company's provider, as whoever runs the server names it.
#[derive(Clone)]
pub struct OidcSettings {
    /// Where it is: `https://login.shop.example`.
    pub issuer: String,
    /// What it calls this server.
    pub client_id: String,
    /// What proves this server to it.
    pub client_secret: String,
    /// What people call it.
    pub name: String,
    /// Domains whose addresses it may vouch for; empty: any.
    pub allowed_domains: Vec<String>,
}

impl fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Why a sign-in came to nothing; the sign-in page gets the code as `problem`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No provider is named, or it cannot be reached or understood.
    Unavailable,
    /// The provider said no, or the person did.
    Refused,
    /// This browser did not begin that sign-in, or it took too long.
    Astray,
    /// The provider does not vouch for the address.
    Unverified,
    /// The address is of none of the domains that are allowed.
    Domain,
    /// No member has the address.
    NoMember,
}

impl Failure {
    /// Its stable name.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Unavailable => "oidc_unavailable",
            Self::Refused => "oidc_refused",
            Self::Astray => "oidc_state",
            Self::Unverified => "oidc_email_unverified",
            Self::Domain => "oidc_domain",
            Self::NoMember => "oidc_no_member",
        }
    }
}

/// Checks what was set.
///
/// # Errors
/// In words, what is wrong with it.
pub fn check(settings: &OidcSettings) -> Result<(), String> {
    let issuer: axum::http::Uri =
        settings.issuer.parse().map_err(|_| format!("issuer: `{}` is no address", settings.issuer))?;
    if !client::is_safe(&issuer) {
        return Err("issuer: it must begin with https:// (http:// on this machine alone)".to_owned());
    }
    if settings.client_id.is_empty() || settings.client_secret.is_empty() {
        return Err("client_id and client_secret: the provider gives both".to_owned());
    }
    if settings.name.is_empty() {
        return Err("name: what members call the provider".to_owned());
    }
    Ok(())
}

/// Whether the provider may vouch for an address.
pub(crate) fn is_allowed(domains: &[String], email: &str) -> bool {
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    domains.is_empty() || domains.iter().any(|allowed| allowed.eq_ignore_ascii_case(domain))
}

/// Where in the console a sign-in leads: a page of it, never elsewhere.
pub(crate) fn destination(next: Option<&str>) -> String {
    let is_ours = |next: &&str| {
        next.starts_with("/console/")
            && next.len() <= crate::limits::NEXT_BYTES
            && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    next.filter(is_ours).unwrap_or("/console/").to_owned()
}

/// Where the provider sends people back to: the public origin, or this machine itself.
pub(crate) fn callback(app: &App, host: Option<&str>) -> Option<String> {
    let on_this_machine = |host: &&str| {
        let uri = format!("http://{host}").parse::<axum::http::Uri>();
        uri.is_ok_and(|uri| client::is_this_machine(&uri))
    };
    let own = app.settings().public_origin.clone();
    let origin = own.or_else(|| host.filter(on_this_machine).map(|host| format!("http://{host}")))?;
    Some(format!("{origin}/api/session/oidc/callback"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(issuer: &str) -> OidcSettings {
        OidcSettings {
            issuer: issuer.to_owned(),
            client_id: "kizukai".to_owned(),
            client_secret: "secret".to_owned(),
            name: "社内ログイン".to_owned(),
            allowed_domains: Vec::new(),
        }
    }

    #[test]
    fn a_provider_is_asked_over_tls_except_on_this_machine() {
        for issuer in ["https://login.shop.example", "http://127.0.0.1:9000", "http://localhost:9000/a"] {
            assert_eq!(check(&settings(issuer)), Ok(()), "{issuer}");
        }
        for issuer in ["http://login.shop.example", "login.shop.example", "", "http://127.0.0.1.shop.example"]
        {
            assert!(check(&settings(issuer)).is_err(), "{issuer}");
        }
        assert!(
            check(&OidcSettings { client_secret: String::new(), ..settings("https://a.example") }).is_err()
        );
        assert!(!format!("{:?}", settings("https://a.example")).contains("secret"));
    }

    #[test]
    fn a_provider_vouches_for_addresses_of_its_domains_alone() {
        let domains = ["shop.example".to_owned()];
        assert!(is_allowed(&domains, "hanako@Shop.example") && is_allowed(&[], "a@b.example"));
        for email in ["hanako@evil-shop.example", "hanako@shop.example.evil.example", "shop.example"] {
            assert!(!is_allowed(&domains, email), "{email}");
        }
    }

    #[test]
    fn a_sign_in_leads_into_the_console_and_nowhere_else() {
        assert_eq!(destination(Some("/console/visitors?a=1")), "/console/visitors?a=1");
        let long = format!("/console/{}", "x".repeat(3_000));
        for next in [
            "//evil.example",
            "https://evil.example/console/",
            "/console",
            "/console/\\evil",
            "/console/\n",
            &long,
        ] {
            assert_eq!(destination(Some(next)), "/console/", "{next}");
        }
    }
}
