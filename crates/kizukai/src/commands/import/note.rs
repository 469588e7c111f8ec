//! How far a file was taken in, kept in the data folder (`imports/`), so that the same command goes on where it stopped.
//!
//! A note is of a file's content with a mapping into a site: another file under the same name, or the same one read
//! differently, is another import. It holds no row.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The folder of the notes in a data folder.
const FOLDER: &str = "imports";
/// Bytes that are read at once.
const PORTION: usize = 1024 * 1024;

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Progress {
    /// The file's name, for people.
    pub(super) file: String,
    /// Rows from the first on that are done with.
    pub(super) rows: u64,
    /// Of these, those that are durable in the site.
    pub(super) taken: u64,
    /// Those that were in it already.
    pub(super) known: u64,
    /// Those that were set aside.
    pub(super) rejected: u64,
    /// How many bytes of the file of rejected rows they take.
    pub(super) rejected_bytes: u64,
    /// Whether the file was read to its end.
    pub(super) is_whole: bool,
}

/// Where the note of an import lies.
#[derive(Debug)]
pub(super) struct Note(PathBuf);

impl Note {
    /// Of a file into a site; `how` says how its rows are read.
    pub(super) fn of(data: &Path, file: &Path, site: &str, how: &str) -> anyhow::Result<Self> {
        let mut digest = Sha256::new();
        digest.update([site, "\n", how, "\n"].concat());
        let mut opened = fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut portion = vec![0; PORTION];
        loop {
            let read = opened.read(&mut portion)?;
            if read == 0 {
                break;
            }
            digest.update(&portion[..read]);
        }
        let name: String = digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self(data.join(FOLDER).join(format!("{name}.json"))))
    }

    /// What it says; None when there is none.
    pub(super) fn read(&self) -> anyhow::Result<Option<Progress>> {
        let bytes = match fs::read(&self.0) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            read => read.with_context(|| format!("cannot read {}", self.0.display()))?,
        };
        serde_json::from_slice(&bytes).map(Some).with_context(|| {
            format!("{} is damaged; remove it, and the import begins at the first row", self.0.display())
        })
    }

    /// Writes it, whole or not at all.
    pub(super) fn write(&self, progress: &Progress) -> anyhow::Result<()> {
        let folder = self.0.parent().context("a note lies in a folder")?;
        let write = || {
            fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            serde_json::to_writer(&mut file, progress)?;
            file.persist(&self.0).map_err(|error| error.error)
        };
        write().map(drop).with_context(|| format!("cannot write {}", self.0.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_of_content_and_mapping_and_says_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        fs::write(&file, "a\n").unwrap();
        let of = |file: &Path, site: &str, how: &str| Note::of(folder.path(), file, site, how).unwrap();
        let note = of(&file, "s", "{}");
        assert_eq!(note.read().unwrap(), None);
        let progress = Progress { rows: 7, taken: 5, rejected: 2, ..Progress::default() };
        note.write(&progress).unwrap();
        let moved = folder.path().join("b.csv");
        fs::rename(&file, &moved).unwrap();
        assert_eq!(of(&moved, "s", "{}").read().unwrap(), Some(progress));
        assert_eq!(of(&moved, "other", "{}").read().unwrap(), None);
        assert_eq!(of(&moved, "s", "{1}").read().unwrap(), None);
        fs::write(&moved, "b\n").unwrap();
        assert_eq!(of(&moved, "s", "{}").read().unwrap(), None);
        fs::write(&note.0, "{").unwrap();
        assert!(note.read().is_err());
    }
}
