//! Campaigns, segments and the site's settings: texts that are read and replaced as a whole.
//!
//! One file for each kind, with its GET and its PUT; what all have of a life in `life`; all of them as one file in
//! `export_texts`. What they share is here: how a text is read from a body
//! (`reading`), how it is published and what is answered
//! (`publication`), how either is refused (`refusals`). A PUT has published before it answers.

pub(crate) mod campaigns;
pub(crate) mod export_texts;
pub(crate) mod life;
pub(crate) mod publication;
pub(crate) mod reading;
pub(super) mod refusals;
pub(crate) mod schema;
pub(crate) mod segments;
pub(crate) mod site;

use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_model::SiteId;
use kizukai_runtime::DefinitionView;

use crate::app::App;
use crate::problem::ApiError;
use crate::yaml;

/// A published text as it stands.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedText)]
pub(crate) struct TextDocument {
    /// `campaign`, `segment` or `site`.
    kind: String,
    /// Its key.
    key: String,
    /// Counts its changes, from 1.
    version: u32,
    /// Counts the changes of what visitors get, from 1.
    phase: u32,
    /// When this version was published (RFC 3339).
    published_at: String,
    /// The text.
    text: Value,
}

impl From<DefinitionView> for TextDocument {
    fn from(view: DefinitionView) -> Self {
        Self {
            kind: view.kind,
            key: view.key.to_string(),
            version: view.version,
            phase: view.phase,
            published_at: view.published_at.to_rfc3339(),
            text: view.text,
        }
    }
}

/// All published texts of a kind.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedTexts)]
pub(crate) struct TextsDocument {
    /// By key.
    texts: Vec<TextDocument>,
}

/// One text, or that there is none.
fn one(app: &App, site: &SiteId, kind: &'static str, key: &str) -> Result<TextDocument, ApiError> {
    let found = app.runtime().definition(site, kind, key)?;
    found.map(TextDocument::from).ok_or(ApiError::Unknown(kind))
}

/// A text as it was asked for: as JSON with its version, or with `Accept: application/yaml` the YAML that
/// `kizukai apply` reads.
fn told(headers: &HeaderMap, text: &Value, document: impl Serialize) -> Result<Response, ApiError> {
    if !wants_yaml(headers) {
        return Ok(Json(document).into_response());
    }
    let written = yaml::document(text).map_err(ApiError::Internal)?;
    Ok(as_yaml(written))
}

/// A text with its kind in front, which a file of several texts needs.
fn as_written(kind: &str, text: Value) -> Value {
    let mut written = serde_json::Map::from_iter([("kind".to_owned(), Value::from(kind))]);
    if let Value::Object(fields) = text {
        written.extend(fields);
    }
    Value::Object(written)
}

fn wants_yaml(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|line| line.split(',')).any(|name| name.to_ascii_lowercase().contains("yaml"))
}

fn as_yaml(written: String) -> Response {
    ([(header::CONTENT_TYPE, "application/yaml; charset=utf-8"), (header::VARY, "accept")], written)
        .into_response()
}

/// All texts of a kind.
fn all(app: &App, site: &SiteId, kind: &str) -> Result<TextsDocument, ApiError> {
    let views = app.runtime().definitions(site, kind)?;
    Ok(TextsDocument { texts: views.into_iter().map(TextDocument::from).collect() })
}
