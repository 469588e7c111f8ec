//! Who of those that may speak does: one winner a slot.

use std::collections::BTreeMap;

use kizukai_model::ids::digest_u64;
use kizukai_model::{Event, Key};

use super::Run;
use super::candidates::Candidates;
use super::dialogue::Arrival;
use super::gates::{self, Refusal};
use crate::assignment::{Drawn, draw};
use crate::input::Moment;
use crate::outcome::{Decision, DecisionOutcome, Gate};
use crate::profile::{CampaignState, Decided, Enrolment, EnrolmentState, ShowRecord, Slot};
use crate::program::Campaign;
use crate::reason::Reason;
use crate::text::end;

/// What brings a campaign into a moment's arbitration.
enum Contender<'e> {
    /// Its dialogue interrupts again after a wait.
    GoesOn,
    /// An event fired it.
    Fired(&'e Event),
    /// An appointment is due.
    Appointed,
}

impl<'a> Run<'a> {
    /// Who speaks in this moment. First the replies that waited for their page: the visitor asked for them. Then, higher
    /// priority first, the campaigns that were fired and the dialogues that interrupt again after a wait.
    pub(super) fn arbitrate(&mut self, moment: &'a Moment, candidates: &Candidates<'a>) {
        self.update_segments();
        self.appoint_by_segments();
        let program = self.program;
        self.explain_silent(moment, candidates);
        let admitted = self.admitted(candidates);
        let due = self.due_appointments();
        if self.standing.refused.is_some() {
            return;
        }
        let mut taken = self.held_slots();
        let (interrupting, replies): (Vec<_>, Vec<_>) =
            self.deferred().into_iter().partition(|(_, interrupts)| *interrupts);
        for (n, _) in replies {
            self.show_deferred(&program.campaigns()[n], &mut taken);
        }
        let waiting = interrupting.into_iter().map(|(n, _)| (n, Contender::GoesOn));
        let fired = admitted.into_iter().map(|(n, by)| (n, Contender::Fired(by)));
        let appointed = due.into_iter().map(|n| (n, Contender::Appointed));
        let mut contenders: Vec<_> = waiting.chain(fired).chain(appointed).collect();
        contenders.sort_by_key(|(n, by)| (*n, !matches!(by, Contender::GoesOn)));
        for (n, contender) in contenders {
            let campaign = &program.campaigns()[n];
            match contender {
                Contender::GoesOn => self.show_deferred(campaign, &mut taken),
                Contender::Fired(event) => self.contend(moment, campaign, Some(event), &mut taken),
                Contender::Appointed => self.contend(moment, campaign, None, &mut taken),
            }
        }
    }

    /// The campaigns that were fired and that the gates before the draw let through, by their position in the program,
    /// each with the event that fired it. Nothing that speaks in this moment changes what these gates ask, so all are
    /// asked beforehand and share what they read.
    fn admitted(&mut self, candidates: &Candidates<'a>) -> Vec<(usize, &'a Event)> {
        let (mut admitted, mut refused) = (Vec::new(), Vec::new());
        let is_asked_why = self.explanations.is_some();
        for heard in candidates.heard().iter().filter(|_| is_asked_why || !self.standing.is_silent()) {
            let listeners = heard.listeners;
            for event in heard.events() {
                let view = self.view(Some(event));
                let mut audiences = listeners.audiences().ask(&view);
                let looked_at = if is_asked_why {
                    (0..listeners.positions().len()).collect()
                } else {
                    audiences.holding()
                };
                for place in looked_at.into_iter().filter(|place| heard.is_fired_by(event, *place)) {
                    let position = listeners.positions()[place];
                    let campaign = &self.program.campaigns()[position];
                    match gates::admits(campaign, &view, self.standing, audiences.holds(place)) {
                        Ok(()) => admitted.push((position, event)),
                        Err(refusal) => refused.push((campaign, event, refusal)),
                    }
                }
            }
        }
        for (campaign, event, refusal) in refused {
            self.explain_refusal(campaign, Some(event), &refusal);
        }
        admitted
    }

