//! Which pages of other origins may ask, and read the answer (the CORS protocol of the Fetch standard).
//!
//! A site may list the origins of its pages. With a list, only they are served, by name and with credentials; without one,
//! any page is, by `*` and without. A preflight comes before the key is known: it is answered for all sites together, and
//! the request itself decides.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use kizukai_runtime::Welcome;

use crate::app::App;
use crate::limits::{PREFLIGHT_S, REQUESTED_HEADERS_BYTES};
use crate::problem::ApiError;

/// Asked for by hand, because the list of headers is the asking client's own.
const METHODS: HeaderValue = HeaderValue::from_static("GET,POST,OPTIONS");
const ANY: HeaderValue = HeaderValue::from_static("*");

/// Refuses a page whose origin is not on a site's list. What is no page of another origin passes: servers name no origin,
/// and a page of our own host is the shop's.
///
/// # Errors
/// [`ApiError::OriginRefused`].
pub(crate) fn check(list: &[String], headers: &HeaderMap) -> Result<(), ApiError> {
    let Some(origin) = origin(headers).filter(|_| !list.is_empty()) else { return Ok(()) };
    let is_own =
        || host(headers).is_some_and(|host| origin.split_once("://").is_some_and(|(_, own)| own == host));
    if list.iter().any(|known| known == origin) || is_own() { Ok(()) } else { Err(ApiError::OriginRefused) }
}

/// The layer around everything that pages of other origins may ask.
pub(crate) async fn cors(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let welcome = origin.as_ref().and_then(|origin| origin.to_str().ok());
    let welcome = welcome.map_or(Welcome::Anybody, |origin| app.runtime().is_welcome_somewhere(origin));
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if is_preflight { preflight(request.headers()) } else { next.run(request).await };
    allow(response.headers_mut(), origin, welcome);
    response
}

fn preflight(asked: &HeaderMap) -> Response {
    let mut response = axum::http::StatusCode::OK.into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    // Clients bring headers of their own (`anonymousid`, `sentat`); what we do not read does no harm.
    let wanted = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS);
    if let Some(wanted) = wanted.filter(|wanted| wanted.len() <= REQUESTED_HEADERS_BYTES) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from(PREFLIGHT_S));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("origin, access-control-request-method, access-control-request-headers"),
    );
    response
}

fn allow(headers: &mut HeaderMap, origin: Option<HeaderValue>, welcome: Welcome) {
    const EXPOSED: [HeaderName; 1] = [header::RETRY_AFTER];
    for name in EXPOSED {
        headers.append(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_name(name));
    }
    match (welcome, origin) {
        (Welcome::Named, Some(origin)) => {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            headers.append(header::VARY, HeaderValue::from_static("origin"));
        }
        (Welcome::Anybody, _) => {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        }
        _ => {
            headers.append(header::VARY, HeaderValue::from_static("origin"));
        }
    }
}

fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ORIGIN)?.to_str().ok()
}

fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::HOST)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(origin: Option<&'static str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("kizukai.shop.example"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        headers
    }

    #[test]
    fn a_list_lets_in_its_pages_servers_and_our_own_host() {
        let list = ["https://shop.example".to_owned()];
        for (origin, is_let_in) in [
            (None, true),
            (Some("https://shop.example"), true),
            (Some("https://kizukai.shop.example"), true),
            (Some("http://shop.example"), false),
            (Some("https://shop.example.evil.example"), false),
            (Some("https://www.shop.example"), false),
            (Some("null"), false),
        ] {
            assert_eq!(check(&list, &asking(origin)).is_ok(), is_let_in, "{origin:?}");
            assert!(check(&[], &asking(origin)).is_ok());
        }
    }
}
