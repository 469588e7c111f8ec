//! Whether what is stored can be understood by this program: for `kizukai doctor`. Changes nothing, and works beside a
//! running server.

use std::collections::HashSet;
use std::path::Path;

use kizukai_engagement::Program;
use kizukai_model::{ProfileId, SiteId, Timestamp};
use kizukai_store::sqlite::{SqliteCatalog, SqliteReader};
use kizukai_store::{Catalog, LedgerReader, People};

use crate::programs::{SharedCatalog, load_source};
use crate::{RuntimeError, codec, limits};

/// Timers looked at, the earliest first.
const TIMERS_MOST: usize = 100_000;
/// Problems named; further ones are only counted.
const NAMED: usize = 20;

/// What was found. All lists and counts of problems are empty in a healthy folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination {
    /// Sites.
    pub sites: usize,
    /// Members, of all sites.
    pub members: usize,
    /// Snapshots read.
    pub profiles: u64,
    /// Timers looked up in their profiles.
    pub timers: u64,
    /// Published texts that this program cannot read, or would not publish.
    pub texts: Vec<String>,
    /// Snapshots that cannot be read.
    pub unreadable_profiles: u64,
    /// Some of them.
    pub unreadable: Vec<String>,
    /// Timers that their profile does not know.
    pub unknown_timers: u64,
}

/// Reads everything a folder holds that is not inputs.
///
/// # Errors
/// When a file cannot be read at all, or has an older schema than this program's.
pub fn examine(dir: &Path) -> Result<Examination, RuntimeError> {
    let catalog = SqliteCatalog::read_only(dir)?;
    let (sites, members) = (catalog.sites()?, catalog.members()?.len());
    let reader = SqliteReader::open(dir)?;
    let catalog = SharedCatalog::new(Box::new(catalog));
    let mut found = Examination { sites: sites.len(), members, ..Examination::default() };
    for site in &sites {
        read_texts(&catalog, &site.id, &mut found)?;
        read_profiles(&reader, &site.id, &mut found)?;
    }
    look_up_timers(&reader, &mut found)?;
    Ok(found)
}

fn read_texts(catalog: &SharedCatalog, site: &SiteId, found: &mut Examination) -> Result<(), RuntimeError> {
    let version = catalog.with(|catalog| catalog.current_program(site))?;
    match load_source(catalog, site, version) {
        Ok(source) => {
            let problems = Program::compile(&source).err().unwrap_or_default();
            found.texts.extend(problems.iter().map(ToString::to_string).take(NAMED));
        }
        Err(RuntimeError::Damaged(why)) => found.texts.push(why),
        Err(error) => return Err(error),
    }
    Ok(())
}

fn read_profiles(
    reader: &dyn LedgerReader,
    site: &SiteId,
    found: &mut Examination,
) -> Result<(), RuntimeError> {
    let mut after = None;
    loop {
        let rows = reader.profiles_after(site, after, limits::SNAPSHOT_PROFILES)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some(last.profile);
        for row in &rows {
            found.profiles += 1;
            if let Err(error) = codec::decode_profile(row) {
                found.unreadable_profiles += 1;
                if found.unreadable.len() < NAMED {
                    found.unreadable.push(format!("site {site}: {error}"));
                }
            }
        }
    }
}

/// Profiles with inputs behind their snapshot are left out: what they know is not written down yet.
fn look_up_timers(reader: &dyn LedgerReader, found: &mut Examination) -> Result<(), RuntimeError> {
    let behind = profiles_behind(reader)?;
    for timer in reader.due_timers(Timestamp::from_ms(i64::MAX), TIMERS_MOST)? {
        if behind.contains(&timer.profile) {
            continue;
        }
        let Some(row) = reader.snapshot(&timer.site, timer.profile)? else { continue };
        let Ok(profile) = codec::decode_profile(&row) else { continue };
        found.timers += 1;
        let is_known = profile.timers().any(|(id, due)| id == timer.timer && due == timer.due);
        found.unknown_timers += u64::from(!is_known);
    }
    Ok(())
}

fn profiles_behind(reader: &dyn LedgerReader) -> Result<HashSet<ProfileId>, RuntimeError> {
    let mut behind = HashSet::new();
    let mut after = reader.watermark()?;
    loop {
        let rows = reader.inputs_after(after, limits::REPLAY_ROWS)?;
        let Some(last) = rows.last() else { return Ok(behind) };
        after = last.id;
        behind.extend(rows.iter().map(|row| row.profile));
    }
}
