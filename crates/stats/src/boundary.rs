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

/// Standard errors beyond which nothing is told apart.
const END_MAX: f64 = 1e3;

/// Halvings of an end's place: to 10⁻¹² of the furthest.
const HALVINGS: u32 = 50;

impl Boundary {
    pub(crate) const fn new(bets: [DriftBet; BETS], error_rate: ErrorRate) -> Self {
        Self { bets, error_rate }
    }

    /// ln of the evidence against no drift, with the difference at `z` standard errors after so many visitors.
    pub(crate) fn evidence_ln(&self, visitors: f64, z: f64) -> f64 {
        let root = visitors.sqrt();
        let z = z.clamp(-END_MAX, END_MAX);
        ln_sum_exp(
            self.bets.iter().map(|bet| bet.log_weight + bet.drift * root * (z - 0.5 * bet.drift * root)),
        )
    }

    /// Where the evidence reaches its threshold above 0 (`direction` 1) or below (−1), in standard errors.
    pub(crate) fn end(&self, visitors: f64, direction: f64) -> f64 {
        let threshold = self.error_rate.threshold_ln();
        let (mut low, mut high) = (0.0, END_MAX);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.evidence_ln(visitors, direction * middle) >= threshold {
                high = middle;
            } else {
                low = middle;
            }
        }
        direction * high
    }
}
