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
use kizukai_store::sqlite::{DataFolder, SqliteCatalog};
use kizukai_store::{
    AliasRow, Catalog, CommentRow, Commit, Counts, DecidedRow, DefinitionRow, DraftRow, InputRow, KeyKind,
    Lease, Ledger, LedgerReader, Link, Member, Membership, Opens, OrderClaim, OutboxRow, ParticipationRow,
    PlanRow, ProposalRow, RecordQuery, RecordRow, SegmentRow, Session, Site, SnapshotRow, Snapshots,
    TimerChange, TimerRow,
};

const SITE: &str = "s_golden";
/// The schema version that this program writes.
const NEWEST: u32 = 8;

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
        sent: Vec::new(),
    }
}

fn outbox() -> OutboxRow {
    let (site, kind) = (SITE.into(), "webhook".into());
    let (payload, due) = (vec![0, 255], at(6_000));
    OutboxRow { id: u64::MAX - 1, site, profile: who(), kind, seq: 0, payload, due, attempts: 0 }
}

fn snapshots() -> Snapshots {
    let worth = Money::from_milli(1_980_000);
    let decided = DecidedRow {
        phase: 1,
        day: 20_000,
        over_day: 20_007,
        back_day: 20_007,
        seen: false,
        converted: true,
        worth,
        value: worth,
        orders: 1,
        browser_orders: 0,
        profit: None,
        before: Money::ZERO,
        closed_at_once: false,
        left_at_once: false,
        came_back: false,
        load_ms: None,
        other_shows: 0,
        other_points: 0,
    };
    let participation = ParticipationRow {
        site: SITE.into(),
        campaign: Some("cart-shipping".parse().unwrap()),
        profile: who(),
        arm: "ask".parse().unwrap(),
        control: false,
        crossed: true,
        assigned_phase: 1,
        assigned_day: 20_000,
        decided: Some(decided),
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

/// Of the site as a whole, and of its campaign.
fn plans() -> Vec<PlanRow> {
    let of =
        |campaign, phase| PlanRow { site: SITE.into(), campaign, phase, since: at(4), plan: vec![1, 2, 3] };
    vec![of(None, 3), of(Some("cart-shipping".parse().unwrap()), 1)]
}

fn write(dir: &Path) {
    let folder = DataFolder::open(dir).unwrap();
    let (mut ledger, mut catalog) = (folder.ledger().unwrap(), folder.catalog().unwrap());
    ledger.commit(&commit()).unwrap();
    ledger.write_snapshots(&snapshots()).unwrap();
    ledger.count_as(1).unwrap();
    catalog.create_site(&site(), 1).unwrap();
    catalog.add_key(SITE, KeyKind::Api, [7; 32], "見本", at(0)).unwrap();
    catalog.replace_identity_secret(SITE, "秘密", at(1), at(2)).unwrap();
    catalog.publish(SITE, 0, &[definition()], &plans()).unwrap();
    write_people(&mut catalog);
    write_studio(&mut catalog);
}

fn member() -> Member {
    Member {
        id: 1,
        email: "hanako@shop.example".into(),
        name: "花子".into(),
        locale: Some("ja".into()),
        credentials: r#"{"password":"$argon2id$"}"#.into(),
        created_at: at(3),
    }
}

fn write_people(catalog: &mut impl Catalog) {
    catalog.add_member(member(), SITE, "owner", None).unwrap();
    let (created_at, last_seen_at) = (at(4), at(5));
    let session =
        Session { id: 0, hash: [8; 32], member: 1, device: "Firefox".into(), created_at, last_seen_at };
    catalog.add_session(session).unwrap();
    let opens = Opens::Invitation { site: SITE.into(), role: "agent".into(), email: None };
    let (created_by, expires_at) = ("花子".into(), at(9));
    catalog.add_link(Link { id: 0, hash: [9; 32], opens, created_by, created_at, expires_at }).unwrap();
    let record = RecordRow {
        id: 0,
        site: Some(SITE.into()),
        member: Some(1),
        at: at(6),
        actor_kind: "member".into(),
        actor_name: "花子".into(),
        action: "campaign.publish".into(),
        target: "campaign/cart-shipping".into(),
        before: None,
        after: Some(r#"{"version":1}"#.into()),
    };
    catalog.add_records(&[record], 10).unwrap();
}

fn check_people(catalog: &impl Catalog) {
    assert_eq!(catalog.members(), Ok(vec![member()]));
    let membership = Membership { site: SITE.into(), member: 1, role: "owner".into(), joined_at: at(3) };
    assert_eq!(catalog.memberships(), Ok(vec![membership]));
    assert_eq!(catalog.sessions().unwrap()[0].hash, [8; 32]);
    assert_eq!(catalog.link([9; 32]).unwrap().unwrap().created_by, "花子");
    let query = RecordQuery { site: SITE, before: None, target: None, limit: 10 };
    assert_eq!(catalog.records(query).unwrap()[0].target, "campaign/cart-shipping");
}

fn draft() -> DraftRow {
    DraftRow {
        site: SITE.into(),
        key: "cart-shipping".parse().unwrap(),
        text: br#"{"key":"cart-shipping","name":"\u66f8\u304d\u304b\u3051"}"#.to_vec(),
        base_version: 1,
        revision: 1,
        edited_at: at(7),
        edited_by: "花子".into(),
        proposal: Some(ProposalRow {
            by: "花子".into(), at: at(8), note: "公開してください".into()
        }),
    }
}

fn comment() -> CommentRow {
    CommentRow {
        id: 1,
        site: SITE.into(),
        campaign: "cart-shipping".parse().unwrap(),
        step: Some(("ask".into(), "hello".into())),
        text: "もう少し短く".into(),
        by: "花子".into(),
        member: Some(1),
        at: at(9),
        resolved_at: Some(at(10)),
    }
}

fn write_studio(catalog: &mut impl Catalog) {
    catalog.save_draft(&draft(), 0).unwrap();
    catalog.add_comment(comment()).unwrap();
}

fn check_studio(catalog: &impl Catalog) {
    assert_eq!(catalog.drafts(SITE), Ok(vec![draft()]));
    assert_eq!(catalog.comments(SITE, &draft().key), Ok(vec![comment()]));
}

/// Opens a copy of the folder, as the file is changed by opening it.
fn check(original: &Path) -> SqliteCatalog {
    let dir = tempfile::tempdir().unwrap();
    for name in ["ledger.db", "catalog.db"] {
        std::fs::copy(original.join(name), dir.path().join(name)).unwrap();
    }
    let folder = DataFolder::open(dir.path()).unwrap();
    check_ledger(&folder.reader().unwrap());
    check_outbox(&mut folder.ledger().unwrap());
    let catalog = folder.catalog().unwrap();
    check_catalog(&catalog);
    catalog
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
    if reader.counted_as() == Ok(0) {
        // Of an older schema: whoever opens it counts everybody anew.
        assert_eq!(reader.participations(SITE, who()), Ok(Vec::new()));
        return;
    }
    let results = reader.arm_results(SITE, &"cart-shipping".parse().unwrap()).unwrap();
    assert_eq!((results.len(), results[0].value), (1, Money::from_milli(1_980_000)));
    assert_eq!((results[0].decided, results[0].converted, results[0].crossed), (1, 1, 1));
    assert_eq!(reader.participations(SITE, who()), Ok(snapshots().participations));
}

fn check_outbox(ledger: &mut impl Ledger) {
    let lease = Lease { kind: "webhook", now: at(6_000), until: at(7_000), limit: 10 };
    assert_eq!(ledger.lease_outbox(&lease), Ok(vec![outbox()]));
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
    let written = check(dir.path());
    check_people(&written);
    check_studio(&written);
    assert_eq!(written.plans(SITE), Ok(plans()));
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

#[test]
fn a_folder_of_schema_version_5_opens_with_everything_in_it() {
    check_people(&check(&folder_of(5)));
}

#[test]
fn a_folder_of_schema_version_6_opens_with_everything_in_it() {
    let catalog = check(&folder_of(6));
    check_people(&catalog);
    check_studio(&catalog);
}

#[test]
fn a_folder_of_schema_version_7_opens_with_everything_in_it() {
    let catalog = check(&folder_of(7));
    check_people(&catalog);
    check_studio(&catalog);
    assert_eq!(catalog.plans(SITE), Ok(plans()));
}

#[test]
fn a_folder_of_schema_version_8_opens_with_everything_in_it() {
    let catalog = check(&folder_of(8));
    check_people(&catalog);
    check_studio(&catalog);
    assert_eq!(catalog.plans(SITE), Ok(plans()));
}
