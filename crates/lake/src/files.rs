//! Data files while they are named, and after.
//!
//! Who reads holds the [`Snapshot`] it began with. A file that a newer manifest no longer names goes into the bin when the last
//! snapshot that names it is let go; only then is it deleted.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use object_store::path::Path;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use crate::manifest::{FileEntry, Manifest};

/// Files nobody reads any more and no manifest names.
pub(crate) type Bin = UnboundedReceiver<Path>;

/// A file that some snapshot names.
#[derive(Debug)]
pub(crate) struct DataFile {
    pub(crate) entry: FileEntry,
    replaced: AtomicBool,
    bin: UnboundedSender<Path>,
}

impl DataFile {
    pub(crate) fn path(&self) -> Path {
        Path::from(self.entry.path.as_str())
    }
}

impl Drop for DataFile {
    fn drop(&mut self) {
        if self.replaced.load(Ordering::Acquire) {
            // When the lake is closed nobody empties the bin: the file is swept when it is opened again.
            let _ = self.bin.send(self.path());
        }
    }
}

/// What a manifest names, for as long as somebody reads it.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) version: u64,
    pub(crate) sealed: i64,
    /// By site, day and name.
    pub(crate) files: Vec<Arc<DataFile>>,
}

impl Snapshot {
    /// The files of a manifest. Those that `before` names already are the same files, not new ones: who reads them is known.
    pub(crate) fn of(manifest: &Manifest, before: Option<&Self>, bin: &UnboundedSender<Path>) -> Self {
        let by_path: HashMap<&str, &Arc<DataFile>> = before
            .into_iter()
            .flat_map(|before| &before.files)
            .map(|file| (file.entry.path.as_str(), file))
            .collect();
        let file = |entry: &FileEntry| match by_path.get(entry.path.as_str()) {
            Some(file) => Arc::clone(file),
            None => Arc::new(DataFile {
                entry: entry.clone(),
                replaced: AtomicBool::new(false),
                bin: bin.clone(),
            }),
        };
        Self {
            version: manifest.version,
            sealed: manifest.sealed,
            files: manifest.files.iter().map(file).collect(),
        }
    }

    /// Marks those files that `next` does not name, so that they go when nobody reads them any more. Returns where they lie.
    pub(crate) fn replaced_by(&self, next: &Self) -> Vec<Path> {
        let named: HashSet<*const DataFile> = next.files.iter().map(Arc::as_ptr).collect();
        let gone = self.files.iter().filter(|file| !named.contains(&Arc::as_ptr(file)));
        gone.inspect(|file| file.replaced.store(true, Ordering::Release)).map(|file| file.path()).collect()
    }

    /// Where they lie.
    pub(crate) fn paths(&self) -> HashSet<Path> {
        self.files.iter().map(|file| file.path()).collect()
    }

    /// The files of a site in a period, both days included.
    pub(crate) fn of_days(&self, site: &str, from: Date, until: Date) -> Vec<Arc<DataFile>> {
        let within = |entry: &FileEntry| *entry.site == *site && entry.day >= from && entry.day <= until;
        self.files.iter().filter(|file| within(&file.entry)).cloned().collect()
    }
}
