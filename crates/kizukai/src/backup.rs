//! A backup: a folder with the two data files, the pictures, and `backup.json`, which says what they are and proves them whole.
//!
//! It is written under another name and takes its own when everything in it is synced: a folder with a `backup.json` is
//! a finished backup.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use kizukai_model::Timestamp;
use kizukai_store::sqlite::{self, Copied, CopyProgress, MEDIA, Media};

/// Says that a backup is finished, and what is in it.
const MANIFEST: &str = "backup.json";
/// The form of backups this program writes and the newest it reads.
const FORMAT: u32 = 2;
/// The form without pictures, which older programs read.
const FORMAT_WITHOUT_MEDIA: u32 = 1;
/// Bytes read at once.
const CHUNK: usize = 1 << 20;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The form of the folder.
    pub(crate) format: u32,
    /// The program that made it.
    pub(crate) program: String,
    /// When, RFC 3339.
    pub(crate) made_at: String,
    /// The last position of the log that is in it.
    pub(crate) last_row: i64,
    /// Its files.
    pub(crate) files: Vec<BackupFile>,
    /// Pictures of messages, in a folder of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) media: Vec<MediaFile>,
}

/// One picture of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MediaFile {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// Of its content, in hexadecimal digits.
    pub(crate) sha256: String,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BackupFile {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// Of its content, in hexadecimal digits.
    pub(crate) sha256: String,
    /// Its schema version.
    pub(crate) schema: i64,
}

/// Where a backup asked for goes: the folder itself when it is not there yet, else a folder named after the time in it.
pub(crate) fn place(to: &Path, now: Timestamp) -> anyhow::Result<PathBuf> {
    if !to.exists() {
        return Ok(to.to_owned());
    }
    ensure!(to.is_dir(), "{} is there already and no folder; nothing is overwritten", to.display());
    let holds_data = ["ledger.db", "catalog.db", MANIFEST].iter().any(|name| to.join(name).exists());
    ensure!(!holds_data, "{} holds data already; nothing is overwritten", to.display());
    let time: String = now.to_rfc3339().chars().filter(char::is_ascii_alphanumeric).collect();
    let place = to.join(format!("kizukai-{time}"));
    ensure!(!place.exists(), "{} is there already; nothing is overwritten", place.display());
    Ok(place)
}

/// Copies a data folder, which may be in use, to a place where nothing is.
pub(crate) fn make(
    data: &Path,
    place: &Path,
    now: Timestamp,
    tell: &mut dyn FnMut(CopyProgress),
) -> anyhow::Result<Manifest> {
    under_another_name(place, |folder| {
        let copied = sqlite::copy(data, folder, tell)?;
        // After the catalog: whatever picture a text in it names was there before.
        let media = copy_media(data, folder)?;
        let manifest = describe(folder, &copied, media, now)?;
        let text = serde_json::to_string_pretty(&manifest)? + "\n";
        let mut file = private(&folder.join(MANIFEST))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(manifest)
    })
}

/// Puts a backup back as a data folder where there is none yet.
pub(crate) fn restore(from: &Path, data: &Path) -> anyhow::Result<Manifest> {
    let text = fs::read_to_string(from.join(MANIFEST))
        .with_context(|| format!("{} is no finished backup", from.display()))?;
    let manifest: Manifest = serde_json::from_str(&text).context("backup.json cannot be read")?;
    let (format, program) = (manifest.format, &manifest.program);
    ensure!(format <= FORMAT, "made by Kizukai {program}, in form {format}: restore it with that program");
    let is_free = !data.exists() || (data.is_dir() && fs::read_dir(data)?.next().is_none());
    ensure!(is_free, "{} is there already; a backup is restored into a new folder", data.display());
    under_another_name(data, |folder| {
        for file in &manifest.files {
            put_back(from, folder, file)?;
        }
        put_back_media(from, folder, &manifest.media)?;
        let last_row = sqlite::verify(folder)?;
        ensure!(last_row == manifest.last_row, "the ledger ends at {last_row}, not at {}", manifest.last_row);
        Ok(())
    })?;
    Ok(manifest)
}

/// Copies the pictures; they are never changed once they are there.
fn copy_media(data: &Path, folder: &Path) -> anyhow::Result<Vec<MediaFile>> {
    let mut copied = Vec::new();
    for name in Media::of(data).names()? {
        let mut target = media_file(folder, &name)?;
        let (bytes, sha256) = pour(&data.join(MEDIA).join(&name), &mut target)?;
        target.sync_all()?;
        copied.push(MediaFile { name, bytes, sha256 });
    }
    sync_media(folder, &copied)?;
    Ok(copied)
}

fn put_back_media(from: &Path, folder: &Path, media: &[MediaFile]) -> anyhow::Result<()> {
    for file in media {
        ensure!(Media::is_name(&file.name), "backup.json names `{}`, which is no picture", file.name);
        let mut target = media_file(folder, &file.name)?;
        let (bytes, sha256) = pour(&from.join(MEDIA).join(&file.name), &mut target)?;
        target.sync_all()?;
        let is_same = (bytes, &sha256) == (file.bytes, &file.sha256);
        ensure!(is_same, "{MEDIA}/{} of the backup is damaged: it is not what was backed up", file.name);
    }
    sync_media(folder, media)
}

/// A new file in the folder of pictures, which is made where it is missing.
fn media_file(folder: &Path, name: &str) -> anyhow::Result<File> {
    use std::os::unix::fs::DirBuilderExt;
    let media = folder.join(MEDIA);
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&media);
    made.with_context(|| format!("cannot make {}", media.display()))?;
    private(&media.join(name))
}

fn sync_media(folder: &Path, media: &[MediaFile]) -> anyhow::Result<()> {
    if media.is_empty() { Ok(()) } else { sync(&folder.join(MEDIA)) }
}

