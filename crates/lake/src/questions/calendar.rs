//! Days and hours of a site's own clock.

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kizukai_model::Timestamp;

use crate::error::{LakeError, at_most};
use crate::limits;

/// Days of a site, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub until: Date,
}

/// How a period is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// By days. A row's day is the one it was sealed with.
    Day,
    /// By hours of the site's clock; a day of 23 or 25 hours has as many.
    Hour,
}

impl Days {
    /// One day.
    pub const fn of(day: Date) -> Self {
        Self { from: day, until: day }
    }

    /// How many days, when they are in order and not more than `limit`.
    pub(crate) fn count(self, limit: usize) -> Result<usize, LakeError> {
        let days = self.from.until(self.until).map_or(0, |span| span.get_days()) + 1;
        let count = usize::try_from(days).ok().filter(|count| *count > 0);
        let count = count.ok_or(LakeError::Period { from: self.from, until: self.until })?;
        at_most(limit, count, "days").map(|()| count)
    }
}

/// Where each part of a period begins, and where the last one ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Calendar {
    pub(crate) starts: Vec<Timestamp>,
    pub(crate) end: Timestamp,
}

impl Calendar {
    /// Cuts days of a site.
    pub(crate) fn new(days: Days, bucket: Bucket, zone: &TimeZone) -> Result<Self, LakeError> {
        let count = days.count(match bucket {
            Bucket::Day => limits::DAYS,
            Bucket::Hour => limits::DAYS_BY_HOUR,
        })?;
        let begin = |day: usize| start_of(days.from, day, zone);
        let end = begin(count)?;
        let starts = match bucket {
            Bucket::Day => (0..count).map(begin).collect::<Result<_, _>>()?,
            Bucket::Hour => hours(begin(0)?, end, zone)?,
        };
        Ok(Self { starts, end })
    }

    /// In which part a time lies, if in any. `near` is a guess: where the time before was.
    pub(crate) fn place(&self, at_ms: i64, near: usize) -> Option<usize> {
        let begins = |place: usize| self.starts.get(place).copied().unwrap_or(self.end).as_ms();
        if near < self.starts.len() && begins(near) <= at_ms && at_ms < begins(near + 1) {
            return Some(near);
        }
        if at_ms >= self.end.as_ms() {
            return None;
        }
        self.starts.partition_point(|start| start.as_ms() <= at_ms).checked_sub(1)
    }
}

/// When the day `after` days later begins: at its first moment, which need not be midnight.
fn start_of(from: Date, after: usize, zone: &TimeZone) -> Result<Timestamp, LakeError> {
    let far = || LakeError::Period { from, until: Date::MAX };
    let days = i64::try_from(after).expect("days are few");
    let day = from.checked_add(Span::new().try_days(days).map_err(|_| far())?).map_err(|_| far())?;
    let start = day.to_zoned(zone.clone()).map_err(|_| far())?;
    Ok(Timestamp::from_ms(start.timestamp().as_millisecond()))
}

