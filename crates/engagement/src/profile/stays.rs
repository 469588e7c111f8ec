//! The visits a person made, as results ask for them: when each began, when the visitor was last at it, and how fast its
//! pages were.
//!
//! Only what a visitor does in every arm alike extends a stay: pages, events and leaving a page. What only a message
//! gives rise to (that it was seen, closed or answered) does not; else whoever is shown something would always seem to
//! stay longer than the control.

use serde::{Deserialize, Serialize};

use kizukai_model::{Span, Timestamp, limits};

/// Whoever is gone within this time after a decision has left at once.
pub(super) const LEFT_AT_ONCE: Span = Span::from_secs(30);

/// Whoever is back within this time after a decision has come back.
pub(super) const CAME_BACK: Span = Span::from_days(7);

/// Visits in order of their beginning, the latest [`limits::VISITS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Stays(Vec<Stay>);

/// One visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stay {
    pub(crate) began_at: Timestamp,
    /// The last thing the visitor did that could happen in every arm.
    pub(crate) until: Timestamp,
    /// Milliseconds its measured pages took to load, together.
    pub(crate) load_ms: u64,
    /// How many pages were measured.
    pub(crate) loads: u32,
}

/// Stored as a list: began, length, load, loads.
impl Serialize for Stay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let length = self.until.since(self.began_at).as_ms();
        (self.began_at, length, self.load_ms, self.loads).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (began_at, length, load_ms, loads): (Timestamp, i64, u64, u32) =
            Deserialize::deserialize(deserializer)?;
        Ok(Self { began_at, until: began_at.plus(Span::from_ms(length)), load_ms, loads })
    }
}

impl Stays {
    /// A visit begins.
    pub(crate) fn begin(&mut self, at: Timestamp) {
        self.0.push(Stay { began_at: at, until: at, load_ms: 0, loads: 0 });
        self.forget();
    }

    /// The visitor did something in the visit that goes on.
    pub(crate) fn go_on(&mut self, at: Timestamp) {
        if let Some(stay) = self.0.last_mut() {
            stay.until = stay.until.max(at);
        }
    }

    /// A page of the visit that goes on took so long to load.
    pub(crate) fn loaded(&mut self, load_ms: u32) {
        if let Some(stay) = self.0.last_mut() {
            stay.load_ms = stay.load_ms.saturating_add(load_ms.into());
            stay.loads = stay.loads.saturating_add(1);
        }
    }

    /// The visit in which a moment lies.
    pub(crate) fn at(&self, at: Timestamp) -> Option<&Stay> {
        self.0.iter().rev().find(|stay| stay.began_at <= at)
    }

    /// Whether the visitor was gone at once after that moment. Who is no longer remembered was not.
    pub(crate) fn left_at_once(&self, at: Timestamp) -> bool {
        self.at(at).is_some_and(|stay| stay.until.since(at) < LEFT_AT_ONCE)
    }

    /// Whether another visit began soon enough after that moment. Whoever made more visits than are remembered did come back.
    pub(crate) fn came_back(&self, at: Timestamp) -> bool {
        let is_forgotten = self.0.len() == limits::VISITS && self.at(at).is_none();
        is_forgotten || self.0.iter().any(|stay| stay.began_at > at && stay.began_at <= at.plus(CAME_BACK))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// About how many bytes it takes in memory.
    pub(crate) fn weight(&self) -> usize {
        self.0.len() * size_of::<Stay>()
    }

    pub(crate) fn absorb(&mut self, other: &Self) {
        self.0.extend(&other.0);
        self.0.sort_unstable();
        self.0.dedup();
        self.forget();
    }

    fn forget(&mut self) {
        let surplus = self.0.len().saturating_sub(limits::VISITS);
        self.0.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_ms(seconds * 1_000)
    }

    fn visits(list: &[(i64, i64)]) -> Stays {
        let mut stays = Stays::default();
        for (began, until) in list {
            stays.begin(at(*began));
            stays.go_on(at(*until));
        }
        stays
    }

    #[test]
    fn who_did_nothing_for_half_a_minute_after_the_decision_has_left_at_once() {
        let stays = visits(&[(0, 100), (10_000, 10_010)]);
        assert!(!stays.left_at_once(at(70)));
        assert!(stays.left_at_once(at(71)));
        assert!(stays.left_at_once(at(10_000)));
        assert!(!stays.left_at_once(at(-1)), "not remembered");
    }

    #[test]
    fn who_begins_another_visit_within_a_week_came_back() {
        let week = CAME_BACK.as_secs();
        let stays = visits(&[(0, 100), (50 + week, 60 + week)]);
        assert!(stays.came_back(at(50)));
        assert!(!stays.came_back(at(49)));
        assert!(!stays.came_back(at(60 + week)));
    }

    #[test]
    fn the_latest_visits_are_kept_and_merging_unites_them() {
        let all: Vec<_> = (0..limits::VISITS as i64 + 10).map(|n| (n * 10_000, n * 10_000 + 5)).collect();
        let stays = visits(&all);
        assert_eq!(stays.0.len(), limits::VISITS);
        assert!(stays.came_back(at(0)), "too long ago to be remembered, for all the visits since");
        let (mut odd, even) = (visits(&[(100, 110), (500, 510)]), visits(&[(300, 310), (500, 510)]));
        odd.absorb(&even);
        assert_eq!(odd, visits(&[(100, 110), (300, 310), (500, 510)]));
    }

    #[test]
    fn a_stay_is_stored_as_a_short_list() {
        let mut stays = visits(&[(1, 3)]);
        stays.loaded(850);
        let text = serde_json::to_string(&stays).unwrap();
        assert_eq!(text, "[[1000,2000,850,1]]");
        assert_eq!(serde_json::from_str::<Stays>(&text).unwrap(), stays);
    }
}
