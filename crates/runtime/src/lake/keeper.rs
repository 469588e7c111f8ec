//! Opens the lake when it is first needed, seals what is old enough, and keeps the rest at hand.
//!
//! The lake has threads of its own, so that a question that reads a year takes nothing from those who serve visitors. Who
//! writes (sealing, compacting, erasing) holds `writing`: an erasure never comes between the reading of inputs and their
//! sealing.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use kizukai_lake::{Lake, LakeError, Tail};
use kizukai_model::{Clock, Timestamp};
use kizukai_store::{LedgerReader, RowId};

use super::LakeOptions;
use super::forgetting;
use super::rows::{Zones, rows_of};
use crate::options::OpenReader;
use crate::programs::SharedCatalog;
use crate::{RuntimeError, limits};

/// Where the lake is, opened or not.
pub(crate) struct LakeKeeper {
    options: LakeOptions,
    data: Option<PathBuf>,
    open_reader: Arc<OpenReader>,
    catalog: SharedCatalog,
    clock: Arc<dyn Clock>,
    opened: Mutex<Option<Arc<Opened>>>,
}

/// The lake and what is not sealed yet.
pub(super) struct Opened {
    pub(super) lake: Arc<Lake>,
    pub(super) data: PathBuf,
    /// Taken by who writes.
    pub(super) writing: tokio::sync::Mutex<()>,
    tail: Mutex<Tailing>,
    reader: Mutex<Box<dyn LedgerReader>>,
    threads: Option<tokio::runtime::Runtime>,
}

/// The rows after those that are sealed, as far as they were read.
#[derive(Default)]
struct Tailing {
    tail: Tail,
    upto: RowId,
    /// When the oldest of them was taken.
    oldest_at: Option<Timestamp>,
}

impl LakeKeeper {
    pub(crate) fn new(
        options: LakeOptions,
        data: Option<PathBuf>,
        open_reader: Arc<OpenReader>,
        catalog: SharedCatalog,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { options, data, open_reader, catalog, clock, opened: Mutex::default() }
    }

    /// Starts sealing now and then, until the sender is dropped.
    pub(crate) fn start(self: &Arc<Self>) -> std::io::Result<(Sender<()>, JoinHandle<()>)> {
        let (stop, stopped) = channel();
        let keeper = Arc::clone(self);
        let thread = Builder::new().name("lake".to_owned()).spawn(move || keeper.keep(&stopped))?;
        Ok((stop, thread))
    }

    fn keep(&self, stopped: &Receiver<()>) {
        let pause = Duration::from_millis(limits::LAKE_TICK.as_ms().unsigned_abs());
        while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = self.tick() {
                tracing::error!(%error, "the lake could not be kept; it is tried again");
            }
        }
    }

    /// Seals what is old enough, mends what was interrupted, joins small files and lets old days go.
    pub(crate) fn tick(&self) -> Result<(), RuntimeError> {
        let opened = self.open()?;
        let zones = self.zones()?;
        opened.block_on(forgetting::finish(&opened))?;
        opened.catch_up(&zones)?;
        let now = self.clock.now();
        let is_due = opened.tailing().oldest_at.is_some_and(|at| now.since(at) >= limits::SEAL_AFTER);
        if is_due || opened.tailing().tail.rows() >= limits::SEAL_ROWS {
            opened.block_on(opened.seal(&zones))?;
        }
        let utc_today = jiff::Timestamp::from_millisecond(now.as_ms()).unwrap_or_default();
        let today = utc_today.to_zoned(jiff::tz::TimeZone::UTC).date();
        opened.block_on(async {
            let _writing = opened.writing.lock().await;
            let open_from = today.saturating_sub(jiff::Span::new().days(1));
            for _ in 0..limits::COMPACTIONS_A_TICK {
                if !opened.lake.compact(open_from).await.map_err(failed)? {
                    break;
                }
            }
            if let Some(days) = self.options.keep_days {
                let first_kept = today.saturating_sub(jiff::Span::new().days(i64::from(days)));
                for site in self.catalog.with(|catalog| catalog.sites())? {
                    opened.lake.retain(&site.id, first_kept).await.map_err(failed)?;
                }
            }
            Ok(())
        })
    }

    /// The lake, opened when it is not yet. Waits for a disk or a network.
    pub(super) fn open(&self) -> Result<Arc<Opened>, RuntimeError> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = &*opened {
            return Ok(Arc::clone(opened));
        }
        let data = self.data.clone().ok_or_else(|| RuntimeError::Lake("there is no data folder".into()))?;
        let location = self.options.place(&data).map_err(failed)?;
        let threads = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .thread_name("lake")
            .build()
            .map_err(|error| RuntimeError::Lake(error.to_string()))?;
        let lake = threads.block_on(Lake::open(&location)).map_err(failed)?;
        let reader = (self.open_reader)()?;
        let (sealed, last) = (lake.sealed(), reader.last_row()?);
        if sealed > last {
            return Err(RuntimeError::Lake(format!(
                "it holds rows up to {sealed}, the ledger only up to {last}: it belongs to another state of this shop. Move it \
                 away; a new one is filled from the ledger"
            )));
        }
        let tail = Mutex::new(Tailing { upto: sealed, ..Tailing::default() });
        let (writing, reader) = (tokio::sync::Mutex::default(), Mutex::new(reader));
        let new = Opened { lake: Arc::new(lake), data, writing, tail, reader, threads: Some(threads) };
        Ok(Arc::clone(opened.insert(Arc::new(new))))
    }

    /// The time zones of all sites.
    pub(super) fn zones(&self) -> Result<Zones, RuntimeError> {
        let mut zones = Zones::default();
        for site in self.catalog.with(|catalog| catalog.sites())? {
            let program = self.catalog.with(|catalog| catalog.current_program(&site.id))?;
            let source = crate::programs::load_source(&self.catalog, &site.id, program)?;
            let zone = jiff::tz::TimeZone::get(&source.site.text.timezone);
            zones.0.insert(site.id, zone.unwrap_or(jiff::tz::TimeZone::UTC));
        }
        Ok(zones)
    }
}

