//! The demo's clock: it may begin thirty days ago, is moved forward by the simulated visitors, and then tells the real
//! time. It never goes back.

use std::sync::atomic::{AtomicI64, Ordering};

use kizukai_model::time::SystemClock;
use kizukai_model::{Clock, Timestamp};

/// Stands for the real time.
const REAL: i64 = i64::MAX;

/// A clock that can be put into the past once.
#[derive(Debug)]
pub(crate) struct DemoClock {
    real: SystemClock,
    told_ms: AtomicI64,
}

impl Default for DemoClock {
    /// The real time.
    fn default() -> Self {
        Self { real: SystemClock::default(), told_ms: AtomicI64::new(REAL) }
    }
}

impl DemoClock {
    /// A clock that stands at `past` until it is moved.
    pub(crate) fn beginning_at(past: Timestamp) -> Self {
        Self { real: SystemClock::default(), told_ms: AtomicI64::new(past.as_ms()) }
    }

    /// The real time, whatever the clock tells.
    pub(crate) fn real_now(&self) -> Timestamp {
        self.real.now()
    }

    /// Moves forward to a moment, at most to the real time; never back.
    pub(crate) fn reach(&self, moment: Timestamp) {
        self.told_ms.fetch_max(moment.min(self.real.now()).as_ms(), Ordering::SeqCst);
    }

    /// Tells the real time from now on.
    pub(crate) fn go_live(&self) {
        self.told_ms.store(REAL, Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        match self.told_ms.load(Ordering::SeqCst) {
            REAL => self.real.now(),
            told_ms => Timestamp::from_ms(told_ms),
        }
    }

    fn monotonic_ms(&self) -> u64 {
        self.real.monotonic_ms()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::Span;

    #[test]
    fn it_goes_from_the_past_to_the_present_and_never_back() {
        let present = SystemClock::default().now();
        let past = present.minus(Span::from_days(30));
        let clock = DemoClock::beginning_at(past);
        assert_eq!(clock.now(), past);
        clock.reach(past.plus(Span::from_days(2)));
        clock.reach(past.plus(Span::from_days(1)));
        assert_eq!(clock.now(), past.plus(Span::from_days(2)));
        clock.reach(present.plus(Span::from_days(9)));
        assert!(clock.now() >= present && clock.now() < present.plus(Span::from_days(1)));
        let before = clock.now();
        clock.go_live();
        assert!(clock.now() >= before);
        assert!(DemoClock::default().now() >= present);
    }
}
