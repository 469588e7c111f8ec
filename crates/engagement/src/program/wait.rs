//! A wait, compiled: what ends it, and where each end leads.

use jiff::ToSpan;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use kizukai_conditions::{Compiled, compile};
use kizukai_model::{Key, Span, Timestamp};

use super::parse_moment;
use crate::text::{WaitOn, WaitText, end};

/// How long an act is waited for where the text does not say.
const DEFAULT_EVENT_WAIT: Span = Span::from_days(7);
/// How long the next visit is waited for where the text does not say.
const DEFAULT_VISIT_WAIT: Span = Span::from_days(30);

/// A wait.
#[derive(Debug)]
pub struct Wait {
    /// What ends it.
    pub awaited: Awaited,
    /// Where to go when it came.
    pub next: Key,
    /// Where to go when it did not come in time.
    pub otherwise: Key,
}

/// What ends a wait.
#[derive(Debug)]
pub enum Awaited {
    /// So long has passed.
    Span(Span),
    /// The site's clock shows this time again.
    TimeOfDay(Time),
    /// This moment; one that is past is no wait.
    Moment(Timestamp),
    /// A `track` event.
    Event {
        /// Its name.
        name: String,
        /// Which of them.
        condition: Option<Compiled>,
        /// How long at most.
        at_most: Span,
    },
    /// The next visit.
    Visit {
        /// How long at most.
        at_most: Span,
    },
}

impl Wait {
    pub(super) fn compile(text: &WaitText, zone: &TimeZone) -> Self {
        let until = || text.until.as_deref().and_then(|text| Until::parse(text, zone));
        let awaited = match text.on {
            Some(WaitOn::Event) => Awaited::Event {
                name: text.name.clone().unwrap_or_default(),
                condition: text.condition.as_ref().map(compile),
                at_most: text.duration.unwrap_or(DEFAULT_EVENT_WAIT),
            },
            Some(WaitOn::Visit) => Awaited::Visit { at_most: text.duration.unwrap_or(DEFAULT_VISIT_WAIT) },
            None => match until() {
                Some(Until::TimeOfDay(time)) => Awaited::TimeOfDay(time),
                Some(Until::Moment(moment)) => Awaited::Moment(moment),
                None => Awaited::Span(text.duration.unwrap_or_default()),
            },
        };
        let otherwise = text.otherwise.clone().unwrap_or_else(end);
        Self { awaited, next: text.next.clone(), otherwise }
    }

    /// When it is over at the latest, if it begins at `now`.
    pub(crate) fn over_at(&self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        match &self.awaited {
            Awaited::Span(span) | Awaited::Event { at_most: span, .. } | Awaited::Visit { at_most: span } => {
                now.plus(*span)
            }
            Awaited::TimeOfDay(time) => next_time_of_day(now, *time, zone),
            Awaited::Moment(moment) => now.max(*moment),
        }
    }

    /// When it began, if it is over at `until`. Of a wait for a time of the clock that is not known: `until`.
    pub(crate) fn began_at(&self, until: Timestamp) -> Timestamp {
        match &self.awaited {
            Awaited::Span(span) | Awaited::Event { at_most: span, .. } | Awaited::Visit { at_most: span } => {
                until.minus(*span)
            }
            Awaited::TimeOfDay(_) | Awaited::Moment(_) => until,
        }
    }

    /// Where the way leads when nothing came before its time was over.
    pub(crate) const fn after_time(&self) -> &Key {
        match self.awaited {
            Awaited::Span(_) | Awaited::TimeOfDay(_) | Awaited::Moment(_) => &self.next,
            Awaited::Event { .. } | Awaited::Visit { .. } => &self.otherwise,
        }
    }
}

/// A time that can be waited for.
pub(crate) enum Until {
    TimeOfDay(Time),
    Moment(Timestamp),
}

impl Until {
    /// Reads `09:00`, or a date and time as schedules have them.
    pub(crate) fn parse(text: &str, zone: &TimeZone) -> Option<Self> {
        let is_time_of_day = text.len() <= "09:00:00".len() && text.contains(':');
        let time = is_time_of_day.then(|| text.parse().ok().map(Self::TimeOfDay)).flatten();
        time.or_else(|| parse_moment(text, zone).map(Self::Moment))
    }
}

/// The next moment after `now` at which a clock of the zone shows that time. On a day whose clock leaps over it, the moment to which
/// the clock leaps (RFC 5545's rule, as jiff has it).
fn next_time_of_day(now: Timestamp, time: Time, zone: &TimeZone) -> Timestamp {
    let here = jiff::Timestamp::from_millisecond(now.as_ms()).unwrap_or_default().to_zoned(zone.clone());
    let on = |date: jiff::civil::Date| {
        let zoned = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
        Some(Timestamp::from_ms(zoned.timestamp().as_millisecond()))
    };
    let days = (0..=2).filter_map(|days| here.date().checked_add(i64::from(days).days()).ok());
    days.filter_map(on).find(|at| *at > now).unwrap_or_else(|| now.plus(Span::from_days(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn a_time_of_day_is_the_next_one_on_the_sites_clock() {
        let nine = Time::constant(9, 0, 0, 0);
        for (place, now, expected) in [
            ("Asia/Tokyo", "2026-11-30T23:59:00Z", "2026-12-01T00:00:00Z"),
            ("Asia/Tokyo", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"),
            ("Asia/Tokyo", "2026-12-01T15:30:00Z", "2026-12-02T00:00:00Z"),
            ("Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T07:00:00Z"),
        ] {
            assert_eq!(next_time_of_day(at(now), nine, &zone(place)), at(expected), "{place} {now}");
        }
        let half_past_two = Time::constant(2, 30, 0, 0);
        let spring = next_time_of_day(at("2026-03-28T12:00:00Z"), half_past_two, &zone("Europe/Berlin"));
        assert_eq!(spring, at("2026-03-29T01:30:00Z"));
    }

    #[test]
    fn a_text_is_a_time_of_day_or_a_moment() {
        let tokyo = zone("Asia/Tokyo");
        assert!(matches!(Until::parse("09:00", &tokyo), Some(Until::TimeOfDay(_))));
        assert!(matches!(Until::parse("2026-12-24T10:00", &tokyo), Some(Until::Moment(_))));
        assert!(matches!(Until::parse("2026-12-24", &tokyo), Some(Until::Moment(_))));
        for text in ["", "9", "25:00", "morgen", "2026-13-01"] {
            assert!(Until::parse(text, &tokyo).is_none(), "{text}");
        }
    }
}
