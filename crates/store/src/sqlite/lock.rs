//! The folder's lock: the operating system's own, so that a killed process leaves none behind.
//!
//! The lock file may hold a note, such as the running server's address. A note without a lock means nothing:
//! try [`DataFolder::open`](super::DataFolder::open) first, the note comes with [`StoreError::Locked`].

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Seek, Write};
use std::path::{Path, PathBuf};

use super::failure::io;
use crate::StoreError;

/// The name of the lock file within the folder.
const FILE: &str = "lock";

/// The held lock of a data folder. Dropping it clears the note and lets go.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock without waiting.
    pub(super) fn acquire(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| io(&path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Locked { dir: dir.to_owned(), note: read_note(dir)? });
            }
            Err(TryLockError::Error(error)) => return Err(io(&path, &error)),
        }
        file.set_len(0).map_err(|error| io(&path, &error))?;
        Ok(Self { file, path })
    }

    /// Replaces the note that [`read_note`] reads.
    pub fn write_note(&self, note: &str) -> Result<(), StoreError> {
        let mut file = &self.file;
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(note.as_bytes()))
            .map_err(|error| io(&self.path, &error))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A note that stays is harmless: nobody believes it without the lock, and the next holder clears it.
        drop(self.file.set_len(0));
    }
}

/// The note in a folder's lock file; None when there is none. It may be left over from a killed process.
pub fn read_note(dir: &Path) -> Result<Option<String>, StoreError> {
    let path = dir.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(note) => Ok((!note.is_empty()).then_some(note)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io(&path, &error)),
    }
}
