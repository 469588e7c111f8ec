//! Passing through a scenario: from step to step, by answers, closing, waits and patience.

use std::collections::{BTreeMap, BTreeSet};

use kizukai_model::event::{Answer, CloseReason};
use kizukai_model::ids::digest_u64;
use kizukai_model::{Event, Key, Properties, Span, limits};

use super::answers::understand;
use super::apply::Applied;
use super::gates::Refusal;
use super::{Run, gates};
use crate::assignment::draw_way;
use crate::input::Surface;
use crate::outcome::{Gate, ShowRef};
use crate::profile::{AnswerState, Ending, Enrolment, EnrolmentState, Slot, Source, TimerKind};
use crate::program::{Campaign, SpokenStep, Step};
use crate::reason::Reason;
use crate::subject::View;
use crate::text::{Format, Verification};

/// How long a message waits for its page when its step does not say.
const DEFAULT_PATIENCE: Span = Span::from_mins(30);
/// How long "not now" keeps a campaign silent.
const NOT_NOW: Span = Span::from_hours(24);

/// How a passage comes to its next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// It just began: the gates let it through.
    First,
    /// The visitor answered or closed: what comes is a reply.
    Reply,
    /// After a wait, or after a toast that went by itself: what comes interrupts again.
    Unasked,
}

impl<'a> Run<'a> {
    /// Leads a passage to its next resting place: an open or deferred message, a wait, or the end.
    pub(super) fn advance(&mut self, key: &Key, mut enrolment: Enrolment, mut next: Key, arrival: Arrival) {
        self.update_segments();
        let program = self.program;
        let campaign = program.campaign_version(key, enrolment.version);
        let scenario = campaign.and_then(|campaign| campaign.scenario(&enrolment.arm));
        for _ in 0..limits::STEPS_AT_ONCE {
            match scenario.and_then(|scenario| scenario.step(&next)) {
                None | Some(Step::End) => break,
                Some(Step::Branch { cases, otherwise }) => {
                    let view = self.view(None);
                    let taken = cases.iter().find(|(condition, _)| condition.evaluate(&view));
                    next = taken.map_or(otherwise, |(_, next)| next).clone();
                }
                Some(Step::Split { ways, weights }) => next = drawn(&enrolment, &next, ways, weights).clone(),
                Some(Step::Traits { set, next: after }) => {
                    self.write_traits(&enrolment, &next, set);
                    next = after.clone();
                }
                Some(Step::Wait(wait)) => {
                    let until = wait.over_at(self.now, program.zone());
                    if until <= self.now {
                        next = wait.next.clone();
                        continue;
                    }
                    let timer = self.set_timer(until, TimerKind::Enrolment { campaign: key.clone() });
                    enrolment.step = next;
                    enrolment.state = EnrolmentState::Waiting { timer, until };
                    return self.keep(key, enrolment);
                }
                Some(Step::Spoken(spoken)) => {
                    enrolment.step = next;
                    return self.speak_or_defer(key, enrolment, spoken, arrival);
                }
            }
        }
        self.note_end(key, &enrolment, Ending::Finished);
    }

    /// The shop itself says so, and no browser can: what a step writes is trusted. What it removes is gone whoever said it.
    fn write_traits(&mut self, enrolment: &Enrolment, step: &Key, set: &Properties) {
        let message_id = format!("{}:{step}", enrolment.id);
        let gone = set.iter().filter(|(_, value)| value.is_null());
        let gone: Properties = gone.map(|(name, value)| (name.clone(), value.clone())).collect();
        self.profile.traits.set(set, self.now, &message_id, Source::Trusted);
        self.profile.traits.set(&gone, self.now, &message_id, Source::Claimed(None));
        self.segments_are_old = true;
        self.update_segments();
    }

    fn keep(&mut self, key: &Key, enrolment: Enrolment) {
        if let Some(state) = self.profile.campaigns.get_mut(key) {
            state.enrolment = Some(enrolment);
        }
    }

    /// Opens the step if it may be spoken at once; else it waits for its page, at most its patience. Where no page waits
    /// for an answer nothing is opened.
    fn speak_or_defer(&mut self, key: &Key, mut enrolment: Enrolment, spoken: &SpokenStep, arrival: Arrival) {
        let slot = spoken.slot();
        let is_free = self.held_slots().get(&slot).is_none_or(|holder| holder == key);
        let is_here = spoken.condition.as_ref().is_none_or(|condition| condition.evaluate(&self.view(None)));
        let is_visible = self.surface == Surface::Page && arrival != Arrival::Unasked;
        if is_visible && is_free && is_here {
            return self.open(key, enrolment, spoken);
        }
        let until = self.now.plus(spoken.text.patience.unwrap_or(DEFAULT_PATIENCE));
        let timer = self.set_timer(until, TimerKind::Enrolment { campaign: key.clone() });
        let interrupts = arrival == Arrival::Unasked
            && (slot == Slot::Interrupting || self.program.rules().are_courteous());
        enrolment.state = EnrolmentState::Deferred { timer, until, interrupts };
        self.keep(key, enrolment);
    }

