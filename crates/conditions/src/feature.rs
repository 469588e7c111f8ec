//! Features: what a profile has to remember so that `$event` and `$sequence` can be answered.
//!
//! This crate names features; counting them is the engagement crate's work.

use std::fmt;
use std::str::FromStr;

use kizukai_model::time::Span;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Compiled;

/// The identity of a feature: a stable hash of what it counts.
///
/// Two conditions that ask the same share a counter; what they compare it with (`count`) is no part of it. As text
/// (and as a JSON key) 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeatureKey(pub u64);

impl fmt::Display for FeatureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The text is not a feature key: 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAFeatureKey;

impl fmt::Display for NotAFeatureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature key is 16 hexadecimal digits")
    }
}

impl std::error::Error for NotAFeatureKey {}

impl FromStr for FeatureKey {
    type Err = NotAFeatureKey;

    fn from_str(text: &str) -> Result<Self, NotAFeatureKey> {
        let well_formed = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !well_formed {
            return Err(NotAFeatureKey);
        }
        u64::from_str_radix(text, 16).map(Self).map_err(|_| NotAFeatureKey)
    }
}

impl Serialize for FeatureKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FeatureKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// How finely the time of counted events is remembered. Windows start at a whole minute, hour or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Granularity {
    /// Windows up to 6 hours.
    Minute,
    /// Windows up to 14 days.
    Hour,
    /// Longer windows; days of the site's time zone.
    Day,
    /// No window: one number for all time.
    Ever,
}

impl Granularity {
    /// The granularity of a window, `None` being all time.
    pub fn of(within: Option<Span>) -> Self {
        match within {
            None => Self::Ever,
            Some(within) if within <= Span::from_hours(6) => Self::Minute,
            Some(within) if within <= Span::from_days(14) => Self::Hour,
            Some(_) => Self::Day,
        }
    }
}

/// A count of events.
#[derive(Clone, Debug)]
pub struct EventFeature {
    /// Its identity.
    pub key: FeatureKey,
    /// The name of the `track` events that count.
    pub name: Box<str>,
    /// Only events for which this holds count. It sees `properties.*` and `page.*` of the event.
    pub where_: Option<Compiled>,
    /// Only events at or after floor(now − within, granularity) count; `None`: all of them.
    pub within: Option<Span>,
    /// How finely times are remembered.
    pub granularity: Granularity,
}

/// One step of a sequence.
#[derive(Clone, Debug)]
pub struct SequenceStep {
    /// The name of the `track` event.
    pub name: Box<str>,
    /// The event must satisfy this. It sees `properties.*` and `page.*` of the event.
    pub where_: Option<Compiled>,
}

/// Steps that happened in order, others possibly between them.
#[derive(Clone, Debug)]
pub struct SequenceFeature {
    /// Its identity.
    pub key: FeatureKey,
    /// The steps, at least one.
    pub steps: Box<[SequenceStep]>,
    /// Last step − first step is at most this.
    pub within: Span,
    /// The last step is newer than now − since; `None`: whenever.
    pub since: Option<Span>,
}
