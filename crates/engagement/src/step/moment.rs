//! One request: names, then its events in order, then one arbitration, then what goes back to the page.

use kizukai_model::ids::digest_u64;
use kizukai_model::{Event, EventBody, Purpose, limits};

use super::apply::Applied;
use super::candidates::Candidates;
use super::{Run, Standing};
use crate::assignment::held_out;
use crate::consent;
use crate::input::{Moment, Names, Surface};
use crate::outcome::{EventVerdict, Verdict};

/// Verdict reasons an event can get in the step.
const STALE_STEP: &str = "stale_step";
const BAD_ANSWER: &str = "bad_answer";
const OVERLOAD: &str = "overload";
/// The runtime's reason for a claim that nobody proved.
const UNVERIFIED: &str = "identity_unverified";

impl<'a> Run<'a> {
    pub(super) fn moment(&mut self, moment: &'a Moment) {
        self.arrive(moment);
        let mut candidates = Candidates::default();
        for event in &moment.events {
            let verdict = self.event(moment, event, &mut candidates);
            self.outcome.verdicts.push(verdict);
        }
        self.honour_refusals();
        if self.surface == Surface::Page {
            self.end_what_is_over();
            self.arbitrate(moment, &candidates);
            self.answer_page(moment);
        }
    }

    /// What a request says of itself, and the time that passed, before its events.
    pub(super) fn arrive(&mut self, moment: &'a Moment) {
        self.surface = moment.surface;
        self.page = moment.page.as_ref();
        self.device_id = moment.device_id.as_deref();
        self.verified = moment.verified;
        self.activity = moment.activity;
        self.standing = Standing { is_held_out: self.is_held_out(), refused: self.take_consent(moment) };
        let is_measured = self.standing.is_measured();
        if moment.locale.is_some() && is_measured {
            self.profile.locale.clone_from(&moment.locale);
        }
        self.take_names(&moment.names);
        self.adopt_features();
        self.profile.dedup.forget(self.now);
        self.profile.appointments.lapse(self.now);
        self.leave_finished_visit();
        if self.surface == Surface::Page && is_measured {
            self.visit(moment);
        }
        self.leave_slots_to_the_older();
        self.honour_refusals();
        self.pass_due_waits();
        self.visit_came();
    }

    fn is_held_out(&self) -> bool {
        self.surface == Surface::Page
            && held_out(self.program.holdout_seed(), self.profile.id, self.program.site().holdout)
    }

    /// Hears what the moment says of consent, before anything else in it; gives what the visitor did not consent to.
    fn take_consent(&mut self, moment: &Moment) -> Option<Purpose> {
        let known = |id: &str| self.profile.dedup.contains(digest_u64(&[id]));
        let mut heard = self.profile.consent.clone();
        consent::hear(&mut heard, moment, self.now, known);
        self.profile.consent = heard;
        let may = |purpose| consent::may(&self.profile.consent, purpose, self.program, moment);
        [Purpose::Measurement, Purpose::Assistance].into_iter().find(|purpose| !may(*purpose))
    }

    pub(super) fn take_names(&mut self, names: &Names) {
        if let Some(id) = &names.anonymous_id
            && self.profile.anonymous_ids.len() < limits::ANONYMOUS_IDS
        {
            self.profile.anonymous_ids.insert(id.clone());
        }
        if names.user_id.is_some() {
            self.profile.user_id.clone_from(&names.user_id);
        }
    }

    fn event(&mut self, moment: &Moment, event: &'a Event, candidates: &mut Candidates<'a>) -> EventVerdict {
        let of = |verdict, reason: Option<&str>| EventVerdict {
            message_id: event.message_id.clone(),
            verdict,
            reason: reason.map(str::to_owned),
        };
        let message = digest_u64(&[&event.message_id]);
        if self.profile.dedup.contains(message) {
            self.repeated.push(message);
            return of(Verdict::Duplicate, None);
        }
        if self.profile.dedup.is_full() {
            return of(Verdict::Dropped, Some(OVERLOAD));
        }
        self.profile.dedup.insert(message, self.now);
        let is_withheld = !self.standing.is_measured() && !consent::may_be_kept(&event.body, moment.trusted);
        if is_withheld {
            return of(Verdict::Dropped, Some(consent::NO_CONSENT));
        }
        let refusal =
            moment.refused.iter().find(|(id, _)| *id == event.message_id).map(|(_, reason)| reason.as_str());
        if matches!(event.body, EventBody::Alias { .. }) && refusal.is_some() {
            // What is not proved is a claim like any other: known and unknown people get the same verdict.
            let verdict = if refusal == Some(UNVERIFIED) { Verdict::Ok } else { Verdict::Dropped };
            return of(verdict, refusal);
        }
        match self.apply(moment, event) {
            Applied::Done => {}
            Applied::StaleStep => return of(Verdict::Dropped, Some(STALE_STEP)),
            Applied::BadAnswer => return of(Verdict::Invalid, Some(BAD_ANSWER)),
        }
        self.visit_came();
        self.act_came(event);
        self.appoint(event);
        if moment.can_trigger(event, self.now) {
            self.collect(event, candidates);
        }
        of(Verdict::Ok, refusal)
    }
}
