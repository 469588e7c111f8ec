//! The outbox: what is to be sent is sent at least once.

use super::rows::{at, outbox};
use super::{Stores, cases};
use crate::{Commit, Ledger, OutboxRow, StoreError};

cases![
    due_rows_are_leased_earliest_first_up_to_the_limit,
    a_leased_row_is_hidden_until_its_lease_ends,
    a_finished_row_never_comes_again,
    a_lease_that_is_over_at_once_is_refused,
];

fn with_rows(stores: &dyn Stores, rows: &[OutboxRow]) -> Box<dyn Ledger> {
    let mut ledger = stores.ledger();
    ledger.commit(&Commit { outbox: rows.to_vec(), ..Commit::default() }).unwrap();
    ledger
}

fn leased(ledger: &mut dyn Ledger, now_ms: i64, until_ms: i64) -> Vec<u64> {
    let rows = ledger.lease_outbox(at(now_ms), at(until_ms), 100).unwrap();
    rows.iter().map(|row| row.id).collect()
}

fn due_rows_are_leased_earliest_first_up_to_the_limit(stores: &dyn Stores) {
    let rows = [outbox(u64::MAX, 30), outbox(2, 10), outbox(3, 20), outbox(4, 99)];
    let mut ledger = with_rows(stores, &rows);
    assert_eq!(ledger.lease_outbox(at(9), at(1_000), 10), Ok(Vec::new()));
    assert_eq!(ledger.lease_outbox(at(50), at(1_000), 2), Ok(vec![rows[1].clone(), rows[2].clone()]));
    assert_eq!(ledger.lease_outbox(at(50), at(1_000), 2), Ok(vec![rows[0].clone()]));
}

fn a_leased_row_is_hidden_until_its_lease_ends(stores: &dyn Stores) {
    let mut ledger = with_rows(stores, &[outbox(1, 10)]);
    assert_eq!(leased(&mut *ledger, 10, 500), [1]);
    assert_eq!(leased(&mut *ledger, 499, 600), [0; 0]);
    assert_eq!(leased(&mut *ledger, 500, 600), [1]);
}

fn a_finished_row_never_comes_again(stores: &dyn Stores) {
    let mut ledger = with_rows(stores, &[outbox(1, 10), outbox(2, 10), outbox(u64::MAX, 10)]);
    assert_eq!(leased(&mut *ledger, 10, 500).len(), 3);
    ledger.finish_outbox(&[1, u64::MAX]).unwrap();
    ledger.finish_outbox(&[1, 77]).unwrap();
    ledger.finish_outbox(&[]).unwrap();
    assert_eq!(leased(&mut *ledger, 1_000, 2_000), [2]);
    assert_eq!(stores.reader().counts().unwrap().outbox, 1);
}

fn a_lease_that_is_over_at_once_is_refused(stores: &dyn Stores) {
    let mut ledger = with_rows(stores, &[outbox(1, 10)]);
    assert!(matches!(ledger.lease_outbox(at(50), at(50), 10), Err(StoreError::Refused { .. })));
    assert_eq!(leased(&mut *ledger, 50, 51), [1]);
}