    fn open(&mut self, key: &Key, mut enrolment: Enrolment, spoken: &SpokenStep) {
        enrolment.state = EnrolmentState::Open { slot: spoken.slot() };
        self.outcome.show.push(show(key, &enrolment, spoken, false));
        self.keep(key, enrolment);
    }

    /// The campaigns whose dialogue waits for a page, by their place in the program; with whether they interrupt.
    pub(super) fn deferred(&self) -> Vec<(usize, bool)> {
        let waiting =
            self.profile.campaigns.iter().filter_map(|(key, state)| match state.enrolment.as_ref()?.state {
                EnrolmentState::Deferred { interrupts, .. } => {
                    Some((self.program.position(key)?, interrupts))
                }
                _ => None,
            });
        waiting.collect()
    }

    /// Opens the message of a dialogue that waited for a page, if this is one and nothing stands in the way.
    pub(super) fn show_deferred(&mut self, campaign: &Campaign, taken: &mut BTreeMap<Slot, Key>) {
        let key = &campaign.key;
        let Some(enrolment) = self.profile.campaigns.get(key).and_then(|state| state.enrolment.as_ref())
        else {
            return;
        };
        let EnrolmentState::Deferred { timer, interrupts, .. } = enrolment.state else { return };
        let Some(spoken) = self.spoken_of(key, enrolment) else { return };
        let view = self.view(None);
        let price_of = BTreeSet::from([spoken.text.format]);
        let refusal = interrupts
            .then(|| self.blocks_interruption(campaign, spoken, &price_of))
            .flatten()
            .or_else(|| not_here(spoken, &view))
            .or_else(|| not_free(taken.get(&spoken.slot())))
            .or_else(|| not_this_device(self.may_resume(key, enrolment, spoken)));
        if let Some(refusal) = refusal {
            return self.explain_refusal(campaign, None, &refusal);
        }
        let Some(enrolment) = self.take_enrolment(key) else { return };
        self.clear_timer(timer);
        if interrupts {
            self.charge(&price_of);
        }
        if interrupts && spoken.slot() == Slot::Interrupting {
            self.interrupted();
        }
        taken.insert(spoken.slot(), key.clone());
        self.explain_spoken(campaign, &enrolment.arm, false);
        self.open(key, enrolment, spoken);
    }

    /// Why a message that comes unasked, after a wait, may not interrupt now. It is tried again until its patience ends.
    pub(super) fn blocks_interruption(
        &self,
        campaign: &Campaign,
        spoken: &SpokenStep,
        formats: &BTreeSet<Format>,
    ) -> Option<Refusal> {
        let state = self.profile.campaigns.get(&campaign.key)?;
        if state.is_not_now(self.now) {
            return Some(Refusal::at(Gate::Stopped, Reason::NotNow { until: state.not_now_until }));
        }
        if spoken.slot() == Slot::Interrupting
            && let Err(refusal) = gates::quiet(&self.view(None))
        {
            return Some(refusal);
        }
        self.unaffordable(formats).map(|reason| Refusal::at(Gate::Budget, reason))
    }

    pub(super) fn take_enrolment(&mut self, key: &Key) -> Option<Enrolment> {
        self.profile.campaigns.get_mut(key)?.enrolment.take()
    }

