//! Counters in time buckets: exactly what some condition asks, nothing else.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use kizukai_conditions::{Compiled, EventFeature, FeatureKey, Granularity};
use kizukai_model::ids::digest_u64;
use kizukai_model::{Event, Span, Timestamp, limits};

use super::sequences::SequenceLog;
use crate::Program;
use crate::subject::EventView;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 3_600_000;

/// What a profile counts, by feature.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Counts {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) counters: BTreeMap<FeatureKey, Counter>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) sequences: BTreeMap<FeatureKey, SequenceLog>,
}

impl Counts {
    /// Feeds the counters and sequences that ask for events of that name.
    pub(crate) fn feed(&mut self, program: &Program, event: &Event, name: &str, now: Timestamp) {
        let view = EventView(event);
        let fits = |condition: Option<&Compiled>| condition.is_none_or(|condition| condition.evaluate(&view));
        for feature in program.features().events(name).iter().filter(|asked| fits(asked.where_.as_ref())) {
            let counter = self.counters.entry(feature.key).or_default();
            counter.prune(feature, now, program.zone());
            counter.add(feature, event.timestamp, program.zone());
        }
        for feature in program.features().sequences(name) {
            let message = digest_u64(&[&event.message_id]);
            for (n, step) in feature.steps.iter().enumerate() {
                if &*step.name == name && fits(step.where_.as_ref()) {
                    let log = self.sequences.entry(feature.key).or_default();
                    log.prune(feature, now);
                    log.add(event.timestamp, message, n);
                }
            }
        }
    }

    /// Takes what is not counted here yet.
    /// How many buckets and sequences are kept.
    pub(crate) fn len(&self) -> usize {
        self.counters.values().map(|counter| 1 + counter.0.len() / 8).sum::<usize>() + self.sequences.len()
    }

    pub(crate) fn adopt(&mut self, other: &Self) {
        for (key, counter) in &other.counters {
            self.counters.entry(*key).or_insert_with(|| counter.clone());
        }
        for (key, log) in &other.sequences {
            self.sequences.entry(*key).or_insert_with(|| log.clone());
        }
    }

    /// Forgets what is not asked any more.
    pub(crate) fn retain(&mut self, asked: &BTreeSet<FeatureKey>) {
        self.counters.retain(|key, _| asked.contains(key));
        self.sequences.retain(|key, _| asked.contains(key));
    }

    pub(crate) fn absorb(&mut self, other: &Self) {
        for (key, counter) in &other.counters {
            self.counters.entry(*key).or_default().absorb(counter);
        }
        for (key, log) in &other.sequences {
            self.sequences.entry(*key).or_default().absorb(log);
        }
    }
}

/// The beginning of the bucket that holds a moment.
fn floor(at: Timestamp, granularity: Granularity, zone: &TimeZone) -> Timestamp {
    match granularity {
        Granularity::Ever => Timestamp::from_ms(0),
        Granularity::Minute => Timestamp::from_ms(at.as_ms().div_euclid(MINUTE_MS) * MINUTE_MS),
        Granularity::Hour => Timestamp::from_ms(at.as_ms().div_euclid(HOUR_MS) * HOUR_MS),
        Granularity::Day => start_of_day(at, zone),
    }
}

fn start_of_day(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let day = jiff::Timestamp::from_millisecond(at.as_ms())
        .ok()
        .and_then(|instant| instant.to_zoned(zone.clone()).start_of_day().ok());
    day.map_or(at, |day| Timestamp::from_ms(day.timestamp().as_millisecond()))
}

/// How often something happened, by bucket.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Counter(BTreeMap<i64, u32>);

impl Counter {
    pub(crate) fn add(&mut self, feature: &EventFeature, at: Timestamp, zone: &TimeZone) {
        let bucket = floor(at, feature.granularity, zone).as_ms();
        let count = self.0.entry(bucket).or_default();
        *count = count.saturating_add(1);
        while self.0.len() > limits::COUNTER_BUCKETS {
            self.0.pop_first();
        }
    }

