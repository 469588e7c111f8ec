//! The timer index.

use super::rows::{at, profile, timer};
use super::{Stores, cases};
use crate::TimerChange::{Clear, Set};
use crate::{Commit, LedgerReader, TimerChange, TimerRow};

cases![
    due_timers_come_earliest_first_up_to_the_limit,
    a_timer_stays_until_it_is_cleared,
    setting_and_clearing_again_change_nothing,
    clearing_needs_the_exact_time,
    one_timer_is_found_by_all_it_is_known_by,
    changes_of_one_commit_apply_in_order,
    a_timer_belongs_to_its_site_and_profile,
];

fn changes(timers: impl IntoIterator<Item = TimerChange>) -> Commit {
    Commit { timers: timers.into_iter().collect(), ..Commit::default() }
}

fn all(reader: &dyn LedgerReader) -> Vec<TimerRow> {
    reader.due_timers(at(i64::MAX), 100).unwrap()
}

fn due_timers_come_earliest_first_up_to_the_limit(stores: &dyn Stores) {
    let rows =
        [timer(profile(1, 1), u64::MAX, 300), timer(profile(200, 1), 7, 100), timer(profile(2, 1), 8, 200)];
    stores.ledger().commit(&changes(rows.clone().map(Set))).unwrap();
    let reader = stores.reader();
    let [last, first, second] = rows;
    assert_eq!(reader.due_timers(at(99), 10), Ok(Vec::new()));
    assert_eq!(reader.due_timers(at(200), 10), Ok(vec![first.clone(), second.clone()]));
    assert_eq!(reader.due_timers(at(1_000), 1), Ok(vec![first.clone()]));
    assert_eq!(all(&*reader), [first, second, last]);
    assert_eq!(reader.next_due(), Ok(Some(at(100))));
}

fn a_timer_stays_until_it_is_cleared(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let row = timer(profile(1, 1), 1, 100);
    ledger.commit(&changes([Set(row.clone())])).unwrap();
    assert_eq!(all(&*reader), std::slice::from_ref(&row));
    assert_eq!(all(&*reader), std::slice::from_ref(&row));
    ledger.commit(&changes([Clear(row)])).unwrap();
    assert_eq!(all(&*reader), []);
    assert_eq!(reader.next_due(), Ok(None));
}

fn setting_and_clearing_again_change_nothing(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let row = timer(profile(1, 1), 1, 100);
    ledger.commit(&changes([Set(row.clone()), Set(row.clone())])).unwrap();
    ledger.commit(&changes([Set(row.clone())])).unwrap();
    assert_eq!(all(&*reader), std::slice::from_ref(&row));
    ledger.commit(&changes([Clear(row.clone()), Clear(row)])).unwrap();
    assert_eq!(all(&*reader), []);
}

fn one_timer_is_found_by_all_it_is_known_by(stores: &dyn Stores) {
    let row = timer(profile(1, 1), u64::MAX, 100);
    stores.ledger().commit(&changes([Set(row.clone())])).unwrap();
    let reader = stores.reader();
    assert_eq!(reader.has_timer(&row), Ok(true));
    let others = [
        timer(profile(1, 2), u64::MAX, 100),
        timer(profile(1, 1), 1, 100),
        timer(profile(1, 1), u64::MAX, 101),
        TimerRow { site: "s_other".into(), ..row },
    ];
    for other in others {
        assert_eq!(reader.has_timer(&other), Ok(false), "{other:?}");
    }
}

fn clearing_needs_the_exact_time(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let row = timer(profile(1, 1), 1, 100);
    ledger.commit(&changes([Set(row.clone())])).unwrap();
    ledger.commit(&changes([Clear(timer(profile(1, 1), 1, 101))])).unwrap();
    assert_eq!(all(&*reader), [row]);
}

fn changes_of_one_commit_apply_in_order(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let (first, second) = (timer(profile(1, 1), 1, 100), timer(profile(1, 1), 1, 200));
    ledger.commit(&changes([Set(first.clone()), Clear(first.clone()), Set(second.clone())])).unwrap();
    assert_eq!(all(&*reader), std::slice::from_ref(&second));
    ledger.commit(&changes([Clear(second.clone()), Set(second.clone())])).unwrap();
    assert_eq!(all(&*reader), [second]);
}

fn a_timer_belongs_to_its_site_and_profile(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let row = timer(profile(1, 1), 1, 100);
    let mut elsewhere = row.clone();
    elsewhere.site = "s_other".into();
    let neighbour = timer(profile(1, 2), 1, 100);
    let rows = [row.clone(), elsewhere.clone(), neighbour.clone()];
    ledger.commit(&changes(rows.map(Set))).unwrap();
    ledger.commit(&changes([Clear(row)])).unwrap();
    let left = all(&*reader);
    assert_eq!(left.len(), 2);
    assert!(left.contains(&elsewhere) && left.contains(&neighbour));
}
