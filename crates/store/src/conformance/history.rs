//! One profile's inputs, newest first.

use kizukai_model::ProfileId;

use super::rows::{SITE, chain, input, inputs, profile};
use super::{Stores, cases};
use crate::{LedgerReader, StoreError};

cases![
    history_goes_along_prev_over_other_profiles,
    history_stops_at_the_limit_and_goes_on_from_the_next_head,
    history_of_somebody_elses_head_is_empty,
    history_ends_where_an_input_is_gone,
    a_chain_that_leads_to_another_profile_is_corrupt,
    a_chain_that_does_not_go_back_is_corrupt,
];

fn ids(reader: &dyn LedgerReader, who: ProfileId, head: i64, limit: usize) -> Vec<i64> {
    reader.history(SITE, who, head, limit).unwrap().iter().map(|row| row.id).collect()
}

fn history_goes_along_prev_over_other_profiles(stores: &dyn Stores) {
    let mut ledger = stores.ledger();
    ledger.commit(&chain(profile(1, 1), &[1, 3, 8])).unwrap();
    ledger.commit(&chain(profile(1, 2), &[2, 4, 5])).unwrap();
    let reader = stores.reader();
    assert_eq!(ids(&*reader, profile(1, 1), 8, 10), [8, 3, 1]);
    assert_eq!(ids(&*reader, profile(1, 2), 5, 10), [5, 4, 2]);
    assert_eq!(reader.history(SITE, profile(1, 1), 1, 10).unwrap(), [input(1, profile(1, 1), None)]);
}

fn history_stops_at_the_limit_and_goes_on_from_the_next_head(stores: &dyn Stores) {
    stores.ledger().commit(&chain(profile(1, 1), &[1, 3, 8, 9])).unwrap();
    let reader = stores.reader();
    let page = reader.history(SITE, profile(1, 1), 9, 2).unwrap();
    assert_eq!(page.iter().map(|row| row.id).collect::<Vec<_>>(), [9, 8]);
    assert_eq!(ids(&*reader, profile(1, 1), page[1].prev.unwrap(), 2), [3, 1]);
    assert_eq!(ids(&*reader, profile(1, 1), 9, 0), [0; 0]);
}

fn history_of_somebody_elses_head_is_empty(stores: &dyn Stores) {
    stores.ledger().commit(&chain(profile(1, 1), &[1, 2])).unwrap();
    let reader = stores.reader();
    assert_eq!(ids(&*reader, profile(1, 2), 2, 10), [0; 0]);
    assert_eq!(reader.history("s_other", profile(1, 1), 2, 10), Ok(Vec::new()));
    assert_eq!(ids(&*reader, profile(1, 1), 99, 10), [0; 0]);
}

fn history_ends_where_an_input_is_gone(stores: &dyn Stores) {
    let who = profile(1, 1);
    stores.ledger().commit(&inputs([input(5, who, Some(4)), input(6, who, Some(5))])).unwrap();
    assert_eq!(ids(&*stores.reader(), who, 6, 10), [6, 5]);
}

fn a_chain_that_leads_to_another_profile_is_corrupt(stores: &dyn Stores) {
    let rows = [input(1, profile(1, 2), None), input(2, profile(1, 1), Some(1))];
    stores.ledger().commit(&inputs(rows)).unwrap();
    let history = stores.reader().history(SITE, profile(1, 1), 2, 10);
    assert!(matches!(history, Err(StoreError::Corrupt { .. })), "{history:?}");
}

fn a_chain_that_does_not_go_back_is_corrupt(stores: &dyn Stores) {
    let who = profile(1, 1);
    stores.ledger().commit(&inputs([input(1, who, Some(2)), input(2, who, Some(1))])).unwrap();
    let history = stores.reader().history(SITE, who, 2, 10);
    assert!(matches!(history, Err(StoreError::Corrupt { .. })), "{history:?}");
}
