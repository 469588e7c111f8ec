//! What is told of a moment when somebody asks: for every campaign the first gate that failed, and what was found.

use kizukai_model::{Event, Key};
use serde_json::Value;

use super::Run;
use super::candidates::{Candidates, meets};
use super::gates::{self, Refusal};
use crate::explain::Explanation;
use crate::input::Moment;
use crate::outcome::Gate;
use crate::profile::{Enrolment, EnrolmentState, VISIT_TIMEOUT};
use crate::program::Campaign;
use crate::text::TriggerOn;

impl Run<'_> {
    /// The campaigns that no event of the moment fired.
    pub(super) fn explain_silent(&mut self, moment: &Moment, candidates: &Candidates<'_>) {
        if self.explanations.is_none() {
            return;
        }
        for (n, campaign) in self.program.campaigns().iter().enumerate() {
            if candidates.has(n) {
                continue;
            }
            if self.explain_under_way(campaign) {
                continue;
            }
            let view = self.view(None);
            match gates::admits(campaign, &view, self.standing, campaign.audience.evaluate(&view)) {
                Err(refusal) => self.explain_refusal(campaign, None, &refusal),
                Ok(()) => {
                    let (event, reason) = self.why_not_fired(campaign, moment);
                    let refusal = Refusal { gate: Gate::Trigger, reason: reason.into(), holder: None };
                    self.explain_refusal(campaign, event, &refusal);
                }
            }
        }
    }

    /// Where the visitor's dialogue with a campaign stands; false when there is none. One that waits for its page tells
    /// of itself when its turn comes.
    fn explain_under_way(&mut self, campaign: &Campaign) -> bool {
        let state = self.profile.campaigns.get(&campaign.key);
        let Some(enrolment) = state.and_then(|state| state.enrolment.as_ref()) else { return false };
        let reason = match &enrolment.state {
            EnrolmentState::Open { .. } => self.stands_open(enrolment),
            EnrolmentState::Waiting { until, .. } => format!("its dialogue waits until {until}"),
            EnrolmentState::Deferred { .. } => return true,
        };
        self.explain_refusal(
            campaign,
            None,
            &Refusal { gate: Gate::Rivals, reason: reason.into(), holder: None },
        );
        true
    }

    fn stands_open(&self, enrolment: &Enrolment) -> String {
        let visit = self.profile.visits.ongoing(self.now).map_or(self.now, |visit| visit.last_at);
        format!(
            "its step `{}` is on the page and neither answered nor closed: its place is free when it is, or when the \
             visit ends, at the earliest {}",
            enrolment.step,
            visit.plus(VISIT_TIMEOUT)
        )
    }

    /// Why the place is taken, in the words of who asks: what its holder waits for.
    fn why_taken(&self, refusal: &Refusal) -> String {
        let holder = refusal.holder.as_ref().and_then(|key| self.profile.campaigns.get(key));
        match holder.and_then(|state| state.enrolment.as_ref()) {
            Some(enrolment) if enrolment.is_open() && refusal.gate == Gate::Rivals => {
                format!("{}: {}", refusal.reason, self.stands_open(enrolment))
            }
            _ => refusal.reason.to_string(),
        }
    }

    /// Why no event of the moment fired a campaign; of several that might have, the last tells.
    fn why_not_fired<'m>(&self, campaign: &Campaign, moment: &'m Moment) -> (Option<&'m Event>, String) {
        let trigger = &campaign.text.trigger;
        let name = |event: &'m Event| match trigger.on {
            TriggerOn::Event => event.track_name(),
            TriggerOn::Signal => event.signal_name(),
        };
        let told = moment.events.iter().rfind(|event| name(event) == Some(trigger.name.as_str()));
        let word = campaign.trigger_word();
        let Some(event) = told else {
            return (None, format!("no {word} `{}` in this moment", trigger.name));
        };
        if !moment.can_trigger(event, self.now) {
            return (None, format!("the {word} `{}` came too late to speak", trigger.name));
        }
        if !meets(&trigger.params, event.body.properties()) {
            let asked = Value::Object(trigger.params.clone());
            return (None, format!("the {word} `{}` does not reach {asked}", trigger.name));
        }
        let holds = |condition: &kizukai_conditions::Compiled| condition.evaluate(&self.view(Some(event)));
        if campaign.trigger_condition.as_ref().is_none_or(holds) {
            return (None, format!("the {word} `{}` was known already", trigger.name));
        }
        (Some(event), "the trigger's condition does not hold".to_owned())
    }

    pub(super) fn explain_refusal(&mut self, campaign: &Campaign, event: Option<&Event>, refusal: &Refusal) {
        if self.explanations.is_none() {
            return;
        }
        let view = self.view(event);
        let leaf = match refusal.gate {
            Gate::Audience => campaign.audience.explain(&view),
            Gate::Trigger if event.is_some() => {
                campaign.trigger_condition.as_ref().and_then(|condition| condition.explain(&view))
            }
            _ => None,
        };
        let arm = self.profile.campaigns.get(&campaign.key).map(|state| state.arm.clone());
        let reason = leaf
            .as_ref()
            .map_or_else(|| self.why_taken(refusal), |leaf| format!("{}: {leaf}", refusal.reason));
        self.explain(Explanation {
            campaign: campaign.key.clone(),
            speaks: false,
            gate: Some(refusal.gate),
            arm,
            reason,
            leaf,
            holder: refusal.holder.clone(),
        });
    }

    pub(super) fn explain_spoken(&mut self, campaign: &Campaign, arm: &Key, is_control: bool) {
        self.explain(Explanation {
            campaign: campaign.key.clone(),
            speaks: !is_control,
            gate: None,
            arm: Some(arm.clone()),
            reason: if is_control { "would speak, but the visitor is control" } else { "speaks" }.into(),
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
