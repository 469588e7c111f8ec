//! The outbox: what is to be sent is sent at least once, to each person in order.

use kizukai_model::ProfileId;

use super::rows::{SITE, at, outbox, profile};
use super::{Stores, cases};
use crate::{Commit, DeadRow, Lease, Ledger, OutboxChange, OutboxCount, OutboxRow, StoreError};

cases![
    due_rows_are_leased_earliest_first_up_to_the_limit,
    a_leased_row_is_hidden_until_its_lease_ends,
    a_row_that_is_done_never_comes_again,
    a_lease_that_is_over_at_once_is_refused,
    a_worker_gets_rows_of_its_kind_alone,
    to_one_person_rows_leave_one_after_the_other,
    an_attempt_that_failed_is_counted_and_comes_again_when_it_is_due,
    what_was_given_up_is_kept_aside_with_the_reason_and_can_be_tried_again,
    what_became_of_a_row_is_committed_along_with_inputs,
];

fn with_rows(stores: &dyn Stores, rows: &[OutboxRow]) -> Box<dyn Ledger> {
    let mut ledger = stores.ledger();
    ledger.commit(&Commit { outbox: rows.to_vec(), ..Commit::default() }).unwrap();
    ledger
}

fn lease(now_ms: i64, until_ms: i64, limit: usize) -> Lease<'static> {
    Lease { kind: "webhook", now: at(now_ms), until: at(until_ms), limit }
}

fn leased(ledger: &mut dyn Ledger, now_ms: i64, until_ms: i64) -> Vec<u64> {
    let rows = ledger.lease_outbox(&lease(now_ms, until_ms, 100)).unwrap();
    rows.iter().map(|row| row.id).collect()
}

fn commit(ledger: &mut dyn Ledger, sent: Vec<OutboxChange>) {
    ledger.commit(&Commit { sent, ..Commit::default() }).unwrap();
}

/// To somebody of their own each.
fn to(who: u8, id: u64, due_ms: i64) -> OutboxRow {
    OutboxRow { profile: profile(who, who), ..outbox(id, due_ms) }
}

fn due_rows_are_leased_earliest_first_up_to_the_limit(stores: &dyn Stores) {
    let rows = [to(1, u64::MAX, 30), to(2, 2, 10), to(3, 3, 20), to(4, 4, 99)];
    let mut ledger = with_rows(stores, &rows);
    assert_eq!(ledger.lease_outbox(&lease(9, 1_000, 10)), Ok(Vec::new()));
    assert_eq!(ledger.lease_outbox(&lease(50, 1_000, 2)), Ok(vec![rows[1].clone(), rows[2].clone()]));
    assert_eq!(ledger.lease_outbox(&lease(50, 1_000, 2)), Ok(vec![rows[0].clone()]));
    assert_eq!(stores.reader().next_outbox_due("webhook"), Ok(Some(at(99))));
    assert_eq!(stores.reader().next_outbox_due("mail"), Ok(None));
}

fn a_leased_row_is_hidden_until_its_lease_ends(stores: &dyn Stores) {
    let mut ledger = with_rows(stores, &[outbox(1, 10)]);
    assert_eq!(leased(&mut *ledger, 10, 500), [1]);
    assert_eq!(leased(&mut *ledger, 499, 600), [0; 0]);
    assert_eq!(leased(&mut *ledger, 500, 600), [1]);
}

fn a_row_that_is_done_never_comes_again(stores: &dyn Stores) {
    let mut ledger = with_rows(stores, &[to(1, 1, 10), to(2, 2, 10), to(3, u64::MAX, 10)]);
    assert_eq!(leased(&mut *ledger, 10, 500).len(), 3);
    commit(&mut *ledger, vec![OutboxChange::Done { id: 1 }, OutboxChange::Done { id: u64::MAX }]);
    commit(&mut *ledger, vec![OutboxChange::Done { id: 1 }, OutboxChange::Later { id: 77, due: at(1) }]);
    assert_eq!(leased(&mut *ledger, 1_000, 2_000), [2]);
    assert_eq!(stores.reader().counts().unwrap().outbox, 1);
}

fn a_lease_that_is_over_at_once_is_refused(stores: &dyn Stores) {
    let mut ledger = with_rows(stores, &[outbox(1, 10)]);
    assert!(matches!(ledger.lease_outbox(&lease(50, 50, 10)), Err(StoreError::Refused { .. })));
    assert_eq!(leased(&mut *ledger, 50, 51), [1]);
}

fn a_worker_gets_rows_of_its_kind_alone(stores: &dyn Stores) {
    let letter = OutboxRow { kind: "mail".into(), ..to(1, 2, 10) };
    let mut ledger = with_rows(stores, &[to(1, 1, 10), letter.clone()]);
    assert_eq!(leased(&mut *ledger, 10, 500), [1]);
    let mail = Lease { kind: "mail", ..lease(10, 500, 9) };
    assert_eq!(ledger.lease_outbox(&mail), Ok(vec![letter]), "and does not wait for another kind");
    let count = |kind| stores.reader().outbox_count(SITE, kind).unwrap();
    assert_eq!(count("mail"), OutboxCount { waiting: 1, dead: 0 });
    assert_eq!(count("push"), OutboxCount::default());
}

