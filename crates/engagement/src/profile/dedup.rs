//! Message ids of the last 24 hours, as 64-bit hashes by the hour of their receipt.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use kizukai_model::{Timestamp, limits};

const HOUR_MS: i64 = 3_600_000;
/// The current hour and the 24 before it: never less than 24 hours.
const HOURS_KEPT: i64 = 24;

/// What was received already.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Dedup(BTreeMap<i64, Hashes>);

/// Different hashes in ascending order, also in storage: a list takes half the memory of a tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Hashes(Vec<u64>);

impl Hashes {
    fn contains(&self, hash: u64) -> bool {
        self.0.binary_search(&hash).is_ok()
    }

    fn insert(&mut self, hash: u64) {
        if let Err(place) = self.0.binary_search(&hash) {
            self.0.insert(place, hash);
        }
    }
}

impl Dedup {
    /// Remembers a message of which [`Dedup::contains`] said that it is not known.
    pub(crate) fn insert(&mut self, message: u64, now: Timestamp) {
        self.0.entry(now.as_ms().div_euclid(HOUR_MS)).or_default().insert(message);
    }

    /// Forgets what is older than needed.
    pub(crate) fn forget(&mut self, now: Timestamp) {
        let oldest_kept = now.as_ms().div_euclid(HOUR_MS) - HOURS_KEPT;
        while self.0.first_key_value().is_some_and(|(hour, _)| *hour < oldest_kept) {
            self.0.pop_first();
        }
    }

    pub(crate) fn contains(&self, message: u64) -> bool {
        self.0.values().any(|hour| hour.contains(message))
    }

    /// Whether the profile sends so much that further messages are refused.
    pub(crate) fn is_full(&self) -> bool {
        self.0.values().map(|hour| hour.0.len()).sum::<usize>() >= limits::DEDUP_PER_DAY
    }

    /// About how many bytes it takes in memory.
    pub(crate) fn weight(&self) -> usize {
        self.0.values().map(|hour| 64 + hour.0.capacity() * size_of::<u64>()).sum()
    }

    pub(crate) fn absorb(&mut self, other: &Self) {
        for (hour, messages) in &other.0 {
            let own = self.0.entry(*hour).or_default();
            own.0.extend(&messages.0);
            own.0.sort_unstable();
            own.0.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_known_for_at_least_24_hours_and_not_for_ever() {
        let mut dedup = Dedup::default();
        let hour = |n: i64| Timestamp::from_ms(n * HOUR_MS + HOUR_MS - 1);
        dedup.insert(1, hour(0));
        assert!(dedup.contains(1) && !dedup.contains(2));
        dedup.forget(hour(24));
        assert!(dedup.contains(1));
        dedup.forget(hour(25));
        assert!(!dedup.contains(1));
    }
}
