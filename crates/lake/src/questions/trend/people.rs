//! Counting people: each once in a slot, and once in several slots taken together.
//!
//! People and slots get numbers, and a pair of them is one word: millions are sorted in a fraction of a second, and take eight bytes
//! each, where a query engine's hash table takes a hundred.

use std::collections::HashMap;
use std::hash::Hash;

use crate::error::{LakeError, at_most};
use crate::limits;
use crate::questions::persons::Person;

/// Numbers for names, in the order in which they come.
pub(super) struct Numbering<K> {
    numbers: HashMap<K, u32>,
}

impl<K: Hash + Eq> Numbering<K> {
    pub(super) fn new() -> Self {
        Self { numbers: HashMap::new() }
    }

    pub(super) fn number(&mut self, name: K) -> u32 {
        let next = u32::try_from(self.numbers.len()).expect("there are fewer names than rows of a question");
        *self.numbers.entry(name).or_insert(next)
    }

    /// All names, each at the place of its number.
    pub(super) fn names(self) -> Vec<K> {
        let mut names: Vec<_> = self.numbers.into_iter().collect();
        names.sort_unstable_by_key(|(_, number)| *number);
        names.into_iter().map(|(name, _)| name).collect()
    }
}

/// Who was seen in which slot.
pub(super) struct Crowd {
    people: Numbering<Person>,
    /// A slot's number in the upper half, a person's in the lower.
    pairs: Vec<u64>,
    /// How many pairs there may be before those that are there twice are taken out.
    tidy_at: usize,
}

const TIDY_AT_FIRST: usize = 1 << 20;

impl Crowd {
    pub(super) fn new() -> Self {
        Self { people: Numbering::new(), pairs: Vec::new(), tidy_at: TIDY_AT_FIRST }
    }

    /// Somebody is in a slot.
    pub(super) fn add(&mut self, slot: u32, person: Person) -> Result<(), LakeError> {
        self.pairs.push(pair(slot, self.people.number(person)));
        if self.pairs.len() >= self.tidy_at {
            tidy(&mut self.pairs);
            at_most(limits::PEOPLE, self.pairs.len(), "people by bucket and value")?;
            self.tidy_at = TIDY_AT_FIRST.max(self.pairs.len() * 2);
        }
        Ok(())
    }

    /// How many people are in each of some groups of slots: slot `s` belongs to group `groups[s]`, of which there are `count`.
    pub(super) fn counts(&self, groups: &[u32], count: usize) -> Vec<u64> {
        let group =
            |pair: &u64| pair_of(*pair, |slot| groups[usize::try_from(slot).expect("a slot's number")]);
        let mut pairs: Vec<_> = self.pairs.iter().map(group).collect();
        tidy(&mut pairs);
        let mut counts = vec![0; count];
        pairs.iter().for_each(|pair| counts[usize::try_from(pair >> 32).expect("a group's number")] += 1);
        counts
    }
}

const fn pair(slot: u32, person: u32) -> u64 {
    (slot as u64) << 32 | person as u64
}

/// The same person in another slot.
fn pair_of(pair: u64, other: impl Fn(u64) -> u32) -> u64 {
    u64::from(other(pair >> 32)) << 32 | pair & u64::from(u32::MAX)
}

fn tidy(pairs: &mut Vec<u64>) {
    pairs.sort_unstable();
    pairs.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_counts_once_in_a_slot_and_once_in_slots_taken_together() {
        let mut crowd = Crowd::new();
        for (slot, person) in [(0, 7), (0, 7), (0, -8), (1, 7), (2, 9), (2, i128::MIN)] {
            crowd.add(slot, person).unwrap();
        }
        assert_eq!(crowd.counts(&[0, 1, 2], 3), [2, 1, 2]);
        assert_eq!(crowd.counts(&[0, 0, 1], 3), [2, 2, 0]);
        assert_eq!(crowd.counts(&[0, 0, 0], 1), [4]);
    }

    #[test]
    fn people_are_counted_exactly_also_after_tidying() {
        let mut crowd = Crowd { tidy_at: 10, ..Crowd::new() };
        for number in 0..1_000_u32 {
            crowd.add(number % 3, i128::from(number % 70)).unwrap();
            crowd.tidy_at = crowd.tidy_at.min(500);
        }
        assert!(crowd.pairs.len() <= 500);
        assert_eq!(crowd.counts(&[0, 1, 2], 3), [70, 70, 70]);
        assert_eq!(crowd.counts(&[0, 1, 0], 2), [70, 70]);
    }

    #[test]
    fn names_keep_their_numbers() {
        let mut numbering = Numbering::new();
        assert_eq!(["b", "a", "b", "c"].map(|name| numbering.number(name)), [0, 1, 0, 2]);
        assert_eq!(numbering.names(), ["b", "a", "c"]);
    }
}
