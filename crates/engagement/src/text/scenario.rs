//! A scenario as text: a graph of steps. To add a step type, add a variant to [`StepText`] and follow the compiler.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use kizukai_model::{Key, Properties, Span};

use super::Spoken;

/// A graph of steps with a beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioText {
    /// The first step.
    pub start: Key,
    /// The steps by key; `end` is reserved.
    pub steps: BTreeMap<Key, StepText>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StepText {
    /// Says something, with choices to answer.
    Message(Box<Spoken>),
    /// Asks something: one choice, several, free text or a rating.
    Question(Box<Spoken>),
    /// Goes on where the first holding case says.
    Branch {
        /// Tried in order.
        cases: Vec<BranchCase>,
        /// Where to go when none holds.
        #[serde(rename = "else", default = "end")]
        otherwise: Key,
    },
    /// Waits, also over a page change or a restart.
    Wait(Box<WaitText>),
    /// Divides the visitors by lot.
    Split {
        /// The ways, each with its share.
        ways: Vec<SplitWay>,
    },
    /// Writes traits of the person.
    Traits {
        /// Values by name; null removes one.
        set: Properties,
        /// Where to go then.
        #[serde(default = "end")]
        next: Key,
    },
    /// Ends the scenario.
    End {},
}

/// A wait: for so long, until a time, or until something happens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitText {
    /// How long; how long at most where something is waited for.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub duration: Option<Span>,
    /// A time of day (the next one), or a date and time; without an offset in the site's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WaitOn>,
    /// The track event's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Which of those events; sees `properties.*` and `page.*`.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Value>,
    /// Where to go then.
    #[serde(default = "end")]
    pub next: Key,
    /// Where to go when what was waited for did not come; left out: the end.
    #[serde(default, rename = "else", skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Key>,
}

/// What can be waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitOn {
    /// A `track` event.
    Event,
    /// The visitor's next visit.
    Visit,
}

/// One way out of a split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitWay {
    /// Its share, relative to the other ways.
    #[serde(default = "one")]
    pub weight: f64,
    /// Where it leads.
    pub next: Key,
}

const fn one() -> f64 {
    1.0
}

/// One way out of a branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BranchCase {
    /// When to take it.
    pub when: Value,
    /// Where it leads.
    pub next: Key,
}

/// The end that every scenario has.
pub(crate) fn end() -> Key {
    Key::END.parse().expect("a plain word is a key")
}
