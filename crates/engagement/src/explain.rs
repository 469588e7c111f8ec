//! Why (not) this visitor: for every campaign the first gate that fails, with the condition and the value found.

use serde::Serialize;

use kizukai_conditions::FailingLeaf;
use kizukai_model::{Key, Timestamp};

use crate::input::Moment;
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
