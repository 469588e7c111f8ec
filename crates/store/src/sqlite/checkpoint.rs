//! Moving the write-ahead log into the file, beside the commits.
//!
//! SQLite would do it within a commit, and everybody in that commit would wait for thousands of pages to be written and
//! synced. Here a thread with a connection of its own does the bulk. The log can only begin anew when all of it is in
//! the file, which under load is never so at the end of the thread's turn: the writer itself moves the little that came
//! meanwhile, before its next transaction.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;

use super::open;
use super::schema::LEDGER;
use crate::StoreError;

/// Pages in the log from which they are moved into the file.
const MOVE_PAGES: u32 = 4_000;
/// Pages in the log from which the writer moves them all itself: the thread cannot keep up, or is gone.
const MOST_PAGES: u32 = 64_000;

/// The thread, and what it and the writer tell each other. Dropped, it ends the thread.
#[derive(Debug)]
pub(super) struct Checkpointer {
    log: Arc<Log>,
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Log {
    /// Pages in the log after the last commit.
    pages: AtomicU32,
    /// The thread has moved what there was.
    is_bulk_moved: AtomicBool,
}

impl Checkpointer {
    /// Starts the thread, and takes checkpoints out of the writer's commits.
    pub(super) fn start(dir: &Path, writer: &mut Connection) -> Result<Self, StoreError> {
        let own = open::writer(dir, &LEDGER)?;
        let log = Arc::new(Log::default());
        let (wake, woken) = sync_channel(1);
        let shared = Arc::clone(&log);
        let thread = Builder::new().name("kizukai-checkpt".into());
        let thread = thread
            .spawn(move || run(&own, &woken, &shared))
            .map_err(|error| StoreError::Io { detail: format!("starting a thread: {error}") })?;
        let (pages, bell) = (Arc::clone(&log), wake.clone());
        // This takes the place of SQLite's own checkpoints.
        writer.wal_hook(Some(move |_: &mut _, in_log: i32| {
            let in_log = u32::try_from(in_log).unwrap_or_default();
            pages.pages.store(in_log, Ordering::Relaxed);
            if in_log >= MOVE_PAGES {
                // An error says that it has been rung already.
                let _is_rung = bell.try_send(());
            }
            Ok(())
        }))?;
        Ok(Self { log, wake: Some(wake), thread: Some(thread) })
    }

    /// The writer's part, between two transactions. A failure leaves the log as it is: nothing is lost by it, and the
    /// commit that meets the cause reports it.
    pub(super) fn finish(&self, writer: &Connection) {
        let is_bulk_moved = self.log.is_bulk_moved.swap(false, Ordering::AcqRel);
        if is_bulk_moved || self.log.pages.load(Ordering::Relaxed) >= MOST_PAGES {
            drop(move_pages(writer));
        }
    }

    /// Ends the thread. The hook holds a bell of its own, so the writer's hook has to go first.
    pub(super) fn stop(&mut self, writer: &mut Connection) {
        drop(writer.wal_hook(None::<fn(&mut rusqlite::hooks::Wal, i32) -> rusqlite::Result<()>>));
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            // It holds nothing that a panic could have spoilt.
            drop(thread.join());
        }
    }
}

fn run(connection: &Connection, woken: &Receiver<()>, log: &Log) {
    while woken.recv().is_ok() {
        if move_pages(connection).is_ok() {
            log.is_bulk_moved.store(true, Ordering::Release);
        }
    }
}

/// Moves as much as can be moved without making anybody wait.
fn move_pages(connection: &Connection) -> rusqlite::Result<()> {
    connection.prepare_cached("PRAGMA wal_checkpoint(PASSIVE)")?.query_row([], |_| Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ledger;
    use crate::sqlite::DataFolder;
    use crate::sqlite::ledger::tests::input;

    #[test]
    fn the_log_begins_anew_while_commits_go_on() {
        let dir = tempfile::tempdir().unwrap();
        let mut ledger = DataFolder::open(dir.path()).unwrap().ledger().unwrap();
        // Ten times as many bytes as the log may hold before its pages are moved, and then until they have been.
        let log = dir.path().join("ledger.db-wal");
        let mut written = 0;
        for id in 1_i64.. {
            ledger.commit(&input(id, 1 << 20)).unwrap();
            written += 1_u64 << 20;
            let length = log.metadata().unwrap().len();
            assert!(length < 4 * u64::from(MOST_PAGES) * 4_096, "{length}");
            if written > 10 * u64::from(MOVE_PAGES) * 4_096 && length < written / 2 {
                break;
            }
        }
        assert!(dir.path().join("ledger.db").metadata().unwrap().len() > written / 2);
    }
}
