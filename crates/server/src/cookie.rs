//! The cookie of visitors: `kizukai_id`, the anonymous id. It names a device and proves nothing, so the tag may read it where
//! other storage is blocked.

use axum::http::{HeaderMap, HeaderValue, header};

use kizukai_model::limits;

/// The cookie's name.
pub(crate) const NAME: &str = "kizukai_id";

/// How long a browser keeps it: a year, in seconds.
const MAX_AGE_S: u32 = 365 * 86_400;

/// The anonymous id of the request's cookie, if it is one we could have set.
pub(crate) fn anonymous_id(headers: &HeaderMap) -> Option<&str> {
    value(headers, NAME)
}

/// The value of a cookie of ours, if we could have set it.
pub(crate) fn value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted && fits(value)).then_some(value))
}

/// The header that makes a browser keep the id; none for an id that cannot stand in a cookie.
pub(crate) fn set(id: &str) -> Option<HeaderValue> {
    if !fits(id) {
        return None;
    }
    let line = format!("{NAME}={id}; Path=/; Max-Age={MAX_AGE_S}; Secure; SameSite=Lax");
    HeaderValue::from_str(&line).ok()
}

/// Whether the id may stand in a cookie as it is (cookie-octet, RFC 6265) and is not too long.
fn fits(id: &str) -> bool {
    let octet = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    (1..=limits::ID_CHARS).contains(&id.len()) && id.bytes().all(octet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(cookie: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
        anonymous_id(&headers).map(str::to_owned)
    }

    #[test]
    fn the_id_is_found_among_other_cookies() {
        assert_eq!(found("a=1; kizukai_id=abc-1; b=2").as_deref(), Some("abc-1"));
        assert_eq!(found("kizukai_id=\"x y\"; kizukai_id=ok").as_deref(), Some("ok"));
        for cookie in
            ["xkizukai_id=abc", "kizukai_id=", "kizukai_id", &format!("kizukai_id={}", "x".repeat(300))]
        {
            assert_eq!(found(cookie), None);
        }
    }

    #[test]
    fn an_id_that_would_break_the_header_is_not_set() {
        let line = set("abc-1").unwrap();
        assert_eq!(
            line.to_str().unwrap(),
            "kizukai_id=abc-1; Path=/; Max-Age=31536000; Secure; SameSite=Lax"
        );
        for id in ["a;Domain=evil", "a b", "a\r\nSet-Cookie: x=y", "来訪者", ""] {
            assert_eq!(set(id), None);
        }
    }
}
