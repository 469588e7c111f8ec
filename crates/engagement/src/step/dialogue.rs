//! Passing through a scenario: from step to step, by answers, closing, waits and patience.

use std::collections::BTreeMap;

use kizukai_model::event::{Answer, CloseReason};
use kizukai_model::ids::digest_u64;
use kizukai_model::{Event, Key, Span, Timestamp, limits};
use serde_json::Value;

use super::{Run, gates};
use crate::content::DEFAULT_RATING_MAX;
use crate::input::Surface;
use crate::outcome::ShowRef;
use crate::profile::{AnswerState, CampaignState, Enrolment, EnrolmentState, Slot, Source, TimerKind};
use crate::program::{Campaign, SpokenStep, Step};
use crate::text::{AnswerKind, Status, Verification};

/// How long a message waits for its page when its step does not say.
const DEFAULT_PATIENCE: Span = Span::from_mins(30);
/// How long "not now" keeps a campaign silent.
const NOT_NOW: Span = Span::from_hours(24);
/// Characters of a free-text answer; more is cut off.
const ANSWER_CHARS: usize = 2_000;

/// How a passage comes to its next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// It just began: the gates let it through.
    First,
    /// The visitor answered or closed: what comes is a reply.
    Reply,
    /// After a wait: what comes interrupts again.
    AfterWait,
}

