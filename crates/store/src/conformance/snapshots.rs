//! Profiles written behind their inputs.

use kizukai_model::{Money, ProfileId};

use super::rows::{self, SITE, key, member, participation, profile, snapshot};
use super::{Stores, cases};
use crate::{DecidedRow, LedgerReader, SegmentRow, SnapshotRow, Snapshots, StoreError};

cases![
    a_snapshot_reads_back_as_it_was_written,
    a_later_snapshot_replaces_the_earlier,
    one_profile_id_on_two_sites_is_two_profiles,
    participations_and_segments_are_replaced_with_their_profile,
    what_is_derived_of_a_profile_reads_back_in_order,
    who_is_settled_keeps_participations_and_segments,
    others_keep_their_participations_and_segments,
    a_row_without_its_profile_rolls_everything_back,
    profiles_page_in_the_order_of_their_ids,
    members_of_a_segment_page_in_the_order_of_their_ids,
];

fn of(profiles: Vec<SnapshotRow>) -> Snapshots {
    Snapshots { profiles, ..Snapshots::default() }
}

fn a_snapshot_reads_back_as_it_was_written(stores: &dyn Stores) {
    let plain = snapshot(profile(0, 1), 4);
    let extreme = SnapshotRow {
        upto_seq: u64::MAX,
        head: None,
        merged_into: Some(plain.profile),
        version: u32::MAX,
        state: vec![0; 100_000],
        ..snapshot(profile(255, 255), 1)
    };
    let written = Snapshots { watermark: 12, ..of(vec![plain.clone(), extreme.clone()]) };
    stores.ledger().write_snapshots(&written).unwrap();
    let reader = stores.reader();
    for row in [plain, extreme] {
        assert_eq!(reader.snapshot(SITE, row.profile), Ok(Some(row)));
    }
    assert_eq!(reader.snapshot(SITE, profile(0, 2)), Ok(None));
    assert_eq!(reader.watermark(), Ok(12));
}

fn a_later_snapshot_replaces_the_earlier(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    for seq in [3, 9] {
        let row = SnapshotRow { state: vec![b'x'; seq as usize], ..snapshot(profile(1, 1), seq) };
        ledger.write_snapshots(&of(vec![row.clone()])).unwrap();
        assert_eq!(reader.snapshot(SITE, profile(1, 1)), Ok(Some(row)));
    }
    assert_eq!(reader.counts().unwrap().profiles, 1);
}

fn one_profile_id_on_two_sites_is_two_profiles(stores: &dyn Stores) {
    let here = snapshot(profile(1, 1), 1);
    let there = SnapshotRow { site: "s_other".into(), ..snapshot(profile(1, 1), 2) };
    stores.ledger().write_snapshots(&of(vec![here.clone(), there.clone()])).unwrap();
    let reader = stores.reader();
    assert_eq!(reader.snapshot(SITE, profile(1, 1)), Ok(Some(here.clone())));
    assert_eq!(reader.snapshot("s_other", profile(1, 1)), Ok(Some(there)));
    assert_eq!(reader.profiles_after(SITE, None, 10), Ok(vec![here]));
}

/// How many take part in campaigns `a` and `b`, and are in segments `x` and `y`.
fn sizes(reader: &dyn LedgerReader) -> [u64; 4] {
    let assigned = |campaign| {
        let arms = reader.arm_results(SITE, &key(campaign)).unwrap();
        arms.iter().map(|arm| arm.assigned).sum()
    };
    let members = |segment| reader.segment_size(SITE, &key(segment)).unwrap();
    [assigned("a"), assigned("b"), members("x"), members("y")]
}

fn in_all(who: ProfileId) -> Snapshots {
    Snapshots {
        profiles: vec![snapshot(who, 1)],
        participations: vec![participation("a", who, "one"), participation("b", who, "one")],
        segments: vec![member("x", who), member("y", who)],
        ..Snapshots::default()
    }
}

fn participations_and_segments_are_replaced_with_their_profile(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let who = profile(1, 1);
    ledger.write_snapshots(&in_all(who)).unwrap();
    ledger.write_snapshots(&in_all(who)).unwrap();
    assert_eq!(sizes(&*reader), [1, 1, 1, 1]);

    let mut changed = in_all(who);
    changed.participations.remove(0);
    changed.participations[0].decided = Some(rows::decided(2, 10));
    changed.segments.remove(1);
    ledger.write_snapshots(&changed).unwrap();
    assert_eq!(sizes(&*reader), [0, 1, 1, 0]);
    let decided: Vec<u64> =
        reader.arm_results(SITE, &key("b")).unwrap().iter().map(|arm| arm.decided).collect();
    assert_eq!(decided, [0, 1]);

    ledger.write_snapshots(&of(vec![snapshot(who, 2)])).unwrap();
    assert_eq!(sizes(&*reader), [0, 0, 0, 0]);
}

