//! What whoever runs the server may set.

use std::fmt;
use std::time::Duration;

use axum::http::Uri;

use crate::auth::KeyHash;
use crate::client::Addresses;
use crate::limits::BODY_ARRIVAL;
use crate::oidc::OidcSettings;
use crate::rates::RateLimits;

/// Settings of the server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How often senders may ask.
    pub rates: RateLimits,
    /// How addresses are taken.
    pub addresses: Addresses,
    /// How long a body may take to arrive.
    pub body_arrival: Duration,
    /// A second path to what a page asks, such as `/kz`: its `decide`, `tag.js` and `tag/…`.
    pub first_party_path: Option<String>,
    /// The origin under which members reach the console, such as `https://kizukai.shop.example`, where a proxy hides it.
    pub public_origin: Option<String>,
    /// What makes the first member, as long as there is none.
    pub set_up_code: Option<SetUpCode>,
    /// A member whom the sign-in page offers to everybody: of the demo alone.
    pub demo_member: Option<DemoMember>,
    /// The company's own sign-in.
    pub oidc: Option<OidcSettings>,
}

/// A code that makes the first member. The code itself is not kept.
#[derive(Clone)]
pub struct SetUpCode(KeyHash);

impl SetUpCode {
    /// Of a code.
    pub fn of(code: &str) -> Self {
        Self(KeyHash::of(code))
    }

    pub(crate) fn is(&self, code: &str) -> bool {
        self.0 == KeyHash::of(code.trim())
    }
}

impl fmt::Debug for SetUpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SetUpCode")
    }
}

/// A member whose password is no secret.
#[derive(Clone, Debug)]
pub struct DemoMember {
    /// The address.
    pub email: &'static str,
    /// The password.
    pub password: &'static str,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rates: RateLimits::default(),
            addresses: Addresses::default(),
            body_arrival: BODY_ARRIVAL,
            first_party_path: None,
            public_origin: None,
            set_up_code: None,
            demo_member: None,
            oidc: None,
        }
    }
}

/// First segments of the server's own paths: a second path must not hide them.
const TAKEN: [&str; 16] = [
    "v1",
    "api",
    "tag",
    "console",
    "healthz",
    "readyz",
    "metrics",
    "projects",
    "beacon",
    "sourceConfig",
    "demo",
    "assets",
    "products",
    "order",
    "track",
    "page",
];

/// Checks a second path.
///
/// # Errors
/// In words, what is wrong with it.
pub fn first_party_path(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let plain = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let parts: Vec<&str> = text.strip_prefix('/').unwrap_or_default().split('/').collect();
    if !parts.iter().copied().all(plain) {
        return Err(format!("`{text}` is no path such as /kz: letters, digits, `-` and `_` between slashes"));
    }
    if TAKEN.contains(&parts[0]) {
        return Err(format!("`{text}` hides a path of the server's own"));
    }
    Ok(Some(text.to_owned()))
}

/// Checks the origin under which members reach the console.
///
/// # Errors
/// In words, what is wrong with it.
pub fn public_origin(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let uri: Option<Uri> = text.parse().ok();
    let is_origin = uri.is_some_and(|uri| {
        let is_web = matches!(uri.scheme_str(), Some("https" | "http"));
        is_web && uri.host().is_some() && uri.path() == "/" && uri.query().is_none() && !text.ends_with('/')
    });
    if is_origin {
        Ok(Some(text.to_lowercase()))
    } else {
        Err(format!("`{text}` is no origin such as https://kizukai.shop.example"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        assert_eq!(public_origin(""), Ok(None));
        let own = Ok(Some("https://kizukai.shop.example:8443".to_owned()));
        assert_eq!(public_origin("https://Kizukai.shop.example:8443"), own);
        for text in ["shop.example", "https://shop.example/", "https://shop.example/a", "ftp://shop.example"]
        {
            assert!(public_origin(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_second_path_is_plain_and_hides_nothing() {
        assert_eq!(first_party_path(""), Ok(None));
        for path in ["/kz", "/a/b-c_1"] {
            assert_eq!(first_party_path(path), Ok(Some(path.to_owned())));
        }
        for path in ["kz", "/", "/kz/", "/{kz}", "/a b", "/api", "/v1/x"] {
            assert!(first_party_path(path).is_err(), "{path}");
        }
    }
}
