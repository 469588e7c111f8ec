//! The ledger: every input of `step` in order, and what is derived from it.
//!
//! Inputs are the truth. Snapshots, participations and segment rows are written behind them and can be built
//! again; timers are an index into profiles; aliases, order claims and outbox rows are committed with the inputs
//! that caused them. Every row belongs to a bucket ([`ProfileId::bucket`]), the unit a ledger is distributed by.

use kizukai_model::{IdKind, Key, Money, ProfileId, SiteId, Timestamp};

use crate::StoreError;

/// A position in the log: 1 or more, assigned by the caller, each used once, growing; gaps are allowed.
pub type RowId = i64;

/// One input of `step`, as it was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRow {
    /// Its position in the log.
    pub id: RowId,
    /// The shop.
    pub site: SiteId,
    /// The profile it was applied to.
    pub profile: ProfileId,
    /// Its number within the profile, from 1.
    pub seq: u64,
    /// The previous input of the same profile: reading newest first needs no index.
    pub prev: Option<RowId>,
    /// The `now` that `step` was given; never decreases within a profile.
    pub now: Timestamp,
    /// The program that `step` was given.
    pub program: u64,
    /// The input, encoded by the runtime.
    pub input: Vec<u8>,
    /// The decisions it led to, encoded by the runtime.
    pub decisions: Option<Vec<u8>>,
}

/// An id that resolves to a profile. Committing another profile for the same id points it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasRow {
    /// The shop.
    pub site: SiteId,
    /// Whether the id is a device's or the shop's own.
    pub kind: IdKind,
    /// The id.
    pub id: String,
    /// What it resolves to.
    pub profile: ProfileId,
}

/// When to look at a profile again. The profile knows why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimerRow {
    /// The shop.
    pub site: SiteId,
    /// The profile to step.
    pub profile: ProfileId,
    /// The timer's id, unique within the profile.
    pub timer: u64,
    /// When it falls due.
    pub due: Timestamp,
}

/// A change of the timer index. Setting what is set and clearing what is not there change nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimerChange {
    /// Put the timer in. The same timer at another time is another row: clear the old one with its own time.
    Set(TimerRow),
    /// Take the row of exactly this timer and time out.
    Clear(TimerRow),
}

/// A profile's claim to an order. The first claim of an order stays; later ones change nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderClaim {
    /// The shop.
    pub site: SiteId,
    /// The shop's number of the order.
    pub order_id: String,
    /// Who bought.
    pub profile: ProfileId,
}

/// Something to be sent to the outside, once the commit that holds it is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its id, used once.
    pub id: u64,
    /// The shop.
    pub site: SiteId,
    /// Whom it is about.
    pub profile: ProfileId,
    /// Which worker takes it.
    pub kind: String,
    /// What to send, encoded by the runtime.
    pub payload: Vec<u8>,
    /// Not before.
    pub due: Timestamp,
}

/// What one atomic commit appends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// Inputs, in the order they were applied.
    pub inputs: Vec<InputRow>,
    /// Ids and where they now point.
    pub aliases: Vec<AliasRow>,
    /// Changes of the timer index, applied in this order.
    pub timers: Vec<TimerChange>,
    /// Orders seen.
    pub orders: Vec<OrderClaim>,
    /// Things to send.
    pub outbox: Vec<OutboxRow>,
}

impl Commit {
    /// Whether there is nothing to commit.
    pub const fn is_empty(&self) -> bool {
        self.inputs.is_empty()
            && self.aliases.is_empty()
            && self.timers.is_empty()
            && self.orders.is_empty()
            && self.outbox.is_empty()
    }
}

/// A profile as it was after one of its inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotRow {
    /// The shop.
    pub site: SiteId,
    /// Whose state.
    pub profile: ProfileId,
    /// The last input contained.
    pub upto_seq: u64,
    /// That input's position; None when there is none.
    pub head: Option<RowId>,
    /// The profile this one was merged into: a tombstone.
    pub merged_into: Option<ProfileId>,
    /// The version of the state's encoding.
    pub version: u32,
    /// The state, encoded by the runtime.
    pub state: Vec<u8>,
}

/// A profile's part in a campaign, for counting results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipationRow {
    /// The shop.
    pub site: SiteId,
    /// The campaign.
    pub campaign: Key,
    /// Who.
    pub profile: ProfileId,
    /// The arm drawn.
    pub arm: Key,
    /// Whether that arm is the hidden control.
    pub control: bool,
    /// Whether a merge joined two people decided in different arms.
    pub crossed: bool,
    /// When the arm was drawn.
    pub assigned_at: Timestamp,
    /// The phase in which it was drawn.
    pub assigned_phase: u32,
    /// The first show or ghost show.
    pub decided_at: Option<Timestamp>,
    /// The phase of that show.
    pub decided_phase: Option<u32>,
    /// When the tag first confirmed a show.
    pub seen_at: Option<Timestamp>,
    /// When the goal was first reached.
    pub converted_at: Option<Timestamp>,
    /// What the goal was worth.
    pub value: Money,
}

