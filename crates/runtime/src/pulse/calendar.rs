//! Days, hours and ten-minute bins of a site's own clock.

use jiff::tz::TimeZone;

use kizukai_model::Timestamp;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1_440 * MINUTE_MS;

/// Minutes of one bin.
const BIN_MINUTES: usize = 10;
/// Bins of an hour.
pub(crate) const BINS_PER_HOUR: usize = 60 / BIN_MINUTES;
/// Bins of a day.
pub(crate) const BINS: usize = 24 * BINS_PER_HOUR;

/// A day of the site's clock, counted from 1970-01-01.
pub(crate) type DayNumber = i64;

/// Where a moment lies in the site's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) day: DayNumber,
    /// Below [`BINS`].
    pub(crate) bin: usize,
}

impl Place {
    pub(crate) const fn hour(self) -> usize {
        self.bin / BINS_PER_HOUR
    }
}

/// A site's calendar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Calendar {
    zone: TimeZone,
}

impl Calendar {
    pub(crate) const fn new(zone: TimeZone) -> Self {
        Self { zone }
    }

    /// Where a moment lies.
    pub(crate) fn place(&self, at: Timestamp) -> Place {
        let instant = jiff::Timestamp::from_millisecond(at.as_ms()).unwrap_or_default();
        let offset_ms = i64::from(self.zone.to_offset(instant).seconds()) * 1_000;
        let local_ms = at.as_ms().saturating_add(offset_ms);
        let minute = local_ms.rem_euclid(DAY_MS) / MINUTE_MS;
        let bin = usize::try_from(minute).unwrap_or_default() / BIN_MINUTES;
        Place { day: local_ms.div_euclid(DAY_MS), bin }
    }

    /// When a day begins by the site's clock.
    pub(crate) fn start_of(&self, day: DayNumber) -> Timestamp {
        let midnight = civil_day(day).to_datetime(jiff::civil::Time::midnight());
        let start = self.zone.to_timestamp(midnight);
        start.map_or_else(|_| Timestamp::from_ms(day * DAY_MS), |at| Timestamp::from_ms(at.as_millisecond()))
    }
}

/// A day as text: `2026-11-24`.
pub(crate) fn date(day: DayNumber) -> String {
    civil_day(day).to_string()
}

fn civil_day(day: DayNumber) -> jiff::civil::Date {
    let start = jiff::Timestamp::from_millisecond(day.saturating_mul(DAY_MS)).unwrap_or_default();
    start.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_lies_in_the_day_and_bin_of_the_site_s_own_clock() {
        let tokyo = Calendar::new(TimeZone::get("Asia/Tokyo").unwrap());
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let place = tokyo.place(at("2026-11-23T15:00:00Z"));
        assert_eq!((date(place.day).as_str(), place.bin), ("2026-11-24", 0));
        let before = tokyo.place(at("2026-11-23T14:59:59.999Z"));
        assert_eq!((date(before.day).as_str(), before.bin, before.hour()), ("2026-11-23", 143, 23));
        assert_eq!(tokyo.start_of(place.day), at("2026-11-23T15:00:00Z"));
        let nepal = Calendar::new(TimeZone::get("Asia/Kathmandu").unwrap());
        assert_eq!(nepal.place(at("2026-11-23T15:00:00Z")).bin, 20 * 6 + 4);
    }
}
