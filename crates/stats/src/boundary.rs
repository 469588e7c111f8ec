//! How far from 0 a standardised difference has to be for a verdict, where sums are taken as normal.
//!
//! A Brownian motion B with drift is bet against with the mixture Σ w exp(dB − d²n/2) over drifts d, after n visitors. That is a
//! martingale without drift, so it ever reaches 1/α with probability α at most (Robbins 1970, Ann. Math. Statist. 41(5); the
//! stakes are [`crate::stakes`]). Solved for B it is a boundary.

use crate::interval::ErrorRate;
use crate::log_space::ln_sum_exp;
use crate::stakes::BETS;

/// Drifts that are bet upon, per root of a visitor, in standard errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Boundary {
    bets: [DriftBet; BETS],
    error_rate: ErrorRate,
}

/// One drift.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct DriftBet {
    pub(crate) drift: f64,
    pub(crate) log_weight: f64,
}

/// Standard errors beyond which evidence is not told apart. Further away than the boundary of any test of values: that lies within
/// 5 · 10⁵ up to the most visitors, for every plan and every error rate there is.
pub(crate) const END_MAX: f64 = 1e6;

/// Halvings of an end's place: to 10⁻¹⁵ of where it is at most.
const HALVINGS: u32 = 50;

impl Boundary {
    pub(crate) const fn new(bets: [DriftBet; BETS], error_rate: ErrorRate) -> Self {
        Self { bets, error_rate }
    }

    /// ln of the evidence against no drift, with the difference at `z` standard errors after so many visitors.
    pub(crate) fn evidence_ln(&self, visitors: f64, z: f64) -> f64 {
        self.mixture_ln(visitors.sqrt(), z.clamp(-END_MAX, END_MAX))
    }

    fn mixture_ln(&self, root: f64, z: f64) -> f64 {
        ln_sum_exp(
            self.bets.iter().map(|bet| bet.log_weight + bet.drift * root * (z - 0.5 * bet.drift * root)),
        )
    }

    /// Where the evidence reaches its threshold above 0 (`direction` 1) or below (−1), in standard errors.
    pub(crate) fn end(&self, visitors: f64, direction: f64) -> f64 {
        let (threshold, root) = (self.error_rate.threshold_ln(), visitors.sqrt());
        let (mut low, mut high) = (0.0, self.end_at_most(root, direction));
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.mixture_ln(root, direction * middle) >= threshold {
                high = middle;
            } else {
                low = middle;
            }
        }
        direction * high
    }

    /// Where the first of the bets in that direction reaches the threshold alone: w exp(dB − d²n/2) = 1/α, solved for B/√n. The
    /// mixture has reached it by then.
    fn end_at_most(&self, root: f64, direction: f64) -> f64 {
        let threshold = self.error_rate.threshold_ln();
        let ends = self.bets.iter().filter(|bet| bet.drift * direction > 0.0).map(|bet| {
            let drift = bet.drift.abs() * root;
            (threshold - bet.log_weight) / drift + 0.5 * drift
        });
        ends.fold(f64::MAX, f64::min)
    }
}
