//! When a commit fails, or a request fails halfway.
//!
//! Either way some rows that were given out will never exist. Everything in memory that came from them is dropped, and
//! built again from what is durable when it is next needed. Nothing is repaired in place.

use kizukai_store::RowId;

use super::Engine;
use crate::{RuntimeError, limits};

impl Engine {
    /// Nothing from `first` on, of that generation, is or will be stored: the committer has refused all of it.
    pub(super) fn commit_failed(&mut self, generation: u64, first: RowId) {
        if generation < self.generation {
            return;
        }
        self.generation = generation + 1;
        self.touched.clear();
        self.forget_from(first);
        let not_before = self.now().plus(limits::AFTER_FAILURE);
        let failed = || RuntimeError::Retry("a commit failed".into());
        self.timers.failed(not_before, failed);
        tracing::warn!(generation = self.generation, "going on from what is durable");
    }

    /// The request being served has failed: what it did so far never happened.
    pub(super) fn abandon_work(&mut self) {
        let work = std::mem::take(&mut self.work);
        self.forget_from(work.first);
    }

    fn forget_from(&mut self, first: RowId) {
        let kept = self.in_flight.iter().take_while(|stepped| stepped.id < first).count();
        for stepped in self.in_flight.drain(kept..) {
            self.residents.forget_from(&stepped.entry.profile, first);
        }
        for profile in self.touched.drain(..) {
            self.residents.forget_from(&profile, first);
        }
        self.names.forget_from(first);
        self.orders.forget_from(first);
    }
}
