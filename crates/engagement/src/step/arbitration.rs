//! Who of those that may speak does: one winner a slot.

use std::collections::BTreeMap;

use kizukai_model::ids::digest_u64;
use kizukai_model::{Event, Key, limits};

use super::Run;
use super::candidates::Candidates;
use super::dialogue::Arrival;
use super::gates::{self, Refusal};
use crate::assignment::{Drawn, draw};
use crate::explain::Explanation;
use crate::input::Moment;
use crate::outcome::{Decision, DecisionOutcome, Gate, Trace};
use crate::profile::{CampaignState, Decided, Enrolment, EnrolmentState, ShowRecord, Slot};
use crate::program::Campaign;

impl Run<'_> {
    /// Lets the fired campaigns through the gates, higher priority first.
    pub(super) fn arbitrate(&mut self, moment: &Moment, candidates: &Candidates<'_>) {
        let program = self.program;
        let fired = candidates.in_order();
        self.explain_silent(&fired);
        let mut taken = self.held_slots();
        for (n, event) in fired {
            let campaign = &program.campaigns()[n];
            if let Err(refusal) = gates::admits(campaign, &self.view(Some(event))) {
                self.explain_refusal(campaign, Some(event), &refusal);
                self.trace(campaign, Some(refusal.gate), None, refusal.reason);
                continue;
            }
            let Some(arm) = self.assign(campaign) else {
                self.trace(campaign, Some(Gate::Assignment), None, "no arm has weight".to_owned());
                continue;
            };
            let state = &self.profile.campaigns[&campaign.key];
            match gates::speaks(campaign, state, &self.view(Some(event)), &taken) {
                Err(refusal) => self.refused(campaign, event, arm, refusal),
                Ok(()) => {
                    taken.insert(campaign.slot.clone(), campaign.key.clone());
                    self.decide(moment, campaign, event, arm);
                }
            }
        }
    }

    /// Who holds which slot through an open step.
    pub(super) fn held_slots(&self) -> BTreeMap<Slot, Key> {
        let open =
            self.profile.campaigns.iter().filter_map(|(key, state)| match &state.enrolment.as_ref()?.state {
                EnrolmentState::Open { slot } => Some((slot.clone(), key.clone())),
                _ => None,
            });
        open.collect()
    }

    /// The visitor's arm of a campaign: drawn at the first time, then kept unless the arm is gone.
    fn assign(&mut self, campaign: &Campaign) -> Option<Key> {
        let kept = self.profile.campaigns.get(&campaign.key).map(|state| &state.arm);
        let still_there = |arm: &&Key| {
            arm.as_str() == Key::CONTROL || campaign.text.arms.iter().any(|known| known.key == **arm)
        };
        if let Some(arm) = kept.filter(still_there) {
            return Some(arm.clone());
        }
        let arm = match draw(&campaign.seed, self.profile.id, campaign.text.control, &campaign.weights)? {
            Drawn::Control => Key::CONTROL.parse().expect("a plain word is a key"),
            Drawn::Arm(n) => campaign.text.arms[n].key.clone(),
        };
        let (now, phase) = (self.now, campaign.phase);
        let state = self
            .profile
            .campaigns
            .entry(campaign.key.clone())
            .or_insert_with(|| CampaignState::new(arm.clone(), now, phase));
        state.arm.clone_from(&arm);
        Some(arm)
    }

    fn refused(&mut self, campaign: &Campaign, event: &Event, arm: Key, refusal: Refusal) {
        self.explain_refusal(campaign, Some(event), &refusal);
        self.trace(campaign, Some(refusal.gate), Some(arm.clone()), refusal.reason.clone());
        self.outcome.decisions.push(Decision {
            campaign: campaign.key.clone(),
            arm,
            outcome: refusal.outcome(),
            phase: campaign.phase,
            enrolment: None,
            step: None,
            reason: Some(refusal.reason),
            holder: refusal.holder,
        });
    }

    /// It speaks; or, for control, it would have, and the place stays silent for this moment.
    fn decide(&mut self, moment: &Moment, campaign: &Campaign, event: &Event, arm: Key) {
        let is_control = arm.as_str() == Key::CONTROL;
        let enrolment = format!("{:016x}", self.new_id());
        self.record_show(campaign, &enrolment, &arm, is_control);
        let mut step = None;
        if !is_control {
            let start = campaign.scenario(&arm).map(|scenario| scenario.start.clone());
            let begun = Enrolment {
                id: enrolment.clone(),
                arm: arm.clone(),
                version: campaign.version,
                step: start.clone().unwrap_or_else(|| Key::END.parse().expect("a plain word is a key")),
                state: EnrolmentState::Open { slot: campaign.slot.clone() },
                started_at: self.now,
                cause: digest_u64(&[&event.message_id]),
                device_id: moment.device_id.clone(),
            };
            if let Some(start) = start {
                self.advance(&campaign.key, begun, start, Arrival::First);
            }
            step = self
                .outcome
                .show
                .last()
                .filter(|show| show.enrolment == enrolment)
                .map(|show| show.step.clone());
        }
        let outcome = if is_control { DecisionOutcome::Ghost } else { DecisionOutcome::Shown };
        let reason = if is_control { "control: would have spoken" } else { "speaks" };
        self.trace(campaign, None, Some(arm.clone()), reason.to_owned());
        self.explain_spoken(campaign, &arm, is_control);
        self.outcome.decisions.push(Decision {
            campaign: campaign.key.clone(),
            arm,
            outcome,
            phase: campaign.phase,
            enrolment: Some(enrolment),
            step,
            reason: None,
            holder: None,
        });
    }

    /// Charges caps and quiet time, and keeps the first decision, the same for a show and a ghost.
    fn record_show(&mut self, campaign: &Campaign, enrolment: &str, arm: &Key, is_control: bool) {
        let interrupts = campaign.slot == Slot::Interrupting;
        let visit = self.profile.visits.ongoing(self.now).map_or(0, |visit| visit.id);
        self.profile.shows.push(ShowRecord {
            at: self.now,
            campaign: campaign.key.clone(),
            enrolment: enrolment.to_owned(),
            visit,
            interrupts,
        });
        if self.profile.shows.len() > limits::SHOWS {
            self.profile.shows.remove(0);
        }
        if interrupts {
            self.interrupted();
        }
        let now = self.now;
        let Some(state) = self.profile.campaigns.get_mut(&campaign.key) else { return };
        let charged = if is_control { &mut state.ghosts } else { &mut state.exposures };
        *charged = charged.saturating_add(1);
        state.decided.get_or_insert_with(|| Decided { at: now, phase: campaign.phase, arm: arm.clone() });
    }

    /// The visitor was interrupted: quiet time begins.
    pub(super) const fn interrupted(&mut self) {
        self.profile.last_interruption = Some(self.now);
        self.profile.pages_since_show = Some(0);
    }

    fn trace(&mut self, campaign: &Campaign, gate: Option<Gate>, arm: Option<Key>, reason: String) {
        self.outcome.trace.push(Trace { campaign: campaign.key.clone(), gate, arm, reason: reason.into() });
    }

    fn explain_silent(&mut self, fired: &[(usize, &Event)]) {
        if self.explanations.is_none() {
            return;
        }
        for (n, campaign) in self.program.campaigns().iter().enumerate() {
            if fired.iter().any(|(candidate, _)| *candidate == n) {
                continue;
            }
            let refusal = gates::admits(campaign, &self.view(None)).err().unwrap_or_else(|| Refusal {
                gate: Gate::Trigger,
                reason: format!(
                    "no {} `{}` in this moment",
                    campaign.trigger_word(),
                    campaign.text.trigger.name
                ),
                holder: None,
            });
            self.explain_refusal(campaign, None, &refusal);
        }
    }

    fn explain_refusal(&mut self, campaign: &Campaign, event: Option<&Event>, refusal: &Refusal) {
        if self.explanations.is_none() {
            return;
        }
        let leaf = match refusal.gate {
            Gate::Audience => campaign.audience.explain(&self.view(event)),
            Gate::Trigger => {
                campaign.trigger_condition.as_ref().and_then(|condition| condition.explain(&self.view(event)))
            }
            _ => None,
        };
        let arm = self.profile.campaigns.get(&campaign.key).map(|state| state.arm.clone());
        let reason = leaf
            .as_ref()
            .map_or_else(|| refusal.reason.clone(), |leaf| format!("{}: {leaf}", refusal.reason));
        let explanation = Explanation {
            campaign: campaign.key.clone(),
            speaks: false,
            gate: Some(refusal.gate),
            arm,
            reason,
            leaf,
            holder: refusal.holder.clone(),
        };
        self.explanations.get_or_insert_default().push(explanation);
    }

    fn explain_spoken(&mut self, campaign: &Campaign, arm: &Key, is_control: bool) {
        let Some(explanations) = &mut self.explanations else { return };
        explanations.push(Explanation {
            campaign: campaign.key.clone(),
            speaks: !is_control,
            gate: None,
            arm: Some(arm.clone()),
            reason: if is_control { "would speak, but the visitor is control" } else { "speaks" }.into(),
            leaf: None,
            holder: None,
        });
    }
}
