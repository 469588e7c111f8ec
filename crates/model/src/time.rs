//! Points in time, durations, and the one door through which the clock is read.
//!
//! Nothing in the pure crates reads a clock: a [`Timestamp`] is handed in. Programs hold a [`Clock`].

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z. Stored as an integer, shown as RFC 3339.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the epoch.
    pub const fn as_ms(self) -> i64 {
        self.0
    }

    /// This moment plus a duration; saturates.
    #[must_use]
    pub const fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    /// This moment minus a duration; saturates.
    #[must_use]
    pub const fn minus(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }

    /// How long after `earlier` this is; negative when it is before.
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    /// RFC 3339 in UTC with milliseconds, e.g. `2026-11-22T05:06:07.089Z`.
    pub fn to_rfc3339(self) -> String {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(at) => format!("{at:.3}"),
            Err(_) => self.0.to_string(),
        }
    }

    /// Reads RFC 3339 / ISO 8601 with an offset or `Z`. None when it is not a point in time.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|at| Self(at.as_millisecond()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

/// A length of time in milliseconds; as text a whole number with a unit: `500ms`, `10s`, `30m`, `24h`, `7d`, `2w`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// From milliseconds.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }
    /// From seconds.
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds * 1_000)
    }
    /// From minutes.
    pub const fn from_mins(minutes: i64) -> Self {
        Self(minutes * 60_000)
    }
    /// From hours.
    pub const fn from_hours(hours: i64) -> Self {
        Self(hours * 3_600_000)
    }
    /// From days of 24 hours.
    pub const fn from_days(days: i64) -> Self {
        Self(days * 86_400_000)
    }
    /// Milliseconds.
    pub const fn as_ms(self) -> i64 {
        self.0
    }
    /// Whole seconds, rounded towards zero.
    pub const fn as_secs(self) -> i64 {
        self.0 / 1_000
    }
}

const UNITS: [(&str, i64); 6] =
    [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000)];

/// The text is not a duration such as `30m`, `24h` or `7d`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a duration: write a whole number and a unit, such as 10s, 30m, 24h or 7d")]
pub struct NotASpan(pub String);

impl FromStr for Span {
    type Err = NotASpan;

    fn from_str(text: &str) -> Result<Self, NotASpan> {
        let fail = || NotASpan(text.to_owned());
        let digits = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(fail)?;
        let (number, unit) = text.split_at(digits);
        let number: i64 = number.parse().map_err(|_| fail())?;
        let (_, unit_ms) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(fail)?;
        number.checked_mul(*unit_ms).map(Self).ok_or_else(fail)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, unit_ms) = UNITS
            .iter()
            .rev()
            .skip(1)
            .find(|(_, ms)| self.0 != 0 && self.0 % ms == 0)
            .unwrap_or(&("s", 1_000));
        if self.0 % unit_ms == 0 {
            write!(f, "{}{unit}", self.0 / unit_ms)
        } else {
            write!(f, "{}ms", self.0)
        }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Where a program gets the time from. Handed in, so that tests turn it by hand.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
    /// Milliseconds of a clock that never goes back, for measuring how long something took.
    fn monotonic_ms(&self) -> u64;
    /// Something was stamped with this time before: clocks that never go back begin here. Others do not care.
    fn not_before(&self, _earliest: Timestamp) {}
}

/// The machine's own clock: the only place in Kizukai that reads it.
#[derive(Debug)]
pub struct SystemClock {
    started: std::time::Instant,
}

impl Default for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the module the ban points to")]
    fn default() -> Self {
        Self { started: std::time::Instant::now() }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the module the ban points to")]
    fn now(&self) -> Timestamp {
        let since_epoch =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }

    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// A clock that stands still until it is moved; for tests and simulations.
#[derive(Debug, Default)]
pub struct ManualClock {
    now_ms: AtomicI64,
    /// How much of it was a [`ManualClock::jump`].
    jumped_ms: AtomicI64,
}

impl ManualClock {
    /// A clock that stands at `now`.
    pub const fn at(now: Timestamp) -> Self {
        Self { now_ms: AtomicI64::new(now.0), jumped_ms: AtomicI64::new(0) }
    }
    /// Moves the clock forward.
    pub fn advance(&self, by: Span) {
        self.now_ms.fetch_add(by.0, Ordering::SeqCst);
    }
    /// Puts the clock anywhere, also back.
    pub fn set(&self, now: Timestamp) {
        self.now_ms.store(now.0, Ordering::SeqCst);
    }
    /// Somebody sets the time: what it shows changes, and no time passes.
    pub fn jump(&self, by: Span) {
        self.jumped_ms.fetch_add(by.0, Ordering::SeqCst);
        self.now_ms.fetch_add(by.0, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now_ms.load(Ordering::SeqCst))
    }
    fn monotonic_ms(&self) -> u64 {
        let passed = self.now_ms.load(Ordering::SeqCst) - self.jumped_ms.load(Ordering::SeqCst);
        u64::try_from(passed).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_reads_back_what_it_prints() {
        for (text, ms) in
            [("500ms", 500), ("10s", 10_000), ("30m", 1_800_000), ("36h", 129_600_000), ("7d", 604_800_000)]
        {
            let span: Span = text.parse().unwrap();
            assert_eq!(span.as_ms(), ms);
            assert_eq!(span.to_string(), text);
        }
        assert_eq!("24h".parse::<Span>().unwrap().to_string(), "1d");
        assert_eq!(Span::default().to_string(), "0s");
    }

    #[test]
    fn what_is_not_a_duration_is_refused_by_name() {
        for text in ["", "7", "d", "7 d", "-1h", "1.5h", "99999999999999999d", "7y"] {
            assert_eq!(text.parse::<Span>(), Err(NotASpan(text.to_owned())));
        }
    }

    #[test]
    fn a_timestamp_reads_any_offset_and_prints_utc() {
        let at = Timestamp::parse("2026-11-22T14:06:07.089+09:00").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-11-22T05:06:07.089Z");
        assert_eq!(Timestamp::parse("yesterday"), None);
    }
}
