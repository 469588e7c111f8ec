//! What goes back to the page: what goes on there, what must go, what waits for a signal, when to ask again.

use std::sync::Arc;

use kizukai_model::EventBody;

use super::dialogue::show;
use super::{Run, gates};
use crate::input::Moment;
use crate::outcome::{Armed, ShowRef};
use crate::profile::EnrolmentState;

impl Run<'_> {
    pub(super) fn answer_page(&mut self, moment: &Moment) {
        self.keep_what_stands();
        if self.standing.refused.is_none() {
            self.resume_open(moment);
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
            .chain(self.profile.appointments.all().map(|(_, at)| at).filter(|at| self.now < *at))
            .min();
    }

    /// Takes out of the answer what a later event of the same moment left again.
    fn keep_what_stands(&mut self) {
        let campaigns = &self.profile.campaigns;
        let stands =
            |item: &ShowRef| campaigns.values().any(|state| state.is_open_at(&item.enrolment, &item.step));
        self.outcome.show.retain(stands);
    }

    /// Open steps as they stand, for this device, when a page was viewed or the message that caused them came twice:
    /// no new shows.
    fn resume_open(&mut self, moment: &Moment) {
        let is_page_view = moment.events.iter().any(|event| matches!(event.body, EventBody::Page { .. }));
        let resumed: Vec<ShowRef> = self
            .profile
            .campaigns
            .iter()
            .filter_map(|(key, state)| {
                let enrolment = state.enrolment.as_ref()?;
                let is_meant = is_page_view || self.repeated.contains(&enrolment.cause);
                let is_new = !self.outcome.show.iter().any(|item| item.enrolment == enrolment.id);
                if !(enrolment.is_open() && is_meant && is_new) {
                    return None;
                }
                let spoken = self.spoken_of(key, enrolment)?;
                let goes_on = self.may_resume(key, enrolment, spoken);
                goes_on.then(|| show(key, enrolment, spoken, true))
            })
            .collect();
        self.outcome.show.extend(resumed);
    }

    /// What the page shows but should not: its step was left, here or elsewhere. A step that is replaced by the next
    /// one of its dialogue in this very answer is not listed: the page changes it in place.
    fn close_what_is_over(&mut self, moment: &Moment) {
        for shown in &moment.showing {
            let stands =
                self.profile.campaigns.values().any(|state| state.is_open_at(&shown.enrolment, &shown.step));
            let is_replaced = self.outcome.show.iter().any(|item| item.enrolment == shown.enrolment);
            if !stands && !is_replaced {
                self.outcome.close.push(shown.clone());
            }
        }
    }

    /// The campaigns that wait for a signal on this page, control arms like others. Left out are only those whom a
    /// reason keeps silent that is the same for all arms, and that no passing of time and no signal can change.
    fn arm(&mut self) {
        let armable = self.program.armable();
        if armable.campaigns().is_empty() || self.standing.is_silent() {
            return;
        }
        let view = self.view(None);
        let waiting =
            armable.settled().ask(&view).holding().into_iter().map(|place| &armable.campaigns()[place]);
        let is_open = |(position, _): &&(usize, Arc<Armed>)| {
            gates::is_open(&self.program.campaigns()[*position], &view, self.standing).is_ok()
        };
        let armed = waiting.filter(is_open).map(|(_, armed)| Arc::clone(armed)).collect();
        self.outcome.armed = armed;
    }
}
