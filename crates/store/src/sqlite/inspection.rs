//! Looking into a data folder without changing anything: for `kizukai doctor`, also beside a running server.

use std::fs::File;
use std::path::Path;

use kizukai_model::Timestamp;
use rusqlite::Connection;

use super::failure::{in_file, io};
use super::schema::{FILES, LEDGER, LEDGER_WITH_DAYS, SchemaFile};
use super::{SqliteReader, columns, log_check, open, tally};
use crate::{LedgerReader, StoreError};

/// Problems that SQLite names per file; more of them say nothing more.
const PROBLEMS_NAMED: u32 = 10;

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its name.
    pub name: &'static str,
    /// Its size.
    pub bytes: u64,
    /// The size of its write-ahead log.
    pub log_bytes: u64,
    /// Its schema version.
    pub schema: i64,
    /// The version that this program writes.
    pub newest: i64,
}

/// What does not fit together in a ledger; all counts are 0 in a healthy one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LedgerFaults {
    /// Inputs whose previous one is missing, somebody else's, or not the one before.
    pub broken_links: u64,
    /// Snapshots that name a newest input which is missing, somebody else's, or has another number.
    pub astray_snapshots: u64,
    /// Inputs that should be in a snapshot and are not.
    pub uncovered_inputs: u64,
    /// Sums of results that are not what is counted of the profiles.
    pub wrong_sums: u64,
}

/// Whether some process holds the folder's lock.
pub fn is_locked(dir: &Path) -> Result<bool, StoreError> {
    let path = dir.join("lock");
    match File::open(&path) {
        // Shared, and let go at once: two doctors do not see each other.
        Ok(file) => Ok(file.try_lock_shared().is_err()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(io(&path, &error)),
    }
}

/// The files of a folder, each with what cannot be read of it.
pub fn files(dir: &Path) -> Vec<(&'static str, Result<FileFacts, StoreError>)> {
    FILES
        .iter()
        .map(|file| (file.name, facts(dir, file).map_err(|error| in_file(file.name, error))))
        .collect()
}

fn facts(dir: &Path, file: &SchemaFile) -> Result<FileFacts, StoreError> {
    let path = dir.join(file.name);
    let bytes = std::fs::metadata(&path).map_err(|error| io(&path, &error))?.len();
    let log_bytes = std::fs::metadata(dir.join(format!("{}-wal", file.name))).map_or(0, |log| log.len());
    let schema = match open::any_version(dir, file) {
        Ok((_, schema)) => schema,
        Err(StoreError::Newer { found, .. }) => found,
        Err(error) => return Err(error),
    };
    Ok(FileFacts { name: file.name, bytes, log_bytes, schema, newest: file.newest() })
}

/// Refuses a write-ahead log that was damaged, see `log_check`. Nobody may have the folder open.
pub fn check_logs(dir: &Path) -> Result<(), StoreError> {
    FILES.iter().try_for_each(|file| log_check::check(&dir.join(format!("{}-wal", file.name))))
}

/// What SQLite finds wrong in a file's pages and indexes. Reads all of it.
pub fn damage(dir: &Path, name: &str) -> Result<Vec<String>, StoreError> {
    let file = FILES.iter().find(|file| file.name == name);
    let file = file.ok_or_else(|| StoreError::refused(format!("{name} is no data file")))?;
    let (connection, _) = open::any_version(dir, file)?;
    let mut check = connection.prepare(&format!("PRAGMA integrity_check({PROBLEMS_NAMED})"))?;
    let said: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(said.into_iter().filter(|line| line != "ok").collect())
}

/// What does not fit together in the ledger. Reads all of it.
pub fn ledger_faults(dir: &Path) -> Result<LedgerFaults, StoreError> {
    let (ledger, schema) = open::any_version(dir, &LEDGER)?;
    // One state for all of them, however much is written meanwhile.
    ledger.execute_batch("BEGIN")?;
    Ok(LedgerFaults {
        broken_links: count(
            &ledger,
            "SELECT count(*) FROM input AS i LEFT JOIN input AS p ON p.id = i.prev
             WHERE i.prev IS NOT NULL AND (p.id IS NULL OR p.id >= i.id OR p.site IS NOT i.site
                 OR p.profile IS NOT i.profile OR p.seq <> i.seq - 1)",
        )?,
        astray_snapshots: count(
            &ledger,
            "SELECT count(*) FROM snapshot AS s LEFT JOIN input AS i ON i.id = s.head
             WHERE s.head IS NOT NULL AND (i.id IS NULL OR i.site IS NOT s.site OR i.profile IS NOT s.profile
                 OR i.seq <> s.upto_seq)",
        )?,
        uncovered_inputs: count(
            &ledger,
            "SELECT count(*) FROM input AS i LEFT JOIN snapshot AS s
                 ON s.bucket = i.bucket AND s.site = i.site AND s.profile = i.profile
             WHERE i.id <= (SELECT row FROM watermark) AND (s.profile IS NULL OR s.upto_seq < i.seq)",
        )?,
        wrong_sums: if schema >= LEDGER_WITH_DAYS { tally::wrong_sums(&ledger)? } else { 0 },
    })
}

fn count(connection: &Connection, sql: &str) -> Result<u64, StoreError> {
    Ok(connection.query_row(sql, [], |row| columns::unsigned(row, 0))?)
}

/// When the newest input was taken; None when there is none.
pub fn newest_input_at(dir: &Path) -> Result<Option<Timestamp>, StoreError> {
    let (ledger, _) = open::any_version(dir, &LEDGER)?;
    SqliteReader::on(ledger).newest_input_at()
}
