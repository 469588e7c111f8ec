//! The session of a member's browser: a cookie that no script reads, and what keeps other pages from using it.
//!
//! A page of another origin could make a browser send the cookie along. Three things stop that, each alone: the cookie
//! stays at home (`SameSite=Strict`), a request whose `Origin` is another host is refused, and whatever changes something
//! must carry a token that only the console's own page can know, because it is made from the cookie's secret.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use kizukai_runtime::SignedIn;

use crate::app::App;
use crate::cookie;
use crate::problem::ApiError;

/// The cookie's name.
const NAME: &str = "kizukai_session";
/// The header that carries the token against forged requests.
pub(crate) const CSRF_HEADER: &str = "kizukai-csrf";
/// What the token is made with besides the secret, so that it is of no other use.
const CSRF_LABEL: &[u8] = b"kizukai csrf 1\0";
/// What a browser is called that does not say what it is.
pub(crate) const UNKNOWN_DEVICE: &str = "?";

/// The session of a request, and the token that belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// Who, in which session.
    pub(crate) signed_in: SignedIn,
    /// The token against forged requests.
    pub(crate) csrf: String,
}

/// The session that a request came with: none without a cookie, an error when it is over or the request may be forged.
pub(crate) fn of_request(app: &App, parts: &Parts) -> Result<Option<Session>, ApiError> {
    let Some(secret) = cookie::value(&parts.headers, NAME) else { return Ok(None) };
    let signed_in = app.runtime().session(secret).ok_or(ApiError::SessionEnded)?;
    let csrf = csrf_of(secret);
    same_origin(app, &parts.headers)?;
    let is_reading = matches!(parts.method, Method::GET | Method::HEAD);
    if !is_reading && !carries(&parts.headers, &csrf) {
        return Err(ApiError::CsrfRefused);
    }
    Ok(Some(Session { signed_in, csrf }))
}

/// Refuses what a page of another origin sends.
pub(crate) fn same_origin(app: &App, headers: &HeaderMap) -> Result<(), ApiError> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().unwrap_or_default();
    let is_public = app.settings().public_origin.as_deref().is_some_and(|own| own == origin);
    let authority = origin.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_host =
        authority.is_some_and(|authority| host.is_some_and(|host| authority.eq_ignore_ascii_case(host)));
    if is_public || is_host { Ok(()) } else { Err(ApiError::CsrfRefused) }
}

/// The token that belongs to a session's secret.
pub(crate) fn csrf_of(secret: &str) -> String {
    let digest = Sha256::new().chain_update(CSRF_LABEL).chain_update(secret.as_bytes()).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn carries(headers: &HeaderMap, csrf: &str) -> bool {
    let given = headers.get(CSRF_HEADER).map(HeaderValue::as_bytes);
    given.is_some_and(|given| bool::from(given.ct_eq(csrf.as_bytes())))
}

/// The header that makes a browser keep a session.
pub(crate) fn set(secret: &str) -> HeaderValue {
    let life_s = kizukai_runtime::limits::SESSION_LIFE.as_secs();
    line(&format!("{NAME}={secret}; Path=/api; Max-Age={life_s}; HttpOnly; Secure; SameSite=Strict"))
}

/// The header that makes a browser forget it.
pub(crate) fn clear() -> HeaderValue {
    line(&format!("{NAME}=; Path=/api; Max-Age=0; HttpOnly; Secure; SameSite=Strict"))
}

fn line(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("a secret is hexadecimal digits")
}

/// What a browser calls itself, short enough for people: `Firefox, Windows`.
pub(crate) fn device(headers: &HeaderMap) -> String {
    // The first that fits: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Windows", "Windows"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Macintosh", "macOS"),
        ("Linux", "Linux"),
    ];
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let words: Vec<&str> = [named(&BROWSERS), named(&SYSTEMS)].into_iter().flatten().collect();
    if words.is_empty() { UNKNOWN_DEVICE.to_owned() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_the_name_people_know() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox, Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
                "Chrome, Linux",
            ),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
                "Safari, iPhone",
            ),
            ("curl/8", "?"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_static(agent));
            assert_eq!(device(&headers), name);
        }
    }

    #[test]
    fn a_token_belongs_to_its_session_alone_and_does_not_tell_the_secret() {
        let csrf = csrf_of("abc");
        assert_eq!((csrf.len(), csrf_of("abc") == csrf, csrf_of("abd") == csrf), (64, true, false));
        let mut headers = HeaderMap::new();
        for (given, is_taken) in [(csrf.as_str(), true), ("", false), ("abc", false), (&csrf[1..], false)] {
            headers.insert(CSRF_HEADER, HeaderValue::from_str(given).unwrap());
            assert_eq!(carries(&headers, &csrf), is_taken, "{given}");
        }
    }
}
