//! Why (not) this visitor: for every campaign the first gate that fails, with the condition and the value found.

use serde::Serialize;

use kizukai_conditions::{ConditionLine, FailingLeaf};
use kizukai_model::{Key, Properties, Timestamp};

use crate::input::{Moment, Surface};
use crate::outcome::Gate;
use crate::{Profile, Program, step};

/// The answer for one campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Which campaign.
    pub campaign: Key,
    /// Whether something would be shown.
    pub speaks: bool,
    /// The first gate that fails; none for a show or a ghost.
    pub gate: Option<Gate>,
    /// The visitor's arm, once drawn.
    pub arm: Option<Key>,
    /// One plain sentence.
    pub reason: String,
    /// The same for programs: `cap`, `quiet`, `held_out` …
    pub code: &'static str,
    /// Its figures, by name: of a cap `max`, `per`, `shows` and when it frees.
    pub details: Properties,
    /// The condition that fails, and what was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaf: Option<FailingLeaf>,
    /// Who has the slot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<Key>,
}

/// Explains a moment for every campaign of the site, by the very code that decides. Call it on the profile as it was
/// before the moment; nothing is changed.
pub fn explain(program: &Program, profile: &Profile, moment: &Moment, now: Timestamp) -> Vec<Explanation> {
    let mut explanations = step::rehearse(program, profile, moment, now);
    explanations.sort_by(|a, b| a.campaign.cmp(&b.campaign));
    explanations
}

/// The whole answer for one campaign: beside the first gate that fails, how every gate and every line of the audience
/// stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inquiry {
    /// The short answer.
    #[serde(flatten)]
    pub explanation: Explanation,
    /// Every gate, in order.
    pub gates: Vec<GateLine>,
    /// The audience, line by line.
    pub audience: Vec<ConditionLine>,
}

/// How a gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct GateLine {
    /// Which.
    pub gate: Gate,
    /// How it stands.
    pub state: GateState,
}

/// How a gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GateState {
    /// It lets through.
    Passed,
    /// It does not.
    Failed,
    /// One before it does not.
    NotAsked,
    /// The trigger has not come.
    Waits,
}

/// Explains a visitor who stands on a page and does nothing, for one campaign or for every campaign of the site, in
/// the order of their keys. The gates behind the trigger are asked as if it came now; of rivals only those count that
/// hold their place already. Nothing is changed.
pub fn inquire(
    program: &Program,
    profile: &Profile,
    campaign: Option<&Key>,
    verified: bool,
    now: Timestamp,
) -> Vec<Inquiry> {
    let moment =
        Moment { surface: Surface::Page, page: profile.page().cloned(), verified, ..Moment::default() };
    let mut inquiries = step::inquire(program, profile, &moment, campaign, now);
    inquiries.sort_by(|a, b| a.explanation.campaign.cmp(&b.explanation.campaign));
    inquiries
}
