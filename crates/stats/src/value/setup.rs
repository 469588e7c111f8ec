//! What is fixed before a phase begins, and the boundary that follows from it.

use crate::boundary::{Boundary, DriftBet};
use crate::distribution::normal_upper;
use crate::error::{StatsError, positive};
use crate::interval::{ErrorRate, LiftInterval};
use crate::limits::VISITORS_MAX;
use crate::stakes::stakes;

/// Visitors an arm needs before its mean is looked at.
pub const VISITORS_MIN: u64 = 100;

/// Buyers an arm needs before its mean is looked at.
pub const BUYERS_MIN: u64 = 25;

/// The power that a sample for a fixed horizon is planned with.
const PLANNED_POWER: f64 = 0.8;

/// A phase's plan for a value, fixed before its first visitor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setup {
    boundary: Boundary,
    error_rate: ErrorRate,
    is_never_negative: bool,
}

impl Setup {
    /// Tuned for the effect that one look after `planned_visitors`, in both arms together, would find four times in five
    /// ([`crate::plan::fixed_visitors`] of the smallest lift that matters). The plan decides how soon an effect is found and
    /// how narrow intervals are when, not whether they hold. A plan of less than one visitor counts as one of one, and a plan of
    /// more than two arms of [`VISITORS_MAX`] as one of these.
    ///
    /// # Errors
    /// [`StatsError::NotPositive`].
    pub fn new(planned_visitors: f64, error_rate: ErrorRate) -> Result<Self, StatsError> {
        let planned = positive("planned visitors", planned_visitors)?.clamp(1.0, 2.0 * VISITORS_MAX as f64);
        let quantiles = normal_upper(error_rate.get() / 2.0) + normal_upper(1.0 - PLANNED_POWER);
        let smallest = quantiles / planned.sqrt();
        let bets = stakes().map(|stake| DriftBet {
            drift: stake.direction * stake.size * smallest,
            log_weight: stake.log_weight,
        });
        Ok(Self { boundary: Boundary::new(bets, error_rate), error_rate, is_never_negative: false })
    }

    /// For values that cannot be below 0: revenue can not, profit can. Nothing is lost by more than all of it then, and no lift
    /// is said to be below −1.
    #[must_use]
    pub const fn never_negative(self) -> Self {
        Self { is_never_negative: true, ..self }
    }

    /// Those of the lifts that there can be.
    pub(super) fn possible(&self, lift: LiftInterval) -> LiftInterval {
        let end = |end: f64| if self.is_never_negative { end.max(-1.0) } else { end };
        LiftInterval { low: lift.low.map(end), high: lift.high.map(end) }
    }

    /// How often a verdict may be wrong.
    pub const fn error_rate(&self) -> ErrorRate {
        self.error_rate
    }

    pub(crate) const fn boundary(&self) -> Boundary {
        self.boundary
    }

    /// Half the width of the interval after so many visitors, in standard errors.
    pub(super) fn radius(&self, visitors: f64) -> f64 {
        self.boundary.end(visitors, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::END_MAX;

    #[test]
    fn the_radius_is_where_the_evidence_reaches_its_threshold() {
        // Plans that are far too small or too large for what came are among them.
        for rate in [ErrorRate::TWENTIETH, ErrorRate::new(1e-12).unwrap()] {
            for planned in [1e-300, 5_000.0, 1e11, 1e300] {
                let setup = Setup::new(planned, rate).unwrap();
                for visitors in [200.0, 1e3, 5e3, 1e5, 2e12] {
                    let radius = setup.radius(visitors);
                    let (before, behind) = (radius * (1.0 - 1e-9), radius * (1.0 + 1e-9));
                    let is_reached =
                        |z: f64| setup.boundary().evidence_ln(visitors, z) >= rate.threshold_ln();
                    let place = format!("{planned} {visitors}: {radius}");
                    assert!(radius < END_MAX && !is_reached(before) && is_reached(behind), "{place}");
                }
            }
        }
    }

    #[test]
    fn the_boundary_is_lower_than_the_normal_mixtures_where_it_was_planned() {
        // √(2 (1 + 1/x) ln(√(1 + x) / α)) at its best x, 7.94: equation 9 of the paper's preprint.
        let radius = Setup::new(5_000.0, ErrorRate::TWENTIETH).unwrap().radius(9_000.0);
        assert!((2.6..3.03).contains(&radius), "{radius}");
    }
}
