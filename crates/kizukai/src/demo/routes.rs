//! The sample shop's pages: its files, one `index.html` for every other path, and the key it starts with.

use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use serde_json::json;

use kizukai_server::{App, Caching};

use super::shop::Keys;
use super::visitors::{DAYS, Progress};

#[derive(RustEmbed)]
#[folder = "../../web/demo-shop/dist"]
#[allow_missing = true]
struct ShopFiles;

/// What a binary shows that was built without the shop.
const PLACEHOLDER: &str = include_str!("placeholder.html");

/// Paths below which every address is a page of the shop.
const SECTIONS: [&str; 2] = ["/products/{*rest}", "/order/{*rest}"];

/// The shop's pages, the key they start with, and how far the replayed days have come.
pub(crate) fn routes(keys: &Keys, progress: Arc<Progress>) -> anyhow::Result<Router<App>> {
    let config = json!({"writeKey": keys.write_key, "locale": "ja"});
    let config = serde_json::to_string(&config).context("keys are text")?;
    let answer = move || async move { as_json(config) };
    let replay = move || async move { as_json(json!({"days": progress.days(), "of": DAYS}).to_string()) };
    let mut router = Router::new()
        .route("/demo/config.json", get(answer))
        .route("/demo/replay.json", get(replay))
        .route("/", get(page))
        .route("/{name}", get(file_or_page))
        .route("/assets/{*name}", get(asset));
    for section in SECTIONS {
        router = router.route(section, get(page));
    }
    Ok(router)
}

fn as_json(body: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], body).into_response()
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
