//! A ledger that fails, or waits, when it is told to.

use std::sync::{Arc, Condvar, Mutex};

use kizukai_runtime::Stores;
use kizukai_store::{Commit, Erased, Erasure, Lease, Ledger, OutboxRow, Snapshots, StoreError};

/// What the ledger is to do.
#[derive(Debug, Default)]
struct Orders {
    fail_commits: usize,
    spare_snapshots: usize,
    fail_snapshots: usize,
    is_held: bool,
    waiting: usize,
}

/// The switches of a faulty ledger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(Arc<(Mutex<Orders>, Condvar)>);

impl Faults {
    fn change(&self, change: impl FnOnce(&mut Orders)) {
        change(&mut self.0.0.lock().unwrap());
        self.0.1.notify_all();
    }

    /// The next so many commits fail.
    pub(crate) fn fail_commits(&self, count: usize) {
        self.change(|orders| orders.fail_commits = count);
    }

    /// The next so many writings of snapshots fail.
    pub(crate) fn fail_snapshots(&self, count: usize) {
        self.change(|orders| orders.fail_snapshots = count);
    }

    /// After so many writings of snapshots that succeed, all of them fail.
    pub(crate) fn fail_snapshots_after(&self, spared: usize) {
        self.change(|orders| (orders.spare_snapshots, orders.fail_snapshots) = (spared, usize::MAX));
    }

    /// Commits wait until they are let go.
    pub(crate) fn hold(&self) {
        self.change(|orders| orders.is_held = true);
    }

    /// Waiting commits go on.
    pub(crate) fn let_go(&self) {
        self.change(|orders| orders.is_held = false);
    }

    /// Returns when a commit waits.
    pub(crate) fn until_one_waits(&self) {
        let orders = self.0.0.lock().unwrap();
        drop(self.0.1.wait_while(orders, |orders| orders.waiting == 0).unwrap());
    }

    /// Puts the faults before a store's ledger.
    pub(crate) fn before(&self, mut stores: Stores) -> Stores {
        stores.ledger = Box::new(FaultyLedger { inner: stores.ledger, faults: self.clone() });
        stores
    }
}

struct FaultyLedger {
    inner: Box<dyn Ledger>,
    faults: Faults,
}

impl Ledger for FaultyLedger {
    fn commit(&mut self, commit: &Commit) -> Result<(), StoreError> {
        let (orders, changed) = &*self.faults.0;
        let mut orders = orders.lock().unwrap();
        orders.waiting += 1;
        changed.notify_all();
        let mut orders = changed.wait_while(orders, |orders| orders.is_held).unwrap();
        orders.waiting -= 1;
        if orders.fail_commits > 0 {
            orders.fail_commits -= 1;
            return Err(StoreError::Full { detail: "as ordered".into() });
        }
        drop(orders);
        self.inner.commit(commit)
    }

    fn write_snapshots(&mut self, snapshots: &Snapshots) -> Result<(), StoreError> {
        let mut orders = self.faults.0.0.lock().unwrap();
        if orders.spare_snapshots > 0 {
            orders.spare_snapshots -= 1;
        } else if orders.fail_snapshots > 0 {
            orders.fail_snapshots -= 1;
            return Err(StoreError::Full { detail: "as ordered".into() });
        }
        drop(orders);
        self.inner.write_snapshots(snapshots)
    }

    fn commit_with_snapshots(&mut self, commit: &Commit, snapshots: &Snapshots) -> Result<(), StoreError> {
        let fails = |orders: &Orders| {
            orders.fail_commits > 0 || (orders.spare_snapshots == 0 && orders.fail_snapshots > 0)
        };
        let (orders, changed) = &*self.faults.0;
        let mut orders = orders.lock().unwrap();
        orders.waiting += 1;
        changed.notify_all();
        let mut orders = changed.wait_while(orders, |orders| orders.is_held).unwrap();
        orders.waiting -= 1;
        if fails(&orders) {
            // A commit that is to fail is counted when it comes alone.
            orders.fail_snapshots = orders.fail_snapshots.saturating_sub(1);
            return Err(StoreError::Full { detail: "as ordered".into() });
        }
        orders.spare_snapshots = orders.spare_snapshots.saturating_sub(1);
        drop(orders);
        self.inner.commit_with_snapshots(commit, snapshots)
    }

    fn erase(&mut self, erasure: &Erasure) -> Result<Erased, StoreError> {
        let mut orders = self.faults.0.0.lock().unwrap();
        if orders.fail_commits > 0 {
            orders.fail_commits -= 1;
            return Err(StoreError::Full { detail: "as ordered".into() });
        }
        drop(orders);
        self.inner.erase(erasure)
    }

    fn recount(&mut self) -> Result<(), StoreError> {
        self.inner.recount()
    }

    fn count_as(&mut self, way: u32) -> Result<(), StoreError> {
        self.inner.count_as(way)
    }

    fn lease_outbox(&mut self, lease: &Lease<'_>) -> Result<Vec<OutboxRow>, StoreError> {
        self.inner.lease_outbox(lease)
    }
}
