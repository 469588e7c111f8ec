//! Building a profile from what is stored: its snapshot, and the inputs behind it, each stepped again under the program
//! it names. This is all there is to recovery: after a start the rows behind the snapshots are known, and each profile
//! is built when it is next needed.
//!
//! A merge needs the source as it was then. The source's snapshot never contains its `MergedInto` before the target's
//! snapshot contains the merge (`snapshots`), so the source can still be built up to that input.

use std::collections::VecDeque;

use kizukai_engagement::{Input, Profile, step};
use kizukai_model::{ProfileId, SiteId};
use kizukai_store::RowId;

use super::Engine;
use super::residents::Resident;
use crate::codec::{self, Entry};
use crate::{RuntimeError, limits, measures};

/// What a stored snapshot says, beside the profile itself.
struct Stored {
    /// The newest row it contains.
    head: Option<RowId>,
    /// What results and segment sizes count of it.
    standing: u64,
}

impl Engine {
    /// Finds the inputs that are in no snapshot.
    pub(super) fn recover(&mut self) -> Result<(), RuntimeError> {
        let mut after = self.reader.watermark()?;
        let mut found = 0_usize;
        loop {
            let rows = self.reader.inputs_after(after, limits::REPLAY_ROWS)?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            found += rows.len();
            for row in &rows {
                self.residents.record(&row.site, row.profile, row.id);
            }
        }
        if found > 0 {
            tracing::info!(inputs = found, profiles = self.residents.len(), "inputs behind their snapshots");
        }
        Ok(())
    }

    /// Brings a profile into memory. One that nobody has heard of is a profile without inputs.
    pub(super) fn load(&mut self, site: &SiteId, id: ProfileId) -> Result<&mut Profile, RuntimeError> {
        let needs_building = self.residents.get(&id).is_none_or(|resident| resident.state.is_none());
        if needs_building {
            self.build_resident(site, id)?;
        }
        let resident = self.residents.get(&id).and_then(|resident| resident.state.as_deref_mut());
        Ok(resident.expect("the profile was built just now"))
    }

    fn build_resident(&mut self, site: &SiteId, id: ProfileId) -> Result<(), RuntimeError> {
        let rows = self.rows_behind_snapshot(&id);
        let (state, stored) = self.build(site, id, &rows, u64::MAX)?;
        let head = rows.back().copied().or(stored.head);
        let standing = Some(stored.standing);
        let state = Some(Box::new(state));
        let resident =
            Resident { site: site.clone(), state, head, rows, standing, last_event: None, weight: 0 };
        self.residents.put(id, resident);
        Ok(())
    }

    fn rows_behind_snapshot(&self, id: &ProfileId) -> VecDeque<RowId> {
        self.residents.peek(id).map(|resident| resident.rows.clone()).unwrap_or_default()
    }

    /// A profile as it was after input `upto_seq`, and what is stored of it.
    fn build(
        &mut self,
        site: &SiteId,
        id: ProfileId,
        rows: &VecDeque<RowId>,
        upto_seq: u64,
    ) -> Result<(Profile, Stored), RuntimeError> {
        let snapshot = self.reader.snapshot(site, id)?;
        let head = snapshot.as_ref().and_then(|snapshot| snapshot.head);
        let mut profile = match snapshot {
            None => Profile::new(id),
            Some(row) => codec::decode_profile(&row)?,
        };
        let stored = Stored { head, standing: self.counting(site)?.standing(&profile) };
        let mut replayed = 0;
        for row in rows {
            if profile.seq() >= upto_seq {
                break;
            }
            replayed += usize::from(self.replay(site, &mut profile, *row)?);
        }
        measures::replayed(replayed);
        Ok((profile, stored))
    }

    /// Steps a stored input again, unless the profile contains it already.
    fn replay(&mut self, site: &SiteId, profile: &mut Profile, row: RowId) -> Result<bool, RuntimeError> {
        let missing = || RuntimeError::Damaged(format!("input {row} of {} is gone", profile.id()));
        let stored = self.reader.input(row)?.ok_or_else(missing)?;
        if stored.seq <= profile.seq() {
            return Ok(false);
        }
        if stored.seq != profile.seq() + 1 || stored.profile != profile.id() {
            return Err(RuntimeError::Damaged(format!("input {row} does not follow {}", profile.id())));
        }
        let mut input = Entry::read(&stored)?.into_input();
        if let Input::Merge { source, source_seq, state } = &mut input {
            let rows = self.rows_behind_snapshot(source);
            let (then, _) = self.build(site, *source, &rows, *source_seq)?;
            check_source(&then, *source_seq)?;
            *state = Some(Box::new(then));
        }
        let program = self.program_of(site, stored.program)?;
        step(&program, profile, &input, stored.now);
        Ok(true)
    }
}

/// The merged profile must be exactly as it was at the merge.
pub(crate) fn check_source(source: &Profile, source_seq: u64) -> Result<(), RuntimeError> {
    if source.seq() == source_seq {
        return Ok(());
    }
    let (id, seq) = (source.id(), source.seq());
    Err(RuntimeError::Damaged(format!("{id} is at input {seq}, its merge happened at {source_seq}")))
}
