//! When visitors come: more in the evening and at the weekend, as in a shop of everyday things in Japan.

use kizukai_model::{Span, Timestamp};

use crate::draw::Draw;

/// The shop's clock is this far ahead of UTC; Japan knows no summer time.
const JAPAN: Span = Span::from_hours(9);

const DAY: Span = Span::from_days(1);

/// Weights of the hours from midnight on.
const HOURS: [f64; 24] = [
    2.0, 1.0, 0.5, 0.3, 0.3, 0.5, 1.2, 2.5, 3.0, 3.2, 3.5, 3.8, 5.5, 4.0, 3.2, 3.2, 3.5, 4.0, 4.8, 6.0, 8.0,
    9.0, 8.0, 5.0,
];

/// Weights of the days from Sunday on; on average 1.
const WEEKDAYS: [f64; 7] = [1.25, 0.95, 0.90, 0.90, 0.90, 0.95, 1.15];

/// Midnight in the shop of the day that holds a moment.
pub(crate) fn midnight(at: Timestamp) -> Timestamp {
    let local = at.plus(JAPAN).as_ms();
    Timestamp::from_ms(local - local.rem_euclid(DAY.as_ms())).minus(JAPAN)
}

/// The midnight some days after one.
pub(crate) fn days_after(midnight: Timestamp, days: u64) -> Timestamp {
    midnight.plus(Span::from_days(i64::try_from(days).unwrap_or(0)))
}

/// A moment of the day that begins at this midnight.
pub(crate) fn moment_of(midnight: Timestamp, draw: Draw) -> Timestamp {
    let hour = i64::try_from(draw.weighted("hour", &HOURS)).unwrap_or(0);
    let within = i64::try_from(draw.between("second", [0, 3_599])).unwrap_or(0);
    midnight.plus(Span::from_secs(hour * 3_600 + within))
}

/// How many new visitors come that day, of `per_day` on average.
pub(crate) fn newcomers(midnight: Timestamp, per_day: f64, draw: Draw) -> u64 {
    let days = midnight.plus(JAPAN).as_ms().div_euclid(DAY.as_ms());
    // The first of January 1970 was a Thursday.
    let weekday = usize::try_from((days + 4).rem_euclid(7)).unwrap_or(0);
    let expected = per_day * WEEKDAYS[weekday] * (0.85 + 0.3 * draw.unit("weather"));
    // Rounded by a draw, so that small numbers come out right on average.
    let whole = expected.floor();
    let more = draw.chance("one more", expected - whole);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number, at least 0")]
    let whole = whole.max(0.0) as u64;
    whole + u64::from(more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_japan() {
        let at = Timestamp::parse("2026-11-22T08:30:00+09:00").unwrap();
        assert_eq!(midnight(at), Timestamp::parse("2026-11-22T00:00:00+09:00").unwrap());
    }

    #[test]
    fn more_come_on_sunday_than_on_tuesday_and_in_the_evening_than_at_night() {
        let sunday = midnight(Timestamp::parse("2026-11-22T12:00:00+09:00").unwrap());
        let on = |days: u64| -> u64 {
            (0..200).map(|n| newcomers(days_after(sunday, days), 40.0, Draw::new(n))).sum()
        };
        assert!(on(0) > on(2) * 12 / 10, "{} {}", on(0), on(2));
        let hours = (0..4_000).map(|n| moment_of(sunday, Draw::new(n)).since(sunday).as_secs() / 3_600);
        let evening = hours.clone().filter(|hour| (19..23).contains(hour)).count();
        let night = hours.filter(|hour| (1..5).contains(hour)).count();
        assert!(evening > night * 10, "{evening} {night}");
    }
}
