//! Publishing texts, and reading what is published.
//!
//! One publication at a time for the whole runtime: look at the current texts, check, store, swap the program in the
//! engine, answer. When the answer is out, every later request is decided by the new program.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::oneshot;

use kizukai_engagement::program::{self, Publication};
use kizukai_engagement::{Definition, Problem, Program, ProgramSource};
use kizukai_model::{Key, SiteId, Timestamp};
use kizukai_store::DefinitionRow;

use crate::engine::Message;
use crate::programs::{self, SharedCatalog};
use crate::pulse::SiteSettings;
use crate::{Runtime, RuntimeError};

/// A publication that has taken effect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Published {
    /// The program the site runs now.
    pub program: u64,
    /// The texts that were given, and those that changed along with them, in their present version.
    pub texts: Vec<PublishedText>,
    /// What is allowed but probably not meant.
    pub warnings: Vec<Problem>,
}

/// A text in its present version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublishedText {
    /// `campaign`, `segment` or `site`.
    pub kind: String,
    /// Its key.
    pub key: Key,
    /// Counts its changes.
    pub version: u32,
    /// Counts the changes of what visitors get.
    pub phase: u32,
}

/// A published text as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DefinitionView {
    /// `campaign`, `segment` or `site`.
    pub kind: String,
    /// Its key.
    pub key: Key,
    /// Counts its changes.
    pub version: u32,
    /// Counts the changes of what visitors get.
    pub phase: u32,
    /// When this version was published.
    #[serde(serialize_with = "as_rfc3339")]
    pub published_at: Timestamp,
    /// The text, with its `kind`.
    pub text: Value,
}

fn as_rfc3339<S: serde::Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339())
}

impl Runtime {
    /// Publishes texts: all of them, or none. Texts that say what they said before change nothing.
    ///
    /// # Errors
    /// [`RuntimeError::Refused`] with everything that is wrong in them.
    #[tracing::instrument(skip_all, fields(site = &**site, texts = changes.len()))]
    pub async fn publish(&self, site: &SiteId, changes: Vec<Definition>) -> Result<Published, RuntimeError> {
        let mut sources = self.inner.sources.lock().await;
        let unknown = || RuntimeError::UnknownSite(site.to_string());
        let current = Arc::clone(sources.get(site).ok_or_else(unknown)?);
        let given: Vec<_> = changes.iter().map(|change| (change.kind(), change.key())).collect();
        let (catalog, now) = (self.inner.catalog.clone(), self.now());
        let before = Arc::clone(&current);
        let publication = self.blocking(move || store(&catalog, &before, changes, now)).await?;
        if !publication.rows.is_empty() {
            let loaded = (self.inner.catalog.clone(), site.clone(), publication.source.version);
            let (source, program) =
                self.blocking(move || programs::load_program(&loaded.0, &loaded.1, loaded.2)).await?;
            let settings = Arc::clone(&program);
            self.run_program(program).await?;
            self.inner.directory.set_up(site, settings.site());
            if let Some(known) = self.site(site) {
                self.inner.pulse.set_up(SiteSettings::of(&settings, known.created_at));
            }
            sources.insert(site.clone(), source);
            tracing::info!(program = publication.source.version, "published");
        }
        Ok(published(&publication, &given))
    }

    /// Hands the engine the program that a site runs from the answer on.
    pub(crate) async fn run_program(&self, program: Arc<Program>) -> Result<(), RuntimeError> {
        let (answer, swapped) = oneshot::channel();
        self.inner.door.report(Message::Program { program, answer });
        swapped.await.map_err(|_| RuntimeError::Stopped)?
    }

    /// A published text; None when there is none of that kind and key.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn definition(
        &self,
        site: &SiteId,
        kind: &str,
        key: &str,
    ) -> Result<Option<DefinitionView>, RuntimeError> {
        Ok(self.definitions(site, kind)?.into_iter().find(|view| view.key.as_str() == key))
    }

    /// All published texts of a kind, by key.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn definitions(&self, site: &SiteId, kind: &str) -> Result<Vec<DefinitionView>, RuntimeError> {
        let rows = self.inner.catalog.with(|catalog| {
            let program = catalog.current_program(site)?;
            catalog.definitions(site, program)
        })?;
        rows.into_iter().filter(|row| row.kind == kind).map(view).collect()
    }
}

/// Checks the changes and stores what they change.
fn store(
    catalog: &SharedCatalog,
    current: &ProgramSource,
    changes: Vec<Definition>,
    now: Timestamp,
) -> Result<Publication, RuntimeError> {
    let publication = program::publish(current, changes, now).map_err(RuntimeError::Refused)?;
    if publication.rows.is_empty() {
        return Ok(publication);
    }
    let row = |published: &program::PublishedText| DefinitionRow {
        site: current.site_id.clone(),
        kind: published.definition.kind().to_owned(),
        key: published.definition.key(),
        version: published.version,
        phase: published.phase,
        program: publication.source.version,
        published_at: now,
        text: serde_json::to_vec(&published.definition).expect("a text holds nothing that JSON cannot"),
    };
    let rows: Vec<_> = publication.rows.iter().map(row).collect();
    catalog.with(|catalog| catalog.publish(&current.site_id, current.version, &rows))?;
    Ok(publication)
}

fn published(publication: &Publication, given: &[(&'static str, Key)]) -> Published {
    let source = &publication.source;
    let mut present: HashMap<(&str, Key), (u32, u32)> = HashMap::new();
    for campaign in &source.campaigns {
        present.insert(("campaign", campaign.text.key.clone()), (campaign.version, campaign.phase));
    }
    for segment in &source.segments {
        present.insert(("segment", segment.text.key.clone()), (segment.version, segment.phase));
    }
    let mut names: Vec<_> = given.to_vec();
    names.extend(publication.rows.iter().map(|row| (row.definition.kind(), row.definition.key())));
    let mut texts: Vec<PublishedText> = Vec::new();
    for (kind, key) in names {
        let site_text = (source.site.version, source.site.phase);
        let (version, phase) = present.get(&(kind, key.clone())).copied().unwrap_or(site_text);
        let text = PublishedText { kind: kind.to_owned(), key, version, phase };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    Published { program: source.version, texts, warnings: publication.warnings.clone() }
}

fn view(row: DefinitionRow) -> Result<DefinitionView, RuntimeError> {
    let text = serde_json::from_slice(&row.text)
        .map_err(|error| RuntimeError::Damaged(format!("{} `{}`: {error}", row.kind, row.key)))?;
    let DefinitionRow { kind, key, version, phase, published_at, .. } = row;
    Ok(DefinitionView { kind, key, version, phase, published_at, text })
}
