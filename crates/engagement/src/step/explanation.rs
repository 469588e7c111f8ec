//! What is told of a moment when somebody asks: for every campaign the first gate that failed, and what was found.

use kizukai_model::{Event, Key};

use super::Run;
use super::candidates::{Candidates, meets};
use super::gates::{self, Refusal};
use crate::explain::Explanation;
use crate::input::Moment;
use crate::outcome::Gate;
use crate::profile::{Enrolment, EnrolmentState, VISIT_TIMEOUT};
use crate::program::Campaign;
use crate::reason::{Reason, Unfired};
use crate::text::TriggerOn;

impl Run<'_> {
    /// The campaigns that no event of the moment fired.
    pub(super) fn explain_silent(&mut self, moment: &Moment, candidates: &Candidates<'_>) {
        if self.explanations.is_none() {
            return;
        }
        for (n, campaign) in self.program.campaigns().iter().enumerate() {
            // One whose appointment is due tells of itself.
            if candidates.has(n) || self.is_due(campaign) {
                continue;
            }
            if self.explain_under_way(campaign) {
                continue;
            }
            let view = self.view(None);
            match gates::admits(campaign, &view, self.standing, campaign.audience.evaluate(&view)) {
                Err(refusal) => self.explain_refusal(campaign, None, &refusal),
                Ok(()) => match self.appointed(campaign) {
                    Some(reason) => {
                        self.explain_refusal(campaign, None, &Refusal::at(Gate::Trigger, reason));
                    }
                    None => {
                        let (event, unfired) = self.why_not_fired(campaign, moment);
                        self.explain_refusal(campaign, event, &Refusal::unfired(campaign, unfired));
                    }
                },
            }
        }
    }

    /// Where the visitor's dialogue with a campaign stands; false when there is none. One that waits for its page tells
    /// of itself when its turn comes.
    fn explain_under_way(&mut self, campaign: &Campaign) -> bool {
        match self.under_way(campaign) {
            None => false,
            Some(Reason::Deferred { .. }) => true,
            Some(reason) => {
                self.explain_refusal(campaign, None, &Refusal::at(Gate::Rivals, reason));
                true
            }
        }
    }

    /// Where the visitor's dialogue with a campaign stands, if there is one.
    pub(super) fn under_way(&self, campaign: &Campaign) -> Option<Reason> {
        let enrolment = self.profile.campaigns.get(&campaign.key)?.enrolment.as_ref()?;
        Some(match enrolment.state {
            EnrolmentState::Open { .. } => self.stands_open(enrolment),
            EnrolmentState::Waiting { until, .. } => Reason::Waiting { until },
            EnrolmentState::Deferred { until, .. } => Reason::Deferred { until },
        })
    }

    fn stands_open(&self, enrolment: &Enrolment) -> Reason {
        let visit = self.profile.visits.ongoing(self.now).map_or(self.now, |visit| visit.last_at);
        Reason::OpenStep { step: enrolment.step.clone(), until: visit.plus(VISIT_TIMEOUT) }
    }

    /// What the holder of the place waits for, where a step of its is on the page.
    fn why_taken(&self, refusal: &Refusal) -> Option<Reason> {
        let holder = self.profile.campaigns.get(refusal.holder.as_ref()?)?;
        let enrolment = holder.enrolment.as_ref().filter(|enrolment| enrolment.is_open())?;
        (refusal.gate == Gate::Rivals).then(|| self.stands_open(enrolment))
    }

    /// Why no event of the moment fired a campaign; of several that might have, the last tells.
    fn why_not_fired<'m>(&self, campaign: &Campaign, moment: &'m Moment) -> (Option<&'m Event>, Unfired) {
        let trigger = &campaign.text.trigger;
        let name = |event: &'m Event| match trigger.on {
            TriggerOn::Event => event.track_name(),
            TriggerOn::Signal => event.signal_name(),
            TriggerOn::SegmentEntered | TriggerOn::SegmentLeft => None,
        };
        let told = moment.events.iter().rfind(|event| name(event) == Some(trigger.name.as_str()));
        let Some(event) = told else { return (None, Unfired::Missing) };
        if !moment.can_trigger(event, self.now) {
            return (None, Unfired::Late);
        }
        if !meets(&trigger.params, event.body.properties()) {
            return (None, Unfired::Below);
        }
        let holds = |condition: &kizukai_conditions::Compiled| condition.evaluate(&self.view(Some(event)));
        if campaign.trigger_condition.as_ref().is_none_or(holds) {
            return (None, Unfired::Known);
        }
        (Some(event), Unfired::Condition)
    }

    pub(super) fn explain_refusal(&mut self, campaign: &Campaign, event: Option<&Event>, refusal: &Refusal) {
        if self.explanations.is_some() {
            self.explain(self.refusal_explained(campaign, event, refusal));
        }
    }

    pub(super) fn refusal_explained(
        &self,
        campaign: &Campaign,
        event: Option<&Event>,
        refusal: &Refusal,
    ) -> Explanation {
        let view = self.view(event);
        let leaf = match refusal.gate {
            Gate::Audience => campaign.audience.explain(&view),
            Gate::Trigger if event.is_some() => {
                campaign.trigger_condition.as_ref().and_then(|condition| condition.explain(&view))
            }
            _ => None,
        };
        let taken = self.why_taken(refusal);
        let further =
            leaf.as_ref().map(ToString::to_string).or_else(|| taken.as_ref().map(ToString::to_string));
        let reason = match further {
            Some(further) => format!("{}: {further}", refusal.reason),
            None => refusal.reason.to_string(),
        };
        let mut details = refusal.reason.details();
        details.extend(taken.iter().flat_map(Reason::details));
        Explanation {
            campaign: campaign.key.clone(),
            speaks: false,
            gate: Some(refusal.gate),
            arm: self.profile.campaigns.get(&campaign.key).map(|state| state.arm.clone()),
            code: refusal.reason.code(),
            details,
            reason,
            leaf,
            holder: refusal.holder.clone(),
        }
    }

    pub(super) fn explain_spoken(&mut self, campaign: &Campaign, arm: &Key, is_control: bool) {
        if self.explanations.is_none() {
            return;
        }
        let reason = if is_control { Reason::Control } else { Reason::Speaks };
        self.explain(Explanation {
            campaign: campaign.key.clone(),
            speaks: !is_control,
            gate: None,
            arm: Some(arm.clone()),
            code: reason.code(),
            details: reason.details(),
            reason: reason.to_string(),
            leaf: None,
            holder: None,
        });
    }

    fn explain(&mut self, explanation: Explanation) {
        if let Some(explanations) = &mut self.explanations {
            explanations.push(explanation);
        }
    }
}
