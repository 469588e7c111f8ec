//! The engine: one thread that owns every resident profile and takes one request after another.
//!
//! | file | what |
//! |---|---|
//! | `inbox` | what it is told |
//! | `decide`, `traits`, `lookup`, `present`, `sample` | serving requests |
//! | `erase` | removing a person for good |
//! | `identity` | whom a request is about: names, merges, people sharing a device (pure) |
//! | `advance` | one input: back-fill, step, rows |
//! | `residents`, `state` | profiles in memory, and building one from snapshot and rows |
//! | `names`, `pending` | what ids resolve to; facts that are not durable yet |
//! | `timers`, `snapshots` | what it does by itself |
//! | `failure` | a commit failed, or a request did halfway |
//!
//! A request changes profiles in memory and collects rows in one [`Work`], which goes to the committer together with the
//! answer. Until it is durable nobody outside hears of it; the engine itself goes on from the new state.

mod advance;
mod decide;
mod erase;
mod failure;
mod identity;
mod inbox;
mod lookup;
mod names;
mod pending;
mod present;
mod residents;
mod sample;
mod snapshots;
mod state;
mod timers;
mod traits;

use std::collections::{HashMap, VecDeque};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use kizukai_engagement::Program;
use kizukai_model::{Clock, ProfileId, SiteId, Timestamp};
use kizukai_store::{Ledger, LedgerReader, RowId, StoreError};

use crate::committer::{Committer, Job, Stepped, Work};
use crate::counting::Counting;
use crate::live::LiveFeed;
use crate::measures::Meters;
use crate::programs::{OlderPrograms, SharedCatalog};
use crate::pulse::PulseFeed;
use crate::{Fresh, RuntimeError, limits, measures};
pub(crate) use inbox::{Answer, Door, Message, Request, Written};
use names::Names;
use pending::Pending;
use present::Present;
pub(crate) use present::{Slice, SliceAsked};
use residents::Residents;
pub(crate) use sample::Sample;
use snapshots::SnapshotWriting;
pub(crate) use snapshots::{memberships, snapshot};
pub(crate) use state::check_source;
use timers::TimerWatch;

/// What the two threads are made of.
pub(crate) struct Parts {
    pub(crate) inbox: Receiver<Message>,
    pub(crate) door: Arc<Door>,
    pub(crate) ledger: Box<dyn Ledger>,
    pub(crate) reader: Box<dyn LedgerReader>,
    pub(crate) catalog: SharedCatalog,
    pub(crate) programs: HashMap<SiteId, Arc<Program>>,
    pub(crate) countings: HashMap<SiteId, Arc<Counting>>,
    pub(crate) live: Arc<LiveFeed>,
    pub(crate) pulse: PulseFeed,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) fresh: Arc<dyn Fresh>,
    pub(crate) cache_profiles: usize,
    pub(crate) cache_bytes: usize,
    pub(crate) replay_inputs: i64,
    pub(crate) commit_wait_ms: u64,
    pub(crate) is_alive: Arc<AtomicBool>,
}

pub(crate) struct Engine {
    inbox: Receiver<Message>,
    door: Arc<Door>,
    jobs: SyncSender<Job>,
    reader: Box<dyn LedgerReader>,
    clock: Arc<dyn Clock>,
    fresh: Arc<dyn Fresh>,
    /// What each site runs now.
    programs: HashMap<SiteId, Arc<Program>>,
    /// How each site's profiles are counted.
    countings: HashMap<SiteId, Arc<Counting>>,
    older: OlderPrograms,
    residents: Residents,
    present: Present,
    names: Names,
    orders: Pending<(SiteId, String), ProfileId>,
    /// Inputs stepped but not durable yet, oldest first.
    in_flight: VecDeque<Arc<Stepped>>,
    /// The last row given out.
    last_row: RowId,
    generation: u64,
    /// What the request being served has changed so far.
    work: Work,
    /// Profiles the request being served may have changed.
    touched: Vec<ProfileId>,
    timers: TimerWatch,
    snapshots: SnapshotWriting,
    /// Requests taken from the inbox while snapshots are too far behind to go on.
    held: VecDeque<Request>,
    /// Inputs that may be in no snapshot.
    replay_inputs: i64,
    is_stopping: bool,
    is_alive: Arc<AtomicBool>,
    meters: Meters,
}

