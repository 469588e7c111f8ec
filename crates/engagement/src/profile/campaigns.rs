//! What a person and a campaign have to do with each other: arm, decisions, passage, answers, goal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use kizukai_model::event::Answer;
use kizukai_model::{Key, Money, Timestamp};

/// State of one campaign for one person. It exists from the assignment on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CampaignState {
    /// The arm drawn; [`Key::CONTROL`] for the control.
    pub(crate) arm: Key,
    pub(crate) assigned_at: Timestamp,
    pub(crate) assigned_phase: u32,
    /// When it was first decided to speak (or to be silent, for control).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) decided: Option<Decided>,
    /// Decided in different arms before a merge.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) crossed: bool,
    #[serde(default)]
    pub(crate) exposures: u32,
    #[serde(default)]
    pub(crate) ghosts: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) seen_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) closed_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) answered_at: Option<Timestamp>,
    /// The visitor said "not now": silent until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) not_now_until: Option<Timestamp>,
    /// The visitor said "never".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) never: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) converted_at: Option<Timestamp>,
    /// What each goal event was worth, by order number or message.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) conversions: BTreeMap<String, Money>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) answers: BTreeMap<Key, AnswerState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enrolment: Option<Enrolment>,
    /// How the last passage ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ended: Option<Ended>,
}

/// The end of a passage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Ended {
    pub(crate) at: Timestamp,
    pub(crate) enrolment: String,
    pub(crate) how: Ending,
}

/// How a passage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ending {
    /// It came to its end.
    Finished,
    /// The visitor said "not now" or "never", here or on another device.
    Refused,
    /// Its patience ran out, or the visit ended while it was open.
    Abandoned,
    /// Another passage went on after two profiles became one.
    Merged,
    /// Its campaign ended, or its version is forgotten.
    Withdrawn,
    /// The visitor reached the goal while it waited, and its text stops there.
    Reached,
    /// The visitor met what its text calls an exit while it waited.
    Left,
}

/// The first decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Decided {
    pub(crate) at: Timestamp,
    pub(crate) phase: u32,
    pub(crate) arm: Key,
}

/// What was answered at a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct AnswerState {
    #[serde(flatten)]
    pub(crate) answer: Answer,
    pub(crate) at: Timestamp,
}

/// A passage through a scenario, under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Enrolment {
    pub(crate) id: String,
    pub(crate) arm: Key,
    /// The campaign's version it began on and stays on.
    pub(crate) version: u32,
    pub(crate) step: Key,
    pub(crate) state: EnrolmentState,
    pub(crate) started_at: Timestamp,
    /// Hash of the message that caused it.
    pub(crate) cause: u64,
    /// The device it began on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) device_id: Option<String>,
}

impl Enrolment {
    /// Whether its step is (to be) on the page.
    pub(crate) const fn is_open(&self) -> bool {
        matches!(self.state, EnrolmentState::Open { .. })
    }

    /// Whether the next word comes without the visitor asking for it.
    pub(crate) const fn comes_unasked(&self) -> bool {
        match self.state {
            EnrolmentState::Open { .. } => false,
            EnrolmentState::Waiting { .. } => true,
            EnrolmentState::Deferred { interrupts, .. } => interrupts,
        }
    }
}

/// Where a passage stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum EnrolmentState {
    /// Its step is (to be) on the page and holds the slot.
    Open {
        /// The slot it holds.
        slot: Slot,
    },
    /// A wait is running.
    Waiting {
        /// Its timer.
        timer: u64,
        /// When it falls due.
        until: Timestamp,
    },
    /// Its step waits for a page on which it may be shown.
    Deferred {
        /// The timer of its patience.
        timer: u64,
        /// When the patience ends.
        until: Timestamp,
        /// It comes unasked, after a wait: quiet time and budget apply.
        interrupts: bool,
    },
}

/// The place a message takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Slot {
    /// The one place for everything that interrupts.
    Interrupting,
    /// A place in the page, by its selector.
    Inline(String),
}

