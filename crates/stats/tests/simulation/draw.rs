//! Draws of visitors and their values, by the day.

use rand_distr::{Binomial, Distribution, LogNormal, Poisson};
use rand_pcg::Pcg64;
use rand_pcg::rand_core::SeedableRng;

/// A stream of draws of its own for each run of each scenario.
pub(crate) fn stream(scenario: u64, run: u64) -> Pcg64 {
    Pcg64::seed_from_u64(scenario << 32 | run)
}

pub(crate) fn poisson(draws: &mut Pcg64, mean: f64) -> u64 {
    Poisson::new(mean).expect("a mean above 0").sample(draws) as u64
}

pub(crate) fn binomial(draws: &mut Pcg64, count: u64, share: f64) -> u64 {
    Binomial::new(count, share).expect("a share").sample(draws)
}

/// An order, in yen: skewed as real ones are (median ¥4,000, a twentieth above ¥15,000).
pub(crate) fn order(draws: &mut Pcg64) -> f64 {
    LogNormal::new(4_000_f64.ln(), 0.8).expect("a spread above 0").sample(draws)
}
