//! The ledger: every input of `step` in order, and what is derived from it.
//!
//! Inputs are the truth. Snapshots, sums of results and segment rows are written behind them and can be built
//! again; timers are an index into profiles; aliases, order claims and outbox rows are committed with the inputs
//! that caused them. Every row belongs to a bucket ([`ProfileId::bucket`]), the unit a ledger is distributed by.

mod rows;
mod sums;

use kizukai_model::{IdKind, Key, ProfileId, Timestamp};

pub use rows::*;
pub use sums::{Amounts, ArmDay, ArmSums, DayNumber};

use crate::StoreError;

/// A position in the log: 1 or more, assigned by the caller, each used once, growing; gaps are allowed.
pub type RowId = i64;

/// The one writer of a ledger. Each method is one transaction: when it answers `Ok`, its effects are synced to
/// disk; when it answers an error, nothing of it is stored and the writer is usable again.
pub trait Ledger: Send {
    /// Appends. Fails with [`StoreError::Duplicate`] when an input's or outbox row's id exists already.
    fn commit(&mut self, commit: &Commit) -> Result<(), StoreError>;

    /// Stores snapshots and moves the watermark. A participation or segment row of a profile that is not among
    /// the profiles is [`StoreError::Refused`].
    fn write_snapshots(&mut self, snapshots: &Snapshots) -> Result<(), StoreError>;

    /// A commit and snapshots in one transaction: one sync for both. The snapshots may contain the commit's inputs.
    fn commit_with_snapshots(&mut self, commit: &Commit, snapshots: &Snapshots) -> Result<(), StoreError>;

    /// Removes people for good: all rows of these profiles, and with them what results and segments count of them. When
    /// it answers `Ok`, not even the bytes of those rows are left. Inputs are found from each profile's newest on, along
    /// `prev`. Removing what is not there changes nothing.
    fn erase(&mut self, erasure: &Erasure) -> Result<Erased, StoreError>;

    /// Counts the results of all campaigns anew from the profiles that are stored, whatever the sums were before.
    fn recount(&mut self) -> Result<(), StoreError>;

    /// Says in which way what is counted of profiles was counted: a number of the caller's.
    fn count_as(&mut self, way: u32) -> Result<(), StoreError>;

    /// Takes up to `limit` rows of a kind that are due, earliest first, and hides them until `lease_until`: a worker that
    /// dies loses its lease, and the row comes again. A row waits for the rows of its person before it ([`OutboxRow::seq`]),
    /// also while these are leased or wait for another attempt. The rows carry the `due` they had before.
    fn lease_outbox(&mut self, lease: &Lease<'_>) -> Result<Vec<OutboxRow>, StoreError>;
}

/// What a worker takes from the outbox.
#[derive(Debug, Clone, Copy)]
pub struct Lease<'a> {
    /// What it can send.
    pub kind: &'a str,
    /// The time.
    pub now: Timestamp,
    /// Until when nobody else gets the rows; later than `now`.
    pub until: Timestamp,
    /// How many rows at most.
    pub limit: usize,
}

/// Reads a ledger, beside its writer. Each call sees every commit that was answered before the call.
pub trait LedgerReader: Send {
    /// What an id resolves to. A merged profile's tombstone is not followed.
    fn alias(&self, site: &str, kind: IdKind, id: &str) -> Result<Option<ProfileId>, StoreError>;

    /// The stored snapshot of a profile; inputs after it may exist.
    fn snapshot(&self, site: &str, profile: ProfileId) -> Result<Option<SnapshotRow>, StoreError>;

    /// One input.
    fn input(&self, row: RowId) -> Result<Option<InputRow>, StoreError>;

    /// Inputs behind a position, of all sites, by ascending id: for recovery and rebuilding.
    fn inputs_after(&self, row: RowId, limit: usize) -> Result<Vec<InputRow>, StoreError>;

    /// Inputs before a position, of all sites, by descending id: for counting what was.
    fn inputs_before(&self, row: RowId, limit: usize) -> Result<Vec<InputRow>, StoreError>;

