//! The log: what is committed is there, whole, or not at all.

use kizukai_model::IdKind;

use super::rows::{alias, at, chain, input, inputs, order, outbox, profile, snapshot, timer};
use super::{Stores, cases};
use crate::{Commit, Counts, InputRow, LedgerReader, Snapshots, StoreError, TimerChange};

cases![
    an_empty_ledger_answers_nothing,
    inputs_read_back_as_they_were_written,
    a_reader_sees_each_commit_at_once,
    inputs_after_a_position_ascend_over_gaps_up_to_the_limit,
    inputs_before_a_position_descend_over_gaps_down_to_the_limit,
    an_input_id_that_exists_rolls_the_whole_commit_back,
    an_input_id_twice_in_one_commit_rolls_it_back,
    an_outbox_id_that_exists_rolls_the_whole_commit_back,
    a_position_below_one_is_refused,
    snapshots_come_with_a_commit_or_neither_does,
    an_empty_commit_changes_nothing,
    the_last_row_counts_the_watermark,
    the_first_claim_of_an_order_stays,
];

/// A commit with something in every part, around input `id`.
fn full(id: i64, who: u8) -> Commit {
    let profile = profile(who, who);
    Commit {
        inputs: vec![input(id, profile, None)],
        aliases: vec![alias(IdKind::User, &format!("u{who}"), profile)],
        timers: vec![TimerChange::Set(timer(profile, 1, 100))],
        orders: vec![order(&format!("o{who}"), profile)],
        outbox: vec![outbox(u64::from(who), 100)],
        sent: Vec::new(),
    }
}

const ONE_OF_EACH: Counts = Counts { inputs: 1, profiles: 0, aliases: 1, timers: 1, orders: 1, outbox: 1 };

fn ids(reader: &dyn LedgerReader, after: i64, limit: usize) -> Vec<i64> {
    reader.inputs_after(after, limit).unwrap().iter().map(|row| row.id).collect()
}

fn an_empty_ledger_answers_nothing(stores: &dyn Stores) {
    let _ledger = stores.ledger();
    let reader = stores.reader();
    assert_eq!((reader.last_row(), reader.watermark()), (Ok(0), Ok(0)));
    assert_eq!(reader.counts(), Ok(Counts::default()));
    assert_eq!(reader.inputs_after(0, 10), Ok(Vec::new()));
    assert_eq!((reader.input(1), reader.next_due()), (Ok(None), Ok(None)));
}

fn inputs_read_back_as_they_were_written(stores: &dyn Stores) {
    let plain = input(1, profile(0, 1), None);
    let extreme = InputRow {
        id: i64::MAX,
        site: "s_別".into(),
        profile: profile(255, 0),
        seq: u64::MAX,
        prev: Some(1),
        now: at(-1),
        program: u64::MAX,
        input: Vec::new(),
        decisions: Some((0..=255).collect()),
    };
    stores.ledger().commit(&inputs([plain.clone(), extreme.clone()])).unwrap();
    let reader = stores.reader();
    assert_eq!(reader.inputs_after(0, 10), Ok(vec![plain.clone(), extreme.clone()]));
    assert_eq!((reader.input(1), reader.input(i64::MAX)), (Ok(Some(plain)), Ok(Some(extreme))));
}

fn a_reader_sees_each_commit_at_once(stores: &dyn Stores) {
    let (mut ledger, first, second) = (stores.ledger(), stores.reader(), stores.reader());
    for id in 1..=3 {
        ledger.commit(&inputs([input(id, profile(1, 1), None)])).unwrap();
        assert_eq!((first.last_row(), second.last_row()), (Ok(id), Ok(id)));
    }
}

fn inputs_after_a_position_ascend_over_gaps_up_to_the_limit(stores: &dyn Stores) {
    let mut ledger = stores.ledger();
    ledger.commit(&chain(profile(3, 1), &[2, 5])).unwrap();
    ledger.commit(&chain(profile(1, 1), &[9, 10, 400])).unwrap();
    let reader = stores.reader();
    assert_eq!(ids(&*reader, 0, 100), [2, 5, 9, 10, 400]);
    assert_eq!(ids(&*reader, 5, 2), [9, 10]);
    assert_eq!(ids(&*reader, 400, 100), [0; 0]);
    assert_eq!(ids(&*reader, 0, 0), [0; 0]);
    assert_eq!(reader.last_row(), Ok(400));
}

