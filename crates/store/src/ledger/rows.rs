//! The rows of a ledger. What a commit appends, then what is derived, then what is counted.

use std::collections::HashSet;

use kizukai_model::{IdKind, Key, Money, ProfileId, SiteId, Timestamp};

use super::{DayNumber, RowId};

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
    /// Its place in what this person is sent: rows of one kind leave one after the other, the smaller first.
    pub seq: u64,
    /// What to send, encoded by the runtime.
    pub payload: Vec<u8>,
    /// Not before.
    pub due: Timestamp,
    /// Attempts that failed.
    pub attempts: u32,
}

/// What became of a row of the outbox. A row that is not there (any more) is passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxChange {
    /// It was sent, or is no longer wanted: the row goes.
    Done {
        /// Which.
        id: u64,
    },
    /// An attempt failed, and another follows.
    Later {
        /// Which.
        id: u64,
        /// Not before.
        due: Timestamp,
    },
    /// It is given up: kept aside with the reason, and no longer in the way of others.
    Dead {
        /// Which.
        id: u64,
        /// When.
        at: Timestamp,
        /// Why, as the worker tells it.
        reason: String,
    },
    /// One that was given up is tried again, as if for the first time.
    Again {
        /// Which.
        id: u64,
        /// Not before.
        due: Timestamp,
    },
}

/// A row of the outbox that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadRow {
    /// The row, with its last due time and all attempts.
    pub row: OutboxRow,
    /// When it was given up.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// How many rows of one kind the outbox holds for a shop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxCount {
    /// On their way.
    pub waiting: u64,
    /// Given up.
    pub dead: u64,
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
    /// What became of things to send, applied in this order after the new ones.
    pub sent: Vec<OutboxChange>,
}

impl Commit {
    /// Whether there is nothing to commit.
    pub const fn is_empty(&self) -> bool {
        self.inputs.is_empty()
            && self.aliases.is_empty()
            && self.timers.is_empty()
            && self.orders.is_empty()
            && self.outbox.is_empty()
            && self.sent.is_empty()
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

/// A profile's part in a campaign, or in the site as a whole, for counting results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipationRow {
    /// The shop.
    pub site: SiteId,
    /// The campaign; None for the site as a whole.
    pub campaign: Option<Key>,
    /// Who.
    pub profile: ProfileId,
    /// The arm drawn.
    pub arm: Key,
    /// Whether that arm is the hidden control.
    pub control: bool,
    /// Whether a merge joined two people decided in different arms.
    pub crossed: bool,
    /// The phase in which it was drawn.
    pub assigned_phase: u32,
    /// The day on which it was.
    pub assigned_day: DayNumber,
    /// The first show or ghost show, and what came of it; None before it.
    pub decided: Option<DecidedRow>,
}

/// A first show or ghost show, and what came of it. Amounts but `worth` are cut at the phase's limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedRow {
    /// The phase in which it was.
    pub phase: u32,
    /// The day on which it was.
    pub day: DayNumber,
    /// The day on which the time is over in which goals and orders count.
    pub over_day: DayNumber,
    /// The day on which the time is over in which coming back counts.
    pub back_day: DayNumber,
    /// Whether the tag confirmed a show.
    pub seen: bool,
    /// Whether the goal was reached.
    pub converted: bool,
    /// What the goal was worth, uncut.
    pub worth: Money,
    /// What the goal was worth.
    pub value: Money,
    /// How many orders came.
    pub orders: u32,
    /// Of those, how many only a browser reported.
    pub browser_orders: u32,
    /// What the orders earned; None where that is not known.
    pub profit: Option<Money>,
    /// What was bought before.
    pub before: Money,
    /// Whether the message was put away as soon as it was there.
    pub closed_at_once: bool,
    /// Whether the visitor left at once.
    pub left_at_once: bool,
    /// Whether the visitor came back in another visit.
    pub came_back: bool,
    /// Milliseconds a page took on average; None where that is not known.
    pub load_ms: Option<u32>,
    /// Shows of other campaigns.
    pub other_shows: u32,
    /// The attention those took, in thousandths of a point.
    pub other_points: i64,
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
    /// Those of the profiles above whose participations and segments are the stored ones already: none of theirs come
    /// along, and none stored are touched.
    pub settled: HashSet<(SiteId, ProfileId)>,
    /// All participations of the other profiles above; they replace those stored before.
    pub participations: Vec<ParticipationRow>,
    /// All segment memberships of the other profiles above; they replace those stored before.
    pub segments: Vec<SegmentRow>,
    /// Every input with an id up to here is contained in a stored snapshot. Recovery reads from behind it.
    pub watermark: RowId,
}

/// People to be removed for good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erasure {
    /// The shop.
    pub site: SiteId,
    /// Their profiles, tombstones too, each with the position of its newest input.
    pub profiles: Vec<(ProfileId, Option<RowId>)>,
    /// Ids that resolve elsewhere from then on: of devices that somebody else uses too.
    pub aliases: Vec<AliasRow>,
}

/// What an erasure removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Inputs.
    pub inputs: u64,
    /// Snapshots.
    pub profiles: u64,
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
    /// Outbox rows, those given up included.
    pub outbox: u64,
}
