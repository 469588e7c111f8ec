//! What is erased is not in the files any more: neither as rows nor as left-over bytes.

#![expect(clippy::unwrap_used, reason = "test code outside of test functions")]

use std::path::Path;

use kizukai_model::{IdKind, ProfileId, Timestamp};
use kizukai_store::sqlite::DataFolder;
use kizukai_store::{AliasRow, Commit, Erasure, InputRow, Ledger, SnapshotRow, Snapshots};

const MARK: &str = "hanako-of-the-blue-door";

fn profile(n: u8) -> ProfileId {
    ProfileId::from_bytes([n; 16])
}

fn input(id: i64, who: u8, prev: Option<i64>, text: &str) -> InputRow {
    InputRow {
        id,
        site: "s_1".into(),
        profile: profile(who),
        seq: 1,
        prev,
        now: Timestamp::from_ms(id),
        program: 1,
        input: text.as_bytes().to_vec(),
        decisions: None,
    }
}

fn snapshot(who: u8, text: &str, length: usize) -> Snapshots {
    let row = SnapshotRow {
        site: "s_1".into(),
        profile: profile(who),
        upto_seq: 1,
        head: Some(1),
        merged_into: None,
        version: 1,
        state: format!("{text} ").repeat(length).into_bytes(),
    };
    Snapshots { profiles: vec![row], ..Snapshots::default() }
}

/// The files of the folder in which the mark stands.
fn files_with_mark(dir: &Path) -> Vec<String> {
    let files = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let has_mark = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes())
    };
    files.filter(has_mark).map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

/// A person among others, whose snapshot was written often, now long and now short.
fn write_life(ledger: &mut dyn Ledger) {
    let mut prev = None;
    for n in 0..300_i64 {
        let (own, other) = (2 * n + 1, 2 * n + 2);
        let aliases = vec![AliasRow {
            site: "s_1".into(),
            kind: IdKind::Anonymous,
            id: format!("{MARK}-{n}"),
            profile: profile(1),
        }];
        let inputs =
            vec![input(own, 1, prev, &format!("{MARK} says {n}")), input(other, 2, None, "somebody else")];
        ledger.commit(&Commit { inputs, aliases, ..Commit::default() }).unwrap();
        prev = Some(own);
        let length = usize::try_from(n % 7 * 120 + 1).unwrap();
        ledger.write_snapshots(&snapshot(1, MARK, length)).unwrap();
        ledger
            .write_snapshots(&snapshot(3 + u8::try_from(n % 90).unwrap(), "somebody else", 800 - length))
            .unwrap();
    }
}

#[test]
fn not_a_byte_of_the_erased_is_left_in_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(dir.path()).unwrap();
    let reader = folder.reader().unwrap();
    let mut ledger = folder.ledger().unwrap();
    write_life(&mut ledger);
    assert!(!files_with_mark(dir.path()).is_empty(), "the mark is there before");

    let erasure =
        Erasure { site: "s_1".into(), profiles: vec![(profile(1), Some(599))], aliases: Vec::new() };
    assert_eq!(ledger.erase(&erasure).unwrap().inputs, 300);
    assert_eq!(files_with_mark(dir.path()), [""; 0]);
    drop(reader);
}

#[test]
fn what_an_earlier_start_left_in_the_log_is_erased_too() {
    let dir = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(dir.path()).unwrap();
    let mut ledger = folder.ledger().unwrap();
    ledger.commit(&Commit { inputs: vec![input(1, 1, None, MARK)], ..Commit::default() }).unwrap();
    drop(ledger);
    let mut ledger = folder.ledger().unwrap();
    let erasure = Erasure { site: "s_1".into(), profiles: vec![(profile(1), Some(1))], aliases: Vec::new() };
    ledger.erase(&erasure).unwrap();
    drop((ledger, folder));
    assert_eq!(files_with_mark(dir.path()), [""; 0]);
}
