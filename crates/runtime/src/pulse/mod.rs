//! The pulse: what a shop sees at a glance, counted from the ledger's inputs and kept in memory alone.
//!
//! | file | what |
//! |---|---|
//! | `feed` | how inputs come here as they become durable |
//! | `past` | reading what was before the start, or was missed |
//! | `site` | one site: counting an input |
//! | `day`, `orders`, `events`, `checks`, `campaigns`, `segments` | what is counted |
//! | `calendar`, `silence` | the site's own clock; when silence is an alarm |
//!
//! Everything here can be lost and counted again: after a start the past is read newest first, [`site::DAYS`] days and
//! [`crate::limits::PULSE_ROWS`] rows at most, while live inputs are counted beside it. So every count comes out the same in
//! whichever order inputs are read.
//!
//! Architecture invariants: nothing of it is stored; nothing is decided by it; no request of a visitor waits for it (the
//! committer hands over what it has committed anyway and never blocks). Each list has a named bound, and what does not
//! fit is counted.

mod calendar;
mod campaigns;
mod checks;
mod day;
mod events;
mod feed;
mod orders;
mod past;
mod segments;
mod silence;
mod site;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use kizukai_model::{Clock, SiteId, Timestamp};
use kizukai_store::{LedgerReader, RowId, StoreError};
use serde::Serializer;
use tokio::sync::oneshot;

pub(crate) use calendar::{Calendar, date};
pub(crate) use campaigns::{DECISION_DAYS, Spot, Why};
pub(crate) use checks::ReportedOrders;
pub use checks::{CheckKey, CheckState, InstallationCheck};
pub use day::Figures;
pub use events::{DayCount, EventCount};
pub(crate) use feed::{PulseDoor, PulseFeed};
pub use segments::SegmentDay;
pub(crate) use silence::Silence;
pub(crate) use site::{DAYS, SitePulse, SiteSettings};
pub use site::{DayFigures, HourFigures};

use crate::codec::Entry;
use crate::engine::Door;
use crate::{Runtime, RuntimeError, measures};
use feed::Told;
use past::Gap;

/// How long nothing comes before it is looked whether events have stopped.
const TICK: Duration = Duration::from_secs(60);
/// Pause between two readings of the past while visitors are served.
const PAUSE: Duration = Duration::from_millis(20);
/// Messages taken between two pauses while they keep coming.
const MESSAGES_BETWEEN: usize = 64;

/// Everything counted.
pub(crate) struct Pulse {
    sites: HashMap<SiteId, SitePulse>,
    gaps: Vec<Gap>,
    /// The newest row that was told of.
    newest: RowId,
    /// Sites whose events have stopped, as it was last told.
    stopped: Vec<SiteId>,
}

/// The thread that counts.
struct Counting {
    pulse: Pulse,
    told: Receiver<Told>,
    way: PulseDoor,
    engine: Arc<Door>,
    reader: Box<dyn LedgerReader>,
    clock: Arc<dyn Clock>,
}

/// Starts the thread.
pub(crate) fn start(
    sites: Vec<SiteSettings>,
    reader: Box<dyn LedgerReader>,
    engine: Arc<Door>,
    clock: Arc<dyn Clock>,
) -> Result<(PulseDoor, JoinHandle<()>), RuntimeError> {
    let newest = reader.last_row()?;
    let (way, told) = PulseDoor::new();
    let gaps = vec![Gap::before(newest + 1, None)];
    let mut pulse = Pulse { sites: HashMap::new(), gaps, newest, stopped: Vec::new() };
    // Before anything is read: what is of an unknown site is passed over.
    sites.into_iter().for_each(|settings| pulse.set_up(settings, clock.now()));
    let counting = Counting { pulse, told, way: way.clone(), engine, reader, clock };
    let failed = |error: std::io::Error| StoreError::Io { detail: format!("starting a thread: {error}") };
    let thread = Builder::new().name("kizukai-pulse".into()).spawn(move || counting.run()).map_err(failed)?;
    Ok((way, thread))
}