fn put_back(from: &Path, folder: &Path, file: &BackupFile) -> anyhow::Result<()> {
    let is_plain = Path::new(&file.name).components().count() == 1 && !file.name.starts_with('.');
    ensure!(is_plain, "backup.json names `{}`, which is no file of a backup", file.name);
    let mut target = private(&folder.join(&file.name))?;
    let (bytes, sha256) = pour(&from.join(&file.name), &mut target)?;
    target.sync_all()?;
    let is_same = (bytes, &sha256) == (file.bytes, &file.sha256);
    ensure!(is_same, "{} of the backup is damaged: it is not what was backed up", file.name);
    Ok(())
}

/// Fills a folder beside the place and, when everything in it is synced, gives it the place's name.
fn under_another_name<T>(place: &Path, fill: impl FnOnce(&Path) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let name = place.file_name().with_context(|| format!("{} names no folder", place.display()))?;
    let above = match place.parent() {
        Some(above) if !above.as_os_str().is_empty() => above.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&above).with_context(|| format!("cannot make {}", above.display()))?;
    // Removed when something goes wrong; readable by this user only.
    let unfinished = tempfile::Builder::new()
        .prefix(&format!(".{}-", name.to_string_lossy()))
        .tempdir_in(&above)
        .with_context(|| format!("cannot make a folder in {}", above.display()))?;
    let filled = fill(unfinished.path())?;
    sync(unfinished.path())?;
    fs::rename(unfinished.path(), place).with_context(|| format!("cannot make {}", place.display()))?;
    // It has another name now: there is nothing left to remove.
    drop(unfinished.keep());
    sync(&above)?;
    Ok(filled)
}

fn describe(
    folder: &Path,
    copied: &Copied,
    media: Vec<MediaFile>,
    now: Timestamp,
) -> anyhow::Result<Manifest> {
    let describe = |file: &sqlite::CopiedFile| {
        let (bytes, sha256) = pour(&folder.join(file.name), &mut io::sink())?;
        Ok(BackupFile { name: file.name.to_owned(), bytes, sha256, schema: file.schema })
    };
    Ok(Manifest {
        format: if media.is_empty() { FORMAT_WITHOUT_MEDIA } else { FORMAT },
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now.to_rfc3339(),
        last_row: copied.last_row,
        files: copied.files.iter().map(describe).collect::<anyhow::Result<_>>()?,
        media,
    })
}

/// Writes a file's content elsewhere; answers its length and SHA-256.
fn pour(from: &Path, to: &mut impl Write) -> anyhow::Result<(u64, String)> {
    let mut file = File::open(from).with_context(|| format!("cannot read {}", from.display()))?;
    let (mut digest, mut bytes, mut chunk) = (Sha256::new(), 0_u64, vec![0; CHUNK]);
    loop {
        let count = file.read(&mut chunk).with_context(|| format!("cannot read {}", from.display()))?;
        if count == 0 {
            let hex = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            return Ok((bytes, hex));
        }
        digest.update(&chunk[..count]);
        to.write_all(&chunk[..count])?;
        bytes += count as u64;
    }
}

/// A new file, readable by this user only.
fn private(path: &Path) -> anyhow::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    let made = options.write(true).create_new(true).mode(0o600).open(path);
    made.with_context(|| format!("cannot write {}", path.display()))
}

fn sync(folder: &Path) -> anyhow::Result<()> {
    File::open(folder)
        .and_then(|open| open.sync_all())
        .with_context(|| format!("cannot sync {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_489_200_000);

    #[test]
    fn a_backup_never_goes_where_something_is() {
        let scratch = tempfile::tempdir().unwrap();
        let there = scratch.path().join("there");
        fs::create_dir(&there).unwrap();
        assert_eq!(place(&there, NOW).unwrap(), there.join("kizukai-20261124T030000000Z"));
        let missing = scratch.path().join("missing");
        assert_eq!(place(&missing, NOW).unwrap(), missing);
        fs::write(there.join("ledger.db"), "").unwrap();
        assert!(place(&there, NOW).is_err());
        fs::write(&missing, "a file").unwrap();
        assert!(place(&missing, NOW).is_err());
    }

    #[test]
    fn pictures_are_backed_up_and_put_back_and_damage_is_noticed() {
        let scratch = tempfile::tempdir().unwrap();
        let (data, backup) = (scratch.path().join("data"), scratch.path().join("backup"));
        drop(sqlite::DataFolder::open(&data).unwrap());
        let without = make(&data, &scratch.path().join("without"), NOW, &mut |_| {}).unwrap();
        assert_eq!((without.format, without.media.len()), (FORMAT_WITHOUT_MEDIA, 0));
        let name = format!("{}.png", "a".repeat(32));
        Media::of(&data).put(&name, b"a picture").unwrap();
        let made = make(&data, &backup, NOW, &mut |_| {}).unwrap();
        assert_eq!((made.format, made.media[0].bytes), (FORMAT, 9));
        let whole = scratch.path().join("whole");
        restore(&backup, &whole).unwrap();
        assert_eq!(Media::of(&whole).get(&name), Ok(Some(b"a picture".to_vec())));
        fs::write(backup.join(MEDIA).join(&name), "another").unwrap();
        assert!(restore(&backup, &scratch.path().join("damaged")).is_err());
    }

    #[test]
    fn what_fails_halfway_leaves_nothing() {
        let scratch = tempfile::tempdir().unwrap();
        let place = scratch.path().join("backup");
        let failed: anyhow::Result<()> = under_another_name(&place, |folder| {
            fs::write(folder.join("half"), "")?;
            anyhow::bail!("the disk is gone")
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
    }
}
