//! What goes back to the page: what goes on there, what must go, what waits for a signal, when to ask again.

use kizukai_model::EventBody;

use super::dialogue::show;
use super::{Run, gates};
use crate::input::Moment;
use crate::outcome::{Armed, ShowRef};
use crate::profile::EnrolmentState;

impl Run<'_> {
    pub(super) fn answer_page(&mut self, moment: &Moment) {
        if moment.events.iter().any(|event| matches!(event.body, EventBody::Page { .. })) {
            self.resume_open(|_| true);
        }
        self.close_what_is_over(moment);
        self.arm();
        self.outcome.next_check_at = self
            .profile
            .campaigns
            .values()
            .filter_map(|state| match state.enrolment.as_ref()?.state {
                EnrolmentState::Waiting { until, .. } => Some(until),
                _ => None,
            })
            .min();
    }

    /// A message that came twice: the show it first caused goes on while it is open.
    pub(super) fn resume_caused_by(&mut self, message: u64) {
        if self.surface == crate::Surface::Page {
            self.resume_open(|cause| cause == message);
        }
    }

    /// Open steps whose cause is meant, as they stand, for this device: no new shows.
    fn resume_open(&mut self, is_meant: impl Fn(u64) -> bool) {
        let resumed: Vec<ShowRef> = self
            .profile
            .campaigns
            .iter()
            .filter_map(|(key, state)| {
                let enrolment = state.enrolment.as_ref()?;
                let is_open = matches!(enrolment.state, EnrolmentState::Open { .. });
                let is_new = !self.outcome.show.iter().any(|item| item.enrolment == enrolment.id);
                let spoken = self.spoken_of(key, enrolment)?;
                let goes_on =
                    is_open && is_new && is_meant(enrolment.cause) && self.may_resume(enrolment, spoken);
                goes_on.then(|| show(key, enrolment, spoken, true))
            })
            .collect();
        self.outcome.show.extend(resumed);
    }

    /// What the page shows but should not: its step was left, here or elsewhere. A step that is replaced by the next
    /// one of its dialogue in this very answer is not listed: the page changes it in place.
    fn close_what_is_over(&mut self, moment: &Moment) {
        for shown in &moment.showing {
            let stands = self.profile.campaigns.values().any(|state| {
                state.enrolment.as_ref().is_some_and(|running| {
                    running.id == shown.enrolment
                        && running.step.as_str() == shown.step
                        && matches!(running.state, EnrolmentState::Open { .. })
                })
            });
            let is_replaced = self.outcome.show.iter().any(|item| item.enrolment == shown.enrolment);
            if !stands && !is_replaced {
                self.outcome.close.push(shown.clone());
            }
        }
    }

    /// The campaigns that wait for a signal on this page, control arms like others. Left out are only those whom a
    /// reason keeps silent that is the same for all arms.
    fn arm(&mut self) {
        let program = self.program;
        let armed: Vec<Armed> = program
            .armable()
            .filter(|campaign| {
                let view = self.view(None);
                let condition =
                    campaign.trigger_condition.as_ref().filter(|condition| !condition.reads("event"));
                gates::admits(campaign, &view).is_ok()
                    && condition.is_none_or(|condition| condition.evaluate(&view))
            })
            .map(|campaign| Armed {
                campaign: campaign.key.clone(),
                signal: campaign.text.trigger.name.clone(),
                params: campaign.text.trigger.params.clone(),
            })
            .collect();
        self.outcome.armed = armed;
    }
}
