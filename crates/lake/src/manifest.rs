//! The manifest: what the lake holds. What the newest one does not name does not exist.
//!
//! Each version is a file of its own that is made once and never changed; who makes a version first has it. A writer begins by
//! making the next version in its own name, so that whoever wrote before finds its next version taken and stops.

use futures_util::TryStreamExt as _;
use jiff::civil::Date;
use kizukai_model::{SiteId, Timestamp};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, PutOptions};
use serde::{Deserialize, Serialize};

use crate::columns::FORMAT;
use crate::error::LakeError;

const FOLDER: &str = "manifest";
const ENDING: &str = ".json";
const DIGITS: usize = 20;

/// One version of what the lake holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of manifest and files.
    pub format: u32,
    /// Counts up from 1.
    pub version: u64,
    /// The version with which its writer began.
    pub writer: u64,
    /// Every row of the ledger up to this one is in the files.
    pub sealed: i64,
    /// All files, by site, day and name.
    pub files: Vec<FileEntry>,
}

/// One file, and what is known of it without opening it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Where it lies below the root.
    pub path: String,
    /// Whose rows it holds.
    pub site: SiteId,
    /// Of which day.
    pub day: Date,
    /// How many rows.
    pub rows: u64,
    /// How many of them are merges.
    pub merges: u64,
    /// How large the file is.
    pub bytes: u64,
    /// The first position in the ledger.
    pub first_row: i64,
    /// The last.
    pub last_row: i64,
    /// The earliest `time`, in milliseconds since 1970.
    pub first_time: Timestamp,
    /// The latest.
    pub last_time: Timestamp,
}

impl Manifest {
    /// That of a lake nobody has written yet.
    pub(crate) const fn empty() -> Self {
        Self { format: FORMAT, version: 0, writer: 0, sealed: 0, files: Vec::new() }
    }

    fn parse(path: &Path, bytes: &[u8]) -> Result<Self, LakeError> {
        let refuse = |reason: String| LakeError::Manifest { path: path.to_string(), reason };
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| refuse(error.to_string()))?;
        if manifest.format != FORMAT {
            return Err(refuse(format!("format {} is not known, only {FORMAT}", manifest.format)));
        }
        Ok(manifest)
    }
}

/// Where a version lies.
fn path_of(version: u64) -> Path {
    Path::from(format!("{FOLDER}/{version:0DIGITS$}{ENDING}"))
}

/// The version of a file in the folder, if it is one.
fn version_of(path: &Path) -> Option<u64> {
    let digits = path.filename()?.strip_suffix(ENDING)?;
    (digits.len() == DIGITS).then(|| digits.parse().ok())?
}

/// What lies in the folder of manifests.
pub(crate) struct Versions {
    /// Complete ones, ascending.
    pub(crate) numbers: Vec<u64>,
    /// What is no manifest: left behind by a write that did not end.
    leftovers: Vec<Path>,
}

/// Lists the manifests.
pub(crate) async fn versions(store: &dyn ObjectStore) -> Result<Versions, LakeError> {
    let listed: Vec<_> = store.list(Some(&Path::from(FOLDER))).try_collect().await?;
    let mut found = Versions { numbers: Vec::new(), leftovers: Vec::new() };
    for object in listed {
        match version_of(&object.location) {
            Some(version) => found.numbers.push(version),
            None => found.leftovers.push(object.location),
        }
    }
    found.numbers.sort_unstable();
    Ok(found)
}

/// The newest manifest; the empty one where there is none.
pub(crate) async fn newest(store: &dyn ObjectStore) -> Result<Manifest, LakeError> {
    loop {
        let Some(version) = versions(store).await?.numbers.last().copied() else {
            return Ok(Manifest::empty());
        };
        match read(store, version).await? {
            Some(manifest) => return Ok(manifest),
            // Between listing and reading somebody made many newer ones.
            None => continue,
        }
    }
}

/// One version; None where it is not there.
pub(crate) async fn read(store: &dyn ObjectStore, version: u64) -> Result<Option<Manifest>, LakeError> {
    let path = path_of(version);
    match store.get(&path).await {
        Ok(found) => Manifest::parse(&path, &found.bytes().await?).map(Some),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What became of a version somebody tried to make.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Made {
    /// It is there and the newest.
    Ours,
    /// Another writer has made it, or newer ones.
    Taken {
        /// The first version that is known not to be ours.
        version: u64,
    },
}

/// Makes a version, which nobody may have made before. Also removes those that are older than the `kept` before it.
///
/// # Errors
/// `Store` when it is not known whether the version is there now: it may even appear later.
pub(crate) async fn make(
    store: &dyn ObjectStore,
    manifest: &Manifest,
    kept: usize,
) -> Result<Made, LakeError> {
    let version = manifest.version;
    let text = serde_json::to_vec(manifest).expect("a manifest is plain data");
    let options = PutOptions::from(PutMode::Create);
    if let Err(error) = store.put_opts(&path_of(version), text.into(), options).await {
        // The store may have made it, lost the answer, and refused its own second try.
        match read(store, version).await? {
            Some(there) if there == *manifest => {}
            Some(there) if there.writer == manifest.writer => return Err(error.into()),
            Some(_) => return Ok(Made::Taken { version }),
            None => return Err(error.into()),
        }
    }
    // A writer that was held up for long may find its version free because it was removed as an old one.
    let Versions { numbers, leftovers } = versions(store).await?;
    let newest = numbers.last().copied().unwrap_or(version);
    if newest > version {
        return Ok(Made::Taken { version: newest });
    }
    let old = &numbers[..numbers.len().saturating_sub(kept + 1)];
    let old = old.iter().map(|version| path_of(*version)).chain(leftovers);
    for path in old {
        if let Err(error) = store.delete(&path).await {
            tracing::warn!(%path, %error, "an old manifest stays");
        }
    }
    Ok(Made::Ours)
}
