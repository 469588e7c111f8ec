//! The data folder: who may open it, and what is in it after its process was killed.

#![expect(clippy::unwrap_used, reason = "test code outside of test functions")]

use std::path::Path;

use kizukai_model::{ProfileId, Timestamp};
use kizukai_store::sqlite::{DataFolder, SqliteReader, read_note};
use kizukai_store::{Commit, InputRow, Ledger, LedgerReader, StoreError};

fn input(id: i64) -> Commit {
    let row = InputRow {
        id,
        site: "s_1".into(),
        profile: ProfileId::from_bytes([7; 16]),
        seq: id.cast_unsigned(),
        prev: None,
        now: Timestamp::from_ms(id),
        program: 1,
        input: vec![1, 2, 3],
        decisions: None,
    };
    Commit { inputs: vec![row], ..Commit::default() }
}

fn last_row(folder: &DataFolder) -> i64 {
    folder.reader().unwrap().last_row().unwrap()
}

/// Copies what a killed process leaves on the disk: the files as they are, without the shared memory.
fn copy_as_killed(from: &Path, to: &Path) {
    for name in ["ledger.db", "ledger.db-wal", "catalog.db", "catalog.db-wal"] {
        std::fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

#[test]
fn commits_are_there_after_everything_was_dropped_and_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    for id in 1..=3 {
        let folder = DataFolder::open(dir.path()).unwrap();
        folder.ledger().unwrap().commit(&input(id)).unwrap();
        assert_eq!(last_row(&folder), id);
    }
}

#[test]
fn commits_are_there_when_the_process_was_killed() {
    let (alive, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = DataFolder::open(alive.path()).unwrap();
    let (mut ledger, _catalog) = (folder.ledger().unwrap(), folder.catalog().unwrap());
    for id in 1..=5 {
        ledger.commit(&input(id)).unwrap();
    }
    copy_as_killed(alive.path(), killed.path());
    let recovered = DataFolder::open(killed.path()).unwrap();
    assert_eq!(last_row(&recovered), 5);
    recovered.ledger().unwrap().commit(&input(6)).unwrap();
    assert_eq!(last_row(&recovered), 6);
}

#[test]
fn a_commit_that_was_cut_off_in_the_log_is_gone_and_those_before_it_stay() {
    let (alive, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = DataFolder::open(alive.path()).unwrap();
    let (mut ledger, _catalog) = (folder.ledger().unwrap(), folder.catalog().unwrap());
    ledger.commit(&input(1)).unwrap();
    ledger.commit(&input(2)).unwrap();
    copy_as_killed(alive.path(), killed.path());
    let log = std::fs::OpenOptions::new().write(true).open(killed.path().join("ledger.db-wal")).unwrap();
    log.set_len(log.metadata().unwrap().len() - 1).unwrap();
    assert_eq!(last_row(&DataFolder::open(killed.path()).unwrap()), 1);
}

#[test]
fn a_folder_is_opened_by_one_at_a_time_and_says_who_holds_it() {
    let dir = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(dir.path()).unwrap();
    let locked =
        |note: Option<&str>| StoreError::Locked { dir: dir.path().to_owned(), note: note.map(str::to_owned) };
    assert_eq!(DataFolder::open(dir.path()).unwrap_err(), locked(None));

    folder.lock().write_note(r#"{"listen":"127.0.0.1:8787"}"#).unwrap();
    folder.lock().write_note(r#"{"listen":"[::1]:1"}"#).unwrap();
    assert_eq!(DataFolder::open(dir.path()).unwrap_err(), locked(Some(r#"{"listen":"[::1]:1"}"#)));
    assert_eq!(read_note(dir.path()), Ok(Some(r#"{"listen":"[::1]:1"}"#.to_owned())));
}

#[test]
fn a_folder_stays_locked_until_its_last_writer_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(dir.path()).unwrap();
    folder.lock().write_note("here").unwrap();
    let (ledger, catalog) = (folder.ledger().unwrap(), folder.catalog().unwrap());
    let is_locked = || matches!(DataFolder::open(dir.path()), Err(StoreError::Locked { .. }));
    drop(folder);
    assert!(is_locked());
    drop(ledger);
    assert!(is_locked());
    drop(catalog);
    assert_eq!(read_note(dir.path()), Ok(None));
    assert!(!is_locked());
}

#[test]
fn a_note_left_by_a_killed_process_neither_locks_nor_lasts() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("lock"), "stale").unwrap();
    let _folder = DataFolder::open(dir.path()).unwrap();
    assert_eq!(read_note(dir.path()), Ok(None));
}

#[test]
fn a_folder_without_a_lock_file_has_no_note() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(read_note(dir.path()), Ok(None));
}

#[test]
fn a_reader_needs_no_lock_and_never_creates_a_folder() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing");
    assert!(matches!(SqliteReader::open(&missing), Err(StoreError::Io { .. })));
    assert!(!missing.exists());

    let folder = DataFolder::open(dir.path()).unwrap();
    folder.ledger().unwrap().commit(&input(1)).unwrap();
    assert_eq!(SqliteReader::open(dir.path()).unwrap().last_row(), Ok(1));
}

#[test]
fn files_that_are_not_ours_are_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.db");
    let text = "this is a shopping list, ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    assert!(matches!(DataFolder::open(dir.path()), Err(StoreError::Corrupt { .. })));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn files_that_were_swapped_are_refused() {
    let (dir, swapped) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    drop(DataFolder::open(dir.path()).unwrap());
    std::fs::copy(dir.path().join("catalog.db"), swapped.path().join("ledger.db")).unwrap();
    assert!(matches!(DataFolder::open(swapped.path()), Err(StoreError::Corrupt { .. })));
}

#[cfg(unix)]
#[test]
fn a_new_folder_and_its_files_are_for_this_user_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("deep").join("data");
    let folder = DataFolder::open(&path).unwrap();
    folder.ledger().unwrap().commit(&input(1)).unwrap();
    let rights = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(&path), 0o700);
    assert_eq!((rights(&path.join("ledger.db")), rights(&path.join("catalog.db"))), (0o600, 0o600));
}
