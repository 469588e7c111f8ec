//! Snapshots, written behind: they bound what a restart replays, and results are counted from them.
//!
//! In small portions, one on its way at a time, the longest dirty profiles first: while a portion is encoded nobody is
//! served, and while it is written nobody is answered. It goes to the committer in turn with the commits, so that everything
//! a snapshot contains is durable no later than itself. A profile that was merged into another one is written no earlier
//! than the other: from the two snapshots the merge can always be stepped again.
//!
//! How much a portion holds grows with how far the snapshots are behind, so that writing settles at the pace at which
//! profiles change, and each profile is written as seldom as that allows.

use std::collections::BTreeSet;
use std::sync::Arc;

use kizukai_engagement::Profile;
use kizukai_model::{ProfileId, SiteId, Timestamp};
use kizukai_store::{RowId, SegmentRow, SnapshotRow};

use super::{Answer, Engine, Written};
use crate::committer::{Job, SnapshotWork};
use crate::{RuntimeError, codec, limits, measures};

/// What is being written, and who waits for it.
#[derive(Default)]
pub(crate) struct SnapshotWriting {
    is_under_way: bool,
    /// Not before; after a failure.
    not_before: Option<Timestamp>,
    /// Who waits until everything up to a row is in snapshots.
    waiters: Vec<(RowId, Answer<()>)>,
    /// The runtime stops when everything up to this row is in snapshots, or cannot be.
    stop_at: Option<RowId>,
    was_given_up: bool,
}

impl SnapshotWriting {
    /// Somebody waits until everything up to a row is in snapshots.
    pub(crate) fn wait(&mut self, upto: RowId, answer: Answer<()>) {
        self.not_before = None;
        self.waiters.push((upto, answer));
    }

    /// Whether the runtime need not wait for snapshots any more.
    pub(crate) const fn is_done(&self) -> bool {
        !self.is_under_way && (self.stop_at.is_none() || self.was_given_up)
    }

    /// The row up to which somebody wants everything written.
    fn wanted(&self) -> Option<RowId> {
        self.waiters.iter().map(|(row, _)| *row).chain(self.stop_at).max()
    }

    fn answer(&mut self, oldest_dirty: Option<RowId>) {
        let is_written = |row: RowId| oldest_dirty.is_none_or(|oldest| oldest > row);
        for (_, waiter) in self.waiters.extract_if(.., |(row, _)| is_written(*row)) {
            // The asker may have gone away.
            drop(waiter.send(Ok(())));
        }
        self.stop_at = self.stop_at.filter(|row| !is_written(*row));
    }

    fn failed(&mut self, not_before: Timestamp, error: &RuntimeError) {
        self.not_before = Some(not_before);
        self.was_given_up = self.stop_at.is_some();
        for (_, waiter) in self.waiters.drain(..) {
            drop(waiter.send(Err(error.clone())));
        }
    }
}

impl Engine {
    pub(super) fn stop_after_snapshots(&mut self) {
        self.is_stopping = true;
        self.snapshots.not_before = None;
        self.snapshots.stop_at = Some(self.last_row);
    }

    /// Starts a writing when one is wanted and none is under way.
    pub(super) fn write_snapshots_if_wanted(&mut self, is_idle: bool) {
        if self.snapshots.is_under_way {
            return;
        }
        self.snapshots.answer(self.residents.oldest_dirty());
        let Some(oldest) = self.residents.oldest_dirty() else { return };
        let is_wanted = is_idle
            || self.distance() >= self.replay_inputs / 2
            || self.residents.is_over_capacity()
            || self.snapshots.wanted().is_some_and(|row| row >= oldest);
        if is_wanted && self.snapshots.not_before.is_none_or(|time| time <= self.now()) {
            self.write_snapshots(is_idle);
        }
    }

    fn write_snapshots(&mut self, is_idle: bool) {
        let work = self.collect_snapshots(is_idle);
        if work.heads.is_empty() {
            let error = RuntimeError::Damaged("profiles cannot be built; see the log".into());
            self.snapshots.failed(self.now().plus(limits::AFTER_FAILURE), &error);
            return;
        }
        self.snapshots.is_under_way = self.jobs.send(Job::Snapshots(work)).is_ok();
        self.snapshots.was_given_up = !self.snapshots.is_under_way;
    }

    /// The report of a writing.
    pub(super) fn snapshots_written(&mut self, profiles: &[Written], result: &Result<(), RuntimeError>) {
        self.snapshots.is_under_way = false;
        match result {
            Ok(()) => profiles.iter().for_each(|written| self.residents.written(written)),
            Err(error) => {
                let not_before = self.now().plus(limits::AFTER_FAILURE);
                self.snapshots.failed(not_before, error);
            }
        }
    }

