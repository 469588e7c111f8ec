//! The key an event comes with, wherever its sender puts it: the user name of Basic authentication, the header
//! `X-Write-Key`, the query's `writeKey`, the body's. The first that is present counts, also when it is wrong: some clients
//! mask the later ones.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use utoipa::IntoParams;

const X_WRITE_KEY: &str = "x-write-key";

/// Base64 as clients write it, with its padding or without.
pub(crate) const LENIENT_BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The key in the address.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct KeyQuery {
    /// The site's write key, or a secret ingest key; counts where no header brings one.
    #[serde(default, rename = "writeKey")]
    pub(crate) write_key: Option<String>,
}

/// The key that stands before the body, if one does.
pub(crate) fn before_the_body(headers: &HeaderMap, query: &KeyQuery) -> Option<String> {
    let header = || headers.get(X_WRITE_KEY).and_then(|value| value.to_str().ok()).and_then(present);
    let in_query = || query.write_key.as_deref().and_then(present);
    basic_user(headers).or_else(header).or_else(in_query)
}

fn present(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The user name of `Authorization: Basic …` (RFC 7617).
fn basic_user(headers: &HeaderMap) -> Option<String> {
    let (scheme, credentials) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(LENIENT_BASE64.decode(credentials.trim()).ok()?).ok()?;
    present(decoded.split_once(':').map_or(decoded.as_str(), |(user, _)| user))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn found(lines: &[(&'static str, &'static str)], query: Option<&str>) -> Option<String> {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        before_the_body(&headers, &KeyQuery { write_key: query.map(str::to_owned) })
    }

    #[test]
    fn the_first_key_that_is_present_counts() {
        let basic = ("authorization", "Basic d2sxOg==");
        let header = ("x-write-key", "wk2");
        assert_eq!(found(&[basic, header], Some("wk3")).as_deref(), Some("wk1"));
        assert_eq!(found(&[header], Some("wk3")).as_deref(), Some("wk2"));
        assert_eq!(found(&[("x-write-key", " ")], Some("wk3")).as_deref(), Some("wk3"));
        assert_eq!(found(&[], Some("")), None);
    }

    #[test]
    fn basic_is_read_as_clients_write_it() {
        for (line, key) in [
            ("Basic d2sxOg==", Some("wk1")),
            ("basic d2sxOg", Some("wk1")),
            ("Basic d2sx", Some("wk1")),
            ("Basic d2sxOnNlY3JldA==", Some("wk1")),
            ("Basic Og==", None),
            ("Basic %%%", None),
            ("Bearer d2sxOg==", None),
        ] {
            assert_eq!(found(&[("authorization", line)], None).as_deref(), key, "{line}");
        }
    }
}
