//! Stepping the whole ledger again from nothing, and comparing: state is derived, so it must come out equal.
//!
//! Offline: the folder must not be in use. Every profile is held in memory at once, for a merge needs the source as it
//! is at that very row; a few kilobytes each.

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;

use kizukai_engagement::{Input, Profile, step};
use kizukai_model::{ProfileId, SiteId};
use kizukai_store::{InputRow, Ledger, LedgerReader, RowId, Snapshots};

use crate::codec::Entry;
use crate::engine::{check_source, memberships, participation, snapshot};
use crate::programs::{OlderPrograms, SharedCatalog};
use crate::{RuntimeError, Stores, limits};

/// What a rebuild found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RebuildReport {
    /// Inputs stepped.
    pub inputs: u64,
    /// Profiles built, merged ones included.
    pub profiles: u64,
    /// Profiles whose snapshot is what the inputs make of them, at the snapshot's own input; and profiles that have no
    /// snapshot yet.
    pub equal: u64,
    /// Profiles whose snapshot is something else.
    pub different: Vec<Difference>,
    /// Snapshots written.
    pub written: u64,
}

/// A snapshot that is not what the inputs make of the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The site.
    pub site: String,
    /// The profile.
    pub profile: ProfileId,
    /// The last input that the snapshot says it contains.
    pub seq: u64,
    /// What is wrong.
    pub reason: String,
}

/// Rebuilds every profile of a data folder and compares it with its snapshot; with `write`, the rebuilt profiles replace
/// the snapshots.
///
/// # Errors
/// When the folder is in use, or an input cannot be read or stepped.
pub fn rebuild(dir: &Path, write: bool) -> Result<RebuildReport, RuntimeError> {
    let mut stores = Stores::open(dir)?;
    let reader = (stores.open_reader)()?;
    let mut rebuilding = Rebuilding {
        reader: &*reader,
        programs: OlderPrograms::new(SharedCatalog::new(stores.catalog)),
        profiles: HashMap::new(),
        report: RebuildReport::default(),
    };
    let last_row = rebuilding.step_all()?;
    rebuilding.finish();
    if write {
        rebuilding.write(&mut *stores.ledger, last_row)?;
    }
    tracing::info!(
        inputs = rebuilding.report.inputs,
        profiles = rebuilding.report.profiles,
        different = rebuilding.report.different.len(),
        "rebuilt"
    );
    Ok(rebuilding.report)
}

/// A profile under construction.
struct Rebuilt {
    site: SiteId,
    state: Profile,
    head: RowId,
    /// The input up to which the stored snapshot goes, until it was compared.
    compare_at: Option<u64>,
}

struct Rebuilding<'a> {
    reader: &'a dyn LedgerReader,
    programs: OlderPrograms,
    profiles: HashMap<ProfileId, Rebuilt>,
    report: RebuildReport,
}

impl Rebuilding<'_> {
    fn step_all(&mut self) -> Result<RowId, RuntimeError> {
        let mut after = 0;
        loop {
            let rows = self.reader.inputs_after(after, limits::REPLAY_ROWS)?;
            let Some(last) = rows.last() else { return Ok(after) };
            after = last.id;
            for row in &rows {
                self.step_row(row)?;
            }
        }
    }

    fn step_row(&mut self, row: &InputRow) -> Result<(), RuntimeError> {
        let program = self.programs.get(&row.site, row.program)?;
        let mut input = Entry::read(row)?.into_input();
        if let Input::Merge { source, source_seq, state } = &mut input {
            let missing = || RuntimeError::Damaged(format!("the merged profile {source} has no inputs"));
            let then = self.profiles.get(source).ok_or_else(missing)?;
            check_source(&then.state, *source_seq)?;
            *state = Some(Box::new(then.state.clone()));
        }
        let compare_at = match self.profiles.get(&row.profile) {
            Some(known) => known.compare_at,
            None => self.reader.snapshot(&row.site, row.profile)?.map(|snapshot| snapshot.upto_seq),
        };
        let rebuilt = self.profiles.entry(row.profile).or_insert_with(|| Rebuilt {
            site: row.site.clone(),
            state: Profile::new(row.profile),
            head: row.id,
            compare_at,
        });
        if row.seq != rebuilt.state.seq() + 1 {
            return Err(RuntimeError::Damaged(format!("input {} does not follow {}", row.id, row.profile)));
        }
        step(&program, &mut rebuilt.state, &input, row.now);
        rebuilt.head = row.id;
        self.report.inputs += 1;
        if compare_at == Some(row.seq) {
            self.compare(row)?;
        }
        Ok(())
    }

    fn compare(&mut self, row: &InputRow) -> Result<(), RuntimeError> {
        let Some(rebuilt) = self.profiles.get_mut(&row.profile) else { return Ok(()) };
        rebuilt.compare_at = None;
        let Some(stored) = self.reader.snapshot(&row.site, row.profile)? else { return Ok(()) };
        let reason = match Profile::decode(stored.version, &stored.state) {
            Ok(state) if state == rebuilt.state => return Ok(()),
            Ok(_) => "the snapshot is not what the inputs make of it".to_owned(),
            Err(error) => error.to_string(),
        };
        self.differs(&row.site, row.profile, row.seq, reason);
        Ok(())
    }

    fn differs(&mut self, site: &SiteId, profile: ProfileId, seq: u64, reason: String) {
        self.report.different.push(Difference { site: site.to_string(), profile, seq, reason });
    }

    fn finish(&mut self) {
        let beyond: Vec<_> = self
            .profiles
            .iter()
            .filter_map(|(id, rebuilt)| Some((rebuilt.site.clone(), *id, rebuilt.compare_at?)))
            .collect();
        for (site, id, seq) in beyond {
            self.differs(&site, id, seq, "the snapshot goes further than the inputs".into());
        }
        self.report.different.sort_by_key(|difference| difference.profile);
        self.report.profiles = self.profiles.len() as u64;
        self.report.equal = self.report.profiles - self.report.different.len() as u64;
    }

    /// Writes all profiles. The watermark moves with the last of them: until then a restart replays as before.
    fn write(&mut self, ledger: &mut dyn Ledger, last_row: RowId) -> Result<(), RuntimeError> {
        let mut ids: Vec<_> = self.profiles.keys().copied().collect();
        // Targets before the profiles that were merged into them (`engine/snapshots`).
        ids.sort_by_key(|id| (self.profiles[id].state.merged_into().is_some(), *id));
        let mut watermark = self.reader.watermark()?;
        let batches = ids.chunks(limits::SNAPSHOT_PROFILES);
        let batch_count = batches.len();
        for (place, batch) in batches.enumerate() {
            if place + 1 == batch_count {
                watermark = last_row;
            }
            ledger.write_snapshots(&self.snapshots(batch, watermark))?;
            self.report.written += batch.len() as u64;
        }
        Ok(())
    }

    fn snapshots(&self, batch: &[ProfileId], watermark: RowId) -> Snapshots {
        let mut snapshots = Snapshots { watermark, ..Snapshots::default() };
        for rebuilt in batch.iter().filter_map(|id| self.profiles.get(id)) {
            let (site, state) = (&rebuilt.site, &rebuilt.state);
            snapshots.profiles.push(snapshot(site, state, Some(rebuilt.head)));
            snapshots
                .participations
                .extend(state.participations().into_iter().map(|of| participation(site, of)));
            snapshots.segments.extend(memberships(site, state));
        }
        snapshots
    }
}
