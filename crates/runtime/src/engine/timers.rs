//! Timers. The table is an index; whether a timer still means something, its profile knows.
//!
//! The engine wakes at the earliest due time it knows of, reads the table, steps what is due and waits until that is
//! durable before it reads the table again: so a timer fires once, and after a restart too.

use std::collections::VecDeque;

use kizukai_engagement::Input;
use kizukai_model::Timestamp;
use kizukai_store::{RowId, TimerChange, TimerRow};

use super::{Answer, Engine};
use crate::{RuntimeError, limits, measures};

/// What the engine knows of times to come.
#[derive(Default)]
pub(crate) struct TimerWatch {
    /// The earliest due time in the table; None when it is empty.
    next_due: Option<Timestamp>,
    /// Due times on their way into the table, with the row behind which they are there.
    on_their_way: VecDeque<(RowId, Timestamp)>,
    /// Fired timers leave the table when this row is durable; until then the table is not read.
    awaited: Option<RowId>,
    /// Not before; after a failure.
    not_before: Option<Timestamp>,
    waiters: Vec<Answer<()>>,
}

impl TimerWatch {
    pub(crate) fn new(next_due: Option<Timestamp>) -> Self {
        Self { next_due, ..Self::default() }
    }

    /// When to wake.
    pub(crate) fn wakes_at(&self) -> Option<Timestamp> {
        let next = if self.waiters.is_empty() { self.next_due } else { Some(Timestamp::default()) };
        if self.awaited.is_some() { None } else { next.max(self.not_before.filter(|_| next.is_some())) }
    }

    /// Somebody wants to know when everything due has been fired.
    pub(crate) fn wait(&mut self, answer: Answer<()>) {
        self.not_before = None;
        self.waiters.push(answer);
    }

    /// A timer was set by work that ends at `row` or later.
    pub(crate) fn set(&mut self, row: RowId, due: Timestamp) {
        self.on_their_way.push_back((row, due));
    }

    /// Everything up to `row` is durable.
    pub(crate) fn committed(&mut self, upto: RowId, read_next_due: impl FnOnce() -> Option<Timestamp>) {
        while let Some((_, due)) = self.on_their_way.pop_front_if(|(row, _)| *row <= upto) {
            self.next_due = Some(self.next_due.map_or(due, |next| next.min(due)));
        }
        if self.awaited.is_some_and(|awaited| awaited <= upto) {
            self.awaited = None;
            self.next_due = read_next_due();
        }
    }

    /// What was on its way is lost. Nothing is fired before that time.
    pub(crate) fn failed(&mut self, not_before: Timestamp, error: impl Fn() -> RuntimeError) {
        self.on_their_way.clear();
        self.awaited = None;
        self.not_before = Some(not_before);
        // The table is as it was; what is due in it is found when it is read next.
        self.next_due = Some(not_before);
        self.answer(|| Err(error()));
    }

    fn answer(&mut self, result: impl Fn() -> Result<(), RuntimeError>) {
        for waiter in self.waiters.drain(..) {
            // The asker may have gone away.
            drop(waiter.send(result()));
        }
    }
}

impl Engine {
    /// Fires the timers that are due, a limited number at once.
    pub(super) fn fire_what_is_due(&mut self) {
        let now = self.now();
        if self.is_stopping || self.must_wait() || self.timers.wakes_at().is_none_or(|due| due > now) {
            return;
        }
        match self.reader.due_timers(now, limits::TIMERS_AT_ONCE) {
            Ok(due) if due.is_empty() => {
                self.timers.next_due = self.reader.next_due().ok().flatten();
                self.timers.answer(|| Ok(()));
            }
            Ok(due) => self.fire(&due, now),
            Err(error) => {
                tracing::error!(%error, "timers cannot be read");
                self.timers.failed(now.plus(limits::AFTER_FAILURE), || error.clone().into());
            }
        }
    }

    fn fire(&mut self, due: &[TimerRow], now: Timestamp) {
        let mut all_fired = true;
        for row in due {
            self.begin_work();
            match self.guarded(|engine| engine.fire_one(row, now)) {
                Ok(()) => {
                    self.send_work();
                    self.timers.awaited = Some(self.last_row);
                }
                Err(error) => {
                    tracing::error!(%error, "a timer cannot be fired; it stays");
                    self.abandon_work();
                    all_fired = false;
                }
            }
        }
        self.timers.not_before = (!all_fired).then(|| now.plus(limits::AFTER_FAILURE));
    }

    fn fire_one(&mut self, row: &TimerRow, now: Timestamp) -> Result<(), RuntimeError> {
        let TimerRow { site, profile, timer, due } = row;
        let is_known = self.load(site, *profile)?.timers().any(|(id, at)| id == *timer && at <= now);
        measures::timer(is_known);
        if is_known {
            self.advance(site, *profile, Input::Timer { timer: *timer }, now)?;
        }
        let still_there = self.load(site, *profile)?.timers().any(|(id, at)| id == *timer && at == *due);
        if !still_there {
            self.work.timers.push(TimerChange::Clear(row.clone()));
        }
        Ok(())
    }
}
