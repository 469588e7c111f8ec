//! How every gate stands for a visitor to whom nothing happens: asked of a copy, which is thrown away.

use std::collections::BTreeMap;

use kizukai_model::Key;

use super::Run;
use super::gates::{self, Refusal};
use crate::explain::{GateLine, GateState, Inquiry};
use crate::input::Moment;
use crate::outcome::Gate;
use crate::profile::Slot;
use crate::program::Campaign;
use crate::reason::{Reason, Unfired};

/// Where a campaign stands for a visitor to whom nothing happens.
enum Standstill {
    /// A gate does not let through.
    Refused(Refusal),
    /// Its own dialogue goes on.
    UnderWay(Refusal),
    /// All that it waits for is its trigger.
    Waits,
}

impl<'a> Run<'a> {
    pub(super) fn inquire(&mut self, moment: &'a Moment, only: Option<&Key>) -> Vec<Inquiry> {
        self.arrive(moment);
        self.end_what_is_over();
        self.update_segments();
        let taken = self.held_slots();
        let asked =
            self.program.campaigns().iter().filter(|campaign| only.is_none_or(|key| *key == campaign.key));
        asked.map(|campaign| self.inquire_into(campaign, &taken)).collect()
    }

    fn inquire_into(&mut self, campaign: &Campaign, taken: &BTreeMap<Slot, Key>) -> Inquiry {
        let arm = self.profile.campaigns.get(&campaign.key).map(|state| state.arm.clone());
        let (refusal, failed, trigger) = match self.standstill(campaign, taken) {
            Standstill::Refused(refusal) => (refusal.clone(), Some(refusal.gate), GateState::Waits),
            Standstill::UnderWay(refusal) => (refusal.clone(), Some(refusal.gate), GateState::Passed),
            Standstill::Waits => {
                let appointed = self.appointed(campaign).map(|reason| Refusal::at(Gate::Trigger, reason));
                let refusal = appointed.unwrap_or_else(|| Refusal::unfired(campaign, Unfired::Missing));
                (refusal, None, GateState::Waits)
            }
        };
        let mut explanation = self.refusal_explained(campaign, None, &refusal);
        // One that this inquiry drew is not the visitor's yet.
        explanation.arm = arm;
        let line = |gate: Gate| {
            let state = match failed {
                Some(failed) if gate > failed => GateState::NotAsked,
                Some(failed) if gate == failed => GateState::Failed,
                _ if gate == Gate::Trigger => trigger,
                _ => GateState::Passed,
            };
            GateLine { gate, state }
        };
        Inquiry {
            gates: Gate::ALL.map(line).to_vec(),
            audience: campaign.audience.outline(&self.view(None)),
            explanation,
        }
    }

    fn standstill(&mut self, campaign: &Campaign, taken: &BTreeMap<Slot, Key>) -> Standstill {
        let holds = campaign.audience.evaluate(&self.view(None));
        let under_way = self.under_way(campaign).map(|reason| Refusal::at(Gate::Rivals, reason));
        if let Some(refusal) = under_way {
            return Standstill::UnderWay(refusal);
        }
        if let Err(refusal) = gates::admits(campaign, &self.view(None), self.standing, holds) {
            return Standstill::Refused(refusal);
        }
        if !self.has_arm(campaign) && self.assign(campaign).is_none() {
            return Standstill::Refused(Refusal::at(Gate::Assignment, Reason::NoArm));
        }
        let state = &self.profile.campaigns[&campaign.key];
        let unaffordable = || self.unaffordable(&campaign.first_formats);
        match gates::speaks(campaign, state, &self.view(None), unaffordable, taken) {
            Err(refusal) => Standstill::Refused(refusal),
            Ok(()) => Standstill::Waits,
        }
    }
}