fn what_is_derived_of_a_profile_reads_back_in_order(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let (who, other) = (profile(1, 1), profile(1, 2));
    let mut written = in_all(who);
    let changed = &mut written.participations[1];
    changed.crossed = true;
    changed.decided = Some(DecidedRow {
        seen: true,
        converted: true,
        worth: Money::from_milli(-9_500),
        profit: Some(Money::from_milli(-1)),
        load_ms: Some(3),
        ..rows::decided(2, 10)
    });
    let expected = written.clone();
    written.participations.reverse();
    written.segments.reverse();
    ledger.write_snapshots(&written).unwrap();
    ledger.write_snapshots(&in_all(other)).unwrap();
    assert_eq!(reader.participations(SITE, who), Ok(expected.participations));
    assert_eq!(reader.memberships(SITE, who), Ok(expected.segments));
    assert_eq!(reader.participations("s_other", who), Ok(Vec::new()));
    assert_eq!(reader.memberships(SITE, profile(1, 3)), Ok(Vec::new()));
}

fn who_is_settled_keeps_participations_and_segments(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let (who, other) = (profile(1, 1), profile(1, 2));
    ledger.write_snapshots(&in_all(who)).unwrap();
    let settled = [(SITE.into(), who)].into();
    let next = of(vec![snapshot(who, 2), snapshot(other, 1)]);
    ledger.write_snapshots(&Snapshots { settled, ..next }).unwrap();
    assert_eq!(sizes(&*reader), [1, 1, 1, 1]);
    assert_eq!(reader.snapshot(SITE, who).unwrap().map(|row| row.upto_seq), Some(2));

    let contradiction = Snapshots { settled: [(SITE.into(), who)].into(), ..in_all(who) };
    assert!(matches!(ledger.write_snapshots(&contradiction), Err(StoreError::Refused { .. })));
}

fn others_keep_their_participations_and_segments(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    ledger.write_snapshots(&in_all(profile(1, 1))).unwrap();
    ledger.write_snapshots(&in_all(profile(1, 2))).unwrap();
    let elsewhere = SnapshotRow { site: "s_other".into(), ..snapshot(profile(1, 1), 1) };
    ledger.write_snapshots(&of(vec![snapshot(profile(1, 2), 2), elsewhere])).unwrap();
    assert_eq!(sizes(&*reader), [1, 1, 1, 1]);
}

fn a_row_without_its_profile_rolls_everything_back(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    let mut stray_participation = in_all(profile(1, 1));
    stray_participation.participations.push(participation("a", profile(1, 2), "one"));
    let mut stray_member = in_all(profile(1, 1));
    stray_member.segments.push(member("x", profile(1, 2)));
    for snapshots in [stray_participation, stray_member] {
        let refused = ledger.write_snapshots(&Snapshots { watermark: 9, ..snapshots });
        assert!(matches!(refused, Err(StoreError::Refused { .. })), "{refused:?}");
        assert_eq!(reader.watermark(), Ok(0));
        assert_eq!(reader.snapshot(SITE, profile(1, 1)), Ok(None));
        assert_eq!(sizes(&*reader), [0, 0, 0, 0]);
    }
}

fn profiles_page_in_the_order_of_their_ids(stores: &dyn Stores) {
    let order =
        [profile(0, 0), profile(0, 9), profile(7, 1), profile(7, 200), profile(255, 0), profile(255, 255)];
    let mut mixed: Vec<SnapshotRow> = order.iter().rev().map(|who| snapshot(*who, 1)).collect();
    mixed.push(SnapshotRow { site: "s_other".into(), ..snapshot(profile(7, 2), 1) });
    stores.ledger().write_snapshots(&of(mixed)).unwrap();

    let reader = stores.reader();
    let mut seen = Vec::new();
    for _ in 0..=order.len() {
        let page = reader.profiles_after(SITE, seen.last().copied(), 2).unwrap();
        assert!(page.len() <= 2);
        seen.extend(page.iter().map(|row| row.profile));
    }
    assert_eq!(seen, order);
    assert_eq!((reader.profile_count(SITE), reader.profile_count("s_none")), (Ok(order.len() as u64), Ok(0)));
    assert_eq!(reader.profiles_after(SITE, None, 0), Ok(Vec::new()));
}

fn members_of_a_segment_page_in_the_order_of_their_ids(stores: &dyn Stores) {
    let everybody = [profile(0, 0), profile(0, 9), profile(7, 1), profile(7, 2), profile(255, 255)];
    let mut ledger = stores.ledger();
    for who in everybody {
        let written = Snapshots {
            profiles: vec![snapshot(who, 1)],
            segments: vec![member("x", who), member("y", who)],
            ..Snapshots::default()
        };
        ledger.write_snapshots(&written).unwrap();
    }
    let reader = stores.reader();
    let page = |after, limit| reader.segment_members(SITE, &key("x"), after, limit).unwrap();
    assert_eq!(page(None, 10), everybody.map(|who| member("x", who)));
    let who = |rows: Vec<SegmentRow>| rows.into_iter().map(|row| row.profile).collect::<Vec<_>>();
    let mut walked = Vec::new();
    while let rows = who(page(walked.last().copied(), 2))
        && !rows.is_empty()
    {
        walked.extend(rows);
    }
    assert_eq!(walked, everybody);
    assert_eq!(reader.segment_members(SITE, &key("z"), None, 10), Ok(Vec::new()));
    assert_eq!(reader.segment_members("s_other", &key("x"), None, 10), Ok(Vec::new()));
}
