//! Copying a data folder while it is in use.
//!
//! Each file is read in one read transaction, page by page, beside whoever writes: the copy is the file as it was at
//! one commit. The ledger goes first: whatever program its inputs name was in the catalog before them, so it is in the
//! catalog's copy. A copy is checked after it was written, and synced.

use std::fs::File;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::failure::{in_file, io};
use super::open;
use super::schema::{FILES, SchemaFile};
use crate::ledger::RowId;
use crate::{LedgerReader, StoreError, sqlite::SqliteReader};

/// Pages copied between two reports of progress (16 MiB).
const PAGES_AT_ONCE: i32 = 4_096;

/// How far a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyProgress {
    /// The file under way.
    pub file: &'static str,
    /// Its pages copied so far.
    pub done_pages: u64,
    /// All its pages.
    pub all_pages: u64,
}

/// A file of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedFile {
    /// Its name within the folder.
    pub name: &'static str,
    /// Its schema version.
    pub schema: i64,
}

/// What a copy holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its files.
    pub files: Vec<CopiedFile>,
    /// The last position of its log.
    pub last_row: RowId,
}

/// Copies a data folder's files into an empty folder; `tell` hears how far it is. Needs no lock and blocks nobody; the
/// write-ahead log of the original is not shortened while it runs.
///
/// [`StoreError::Newer`] when a newer program wrote the folder, [`StoreError::Corrupt`] when the copy does not hold.
pub fn copy(from: &Path, to: &Path, tell: &mut dyn FnMut(CopyProgress)) -> Result<Copied, StoreError> {
    let mut files = Vec::new();
    for file in FILES {
        let schema = copy_file(from, to, file, tell).map_err(|error| in_file(file.name, error))?;
        files.push(CopiedFile { name: file.name, schema });
    }
    open::sync_folder(to)?;
    let last_row = verify(to)?;
    Ok(Copied { files, last_row })
}

fn copy_file(
    from: &Path,
    to: &Path,
    file: &SchemaFile,
    tell: &mut dyn FnMut(CopyProgress),
) -> Result<i64, StoreError> {
    let (source, schema) = open::any_version(from, file)?;
    // Pins the commit that is copied: without it every commit of the server would begin the copy again.
    source.execute_batch("BEGIN")?;
    source.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let path = to.join(file.name);
    open::create_file(&path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(&path, flags)?;
    // The whole file is synced once, below; a copy that was cut off is thrown away.
    target.pragma_update(None, "journal_mode", "off")?;
    target.pragma_update(None, "synchronous", "off")?;
    let backup = Backup::new(&source, &mut target)?;
    loop {
        let step = backup.step(PAGES_AT_ONCE)?;
        let progress = backup.progress();
        let (all, left) = (progress.pagecount.unsigned_abs(), progress.remaining.unsigned_abs());
        tell(CopyProgress { file: file.name, done_pages: (all - left).into(), all_pages: all.into() });
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            other => return Err(StoreError::Busy { detail: format!("copying stopped: {other:?}") }),
        }
    }
    drop(backup);
    target.close().map_err(|(_, error)| error)?;
    File::open(&path).and_then(|written| written.sync_all()).map_err(|error| io(&path, &error))?;
    Ok(schema)
}

/// Checks that a copy which nobody has open is whole, without changing it: every file, and every row it is made of.
/// Answers the last position of its log.
pub fn verify(dir: &Path) -> Result<RowId, StoreError> {
    for file in FILES {
        let whole = open::undisturbed(dir, file).and_then(|(connection, _)| check(&connection));
        whole.map_err(|error| in_file(file.name, error))?;
    }
    let (ledger, _) = open::undisturbed(dir, &super::schema::LEDGER)?;
    SqliteReader::on(ledger).last_row()
}

fn check(connection: &Connection) -> Result<(), StoreError> {
    let said: String = connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(StoreError::corrupt(said)) }
}
