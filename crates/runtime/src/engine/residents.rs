//! Profiles in memory, least recently used last.
//!
//! A profile is **dirty** while some of its inputs are in no written snapshot. Dirty profiles are never let go: what is
//! not in memory is wholly in its snapshot. A resident without a state is known by its rows only and is built from
//! snapshot and rows when somebody needs it: after a start, and after a failed commit.

use std::collections::{BTreeMap, VecDeque};

use lru::LruCache;

use kizukai_engagement::Profile;
use kizukai_model::{ProfileId, SiteId};
use kizukai_store::RowId;

use super::Written;
use crate::limits;

/// A profile in memory.
pub(crate) struct Resident {
    pub(crate) site: SiteId,
    /// What is remembered of the person; None when it has to be built first.
    pub(crate) state: Option<Box<Profile>>,
    /// The row of its newest input.
    pub(crate) head: Option<RowId>,
    /// Its inputs that are in no written snapshot, oldest first.
    pub(crate) rows: VecDeque<RowId>,
    /// What results and segment sizes count of the snapshot that is stored; None while it has not been looked at.
    pub(crate) standing: Option<u64>,
    /// What its last event is called, for the list of those who are here.
    pub(crate) last_event: Option<Box<str>>,
    /// About how many bytes its state takes ([`Profile::weight`]).
    pub(crate) weight: usize,
}

impl Resident {
    fn weigh(&mut self) -> usize {
        self.weight = self.state.as_deref().map_or(0, Profile::weight);
        self.weight
    }
}

/// All profiles in memory.
pub(crate) struct Residents {
    cache: LruCache<ProfileId, Resident>,
    capacity: usize,
    capacity_bytes: usize,
    /// Bytes of all states.
    bytes: usize,
    /// Dirty profiles by their first row that is in no snapshot.
    dirty: BTreeMap<RowId, ProfileId>,
    /// Dirty profiles that cannot be built from what is stored: they are not written, and hold nobody else up.
    set_aside: BTreeMap<RowId, ProfileId>,
}

impl Residents {
    /// Room for so many of so many bytes, and for those that are dirty.
    pub(crate) fn new(capacity: usize, capacity_bytes: usize) -> Self {
        let cache = LruCache::unbounded();
        Self { cache, capacity, capacity_bytes, bytes: 0, dirty: BTreeMap::new(), set_aside: BTreeMap::new() }
    }

    pub(crate) fn get(&mut self, id: &ProfileId) -> Option<&mut Resident> {
        self.cache.get_mut(id)
    }

    /// Without counting as used.
    pub(crate) fn peek(&self, id: &ProfileId) -> Option<&Resident> {
        self.cache.peek(id)
    }