    /// Inputs of one profile, newest first, from `head` along `prev`. Ends early where an input is gone
    /// (retention). An input of another profile on the way is [`StoreError::Corrupt`]; as `head` itself, which
    /// may come from outside as a cursor, it answers an empty list.
    fn history(
        &self,
        site: &str,
        profile: ProfileId,
        head: RowId,
        limit: usize,
    ) -> Result<Vec<InputRow>, StoreError>;

    /// The watermark of the snapshots; 0 before the first.
    fn watermark(&self) -> Result<RowId, StoreError>;

    /// The way of counting that [`Ledger::count_as`] said; 0 before the first.
    fn counted_as(&self) -> Result<u32, StoreError>;

    /// The highest position in use, counting the watermark: new ids must be above it. 0 when empty.
    fn last_row(&self) -> Result<RowId, StoreError>;

    /// When the newest input was taken; None when there is none.
    fn newest_input_at(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Timers due at or before `now`, earliest first. They stay until cleared.
    fn due_timers(&self, now: Timestamp, limit: usize) -> Result<Vec<TimerRow>, StoreError>;

    /// When the earliest timer falls due.
    fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Whether exactly this timer waits at this time.
    fn has_timer(&self, row: &TimerRow) -> Result<bool, StoreError>;

    /// Who claimed an order first.
    fn order_claim(&self, site: &str, order_id: &str) -> Result<Option<ProfileId>, StoreError>;

    /// Results of a campaign, ordered by phase and arm. `assigned` counts by the phase of the draw, everything
    /// else by the phase of the first decision.
    fn arm_results(&self, site: &str, campaign: &Key) -> Result<Vec<ArmResult>, StoreError>;

    /// Day by day what the arms of a campaign achieved, or, for None, what the site achieved as a whole: ordered by phase, arm
    /// and day.
    fn arm_days(&self, site: &str, campaign: Option<&Key>) -> Result<Vec<ArmDay>, StoreError>;

    /// How many sums of results are not what is counted of the stored profiles. Reads all of them.
    fn wrong_sums(&self) -> Result<u64, StoreError>;

    /// What results count of a profile, ordered by campaign.
    fn participations(&self, site: &str, profile: ProfileId) -> Result<Vec<ParticipationRow>, StoreError>;

    /// The segments a profile is in, ordered by key.
    fn memberships(&self, site: &str, profile: ProfileId) -> Result<Vec<SegmentRow>, StoreError>;

    /// How many profiles are in a segment.
    fn segment_size(&self, site: &str, segment: &Key) -> Result<u64, StoreError>;

    /// Profiles that are in a segment, ordered by profile id, from behind `after`.
    fn segment_members(
        &self,
        site: &str,
        segment: &Key,
        after: Option<ProfileId>,
        limit: usize,
    ) -> Result<Vec<SegmentRow>, StoreError>;

    /// Snapshots of a site ordered by profile id, from behind `after`; tombstones included.
    fn profiles_after(
        &self,
        site: &str,
        after: Option<ProfileId>,
        limit: usize,
    ) -> Result<Vec<SnapshotRow>, StoreError>;

    /// How many snapshots a site has, tombstones included.
    fn profile_count(&self, site: &str) -> Result<u64, StoreError>;

    /// When the earliest row of a kind that was not given up falls due, leases included.
    fn next_outbox_due(&self, kind: &str) -> Result<Option<Timestamp>, StoreError>;

    /// How many rows of a kind a shop has in the outbox.
    fn outbox_count(&self, site: &str, kind: &str) -> Result<OutboxCount, StoreError>;

    /// Rows of a shop that were given up, newest first, older than `before`.
    fn dead_rows(
        &self,
        site: &str,
        before: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<DeadRow>, StoreError>;

    /// Counts rows by walking the tables: for `doctor` and tests, not for a request.
    fn counts(&self) -> Result<Counts, StoreError>;
}