    /// The message an enrolment stands at, in the version it runs on.
    pub(super) fn spoken_of(&self, key: &Key, enrolment: &Enrolment) -> Option<&'a SpokenStep> {
        self.program.campaign_version(key, enrolment.version)?.spoken(&enrolment.arm, &enrolment.step)
    }

    /// Whether this device may go on with a dialogue: the one it began on; another one only when nothing in the step
    /// is private and identity is not asked for, or proved. A campaign for proved visitors asks every device.
    pub(super) fn may_resume(&self, key: &Key, enrolment: &Enrolment, spoken: &SpokenStep) -> bool {
        if self.verified {
            return true;
        }
        let needs_proof = self.program.campaign(key).is_some_and(|campaign| campaign.text.needs_verified);
        let is_same_device = enrolment.device_id.as_deref() == self.device_id;
        let is_asked = self.program.site().identity.verification == Verification::Required;
        !needs_proof && (is_same_device || (!is_asked && !spoken.text.private))
    }

    /// The campaign whose enrolment is open at this step.
    fn open_at(&self, enrolment: &str, step: &str) -> Option<Key> {
        let found = self.profile.campaigns.iter().find(|(_, state)| state.is_open_at(enrolment, step));
        found.map(|(key, _)| key.clone())
    }

    /// The visitor answered a step.
    pub(super) fn answer(&mut self, event: &Event, enrolment: &str, step: &str, answer: &Answer) -> Applied {
        let Some(key) = self.open_at(enrolment, step) else { return Applied::StaleStep };
        let Some(mut running) = self.profile.campaigns.get(&key).and_then(|state| state.enrolment.clone())
        else {
            return Applied::StaleStep;
        };
        let Some(spoken) = self.spoken_of(&key, &running) else { return Applied::StaleStep };
        let Some((answer, next)) = understand(spoken, answer) else { return Applied::BadAnswer };
        if let Some(name) = &spoken.text.save_as {
            let traits = std::iter::once((name.clone(), answer.to_value())).collect();
            let source = Source::Claimed(self.device_id);
            self.profile.traits.set(&traits, event.timestamp, &event.message_id, source);
        }
        let now = self.now;
        if let Some(state) = self.profile.campaigns.get_mut(&key) {
            state.answered_at.get_or_insert(now);
            state.answers.insert(running.step.clone(), AnswerState { answer, at: event.timestamp });
            state.enrolment = None;
        }
        running.cause = digest_u64(&[&event.message_id]);
        self.advance(&key, running, next, Arrival::Reply);
        Applied::Done
    }

    /// The tag confirmed that a step was visible.
    pub(super) fn seen(&mut self, enrolment: &str, step: &str) -> bool {
        let Some(key) = self.open_at(enrolment, step) else { return false };
        let now = self.now;
        if let Some(state) = self.profile.campaigns.get_mut(&key) {
            state.seen_at.get_or_insert(now);
        }
        true
    }

    /// A step was put away. "Not now" and "never" end the dialogue; otherwise `on_close` says where to go. A toast that
    /// went by itself is no act of the visitor: what comes then is no reply.
    pub(super) fn close(&mut self, event: &Event, enrolment: &str, step: &str, reason: CloseReason) -> bool {
        let Some(key) = self.open_at(enrolment, step) else { return false };
        let Some(running) = self.take_enrolment(&key) else { return false };
        let now = self.now;
        let Some(state) = self.profile.campaigns.get_mut(&key) else { return false };
        if reason != CloseReason::Timeout {
            state.closed_at.get_or_insert(now);
            if self.program.prices().is_some() {
                self.profile.attention.dismissed(now);
            }
        }
        let Some(state) = self.profile.campaigns.get_mut(&key) else { return false };
        match reason {
            CloseReason::Never => {
                state.never = true;
                state.note_end(&running, Ending::Refused, now);
            }
            CloseReason::NotNow => {
                state.not_now_until = Some(now.plus(NOT_NOW));
                state.note_end(&running, Ending::Refused, now);
            }
            CloseReason::Button | CloseReason::Escape | CloseReason::Outside => {
                self.go_on_after_closing(event, &key, running, Arrival::Reply);
            }
            CloseReason::Timeout => self.go_on_after_closing(event, &key, running, Arrival::Unasked),
        }
        true
    }

    fn go_on_after_closing(&mut self, event: &Event, key: &Key, mut running: Enrolment, arrival: Arrival) {
        let next = self.spoken_of(key, &running).map(|spoken| spoken.text.on_close.clone());
        running.cause = digest_u64(&[&event.message_id]);
        if let Some(next) = next {
            self.advance(key, running, next, arrival);
        }
    }

    pub(crate) fn clear_timer_of(&mut self, enrolment: &Enrolment) {
        match enrolment.state {
            EnrolmentState::Waiting { timer, .. } | EnrolmentState::Deferred { timer, .. } => {
                self.clear_timer(timer);
            }
            EnrolmentState::Open { .. } => {}
        }
    }
}

/// The way that a passage takes at a split: by lot, the same whenever it is asked.
fn drawn<'w>(enrolment: &Enrolment, step: &Key, ways: &'w [Key], weights: &[f64]) -> &'w Key {
    &ways[draw_way(step.as_str(), &enrolment.id, weights)]
}

/// Why a message that waits for its page does not come on this one.
fn not_here(spoken: &SpokenStep, view: &View<'_>) -> Option<Refusal> {
    let is_here = spoken.condition.as_ref().is_none_or(|condition| condition.evaluate(view));
    (!is_here).then(|| Refusal::at(Gate::Trigger, Reason::OtherPage))
}

fn not_free(holder: Option<&Key>) -> Option<Refusal> {
    holder.map(Refusal::rival)
}

fn not_this_device(may_resume: bool) -> Option<Refusal> {
    (!may_resume).then(|| Refusal::at(Gate::Audience, Reason::Elsewhere))
}

/// The item that puts a step on the page.
pub(super) fn show(key: &Key, enrolment: &Enrolment, spoken: &SpokenStep, resumed: bool) -> ShowRef {
    ShowRef {
        campaign: key.clone(),
        version: enrolment.version,
        arm: enrolment.arm.clone(),
        enrolment: enrolment.id.clone(),
        step: enrolment.step.clone(),
        format: spoken.text.format,
        resumed,
    }
}