    fn collect_snapshots(&mut self, is_idle: bool) -> SnapshotWork {
        let longest_dirty: Vec<_> = self.residents.dirty().take(limits::SNAPSHOT_PROFILES).collect();
        let mut work = SnapshotWork { generation: self.generation, ..SnapshotWork::default() };
        let mut chosen = BTreeSet::new();
        let (bytes, began_ms) = (self.portion_bytes(is_idle), self.clock.monotonic_ms());
        let mut encoded = 0;
        for (row, id) in longest_dirty {
            if encoded >= bytes || self.clock.monotonic_ms() >= began_ms + limits::SNAPSHOT_MS {
                break;
            }
            let before = work.snapshots.profiles.len();
            if let Err(error) = self.add_with_target(id, &mut chosen, &mut work) {
                tracing::error!(%error, "a profile cannot be built and is set aside");
                measures::broken();
                self.residents.set_aside(row);
            }
            encoded += work.snapshots.profiles[before..].iter().map(|row| row.state.len()).sum::<usize>();
        }
        let left = self.residents.dirty().find(|(_, id)| !chosen.contains(id)).map(|(row, _)| row);
        let oldest_left = [left, self.residents.oldest_set_aside()].into_iter().flatten().min();
        work.snapshots.watermark = oldest_left.map_or(self.last_row, |row| row - 1);
        work
    }

    /// Bytes of the next portion: few while there is time, many when somebody waits or the bound is near.
    fn portion_bytes(&self, is_idle: bool) -> usize {
        let (least, most) = (limits::SNAPSHOT_BYTES_LEAST, limits::SNAPSHOT_BYTES_MOST);
        if is_idle || self.snapshots.wanted().is_some() {
            return most;
        }
        let half = self.replay_inputs / 2;
        let beyond = self.distance().saturating_sub(half).clamp(0, half.max(1));
        let share = (beyond as f64 / half.max(1) as f64).max(self.residents.overflow()).min(1.0);
        least + ((most - least) as f64 * share * share) as usize
    }

    /// Adds a profile's snapshot after those of the profiles it was merged into.
    fn add_with_target(
        &mut self,
        id: ProfileId,
        chosen: &mut BTreeSet<ProfileId>,
        work: &mut SnapshotWork,
    ) -> Result<(), RuntimeError> {
        let is_dirty = self.residents.peek(&id).is_some_and(|resident| !resident.rows.is_empty());
        if !is_dirty || chosen.contains(&id) {
            return Ok(());
        }
        let site = self.residents.peek(&id).map(|resident| resident.site.clone()).unwrap_or_default();
        if let Some(target) = self.load(&site, id)?.merged_into() {
            self.add_with_target(target, chosen, work)?;
        }
        self.add_snapshot(&site, id, work)?;
        chosen.insert(id);
        Ok(())
    }

    fn add_snapshot(
        &mut self,
        site: &SiteId,
        id: ProfileId,
        work: &mut SnapshotWork,
    ) -> Result<(), RuntimeError> {
        self.load(site, id)?;
        let Some(resident) = self.residents.peek(&id) else { return Ok(()) };
        let Some(profile) = resident.state.as_deref() else { return Ok(()) };
        let counting = Arc::clone(self.counting(site)?);
        let standing = counting.standing(profile);
        let written = |upto| Written { profile: id, upto, standing };
        work.heads.extend(resident.head.map(written));
        let snapshots = &mut work.snapshots;
        snapshots.profiles.push(snapshot(site, profile, resident.head));
        if resident.standing == Some(standing) {
            snapshots.settled.insert((site.clone(), id));
            return Ok(());
        }
        snapshots.participations.extend(counting.rows(site, profile));
        snapshots.segments.extend(memberships(site, profile));
        Ok(())
    }
}

pub(crate) fn memberships(site: &SiteId, profile: &Profile) -> impl Iterator<Item = SegmentRow> {
    profile.segments().map(|(segment, entered_at)| SegmentRow {
        site: site.clone(),
        segment: segment.clone(),
        profile: profile.id(),
        entered_at,
    })
}

pub(crate) fn snapshot(site: &SiteId, profile: &Profile, head: Option<RowId>) -> SnapshotRow {
    SnapshotRow {
        site: site.clone(),
        profile: profile.id(),
        upto_seq: profile.seq(),
        head,
        merged_into: profile.merged_into(),
        version: Profile::VERSION,
        state: codec::encode_profile(profile),
    }
}
