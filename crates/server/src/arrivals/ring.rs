//! Raw events, the newest ones.

use std::collections::VecDeque;

use serde_json::Value;

use kizukai_engagement::{Verdict, consent};
use kizukai_model::{Timestamp, read_id};

use super::Arrived;
use crate::limits::{ARRIVAL_BYTES, ARRIVAL_NAME_CHARS};
use crate::verdict::VerdictOfEvent;

/// Fields that say who sends rather than what happened.
const SECRETS: [&str; 2] = ["writeKey", "userHash"];

/// One event as it came, with its verdict.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// Counts the site's events.
    pub(crate) seq: u64,
    pub(crate) at: Timestamp,
    pub(crate) via: &'static str,
    pub(crate) event_type: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) anonymous_id: Option<String>,
    pub(crate) user_id: Option<String>,
    pub(crate) message_id: Option<String>,
    pub(crate) verdict: Verdict,
    pub(crate) reason: Option<String>,
    pub(crate) is_truncated: bool,
    /// As JSON, or the beginning of it; none where it must not be kept.
    raw: Option<Box<str>>,
}

impl Arrival {
    pub(super) fn of(
        seq: u64,
        at: Timestamp,
        arrived: &Arrived<'_>,
        source: &Value,
        of_event: &VerdictOfEvent,
        has_room: bool,
    ) -> Self {
        let may_be_kept = of_event.reason() != Some(consent::NO_CONSENT);
        let kept = Some(source).filter(|_| may_be_kept);
        let id = |name: &str| kept.and_then(|source| source.get(name)).and_then(read_id);
        let text = |name: &str| {
            let text = source.get(name).and_then(Value::as_str)?;
            Some(text.chars().take(ARRIVAL_NAME_CHARS).collect())
        };
        let own_id = arrived.anonymous_id.filter(|_| may_be_kept);
        let raw = kept.map(|source| without_secrets(source).to_string());
        let most = if has_room { ARRIVAL_BYTES } else { 0 };
        let is_truncated = raw.as_ref().is_some_and(|raw| raw.len() > most);
        Self {
            seq,
            at,
            via: arrived.via,
            event_type: text("type"),
            name: text("event").or_else(|| text("name")),
            anonymous_id: id("anonymousId").or_else(|| own_id.map(str::to_owned)),
            user_id: id("userId"),
            message_id: of_event.message_id().map(str::to_owned),
            verdict: of_event.verdict(),
            reason: of_event.reason().map(str::to_owned),
            is_truncated,
            raw: raw.map(|raw| raw[..raw.floor_char_boundary(most.min(raw.len()))].into()),
        }
    }

    /// The event; its beginning as a text where it was cut.
    pub(crate) fn raw(&self) -> Value {
        match &self.raw {
            None => Value::Null,
            Some(raw) if self.is_truncated => Value::String(raw.to_string()),
            Some(raw) => serde_json::from_str(raw).unwrap_or_default(),
        }
    }

    /// Bytes of the raw event.
    pub(super) fn bytes(&self) -> usize {
        self.raw.as_ref().map_or(0, |raw| raw.len())
    }
}

fn without_secrets(source: &Value) -> Value {
    let mut kept = source.clone();
    if let Value::Object(fields) = &mut kept {
        SECRETS.iter().for_each(|name| drop(fields.shift_remove(*name)));
    }
    kept
}

/// Which arrivals are asked for.
#[derive(Debug, Default)]
pub(crate) struct Filter<'a> {
    /// Those behind this number.
    pub(crate) after: u64,
    pub(crate) limit: usize,
    pub(crate) verdict: Option<Verdict>,
    /// An event's name, or its type.
    pub(crate) name: Option<&'a str>,
    /// A text that stands in it.
    pub(crate) text: Option<&'a str>,
}

impl Filter<'_> {
    #[cfg(test)]
    pub(super) fn all(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    fn passes(&self, arrival: &Arrival) -> bool {
        let is_named = |name: &str| {
            [&arrival.name, &arrival.event_type].into_iter().any(|own| own.as_deref() == Some(name))
        };
        arrival.seq > self.after
            && self.verdict.is_none_or(|verdict| verdict == arrival.verdict)
            && self.name.is_none_or(is_named)
            && self.text.is_none_or(|text| arrival.raw.as_ref().is_some_and(|raw| raw.contains(text)))
    }
}

/// The newest of a kind.
#[derive(Default)]
pub(super) struct Ring(VecDeque<Arrival>);

impl Ring {
    /// Puts one in; gives the bytes of what had to go for it.
    pub(super) fn push(&mut self, arrival: Arrival, most: usize) -> usize {
        self.0.push_back(arrival);
        let gone = if self.0.len() > most { self.0.pop_front() } else { None };
        gone.map_or(0, |arrival| arrival.bytes())
    }

    /// Lets all go; gives their bytes.
    pub(super) fn clear(&mut self) -> usize {
        std::mem::take(&mut self.0).iter().map(Arrival::bytes).sum()
    }

    /// Lets those go that are about somebody; gives their bytes.
    pub(super) fn forget(&mut self, ids: &[&str]) -> usize {
        let is_about = |arrival: &Arrival| {
            let own = [&arrival.anonymous_id, &arrival.user_id];
            own.into_iter().any(|id| id.as_deref().is_some_and(|id| ids.contains(&id)))
        };
        let gone = self.0.iter().filter(|arrival| is_about(arrival)).map(Arrival::bytes).sum();
        self.0.retain(|arrival| !is_about(arrival));
        gone
    }

    pub(super) fn newest_first<'a>(&'a self, filter: &'a Filter<'_>) -> impl Iterator<Item = &'a Arrival> {
        self.0.iter().rev().filter(|arrival| filter.passes(arrival)).take(filter.limit)
    }
}