    /// Leads a fired campaign through the gates after those that [`Run::admitted`] asked.
    fn contend(
        &mut self,
        moment: &Moment,
        campaign: &Campaign,
        event: Option<&'a Event>,
        taken: &mut BTreeMap<Slot, Key>,
    ) {
        if !self.has_arm(campaign) && self.assign(campaign).is_none() {
            let refusal = Refusal::at(Gate::Assignment, Reason::NoArm);
            return self.explain_refusal(campaign, event, &refusal);
        }
        let state = &self.profile.campaigns[&campaign.key];
        let arm = state.arm.clone();
        let unaffordable = || self.unaffordable(&campaign.first_formats);
        match gates::speaks(campaign, state, &self.view(event), unaffordable, taken) {
            Err(refusal) => self.refused(campaign, event, arm, refusal),
            Ok(()) => {
                taken.insert(campaign.slot.clone(), campaign.key.clone());
                self.decide(moment, campaign, event, arm);
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

    /// Whether the visitor has an arm of a campaign that is still there.
    pub(super) fn has_arm(&self, campaign: &Campaign) -> bool {
        self.profile.campaigns.get(&campaign.key).is_some_and(|state| {
            state.arm.as_str() == Key::CONTROL || campaign.text.arms.iter().any(|arm| arm.key == state.arm)
        })
    }

    /// Draws the visitor's arm of a campaign: at the first time, or because the arm is gone.
    pub(super) fn assign(&mut self, campaign: &Campaign) -> Option<()> {
        let arm = match draw(&campaign.seed, self.profile.id, campaign.text.control, &campaign.weights)? {
            Drawn::Control => Key::CONTROL.parse().expect("a plain word is a key"),
            Drawn::Arm(n) => campaign.text.arms[n].key.clone(),
        };
        let (now, phase) = (self.now, campaign.phase);
        let state = self
            .profile
            .campaigns
            .entry(campaign.key.clone())
            .or_insert_with(|| Box::new(CampaignState::new(arm.clone(), now, phase)));
        state.arm = arm;
        Some(())
    }

    fn refused(&mut self, campaign: &Campaign, event: Option<&Event>, arm: Key, refusal: Refusal) {
        self.explain_refusal(campaign, event, &refusal);
        self.settle_appointment(campaign, Some(&refusal));
        self.outcome.decisions.push(Decision {
            campaign: campaign.key.clone(),
            arm,
            outcome: refusal.outcome(),
            phase: campaign.phase,
            enrolment: None,
            step: None,
            reason: Some(refusal.reason.to_string()),
            holder: refusal.holder,
        });
    }

    /// It speaks; or, for control, it would have, and the place stays silent for this moment.
    fn decide(&mut self, moment: &Moment, campaign: &Campaign, event: Option<&'a Event>, arm: Key) {
        let by_appointment = self.profile.appointments.of(&campaign.key).map(|appointment| appointment.cause);
        let cause =
            event.map(|event| digest_u64(&[&event.message_id])).or(by_appointment).unwrap_or_default();
        self.settle_appointment(campaign, None);
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
                step: start.clone().unwrap_or_else(end),
                state: EnrolmentState::Open { slot: campaign.slot.clone() },
                started_at: self.now,
                cause,
                device_id: moment.device_id.clone(),
            };
            if let Some(start) = start {
                self.firing = event;
                self.advance(&campaign.key, begun, start, Arrival::First);
                self.firing = None;
            }
            step = self
                .outcome
                .show
                .last()
                .filter(|show| show.enrolment == enrolment)
                .map(|show| show.step.clone());
        }
        let outcome = if is_control { DecisionOutcome::Ghost } else { DecisionOutcome::Shown };
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

    /// Charges caps, quiet time and attention, and keeps the first decision, the same for a show and a ghost.
    fn record_show(&mut self, campaign: &Campaign, enrolment: &str, arm: &Key, is_control: bool) {
        let interrupts = campaign.slot == Slot::Interrupting;
        let points = self.charge(&campaign.first_formats);
        self.profile.shows.add(ShowRecord {
            at: self.now,
            campaign: campaign.key.clone(),
            enrolment: enrolment.to_owned(),
            points: if self.program.rules().remember_for_results() { points } else { 0 },
        });
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
}