/// Starts both threads. What a restart has to replay is looked up first.
pub(crate) fn start(parts: Parts) -> Result<Vec<JoinHandle<()>>, RuntimeError> {
    let (jobs, waiting_jobs) = sync_channel(limits::COMMIT_QUEUE);
    let committer = Committer {
        ledger: parts.ledger,
        jobs: waiting_jobs,
        door: Arc::clone(&parts.door),
        live: parts.live,
        pulse: parts.pulse,
        clock: Arc::clone(&parts.clock),
        wait_ms: parts.commit_wait_ms,
        refused: None,
    };
    let mut engine = Engine {
        inbox: parts.inbox,
        door: parts.door,
        jobs,
        last_row: parts.reader.last_row()?,
        timers: TimerWatch::new(parts.reader.next_due()?),
        reader: parts.reader,
        clock: parts.clock,
        fresh: parts.fresh,
        programs: parts.programs,
        countings: parts.countings,
        older: OlderPrograms::new(parts.catalog),
        residents: Residents::new(parts.cache_profiles, parts.cache_bytes),
        present: Present::default(),
        names: Names::default(),
        orders: Pending::default(),
        in_flight: VecDeque::new(),
        generation: 1,
        work: Work::default(),
        touched: Vec::new(),
        snapshots: SnapshotWriting::default(),
        held: VecDeque::new(),
        replay_inputs: parts.replay_inputs,
        is_stopping: false,
        is_alive: parts.is_alive,
        meters: Meters::default(),
    };
    engine.recover()?;
    let thread = |name: &str| Builder::new().name(format!("kizukai-{name}"));
    let failed = |error: std::io::Error| StoreError::Io { detail: format!("starting a thread: {error}") };
    let committing = thread("commit").spawn(move || committer.run()).map_err(failed)?;
    let deciding = thread("engine").spawn(move || engine.run()).map_err(failed)?;
    Ok(vec![deciding, committing])
}

impl Engine {
    fn run(mut self) {
        let alive = AliveFlag(Arc::clone(&self.is_alive));
        while self.turn().is_continue() {}
        // An error says that the committer is gone, which is what is asked of it.
        drop(self.jobs.send(Job::Stop));
        drop(alive);
    }

    /// One message, then whatever is due.
    fn turn(&mut self) -> ControlFlow<()> {
        let may_serve = !self.must_wait();
        let wait = if may_serve && !self.held.is_empty() { Duration::ZERO } else { self.time_to_wait() };
        let mut is_idle = false;
        match self.inbox.recv_timeout(wait) {
            Ok(message) => self.take(message)?,
            Err(RecvTimeoutError::Timeout) => is_idle = wait.as_millis() >= idle_ms(),
            Err(RecvTimeoutError::Disconnected) => return ControlFlow::Break(()),
        }
        if may_serve && let Some(request) = self.held.pop_front() {
            self.door.taken();
            self.serve(request);
        }
        self.fire_what_is_due();
        self.residents.evict();
        self.write_snapshots_if_wanted(is_idle);
        let behind = self.distance();
        self.meters.memory(self.residents.len(), behind, self.door.waiting());
        if self.is_stopping && self.snapshots.is_done() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn take(&mut self, message: Message) -> ControlFlow<()> {
        match message {
            Message::Request(request) => self.held.push_back(request),
            Message::Committed { upto } => self.committed(upto),
            Message::Failed { generation, first } => self.commit_failed(generation, first),
            Message::Written { profiles, result } => self.snapshots_written(&profiles, &result),
            Message::Program { program, counting, answer } => {
                self.countings.insert(program.site_id().clone(), counting);
                self.programs.insert(program.site_id().clone(), program);
                // Whoever published may have gone away; the program runs all the same.
                drop(answer.send(Ok(())));
            }
            Message::Stop { flush: false } => return ControlFlow::Break(()),
            Message::Stop { flush: true } => self.stop_after_snapshots(),
        }
        ControlFlow::Continue(())
    }

    fn serve(&mut self, request: Request) {
        match request {
            Request::Decide { site, request, received_at, answer } => {
                self.conclude(answer, |engine| engine.decide(&site, *request, received_at));
            }
            Request::Traits { site, change, received_at, answer } => {
                self.conclude(answer, |engine| engine.set_traits(&site, change, received_at));
            }
            Request::Person { site, who, answer } => {
                self.conclude(answer, |engine| engine.person(&site, &who));
            }
            Request::Head { site, who, answer } => {
                self.conclude(answer, |engine| engine.head(&site, &who));
            }
            Request::Visitors { site, asked, answer } => {
                self.conclude(answer, |engine| engine.visitors(&site, &asked));
            }
            Request::Sample { site, answer } => self.conclude(answer, |engine| engine.sample(&site)),
            Request::People { site, who, answer } => {
                self.conclude(answer, |engine| engine.people(&site, &who));
            }
            Request::Erase { site, who, answer } => {
                self.conclude(answer, |engine| engine.erase(&site, &who));
            }
            Request::FireDue { answer } => self.timers.wait(answer),
            Request::Flush { answer } => self.snapshots.wait(self.last_row, answer),
        }
    }

    /// Serves a request as one piece of work: its rows and its answer go to the committer together, or nothing of it
    /// remains.
    fn conclude<T: Send + 'static>(
        &mut self,
        answer: Answer<T>,
        serve: impl FnOnce(&mut Self) -> Result<T, RuntimeError>,
    ) {
        if self.is_stopping {
            drop(answer.send(Err(RuntimeError::Stopped)));
            return;
        }
        self.begin_work();
        match self.guarded(serve) {
            Ok(reply) => {
                self.work.releases.push(Box::new(move |durable| {
                    // The asker may have gone away.
                    drop(answer.send(durable.map(|()| reply)));
                }));
                self.send_work();
            }
            Err(error) => {
                if !error.is_passing() {
                    measures::broken();
                    tracing::error!(%error, "request failed");
                }
                self.abandon_work();
                drop(answer.send(Err(error)));
            }
        }
    }

