//! Which events arrive: by type and name, how many in the last day, and when the last one.

use std::collections::BTreeMap;

use kizukai_model::{Event, EventBody, Timestamp};

use crate::{limits, measures};

const HOUR_MS: i64 = 3_600_000;

/// What names beyond the bound are counted under.
pub(super) const OTHER_NAMES: &str = "(other names)";

/// How often something happened in the last 24 hours, to the hour.
#[derive(Clone, Copy, Debug, Default)]
pub struct DayCount {
    hours: [u32; 24],
    newest: i64,
}

impl DayCount {
    /// It happened so often at a time. What is more than a day before the newest is passed over.
    pub fn add(&mut self, at: Timestamp, times: u32) {
        let hour = at.as_ms().div_euclid(HOUR_MS);
        if hour > self.newest {
            for cleared in (self.newest + 1..=hour).rev().take(self.hours.len()) {
                self.hours[slot(cleared)] = 0;
            }
            self.newest = hour;
        }
        if self.newest - hour < 24 {
            let count = &mut self.hours[slot(hour)];
            *count = count.saturating_add(times);
        }
    }

    /// How often in the 24 hours that end with the present one.
    pub fn at(&self, now: Timestamp) -> u64 {
        let present = now.as_ms().div_euclid(HOUR_MS);
        let is_recent = |hour: &i64| present - hour < 24;
        let hours = (self.newest - 23..=self.newest).filter(is_recent);
        hours.map(|hour| u64::from(self.hours[slot(hour)])).sum()
    }
}

fn slot(hour: i64) -> usize {
    usize::try_from(hour.rem_euclid(24)).unwrap_or_default()
}

/// How often something was seen since counting began, and when last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sighting {
    pub(super) count: u64,
    pub(super) last_at: Option<Timestamp>,
}

impl Sighting {
    pub(super) fn see(&mut self, at: Timestamp) {
        self.count += 1;
        self.last_at = self.last_at.max(Some(at));
    }
}

/// One kind of events.
#[derive(Clone, Copy, Debug)]
struct Counted {
    count: DayCount,
    last_at: Timestamp,
}

/// Events by type and name.
#[derive(Debug, Default)]
pub(super) struct EventCounts {
    counted: BTreeMap<&'static str, BTreeMap<Option<Box<str>>, Counted>>,
    names: usize,
}

/// One kind of events, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct EventCount {
    /// Its type.
    pub r#type: &'static str,
    /// The name of a track or signal.
    pub name: Option<String>,
    /// How many came in the last 24 hours.
    pub count_24h: u64,
    /// When the last one came.
    #[serde(serialize_with = "super::as_rfc3339")]
    pub last_at: Timestamp,
}

impl EventCounts {
    pub(super) fn add(&mut self, event: &Event, at: Timestamp) {
        let name = match &event.body {
            EventBody::Track { event: name, .. } | EventBody::Signal { name, .. } => Some(name.as_str()),
            _ => None,
        };
        let by_name = self.counted.entry(event.body.type_name()).or_default();
        let is_known = by_name.contains_key(&name.map(Box::from));
        let name = if is_known || self.names < limits::PULSE_EVENT_NAMES {
            name
        } else {
            measures::pulse_overflow("pulse_event_names");
            Some(OTHER_NAMES)
        };
        let counted = by_name.entry(name.map(Box::from)).or_insert_with(|| {
            self.names += 1;
            Counted { count: DayCount::default(), last_at: at }
        });
        counted.count.add(at, 1);
        counted.last_at = counted.last_at.max(at);
    }

    /// Events that have not come since are known no longer.
    pub(super) fn forget_before(&mut self, at: Timestamp) {
        for by_name in self.counted.values_mut() {
            by_name.retain(|_, counted| counted.last_at >= at);
        }
        self.names = self.counted.values().map(BTreeMap::len).sum();
    }

    /// All of them, the most frequent first.
    pub(super) fn told(&self, now: Timestamp) -> Vec<EventCount> {
        let mut told: Vec<EventCount> = Vec::new();
        for (name_of_type, by_name) in &self.counted {
            told.extend(by_name.iter().map(|(name, counted)| EventCount {
                r#type: name_of_type,
                name: name.as_deref().map(str::to_owned),
                count_24h: counted.count.at(now),
                last_at: counted.last_at,
            }));
        }
        told.sort_by_key(|event| std::cmp::Reverse((event.count_24h, event.last_at)));
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::Properties;

    const fn hour(n: i64) -> Timestamp {
        Timestamp::from_ms(n * HOUR_MS)
    }

    #[test]
    fn a_day_count_holds_the_last_day_whichever_way_it_is_read() {
        let happened = [(100, 1), (101, 2), (110, 4), (124, 8), (90, 16)];
        let count = |hours: &[(i64, u32)], now: i64| {
            let mut count = DayCount::default();
            hours.iter().for_each(|(at, times)| count.add(hour(*at), *times));
            count.at(hour(now))
        };
        let mut backwards = happened;
        backwards.reverse();
        for (now, expected) in [(124, 14), (125, 12), (133, 12), (134, 8), (148, 0)] {
            assert_eq!(count(&happened, now), expected, "at {now}");
            assert_eq!(count(&backwards, now), expected, "backwards at {now}");
        }
    }

    #[test]
    fn names_beyond_the_bound_are_counted_under_a_name_that_says_so() {
        let mut events = EventCounts::default();
        for n in 0..limits::PULSE_EVENT_NAMES + 7 {
            let body = EventBody::Track { event: format!("Name {n}"), properties: Properties::new() };
            let event = Event { message_id: String::new(), timestamp: hour(1), page: None, body };
            events.add(&event, hour(1));
        }
        let told = events.told(hour(1));
        assert_eq!(told.len(), limits::PULSE_EVENT_NAMES + 1);
        assert_eq!((told[0].name.as_deref(), told[0].count_24h), (Some(OTHER_NAMES), 7));
        events.forget_before(hour(2));
        assert_eq!((events.told(hour(2)).len(), events.names), (0, 0));
    }
}
