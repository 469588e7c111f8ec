//! From the catalog's definitions to programs: the one a site runs, and older ones that inputs were stepped under.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use kizukai_engagement::{CampaignText, Definition, Program, ProgramSource, Rules, Versioned};
use kizukai_model::{SiteId, limits as model_limits};
use kizukai_store::{Catalog, DefinitionRow};

use crate::{RuntimeError, limits};

/// The catalog, shared by everybody who reads or publishes. Held for single calls only.
#[derive(Clone)]
pub(crate) struct SharedCatalog(Arc<Mutex<Box<dyn Catalog>>>);

impl SharedCatalog {
    pub(crate) fn new(catalog: Box<dyn Catalog>) -> Self {
        Self(Arc::new(Mutex::new(catalog)))
    }

    /// Calls the catalog.
    pub(crate) fn with<T>(&self, call: impl FnOnce(&mut dyn Catalog) -> T) -> T {
        call(&mut **self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The texts of one program of a site, as the catalog has them.
pub(crate) fn load_source(
    catalog: &SharedCatalog,
    site: &SiteId,
    version: u64,
) -> Result<ProgramSource, RuntimeError> {
    let mut source = ProgramSource::empty(site.clone());
    source.version = version;
    let rules = catalog.with(|catalog| catalog.rules(site, version))?;
    source.rules = Rules::from_number(rules).ok_or_else(|| {
        RuntimeError::Damaged(format!("program {version} stands under rules {rules} of a newer Kizukai"))
    })?;
    let rows = catalog.with(|catalog| catalog.definitions(site, version))?;
    for row in rows {
        match read_text(&row)? {
            Definition::Campaign(text) => source.campaigns.push(versioned(&row, *text)),
            Definition::Segment(text) => source.segments.push(versioned(&row, text)),
            Definition::Site(text) => source.site = versioned(&row, *text),
        }
    }
    let kept = model_limits::CAMPAIGN_VERSIONS;
    let mut older = catalog.with(|catalog| catalog.older_versions(site, "campaign", version, kept))?;
    older.sort_by_key(|row| row.version);
    for row in older {
        if let Definition::Campaign(text) = read_text(&row)? {
            source.older.push(versioned::<CampaignText>(&row, *text));
        }
    }
    Ok(source)
}

const fn versioned<T>(row: &DefinitionRow, text: T) -> Versioned<T> {
    Versioned { version: row.version, phase: row.phase, text }
}

/// The text of a row of the catalog.
pub(crate) fn read_text(row: &DefinitionRow) -> Result<Definition, RuntimeError> {
    let damaged = |error: String| {
        RuntimeError::Damaged(format!("{} `{}` version {}: {error}", row.kind, row.key, row.version))
    };
    let text = serde_json::from_slice(&row.text).map_err(|error| damaged(error.to_string()))?;
    let read = Definition::read(Some(&row.kind), &text).map_err(|problem| damaged(problem.to_string()))?;
    Ok(read.0)
}

/// The number of the program a site runs from now on: its current one, or one with the same texts that stands under the
/// present rules of the step, where an older Kizukai published last.
pub(crate) fn current_program(catalog: &SharedCatalog, site: &SiteId) -> Result<u64, RuntimeError> {
    catalog.with(|catalog| {
        let current = catalog.current_program(site)?;
        let (stands_under, present) = (catalog.rules(site, current)?, Rules::PRESENT.number());
        if stands_under >= present {
            return Ok(current);
        }
        let adopted = catalog.adopt_rules(site, current, present)?;
        tracing::info!(from = stands_under, to = present, program = adopted, "present rules adopted");
        Ok(adopted)
    })
}

/// A site's program out of the catalog, compiled.
pub(crate) fn load_program(
    catalog: &SharedCatalog,
    site: &SiteId,
    version: u64,
) -> Result<(Arc<ProgramSource>, Arc<Program>), RuntimeError> {
    let source = load_source(catalog, site, version)?;
    let program = Program::restore(&source);
    Ok((Arc::new(source), Arc::new(program)))
}

/// Programs that inputs name, the newest used ones compiled.
pub(crate) struct OlderPrograms {
    catalog: SharedCatalog,
    compiled: LruCache<(SiteId, u64), Arc<Program>>,
}

impl OlderPrograms {
    pub(crate) fn new(catalog: SharedCatalog) -> Self {
        let kept = NonZeroUsize::new(limits::CACHE_PROGRAMS).unwrap_or(NonZeroUsize::MIN);
        Self { catalog, compiled: LruCache::new(kept) }
    }

    /// The program of that version.
    pub(crate) fn get(&mut self, site: &SiteId, version: u64) -> Result<Arc<Program>, RuntimeError> {
        let key = (site.clone(), version);
        if let Some(program) = self.compiled.get(&key) {
            return Ok(Arc::clone(program));
        }
        let (_, program) = load_program(&self.catalog, site, version)?;
        self.compiled.put(key, Arc::clone(&program));
        Ok(program)
    }
}