/// A profile's membership in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentRow {
    /// The shop.
    pub site: SiteId,
    /// The segment.
    pub segment: Key,
    /// Who is in it.
    pub profile: ProfileId,
    /// Since when.
    pub entered_at: Timestamp,
}

/// Profiles written behind the inputs, in one transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshots {
    /// The profiles; each replaces the one stored before.
    pub profiles: Vec<SnapshotRow>,
    /// All participations of the profiles above; they replace those stored before.
    pub participations: Vec<ParticipationRow>,
    /// All segment memberships of the profiles above; they replace those stored before.
    pub segments: Vec<SegmentRow>,
    /// Every input with an id up to here is contained in a stored snapshot. Recovery reads from behind it.
    pub watermark: RowId,
}

/// What an arm achieved in a phase: visitors, and the value of their goals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArmResult {
    /// The phase.
    pub phase: u32,
    /// The arm.
    pub arm: Key,
    /// Whether it is the hidden control.
    pub control: bool,
    /// Visitors whose arm was drawn in this phase.
    pub assigned: u64,
    /// Visitors first shown it, or ghost-shown, in this phase. The following are counted among these.
    pub decided: u64,
    /// Visitors whose tag confirmed a show.
    pub seen: u64,
    /// Visitors who reached the goal.
    pub converted: u64,
    /// The sum of what their goals were worth.
    pub value: Money,
    /// Visitors whom a merge found in two arms; counted here, in the first one.
    pub crossed: u64,
}

/// How many rows there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Inputs in the log.
    pub inputs: u64,
    /// Profiles with a snapshot, tombstones included.
    pub profiles: u64,
    /// Ids that resolve to a profile.
    pub aliases: u64,
    /// Timers waiting.
    pub timers: u64,
    /// Orders claimed.
    pub orders: u64,
    /// Outbox rows not finished.
    pub outbox: u64,
}

/// The one writer of a ledger. Each method is one transaction: when it answers `Ok`, its effects are synced to
/// disk; when it answers an error, nothing of it is stored and the writer is usable again.
pub trait Ledger: Send {
    /// Appends. Fails with [`StoreError::Duplicate`] when an input's or outbox row's id exists already.
    fn commit(&mut self, commit: &Commit) -> Result<(), StoreError>;

    /// Stores snapshots and moves the watermark. A participation or segment row of a profile that is not among
    /// the profiles is [`StoreError::Refused`].
    fn write_snapshots(&mut self, snapshots: &Snapshots) -> Result<(), StoreError>;

    /// Takes up to `limit` rows that are due, earliest first, and hides them until `lease_until`: a worker that
    /// dies loses its lease, and the row comes again. The rows carry the `due` they had before.
    fn lease_outbox(
        &mut self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError>;

    /// Removes rows that were sent, or given up. Unknown ids are passed over: they were finished before.
    fn finish_outbox(&mut self, ids: &[u64]) -> Result<(), StoreError>;
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

    /// The highest position in use, counting the watermark: new ids must be above it. 0 when empty.
    fn last_row(&self) -> Result<RowId, StoreError>;

    /// Timers due at or before `now`, earliest first. They stay until cleared.
    fn due_timers(&self, now: Timestamp, limit: usize) -> Result<Vec<TimerRow>, StoreError>;

    /// When the earliest timer falls due.
    fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Who claimed an order first.
    fn order_claim(&self, site: &str, order_id: &str) -> Result<Option<ProfileId>, StoreError>;

    /// Results of a campaign, ordered by phase and arm. `assigned` counts by the phase of the draw, everything
    /// else by the phase of the first decision.
    fn arm_results(&self, site: &str, campaign: &Key) -> Result<Vec<ArmResult>, StoreError>;

    /// How many profiles are in a segment.
    fn segment_size(&self, site: &str, segment: &Key) -> Result<u64, StoreError>;

    /// Snapshots of a site ordered by profile id, from behind `after`; tombstones included.
    fn profiles_after(
        &self,
        site: &str,
        after: Option<ProfileId>,
        limit: usize,
    ) -> Result<Vec<SnapshotRow>, StoreError>;

    /// Counts rows by walking the tables: for `doctor` and tests, not for a request.
    fn counts(&self) -> Result<Counts, StoreError>;
}
