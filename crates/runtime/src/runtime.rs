//! The handle to a running runtime: starting, asking, stopping.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use kizukai_engagement::ProgramSource;
use kizukai_model::{Clock, SiteId, Timestamp};
use kizukai_store::sqlite::Lock;
use kizukai_store::{LedgerReader, Site, StoreError};
use tokio::sync::oneshot;

use crate::attention::Samples;
use crate::audience::Asking;
use crate::authentication::Directory;
use crate::counting::{self, Counting};
use crate::drafts::presence::Presences;
use crate::effects::KnownEffects;
use crate::engine::{self, Answer, Door, Message, Request};
use crate::images::Developing;
use crate::lake::LakeKeeper;
use crate::live::LiveFeed;
use crate::options::OpenReader;
use crate::people::{Hashing, Roster};
use crate::preview::Previews;
use crate::programs::{self, SharedCatalog};
use crate::pulse::{self, PulseDoor, SiteSettings};
use crate::vocabulary::Vocabularies;
use crate::{Fresh, Options, RuntimeError, Stores, limits};

/// A running runtime. Clones share it; dropping the last one stops it without writing snapshots, as a crash would.
#[derive(Clone)]
pub struct Runtime {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) door: Arc<Door>,
    pub(crate) live: Arc<LiveFeed>,
    pub(crate) pulse: PulseDoor,
    pub(crate) effects: Arc<KnownEffects>,
    pub(crate) lake: Arc<LakeKeeper>,
    pub(crate) samples: Samples,
    pub(crate) asking: Asking,
    pub(crate) vocabularies: Vocabularies,
    pub(crate) presences: Presences,
    pub(crate) previews: Previews,
    pub(crate) developing: Developing,
    pub(crate) catalog: SharedCatalog,
    pub(crate) directory: Directory,
    pub(crate) people: Roster,
    pub(crate) hashing: Hashing,
    /// The texts each site runs. Whoever publishes holds it from the first look to the last effect.
    pub(crate) sources: tokio::sync::Mutex<HashMap<SiteId, Arc<ProgramSource>>>,
    pub(crate) fresh: Arc<dyn Fresh>,
    clock: Arc<dyn Clock>,
    open_reader: Arc<OpenReader>,
    readers: Mutex<Vec<Box<dyn LedgerReader>>>,
    is_alive: Arc<AtomicBool>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    folder: Option<kizukai_store::sqlite::DataFolder>,
}

impl Runtime {
    /// Opens a data folder and starts. Inputs that are in no snapshot are found here and stepped again when their
    /// profile is next needed.
    ///
    /// # Errors
    /// When the folder is held by another process, was written by a newer program, or cannot be read.
    pub fn open(options: Options) -> Result<Self, RuntimeError> {
        let stores = Stores::open(&options.data_dir)?;
        Self::with_stores(options, stores)
    }