impl Counting {
    fn run(mut self) {
        let mut since_pause = 0;
        loop {
            let is_reading = !self.pulse.gaps.is_empty();
            let told = match self.patience(is_reading) {
                Some(patience) => self.told.recv_timeout(patience),
                None => self.told.try_recv().map_err(|error| match error {
                    std::sync::mpsc::TryRecvError::Empty => RecvTimeoutError::Timeout,
                    std::sync::mpsc::TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                }),
            };
            let is_quiet = match told {
                Ok(Told::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(told) => {
                    self.take(told);
                    false
                }
                Err(RecvTimeoutError::Timeout) => true,
            };
            since_pause += 1;
            let is_alarmed = !self.pulse.stopped.is_empty();
            if is_quiet || is_alarmed || since_pause >= MESSAGES_BETWEEN {
                since_pause = 0;
                self.in_a_pause();
            }
        }
    }

    /// How long to wait for news; None: not at all, there is something to read.
    fn patience(&self, is_reading: bool) -> Option<Duration> {
        match (is_reading, self.engine.is_waiting()) {
            (false, _) => Some(TICK),
            (true, true) => Some(PAUSE),
            (true, false) => None,
        }
    }

    fn take(&mut self, told: Told) {
        let now = self.clock.now();
        match told {
            Told::Inputs(inputs) => {
                self.way.taken(inputs.len());
                for stepped in inputs {
                    self.pulse.newest = self.pulse.newest.max(stepped.id);
                    self.pulse.count(&stepped.site, stepped.id, &stepped.entry);
                }
            }
            Told::Missed { from, to } => {
                self.pulse.newest = self.pulse.newest.max(to);
                self.pulse.gaps.push(Gap::missed(from, to));
            }
            Told::SetUp(settings) => self.pulse.set_up(settings, now),
            Told::Question(question) => question(&mut self.pulse),
            Told::Stop => {}
        }
    }

    /// What is done now and then, whether messages keep coming or not.
    fn in_a_pause(&mut self) {
        let now = self.clock.now();
        self.read_some(now);
        self.pulse.settle(now);
        self.pulse.watch(now);
    }

    /// Reads a little of the newest gap.
    fn read_some(&mut self, now: Timestamp) {
        let Some(mut gap) = self.pulse.gaps.pop() else { return };
        match gap.read(&*self.reader, now) {
            Ok((rows, is_end)) => {
                for row in rows.iter().filter(|row| gap.concerns(&row.site)) {
                    match Entry::read(row) {
                        Ok(entry) => self.pulse.count(&row.site, row.id, &entry),
                        Err(error) => tracing::warn!(%error, row = row.id, "an input is not counted"),
                    }
                }
                self.pulse.reached(&gap);
                if !is_end {
                    self.pulse.gaps.push(gap);
                }
            }
            // What is live is counted all the same.
            Err(error) => tracing::error!(%error, "the past cannot be read; it is not counted"),
        }
    }
}

impl Pulse {
    /// A site's figures.
    pub(crate) fn site(&self, site: &str) -> Result<&SitePulse, RuntimeError> {
        self.sites.get(site).ok_or_else(|| RuntimeError::UnknownSite(site.to_owned()))
    }

    /// Whether something of a site's past is still to be read.
    pub(crate) fn is_counting(&self, site: &str) -> bool {
        self.gaps.iter().any(|gap| gap.concerns(site))
    }

    fn count(&mut self, site: &SiteId, row: RowId, entry: &Entry) {
        if let Some(pulse) = self.sites.get_mut(site) {
            pulse.count(row, entry);
        }
    }

    /// New settings hold. Where they change what was counted, it is counted again.
    fn set_up(&mut self, settings: SiteSettings, now: Timestamp) {
        let site = settings.site.clone();
        match self.sites.get(&site) {
            Some(known) if *known.settings() == settings => return,
            Some(_) => {
                self.gaps.retain(|gap| gap.only.as_ref() != Some(&site));
                self.gaps.iter_mut().for_each(|gap| gap.except.push(site.clone()));
                self.gaps.push(Gap::before(self.newest + 1, Some(site.clone())));
            }
            None => {}
        }
        self.sites.insert(site, SitePulse::new(settings, now));
    }

    fn reached(&mut self, gap: &Gap) {
        let Some(reached) = gap.reached.filter(|_| gap.is_past) else { return };
        for (_, pulse) in self.sites.iter_mut().filter(|(site, _)| gap.concerns(site)) {
            pulse.counted_since = pulse.counted_since.min(reached.max(pulse.settings().created_at));
        }
    }

    fn settle(&mut self, now: Timestamp) {
        let reading = self.gaps.iter().map(|gap| gap.reached.unwrap_or(now)).min();
        self.sites.values_mut().for_each(|pulse| pulse.settle(now, reading));
    }

    /// Tells once when a site's events stop, and when they come again.
    fn watch(&mut self, now: Timestamp) {
        let stopped: Vec<SiteId> = self
            .sites
            .iter()
            .filter(|(site, pulse)| !self.is_counting(site) && pulse.silence(now).is_stopped)
            .map(|(site, _)| site.clone())
            .collect();
        if stopped.len() != self.stopped.len() || !stopped.iter().all(|site| self.stopped.contains(site)) {
            for site in stopped.iter().filter(|site| !self.stopped.contains(site)) {
                tracing::warn!(site = &**site, "no events arrive any more");
            }
            for site in self.stopped.iter().filter(|site| !stopped.contains(site)) {
                tracing::info!(site = &**site, "events arrive again");
            }
            measures::events_stopped(stopped.len());
            self.stopped = stopped;
        }
    }
}

impl Runtime {
    /// Asks the pulse. Everything acknowledged before is counted in the answer.
    pub(crate) async fn ask_pulse<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Pulse) -> Result<T, RuntimeError> + Send + 'static,
    ) -> Result<T, RuntimeError> {
        let (answer, reply) = oneshot::channel();
        let question = Box::new(move |pulse: &mut Pulse| {
            // The asker may have gone away.
            drop(answer.send(ask(pulse)));
        });
        if !self.inner.pulse.ask(question) {
            return Err(RuntimeError::Stopped);
        }
        reply.await.map_err(|_| RuntimeError::Stopped)?
    }
}

fn as_rfc3339<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339())
}

#[expect(clippy::ref_option, reason = "the shape serde asks for")]
fn as_rfc3339_or_null<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => serializer.serialize_some(&at.to_rfc3339()),
        None => serializer.serialize_none(),
    }
}