fn inputs_before_a_position_descend_over_gaps_down_to_the_limit(stores: &dyn Stores) {
    stores.ledger().commit(&chain(profile(1, 1), &[1, 3, 8, 9])).unwrap();
    let reader = stores.reader();
    let ids = |before, limit| -> Vec<i64> {
        reader.inputs_before(before, limit).unwrap().iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(i64::MAX, 10), [9, 8, 3, 1]);
    assert_eq!((ids(9, 2), ids(3, 2)), (vec![8, 3], vec![1]));
    assert_eq!((ids(1, 2), ids(9, 0)), (vec![], vec![]));
    assert_eq!(reader.inputs_before(2, 1), Ok(vec![input(1, profile(1, 1), None)]));
}

fn an_input_id_that_exists_rolls_the_whole_commit_back(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    ledger.commit(&full(7, 1)).unwrap();
    let mut second = full(8, 2);
    second.inputs.push(input(7, profile(2, 2), None));
    assert!(matches!(ledger.commit(&second), Err(StoreError::Duplicate { .. })));
    assert_eq!(reader.counts(), Ok(ONE_OF_EACH));

    ledger.commit(&full(8, 2)).unwrap();
    assert_eq!(ids(&*reader, 0, 10), [7, 8]);
}

fn an_input_id_twice_in_one_commit_rolls_it_back(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let twice = inputs([input(1, profile(1, 1), None), input(1, profile(2, 2), None)]);
    assert!(matches!(ledger.commit(&twice), Err(StoreError::Duplicate { .. })));
    assert_eq!(reader.counts(), Ok(Counts::default()));
}

fn an_outbox_id_that_exists_rolls_the_whole_commit_back(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    ledger.commit(&full(7, 1)).unwrap();
    let second = Commit { outbox: vec![outbox(1, 5)], ..full(8, 2) };
    assert!(matches!(ledger.commit(&second), Err(StoreError::Duplicate { .. })));
    assert_eq!(reader.counts(), Ok(ONE_OF_EACH));
    assert_eq!(reader.alias(super::rows::SITE, IdKind::User, "u2"), Ok(None));
}

fn a_position_below_one_is_refused(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    for id in [0, -1] {
        assert!(matches!(ledger.commit(&full(id, 1)), Err(StoreError::Refused { .. })));
    }
    assert_eq!(reader.counts(), Ok(Counts::default()));
}

fn snapshots_come_with_a_commit_or_neither_does(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let written = |watermark, seq| Snapshots {
        profiles: vec![snapshot(profile(1, 1), seq)],
        watermark,
        ..Snapshots::default()
    };
    ledger.commit_with_snapshots(&full(7, 1), &written(7, 1)).unwrap();
    let failed = ledger.commit_with_snapshots(&full(7, 2), &written(8, 2));
    assert!(matches!(failed, Err(StoreError::Duplicate { .. })), "{failed:?}");
    let found = reader.snapshot(super::rows::SITE, profile(1, 1)).unwrap();
    assert_eq!((found.map(|row| row.upto_seq), reader.watermark()), (Some(1), Ok(7)));
    assert_eq!(reader.counts(), Ok(Counts { profiles: 1, ..ONE_OF_EACH }));
}

fn an_empty_commit_changes_nothing(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    ledger.commit(&full(7, 1)).unwrap();
    ledger.commit(&Commit::default()).unwrap();
    assert_eq!(reader.counts(), Ok(ONE_OF_EACH));
}

fn the_last_row_counts_the_watermark(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    ledger.commit(&chain(profile(1, 1), &[4])).unwrap();
    let profiles = vec![snapshot(profile(1, 1), 1)];
    ledger.write_snapshots(&Snapshots { profiles, watermark: 6, ..Snapshots::default() }).unwrap();
    assert_eq!((reader.last_row(), reader.watermark()), (Ok(6), Ok(6)));
    ledger.commit(&chain(profile(2, 1), &[7])).unwrap();
    assert_eq!((reader.last_row(), reader.watermark()), (Ok(7), Ok(6)));
}

fn the_first_claim_of_an_order_stays(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let (first, late) = (profile(1, 1), profile(2, 2));
    let claims = |orders| Commit { orders, ..Commit::default() };
    ledger.commit(&claims(vec![order("A-1", first), order("A-1", late)])).unwrap();
    ledger.commit(&claims(vec![order("A-1", late), order("A-2", late)])).unwrap();
    let mut elsewhere = order("A-1", late);
    elsewhere.site = "s_other".into();
    ledger.commit(&claims(vec![elsewhere])).unwrap();

    assert_eq!(reader.order_claim(super::rows::SITE, "A-1"), Ok(Some(first)));
    assert_eq!(reader.order_claim(super::rows::SITE, "A-2"), Ok(Some(late)));
    assert_eq!(reader.order_claim("s_other", "A-1"), Ok(Some(late)));
    assert_eq!(reader.order_claim(super::rows::SITE, "A-3"), Ok(None));
}
