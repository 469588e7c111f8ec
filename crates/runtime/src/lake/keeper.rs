//! Opens the lake when it is first needed, seals what is old enough, and reads the rest for who asks.
//!
//! The lake has threads of its own, so that a question that reads a year takes nothing from those who serve visitors. Who
//! writes (sealing, compacting, erasing) holds `writing`: an erasure never comes between the reading of inputs and their
//! sealing.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use kizukai_lake::{Lake, LakeError, Tail};
use kizukai_model::{Clock, Timestamp};
use kizukai_store::{LedgerReader, RowId};
use tokio::sync::watch;

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
    stopping: watch::Sender<bool>,
}

/// The lake and what is not sealed yet.
pub(super) struct Opened {
    pub(super) lake: Arc<Lake>,
    pub(super) data: PathBuf,
    /// Taken by who writes.
    pub(super) writing: tokio::sync::Mutex<()>,
    tail: Mutex<Tailing>,
    reader: Mutex<Box<dyn LedgerReader>>,
    stopping: watch::Receiver<bool>,
    threads: Option<tokio::runtime::Runtime>,
}

/// The rows after those that are sealed, as far as they were read.
#[derive(Default)]
struct Tailing {
    tail: Tail,
    upto: RowId,
}

impl Tailing {
    /// Everything up to a position lies in the files.
    fn sealed(&mut self, upto: RowId) {
        self.tail.cut(upto);
        self.upto = self.upto.max(upto);
    }
}

impl LakeKeeper {
    pub(crate) fn new(
        options: LakeOptions,
        data: Option<PathBuf>,
        open_reader: Arc<OpenReader>,
        catalog: SharedCatalog,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let (opened, stopping) = (Mutex::default(), watch::Sender::new(false));
        Self { options, data, open_reader, catalog, clock, opened, stopping }
    }

    /// Starts sealing now and then, until it is told to stop.
    pub(crate) fn start(self: &Arc<Self>) -> std::io::Result<JoinHandle<()>> {
        let keeper = Arc::clone(self);
        let waiting = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        Builder::new().name("lake".to_owned()).spawn(move || keeper.keep(&waiting))
    }

    /// What is being written is left as it is, at any moment, as if the process had been killed: the next start goes on there.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    fn keep(&self, waiting: &tokio::runtime::Runtime) {
        let pause = Duration::from_millis(self.options.pause().as_ms().unsigned_abs());
        give_way();
        let mut stopping = self.stopping.subscribe();
        let mut pauses = || {
            waiting.block_on(async {
                tokio::time::timeout(pause, stopping.wait_for(|stop| *stop)).await.is_err()
            })
        };
        while pauses() {
            match self.tick() {
                Ok(()) | Err(RuntimeError::Stopped) => {}
                Err(error) => tracing::error!(%error, "the lake could not be kept; it is tried again"),
            }
        }
    }

    /// Seals what is old enough, mends what was interrupted, joins small files and lets old days go.
    pub(crate) fn tick(&self) -> Result<(), RuntimeError> {
        let opened = self.open()?;
        let zones = self.zones()?;
        opened.until_stopped(forgetting::finish(&opened))?;
        let now = self.clock.now();
        if let Some(until) = opened.due(now.minus(self.options.seal_after()))? {
            opened.until_stopped(opened.seal(until, &zones))?;
        }
        let utc_today = jiff::Timestamp::from_millisecond(now.as_ms()).unwrap_or_default();
        let today = utc_today.to_zoned(jiff::tz::TimeZone::UTC).date();
        opened.until_stopped(async {
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
            .on_thread_start(give_way)
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
        let (lake, stopping, threads) = (Arc::new(lake), self.stopping.subscribe(), Some(threads));
        let new = Opened { lake, data, writing, tail, reader, stopping, threads };
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

    /// The same, given up when the shop stops: [`RuntimeError::Stopped`].
    fn until_stopped<T>(
        &self,
        work: impl Future<Output = Result<T, RuntimeError>>,
    ) -> Result<T, RuntimeError> {
        let mut stopping = self.stopping.clone();
        self.block_on(async move {
            tokio::select! {
                done = work => done,
                _ = stopping.wait_for(|stop| *stop) => Err(RuntimeError::Stopped),
            }
        })
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

    /// Up to where it is time to seal: when the oldest that is not sealed was taken before a moment, or when there is much of it.
    fn due(&self, before: Timestamp) -> Result<Option<RowId>, RuntimeError> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let (sealed, last) = (self.lake.sealed(), reader.last_row()?);
        let oldest = reader.inputs_after(sealed, 1)?;
        let is_due = oldest.iter().any(|input| input.now <= before) || last - sealed >= limits::SEAL_INPUTS;
        Ok((last > sealed && is_due).then_some(last))
    }

    /// Reads what was committed since the last time, for a question. What is committed meanwhile waits for the next: events may
    /// come faster than they can be sealed.
    pub(super) fn catch_up(&self, zones: &Zones) -> Result<(), RuntimeError> {
        let last_row = self.reader.lock().unwrap_or_else(PoisonError::into_inner).last_row()?;
        loop {
            let mut tailing = self.tailing();
            if tailing.upto >= last_row {
                return Ok(());
            }
            if tailing.tail.rows() >= limits::SEAL_ROWS {
                // More than should be held: seal first.
                let until = tailing.upto;
                drop(tailing);
                self.until_stopped(self.seal(until, zones))?;
                continue;
            }
            let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            let inputs = reader.inputs_after(tailing.upto, limits::REPLAY_ROWS)?;
            drop(reader);
            let Some(last) = inputs.last() else { return Ok(()) };
            tailing.upto = last.id;
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

    /// Seals everything up to a position, in portions. It is read from the ledger: most of it nobody has asked for before.
    pub(super) async fn seal(&self, until: RowId, zones: &Zones) -> Result<(), RuntimeError> {
        let _writing = self.writing.lock().await;
        loop {
            let sealed = self.lake.sealed();
            if sealed >= until {
                break;
            }
            let (rows, upto) = self.portion(sealed, until, zones)?;
            self.lake.seal(rows, upto).await.map_err(failed)?;
        }
        self.tailing().sealed(self.lake.sealed());
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

/// From now on this thread takes what others leave. What is not sealed is durable in the ledger and can wait; visitors cannot.
fn give_way() {
    const NICE: i32 = 19;
    // Elsewhere it would be that of the whole process.
    if cfg!(target_os = "linux")
        && let Err(error) = rustix::process::setpriority_process(None, NICE)
    {
        tracing::warn!(%error, "the lake's threads have the priority of all others");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_without_having_been_read_is_not_read_again() {
        let mut tailing = Tailing { upto: 5, ..Tailing::default() };
        tailing.sealed(7);
        assert_eq!(tailing.upto, 7);
        tailing.sealed(6);
        assert_eq!(tailing.upto, 7);
    }
}
