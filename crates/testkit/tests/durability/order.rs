//! Reads the shim's log: was everything that was answered synced before?

use std::collections::{BTreeMap, BTreeSet};

/// Where a mark is on its way to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Written,
    Synced,
}

/// What the log says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    /// Marks that were answered after they had been synced.
    pub(crate) proved: BTreeSet<String>,
    /// Marks that were answered before.
    pub(crate) too_early: BTreeSet<String>,
}

/// Follows each mark from being written to a file, over the sync of that file, to its answer.
pub(crate) fn read(log: &str) -> Order {
    let mut stands: BTreeMap<String, BTreeMap<&str, Stand>> = BTreeMap::new();
    let mut order = Order::default();
    for line in log.lines() {
        let mut words = line.split(' ');
        match words.next() {
            Some("write") => {
                let file = words.next().unwrap_or_default();
                for mark in words {
                    // Written again, as the neighbour of a newer row, it stays synced where it was.
                    stands.entry(mark.to_owned()).or_default().entry(file).or_insert(Stand::Written);
                }
            }
            Some("sync") => {
                let file = words.next().unwrap_or_default();
                let on_it = stands.values_mut().filter_map(|files| files.get_mut(file));
                on_it.for_each(|stand| *stand = Stand::Synced);
            }
            Some("answer") => {
                for mark in words {
                    let files = stands.get(mark);
                    let is_synced =
                        files.is_some_and(|files| files.values().any(|stand| *stand == Stand::Synced));
                    let verdict = if is_synced { &mut order.proved } else { &mut order.too_early };
                    verdict.insert(mark.to_owned());
                }
            }
            _ => {}
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(marks: &[&str]) -> BTreeSet<String> {
        marks.iter().map(|mark| (*mark).to_owned()).collect()
    }

    #[test]
    fn a_synced_answer_is_proved_and_a_hasty_one_noticed() {
        let log = "write ledger.db-wal m1\nwrite ledger.db-wal m1 m2\nsync ledger.db-wal\nanswer m1\n\
                   write ledger.db-wal m2 m3\nanswer m2 m3\nsync ledger.db-wal\nanswer m4\n";
        assert_eq!(read(log), Order { proved: set(&["m1", "m2"]), too_early: set(&["m3", "m4"]) });
    }

    #[test]
    fn the_sync_of_another_file_proves_nothing() {
        let log = "write ledger.db-wal m1\nsync catalog.db-wal\nanswer m1\n";
        assert_eq!(read(log), Order { proved: set(&[]), too_early: set(&["m1"]) });
    }
}