    /// A mistake met by one visitor's data must not stop the shop: that request fails, its profiles are built anew.
    fn guarded<T>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, RuntimeError>,
    ) -> Result<T, RuntimeError> {
        let met_mistake = || RuntimeError::Damaged("a mistake in this program was met; see the log".into());
        catch_unwind(AssertUnwindSafe(|| act(self))).unwrap_or_else(|_| Err(met_mistake()))
    }

    fn begin_work(&mut self) {
        self.touched.clear();
        self.work = Work { generation: self.generation, first: self.last_row + 1, ..Work::default() };
    }

    fn next_row(&mut self) -> RowId {
        self.last_row += 1;
        self.last_row
    }

    /// Hands the work to the committer; waits while it has too much already.
    fn send_work(&mut self) {
        let mut work = std::mem::take(&mut self.work);
        let changes_more = !(work.aliases.is_empty() && work.timers.is_empty() && work.orders.is_empty());
        if work.inputs.is_empty() && changes_more {
            // So that its commit can be told from the one before.
            self.next_row();
        }
        work.last = self.last_row;
        if self.jobs.send(Job::Work(work)).is_err() {
            tracing::error!("the committer has stopped; nothing more can be stored");
            self.is_alive.store(false, Ordering::Release);
        }
    }

    /// Everything up to this row is durable.
    fn committed(&mut self, upto: RowId) {
        let durable = self.in_flight.iter().take_while(|stepped| stepped.id <= upto).count();
        self.in_flight.drain(..durable);
        self.names.settle(upto);
        self.orders.settle(upto);
        let next_due = || self.reader.next_due().ok().flatten();
        self.timers.committed(upto, next_due);
    }

    /// Inputs that a restart would have to replay.
    fn distance(&self) -> i64 {
        self.residents.oldest_dirty().map_or(0, |oldest| self.last_row - oldest + 1)
    }

    /// Whether snapshots are so far behind that no further input may be taken: a restart would replay too much, or too
    /// much memory is held by profiles that are in no snapshot.
    fn must_wait(&self) -> bool {
        self.distance() >= self.replay_inputs || self.residents.overflow() >= 1.0
    }

    fn time_to_wait(&self) -> Duration {
        let until_due = self.timers.wakes_at().map_or(limits::IDLE, |due| due.since(self.clock.now()));
        let ms = until_due.min(limits::IDLE).as_ms().max(1);
        Duration::from_millis(ms.unsigned_abs())
    }

    fn program(&self, site: &SiteId) -> Result<Arc<Program>, RuntimeError> {
        self.programs.get(site).cloned().ok_or_else(|| RuntimeError::UnknownSite(site.to_string()))
    }

    /// How a site's profiles are counted.
    fn counting(&self, site: &SiteId) -> Result<&Arc<Counting>, RuntimeError> {
        self.countings.get(site).ok_or_else(|| RuntimeError::UnknownSite(site.to_string()))
    }

    /// The program that an input was stepped under.
    fn program_of(&mut self, site: &SiteId, version: u64) -> Result<Arc<Program>, RuntimeError> {
        let current = self.programs.get(site).filter(|program| program.version() == version);
        current.map_or_else(|| self.older.get(site, version), |program| Ok(Arc::clone(program)))
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

fn idle_ms() -> u128 {
    u128::from(limits::IDLE.as_ms().unsigned_abs())
}

/// Says that the engine is gone, however it went.
struct AliveFlag(Arc<AtomicBool>);

impl Drop for AliveFlag {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
