//! The one who writes: makes files, and has the next manifest name them.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, PutOptions};

use crate::columns::FORMAT;
use crate::encoding::Facts;
use crate::error::{LakeError, at_most};
use crate::limits;
use crate::manifest::{self, FileEntry, Made, Manifest};

/// How often a place among writers is asked for when others are asking, too.
const CLAIMS: usize = 5;

/// What only one task at a time may hold.
#[derive(Debug)]
pub(crate) struct Writer {
    store: Arc<dyn ObjectStore>,
    /// The newest manifest, as far as known.
    manifest: Manifest,
    /// Files made in this name: with it, what makes a file's name unique.
    made: u64,
    /// Files that were put and are named by no manifest.
    unnamed: Vec<Path>,
    /// Whether `manifest` is known to be the newest. Not so while a version is made, after a failure, or when the task was dropped.
    certain: bool,
}

/// What a manifest says that the one before did not.
#[derive(Debug, Default)]
pub(crate) struct Change {
    /// Files that come.
    pub(crate) add: Vec<FileEntry>,
    /// Paths of files that go.
    pub(crate) remove: HashSet<String>,
    /// Up to where all is sealed, when that changes.
    pub(crate) sealed: Option<i64>,
}

impl Writer {
    /// Becomes the lake's writer; whoever was it before can write no more.
    pub(crate) async fn claim(store: Arc<dyn ObjectStore>) -> Result<Self, LakeError> {
        let manifest = claim(&*store, None).await?;
        Ok(Self { store, manifest, made: 0, unnamed: Vec::new(), certain: true })
    }

    /// The newest manifest.
    pub(crate) const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Comes before everything that writes: finds out what became of a change that failed, and removes what it left.
    pub(crate) async fn ready(&mut self) -> Result<(), LakeError> {
        if !self.certain {
            self.manifest = claim(&*self.store, Some(self.manifest.writer)).await?;
            self.certain = true;
        }
        let named: HashSet<&str> = self.manifest.files.iter().map(|file| file.path.as_str()).collect();
        for path in self.unnamed.drain(..).filter(|path| !named.contains(path.as_ref())) {
            // What stays is swept when the lake is opened.
            if let Err(error) = self.store.delete(&path).await
                && !matches!(error, object_store::Error::NotFound { .. })
            {
                tracing::warn!(%path, %error, "a file that no manifest names stays");
            }
        }
        Ok(())
    }

    /// The name of a new file, and the entry it will have. It exists once [`put`] has put it.
    pub(crate) fn name(&mut self, site: &str, day: Date, facts: Facts, bytes: u64) -> FileEntry {
        let path = format!("{}/site={site}/day={day}/{}-{}.parquet", FOLDER, self.manifest.writer, self.made);
        self.made += 1;
        self.unnamed.push(Path::from(path.as_str()));
        let Facts { rows, merges, first_row, last_row, first_time, last_time } = facts;
        FileEntry {
            path,
            site: site.into(),
            day,
            rows,
            merges,
            bytes,
            first_row,
            last_row,
            first_time,
            last_time,
        }
    }

    /// Makes the next version of the manifest. All files it names are there.
    pub(crate) async fn commit(&mut self, change: Change) -> Result<(), LakeError> {
        let mut files: Vec<_> =
            self.manifest.files.iter().filter(|file| !change.remove.contains(&file.path)).cloned().collect();
        files.extend(change.add);
        at_most(limits::FILES, files.len(), "files")?;
        files.sort_by(|a, b| (&a.site, a.day, &a.path).cmp(&(&b.site, b.day, &b.path)));
        let next = Manifest {
            format: FORMAT,
            version: self.manifest.version + 1,
            writer: self.manifest.writer,
            sealed: change.sealed.unwrap_or(self.manifest.sealed),
            files,
        };
        self.certain = false;
        match manifest::make(&*self.store, &next, limits::MANIFESTS_KEPT).await? {
            Made::Taken { version } => Err(LakeError::Superseded { version }),
            Made::Ours => {
                self.certain = true;
                self.unnamed.clear();
                self.manifest = next;
                Ok(())
            }
        }
    }
}

/// The folder of all data files.
pub(crate) const FOLDER: &str = "events";

/// Puts a file whose name nobody had before.
pub(crate) async fn put(store: &dyn ObjectStore, entry: &FileEntry, bytes: Vec<u8>) -> Result<(), LakeError> {
    let options = PutOptions::from(PutMode::Overwrite);
    store.put_opts(&Path::from(entry.path.as_str()), bytes.into(), options).await?;
    Ok(())
}

/// Makes the next version in one's own name, with what the newest holds. `before` is the name one has; nobody else may have written
/// since. Also then the version is made: a try of one's own that is still under way finds it taken.
async fn claim(store: &dyn ObjectStore, before: Option<u64>) -> Result<Manifest, LakeError> {
    let mut seen = 0;
    for _ in 0..CLAIMS {
        let newest = manifest::newest(store).await?;
        if before.is_some_and(|before| newest.writer != before) {
            return Err(LakeError::Superseded { version: newest.version });
        }
        let version = newest.version + 1;
        let ours = Manifest { version, writer: before.unwrap_or(version), ..newest };
        match manifest::make(store, &ours, limits::MANIFESTS_KEPT).await? {
            Made::Ours => return Ok(ours),
            Made::Taken { version } => seen = version,
        }
    }
    Err(LakeError::Superseded { version: seen })
}
