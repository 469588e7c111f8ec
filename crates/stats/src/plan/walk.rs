//! A test in its normal limit, with the lift that is true.

use super::measure::{Measure, fixed_visitors};
use crate::boundary::{Boundary, DriftBet};
use crate::error::StatsError;
use crate::interval::ErrorRate;
use crate::rate;
use crate::value;

/// The difference of means over its standard error without an effect is a random walk: after n visitors its mean is `drift`·√n,
/// and its variance `spread`. It ends at the boundary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    /// Standard errors of drift for the root of one visitor.
    pub(super) drift: f64,
    /// Variance of what is standardised: 1, but for rates under an effect with unequal arms.
    pub(super) spread: f64,
    boundary: Boundary,
}

/// The power with which samples of a fixed horizon are planned.
const PLANNED_POWER: f64 = 0.8;

impl Walk {
    /// For a measure under a true `lift`, with a test planned for the lift `smallest`.
    pub(super) fn new(
        measure: Measure,
        control_share: f64,
        lift: f64,
        smallest: f64,
        error_rate: ErrorRate,
    ) -> Result<Self, StatsError> {
        match measure {
            Measure::Rate { base } => {
                Self::of_rate(base, control_share, lift, rate::Setup::new(base, smallest, error_rate)?)
            }
            Measure::Value { mean, variance } => {
                let planned = fixed_visitors(measure, control_share, smallest, error_rate, PLANNED_POWER)?;
                let boundary = value::Setup::new(planned, error_rate)?.boundary();
                let error = (variance / (control_share * (1.0 - control_share))).sqrt();
                Ok(Self { drift: mean * lift / error, spread: 1.0, boundary })
            }
        }
    }

    fn of_rate(base: f64, control_share: f64, lift: f64, setup: rate::Setup) -> Result<Self, StatsError> {
        let arm_share = 1.0 - control_share;
        let pooled = base * (1.0 + arm_share * lift);
        let variance = pooled * (1.0 - pooled);
        let error = (variance / (control_share * arm_share)).sqrt();
        let bets = setup.bets().map(|bet| {
            let more = bet.factor - 1.0;
            DriftBet { drift: pooled * more / (1.0 + arm_share * more) / error, log_weight: bet.log_weight }
        });
        let (of_control, of_arm) = Measure::Rate { base }.variances(lift);
        Ok(Self {
            drift: base * lift / error,
            spread: (control_share * of_arm + arm_share * of_control) / variance,
            boundary: Boundary::new(bets, setup.error_rate()),
        })
    }

    /// Ends between which there is no verdict yet after so many visitors, in standard errors.
    pub(super) fn ends(&self, visitors: f64) -> (f64, f64) {
        (self.boundary.end(visitors, -1.0), self.boundary.end(visitors, 1.0))
    }
}