fn to_one_person_rows_leave_one_after_the_other(stores: &dyn Stores) {
    let row = |id, seq, due| OutboxRow { seq, ..to(1, id, due) };
    // The later one is due first, and its id is smaller.
    let mut ledger = with_rows(stores, &[row(9, 1, 20), row(3, 2, 10), to(2, 5, 15)]);
    assert_eq!(leased(&mut *ledger, 19, 500), [5], "it waits for the one before");
    assert_eq!(leased(&mut *ledger, 20, 500), [9]);
    assert_eq!(leased(&mut *ledger, 21, 500), [0; 0], "also while that is on its way");
    commit(&mut *ledger, vec![OutboxChange::Later { id: 9, due: at(100) }]);
    assert_eq!(leased(&mut *ledger, 99, 500), [0; 0], "and while it waits for another attempt");
    assert_eq!(leased(&mut *ledger, 100, 500), [9]);
    commit(&mut *ledger, vec![OutboxChange::Done { id: 9 }]);
    assert_eq!(leased(&mut *ledger, 101, 500), [3]);
}

fn an_attempt_that_failed_is_counted_and_comes_again_when_it_is_due(stores: &dyn Stores) {
    let mut ledger = with_rows(stores, &[outbox(1, 10)]);
    for (attempts, due) in [(0, 10), (1, 1_000), (2, 5_000)] {
        let rows = ledger.lease_outbox(&lease(due, due + 100, 10)).unwrap();
        assert_eq!(rows, [OutboxRow { attempts, due: at(due), ..outbox(1, 10) }]);
        let next = if attempts == 0 { 1_000 } else { 5_000 };
        commit(&mut *ledger, vec![OutboxChange::Later { id: 1, due: at(next) }]);
        assert_eq!(stores.reader().next_outbox_due("webhook"), Ok(Some(at(next))));
    }
}

fn what_was_given_up_is_kept_aside_with_the_reason_and_can_be_tried_again(stores: &dyn Stores) {
    let of = |who: ProfileId, id, seq| OutboxRow { profile: who, seq, ..outbox(id, 10) };
    let anna = profile(1, 1);
    let mut ledger = with_rows(stores, &[of(anna, 1, 1), of(anna, 2, 2), of(profile(2, 2), 3, 1)]);
    assert_eq!(leased(&mut *ledger, 10, 500), [1, 3]);
    let dead = |id, at_ms, reason: &str| OutboxChange::Dead { id, at: at(at_ms), reason: reason.into() };
    commit(&mut *ledger, vec![dead(1, 20, "410 Gone"), dead(3, 30, "too often")]);
    assert_eq!(leased(&mut *ledger, 20, 500), [2], "what comes behind it does not wait for it");
    let reader = stores.reader();
    let told = |row: &DeadRow| (row.row.id, row.row.attempts, row.at, row.reason.clone());
    let rows = |before, limit| -> Vec<_> {
        reader.dead_rows(SITE, before, limit).unwrap().iter().map(told).collect()
    };
    let (first, second) = ((3, 1, at(30), "too often".into()), (1, 1, at(20), "410 Gone".into()));
    assert_eq!(rows(None, 10), [first.clone(), second.clone()]);
    assert_eq!((rows(None, 1), rows(Some(at(30)), 9)), (vec![first], vec![second]));
    assert_eq!(reader.dead_rows("s_other", None, 9), Ok(Vec::new()));
    assert_eq!(reader.outbox_count(SITE, "webhook"), Ok(OutboxCount { waiting: 1, dead: 2 }));
    let again = |id| OutboxChange::Again { id, due: at(40) };
    commit(&mut *ledger, vec![again(1), again(2)]);
    let rows = ledger.lease_outbox(&lease(40, 90, 9)).unwrap();
    assert_eq!(rows, [OutboxRow { due: at(40), ..of(anna, 1, 1) }], "one that is on its way stays as it is");
}

fn what_became_of_a_row_is_committed_along_with_inputs(stores: &dyn Stores) {
    let mut ledger = with_rows(stores, &[outbox(1, 10)]);
    let done = vec![OutboxChange::Done { id: 1 }];
    // Twice the same new row: nothing of the commit may stand.
    let broken = Commit { outbox: vec![outbox(7, 1), outbox(7, 1)], sent: done, ..Commit::default() };
    assert!(matches!(ledger.commit(&broken), Err(StoreError::Duplicate { .. })));
    assert_eq!(leased(&mut *ledger, 10, 500), [1]);
    let sent_at_once =
        Commit { outbox: vec![outbox(8, 1)], sent: vec![OutboxChange::Done { id: 8 }], ..Commit::default() };
    ledger.commit(&sent_at_once).unwrap();
    assert_eq!(stores.reader().counts().unwrap().outbox, 1);
}
