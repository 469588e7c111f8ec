//! The probability that a random walk has left its boundary by each of some looks.
//!
//! Armitage, McPherson & Rowe (1969, JRSS A 132, "Repeated significance tests on accumulating data"): carry the density of the
//! walks that are still inside from look to look, by numerical integration.

use super::walk::Walk;
use crate::distribution::normal_density;

/// Points at which a density is held.
const POINTS: usize = 121;

/// Standard deviations around the walk's mean that are looked at.
const REACH: f64 = 7.0;

/// Density of walks that are inside, on an even grid of the walk's own scale.
struct Inside {
    low: f64,
    step: f64,
    density: Vec<f64>,
}

impl Inside {
    /// Walks inside: their probability.
    fn probability(&self) -> f64 {
        let whole: f64 = self.density.iter().sum();
        // The trapezoid rule: the two ends count half.
        let ends = 0.5 * (self.density.first().unwrap_or(&0.0) + self.density.last().unwrap_or(&0.0));
        (whole - ends) * self.step
    }

    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        let last = self.density.len() - 1;
        self.density.iter().enumerate().map(move |(index, density)| {
            let weight = if index == 0 || index == last { 0.5 } else { 1.0 };
            (self.low + self.step * index as f64, density * weight * self.step)
        })
    }
}

/// For each look (visitors so far, increasing) the probability that there has been a verdict.
pub(super) fn crossed(walk: &Walk, looks: &[f64]) -> Vec<f64> {
    let mut inside: Option<Inside> = None;
    let mut before = 0.0;
    let each = looks.iter().map(|visitors| {
        // On the scale of sums: after n visitors the mean is drift · n, the variance spread · n.
        let next = advanced(walk, inside.as_ref(), before, *visitors);
        let probability = 1.0 - next.as_ref().map_or(0.0, Inside::probability);
        (inside, before) = (next, *visitors);
        probability.clamp(0.0, 1.0)
    });
    each.collect()
}

/// The density at the next look; none when nobody is inside any more.
fn advanced(walk: &Walk, inside: Option<&Inside>, before: f64, visitors: f64) -> Option<Inside> {
    let (low, high) = range(walk, visitors)?;
    let step = (high - low) / (POINTS - 1) as f64;
    let more = visitors - before;
    let deviation = (walk.spread * more).sqrt().max(f64::MIN_POSITIVE);
    let drift = walk.drift * more;
    let moved = |from: f64, to: f64| normal_density((to - from - drift) / deviation) / deviation;
    let density_at = |to: f64| match inside {
        None => moved(0.0, to),
        Some(inside) => inside.points().map(|(from, weight)| weight * moved(from, to)).sum(),
    };
    let density = (0..POINTS).map(|index| density_at(low + step * index as f64)).collect();
    Some(Inside { low, step, density })
}

/// Where walks without a verdict are, but for what is too far from the mean to matter.
fn range(walk: &Walk, visitors: f64) -> Option<(f64, f64)> {
    let root = visitors.sqrt();
    let (low, high) = walk.ends(visitors);
    let (mean, reach) = (walk.drift * visitors, REACH * (walk.spread * visitors).sqrt());
    let (low, high) = ((low * root).max(mean - reach), (high * root).min(mean + reach));
    (low < high).then_some((low, high))
}
