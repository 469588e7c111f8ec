//! The campaigns that one kind of moment can fire, with their conditions ready to be asked together.

use std::sync::Arc;

use kizukai_conditions::{Compiled, ConditionSet};

use super::Campaign;
use crate::outcome::Armed;

/// Running campaigns with the same trigger, in the order in which they may speak. A campaign's *place* is its number
/// here; its *position* is its number in the program.
#[derive(Debug, Default)]
pub(crate) struct Listeners {
    positions: Vec<usize>,
    audiences: ConditionSet,
    triggers: ConditionSet,
    /// By place, whether the trigger asks for more than its name; empty where none does.
    demanding: Vec<bool>,
    /// Whether some trigger asks for segments.
    pub(crate) asks_segments: bool,
}

impl Listeners {
    /// Of the campaigns at these positions, which are sorted.
    pub(super) fn new(campaigns: &[Arc<Campaign>], positions: Vec<usize>) -> Self {
        let of = |position: &usize| &campaigns[*position];
        let is_demanding = |position: &usize| {
            let campaign = of(position);
            campaign.trigger_condition.is_some() || !campaign.text.trigger.params.is_empty()
        };
        let triggers = || positions.iter().map(|position| &of(position).trigger_condition);
        Self {
            audiences: ConditionSet::new(positions.iter().map(|position| &of(position).audience)),
            asks_segments: triggers().flatten().any(|condition| condition.reads("segments")),
            triggers: ConditionSet::of_conjunctions(triggers()),
            demanding: if positions.iter().any(is_demanding) {
                positions.iter().map(is_demanding).collect()
            } else {
                Vec::new()
            },
            positions,
        }
    }

    /// Where the campaigns stand in the program, by place.
    pub(crate) fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// Their audiences, by place.
    pub(crate) const fn audiences(&self) -> &ConditionSet {
        &self.audiences
    }

    /// The conditions of their triggers, by place.
    pub(crate) const fn triggers(&self) -> &ConditionSet {
        &self.triggers
    }

    /// Whether the trigger of the campaign at this place asks for more than its name.
    pub(crate) fn is_demanding(&self, place: usize) -> bool {
        self.demanding.get(place).copied().unwrap_or_default()
    }

    /// Whether the name alone fires some of them.
    pub(crate) fn fires_by_name(&self) -> bool {
        self.demanding.is_empty() || self.demanding.contains(&false)
    }

    /// Whether any of them asks for more.
    pub(crate) const fn has_demanding(&self) -> bool {
        !self.demanding.is_empty()
    }
}

/// The running campaigns that wait for a signal the tag has to watch for.
#[derive(Debug, Default)]
pub(crate) struct Armable {
    /// Position in the program, and what the tag is told.
    campaigns: Vec<(usize, Arc<Armed>)>,
    /// By place: what must hold already when the signal is armed, because neither time nor the signal changes it.
    settled: ConditionSet,
}

impl Armable {
    /// Of the campaigns at these positions, which are sorted.
    pub(super) fn new(campaigns: &[Arc<Campaign>], positions: &[usize]) -> Self {
        let armed = |campaign: &Campaign| Armed {
            campaign: campaign.key.clone(),
            signal: campaign.text.trigger.name.clone(),
            params: campaign.text.trigger.params.clone(),
        };
        Self {
            campaigns: positions.iter().map(|n| (*n, Arc::new(armed(&campaigns[*n])))).collect(),
            settled: ConditionSet::of_conjunctions(positions.iter().map(|n| settled(&campaigns[*n]))),
        }
    }

    /// Position in the program, and what the tag is told; by place.
    pub(crate) fn campaigns(&self) -> &[(usize, Arc<Armed>)] {
        &self.campaigns
    }

    /// What must hold already, by place.
    pub(crate) const fn settled(&self) -> &ConditionSet {
        &self.settled
    }
}

fn settled(campaign: &Campaign) -> impl Iterator<Item = &Compiled> {
    let conditions = std::iter::once(&campaign.audience).chain(&campaign.trigger_condition);
    conditions.filter(|condition| !condition.reads("event") && !condition.reads_time())
}