impl<'a> Run<'a> {
    /// Leads a passage to its next resting place: an open or deferred message, a wait, or the end.
    pub(super) fn advance(&mut self, key: &Key, mut enrolment: Enrolment, mut next: Key, arrival: Arrival) {
        let program = self.program;
        let campaign = program.campaign_version(key, enrolment.version);
        let scenario = campaign.and_then(|campaign| campaign.scenario(&enrolment.arm));
        for _ in 0..limits::STEPS_AT_ONCE {
            match scenario.and_then(|scenario| scenario.step(&next)) {
                None | Some(Step::End) => return,
                Some(Step::Branch { cases, otherwise }) => {
                    let view = self.view(None);
                    let taken = cases.iter().find(|(condition, _)| condition.evaluate(&view));
                    next = taken.map_or(otherwise, |(_, next)| next).clone();
                }
                Some(Step::Wait { duration, .. }) => {
                    let until = self.now.plus(*duration);
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
        let is_visible = self.surface == Surface::Page && arrival != Arrival::AfterWait;
        if is_visible && is_free && is_here {
            return self.open(key, enrolment, spoken);
        }
        let until = self.now.plus(spoken.text.patience.unwrap_or(DEFAULT_PATIENCE));
        let timer = self.set_timer(until, TimerKind::Enrolment { campaign: key.clone() });
        let interrupts = arrival == Arrival::AfterWait && slot == Slot::Interrupting;
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
        let is_blocked = interrupts && (gates::quiet(&view).is_err() || gates::budget(&view).is_err());
        let is_here = spoken.condition.as_ref().is_none_or(|condition| condition.evaluate(&view));
        let is_free = !taken.contains_key(&spoken.slot());
        if is_blocked || !is_here || !is_free || !self.may_resume(key, enrolment, spoken) {
            return;
        }
        let Some(enrolment) = self.take_enrolment(key) else { return };
        self.clear_timer(timer);
        if interrupts {
            self.interrupted();
        }
        taken.insert(spoken.slot(), key.clone());
        self.open(key, enrolment, spoken);
    }

    fn take_enrolment(&mut self, key: &Key) -> Option<Enrolment> {
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

    /// The visitor answered a step; false when the step is not open or has no such answer.
    pub(super) fn answer(&mut self, event: &Event, enrolment: &str, step: &str, answer: &Answer) -> bool {
        let Some(key) = self.open_at(enrolment, step) else { return false };
        let Some(mut running) = self.profile.campaigns.get(&key).and_then(|state| state.enrolment.clone())
        else {
            return false;
        };
        let Some(spoken) = self.spoken_of(&key, &running) else { return false };
        let Some((answer, next)) = understand(spoken, answer) else { return false };
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
        true
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

    /// The visitor put a step away. "Not now" and "never" end the dialogue; otherwise `on_close` says where to go.
    pub(super) fn close(&mut self, event: &Event, enrolment: &str, step: &str, reason: CloseReason) -> bool {
        let Some(key) = self.open_at(enrolment, step) else { return false };
        let Some(mut running) = self.take_enrolment(&key) else { return false };
        let now = self.now;
        let Some(state) = self.profile.campaigns.get_mut(&key) else { return false };
        state.closed_at.get_or_insert(now);
        match reason {
            CloseReason::Never => state.never = true,
            CloseReason::NotNow => state.not_now_until = Some(now.plus(NOT_NOW)),
            CloseReason::Button | CloseReason::Escape | CloseReason::Outside => {
                let next = self.spoken_of(&key, &running).map(|spoken| spoken.text.on_close.clone());
                running.cause = digest_u64(&[&event.message_id]);
                if let Some(next) = next {
                    self.advance(&key, running, next, Arrival::Reply);
                }
            }
        }
        true
    }

    /// Ends what was open in a visit that is over.
    pub(super) fn leave_finished_visit(&mut self) {
        let is_over = self.profile.visits.ongoing(self.now).is_none();
        for state in self.profile.campaigns.values_mut().filter(|_| is_over) {
            if state.enrolment.as_ref().is_some_and(Enrolment::is_open) {
                state.enrolment = None;
            }
        }
    }

    /// A slot has one holder: where two profiles that became one both had something open in it, the older stays.
    pub(super) fn leave_slots_to_the_older(&mut self) {
        let mut oldest: BTreeMap<Slot, (Timestamp, String)> = BTreeMap::new();
        let running = |state: &CampaignState| match &state.enrolment {
            Some(Enrolment { id, started_at, state: EnrolmentState::Open { slot }, .. }) => {
                Some((slot.clone(), (*started_at, id.clone())))
            }
            _ => None,
        };
        for (slot, age) in self.profile.campaigns.values().filter_map(running) {
            let holder = oldest.entry(slot).or_insert_with(|| age.clone());
            *holder = age.min(holder.clone());
        }
        for state in self.profile.campaigns.values_mut() {
            let is_younger = running(state).is_some_and(|(slot, age)| oldest.get(&slot) != Some(&age));
            if is_younger {
                state.enrolment = None;
            }
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
            if let Some(enrolment) = self.take_enrolment(&key) {
                self.clear_timer_of(&enrolment);
            }
        }
    }

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

    /// Whether it is this timer that a campaign's dialogue waits for.
    pub(super) fn waits_for(&self, key: &Key, asked: u64) -> bool {
        let enrolment = self.profile.campaigns.get(key).and_then(|state| state.enrolment.as_ref());
        enrolment.is_some_and(|enrolment| match enrolment.state {
            EnrolmentState::Waiting { timer, .. } | EnrolmentState::Deferred { timer, .. } => timer == asked,
            EnrolmentState::Open { .. } => false,
        })
    }

    /// A wait leads on to its next step; a patience that ran out ends the passage.
    pub(super) fn wait_is_over(&mut self, key: &Key) {
        let Some(enrolment) = self.take_enrolment(key) else { return };
        self.clear_timer_of(&enrolment);
        if !matches!(enrolment.state, EnrolmentState::Waiting { .. }) {
            return;
        }
        let campaign = self.program.campaign_version(key, enrolment.version);
        let scenario = campaign.and_then(|campaign| campaign.scenario(&enrolment.arm));
        if let Some(Step::Wait { next, .. }) = scenario.and_then(|scenario| scenario.step(&enrolment.step)) {
            self.advance(key, enrolment, next.clone(), Arrival::AfterWait);
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

/// What an answer means at a step: what is kept of it, and where it leads. None when the step has no such answer.
fn understand(spoken: &SpokenStep, answer: &Answer) -> Option<(Answer, Key)> {
    let text = &spoken.text;
    let choice = |key: &str| text.choices.iter().find(|choice| choice.key.as_str() == key);
    match (text.answer, answer) {
        (AnswerKind::Single, answer) => {
            let key = match answer {
                Answer::Choice(key) => key.as_str(),
                Answer::Value(value) => value.as_str()?,
            };
            let chosen = choice(key)?;
            Some((Answer::Choice(key.to_owned()), chosen.next.clone().unwrap_or_else(|| text.next.clone())))
        }
        (AnswerKind::Multiple, answer) => {
            let value = answer.to_value();
            let keys = match &value {
                Value::Array(keys) => each_once(keys),
                one => vec![one.clone()],
            };
            let all_known = keys.iter().all(|key| key.as_str().and_then(choice).is_some());
            (all_known && !keys.is_empty()).then(|| (Answer::Value(Value::Array(keys)), text.next.clone()))
        }
        (AnswerKind::Text, answer) => {
            let words: String = answer.to_value().as_str()?.trim().chars().take(ANSWER_CHARS).collect();
            (!words.is_empty()).then(|| (Answer::Value(words.into()), text.next.clone()))
        }
        (AnswerKind::Rating, answer) => {
            let max = u64::from(text.max.unwrap_or(DEFAULT_RATING_MAX));
            let rating = match answer.to_value() {
                Value::Number(number) => number.as_u64()?,
                Value::String(digits) => digits.parse().ok()?,
                _ => return None,
            };
            (1..=max).contains(&rating).then(|| (Answer::Value(rating.into()), text.next.clone()))
        }
    }
}

fn each_once(values: &[Value]) -> Vec<Value> {
    let mut seen = Vec::with_capacity(values.len());
    for value in values {
        if !seen.contains(value) {
            seen.push(value.clone());
        }
    }
    seen
}
