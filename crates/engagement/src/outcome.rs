//! What follows from an input.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use kizukai_model::{Key, Money, ProfileId, Properties, Timestamp};

use crate::text::Format;

/// What follows from one input. The profile itself was changed in place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// One for each event of the moment, in order.
    pub verdicts: Vec<EventVerdict>,
    /// Results worth keeping: from the gate *stopped* on.
    pub decisions: Vec<Decision>,
    /// What the page must show.
    pub show: Vec<ShowRef>,
    /// What the page must take down.
    pub close: Vec<StepRef>,
    /// What waits for a signal on this page.
    pub armed: Vec<Arc<Armed>>,
    /// When an open wait falls due.
    pub next_check_at: Option<Timestamp>,
    /// Changes to the index of timers.
    pub timers: Vec<TimerChange>,
    /// Segments entered and left.
    pub segments: Vec<SegmentChange>,
    /// Numbers of orders this input counted first; the runtime claims them for the site.
    pub orders: Vec<String>,
}

/// What became of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventVerdict {
    /// The event's id.
    pub message_id: String,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, where that is not plain.
    pub reason: Option<String>,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Applied.
    Ok,
    /// Known already; applied once.
    Duplicate,
    /// Understood, but not applied; the reason says why.
    Dropped,
    /// Not understood; the reason says why.
    Invalid,
    /// Not stored; send it again.
    Retry,
}

/// A step of somebody's passage through a scenario.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StepRef {
    /// The passage.
    pub enrolment: String,
    /// The step.
    pub step: String,
}

/// A step to be shown. Its content is rendered by [`crate::content::render`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShowRef {
    /// Whose.
    pub campaign: Key,
    /// Which version of the campaign the enrolment runs on.
    pub version: u32,
    /// Which alternative.
    pub arm: Key,
    /// Which passage.
    pub enrolment: String,
    /// Which step.
    pub step: Key,
    /// How it looks.
    pub format: Format,
    /// It was shown before and goes on.
    pub resumed: bool,
}

/// A campaign that waits for a signal on this page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Armed {
    /// Which.
    pub campaign: Key,
    /// What the tag shall watch for.
    pub signal: String,
    /// How much of it.
    pub params: Properties,
}

/// The result of evaluating a campaign for a visitor at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Which campaign.
    pub campaign: Key,
    /// The visitor's arm; `control` for the hidden control.
    pub arm: Key,
    /// What came out.
    pub outcome: DecisionOutcome,
    /// The campaign's phase.
    pub phase: u32,
    /// The passage that began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrolment: Option<String>,
    /// The step that was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Key>,
    /// Which gate failed on what, e.g. `cap 1 per 24h`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who had the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Key>,
}

/// What came out of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionOutcome {
    /// It speaks.
    Shown,
    /// It would have spoken; the visitor is control.
    Ghost,
    /// Somebody else has the slot.
    Lost,
    /// The visitor wanted no more of it, or it is finished with the visitor.
    Stopped,
    /// Enough shows already.
    Capped,
    /// Too soon after the last show.
    Quiet,
    /// The visitor's attention is spent.
    Budget,
}

/// A change to the index of timers; the profile is the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerChange {
    /// A timer was set.
    Set {
        /// Its id.
        timer: u64,
        /// When it falls due.
        due: Timestamp,
    },
    /// A timer is gone.
    Clear {
        /// Its id.
        timer: u64,
        /// When it would have fallen due.
        due: Timestamp,
    },
}

/// A segment entered or left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentChange {
    /// Which.
    pub segment: Key,
    /// Entered, or left.
    pub entered: bool,
}

/// The gates, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The campaign does not run.
    Status,
    /// The visitor gets no campaign at all.
    Holdout,
    /// Not now.
    Schedule,
    /// Not for this visitor.
    Audience,
    /// Not at this moment.
    Trigger,
    /// No arm can be drawn.
    Assignment,
    /// Not any more.
    Stopped,
    /// Often enough.
    Caps,
    /// Too soon.
    Quiet,
    /// Too much.
    Budget,
    /// Somebody else.
    Rivals,
}

impl Gate {
    /// All of them, in their order.
    pub const ALL: [Self; 11] = [
        Self::Status,
        Self::Holdout,
        Self::Schedule,
        Self::Audience,
        Self::Trigger,
        Self::Assignment,
        Self::Stopped,
        Self::Caps,
        Self::Quiet,
        Self::Budget,
        Self::Rivals,
    ];
}

/// What results count of one visitor in one campaign, or in the site as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Participation {
    /// Which campaign; None for the site as a whole.
    pub campaign: Option<Key>,
    /// The visitor.
    pub profile: ProfileId,
    /// The arm that counts.
    pub arm: Key,
    /// Whether that is the control.
    pub control: bool,
    /// Decided in different arms before a merge.
    pub crossed: bool,
    /// When the arm was drawn.
    pub assigned_at: Timestamp,
    /// In which phase.
    pub assigned_phase: u32,
    /// The first decision and what came of it; None before it.
    pub decided: Option<Decided>,
}

/// The first time it was decided to speak, or to be silent, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decided {
    /// When.
    pub at: Timestamp,
    /// In which phase.
    pub phase: u32,
    /// When the tag first confirmed a show.
    pub seen_at: Option<Timestamp>,
    /// When the goal was first reached in time.
    pub converted_at: Option<Timestamp>,
    /// What that was worth.
    pub value: Money,
    /// The rest of what results ask for.
    pub watched: Watched,
}

/// What became of a visitor in the time after a decision. Amounts are cut at the phase's limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Watched {
    /// When the time is over in which goals and orders count.
    pub until: Timestamp,
    /// When the time is over in which coming back counts.
    pub back_until: Timestamp,
    /// What the goals were worth.
    pub value: Money,
    /// Orders, those cancelled left out.
    pub orders: u32,
    /// Of those, how many only a browser reported.
    pub browser_orders: u32,
    /// What the orders earned, less what was spent on messages; None where the site says no margin.
    pub profit: Option<Money>,
    /// What was bought before the decision.
    pub before: Money,
    /// Put away as soon as it was there.
    pub closed_at_once: bool,
    /// Gone within half a minute.
    pub left_at_once: bool,
    /// Back in another visit within a week.
    pub came_back: bool,
    /// Milliseconds the pages of that visit took on average to load; None where none was measured.
    pub load_ms: Option<u32>,
    /// Shows of other campaigns.
    pub other_shows: u32,
    /// The attention those took, in thousandths of a point.
    pub other_points: i64,
}
