//! The sample shop's pages: its files, one `index.html` for every other path, and the keys it starts with.

use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use kizukai_model::SiteId;
use rust_embed::RustEmbed;
use serde_json::json;

use kizukai_server::{App, Caching};

use super::shop::Keys;
use super::watch::Watch;

#[derive(RustEmbed)]
#[folder = "../../web/demo-shop/dist"]
#[allow_missing = true]
struct ShopFiles;

/// What a binary shows that was built without the shop.
const PLACEHOLDER: &str = include_str!("placeholder.html");

/// Paths below which every address is a page of the shop.
const SECTIONS: [&str; 2] = ["/products/{*rest}", "/order/{*rest}"];

/// The shop's pages, the keys they start with, and what the guide shows of the shop.
pub(crate) fn routes(keys: &Keys, watch: Arc<Watch>, site: SiteId) -> anyhow::Result<Router<App>> {
    let config = json!({"writeKey": keys.write_key, "apiKey": keys.api_key, "locale": "ja"});
    let config = serde_json::to_string(&config).context("keys are text")?;
    let answer = move |headers: HeaderMap| async move { own_config(&headers, config) };
    let now = move |State(app): State<App>, headers: HeaderMap| async move {
        let told = watch.now(app.runtime(), &site).await.to_string();
        own_config(&headers, told)
    };
    let mut router = Router::new()
        .route("/demo/config.json", get(answer))
        .route("/demo/now.json", get(now))
        .route("/", get(page))
        .route("/{name}", get(file_or_page))
        .route("/assets/{*name}", get(asset));
    for section in SECTIONS {
        router = router.route(section, get(page));
    }
    Ok(router)
}

/// The keys, for a page of this machine alone: another name may be a foreign page that points here.
fn own_config(headers: &HeaderMap, config: String) -> Response {
    if !headers.get(header::HOST).and_then(|host| host.to_str().ok()).is_some_and(is_this_machine) {
        return (StatusCode::FORBIDDEN, "only for this machine\n").into_response();
    }
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], config)
        .into_response()
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

async fn page(State(app): State<App>, headers: HeaderMap) -> Response {
    shop_page(&app, &headers)
}

async fn file_or_page(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    match ShopFiles::get(&name) {
        Some(found) if name != "index.html" => {
            app.assets().respond(&name, found.into(), Caching::Ask, &headers)
        }
        _ => shop_page(&app, &headers),
    }
}

/// A file whose name changes with its content.
async fn asset(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let name = uri.path().trim_start_matches('/');
    match ShopFiles::get(name) {
        Some(found) => app.assets().respond(name, found.into(), Caching::Forever, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn shop_page(app: &App, headers: &HeaderMap) -> Response {
    match ShopFiles::get("index.html") {
        Some(found) => app.assets().respond("index.html", found.into(), Caching::Ask, headers),
        None => {
            let mut response = Html(PLACEHOLDER).into_response();
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_for_this_machine_alone() {
        let asked_as = |host: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            own_config(&headers, "{}".into()).status()
        };
        for host in ["127.0.0.1:8787", "localhost", "LOCALHOST:1", "[::1]:8787", "127.0.0.1"] {
            assert_eq!(asked_as(host), StatusCode::OK, "{host}");
        }
        for host in ["shop.example", "127.0.0.1.shop.example:80", "192.168.0.2:8787", ""] {
            assert_eq!(asked_as(host), StatusCode::FORBIDDEN, "{host}");
        }
        assert_eq!(own_config(&HeaderMap::new(), "{}".into()).status(), StatusCode::FORBIDDEN);
    }
}