    /// Events with time ≥ floor(now − within, granularity); all of them without a window.
    pub(crate) fn count(&self, feature: &EventFeature, now: Timestamp, zone: &TimeZone) -> u64 {
        let sum = |buckets: &mut dyn Iterator<Item = &u32>| buckets.map(|n| u64::from(*n)).sum();
        let Some(within) = feature.within else { return sum(&mut self.0.values()) };
        // The window begins at now − within at the latest, so where all buckets are in it nothing has to be rounded.
        if self.0.first_key_value().is_none_or(|(first, _)| *first >= now.minus(within).as_ms()) {
            return sum(&mut self.0.values());
        }
        let oldest = floor(now.minus(within), feature.granularity, zone).as_ms();
        sum(&mut self.0.range(oldest..).map(|(_, n)| n))
    }

    /// Forgets what no window reaches any more.
    pub(crate) fn prune(&mut self, feature: &EventFeature, now: Timestamp, zone: &TimeZone) {
        let Some(within) = feature.within else { return };
        let oldest = floor(now.minus(within), feature.granularity, zone).as_ms();
        self.0 = self.0.split_off(&oldest);
    }

    /// The next moment at which the count shrinks by time alone, at or after `now`.
    pub(crate) fn next_change(
        &self,
        feature: &EventFeature,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Option<Timestamp> {
        let within = feature.within?;
        let oldest = floor(now.minus(within), feature.granularity, zone).as_ms();
        let (bucket, _) = self.0.range(oldest..).next()?;
        let leaves = next_bucket(Timestamp::from_ms(*bucket), feature.granularity, zone).plus(within);
        Some(leaves.max(now.plus(Span::from_ms(1))))
    }

    fn absorb(&mut self, other: &Self) {
        for (bucket, n) in &other.0 {
            let count = self.0.entry(*bucket).or_default();
            *count = count.saturating_add(*n);
        }
        while self.0.len() > limits::COUNTER_BUCKETS {
            self.0.pop_first();
        }
    }
}

fn next_bucket(start: Timestamp, granularity: Granularity, zone: &TimeZone) -> Timestamp {
    match granularity {
        Granularity::Ever => Timestamp::from_ms(i64::MAX),
        Granularity::Minute => start.plus(Span::from_ms(MINUTE_MS)),
        Granularity::Hour => start.plus(Span::from_ms(HOUR_MS)),
        // 36 hours later is inside the next day in every time zone, also where a day has 23 or 25 hours.
        Granularity::Day => start_of_day(start.plus(Span::from_hours(36)), zone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_conditions::compile;
    use serde_json::json;

    fn tokyo() -> TimeZone {
        TimeZone::get("Asia/Tokyo").unwrap()
    }

    fn event(within: Option<&str>) -> EventFeature {
        let mut asked = json!({"name": "A"});
        if let Some(within) = within {
            asked["within"] = json!(within);
        }
        compile(&json!({"$event": asked})).features().0[0].clone()
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn a_window_starts_at_its_whole_minute_hour_or_local_day() {
        for (within, seen, now, counted) in [
            ("10m", "2026-11-22T00:00:05Z", "2026-11-22T00:10:59Z", 1),
            ("10m", "2026-11-22T00:00:05Z", "2026-11-22T00:11:00Z", 0),
            ("7d", "2026-11-15T03:10:00Z", "2026-11-22T03:59:00Z", 1),
            ("7d", "2026-11-15T03:10:00Z", "2026-11-22T04:00:00Z", 0),
            // 2026-11-01 in Tokyo begins at 15:00Z of the day before.
            ("30d", "2026-10-31T15:10:00Z", "2026-12-01T14:59:00Z", 1),
            ("30d", "2026-10-31T15:10:00Z", "2026-12-01T15:00:00Z", 0),
            ("30d", "2026-10-31T14:50:00Z", "2026-12-01T14:59:00Z", 0),
        ] {
            let feature = event(Some(within));
            let mut counter = Counter::default();
            counter.add(&feature, at(seen), &tokyo());
            assert_eq!(counter.count(&feature, at(now), &tokyo()), counted, "{within} {seen} {now}");
        }
    }

    #[test]
    fn a_count_changes_by_time_exactly_when_it_says() {
        for within in ["10m", "7d", "30d"] {
            let feature = event(Some(within));
            let mut counter = Counter::default();
            let seen = at("2026-11-22T03:10:30Z");
            counter.add(&feature, seen, &tokyo());
            let change = counter.next_change(&feature, seen, &tokyo()).unwrap();
            let before = change.minus(Span::from_ms(1));
            assert_eq!(counter.count(&feature, before, &tokyo()), 1, "{within}");
            assert_eq!(counter.count(&feature, change, &tokyo()), 0, "{within}");
        }
    }
}
