//! How long something took, and until when to wait for it. The only module of the testkit that reads a clock.

use std::time::{Duration, Instant};

/// Measures from its start.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "measuring the started program is what this module is for")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// Milliseconds since the start, with fractions.
    pub fn elapsed_ms(&self) -> f64 {
        self.elapsed().as_secs_f64() * 1_000.0
    }
}

/// A moment until which to wait for something.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    watch: Stopwatch,
    limit: Duration,
}

impl Deadline {
    /// So long from now.
    pub fn after(limit: Duration) -> Self {
        Self { watch: Stopwatch::start(), limit }
    }

    /// What is left; zero once it has passed.
    pub fn left(&self) -> Duration {
        self.limit.saturating_sub(self.watch.elapsed())
    }

    /// Whether it has passed.
    pub fn is_over(&self) -> bool {
        self.left().is_zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_passes_and_then_has_nothing_left() {
        assert!(!Deadline::after(Duration::from_secs(60)).is_over());
        let over = Deadline::after(Duration::ZERO);
        assert!(over.is_over() && over.left().is_zero());
    }
}
