//! Draws from fixed seeds.

use kizukai_model::{Span, Timestamp};
use rand_distr::{Bernoulli, Binomial, Distribution, Poisson, StandardNormal, Uniform};
use rand_pcg::Pcg64;
use rand_pcg::rand_core::SeedableRng;

/// Median of an order, in yen.
const ORDER_MEDIAN: f64 = 4_000.0;
/// Deviation of its logarithm.
const ORDER_SPREAD: f64 = 0.8;
/// How much of that is the person's habit, and how much the order's own (squares add up to 1).
const HABIT: (f64, f64) = (0.6, 0.8);

/// What is cut off: 1 % of the orders are above.
pub(super) const LIMIT_YEN: i64 = 25_700;
/// Mean of an order that is cut there: a partial moment of the log-normal distribution.
pub(super) const ORDER_MEAN: f64 = 5_415.931_656;
/// The same of its square.
pub(super) const ORDER_SQUARE: f64 = 50_696_073.795;
/// Part of the visitors who bought something before, whatever the base rate.
pub(super) const BOUGHT_BEFORE: f64 = 0.05;

/// A stream of draws of its own for each run of each scenario.
pub(super) fn stream(scenario: u64, run: u64) -> Pcg64 {
    Pcg64::seed_from_u64(scenario << 32 | run)
}

pub(super) fn poisson(draws: &mut Pcg64, mean: f64) -> u64 {
    Poisson::new(mean).expect("a mean above 0").sample(draws) as u64
}

pub(super) fn binomial(draws: &mut Pcg64, count: u64, share: f64) -> u64 {
    Binomial::new(count, share).expect("a share").sample(draws)
}

pub(super) fn happens(draws: &mut Pcg64, share: f64) -> bool {
    Bernoulli::new(share).expect("a share").sample(draws)
}

/// One of so many.
pub(super) fn place(draws: &mut Pcg64, count: usize) -> usize {
    Uniform::new(0, count).expect("there is one").sample(draws)
}

/// A moment from `from` on, within `span`.
pub(super) fn moment(draws: &mut Pcg64, from: Timestamp, span: Span) -> Timestamp {
    let ms = Uniform::new(0, span.as_ms()).expect("a span above 0").sample(draws);
    from.plus(Span::from_ms(ms))
}

/// How much a person usually spends, in deviations.
pub(super) fn habit(draws: &mut Pcg64) -> f64 {
    StandardNormal.sample(draws)
}

/// An order of such a person, in yen.
pub(super) fn order(draws: &mut Pcg64, habit: f64) -> i64 {
    let own: f64 = StandardNormal.sample(draws);
    (ORDER_MEDIAN * (ORDER_SPREAD * (HABIT.0 * habit + HABIT.1 * own)).exp()).round() as i64
}
