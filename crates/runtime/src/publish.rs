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

use crate::counting::{Counting, Pasts, plans_of};
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
    /// Whether the publication changed it.
    pub changed: bool,
    /// Whether a phase of it ended thereby.
    pub phase_cut: bool,
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
    pub async fn publish(&self, site: &SiteId, changes: Vec<Definition>) -> Result<Published, RuntimeError> {
        self.publish_onto(site, changes, None).await
    }

    /// The same, only if this very version of each text stands; 0 for none.
    ///
    /// # Errors
    /// As [`Runtime::publish`], and [`RuntimeError::VersionConflict`].
    #[tracing::instrument(skip_all, fields(site = &**site, texts = changes.len()))]
    pub async fn publish_onto(
        &self,
        site: &SiteId,
        changes: Vec<Definition>,
        expected: Option<u32>,
    ) -> Result<Published, RuntimeError> {
        let mut sources = self.inner.sources.lock().await;
        let unknown = || RuntimeError::UnknownSite(site.to_string());
        let current = Arc::clone(sources.get(site).ok_or_else(unknown)?);
        if let Some(expected) = expected {
            let standing =
                changes.iter().map(|change| stands(&current, change).map_or(0, |(version, _)| version));
            if let Some(other) = standing.into_iter().find(|version| *version != expected) {
                return Err(RuntimeError::VersionConflict(other));
            }
        }
        let given: Vec<_> = changes.iter().map(|change| (change.kind(), change.key())).collect();
        let pasts = self.pasts(&current, &changes).await?;
        let (catalog, now) = (self.inner.catalog.clone(), self.now());
        let before = Arc::clone(&current);
        let publication = self.blocking(move || store(&catalog, &before, changes, &pasts, now)).await?;
        if !publication.rows.is_empty() {
            let (catalog, owner) = (self.inner.catalog.clone(), site.clone());
            let version = publication.source.version;
            let load = move || {
                let (source, program) = programs::load_program(&catalog, &owner, version)?;
                Ok((source, program, Counting::of_site(&catalog, &owner)?))
            };
            let (source, program, counting) = self.blocking(load).await?;
            let settings = Arc::clone(&program);
            self.run_program(program, Arc::new(counting)).await?;
            self.inner.directory.set_up(site, settings.site());
            if let Some(known) = self.site(site) {
                self.inner.pulse.set_up(SiteSettings::of(&settings, known.created_at));
            }
            sources.insert(site.clone(), source);
            tracing::info!(program = publication.source.version, "published");
        }
        Ok(published(&current, &publication, &given))
    }

    /// What publishing these texts would do: nothing is stored, nothing changes.
    ///
    /// # Errors
    /// As [`Runtime::publish`].
    pub async fn rehearse_publication(
        &self,
        site: &SiteId,
        changes: Vec<Definition>,
    ) -> Result<Published, RuntimeError> {
        let (current, now) = (self.source(site).await?, self.now());
        self.blocking(move || {
            let given: Vec<_> = changes.iter().map(|change| (change.kind(), change.key())).collect();
            let publication = program::publish(&current, changes, now).map_err(RuntimeError::Refused)?;
            Ok(published(&current, &publication, &given))
        })
        .await
    }

    /// The texts a site runs.
    pub(crate) async fn source(&self, site: &SiteId) -> Result<Arc<ProgramSource>, RuntimeError> {
        let unknown = || RuntimeError::UnknownSite(site.to_string());
        self.inner.sources.lock().await.get(site).map(Arc::clone).ok_or_else(unknown)
    }

    /// Hands the engine the program that a site runs from the answer on.
    pub(crate) async fn run_program(
        &self,
        program: Arc<Program>,
        counting: Arc<Counting>,
    ) -> Result<(), RuntimeError> {
        let (answer, swapped) = oneshot::channel();
        self.inner.door.report(Message::Program { program, counting, answer });
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
    pasts: &Pasts,
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
    let known = catalog.with(|catalog| catalog.plans(&current.site_id))?;
    let plans = plans_of(&publication.source, &publication.rows, &known, now, |text| pasts.of(text));
    catalog.with(|catalog| catalog.publish(&current.site_id, current.version, &rows, &plans))?;
    Ok(publication)
}

/// The version and phase in which a text stands.
fn stands(source: &ProgramSource, text: &Definition) -> Option<(u32, u32)> {
    standing(source).remove(&(text.kind(), text.key()))
}

/// Version and phase of every text, by kind and key.
fn standing(source: &ProgramSource) -> HashMap<(&'static str, Key), (u32, u32)> {
    let mut standing = HashMap::new();
    for campaign in &source.campaigns {
        standing.insert(("campaign", campaign.text.key.clone()), (campaign.version, campaign.phase));
    }
    for segment in &source.segments {
        standing.insert(("segment", segment.text.key.clone()), (segment.version, segment.phase));
    }
    if source.site.version > 0 {
        let site = Definition::Site(Box::new(source.site.text.clone()));
        standing.insert((site.kind(), site.key()), (source.site.version, source.site.phase));
    }
    standing
}

fn published(before: &ProgramSource, publication: &Publication, given: &[(&'static str, Key)]) -> Published {
    let (before, present) = (standing(before), standing(&publication.source));
    let mut names: Vec<_> = given.to_vec();
    names.extend(publication.rows.iter().map(|row| (row.definition.kind(), row.definition.key())));
    let mut texts: Vec<PublishedText> = Vec::new();
    for name in names {
        let (version, phase) = present.get(&name).copied().unwrap_or_default();
        let was = before.get(&name).copied();
        let text = PublishedText {
            kind: name.0.to_owned(),
            key: name.1,
            version,
            phase,
            changed: was.is_none_or(|(before, _)| before != version),
            phase_cut: was.is_some_and(|(_, before)| before != phase),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    Published { program: publication.source.version, texts, warnings: publication.warnings.clone() }
}

fn view(row: DefinitionRow) -> Result<DefinitionView, RuntimeError> {
    let text = serde_json::from_slice(&row.text)
        .map_err(|error| RuntimeError::Damaged(format!("{} `{}`: {error}", row.kind, row.key)))?;
    let DefinitionRow { kind, key, version, phase, published_at, .. } = row;
    Ok(DefinitionView { kind, key, version, phase, published_at, text })
}
