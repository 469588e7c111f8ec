//! Publishing texts, and saying what came of it.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use kizukai_engagement::{Definition, Problem};
use kizukai_model::{SiteId, limits};

use super::reading::{self, Named};
use crate::app::App;
use crate::body;
use crate::problem::{ApiError, PlaceInText};

/// What came of a PUT. Every later request is decided by it.
#[derive(Serialize, ToSchema)]
#[schema(as = Publication)]
pub(crate) struct PublicationDocument {
    /// `campaign`, `segment` or `site`.
    kind: String,
    /// Its key.
    key: String,
    /// Counts its changes, from 1.
    version: u32,
    /// Counts the changes of what visitors get, from 1.
    phase: u32,
    /// The site's program: counts its publications.
    program: u64,
    /// What is allowed but probably not meant, and fields that mean nothing.
    warnings: Vec<PlaceInText>,
    /// When this version was published (RFC 3339).
    published_at: String,
}

/// What came of publishing several texts.
#[derive(Serialize, ToSchema)]
#[schema(as = Publications)]
pub(crate) struct PublicationsDocument {
    /// The site's program: counts its publications.
    program: u64,
    /// The texts given, and those that changed along with them.
    texts: Vec<TextState>,
    /// What is allowed but probably not meant, and fields that mean nothing.
    warnings: Vec<PlaceInText>,
}

/// A text after a publication.
#[derive(Serialize, ToSchema)]
pub(crate) struct TextState {
    /// `campaign`, `segment` or `site`.
    kind: String,
    /// Its key.
    key: String,
    /// Counts its changes, from 1.
    version: u32,
    /// Counts the changes of what visitors get, from 1.
    phase: u32,
    /// Whether this publication changed it.
    changed: bool,
}

/// Publishes the one text a PUT brings.
pub(super) async fn put(
    app: &App,
    site: &SiteId,
    path: &Named<'_>,
    headers: &HeaderMap,
    body: Body,
) -> Result<PublicationDocument, ApiError> {
    let bytes = body::read(app, headers, body, limits::REQUEST_BYTES).await?;
    let text = reading::value(headers, &bytes)?;
    let (definition, unknown) = reading::named(text, path).map_err(refused)?;
    let (kind, key) = (definition.kind(), definition.key());
    let own_name = text_name(kind, &key);
    let published = app.runtime().publish(site, vec![definition]).await?;
    let stands = app.runtime().definition(site, kind, &key)?.ok_or(ApiError::Unknown(kind))?;
    let own = published.warnings.into_iter().filter(|warning| warning.text == own_name);
    Ok(PublicationDocument {
        kind: stands.kind,
        key: stands.key.to_string(),
        version: stands.version,
        phase: stands.phase,
        program: published.program,
        warnings: unknown_fields(unknown, "").chain(own.map(PlaceInText::from)).collect(),
        published_at: stands.published_at.to_rfc3339(),
    })
}

/// Publishes several texts: all of them, or none.
pub(crate) async fn publish_all(
    app: &App,
    site: &SiteId,
    texts: Vec<serde_json::Value>,
) -> Result<PublicationsDocument, ApiError> {
    let mut definitions = Vec::with_capacity(texts.len());
    let mut problems = Vec::new();
    let mut warnings = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        match Definition::read(None, text) {
            Ok((definition, unknown)) => {
                let name = text_name(definition.kind(), &definition.key());
                warnings.extend(unknown_fields(unknown, &name));
                definitions.push(definition);
            }
            Err(problem) => problems.push(problem.in_text(&format!("texts[{index}]"))),
        }
    }
    if !problems.is_empty() {
        return Err(ApiError::TextRefused(problems));
    }
    let before = versions(app, site)?;
    let published = app.runtime().publish(site, definitions).await?;
    let texts = published.texts.into_iter().map(|text| TextState {
        changed: before.get(&text_name(&text.kind, &text.key)) != Some(&text.version),
        kind: text.kind,
        key: text.key.to_string(),
        version: text.version,
        phase: text.phase,
    });
    let texts: Vec<TextState> = texts.collect();
    let named = |warning: &Problem| texts.iter().any(|text| text_name(&text.kind, &text.key) == warning.text);
    warnings.extend(published.warnings.into_iter().filter(named).map(PlaceInText::from));
    Ok(PublicationsDocument { program: published.program, texts, warnings })
}

/// The version of each text, by its name.
fn versions(app: &App, site: &SiteId) -> Result<HashMap<String, u32>, ApiError> {
    let mut versions = HashMap::new();
    for kind in ["campaign", "segment", "site"] {
        let views = app.runtime().definitions(site, kind)?;
        versions.extend(views.into_iter().map(|view| (text_name(kind, &view.key), view.version)));
    }
    Ok(versions)
}

/// A text's name as problems carry it.
fn text_name(kind: &str, key: &str) -> String {
    if kind == "site" { kind.to_owned() } else { format!("{kind}/{key}") }
}

fn unknown_fields(paths: Vec<String>, text: &str) -> impl Iterator<Item = PlaceInText> {
    paths.into_iter().map(move |path| PlaceInText {
        text: text.to_owned(),
        path,
        message: "this field means nothing here; it was left out".to_owned(),
    })
}

fn refused(problem: Problem) -> ApiError {
    ApiError::TextRefused(vec![problem])
}
