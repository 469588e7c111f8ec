//! A scenario as text: a graph of steps. To add a step type, add a variant to [`StepText`] and follow the compiler.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use kizukai_model::{Key, Span};

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
    Wait {
        /// How long.
        #[serde(rename = "for")]
        duration: Span,
        /// Where to go then.
        #[serde(default = "end")]
        next: Key,
    },
    /// Ends the scenario.
    End {},
}

/// One way out of a branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BranchCase {
    /// When to take it.
    pub when: Value,
    /// Where it leads.
    pub next: Key,
}

pub(super) fn end() -> Key {
    Key::END.parse().expect("a plain word is a key")
}
