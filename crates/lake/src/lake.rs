//! The lake: opened once, shared by all who write and ask.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use futures_util::TryStreamExt as _;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::{Mutex, MutexGuard};

use crate::engine::Engine;
use crate::error::LakeError;
use crate::files::{Bin, Snapshot};
use crate::location::Location;
use crate::manifest::{FileEntry, Manifest};
use crate::writer::{Change, FOLDER, Writer};

/// All events and decisions of all sites. Methods that write wait for each other; those that read wait for nobody.
///
/// Dropping the future of a method that writes is like a crash: all of it has happened or nothing, and the next finds out which.
#[derive(Debug)]
pub struct Lake {
    pub(crate) store: Arc<dyn ObjectStore>,
    pub(crate) engine: Engine,
    current: RwLock<Arc<Snapshot>>,
    writer: Mutex<Writer>,
    /// Taken before `writer` by who waits for deletions, and never waited for while holding `writer`.
    pub(crate) bin: Mutex<Bin>,
    thrown: UnboundedSender<Path>,
    replaced: std::sync::Mutex<HashSet<Path>>,
}

impl Lake {
    /// Opens the lake and becomes its writer: another process that had it open can write no more. Removes what no manifest names.
    ///
    /// # Errors
    /// `Location` or `Store` when there is no getting at it, `Manifest` when it is damaged or of a later version of Kizukai.
    pub async fn open(location: &Location) -> Result<Self, LakeError> {
        Self::open_store(location.store()?).await
    }

    /// The same, in a store that is there already.
    ///
    /// # Errors
    /// As [`Lake::open`].
    pub async fn open_store(store: Arc<dyn ObjectStore>) -> Result<Self, LakeError> {
        let writer = Writer::claim(Arc::clone(&store)).await?;
        let (thrown, bin) = unbounded_channel();
        let snapshot = Snapshot::of(writer.manifest(), None, &thrown);
        sweep(&*store, &Path::from(FOLDER), &snapshot.paths()).await?;
        let lake = Self {
            engine: Engine::new(&store)?,
            store,
            current: RwLock::new(Arc::new(snapshot)),
            writer: Mutex::new(writer),
            bin: Mutex::new(bin),
            thrown,
            replaced: std::sync::Mutex::default(),
        };
        lake.measure();
        Ok(lake)
    }

    /// Every row of the ledger up to this one is in the files; 0 at first.
    pub fn sealed(&self) -> i64 {
        self.snapshot().sealed
    }

    /// The version of the manifest; it changes with everything that is written.
    pub fn version(&self) -> u64 {
        self.snapshot().version
    }

    /// The files, by site, day and name.
    pub fn files(&self) -> Vec<FileEntry> {
        self.snapshot().files.iter().map(|file| file.entry.clone()).collect()
    }

    /// What the lake holds now. Its files stay for as long as it is held.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits to be the one who writes.
    pub(crate) async fn writer(&self) -> Result<MutexGuard<'_, Writer>, LakeError> {
        let mut writer = self.writer.lock().await;
        writer.ready().await?;
        self.show(writer.manifest());
        Ok(writer)
    }

    /// Makes the next version, and lets all who read from now on see it.
    pub(crate) async fn commit(&self, writer: &mut Writer, change: Change) -> Result<(), LakeError> {
        writer.commit(change).await?;
        self.show(writer.manifest());
        Ok(())
    }

    fn show(&self, manifest: &Manifest) {
        let before = self.snapshot();
        if before.version == manifest.version {
            return;
        }
        let next = Arc::new(Snapshot::of(manifest, Some(&before), &self.thrown));
        self.replaced().extend(before.replaced_by(&next));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
        self.measure();
    }

    /// Files that no manifest names any more and that are not deleted yet: somebody reads them, or they are in the bin.
    pub(crate) fn replaced(&self) -> std::sync::MutexGuard<'_, HashSet<Path>> {
        self.replaced.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Deletes what is in the bin, unless somebody is at it already. What cannot be deleted now stays in it.
    pub(crate) async fn empty_bin(&self) {
        let Ok(mut bin) = self.bin.try_lock() else { return };
        while let Ok(path) = bin.try_recv() {
            if let Err(error) = self.delete_replaced(&path).await {
                tracing::warn!(%path, %error, "a file that was replaced is not deleted yet");
                return;
            }
        }
    }

    /// Deletes a file out of the bin, or puts it back.
    pub(crate) async fn delete_replaced(&self, path: &Path) -> Result<(), LakeError> {
        let deleted = delete(&*self.store, path).await;
        match deleted {
            Ok(()) => {
                self.replaced().remove(path);
            }
            Err(_) => self.thrown.send(path.clone()).expect("the lake itself holds the receiver"),
        }
        deleted
    }

    fn measure(&self) {
        let snapshot = self.snapshot();
        let bytes: u64 = snapshot.files.iter().map(|file| file.entry.bytes).sum();
        metrics::gauge!("kizukai_lake_files").set(snapshot.files.len() as f64);
        metrics::gauge!("kizukai_lake_bytes").set(bytes as f64);
    }
}

/// Deletes a file; it may be gone already.
pub(crate) async fn delete(store: &dyn ObjectStore, path: &Path) -> Result<(), LakeError> {
    match store.delete(path).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Deletes all files of a folder but some. Only the writer may, between two changes: nobody else can have a file named any more.
pub(crate) async fn sweep(
    store: &dyn ObjectStore,
    folder: &Path,
    kept: &HashSet<Path>,
) -> Result<(), LakeError> {
    let mut listed = store.list(Some(folder));
    while let Some(object) = listed.try_next().await? {
        if !kept.contains(&object.location) {
            delete(store, &object.location).await?;
        }
    }
    Ok(())
}
