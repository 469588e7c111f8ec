//! The machine's clock, with its jumps taken out.
//!
//! A machine's clock may be put a year ahead and back again, by hand or by a broken time server. Stamped on inputs, the
//! year would stay: a profile's time never goes back, so its visits and waits would stand still until the year is over;
//! and every timer of that year would have fired at once. The rules:
//!
//! - Time never goes back, over restarts too: it begins at the newest input's time, if the clock shows less.
//! - A clock that is up to an hour ahead is followed at once (a machine that slept, a correction by NTP); one that is
//!   up to an hour behind is waited for at half speed, so that nothing stands still.
//! - A clock that is further ahead is followed only when it has shown so for ten minutes; until then time goes on by
//!   the monotonic clock. A year ahead and back within that time leaves no trace.
//! - A clock that is further behind is never followed: time goes on at its own pace, and the log and `kizukai doctor`
//!   say so. Nothing waits for a year; dates are wrong until the clock has caught up.

use std::sync::{Arc, Mutex, PoisonError};

use kizukai_model::{Clock, Span, Timestamp};

use crate::measures;

/// How far the clock may be off and still be right soon.
const NEAR: Span = Span::from_hours(1);
/// How long a clock that is further ahead must stay so, in milliseconds, before it is believed.
const HELD_MS: u64 = 10 * 60_000;

/// A clock that never goes back and does not jump far.
#[derive(Debug)]
pub struct SteadyClock<C> {
    machine: Arc<C>,
    standing: Mutex<Standing>,
}

#[derive(Debug)]
struct Standing {
    /// The time last told.
    told: Timestamp,
    /// The monotonic clock when it was told.
    told_at_ms: u64,
    /// The monotonic clock when the machine's clock was first seen to be far off.
    off_since_ms: Option<u64>,
}

impl<C: Clock> SteadyClock<C> {
    /// Follows a clock from its present time.
    pub fn new(machine: Arc<C>) -> Self {
        let standing =
            Standing { told: machine.now(), told_at_ms: machine.monotonic_ms(), off_since_ms: None };
        Self { machine, standing: Mutex::new(standing) }
    }
}

impl<C: Clock> Clock for SteadyClock<C> {
    fn now(&self) -> Timestamp {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        standing.tell(self.machine.now(), self.machine.monotonic_ms())
    }

    fn monotonic_ms(&self) -> u64 {
        self.machine.monotonic_ms()
    }

    fn not_before(&self, earliest: Timestamp) {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        standing.told = standing.told.max(earliest);
    }
}

impl Standing {
    fn tell(&mut self, machine: Timestamp, monotonic_ms: u64) -> Timestamp {
        let elapsed_ms = monotonic_ms.saturating_sub(self.told_at_ms);
        let passed = |ms: u64| Span::from_ms(i64::try_from(ms).unwrap_or(i64::MAX));
        let expected = self.told.plus(passed(elapsed_ms));
        let off = machine.since(expected);
        if off.as_ms().saturating_abs() <= NEAR.as_ms() {
            self.off_since_ms = None;
            let slowly = self.told.plus(passed(elapsed_ms / 2));
            return self.set(machine.max(slowly), monotonic_ms, elapsed_ms % 2);
        }
        let since = self.note_off(off, monotonic_ms);
        let is_believed = off > NEAR && monotonic_ms.saturating_sub(since) >= HELD_MS;
        if is_believed {
            self.off_since_ms = None;
            tracing::error!(seconds = off.as_secs(), "this machine's clock stays ahead; its time holds now");
            return self.set(machine, monotonic_ms, 0);
        }
        self.set(expected, monotonic_ms, 0)
    }

    /// Since when the machine's clock is far off; says so once.
    fn note_off(&mut self, off: Span, monotonic_ms: u64) -> u64 {
        if self.off_since_ms.is_none() {
            measures::clock_jumped(off > Span::default());
            tracing::error!(
                seconds = off.as_secs(),
                "this machine's clock has jumped; time goes on by the monotonic clock"
            );
        }
        *self.off_since_ms.get_or_insert(monotonic_ms)
    }

    /// `rest_ms` of the time since the last call is not counted yet.
    fn set(&mut self, told: Timestamp, monotonic_ms: u64, rest_ms: u64) -> Timestamp {
        self.told_at_ms = monotonic_ms - rest_ms.min(monotonic_ms);
        self.told = told;
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::time::ManualClock;

    const START: Timestamp = Timestamp::from_ms(1_795_489_200_000);
    const YEAR: Span = Span::from_days(365);

    fn clock() -> (Arc<ManualClock>, SteadyClock<ManualClock>) {
        let machine = Arc::new(ManualClock::at(START));
        (Arc::clone(&machine), SteadyClock::new(machine))
    }

    fn after(span: Span) -> Timestamp {
        START.plus(span)
    }

    #[test]
    fn a_year_ahead_and_back_again_leaves_no_trace() {
        let (machine, steady) = clock();
        machine.jump(YEAR);
        for minute in 1..=9 {
            machine.advance(Span::from_mins(1));
            assert_eq!(steady.now(), after(Span::from_mins(minute)));
        }
        machine.jump(Span::from_ms(-YEAR.as_ms()));
        machine.advance(Span::from_mins(1));
        assert_eq!(steady.now(), after(Span::from_mins(10)));
        machine.advance(Span::from_hours(5));
        assert_eq!(steady.now(), after(Span::from_mins(310)));
    }

    #[test]
    fn a_year_back_is_never_followed_and_nothing_stands_still() {
        let (machine, steady) = clock();
        machine.jump(Span::from_ms(-YEAR.as_ms()));
        for hour in 1..=100 {
            machine.advance(Span::from_hours(1));
            assert_eq!(steady.now(), after(Span::from_hours(hour)));
        }
        machine.jump(YEAR);
        assert_eq!(steady.now(), after(Span::from_hours(100)), "and nothing happens when it is set right");
    }

    #[test]
    fn a_clock_that_stays_ahead_is_believed_after_a_while() {
        let (machine, steady) = clock();
        machine.jump(YEAR);
        assert_eq!(steady.now(), START);
        machine.advance(Span::from_mins(10));
        assert_eq!(steady.now(), after(YEAR).plus(Span::from_mins(10)));
        machine.jump(Span::from_ms(-YEAR.as_ms()));
        machine.advance(Span::from_mins(1));
        assert_eq!(steady.now(), after(YEAR).plus(Span::from_mins(11)), "and time does not go back");
    }

    #[test]
    fn a_small_step_ahead_is_followed_at_once_and_one_back_at_half_speed() {
        let (machine, steady) = clock();
        machine.jump(Span::from_mins(30));
        assert_eq!(steady.now(), after(Span::from_mins(30)));
        machine.jump(Span::from_mins(-10));
        for ms in 1..=1_000 {
            machine.advance(Span::from_ms(1));
            assert_eq!(steady.now(), after(Span::from_mins(30)).plus(Span::from_ms(ms / 2)));
        }
        machine.advance(Span::from_mins(30));
        assert_eq!(steady.now(), machine.now(), "until they are the same again");
    }

    #[test]
    fn time_begins_no_earlier_than_what_was_stamped_before() {
        let (machine, steady) = clock();
        steady.not_before(after(YEAR));
        machine.advance(Span::from_mins(1));
        assert_eq!(steady.now(), after(YEAR).plus(Span::from_mins(1)));
    }
}