/// The moments at which an hour of the local clock begins, or at which the clock was set in the midst of one.
fn hours(begin: Timestamp, end: Timestamp, zone: &TimeZone) -> Result<Vec<Timestamp>, LakeError> {
    const HOUR_MS: i64 = 3_600_000;
    let mut starts = Vec::new();
    let mut at = begin.as_ms();
    while at < end.as_ms() {
        starts.push(Timestamp::from_ms(at));
        let instant = jiff::Timestamp::from_millisecond(at).expect("between two times of the calendar");
        let offset_ms = i64::from(zone.to_offset(instant).seconds()) * 1_000;
        at += HOUR_MS - (at + offset_ms).rem_euclid(HOUR_MS);
    }
    Ok(starts)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar(from: Date, until: Date, bucket: Bucket, zone: &str) -> Vec<String> {
        let zone = TimeZone::get(zone).unwrap();
        let calendar = Calendar::new(Days { from, until }, bucket, &zone).unwrap();
        calendar.starts.iter().chain([&calendar.end]).map(|start| start.to_rfc3339()).collect()
    }

    #[test]
    fn a_day_begins_at_the_midnight_of_its_place() {
        let day = date(2026, 11, 22);
        assert_eq!(
            calendar(day, day, Bucket::Day, "Asia/Tokyo"),
            ["2026-11-21T15:00:00.000Z", "2026-11-22T15:00:00.000Z"]
        );
        assert_eq!(
            calendar(day, day, Bucket::Day, "Asia/Kolkata"),
            ["2026-11-21T18:30:00.000Z", "2026-11-22T18:30:00.000Z"]
        );
    }

    #[test]
    fn a_day_has_as_many_hours_as_its_clock_shows() {
        for (day, zone, hours) in [
            (date(2026, 3, 29), "Europe/Berlin", 23),
            (date(2026, 10, 25), "Europe/Berlin", 25),
            (date(2026, 10, 26), "Europe/Berlin", 24),
            (date(2026, 11, 22), "Asia/Kolkata", 24),
            (date(2026, 11, 22), "Asia/Tokyo", 24),
        ] {
            assert_eq!(calendar(day, day, Bucket::Hour, zone).len() - 1, hours, "{day} {zone}");
        }
    }

    #[test]
    fn hours_begin_where_the_local_clock_shows_a_full_one() {
        let day = date(2026, 11, 22);
        let hours = calendar(day, day, Bucket::Hour, "Asia/Kolkata");
        assert_eq!(hours[..2], ["2026-11-21T18:30:00.000Z", "2026-11-21T19:30:00.000Z"]);
        // Lord Howe Island sets its clock by half an hour: from 2:00 back to 1:30.
        let day = date(2026, 4, 5);
        let hours = calendar(day, day, Bucket::Hour, "Australia/Lord_Howe");
        assert_eq!(
            hours[1..4],
            ["2026-04-04T14:00:00.000Z", "2026-04-04T15:00:00.000Z", "2026-04-04T15:30:00.000Z"]
        );
        assert_eq!(hours.last().unwrap(), "2026-04-05T13:30:00.000Z");
    }

    #[test]
    fn a_day_without_midnight_begins_at_its_first_moment() {
        let day = date(2026, 9, 6);
        let hours = calendar(day, day, Bucket::Hour, "America/Santiago");
        assert_eq!(hours[0], "2026-09-06T04:00:00.000Z");
        assert_eq!(hours.len() - 1, 23);
    }

    #[test]
    fn a_time_has_one_place_whatever_the_guess() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let day = date(2026, 10, 25);
        let calendar = Calendar::new(Days::of(day), Bucket::Hour, &zone).unwrap();
        for (place, start) in calendar.starts.iter().enumerate() {
            for guess in [0, place, 24, 99] {
                assert_eq!(calendar.place(start.as_ms(), guess), Some(place));
                assert_eq!(calendar.place(start.as_ms() + 3_599_999, guess), Some(place));
            }
        }
        assert_eq!(calendar.place(calendar.starts[0].as_ms() - 1, 0), None);
        assert_eq!(calendar.place(calendar.end.as_ms(), 24), None);
    }

    #[test]
    fn a_period_is_in_order_and_bounded() {
        let (first, second) = (date(2026, 11, 1), date(2026, 11, 2));
        let utc = TimeZone::UTC;
        let backwards = Calendar::new(Days { from: second, until: first }, Bucket::Day, &utc);
        assert!(matches!(backwards, Err(LakeError::Period { .. })));
        let long = Days { from: first, until: date(2028, 11, 1) };
        assert!(matches!(
            Calendar::new(long, Bucket::Day, &utc),
            Err(LakeError::TooMany { what: "days", .. })
        ));
        let month = Days { from: first, until: date(2026, 12, 31) };
        assert!(Calendar::new(month, Bucket::Day, &utc).is_ok());
        assert!(Calendar::new(month, Bucket::Hour, &utc).is_err());
    }
}