    /// All of them, those used last first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Resident> {
        self.cache.iter().map(|(_, resident)| resident)
    }

    pub(crate) fn put(&mut self, id: ProfileId, mut resident: Resident) {
        self.bytes += resident.weigh();
        if let Some(replaced) = self.cache.put(id, resident) {
            self.bytes -= replaced.weight;
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.cache.len()
    }

    /// The profile's newest input has this row.
    pub(crate) fn record(&mut self, site: &SiteId, id: ProfileId, row: RowId) {
        let unknown = || Resident {
            site: site.clone(),
            state: None,
            head: None,
            rows: VecDeque::new(),
            standing: None,
            last_event: None,
            weight: 0,
        };
        let resident = self.cache.get_or_insert_mut(id, unknown);
        if resident.rows.is_empty() {
            self.dirty.insert(row, id);
        }
        resident.rows.push_back(row);
        resident.head = Some(row);
        self.bytes -= resident.weight;
        self.bytes += resident.weigh();
    }

    /// The profile's newest event is called so.
    pub(crate) fn heard(&mut self, id: &ProfileId, word: &str) {
        let Some(resident) = self.cache.peek_mut(id) else { return };
        if resident.last_event.as_deref() != Some(word) {
            resident.last_event = Some(word.into());
        }
    }

    /// A snapshot was written.
    pub(crate) fn written(&mut self, Written { profile: id, upto, standing }: &Written) {
        let Some(resident) = self.cache.peek_mut(id) else { return };
        // What begins behind the snapshot is another life under the same id: the snapshot's was erased.
        let Some(first) = resident.rows.front().copied().filter(|first| first <= upto) else { return };
        resident.standing = Some(*standing);
        let contained = resident.rows.iter().take_while(|row| **row <= *upto).count();
        resident.rows.drain(..contained);
        self.dirty.remove(&first);
        if let Some(first) = resident.rows.front() {
            self.dirty.insert(*first, *id);
        }
    }

    /// The person was erased: nothing of them is here any more.
    pub(crate) fn remove(&mut self, id: &ProfileId) {
        let Some(resident) = self.cache.pop(id) else { return };
        self.bytes -= resident.weight;
        self.dirty.retain(|_, dirty| dirty != id);
        self.set_aside.retain(|_, aside| aside != id);
    }

    /// The profile's inputs from `first` on never happened; its state is no longer true.
    pub(crate) fn forget_from(&mut self, id: &ProfileId, first: RowId) {
        let Some(resident) = self.cache.peek_mut(id) else { return };
        if let Some(oldest) = resident.rows.front() {
            self.dirty.remove(oldest);
        }
        let kept = resident.rows.iter().take_while(|row| **row < first).count();
        resident.rows.truncate(kept);
        resident.state = None;
        self.bytes -= resident.weight;
        resident.weight = 0;
        resident.head = resident.rows.back().copied();
        match resident.rows.front() {
            Some(oldest) => drop(self.dirty.insert(*oldest, *id)),
            // Wholly in its snapshot: it is read from there when it is needed.
            None => drop(self.cache.pop(id)),
        }
    }

    /// The oldest row that is in no snapshot.
    pub(crate) fn oldest_dirty(&self) -> Option<RowId> {
        self.dirty.first_key_value().map(|(row, _)| *row)
    }

    /// Dirty profiles, the longest dirty first.
    pub(crate) fn dirty(&self) -> impl Iterator<Item = (RowId, ProfileId)> {
        self.dirty.iter().map(|(row, id)| (*row, *id))
    }

    /// A dirty profile cannot be built: it waits for somebody to mend what is stored.
    pub(crate) fn set_aside(&mut self, row: RowId) {
        if let Some(id) = self.dirty.remove(&row) {
            self.set_aside.insert(row, id);
        }
    }

    /// The oldest row of profiles that were set aside.
    pub(crate) fn oldest_set_aside(&self) -> Option<RowId> {
        self.set_aside.first_key_value().map(|(row, _)| *row)
    }

    /// Whether more are in memory than wanted.
    pub(crate) fn is_over_capacity(&self) -> bool {
        self.cache.len() > self.capacity || self.bytes > self.capacity_bytes
    }

    /// How far beyond its bytes the cache is: 0 within them, 1 at half as many again.
    pub(crate) fn overflow(&self) -> f64 {
        self.bytes.saturating_sub(self.capacity_bytes) as f64 / (self.capacity_bytes / 2).max(1) as f64
    }

    /// Lets go of those not used for longest, as far as they are clean.
    pub(crate) fn evict(&mut self) {
        // Nobody is served while there is far too much.
        let is_held_up = self.overflow() >= 1.0;
        let mut tries = if is_held_up { self.cache.len() } else { limits::EVICTION_TRIES };
        while self.is_over_capacity() && tries > 0 {
            tries -= 1;
            let Some((id, resident)) = self.cache.pop_lru() else { return };
            if resident.rows.is_empty() {
                self.bytes -= resident.weight;
            } else {
                self.cache.put(id, resident);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_engagement::input::Names;
    use kizukai_engagement::{Input, Program, ProgramSource, step};
    use kizukai_model::{IdKind, Timestamp};

    fn id(name: &str) -> ProfileId {
        ProfileId::derive("s_1", IdKind::Anonymous, name)
    }

    fn filled(capacity: usize) -> Residents {
        let mut residents = Residents::new(capacity, usize::MAX);
        for (row, name) in [(1, "a"), (2, "b"), (3, "a"), (4, "c")] {
            residents.record(&"s_1".into(), id(name), row);
        }
        residents
    }

    fn written(name: &str, upto: RowId) -> Written {
        Written { profile: id(name), upto, standing: 0 }
    }

    #[test]
    fn a_dirty_profile_stays_and_a_clean_one_goes() {
        let mut residents = filled(1);
        residents.evict();
        assert_eq!(residents.len(), 3);
        residents.written(&written("a", 3));
        residents.written(&written("b", 2));
        residents.evict();
        assert_eq!(residents.len(), 1);
        assert!(residents.peek(&id("c")).is_some());
    }

    /// A profile of whom little is known, wholly in its snapshot.
    fn clean(name: &str) -> Resident {
        let state = Some(Box::new(Profile::new(id(name))));
        Resident {
            site: "s_1".into(),
            state,
            head: None,
            rows: VecDeque::new(),
            standing: None,
            last_event: None,
            weight: 0,
        }
    }

    #[test]
    fn those_not_used_for_longest_go_until_the_rest_fits_into_the_bytes() {
        let each = Profile::new(id("a")).weight();
        let mut residents = Residents::new(usize::MAX, 2 * each);
        for name in ["a", "b", "c", "d"] {
            residents.put(id(name), clean(name));
        }
        residents.get(&id("a"));
        residents.evict();
        assert!(!residents.is_over_capacity());
        let kept = ["a", "b", "c", "d"].map(|name| residents.peek(&id(name)).is_some());
        assert_eq!(kept, [true, false, false, true]);
        residents.put(id("d"), clean("d"));
        residents.evict();
        assert_eq!(residents.len(), 2, "a profile that came anew is counted once");
    }

    #[test]
    fn bytes_of_dirty_profiles_stay_and_are_told_as_overflow_until_they_are_written_or_forgotten() {
        let each = Profile::new(id("a")).weight();
        let mut residents = Residents::new(usize::MAX, 2 * each);
        let names = ["a", "b", "c"];
        for (name, row) in names.iter().zip(1..) {
            residents.put(id(name), clean(name));
            residents.record(&"s_1".into(), id(name), row);
        }
        residents.evict();
        assert_eq!(residents.len(), 3);
        assert!((residents.overflow() - 1.0).abs() < 1e-9, "{}", residents.overflow());
        residents.forget_from(&id("c"), 1);
        assert!(residents.overflow() < 1e-9, "{}", residents.overflow());
        residents.put(id("c"), clean("c"));
        residents.written(&written("a", 1));
        residents.evict();
        assert_eq!((residents.len(), residents.peek(&id("a")).is_none()), (2, true));
    }

    #[test]
    fn a_profile_that_grows_is_weighed_again() {
        let mut residents = Residents::new(usize::MAX, Profile::new(id("a")).weight());
        residents.put(id("a"), clean("a"));
        assert!(!residents.is_over_capacity());
        let program = Program::restore(&ProgramSource::empty("s_1".into()));
        let traits =
            serde_json::json!({"rank": "gold", "points": 5}).as_object().cloned().unwrap_or_default();
        let input = Input::Traits { traits, message_id: "m".into(), names: Names::default() };
        let resident = residents.get(&id("a")).expect("it was put there");
        step(&program, resident.state.as_deref_mut().expect("it is built"), &input, Timestamp::from_ms(0));
        residents.record(&"s_1".into(), id("a"), 1);
        assert!(residents.is_over_capacity() && residents.overflow() > 0.0);
    }

    #[test]
    fn the_oldest_row_outside_snapshots_is_known_at_any_time() {
        let mut residents = filled(9);
        assert_eq!(residents.oldest_dirty(), Some(1));
        residents.written(&written("a", 1));
        assert_eq!(residents.dirty().collect::<Vec<_>>(), [(2, id("b")), (3, id("a")), (4, id("c"))]);
        residents.forget_from(&id("a"), 4);
        assert_eq!(residents.dirty().count(), 3);
        residents.forget_from(&id("a"), 3);
        assert!(residents.peek(&id("a")).is_none());
        assert_eq!(residents.oldest_dirty(), Some(2));
    }
}
