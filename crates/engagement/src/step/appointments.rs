//! Campaigns that ask to speak a while after their trigger, or when a segment is entered or left: an appointment is made when
//! the trigger fires, and kept in the first moment of a page behind its time.

use kizukai_model::Event;
use kizukai_model::ids::digest_u64;

use super::Run;
use super::candidates::meets;
use super::gates::{self, Refusal};
use crate::outcome::Gate;
use crate::profile::Appointment;
use crate::program::Campaign;
use crate::reason::Reason;
use crate::text::{Status, TriggerOn};

impl<'a> Run<'a> {
    /// Makes the appointments for which this event asks, wherever it came from. Their time is counted from when it
    /// happened.
    pub(super) fn appoint(&mut self, event: &'a Event) {
        let appointing = self.program.appointing();
        if appointing.is_empty() {
            return;
        }
        let by_event = event.track_name().map(|name| (TriggerOn::Event, name));
        let by_signal = event.signal_name().map(|name| (TriggerOn::Signal, name));
        for (on, name) in by_event.into_iter().chain(by_signal) {
            for position in appointing.fired_by(on, name) {
                let campaign = &self.program.campaigns()[*position];
                if meets(&campaign.text.trigger.params, event.body.properties()) {
                    self.make_appointment(campaign, Some(event));
                }
            }
        }
    }

    /// Makes the appointments for which segments ask that were entered or left since this was called last.
    pub(super) fn appoint_by_segments(&mut self) {
        let appointing = self.program.appointing();
        let changes = self.outcome.segments.split_off(self.segments_heard);
        for change in changes.iter().filter(|_| !appointing.is_empty()) {
            let on = if change.entered { TriggerOn::SegmentEntered } else { TriggerOn::SegmentLeft };
            for position in appointing.fired_by(on, change.segment.as_str()) {
                self.make_appointment(&self.program.campaigns()[*position], None);
            }
        }
        self.outcome.segments.extend(changes);
        self.segments_heard = self.outcome.segments.len();
    }

    fn make_appointment(&mut self, campaign: &Campaign, event: Option<&'a Event>) {
        if campaign.trigger_condition.as_ref().is_some_and(|condition| condition.reads("segments")) {
            self.update_segments();
        }
        let holds = campaign.trigger_condition.as_ref();
        if holds.is_some_and(|condition| !condition.evaluate(&self.view(event))) {
            return;
        }
        let fired_at = event.map_or(self.now, |event| event.timestamp);
        let cause = event.map_or_else(
            || digest_u64(&[&self.profile.id.to_string(), &self.profile.seq.to_string()]),
            |event| digest_u64(&[&event.message_id]),
        );
        let at = fired_at.plus(campaign.text.trigger.after.unwrap_or_default());
        self.profile.appointments.make(&campaign.key, Appointment { at, cause }, self.now);
    }

    /// The campaigns whose appointment is due in this moment of a page and that the gates before the draw let through, by their
    /// position in the program. Those that are refused may be let through on a later page, while the appointment lasts.
    pub(super) fn due_appointments(&mut self) -> Vec<usize> {
        let program = self.program;
        let known = self.profile.appointments.due(self.now).filter_map(|key| program.position(key));
        let mut due: Vec<usize> = known.filter(|n| self.is_due(&program.campaigns()[*n])).collect();
        due.sort_unstable();
        due.retain(|position| {
            let campaign = &program.campaigns()[*position];
            let view = self.view(None);
            match gates::admits(campaign, &view, self.standing, campaign.audience.evaluate(&view)) {
                Ok(()) => true,
                Err(refusal) => {
                    self.explain_refusal(campaign, None, &refusal);
                    false
                }
            }
        });
        due
    }

    /// An appointment that was kept; or one that a refusal has settled: waiting a little longer would not change it.
    pub(super) fn settle_appointment(&mut self, campaign: &Campaign, refusal: Option<&Refusal>) {
        let is_settled = refusal.is_none_or(|refusal| matches!(refusal.gate, Gate::Stopped | Gate::Caps));
        if is_settled {
            self.profile.appointments.cancel(&campaign.key);
        }
    }

    /// When the campaign asks to speak, if there is an appointment.
    pub(super) fn appointed(&self, campaign: &Campaign) -> Option<Reason> {
        let appointment = self.profile.appointments.of(&campaign.key)?;
        Some(Reason::Appointed { until: appointment.at })
    }

    /// Whether the campaign runs and its appointment is due now.
    pub(super) fn is_due(&self, campaign: &Campaign) -> bool {
        let appointment = self.profile.appointments.of(&campaign.key);
        campaign.text.status == Status::Running
            && appointment.is_some_and(|appointment| appointment.at <= self.now)
    }
}
