//! What whoever runs the server may set.

use std::time::Duration;

use crate::client::Addresses;
use crate::limits::BODY_ARRIVAL;
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
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rates: RateLimits::default(),
            addresses: Addresses::default(),
            body_arrival: BODY_ARRIVAL,
            first_party_path: None,
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

#[cfg(test)]
mod tests {
    use super::*;

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
