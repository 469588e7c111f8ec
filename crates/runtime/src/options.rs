//! What a runtime is started with, and the stores it stands on.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kizukai_model::time::SystemClock;
use kizukai_model::{Clock, limits as model_limits};
use kizukai_store::sqlite::{DataFolder, Lock};
use kizukai_store::{Catalog, Ledger, LedgerReader, StoreError};

use crate::{Fresh, LakeOptions, RandomFresh, limits};

/// What a runtime is started with.
#[derive(Clone)]
pub struct Options {
    /// The data folder.
    pub data_dir: PathBuf,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where new ids come from.
    pub fresh: Arc<dyn Fresh>,
    /// Profiles kept in memory; those not yet written as snapshots come on top, never more than
    /// `replay_inputs`.
    pub cache_profiles: usize,
    /// Bytes they may take in memory, about. Those not yet written as snapshots come on top; at half as many again no further
    /// request is taken until they are.
    pub cache_bytes: usize,
    /// Inputs that may be in no snapshot, that is: that a restart may have to step again. From half of it on snapshots
    /// are written even while busy; at the whole no further request is taken until they are.
    pub replay_inputs: i64,
    /// Milliseconds for which a commit waits for one more piece of work while further requests are being stepped; never for
    /// a request that is alone.
    pub commit_wait_ms: u64,
    /// Where the lake is.
    pub lake: LakeOptions,
    /// Requests that may wait; further ones are [`crate::RuntimeError::Overloaded`].
    pub queue: usize,
}

impl Options {
    /// The defaults for a data folder.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            clock: Arc::new(SystemClock::default()),
            fresh: Arc::new(RandomFresh),
            cache_profiles: limits::CACHE_PROFILES,
            cache_bytes: limits::CACHE_MEGABYTES << 20,
            replay_inputs: model_limits::REPLAY_INPUTS,
            commit_wait_ms: limits::COMMIT_WAIT_MS,
            lake: LakeOptions::default(),
            queue: limits::QUEUE,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("data_dir", &self.data_dir)
            .field("cache_profiles", &self.cache_profiles)
            .field("queue", &self.queue)
            .finish_non_exhaustive()
    }
}

/// Opens one more connection for reading the ledger.
pub type OpenReader = dyn Fn() -> Result<Box<dyn LedgerReader>, StoreError> + Send + Sync;

/// The stores a runtime stands on.
pub struct Stores {
    /// The one writer.
    pub ledger: Box<dyn Ledger>,
    /// Opens readers.
    pub open_reader: Arc<OpenReader>,
    /// What the shop set up.
    pub catalog: Box<dyn Catalog>,
    /// The data folder, where there is one: it stays locked as long as the runtime lives.
    pub folder: Option<DataFolder>,
}

impl Stores {
    /// The embedded stores of a data folder.
    ///
    /// # Errors
    /// When another process holds the folder, a newer program wrote it, or it cannot be read.
    pub fn open(data_dir: &Path) -> Result<Self, StoreError> {
        let folder = DataFolder::open(data_dir)?;
        let readers = folder.clone();
        Ok(Self {
            ledger: Box::new(folder.ledger()?),
            catalog: Box::new(folder.catalog()?),
            open_reader: Arc::new(move || Ok(Box::new(readers.reader()?))),
            folder: Some(folder),
        })
    }

    /// The lock of the data folder, to leave a note in.
    pub fn lock(&self) -> Option<&Lock> {
        self.folder.as_ref().map(DataFolder::lock)
    }
}

impl fmt::Debug for Stores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stores").field("folder", &self.folder).finish_non_exhaustive()
    }
}
