//! `GET /console/…`: the operator's screens, built from `web/console` and held by the binary.
//!
//! The addresses of screens are read by the console itself, so whatever is no file of the build is answered with its
//! one page. Files below `assets/` carry their hash in their name. The page may load nothing but this server's own
//! files; it holds no data: that comes from `/api`, which asks who is there.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use rust_embed::RustEmbed;

use crate::app::App;
use crate::assets::{Asset, Caching};

#[derive(RustEmbed)]
#[folder = "../../web/console/dist"]
#[allow_missing = true]
struct ConsoleFiles;

/// What a binary shows that was built without the console.
const PLACEHOLDER: &str = include_str!("console.html");

/// The one page of the build.
const INDEX: &str = "index.html";

/// Files whose name changes with their content.
const HASHED: &str = "assets/";

/// Scripts, fonts, pictures, frames and calls of this server alone, and never in a frame itself. Styles may stand in the page:
/// the components set positions that way.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; \
    manifest-src 'self'; frame-ancestors 'none'; \
    base-uri 'none'; form-action 'self'";

/// The first screen.
pub(crate) async fn index(State(app): State<App>, headers: HeaderMap) -> Response {
    answer(&app, INDEX, &headers, embedded)
}

/// A file of the build, or the screen with this address.
pub(crate) async fn file(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    answer(&app, &name, &headers, embedded)
}

/// Without the slash the console would not know where it lives.
pub(crate) async fn with_slash() -> Redirect {
    Redirect::permanent("/console/")
}

fn embedded(name: &str) -> Option<Asset> {
    ConsoleFiles::get(name).map(Asset::from)
}

fn answer(app: &App, name: &str, headers: &HeaderMap, build: impl Fn(&str) -> Option<Asset>) -> Response {
    let respond =
        |name: &str, file, caching| app.assets().respond(&format!("console/{name}"), file, caching, headers);
    let is_hashed = name.starts_with(HASHED);
    let response = match build(name) {
        Some(found) if is_hashed => respond(name, found, Caching::Forever),
        Some(found) => respond(name, found, Caching::Ask),
        // A file of another build: the page in its place would be taken for a script.
        None if is_hashed => StatusCode::NOT_FOUND.into_response(),
        None => match build(INDEX) {
            Some(page) => respond(INDEX, page, Caching::Ask),
            None => placeholder(),
        },
    };
    guarded(response)
}

fn placeholder() -> Response {
    let mut response = Html(PLACEHOLDER).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn guarded(mut response: Response) -> Response {
    const GUARDS: [(HeaderName, &str); 3] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in GUARDS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, text};
    use std::borrow::Cow;

    /// A build of two files.
    fn built(name: &str) -> Option<Asset> {
        let content: &'static str = match name {
            INDEX => "<title>console</title>",
            "assets/index-4f2a.js" => "run()",
            _ => return None,
        };
        Some(Asset { bytes: Cow::Borrowed(content.as_bytes()), sha256: [content.len() as u8; 32] })
    }

    async fn ask(harness: &Harness, name: &str) -> (StatusCode, String, String) {
        let response = answer(harness.app(), name, &HeaderMap::new(), built);
        let caching = response.headers().get(header::CACHE_CONTROL);
        let caching = caching.map_or_else(String::new, |value| value.to_str().unwrap().to_owned());
        (response.status(), caching, text(response).await)
    }

    #[tokio::test]
    async fn every_address_that_is_no_file_is_a_screen_of_the_console() {
        let harness = Harness::start();
        for name in [INDEX, "campaigns/cart-shipping", "no/such/screen.html"] {
            let expected = (StatusCode::OK, "no-cache".to_owned(), "<title>console</title>".to_owned());
            assert_eq!(ask(&harness, name).await, expected, "{name}");
        }
    }

    #[tokio::test]
    async fn a_file_with_its_hash_is_kept_and_one_of_another_build_is_not_found() {
        let harness = Harness::start();
        let (status, caching, content) = ask(&harness, "assets/index-4f2a.js").await;
        assert_eq!((status, content.as_str()), (StatusCode::OK, "run()"));
        assert!(caching.contains("immutable"), "{caching}");
        assert_eq!(ask(&harness, "assets/index-0000.js").await.0, StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn the_console_loads_nothing_from_elsewhere_and_stands_in_no_frame() {
        let harness = Harness::start();
        assert_eq!(harness.get_without_key("/console").await.headers()[header::LOCATION], "/console/");
        for path in ["/console/", "/console/visitors?page=2"] {
            let response = harness.get_without_key(path).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            let headers = response.headers();
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(
                policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"),
                "{policy}"
            );
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(headers[header::REFERRER_POLICY], "same-origin");
        }
    }

    #[tokio::test]
    async fn a_binary_without_the_console_says_so_in_both_languages() {
        let page = text(placeholder()).await;
        assert!(page.contains("管理画面") && page.contains("lang=\"en\""));
    }
}
