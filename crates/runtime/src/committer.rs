//! The thread that makes things durable: it takes whatever waits, commits it as one transaction, and only then
//! releases the answers. Snapshots come in small portions, each written in the transaction of the commit it meets, so
//! that what a snapshot contains is always committed before it or with it, and nobody waits for a second sync.
//!
//! When a commit fails, everything stepped on top of it is worthless. The engine's work carries a **generation**: the
//! committer refuses the rest of the failed generation, tells the engine, and the engine begins the next one from what
//! is durable.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

use kizukai_model::{Clock, SiteId};
use kizukai_store::{
    AliasRow, Commit, Erased, Erasure, InputRow, Ledger, OrderClaim, RowId, Snapshots, StoreError,
    TimerChange,
};

use crate::engine::Written;

use crate::codec::{self, Entry};
use crate::engine::{Door, Message};
use crate::live::{LiveFeed, LiveInput};
use crate::pulse::PulseFeed;
use crate::{RuntimeError, limits, measures};

/// Called once the work is durable, or known not to be.
pub(crate) type Release = Box<dyn FnOnce(Result<(), RuntimeError>) + Send>;

/// An input that was stepped and waits to be appended.
#[derive(Debug)]
pub(crate) struct Stepped {
    pub(crate) id: RowId,
    pub(crate) site: SiteId,
    pub(crate) prev: Option<RowId>,
    pub(crate) program: u64,
    pub(crate) entry: Entry,
}

/// What one request changed: committed as a whole.
#[derive(Default)]
pub(crate) struct Work {
    pub(crate) generation: u64,
    /// No row of it has a smaller id.
    pub(crate) first: RowId,
    /// No row of it has a greater id.
    pub(crate) last: RowId,
    pub(crate) inputs: Vec<Arc<Stepped>>,
    pub(crate) aliases: Vec<AliasRow>,
    pub(crate) timers: Vec<TimerChange>,
    pub(crate) orders: Vec<OrderClaim>,
    pub(crate) releases: Vec<Release>,
}

/// Snapshots on their way, with what the engine wants to hear of each once it is written.
#[derive(Default)]
pub(crate) struct SnapshotWork {
    pub(crate) generation: u64,
    pub(crate) snapshots: Snapshots,
    pub(crate) heads: Vec<Written>,
}

/// People to be removed for good; the engine waits for the outcome.
pub(crate) struct EraseWork {
    pub(crate) generation: u64,
    pub(crate) erasure: Erasure,
    pub(crate) done: SyncSender<Result<Erased, RuntimeError>>,
}

/// What goes into one transaction.
#[derive(Default)]
struct Batch {
    works: Vec<Work>,
    inputs: usize,
    snapshots: Option<SnapshotWork>,
}

impl Batch {
    /// Takes a job in, or hands back one that belongs behind this batch.
    fn take(&mut self, job: Job) -> Option<Job> {
        match job {
            Job::Work(work) => {
                self.inputs += work.inputs.len();
                self.works.push(work);
                None
            }
            Job::Snapshots(snapshots) if self.snapshots.is_none() => {
                self.snapshots = Some(snapshots);
                None
            }
            other => Some(other),
        }
    }
}

/// What the committer is given, in order.
pub(crate) enum Job {
    /// Rows to commit, or answers to release behind the rows before.
    Work(Work),
    /// Snapshots to write.
    Snapshots(SnapshotWork),
    /// People to remove.
    Erase(EraseWork),
    /// Nothing comes any more.
    Stop,
}

/// The one owner of the ledger's writer.
pub(crate) struct Committer {
    pub(crate) ledger: Box<dyn Ledger>,
    pub(crate) jobs: Receiver<Job>,
    pub(crate) door: Arc<Door>,
    pub(crate) live: Arc<LiveFeed>,
    pub(crate) pulse: PulseFeed,
    pub(crate) clock: Arc<dyn Clock>,
    /// For how long one more piece of work is waited for, [`crate::Options::commit_wait_ms`].
    pub(crate) wait_ms: u64,
    /// Nothing of this generation or an older one is stored any more.
    pub(crate) refused: Option<u64>,
}

impl Committer {
    /// Works until told to stop.
    pub(crate) fn run(mut self) {
        let mut put_back = None;
        while let Some(job) = put_back.take().or_else(|| self.jobs.recv().ok()) {
            match job {
                Job::Stop => break,
                Job::Erase(work) => self.erase(work),
                job @ (Job::Work(_) | Job::Snapshots(_)) => {
                    let (batch, next) = self.gather(job);
                    self.store(batch);
                    put_back = next;
                }
            }
        }
    }

