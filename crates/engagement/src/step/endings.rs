//! When a dialogue ends that nobody ended: its visit is over, its place is taken, its campaign is gone.

use std::collections::BTreeMap;

use kizukai_model::{Key, Purpose, Timestamp};

use super::Run;
use crate::profile::{CampaignState, Ending, Enrolment, EnrolmentState, Slot};
use crate::text::{Status, StopOn};

impl Run<'_> {
    pub(super) fn note_end(&mut self, key: &Key, enrolment: &Enrolment, how: Ending) {
        let now = self.now;
        if let Some(state) = self.profile.campaigns.get_mut(key) {
            state.note_end(enrolment, how, now);
        }
    }

    /// Ends what was open in a visit that is over.
    pub(super) fn leave_finished_visit(&mut self) {
        if self.profile.visits.ongoing(self.now).is_some() {
            return;
        }
        for state in self.profile.campaigns.values_mut() {
            if state.enrolment.as_ref().is_some_and(Enrolment::is_open) {
                state.end(Ending::Abandoned, self.now);
            }
        }
    }

    /// A slot has one holder: where two profiles that became one both had something open in it, the older stays.
    pub(super) fn leave_slots_to_the_older(&mut self) {
        let open = self.profile.campaigns.values().filter_map(|state| state.enrolment.as_ref());
        if open.filter(|enrolment| enrolment.is_open()).nth(1).is_none() {
            return;
        }
        let mut oldest: BTreeMap<Slot, (Timestamp, String)> = BTreeMap::new();
        let running = |state: &CampaignState| match &state.enrolment {
            Some(Enrolment { id, started_at, state: EnrolmentState::Open { slot }, .. }) => {
                Some((slot.clone(), (*started_at, id.clone())))
            }
            _ => None,
        };
        for (slot, age) in self.profile.campaigns.values().filter_map(|state| running(state)) {
            let holder = oldest.entry(slot).or_insert_with(|| age.clone());
            *holder = age.min(holder.clone());
        }
        for state in self.profile.campaigns.values_mut() {
            let is_younger = running(state).is_some_and(|(slot, age)| oldest.get(&slot) != Some(&age));
            if is_younger {
                state.end(Ending::Merged, self.now);
            }
        }
    }

    /// What the visitor has said holds everywhere: without consent to be measured and assisted no dialogue goes on; in other tabs, on other devices once they are known to be the same
    /// person's, and for what waits. "Never" ends a dialogue wherever it stands, "not now" takes down what is open, and
    /// a goal at which the campaign stops cancels what would have come after a wait.
    pub(super) fn honour_refusals(&mut self) {
        let (program, now) = (self.program, self.now);
        let refuses = |purpose| !self.profile.consent.allows(purpose, true);
        let refuses_all = refuses(Purpose::Assistance) || refuses(Purpose::Measurement);
        if !program.rules().are_courteous() {
            return;
        }
        let over = |key: &Key, state: &CampaignState| {
            let enrolment = state.enrolment.as_ref()?;
            if refuses_all || state.never || (enrolment.is_open() && state.is_not_now(now)) {
                return Some(Ending::Refused);
            }
            let stops_there =
                program.campaign(key).is_some_and(|campaign| campaign.text.stop.contains(&StopOn::Goal));
            (enrolment.comes_unasked() && stops_there && state.converted_at.is_some())
                .then_some(Ending::Reached)
        };
        self.look_at_exits();
        let campaigns = self.profile.campaigns.iter();
        let over: Vec<(Key, Ending)> =
            campaigns.filter_map(|(key, state)| Some((key.clone(), over(key, state)?))).collect();
        for (key, how) in over {
            self.end_enrolment(&key, how);
        }
    }

    /// Who meets the exit of a campaign under way needs no more of it: what would have come unasked does not come.
    fn look_at_exits(&mut self) {
        let program = self.program;
        if !program.passages().have_exits() {
            return;
        }
        self.cancel_appointments();
        let exit_of = |key: &Key, enrolment: &Enrolment| {
            program.campaign_version(key, enrolment.version).and_then(|campaign| campaign.exit.as_ref())
        };
        let to_come: Vec<Key> = self
            .profile
            .campaigns
            .iter()
            .filter(|(key, state)| {
                let running = state.enrolment.as_ref().filter(|enrolment| enrolment.comes_unasked());
                running.is_some_and(|enrolment| exit_of(key, enrolment).is_some())
            })
            .map(|(key, _)| key.clone())
            .collect();
        if to_come.is_empty() {
            return;
        }
        self.update_segments();
        let leaves = |key: &&Key| {
            let enrolment = self.profile.campaigns.get(*key).and_then(|state| state.enrolment.as_ref());
            let exit = enrolment.and_then(|enrolment| exit_of(key, enrolment));
            exit.is_some_and(|exit| exit.evaluate(&self.view(None)))
        };
        let left: Vec<Key> = to_come.iter().filter(leaves).cloned().collect();
        left.iter().for_each(|key| self.end_enrolment(key, Ending::Left));
    }

    fn cancel_appointments(&mut self) {
        let program = self.program;
        let exit_of = |key: &Key| program.campaign(key).and_then(|campaign| campaign.exit.as_ref());
        let made: Vec<Key> = self.profile.appointments.all().map(|(key, _)| key.clone()).collect();
        for key in made.iter().filter(|key| exit_of(key).is_some()) {
            self.update_segments();
            if exit_of(key).is_some_and(|exit| exit.evaluate(&self.view(None))) {
                self.profile.appointments.cancel(key);
            }
        }
    }

    fn end_enrolment(&mut self, key: &Key, how: Ending) {
        if let Some(enrolment) = self.take_enrolment(key) {
            self.clear_timer_of(&enrolment);
            self.note_end(key, &enrolment, how);
        }
    }

    /// Ends the dialogues of campaigns that have ended or are gone, and those whose version is forgotten.
    pub(super) fn end_what_is_over(&mut self) {
        let program = self.program;
        let is_over = |key: &Key, enrolment: &Enrolment| {
            program.campaign(key).is_none_or(|campaign| campaign.text.status == Status::Ended)
                || program.campaign_version(key, enrolment.version).is_none()
        };
        let running = self.profile.campaigns.iter();
        let running = running.filter_map(|(key, state)| Some((key, state.enrolment.as_ref()?)));
        let over: Vec<Key> =
            running.filter(|(key, enrolment)| is_over(key, enrolment)).map(|(key, _)| key.clone()).collect();
        for key in over {
            self.end_enrolment(&key, Ending::Withdrawn);
        }
    }
}
