//! `GET /tag.js` and `GET /tag/{file}`: the tag and its chunks, built from `web/tag` and held by the binary.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::app::App;
use crate::assets::Caching;

#[derive(RustEmbed)]
#[folder = "../../web/tag/dist"]
#[allow_missing = true]
struct TagFiles;

/// What a binary answers that was built without the tag. It must not harm the page.
const PLACEHOLDER: &str = "/* Kizukai: this binary was built without the tag. Build it with `make build`. */\n\
    if (typeof console !== \"undefined\") console.info(\"Kizukai: this server was built without its tag.\");\n";

/// The core of the tag; the snippet on the shop's page loads it.
#[utoipa::path(
    get,
    path = "/tag.js",
    tag = "visitors",
    responses((status = 200, description = "JavaScript", content_type = "text/javascript")),
    security(()),
)]
pub(crate) async fn tag(State(app): State<App>, headers: HeaderMap) -> Response {
    file(&app, "tag.js", &headers)
}

/// A part of the tag (`renderer.js`, `signals.js` …); the core loads it before it is needed visibly. `preview.html` draws
/// messages inside the console with the same parts.
#[utoipa::path(
    get,
    path = "/tag/{file}",
    tag = "visitors",
    params(("file" = String, Path, description = "File name")),
    responses(
        (status = 200, description = "JavaScript", content_type = "text/javascript"),
        (status = 404, description = "The tag has no such part"),
    ),
    security(()),
)]
pub(crate) async fn part(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let mut response = file(&app, &format!("tag/{name}"), &headers);
    if name.ends_with(".html") {
        // A preview of messages for the console; a page elsewhere has no use for it.
        let policy = HeaderValue::from_static("frame-ancestors 'self'");
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn file(app: &App, name: &str, headers: &HeaderMap) -> Response {
    match TagFiles::get(name) {
        Some(found) => app.assets().respond(name, found.into(), Caching::Briefly, headers),
        None if TagFiles::get("tag.js").is_none() => placeholder(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn placeholder() -> Response {
    let mut response = PLACEHOLDER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, text};

    #[tokio::test]
    async fn the_tag_is_javascript_that_any_page_may_load() {
        let harness = Harness::start();
        for path in ["/tag.js", "/tag/renderer.js", "/tag/signals.js"] {
            let response = harness.get(path).await;
            assert_eq!(response.status(), StatusCode::OK);
            assert_eq!(response.headers()[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
            assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
            assert!(!text(response).await.is_empty());
        }
    }

    #[tokio::test]
    async fn a_part_that_the_tag_does_not_have_is_not_found() {
        let harness = Harness::start();
        assert_eq!(harness.get("/tag/of_a_later_version.js").await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_binary_without_the_tag_says_so_and_throws_nothing() {
        let response = placeholder();
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        assert!(text(response).await.contains("built without"));
    }
}
