//! Erasing: nothing of a person is left, and nothing of anybody else is lost.

use kizukai_model::IdKind;

use super::rows::{
    SITE, alias, at, chain, input, key, member, order, outbox, participation, profile, snapshot, timer,
};
use super::{Stores, cases};
use crate::{Commit, Counts, Erased, Erasure, Lease, Ledger, OutboxRow, Snapshots, TimerChange};

cases![
    every_row_of_the_erased_is_gone_and_those_of_others_stay,
    sums_of_results_count_the_erased_no_longer,
    a_shared_device_resolves_to_a_stranger_afterwards,
    erasing_what_is_not_there_changes_nothing,
    an_erased_profile_may_begin_again,
];

fn erasure(profiles: &[(u8, Option<i64>)]) -> Erasure {
    let profiles = profiles.iter().map(|(bucket, head)| (profile(*bucket, 1), *head)).collect();
    Erasure { site: SITE.into(), profiles, ..Erasure::default() }
}

/// Two people of whom everything is kept that can be: inputs 1, 2 and 3, 4.
fn with_two_people(stores: &dyn Stores) -> Box<dyn Ledger> {
    let mut ledger = stores.ledger();
    for (n, ids) in [(1_u8, [1, 2]), (2, [3, 4])] {
        let who = profile(n, 1);
        let mut commit = chain(who, &ids);
        commit.aliases = vec![
            alias(IdKind::User, &format!("user-{n}"), who),
            alias(IdKind::Anonymous, &format!("device-{n}"), who),
        ];
        commit.timers = vec![TimerChange::Set(timer(who, 7, 100 + i64::from(n)))];
        commit.orders = vec![order(&format!("order-{n}"), who)];
        commit.outbox = vec![OutboxRow { profile: who, ..outbox(n.into(), 10) }];
        ledger.commit(&commit).unwrap();
        let snapshots = Snapshots {
            profiles: vec![snapshot(who, 2)],
            participations: vec![participation("cart", who, "ask")],
            segments: vec![member("vip", who)],
            watermark: ids[1],
            ..Snapshots::default()
        };
        ledger.write_snapshots(&snapshots).unwrap();
    }
    ledger
}

fn every_row_of_the_erased_is_gone_and_those_of_others_stay(stores: &dyn Stores) {
    let mut ledger = with_two_people(stores);
    let erased = ledger.erase(&erasure(&[(1, Some(2))])).unwrap();
    assert_eq!(erased, Erased { inputs: 2, profiles: 1 });
    let reader = stores.reader();
    let counts = Counts { inputs: 2, profiles: 1, aliases: 2, timers: 1, orders: 1, outbox: 1 };
    assert_eq!(reader.counts(), Ok(counts));
    assert_eq!(reader.input(1), Ok(None));
    assert_eq!(reader.snapshot(SITE, profile(1, 1)), Ok(None));
    assert_eq!(reader.alias(SITE, IdKind::User, "user-1"), Ok(None));
    assert_eq!(reader.order_claim(SITE, "order-1"), Ok(None));
    assert_eq!(reader.next_due(), Ok(Some(at(102))));
    assert_eq!(reader.segment_size(SITE, &key("vip")), Ok(1));
    assert_eq!(reader.history(SITE, profile(2, 1), 4, 10).unwrap().len(), 2);
    assert_eq!(
        ledger.lease_outbox(&Lease { kind: "webhook", now: at(50), until: at(60), limit: 10 }).unwrap()[0].id,
        2
    );
}

fn sums_of_results_count_the_erased_no_longer(stores: &dyn Stores) {
    let mut ledger = with_two_people(stores);
    ledger.erase(&erasure(&[(2, Some(4))])).unwrap();
    let reader = stores.reader();
    assert_eq!(reader.wrong_sums(), Ok(0));
    assert_eq!(reader.arm_results(SITE, &key("cart")).unwrap()[0].assigned, 1);
    ledger.erase(&erasure(&[(1, Some(2))])).unwrap();
    assert_eq!((reader.wrong_sums(), reader.arm_results(SITE, &key("cart"))), (Ok(0), Ok(Vec::new())));
}

fn a_shared_device_resolves_to_a_stranger_afterwards(stores: &dyn Stores) {
    let mut ledger = with_two_people(stores);
    let stranger = alias(IdKind::Anonymous, "device-1", profile(9, 9));
    ledger.erase(&Erasure { aliases: vec![stranger], ..erasure(&[(1, Some(2))]) }).unwrap();
    assert_eq!(stores.reader().alias(SITE, IdKind::Anonymous, "device-1"), Ok(Some(profile(9, 9))));
}

fn erasing_what_is_not_there_changes_nothing(stores: &dyn Stores) {
    let mut ledger = with_two_people(stores);
    let before = stores.reader().counts();
    // A head that is somebody else's input removes nothing of theirs.
    assert_eq!(ledger.erase(&erasure(&[(5, Some(4)), (6, None)])), Ok(Erased::default()));
    assert_eq!(stores.reader().counts(), before);
}

fn an_erased_profile_may_begin_again(stores: &dyn Stores) {
    let mut ledger = with_two_people(stores);
    let both = erasure(&[(1, Some(2)), (2, Some(4))]);
    assert_eq!(ledger.erase(&both).unwrap().inputs, 4);
    ledger.commit(&Commit { inputs: vec![input(5, profile(1, 1), None)], ..Commit::default() }).unwrap();
    assert_eq!(stores.reader().history(SITE, profile(1, 1), 5, 10).unwrap().len(), 1);
    assert_eq!(stores.reader().last_row(), Ok(5));
}
