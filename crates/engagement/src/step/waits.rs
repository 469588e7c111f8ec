//! What ends the waits of scenarios: time, an act of the visitor, the next visit.

use kizukai_model::{Event, Key, Span, Timestamp};

use super::Run;
use super::dialogue::Arrival;
use crate::input::TRIGGER_AGE_MS;
use crate::profile::{Ending, Enrolment, EnrolmentState};
use crate::program::{Awaited, Step, Wait};
use crate::subject::EventView;

impl<'a> Run<'a> {
    /// Goes on with every wait, and gives up every patience, that is due by now.
    pub(super) fn pass_due_waits(&mut self) {
        let is_due = |state: &EnrolmentState| match state {
            EnrolmentState::Waiting { until, .. } | EnrolmentState::Deferred { until, .. } => {
                *until <= self.now
            }
            EnrolmentState::Open { .. } => false,
        };
        let due: Vec<Key> = self
            .profile
            .campaigns
            .iter()
            .filter(|(_, state)| state.enrolment.as_ref().is_some_and(|running| is_due(&running.state)))
            .map(|(key, _)| key.clone())
            .collect();
        due.iter().for_each(|key| self.wait_is_over(key));
    }

    /// A wait leads on to its next step; a patience that ran out ends the passage.
    pub(super) fn wait_is_over(&mut self, key: &Key) {
        let Some(enrolment) = self.take_enrolment(key) else { return };
        self.clear_timer_of(&enrolment);
        if !matches!(enrolment.state, EnrolmentState::Waiting { .. }) {
            return self.note_end(key, &enrolment, Ending::Abandoned);
        }
        if let Some(wait) = self.wait_of(key, &enrolment) {
            let next = wait.after_time().clone();
            self.advance(key, enrolment, next, Arrival::Unasked);
        }
    }

    /// Goes on with every passage that waited for this act. One that was done before the wait began does not count; as clocks
    /// of devices go, a minute is given.
    pub(super) fn act_came(&mut self, event: &Event) {
        let awaited = |name: &&str| self.program.passages().await_event(name);
        let Some(name) = event.track_name().filter(awaited) else { return };
        let came = self.waiting_where(|wait, began_at| match &wait.awaited {
            Awaited::Event { name: asked, condition, .. } => {
                asked == name
                    && event.timestamp > began_at.minus(Span::from_ms(TRIGGER_AGE_MS))
                    && condition.as_ref().is_none_or(|condition| condition.evaluate(&EventView(event)))
            }
            _ => false,
        });
        came.iter().for_each(|key| self.what_was_awaited_came(key));
    }

    /// Goes on with every passage that waited for the next visit, which has just begun.
    pub(super) fn visit_came(&mut self) {
        if std::mem::take(&mut self.visit_began) && self.program.passages().await_visits() {
            let came = self.waiting_where(|wait, _| matches!(wait.awaited, Awaited::Visit { .. }));
            came.iter().for_each(|key| self.what_was_awaited_came(key));
        }
    }

    /// Campaigns whose passage stands at such a wait; the second argument is when the wait began.
    fn waiting_where(&self, is_meant: impl Fn(&Wait, Timestamp) -> bool) -> Vec<Key> {
        let running = self.profile.campaigns.iter();
        let running = running.filter_map(|(key, state)| Some((key, state.enrolment.as_ref()?)));
        let meant = running.filter(|(key, enrolment)| {
            let EnrolmentState::Waiting { until, .. } = enrolment.state else { return false };
            self.wait_of(key, enrolment).is_some_and(|wait| is_meant(wait, wait.began_at(until)))
        });
        meant.map(|(key, _)| key.clone()).collect()
    }

    fn what_was_awaited_came(&mut self, key: &Key) {
        let Some(enrolment) = self.take_enrolment(key) else { return };
        self.clear_timer_of(&enrolment);
        if let Some(wait) = self.wait_of(key, &enrolment) {
            let next = wait.next.clone();
            self.advance(key, enrolment, next, Arrival::Unasked);
        }
    }

    /// The wait at which a passage stands.
    fn wait_of(&self, key: &Key, enrolment: &Enrolment) -> Option<&'a Wait> {
        let campaign = self.program.campaign_version(key, enrolment.version)?;
        match campaign.scenario(&enrolment.arm)?.step(&enrolment.step)? {
            Step::Wait(wait) => Some(wait),
            _ => None,
        }
    }
}
