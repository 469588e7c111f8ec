//! Stepping the whole ledger again from nothing, and comparing: state is derived, so it must come out equal.
//!
//! | file | what |
//! |---|---|
//! | `workbench` | profiles under construction: a bounded number in memory, the others in a ledger of their own |
//! | `comparison` | what is stored of a profile against what the inputs make of it |
//! | `replacement` | the rebuilt profiles take the place of the stored ones |
//!
//! Offline: the folder must not be in use. The log is read once, in its order, because a merge needs the source as it is
//! at that very row. Everything derived is compared: snapshots, participations and segments at the input that the snapshot
//! names; timers, order claims and the names that lead to a profile as they stand at the end of the log. Names of devices
//! are compared as far as inputs tell them: each device of a profile must lead somewhere.

mod comparison;
mod replacement;
mod workbench;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::Serialize;

use kizukai_engagement::{Input, step};
use kizukai_model::{ProfileId, SiteId};
use kizukai_store::{Commit, InputRow, Ledger, LedgerReader, RowId};

use crate::codec::Entry;
use crate::counting::{self, Counting};
use crate::engine::check_source;
use crate::programs::{OlderPrograms, SharedCatalog};
use crate::{RuntimeError, Stores, limits};
use workbench::Workbench;

/// What a rebuild found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RebuildReport {
    /// Inputs stepped.
    pub inputs: u64,
    /// Profiles built, merged ones included.
    pub profiles: u64,
    /// Profiles of which everything stored is what the inputs make of them; and profiles that have no snapshot yet.
    pub equal: u64,
    /// Profiles of which something else is stored, the first [`limits::DIFFERENCES_TOLD`] that were met.
    pub different: Vec<Difference>,
    /// Differences beyond those, which are counted only.
    pub untold: u64,
    /// Timers in the table that no profile knows. They are dropped when they fall due.
    pub stray_timers: u64,
    /// Sums of results that are not what is counted of the stored profiles.
    pub wrong_sums: u64,
    /// Snapshots written.
    pub written: u64,
    /// Profiles that were in memory at the same time, at most.
    pub most_in_memory: u64,
}

/// Something stored that is not what the inputs make of the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The site.
    pub site: String,
    /// The profile.
    pub profile: ProfileId,
    /// The input after which it was compared.
    pub seq: u64,
    /// What is wrong.
    pub reason: String,
}

/// How much a rebuild may keep in memory. What goes beyond it waits in the data folder, in `rebuild/`, for as long as the
/// rebuild runs; that takes about as much space as the snapshots themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Profiles.
    pub profiles: usize,
    /// Bytes they take, about.
    pub bytes: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { profiles: limits::CACHE_PROFILES, bytes: limits::CACHE_MEGABYTES << 20 }
    }
}

/// Rebuilds every profile of a data folder and compares everything derived from it; with `write`, the rebuilt profiles
/// replace the snapshots, and what is missing of timers, order claims and names is put in.
///
/// # Errors
/// When the folder is in use, or an input cannot be read or stepped.
pub fn rebuild(dir: &Path, write: bool, room: Room) -> Result<RebuildReport, RuntimeError> {
    let mut stores = Stores::open(dir)?;
    let reader = (stores.open_reader)()?;
    let catalog = SharedCatalog::new(stores.catalog);
    counting::bring_up_to_date(&catalog, &mut *stores.ledger, &*reader)?;
    let mut rebuilding = Rebuilding {
        reader: &*reader,
        ledger: stores.ledger,
        is_writing: write,
        programs: OlderPrograms::new(catalog.clone()),
        countings: Countings { catalog, of_sites: HashMap::new() },
        workbench: Workbench::new(dir, room)?,
        sites: Vec::new(),
        differences: BTreeMap::new(),
        missing: Commit::default(),
        report: RebuildReport::default(),
    };
    let last_row = rebuilding.step_all()?;
    rebuilding.workbench.put_all_away()?;
    rebuilding.compare_all()?;
    if write {
        rebuilding.replace_all(last_row)?;
    }
    let report = rebuilding.finish();
    tracing::info!(
        inputs = report.inputs,
        profiles = report.profiles,
        different = report.different.len(),
        "rebuilt"
    );
    Ok(report)
}

struct Rebuilding<'a> {
    reader: &'a dyn LedgerReader,
    ledger: Box<dyn Ledger>,
    is_writing: bool,
    programs: OlderPrograms,
    countings: Countings,
    workbench: Workbench,
    /// The sites that have inputs.
    sites: Vec<SiteId>,
    differences: BTreeMap<ProfileId, Difference>,
    /// Rows that should be stored and are not.
    missing: Commit,
    report: RebuildReport,
}

/// How the profiles of each site are counted.
struct Countings {
    catalog: SharedCatalog,
    of_sites: HashMap<SiteId, Counting>,
}

impl Countings {
    fn of(&mut self, site: &SiteId) -> Result<&Counting, RuntimeError> {
        if !self.of_sites.contains_key(site) {
            self.of_sites.insert(site.clone(), Counting::of_site(&self.catalog, site)?);
        }
        Ok(&self.of_sites[site])
    }
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
            let then = self.workbench.profile(self.reader, &row.site, *source)?.state.clone();
            check_source(&then, *source_seq)?;
            *state = Some(Box::new(then));
        }
        if row.seq == 1 {
            self.begin(row);
        }
        let rebuilt = self.workbench.profile(self.reader, &row.site, row.profile)?;
        if row.seq != rebuilt.state.seq() + 1 {
            return Err(RuntimeError::Damaged(format!("input {} does not follow {}", row.id, row.profile)));
        }
        let outcome = step(&program, &mut rebuilt.state, &input, row.now);
        rebuilt.head = Some(row.id);
        let is_snapshot_due = rebuilt.compare_at == Some(row.seq);
        self.report.inputs += 1;
        if is_snapshot_due {
            self.compare_snapshot(row)?;
        }
        for order_id in outcome.orders {
            self.compare_order(row, order_id)?;
        }
        self.workbench.make_room(row.profile)
    }

    /// The first input of a profile.
    fn begin(&mut self, row: &InputRow) {
        self.report.profiles += 1;
        if !self.sites.contains(&row.site) {
            self.sites.push(row.site.clone());
        }
    }

    /// Something stored is not what it should be. A profile is told once, with all reasons.
    fn differs(&mut self, site: &SiteId, profile: ProfileId, seq: u64, reason: String) {
        if let Some(known) = self.differences.get_mut(&profile) {
            known.reason = format!("{}; {reason}", known.reason);
        } else if self.differences.len() < limits::DIFFERENCES_TOLD {
            let site = site.to_string();
            self.differences.insert(profile, Difference { site, profile, seq, reason });
        } else {
            self.report.untold += 1;
        }
    }

    fn finish(mut self) -> RebuildReport {
        self.report.different = self.differences.into_values().collect();
        let different = self.report.different.len() as u64 + self.report.untold;
        self.report.equal = self.report.profiles.saturating_sub(different);
        self.report.most_in_memory = self.workbench.most_in_memory();
        self.report
    }
}
