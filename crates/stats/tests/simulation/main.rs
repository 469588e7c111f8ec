//! Simulated phases with known truth: how often verdicts are wrong, intervals miss, effects are found, alarms ring.
//!
//! All draws come from fixed seeds. The short version is a part of every test run; `KIZUKAI_SOAK=1` makes it twenty times
//! longer. A bound is what the product promises, with two standard errors of the simulation itself; figures are printed.

#![expect(clippy::print_stdout, reason = "the figures of the long version go into ADR 0018")]

mod draw;
mod many;
mod rate;
mod ratio;
mod sale;
mod value;

/// Runs of a scenario: so many in the short version.
fn runs(short: u32) -> u32 {
    let is_soak = std::env::var_os("KIZUKAI_SOAK").is_some_and(|value| value == "1");
    if is_soak { short * 20 } else { short }
}

/// Part of the runs in which something happened.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    hits: u32,
    runs: u32,
}

impl Share {
    fn of(runs: u32, mut happens: impl FnMut(u64) -> bool) -> Self {
        let hits = (0..runs).filter(|run| happens(u64::from(*run))).count();
        Self { hits: u32::try_from(hits).expect("no more than runs"), runs }
    }

    fn get(self) -> f64 {
        f64::from(self.hits) / f64::from(self.runs)
    }

    /// At most `bound`, with two standard errors of a share of that size.
    fn assert_at_most(self, bound: f64, what: &str) {
        let error = (bound * (1.0 - bound) / f64::from(self.runs)).sqrt();
        println!("{what}: {:.4} of {}, at most {bound} + {:.4}", self.get(), self.runs, 2.0 * error);
        assert!(self.get() <= bound + 2.0 * error, "{what}: {:.4}", self.get());
    }

    /// At least `bound`, without any allowance.
    fn assert_at_least(self, bound: f64, what: &str) {
        println!("{what}: {:.4} of {}, at least {bound}", self.get(), self.runs);
        assert!(self.get() >= bound, "{what}: {:.4}", self.get());
    }
}