    /// Starts on stores that are open already.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn with_stores(options: Options, stores: Stores) -> Result<Self, RuntimeError> {
        let Stores { mut ledger, open_reader, catalog, folder } = stores;
        let catalog = SharedCatalog::new(catalog);
        let reader = open_reader()?;
        counting::bring_up_to_date(&catalog, &mut *ledger, &*reader)?;
        let sites = catalog.with(|catalog| catalog.sites())?;
        let keys = catalog.with(|catalog| catalog.keys())?;
        let secrets = catalog.with(|catalog| catalog.identity_secrets())?;
        let directory = Directory::new(sites.clone(), keys, secrets);
        let people = catalog.with(|catalog| Roster::load(catalog, options.clock.now()))?;
        let mut sources = HashMap::new();
        let (mut running, mut countings) = (HashMap::new(), HashMap::new());
        for site in &sites {
            let version = programs::current_program(&catalog, &site.id)?;
            let (source, program) = programs::load_program(&catalog, &site.id, version)?;
            directory.set_up(&site.id, program.site());
            sources.insert(site.id.clone(), source);
            running.insert(site.id.clone(), program);
            countings.insert(site.id.clone(), Arc::new(Counting::of_site(&catalog, &site.id)?));
        }
        let counted = sites.iter().filter_map(|site| Some((running.get(&site.id)?, site.created_at)));
        let counted = counted.map(|(program, created_at)| SiteSettings::of(program, created_at)).collect();
        if let Some(newest) = reader.newest_input_at()? {
            options.clock.not_before(newest);
        }
        let (door, inbox) = Door::new(options.queue);
        let door = Arc::new(door);
        let live = Arc::new(LiveFeed::default());
        let (pulse, counting) =
            pulse::start(counted, open_reader()?, Arc::clone(&door), Arc::clone(&options.clock))?;
        let is_alive = Arc::new(AtomicBool::new(true));
        let mut threads = engine::start(engine::Parts {
            inbox,
            door: Arc::clone(&door),
            ledger,
            reader,
            catalog: catalog.clone(),
            programs: running,
            countings,
            live: Arc::clone(&live),
            pulse: pulse.feed(),
            clock: Arc::clone(&options.clock),
            fresh: Arc::clone(&options.fresh),
            cache_profiles: options.cache_profiles,
            cache_bytes: options.cache_bytes,
            replay_inputs: options.replay_inputs,
            commit_wait_ms: options.commit_wait_ms,
            is_alive: Arc::clone(&is_alive),
        })?;
        threads.push(counting);
        let data = folder.as_ref().map(|folder| folder.path().to_owned());
        let lake = LakeKeeper::new(
            options.lake,
            data,
            Arc::clone(&open_reader),
            catalog.clone(),
            Arc::clone(&options.clock),
        );
        let lake = Arc::new(lake);
        threads.push(lake.start().map_err(|error| RuntimeError::Lake(error.to_string()))?);
        let inner = Inner {
            door,
            live,
            pulse,
            effects: Arc::default(),
            lake,
            samples: Samples::default(),
            asking: Asking::default(),
            vocabularies: Vocabularies::default(),
            presences: Presences::default(),
            previews: Previews::default(),
            developing: Developing::default(),
            directory,
            people,
            hashing: Hashing::default(),
            catalog,
            sources: tokio::sync::Mutex::new(sources),
            fresh: options.fresh,
            clock: options.clock,
            open_reader,
            readers: Mutex::default(),
            is_alive,
            threads: Mutex::new(threads),
            folder,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The present moment, as requests are stamped with.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The clock, for what works beside the engine.
    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.inner.clock)
    }

    /// An id nobody else has.
    pub fn fresh_id(&self) -> String {
        self.inner.fresh.id()
    }

    /// A secret that nobody can guess.
    pub fn fresh_secret(&self) -> String {
        self.inner.fresh.secret()
    }

    /// Whether requests are being served.
    pub fn ready(&self) -> bool {
        self.inner.is_alive.load(Ordering::Acquire)
    }

    /// One site.
    pub fn site(&self, id: &str) -> Option<Site> {
        self.inner.directory.site(id)
    }

    /// All sites.
    pub fn sites(&self) -> Vec<Site> {
        self.inner.directory.sites()
    }

    /// The lock of the data folder, to leave a note in for other processes.
    pub fn lock(&self) -> Option<&Lock> {
        self.inner.folder.as_ref().map(kizukai_store::sqlite::DataFolder::lock)
    }

    /// Where the data folder is.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.inner.folder.as_ref().map(kizukai_store::sqlite::DataFolder::path)
    }

    /// The sizes of the data folder's files in bytes, their write-ahead logs included; empty without a folder.
    pub fn stored_bytes(&self) -> Vec<(&'static str, u64)> {
        let Some(folder) = &self.inner.folder else { return Vec::new() };
        let size = |name| Some((name, std::fs::metadata(folder.path().join(name)).ok()?.len()));
        ["ledger.db", "ledger.db-wal", "catalog.db", "catalog.db-wal"].into_iter().filter_map(size).collect()
    }

    /// Fires every timer that is due by the clock, without waiting for the engine to notice. Answers when that is
    /// durable.
    ///
    /// # Errors
    /// As [`Runtime::decide`].
    pub async fn fire_due(&self) -> Result<(), RuntimeError> {
        self.ask(|answer| Request::FireDue { answer }).await
    }

    /// Writes snapshots of everything acknowledged so far: results count what is in snapshots.
    ///
    /// # Errors
    /// When they could not be written; the inputs themselves are safe all the same.
    pub async fn flush(&self) -> Result<(), RuntimeError> {
        self.ask(|answer| Request::Flush { answer }).await
    }

    /// Writes snapshots and stops. Later requests are [`RuntimeError::Stopped`]. The folder stays locked until the last
    /// clone is dropped.
    ///
    /// # Errors
    /// When a thread of the runtime had died.
    pub async fn shutdown(&self) -> Result<(), RuntimeError> {
        self.inner.door.report(Message::Stop { flush: true });
        let inner = Arc::clone(&self.inner);
        tokio::task::spawn_blocking(move || inner.join()).await.map_err(|_| RuntimeError::Stopped)?
    }

    /// Asks the engine and waits for the answer.
    pub(crate) async fn ask<T>(&self, make: impl FnOnce(Answer<T>) -> Request) -> Result<T, RuntimeError> {
        self.send(make)?.await.map_err(|_| RuntimeError::Stopped)?
    }

    /// Asks the engine; the answer comes later. What is sent first is served first.
    pub(crate) fn send<T>(
        &self,
        make: impl FnOnce(Answer<T>) -> Request,
    ) -> Result<oneshot::Receiver<Result<T, RuntimeError>>, RuntimeError> {
        let (answer, reply) = oneshot::channel();
        self.inner.door.request(make(answer))?;
        Ok(reply)
    }

    /// Reads the ledger beside the engine.
    pub(crate) async fn read<T, F>(&self, read: F) -> Result<T, RuntimeError>
    where
        T: Send + 'static,
        F: FnOnce(&dyn LedgerReader) -> Result<T, RuntimeError> + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        self.blocking(move || {
            let reader = inner.take_reader()?;
            let result = read(&*reader);
            inner.give_back(reader);
            result
        })
        .await
    }

    /// Runs something that waits for a disk, away from the async threads.
    pub(crate) async fn blocking<T, F>(&self, run: F) -> Result<T, RuntimeError>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, RuntimeError> + Send + 'static,
    {
        tokio::task::spawn_blocking(run).await.map_err(|_| RuntimeError::Stopped)?
    }
}

impl Inner {
    fn take_reader(&self) -> Result<Box<dyn LedgerReader>, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| (self.open_reader)(), Ok)
    }

    fn give_back(&self, reader: Box<dyn LedgerReader>) {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < limits::READERS {
            readers.push(reader);
        }
    }

    fn join(&self) -> Result<(), RuntimeError> {
        self.lake.stop();
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        let died = threads.into_iter().filter_map(|thread| thread.join().err()).count();
        if died == 0 { Ok(()) } else { Err(RuntimeError::Stopped) }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.door.report(Message::Stop { flush: false });
        if self.join().is_err() {
            tracing::error!("a thread of the runtime had died before it was stopped");
        }
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime").field("ready", &self.ready()).finish_non_exhaustive()
    }
}
