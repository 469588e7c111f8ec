//! Facts that were decided but are not durable yet, and so cannot be read from the store: aliases and order claims.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use kizukai_store::RowId;

/// Values by key, each with the row behind which it becomes durable.
#[derive(Debug)]
pub(crate) struct Pending<K, V> {
    newest: HashMap<K, (RowId, V)>,
    in_order: VecDeque<(RowId, K, V)>,
}

impl<K, V> Default for Pending<K, V> {
    fn default() -> Self {
        Self { newest: HashMap::new(), in_order: VecDeque::new() }
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Pending<K, V> {
    /// The newest value that is not durable yet.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.newest.get(key).map(|(_, value)| value)
    }

    /// A new value, part of the work that ends at or behind `row`.
    pub(crate) fn put(&mut self, row: RowId, key: K, value: V) {
        self.newest.insert(key.clone(), (row, value.clone()));
        self.in_order.push_back((row, key, value));
    }

    /// Everything up to `row` is durable; gives those values, in order.
    pub(crate) fn settle(&mut self, upto: RowId) -> Vec<(K, V)> {
        let settled = self.in_order.iter().take_while(|(row, ..)| *row <= upto).count();
        let settled: Vec<_> = self.in_order.drain(..settled).collect();
        for (row, key, _) in &settled {
            if self.newest.get(key).is_some_and(|(newest, _)| newest == row) {
                self.newest.remove(key);
            }
        }
        settled.into_iter().map(|(_, key, value)| (key, value)).collect()
    }

    /// Lets go of values, durable or not.
    pub(crate) fn forget_values(&mut self, is_gone: impl Fn(&V) -> bool) {
        self.newest.retain(|_, (_, value)| !is_gone(value));
        self.in_order.retain(|(_, _, value)| !is_gone(value));
    }

    /// Nothing from `first` on will ever be durable.
    pub(crate) fn forget_from(&mut self, first: RowId) {
        let kept = self.in_order.iter().take_while(|(row, ..)| *row < first).count();
        self.in_order.truncate(kept);
        self.newest.clear();
        for (row, key, value) in &self.in_order {
            self.newest.insert(key.clone(), (*row, value.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_value_counts_until_it_is_durable() {
        let mut pending = Pending::default();
        pending.put(1, "a", 10);
        pending.put(2, "a", 20);
        pending.put(3, "b", 30);
        assert_eq!(pending.settle(1), [("a", 10)]);
        assert_eq!(pending.get(&"a"), Some(&20));
        assert_eq!(pending.settle(2), [("a", 20)]);
        assert_eq!(pending.get(&"a"), None);
        assert_eq!(pending.get(&"b"), Some(&30));
    }

    #[test]
    fn a_value_that_is_gone_is_not_found_and_does_not_settle() {
        let mut pending = Pending::default();
        pending.put(1, "a", 10);
        pending.put(2, "b", 20);
        pending.forget_values(|value| *value == 10);
        assert_eq!((pending.get(&"a"), pending.get(&"b")), (None, Some(&20)));
        assert_eq!(pending.settle(9), [("b", 20)]);
    }

    #[test]
    fn forgetting_brings_the_value_before_back() {
        let mut pending = Pending::default();
        pending.put(1, "a", 10);
        pending.put(5, "a", 20);
        pending.forget_from(5);
        assert_eq!(pending.get(&"a"), Some(&10));
        pending.forget_from(0);
        assert_eq!(pending.get(&"a"), None);
        assert!(pending.settle(9).is_empty());
    }
}