    /// Everything that waits behind `first`, up to the size of a batch; and the job that ended it. While the engine steps
    /// requests that came already, their work is waited for: a commit costs the same for one as for many.
    fn gather(&self, first: Job) -> (Batch, Option<Job>) {
        let mut batch = Batch::default();
        let mut refused = batch.take(first);
        let until_ms = self.clock.monotonic_ms() + self.wait_ms;
        while refused.is_none() && batch.inputs < limits::COMMIT_INPUTS {
            let is_more_coming = self.door.is_waiting() && self.clock.monotonic_ms() <= until_ms;
            let patience = Duration::from_millis(if is_more_coming { self.wait_ms } else { 0 });
            match self.jobs.recv_timeout(patience) {
                Ok(job) => refused = batch.take(job),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        (batch, refused)
    }

    /// A transaction of its own, behind all that was stepped before. When it fails nothing is built upon it, so nothing
    /// else is refused.
    fn erase(&mut self, EraseWork { generation, erasure, done }: EraseWork) {
        let outcome = if self.is_refused(generation) {
            Err(RuntimeError::Retry("an earlier commit failed".into()))
        } else {
            self.ledger.erase(&erasure).map_err(|error| {
                tracing::error!(%error, "nobody was erased");
                RuntimeError::Retry(error.to_string())
            })
        };
        // The engine waits for it; it is gone only when the whole runtime ends.
        drop(done.send(outcome));
    }

    fn is_refused(&self, generation: u64) -> bool {
        self.refused.is_some_and(|refused| generation <= refused)
    }

    fn store(&mut self, batch: Batch) {
        let refusal = || RuntimeError::Retry("an earlier commit failed".into());
        let (refused, mut works): (Vec<_>, Vec<_>) =
            batch.works.into_iter().partition(|work| self.is_refused(work.generation));
        release(refused, &Err(refusal()));
        let commit = rows(&mut works);
        let mut snapshots = batch.snapshots;
        if let Some(stale) = snapshots.take_if(|snapshots| self.is_refused(snapshots.generation)) {
            self.door.report(Message::Written { profiles: stale.heads, result: Err(refusal()) });
        }
        match self.append(&commit, snapshots) {
            Ok(()) => self.succeed(works),
            Err(error) => self.fail(works, &error),
        }
    }

    /// Appends the commit, in one transaction with the snapshots. If that fails the commit goes alone: what is wrong with a
    /// profile's snapshot must not cost others their inputs.
    fn append(&mut self, commit: &Commit, snapshots: Option<SnapshotWork>) -> Result<(), StoreError> {
        let Some(SnapshotWork { snapshots, heads, .. }) = snapshots else { return self.append_alone(commit) };
        let count = heads.len();
        let started_ms = self.clock.monotonic_ms();
        let both = self.ledger.commit_with_snapshots(commit, &snapshots);
        match both {
            Ok(()) => {
                measures::snapshots_written(count);
                self.measure(commit, started_ms);
                self.door.report(Message::Written { profiles: heads, result: Ok(()) });
                Ok(())
            }
            Err(error) => {
                tracing::error!(%error, profiles = count, "snapshots could not be written");
                measures::snapshots_failed();
                let result = Err(RuntimeError::Store(error));
                self.door.report(Message::Written { profiles: heads, result });
                self.append_alone(commit)
            }
        }
    }

    fn append_alone(&mut self, commit: &Commit) -> Result<(), StoreError> {
        if commit.is_empty() {
            return Ok(());
        }
        let started_ms = self.clock.monotonic_ms();
        self.ledger.commit(commit)?;
        self.measure(commit, started_ms);
        Ok(())
    }

    fn measure(&self, commit: &Commit, started_ms: u64) {
        if !commit.is_empty() {
            measures::committed(commit.inputs.len(), self.clock.monotonic_ms().saturating_sub(started_ms));
        }
    }

    fn succeed(&mut self, mut works: Vec<Work>) {
        let Some(upto) = works.last().map(|work| work.last) else { return };
        self.door.report(Message::Committed { upto });
        self.tell_watchers(&works);
        // Before the answers go: who asks the pulse after an answer finds it counted.
        self.pulse.hand_over(works.iter_mut().flat_map(|work| std::mem::take(&mut work.inputs)).collect());
        release(works, &Ok(()));
    }

    fn fail(&mut self, batch: Vec<Work>, error: &StoreError) {
        measures::commit_failed();
        let generation = batch.iter().map(|work| work.generation).max().unwrap_or_default();
        let first = batch.iter().map(|work| work.first).min().unwrap_or_default();
        tracing::error!(%error, works = batch.len(), "commit failed; its requests are answered with retry");
        self.refused = Some(generation);
        // The report goes first: who sends again at once must meet an engine that knows.
        self.door.report(Message::Failed { generation, first });
        release(batch, &Err(RuntimeError::Retry(error.to_string())));
    }

    fn tell_watchers(&self, batch: &[Work]) {
        for stepped in batch.iter().flat_map(|work| &work.inputs) {
            let Some(watchers) = self.live.watched(&stepped.site) else { continue };
            let events = codec::shown(&stepped.entry);
            if !events.is_empty() {
                let entry = &stepped.entry;
                let anonymous_id = entry.device_id().map(str::to_owned);
                let input = LiveInput { profile: entry.profile, anonymous_id, seq: entry.seq, events };
                // An error says that the last watcher has just left.
                drop(watchers.send(Arc::new(input)));
            }
        }
    }
}

fn release(batch: Vec<Work>, result: &Result<(), RuntimeError>) {
    for release in batch.into_iter().flat_map(|work| work.releases) {
        release(result.clone());
    }
}

fn rows(batch: &mut [Work]) -> Commit {
    let mut commit = Commit::default();
    for work in batch {
        commit.inputs.extend(work.inputs.iter().map(|stepped| row(stepped)));
        commit.aliases.append(&mut work.aliases);
        commit.timers.append(&mut work.timers);
        commit.orders.append(&mut work.orders);
    }
    commit
}

fn row(stepped: &Stepped) -> InputRow {
    let entry = &stepped.entry;
    InputRow {
        id: stepped.id,
        site: stepped.site.clone(),
        profile: entry.profile,
        seq: entry.seq,
        prev: stepped.prev,
        now: entry.now,
        program: stepped.program,
        input: codec::encode_input(&entry.input),
        decisions: codec::encode_effects(&entry.effects),
    }
}