impl CampaignState {
    pub(crate) const fn new(arm: Key, at: Timestamp, phase: u32) -> Self {
        Self {
            arm,
            assigned_at: at,
            assigned_phase: phase,
            decided: None,
            crossed: false,
            exposures: 0,
            ghosts: 0,
            seen_at: None,
            closed_at: None,
            answered_at: None,
            not_now_until: None,
            never: false,
            converted_at: None,
            conversions: BTreeMap::new(),
            answers: BTreeMap::new(),
            enrolment: None,
            ended: None,
        }
    }

    /// The arm that results count: the one decided first, else the one drawn.
    pub(crate) fn counted_arm(&self) -> &Key {
        self.decided.as_ref().map_or(&self.arm, |decided| &decided.arm)
    }

    /// Whether the visitor said "not now", and that still holds.
    pub(crate) fn is_not_now(&self, now: Timestamp) -> bool {
        self.not_now_until.is_some_and(|until| now < until)
    }

    /// Ends the passage under way, if there is one, and gives it.
    pub(crate) fn end(&mut self, how: Ending, at: Timestamp) -> Option<Enrolment> {
        let ended = self.enrolment.take()?;
        self.note_end(&ended, how, at);
        Some(ended)
    }

    /// Remembers how a passage ended; of several the last.
    pub(crate) fn note_end(&mut self, enrolment: &Enrolment, how: Ending, at: Timestamp) {
        let ended = Ended { at, enrolment: enrolment.id.clone(), how };
        self.ended = self.ended.take().max(Some(ended));
    }

    /// Whether its dialogue stands open at this step.
    pub(crate) fn is_open_at(&self, enrolment: &str, step: &str) -> bool {
        self.enrolment.as_ref().is_some_and(|running| {
            running.is_open() && running.id == enrolment && running.step.as_str() == step
        })
    }

    pub(crate) fn value(&self) -> Money {
        self.conversions.values().copied().sum()
    }

    /// Takes over what another profile had to do with the campaign, its enrolment excepted.
    pub(crate) fn absorb(&mut self, other: &Self) {
        let rank = |state: &Self| match &state.decided {
            Some(decided) => (0, decided.at, decided.arm.clone(), decided.phase),
            None => (1, state.assigned_at, state.arm.clone(), state.assigned_phase),
        };
        if let (Some(mine), Some(theirs)) = (&self.decided, &other.decided) {
            self.crossed |= mine.arm != theirs.arm;
        }
        self.crossed |= other.crossed;
        if rank(other) < rank(self) {
            self.arm.clone_from(&other.arm);
            self.decided.clone_from(&other.decided);
        }
        if (other.assigned_at, other.assigned_phase) < (self.assigned_at, self.assigned_phase) {
            self.assigned_at = other.assigned_at;
            self.assigned_phase = other.assigned_phase;
        }
        self.exposures = self.exposures.saturating_add(other.exposures);
        self.ghosts = self.ghosts.saturating_add(other.ghosts);
        self.ended = self.ended.take().max(other.ended.clone());
        self.seen_at = earlier(self.seen_at, other.seen_at);
        self.closed_at = earlier(self.closed_at, other.closed_at);
        self.answered_at = earlier(self.answered_at, other.answered_at);
        self.not_now_until = self.not_now_until.max(other.not_now_until);
        self.never |= other.never;
        self.converted_at = earlier(self.converted_at, other.converted_at);
        for (cause, value) in &other.conversions {
            let mine = self.conversions.entry(cause.clone()).or_insert(*value);
            *mine = (*mine).max(*value);
        }
        for (step, answer) in &other.answers {
            let newer = self.answers.get(step).is_none_or(|mine| {
                (mine.at, mine.answer.to_value().to_string())
                    < (answer.at, answer.answer.to_value().to_string())
            });
            if newer {
                self.answers.insert(step.clone(), answer.clone());
            }
        }
    }
}

fn earlier(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
