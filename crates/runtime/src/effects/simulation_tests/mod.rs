//! Simulated phases with known truth, all the way that results really go: visitors are stepped, counted by the day as the
//! ledger counts them, and judged as the console is told of them, on every day of a month.
//!
//! | file | what |
//! |---|---|
//! | `shop` | a shop with its campaigns and plans, and one visitor in it |
//! | `crowd` | phases in which every visitor goes through the step |
//! | `pool` | phases drawn from what stepped visitors count as: thousands of them |
//! | `draw` | draws from fixed seeds |
//! | `tally` | what is counted, by arm and day |
//! | `looks` | somebody looks at a phase every day |
//! | `verdicts` | how often verdicts are wrong, intervals miss, effects are found |
//! | `sizes` | how often the alarm on the sizes of arms rings |
//!
//! `kizukai-stats` simulates its tests alone, with more phases; here nothing between a visitor and a verdict is left out but
//! the files of the store. All draws come from fixed seeds. `KIZUKAI_SOAK=1` takes more phases; figures are printed
//! (ADR 0020).

mod crowd;
mod draw;
mod looks;
mod pool;
mod shop;
mod sizes;
mod tally;
mod verdicts;

/// Days on which visitors come.
const DAYS: i64 = 30;
/// Days in which goals and orders count.
const WINDOW_DAYS: i64 = 3;

/// Phases that say enough to be held to a bound itself.
const MANY: u32 = 400;

/// Runs of a scenario: so many in the short version, so many in the long one.
fn runs(short: u32, long: u32) -> u32 {
    let is_soak = std::env::var_os("KIZUKAI_SOAK").is_some_and(|value| value == "1");
    if is_soak { long } else { short }
}

/// Whether this is the long version.
fn is_long() -> bool {
    runs(0, 1) == 1
}

/// Part of the phases in which something happened.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    hits: u32,
    runs: u32,
}

impl Share {
    fn count(&mut self, happened: bool) {
        self.hits += u32::from(happened);
        self.runs += 1;
    }

    fn get(self) -> f64 {
        f64::from(self.hits) / f64::from(self.runs)
    }

    /// Two standard errors of a share of that size in so many runs.
    fn doubt(self, share: f64) -> f64 {
        2.0 * (share * (1.0 - share) / f64::from(self.runs)).sqrt()
    }

    /// At most `bound`, with two standard errors of a share of that size.
    fn assert_at_most(self, bound: f64, what: &str) {
        println!(
            "{what}: {} of {} ({:.4}), at most {bound} + {:.4}",
            self.hits,
            self.runs,
            self.get(),
            self.doubt(bound)
        );
        assert!(self.get() <= bound + self.doubt(bound), "{what}: {self:?}");
    }

    /// At least `bound`: of [`MANY`] phases without allowance, of fewer with two standard errors.
    fn assert_at_least(self, bound: f64, what: &str) {
        let allowed = if self.runs < MANY { self.doubt(bound) } else { 0.0 };
        println!(
            "{what}: {} of {} ({:.4}), at least {bound} - {allowed:.4}",
            self.hits,
            self.runs,
            self.get()
        );
        assert!(self.get() >= bound - allowed, "{what}: {self:?}");
    }
}
