//! The thread that makes things durable: it takes whatever waits, commits it as one transaction, and only then
//! releases the answers. Snapshots are written here too, in turn with the commits, so that what a snapshot contains
//! is always committed before it.
//!
//! When a commit fails, everything stepped on top of it is worthless. The engine's work carries a **generation**: the
//! committer refuses the rest of the failed generation, tells the engine, and the engine begins the next one from what
//! is durable.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use kizukai_model::{Clock, ProfileId, SiteId};
use kizukai_store::{
    AliasRow, Commit, InputRow, Ledger, OrderClaim, RowId, Snapshots, StoreError, TimerChange,
};

use crate::codec::{self, Entry};
use crate::engine::{Door, Message};
use crate::live::{LiveFeed, LiveInput};
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

/// Snapshots on their way, with each profile's newest row in them.
#[derive(Default)]
pub(crate) struct SnapshotWork {
    pub(crate) generation: u64,
    pub(crate) snapshots: Snapshots,
    pub(crate) heads: Vec<(ProfileId, RowId)>,
}

/// What the committer is given, in order.
pub(crate) enum Job {
    /// Rows to commit, or answers to release behind the rows before.
    Work(Work),
    /// Snapshots to write.
    Snapshots(SnapshotWork),
    /// Nothing comes any more.
    Stop,
}

/// The one owner of the ledger's writer.
pub(crate) struct Committer {
    pub(crate) ledger: Box<dyn Ledger>,
    pub(crate) jobs: Receiver<Job>,
    pub(crate) door: Arc<Door>,
    pub(crate) live: Arc<LiveFeed>,
    pub(crate) clock: Arc<dyn Clock>,
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
                Job::Snapshots(work) => self.write(work),
                Job::Work(work) => {
                    let (batch, next) = self.gather(work);
                    self.commit(batch);
                    put_back = next;
                }
            }
        }
    }

    /// Everything that waits behind `first`, up to the size of a batch; and the job that ended it.
    fn gather(&self, first: Work) -> (Vec<Work>, Option<Job>) {
        let mut inputs = first.inputs.len();
        let mut batch = vec![first];
        while inputs < limits::COMMIT_INPUTS {
            match self.jobs.try_recv() {
                Ok(Job::Work(work)) => {
                    inputs += work.inputs.len();
                    batch.push(work);
                }
                Ok(other) => return (batch, Some(other)),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
        }
        (batch, None)
    }

    fn is_refused(&self, generation: u64) -> bool {
        self.refused.is_some_and(|refused| generation <= refused)
    }

    fn commit(&mut self, batch: Vec<Work>) {
        let (refused, mut batch): (Vec<_>, Vec<_>) =
            batch.into_iter().partition(|work| self.is_refused(work.generation));
        release(refused, &Err(RuntimeError::Retry("an earlier commit failed".into())));
        let Some(upto) = batch.last().map(|work| work.last) else { return };
        let commit = rows(&mut batch);
        match self.append(&commit) {
            Ok(()) => {
                self.door.report(Message::Committed { upto });
                self.tell_watchers(&batch);
                release(batch, &Ok(()));
            }
            Err(error) => self.fail(batch, &error),
        }
    }

    fn append(&mut self, commit: &Commit) -> Result<(), StoreError> {
        if commit.is_empty() {
            return Ok(());
        }
        let started_ms = self.clock.monotonic_ms();
        self.ledger.commit(commit)?;
        measures::committed(commit.inputs.len(), self.clock.monotonic_ms().saturating_sub(started_ms));
        Ok(())
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

    fn write(&mut self, work: SnapshotWork) {
        let written = if self.is_refused(work.generation) {
            Err(RuntimeError::Retry("an earlier commit failed".into()))
        } else {
            self.ledger.write_snapshots(&work.snapshots).map_err(|error| {
                tracing::error!(%error, profiles = work.heads.len(), "snapshots could not be written");
                measures::snapshots_failed();
                RuntimeError::Store(error)
            })
        };
        if written.is_ok() {
            measures::snapshots_written(work.heads.len());
        }
        self.door.report(Message::Written { profiles: work.heads, result: written });
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
