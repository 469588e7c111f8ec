//! When silence means that events stopped arriving.
//!
//! Silence is measured against the same hour of earlier days: at night a shop is quiet, and that is no alarm. Events
//! have stopped when the silence is longer than ten times the usual gap, but never before half an hour, and always after a
//! day. Without an earlier day to compare with, a day.

use kizukai_model::{Span, Timestamp};

use super::site::SitePulse;

/// Silence below this is never an alarm.
const LEAST: Span = Span::from_mins(30);
/// Silence beyond this always is.
const MOST: Span = Span::from_hours(24);
/// How many usual gaps are too many.
const GAPS: i64 = 10;

/// How the stream of events stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Silence {
    /// When the last request came that brought events.
    pub(crate) last_at: Option<Timestamp>,
    /// The usual time between two such requests at this hour; None without an earlier day.
    pub(crate) usual_gap: Option<Span>,
    /// Events have stopped.
    pub(crate) is_stopped: bool,
}

impl SitePulse {
    /// How the stream of events stands.
    pub(crate) fn silence(&self, now: Timestamp) -> Silence {
        let usual_gap = self.usual_gap(now);
        let longest =
            usual_gap.map_or(MOST, |gap| Span::from_ms(gap.as_ms().saturating_mul(GAPS)).clamp(LEAST, MOST));
        let last_at = self.last_moment_at;
        let is_stopped = last_at.is_some_and(|last| now.since(last) > longest);
        Silence { last_at, usual_gap, is_stopped }
    }

    fn usual_gap(&self, now: Timestamp) -> Option<Span> {
        let here = self.calendar().place(now);
        let first = self.first_whole_day(now);
        let days = here.day - first;
        if days < 1 {
            return None;
        }
        let moments: u32 = (first..here.day).map(|day| self.moments_of_hour(day, here.hour())).sum();
        Some(Span::from_secs(days * 3_600 / i64::from(moments.max(1))))
    }
}
