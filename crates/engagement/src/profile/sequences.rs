//! Logs of the steps of sequences.

use serde::{Deserialize, Serialize};

use kizukai_conditions::SequenceFeature;
use kizukai_model::{Timestamp, limits};

/// Which steps of a sequence happened when. Kept as a set, so that merging is a union and order of arrival is
/// no matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct SequenceLog(Vec<SequenceHit>);

/// One event that fits a step of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct SequenceHit {
    at: Timestamp,
    message: u64,
    step: u8,
}

impl SequenceLog {
    pub(super) fn add(&mut self, at: Timestamp, message: u64, step: usize) {
        let Ok(step) = u8::try_from(step) else { return };
        self.insert(SequenceHit { at, message, step });
    }

    fn insert(&mut self, hit: SequenceHit) {
        if let Err(place) = self.0.binary_search(&hit) {
            self.0.insert(place, hit);
        }
        if self.0.len() > limits::SEQUENCE_HITS {
            self.0.remove(0);
        }
    }

    pub(super) fn absorb(&mut self, other: &Self) {
        other.0.iter().for_each(|hit| self.insert(*hit));
    }

    /// Forgets hits that can no longer be part of a sequence that counts.
    pub(super) fn prune(&mut self, feature: &SequenceFeature, now: Timestamp) {
        let Some(since) = feature.since else { return };
        let oldest = now.minus(since).minus(feature.within);
        self.0.retain(|hit| hit.at >= oldest);
    }

    /// The time of the newest last step of a complete sequence: in order, one event a step, last − first ≤ within.
    ///
    /// One pass over the hits in time order, keeping for each prefix of the steps the latest beginning it can have:
    /// a later beginning is never worse. An event's own hits are taken from the last step down, so that one event cannot
    /// serve as two steps of one sequence.
    pub(crate) fn last_done(&self, feature: &SequenceFeature) -> Option<Timestamp> {
        let steps = feature.steps.len();
        let mut begins: Vec<Option<Timestamp>> = vec![None; steps];
        let mut done = None;
        for same_time in self.0.chunk_by(|a, b| a.at == b.at) {
            let mut events: Vec<_> = same_time.chunk_by(|a, b| a.message == b.message).collect();
            // Of events at the very same time nobody knows the order: the sequence's own is taken.
            events.sort_by_key(|hits| hits[0].step);
            for hit in events.into_iter().flat_map(|hits| hits.iter().rev()) {
                let step = usize::from(hit.step);
                let begin = match step.checked_sub(1) {
                    None => Some(hit.at),
                    Some(before) => begins.get(before).copied().flatten(),
                };
                let in_time = begin.filter(|begin| hit.at.since(*begin) <= feature.within);
                let (Some(begin), Some(latest)) = (in_time, begins.get_mut(step)) else { continue };
                *latest = (*latest).max(Some(begin));
                if step == steps - 1 {
                    done = done.max(Some(hit.at));
                }
            }
        }
        done
    }

    pub(crate) fn is_done(&self, feature: &SequenceFeature, now: Timestamp) -> bool {
        self.last_done(feature).is_some_and(|last| feature.since.is_none_or(|since| last > now.minus(since)))
    }

    /// When a sequence that counts now stops counting by time alone.
    pub(crate) fn next_change(&self, feature: &SequenceFeature, now: Timestamp) -> Option<Timestamp> {
        let ends = self.last_done(feature)?.plus(feature.since?);
        (ends > now).then_some(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_conditions::compile;
    use kizukai_model::Span;
    use serde_json::json;

    const MINUTE_MS: i64 = 60_000;

    fn sequence(within: &str) -> SequenceFeature {
        let steps = json!([{"name": "A"}, {"name": "B"}]);
        compile(&json!({"$sequence": {"steps": steps, "within": within, "since": "1h"}})).features().1[0]
            .clone()
    }

    fn log(hits: &[(i64, usize)]) -> SequenceLog {
        let mut log = SequenceLog::default();
        for (n, (minute, step)) in hits.iter().enumerate() {
            log.add(Timestamp::from_ms(minute * MINUTE_MS), n as u64, *step);
        }
        log
    }

    #[test]
    fn a_sequence_needs_its_steps_in_order_and_in_time() {
        let feature = sequence("30m");
        for (hits, done) in [
            (vec![(0, 0), (30, 1)], Some(30)),
            (vec![(0, 0), (31, 1)], None),
            (vec![(5, 1), (10, 0)], None),
            (vec![(0, 0), (20, 0), (45, 1)], Some(45)),
            (vec![(45, 1), (20, 0)], Some(45)),
            (vec![(0, 0), (10, 1), (90, 1)], Some(10)),
        ] {
            let expected = done.map(|minute: i64| Timestamp::from_ms(minute * MINUTE_MS));
            assert_eq!(log(&hits).last_done(&feature), expected, "{hits:?}");
        }
    }

    #[test]
    fn a_sequence_counts_until_it_is_older_than_since() {
        let feature = sequence("30m");
        let log = log(&[(0, 0), (10, 1)]);
        let ends = Timestamp::from_ms(70 * MINUTE_MS);
        assert_eq!(log.next_change(&feature, Timestamp::from_ms(0)), Some(ends));
        assert!(log.is_done(&feature, ends.minus(Span::from_ms(1))));
        assert!(!log.is_done(&feature, ends));
    }
}
