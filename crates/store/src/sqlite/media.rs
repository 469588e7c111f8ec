//! Pictures of messages: files in `media/` of the data folder, named after their content.
//!
//! A file is written once and never changed, so a copy of the folder needs no order among them, and whoever reads one needs
//! nobody's permission. Nothing else may lie in that folder.

use std::fs::{self, DirEntry, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::failure::io;
use super::open;
use crate::StoreError;

/// The folder's name within the data folder.
pub const MEDIA: &str = "media";
/// Hexadecimal digits that a name begins with.
const DIGITS: usize = 32;
/// What a name ends in.
const ENDINGS: [&str; 3] = ["jpg", "png", "webp"];

/// The pictures of a data folder.
#[derive(Debug, Clone)]
pub struct Media {
    dir: PathBuf,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MediaTotal {
    /// Files.
    pub files: usize,
    /// Bytes of them.
    pub bytes: u64,
}

impl Media {
    /// The pictures of the data folder at that place.
    pub fn of(data: &Path) -> Self {
        Self { dir: data.join(MEDIA) }
    }

    /// Whether a file could have this name.
    pub fn is_name(name: &str) -> bool {
        let Some((digits, ending)) = name.split_once('.') else { return false };
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        digits.len() == DIGITS && digits.bytes().all(is_digit) && ENDINGS.contains(&ending)
    }

    /// Keeps a file under a name made from its content. When it answers `Ok`, it is synced.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(name)?;
        if path.exists() {
            return Ok(());
        }
        open::create_folder(&self.dir)?;
        let unfinished = self.dir.join(format!(".{name}"));
        write(&unfinished, bytes).map_err(|error| io(&unfinished, &error))?;
        fs::rename(&unfinished, &path).map_err(|error| io(&path, &error))?;
        open::sync_folder(&self.dir)
    }

    /// A file.
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if !Self::is_name(name) {
            return Ok(None);
        }
        let path = self.dir.join(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(io(&path, &error)),
        }
    }

    /// The names of all files, in order.
    pub fn names(&self) -> Result<Vec<String>, StoreError> {
        let mut names: Vec<String> = self.entries()?.into_iter().map(|(name, _)| name).collect();
        names.sort();
        Ok(names)
    }

    /// How much there is.
    pub fn total(&self) -> Result<MediaTotal, StoreError> {
        let mut total = MediaTotal::default();
        for (_, entry) in self.entries()? {
            total.files += 1;
            total.bytes += entry.metadata().map_or(0, |about| about.len());
        }
        Ok(total)
    }

    fn entries(&self) -> Result<Vec<(String, DirEntry)>, StoreError> {
        let listed = match fs::read_dir(&self.dir) {
            Ok(listed) => listed,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(io(&self.dir, &error)),
        };
        let mut entries = Vec::new();
        for entry in listed {
            let entry = entry.map_err(|error| io(&self.dir, &error))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if Self::is_name(&name) {
                entries.push((name, entry));
            }
        }
        Ok(entries)
    }

    fn path(&self, name: &str) -> Result<PathBuf, StoreError> {
        if Self::is_name(name) {
            return Ok(self.dir.join(name));
        }
        Err(StoreError::refused(format!("`{name}` is no name of a picture")))
    }
}

/// Writes a whole file, readable by this user only, and syncs it.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_kept_under_its_name_and_listed() {
        let data = tempfile::tempdir().unwrap();
        let media = Media::of(data.path());
        assert_eq!((media.names(), media.total()), (Ok(vec![]), Ok(MediaTotal::default())));
        let (one, two) = (format!("{}.png", "b".repeat(32)), format!("{}.jpg", "a".repeat(32)));
        media.put(&one, b"one").unwrap();
        media.put(&two, b"more").unwrap();
        media.put(&two, b"more").unwrap();
        assert_eq!(media.get(&one), Ok(Some(b"one".to_vec())));
        assert_eq!(media.names(), Ok(vec![two, one]));
        assert_eq!(media.total(), Ok(MediaTotal { files: 2, bytes: 7 }));
    }

    #[test]
    fn nothing_outside_the_folder_has_a_name() {
        let data = tempfile::tempdir().unwrap();
        let media = Media::of(data.path());
        for name in [
            "../catalog.db",
            "",
            "a.png",
            &format!("{}.svg", "a".repeat(32)),
            &format!("{}.png", "A".repeat(32)),
        ] {
            assert!(!Media::is_name(name), "{name}");
            assert_eq!(media.get(name), Ok(None));
            assert!(matches!(media.put(name, b""), Err(StoreError::Refused { .. })));
        }
    }
}
