//! The embedded store: one folder with `ledger.db`, `catalog.db`, `lock`, and `media/` for pictures.
//!
//! One process owns the folder ([`Lock`]), one connection writes each file, and any number of readers stand beside
//! it (write-ahead log). Every transaction is synced before it is answered (`synchronous = FULL`): acknowledged
//! is durable. To change a table, append a migration in `schema`; never edit an old one.

mod backup;
mod catalog;
mod checkpoint;
mod columns;
mod definitions;
mod derived;
mod erasure;
mod failure;
pub mod inspection;
mod keys;
mod ledger;
mod lock;
mod log_check;
mod media;
mod open;
mod outbox;
mod people;
mod plans;
mod reader;
mod schema;
mod snapshots;
mod studio;
mod tally;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use backup::{Copied, CopiedFile, CopyProgress, copy, verify};
pub use catalog::SqliteCatalog;
pub use ledger::SqliteLedger;
pub use lock::{Lock, read_note};
pub use media::{MEDIA, Media, MediaTotal};
pub use reader::SqliteReader;

use crate::StoreError;

/// A data folder, locked by this process for as long as this, a clone of it or a writer from it lives.
#[derive(Debug, Clone)]
pub struct DataFolder {
    dir: PathBuf,
    lock: Arc<Lock>,
}

impl DataFolder {
    /// Opens a folder, creating it (for this user only) and its files where they are missing, and brings older
    /// files up to this program's schema.
    ///
    /// [`StoreError::Locked`] when another process holds it, [`StoreError::Newer`] when a newer program wrote it.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        open::create_folder(dir)?;
        let lock = Arc::new(Lock::acquire(dir)?);
        for file in schema::FILES {
            let log = dir.join(format!("{}-wal", file.name));
            log_check::check(&log)
                .and_then(|()| open::prepare(dir, file))
                .map_err(|error| failure::in_file(file.name, error))?;
        }
        open::sync_folder(dir)?;
        Ok(Self { dir: dir.to_owned(), lock })
    }

    /// The writer of the ledger. Open one: a second one waits for the first at every commit.
    pub fn ledger(&self) -> Result<SqliteLedger, StoreError> {
        SqliteLedger::open(&self.dir, Arc::clone(&self.lock))
    }

    /// The catalog, for reading and writing.
    pub fn catalog(&self) -> Result<SqliteCatalog, StoreError> {
        SqliteCatalog::open(&self.dir, Arc::clone(&self.lock))
    }

    /// A reader of the ledger with its own connection; one for each thread that reads.
    pub fn reader(&self) -> Result<SqliteReader, StoreError> {
        SqliteReader::open(&self.dir)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.dir
    }

    /// Its lock, to leave a note for other processes in.
    pub fn lock(&self) -> &Lock {
        &self.lock
    }
}