impl Opened {
    /// Runs something on the lake's own threads, and waits. Not from an async thread.
    pub(super) fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.threads.as_ref().expect("threads live as long as the lake").block_on(work)
    }

    /// Begins something on the lake's own threads.
    pub(super) fn spawn<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> tokio::task::JoinHandle<T> {
        self.threads.as_ref().expect("threads live as long as the lake").spawn(work)
    }

    /// Whether none of these inputs is in the ledger any more.
    pub(super) fn are_gone(&self, heads: &[RowId]) -> Result<bool, RuntimeError> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        for head in heads {
            if reader.input(*head)?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn tailing(&self) -> std::sync::MutexGuard<'_, Tailing> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what was committed since the last time.
    pub(super) fn catch_up(&self, zones: &Zones) -> Result<(), RuntimeError> {
        loop {
            let mut tailing = self.tailing();
            if tailing.tail.rows() >= limits::SEAL_ROWS {
                // More than should be held: seal first.
                drop(tailing);
                self.block_on(self.seal(zones))?;
                continue;
            }
            let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            let inputs = reader.inputs_after(tailing.upto, limits::REPLAY_ROWS)?;
            drop(reader);
            let Some(last) = inputs.last() else { return Ok(()) };
            tailing.upto = last.id;
            tailing.oldest_at = tailing.oldest_at.or_else(|| inputs.first().map(|input| input.now));
            let mut rows = Vec::new();
            for input in &inputs {
                rows.extend(rows_of(input, zones)?);
            }
            tailing.tail.append(rows);
        }
    }

    /// What is not sealed; questions take it along.
    pub(super) fn tail(&self) -> Tail {
        self.tailing().tail.clone()
    }

    /// Begins to read again behind what is sealed: something in between is gone.
    pub(super) fn forget_tail(&self) {
        *self.tailing() = Tailing { upto: self.lake.sealed(), ..Tailing::default() };
    }

    /// Seals everything that was read so far, in portions.
    pub(super) async fn seal(&self, zones: &Zones) -> Result<(), RuntimeError> {
        let _writing = self.writing.lock().await;
        let until = self.tailing().upto;
        loop {
            let sealed = self.lake.sealed();
            if sealed >= until {
                break;
            }
            let (rows, upto) = self.portion(sealed, until, zones)?;
            self.lake.seal(rows, upto).await.map_err(failed)?;
        }
        let mut tailing = self.tailing();
        tailing.tail.cut(self.lake.sealed());
        tailing.oldest_at = None;
        Ok(())
    }

    /// The rows of some inputs behind a position, and up to where that is all there are.
    fn portion(
        &self,
        after: RowId,
        until: RowId,
        zones: &Zones,
    ) -> Result<(Vec<kizukai_lake::Row>, RowId), RuntimeError> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut rows, mut upto) = (Vec::new(), after);
        while rows.len() < limits::SEAL_ROWS {
            let inputs = reader.inputs_after(upto, limits::REPLAY_ROWS)?;
            let within = inputs.iter().take_while(|input| input.id <= until);
            let before = upto;
            for input in within {
                if rows.len() >= limits::SEAL_ROWS {
                    break;
                }
                rows.extend(rows_of(input, zones)?);
                upto = input.id;
            }
            if upto == before {
                // Nothing is left up to there: what was in between has been erased.
                return Ok((rows, until));
            }
        }
        Ok((rows, upto))
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        // It may be dropped on an async thread, where waiting for threads is not allowed.
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

pub(super) fn failed(error: LakeError) -> RuntimeError {
    match error {
        LakeError::UnknownField(_)
        | LakeError::Period { .. }
        | LakeError::TooMany { .. }
        | LakeError::TooLarge(_) => RuntimeError::Question(error.to_string()),
        other => RuntimeError::Lake(other.to_string()),
    }
}
