//! `GET /console/`: where the operator's screens will be. For now a page that says so.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

const PAGE: &str = include_str!("console.html");

/// Nothing but this page itself: no script, no foreign source, not in a frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/// The page.
pub(crate) async fn console() -> Response {
    let mut response = Html(PAGE).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Without the slash, relative addresses of the later console would go astray.
pub(crate) async fn with_slash() -> Redirect {
    Redirect::permanent("/console/")
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, text};
    use axum::http::{StatusCode, header};

    #[tokio::test]
    async fn the_console_says_what_it_will_be_in_both_languages() {
        let harness = Harness::start();
        assert_eq!(harness.get("/console").await.headers()[header::LOCATION], "/console/");
        let response = harness.get("/console/").await;
        assert_eq!(response.status(), StatusCode::OK);
        let page = text(response).await;
        assert!(page.contains("管理画面は準備中です") && page.contains("lang=\"en\""));
    }
}
