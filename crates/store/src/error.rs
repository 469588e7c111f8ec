//! What can go wrong in a store, as facts a caller can act on.
//!
//! Absence is never an error: reading what is not there answers `None` or an empty list. `detail` is what the
//! engine said, for the log; it holds no personal data.

use std::path::PathBuf;

/// Why a store could not do what it was asked. Nothing of a failed write is kept, and the store stays usable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the data folder.
    #[error("the data folder {} is in use by another process", dir.display())]
    Locked {
        /// The folder.
        dir: PathBuf,
        /// What its holder wrote into the lock file, such as its address. It may hold a secret: it is not printed.
        note: Option<String>,
    },
    /// The file was written by a newer Kizukai than this one.
    #[error("{file} has schema version {found}, this program knows up to {known}: use the newer program")]
    Newer {
        /// The file's name.
        file: String,
        /// The version it has.
        found: i64,
        /// The newest version this program can read.
        known: i64,
    },
    /// No space is left on the disk.
    #[error("the disk is full: {detail}")]
    Full {
        /// What the engine said.
        detail: String,
    },
    /// Reading, writing or syncing failed.
    #[error("input or output failed: {detail}")]
    Io {
        /// What the engine said.
        detail: String,
    },
    /// What is stored cannot be what was written.
    #[error("stored data is damaged: {detail} (`kizukai doctor` tells what to do)")]
    Corrupt {
        /// What was found, and where.
        detail: String,
    },
    /// The engine was busy for longer than its time limit.
    #[error("the store is busy: {detail}")]
    Busy {
        /// What the engine said.
        detail: String,
    },
    /// A row of this id is there already.
    #[error("already stored: {detail}")]
    Duplicate {
        /// Which key was given twice.
        detail: String,
    },
    /// Somebody published, or saved a draft, in the meantime.
    #[error("number {found} stands, not {expected}")]
    Conflict {
        /// The program the caller built on.
        expected: u64,
        /// The program that is current.
        found: u64,
    },
    /// No such site.
    #[error("there is no site `{site}`")]
    UnknownSite {
        /// Its id.
        site: String,
    },
    /// The caller broke a rule of the trait.
    #[error("refused: {detail}")]
    Refused {
        /// Which rule.
        detail: String,
    },
    /// Anything else the engine reports: a mistake in this crate.
    #[error("the storage engine failed: {detail}")]
    Engine {
        /// What the engine said.
        detail: String,
    },
}

impl StoreError {
    /// Whether the same call may succeed later without anybody changing it (space freed, disk back).
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Full { .. } | Self::Io { .. } | Self::Busy { .. } | Self::Locked { .. })
    }

    /// A [`StoreError::Corrupt`].
    pub(crate) fn corrupt(detail: impl Into<String>) -> Self {
        Self::Corrupt { detail: detail.into() }
    }

    /// A [`StoreError::Refused`].
    pub(crate) fn refused(detail: impl Into<String>) -> Self {
        Self::Refused { detail: detail.into() }
    }
}
