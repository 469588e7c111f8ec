//! What may be kept of a moment, before it is kept.
//!
//! Without consent to measurement nothing a visitor does is remembered. The step refuses such events by itself; but its
//! inputs are recorded, so what they say has to be taken out of them before. Ask [`look`], then [`withhold`].

use kizukai_model::commerce::Commerce;
use kizukai_model::consent::Purpose;
use kizukai_model::{Event, EventBody, Timestamp};

use crate::input::{Moment, Surface};
use crate::outcome::{EventVerdict, Verdict};
use crate::profile::Consent;
use crate::text::ConsentMode;
use crate::{Profile, Program};

/// The reason of the verdict on an event that was not kept.
pub const NO_CONSENT: &str = "no_consent";

/// Whether a moment may be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measurement {
    /// As it came.
    Allowed,
    /// Only what it says of consent, and what a trusted server says of orders.
    Refused,
    /// Refused, and nothing in it may be kept: there is nothing to step.
    Nothing,
}

/// Whether a moment may be remembered.
pub fn look(program: &Program, profile: &Profile, moment: &Moment) -> Measurement {
    let is_quiet = !moment.gpc && moment.consent.is_empty() && !moment.events.iter().any(is_consent);
    if is_quiet && may(&profile.consent, Purpose::Measurement, program, moment) {
        return Measurement::Allowed;
    }
    let mut consent = profile.consent.clone();
    hear(&mut consent, moment, profile.last_input_at(), |_| false);
    if may(&consent, Purpose::Measurement, program, moment) {
        return Measurement::Allowed;
    }
    // The browser's general refusal alone is no reason to remember somebody.
    let mut carried = profile.consent.clone();
    carried.notice(&moment.consent, profile.last_input_at());
    let keeps_something = moment.events.iter().any(|event| may_be_kept(&event.body, moment.trusted));
    if carried != profile.consent || keeps_something { Measurement::Refused } else { Measurement::Nothing }
}

const fn is_consent(event: &Event) -> bool {
    matches!(event.body, EventBody::Consent { .. })
}

/// Takes out of a moment that was refused what must not be kept. The verdicts on its events stay the same.
pub fn withhold(moment: &mut Moment) {
    moment.page = None;
    moment.device.clear();
    moment.locale = None;
    let trusted = moment.trusted;
    for event in &mut moment.events {
        event.page = None;
        if !may_be_kept(&event.body, trusted) {
            event.body = EventBody::Withheld {};
        }
    }
}

/// The verdicts on a moment of which nothing may be kept.
pub fn verdicts(moment: &Moment) -> Vec<EventVerdict> {
    let refused = |event: &Event| EventVerdict {
        message_id: event.message_id.clone(),
        verdict: Verdict::Dropped,
        reason: Some(NO_CONSENT.to_owned()),
    };
    moment.events.iter().map(refused).collect()
}

/// What is kept without consent: what is said of consent itself, and orders that a trusted server reports.
pub(crate) fn may_be_kept(body: &EventBody, trusted: bool) -> bool {
    match body {
        EventBody::Consent { .. } => true,
        EventBody::Track { event, properties } => {
            let is_order = matches!(
                Commerce::from_track(event, properties),
                Some(Commerce::OrderCompleted(_) | Commerce::OrderRefunded(..) | Commerce::OrderCancelled(_))
            );
            trusted && is_order
        }
        _ => false,
    }
}

/// Takes what a moment says of consent: what the request carries along, the browser's general refusal, and what the
/// person said on purpose. `is_known`: whether an event was heard before.
pub(crate) fn hear(consent: &mut Consent, moment: &Moment, now: Timestamp, is_known: impl Fn(&str) -> bool) {
    if moment.gpc {
        consent.notice_gpc(now);
    }
    consent.notice(&moment.consent, now);
    for event in &moment.events {
        if let EventBody::Consent { purposes } = &event.body
            && !is_known(&event.message_id)
        {
            consent.hear(purposes, event.timestamp);
        }
    }
}

/// Whether a moment may serve a purpose. Where nothing was said it depends on the site, and browsers have to ask.
pub(crate) fn may(consent: &Consent, purpose: Purpose, program: &Program, moment: &Moment) -> bool {
    let has_to_ask = program.site().consent.mode == ConsentMode::Required
        && moment.surface == Surface::Page
        && !moment.trusted;
    consent.allows(purpose, !has_to_ask)
}
