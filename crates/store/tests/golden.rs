//! Data folders written by released schema versions still open, with everything in them.
//!
//! After a migration is added, write the folder of the new version once, commit it, and add a test for it:
//!
//! ```sh
//! KIZUKAI_WRITE_GOLDEN=1 cargo test -p kizukai-store --test golden
//! ```
//!
//! It writes where nothing is yet and never over a committed folder.

#![expect(clippy::unwrap_used, reason = "test code outside of test functions")]

use std::path::{Path, PathBuf};

use kizukai_model::{IdKind, Money, ProfileId, Timestamp};
use kizukai_store::sqlite::DataFolder;
use kizukai_store::{
    AliasRow, Catalog, Commit, Counts, DefinitionRow, InputRow, KeyKind, Ledger, LedgerReader, OrderClaim,
    OutboxRow, ParticipationRow, SegmentRow, Site, SnapshotRow, Snapshots, TimerChange, TimerRow,
};

const SITE: &str = "s_golden";
/// The schema version that this program writes.
const NEWEST: u32 = 4;

fn folder_of(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/v{version}"))
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(ms)
}

fn who() -> ProfileId {
    ProfileId::derive(SITE, IdKind::Anonymous, "a1")
}

fn input(id: i64, seq: u64, prev: Option<i64>) -> InputRow {
    let decisions = (seq == 2).then(|| br#"[{"outcome":"shown"}]"#.to_vec());
    let input = format!(r#"{{"n":{seq}}}"#).into_bytes();
    InputRow { id, site: SITE.into(), profile: who(), seq, prev, now: at(id), program: 1, input, decisions }
}

fn timer() -> TimerRow {
    TimerRow { site: SITE.into(), profile: who(), timer: u64::MAX, due: at(5_000) }
}

fn commit() -> Commit {
    let (site, profile) = (SITE.into(), who());
    Commit {
        inputs: vec![input(1, 1, None), input(3, 2, Some(1))],
        aliases: vec![AliasRow { site, kind: IdKind::Anonymous, id: "a1".into(), profile }],
        timers: vec![TimerChange::Set(timer())],
        orders: vec![OrderClaim { site: SITE.into(), order_id: "注文-1".into(), profile }],
        outbox: vec![outbox()],
    }
}

fn outbox() -> OutboxRow {
    let (site, kind) = (SITE.into(), "webhook".into());
    OutboxRow { id: u64::MAX - 1, site, profile: who(), kind, payload: vec![0, 255], due: at(6_000) }
}

fn snapshots() -> Snapshots {
    let participation = ParticipationRow {
        site: SITE.into(),
        campaign: "cart-shipping".parse().unwrap(),
        profile: who(),
        arm: "ask".parse().unwrap(),
        control: false,
        crossed: true,
        assigned_phase: 1,
        decided_phase: Some(1),
        seen: false,
        converted: true,
        value: Money::from_milli(1_980_000),
    };
    let segment = "gold".parse().unwrap();
    let snapshot = SnapshotRow {
        site: SITE.into(),
        profile: who(),
        upto_seq: 1,
        head: Some(1),
        merged_into: None,
        version: 1,
        state: b"state".to_vec(),
    };
    Snapshots {
        profiles: vec![snapshot],
        participations: vec![participation],
        segments: vec![SegmentRow { site: SITE.into(), segment, profile: who(), entered_at: at(2) }],
        watermark: 1,
        ..Snapshots::default()
    }
}

fn site() -> Site {
    Site { id: SITE.into(), name: "見本の店".into(), write_key: "wk_golden".into(), created_at: at(0) }
}

fn definition() -> DefinitionRow {
    DefinitionRow {
        site: SITE.into(),
        kind: "campaign".into(),
        key: "cart-shipping".parse().unwrap(),
        version: 1,
        phase: 1,
        program: 1,
        published_at: at(0),
        text: br#"{"key":"cart-shipping"}"#.to_vec(),
    }
}

fn write(dir: &Path) {
    let folder = DataFolder::open(dir).unwrap();
    let (mut ledger, mut catalog) = (folder.ledger().unwrap(), folder.catalog().unwrap());
    ledger.commit(&commit()).unwrap();
    ledger.write_snapshots(&snapshots()).unwrap();
    catalog.create_site(&site(), 1).unwrap();
    catalog.add_key(SITE, KeyKind::Api, [7; 32], "見本", at(0)).unwrap();
    catalog.replace_identity_secret(SITE, "秘密", at(1), at(2)).unwrap();
    catalog.publish(SITE, 0, &[definition()]).unwrap();
}

/// Opens a copy of the folder, as the file is changed by opening it.
fn check(original: &Path) {
    let dir = tempfile::tempdir().unwrap();
    for name in ["ledger.db", "catalog.db"] {
        std::fs::copy(original.join(name), dir.path().join(name)).unwrap();
    }
    let folder = DataFolder::open(dir.path()).unwrap();
    check_ledger(&folder.reader().unwrap());
    check_outbox(&mut folder.ledger().unwrap());
    check_catalog(&folder.catalog().unwrap());
}

fn check_ledger(reader: &impl LedgerReader) {
    let one = Counts { inputs: 2, profiles: 1, aliases: 1, timers: 1, orders: 1, outbox: 1 };
    assert_eq!(reader.counts(), Ok(one));
    assert_eq!(reader.inputs_after(0, 10), Ok(commit().inputs));
    assert_eq!(reader.history(SITE, who(), 3, 10).unwrap().len(), 2);
    assert_eq!(reader.alias(SITE, IdKind::Anonymous, "a1"), Ok(Some(who())));
    assert_eq!(reader.due_timers(at(5_000), 10), Ok(vec![timer()]));
    assert_eq!(reader.order_claim(SITE, "注文-1"), Ok(Some(who())));
    assert_eq!(reader.snapshot(SITE, who()), Ok(snapshots().profiles.pop()));
    assert_eq!((reader.watermark(), reader.last_row()), (Ok(1), Ok(3)));
    assert_eq!(reader.segment_size(SITE, &"gold".parse().unwrap()), Ok(1));
    let results = reader.arm_results(SITE, &"cart-shipping".parse().unwrap()).unwrap();
    assert_eq!((results.len(), results[0].value), (1, Money::from_milli(1_980_000)));
    assert_eq!((results[0].decided, results[0].converted, results[0].crossed), (1, 1, 1));
}

fn check_outbox(ledger: &mut impl Ledger) {
    assert_eq!(ledger.lease_outbox(at(6_000), at(7_000), 10), Ok(vec![outbox()]));
}

fn check_catalog(catalog: &impl Catalog) {
    assert_eq!(catalog.sites(), Ok(vec![site()]));
    let keys = catalog.keys().unwrap();
    assert_eq!((keys.len(), keys[0].id, keys[0].kind, keys[0].hash), (1, 1, KeyKind::Api, [7; 32]));
    assert_eq!(catalog.current_program(SITE), Ok(1));
    assert_eq!(catalog.definitions(SITE, 1), Ok(vec![definition()]));
}

#[test]
fn what_is_written_now_reads_back_as_golden() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    check(dir.path());
    let golden = folder_of(NEWEST);
    if std::env::var_os("KIZUKAI_WRITE_GOLDEN").is_some() && !golden.exists() {
        std::fs::create_dir_all(&golden).unwrap();
        for name in ["ledger.db", "catalog.db"] {
            std::fs::copy(dir.path().join(name), golden.join(name)).unwrap();
        }
    }
}

#[test]
fn a_folder_of_schema_version_1_opens_with_everything_in_it() {
    check(&folder_of(1));
}

#[test]
fn a_folder_of_schema_version_3_opens_with_everything_in_it() {
    check(&folder_of(3));
}

#[test]
fn a_folder_of_schema_version_4_opens_with_everything_in_it() {
    check(&folder_of(4));
}
