//! Campaigns, segments and the site's settings: texts that are read and replaced as a whole.
//!
//! One file for each kind, with its GET and its PUT. What they share is here: how a text is read from a body
//! (`reading`), how it is published and what is answered
//! (`publication`), how either is refused (`refusals`). A PUT has published before it answers.

pub(crate) mod campaigns;
pub(crate) mod publication;
pub(crate) mod reading;
pub(super) mod refusals;
pub(crate) mod schema;
pub(crate) mod segments;
pub(crate) mod site;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_model::SiteId;
use kizukai_runtime::DefinitionView;

use crate::app::App;
use crate::problem::ApiError;

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

/// All texts of a kind.
fn all(app: &App, site: &SiteId, kind: &str) -> Result<TextsDocument, ApiError> {
    let views = app.runtime().definitions(site, kind)?;
    Ok(TextsDocument { texts: views.into_iter().map(TextDocument::from).collect() })
}
