//! What is measured, how many come, and how many are needed for one look.

use crate::distribution::normal_upper;
use crate::error::{StatsError, positive};
use crate::interval::ErrorRate;
use crate::limits::{LIFT_MAX, RATE_MARGIN, WAIT_DAYS_MAX};

/// What is compared, as the shop's past tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// A share of the visitors.
    Rate {
        /// That of the control, between 0 and 1.
        base: f64,
    },
    /// An amount a visitor, those who buy nothing included.
    Value {
        /// Mean of the control, above 0.
        mean: f64,
        /// Variance of a visitor's amount, above 0, with the part that covariates explain taken out.
        variance: f64,
    },
}

/// Who comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traffic {
    /// Visitors decided upon a day, in both arms.
    pub visitors_a_day: f64,
    /// Part of them that is in the control, between 0 and 1.
    pub control_share: f64,
    /// Days from the decision until the goal window is over, fewer than [`WAIT_DAYS_MAX`].
    pub goal_days: u32,
}

impl Measure {
    pub(super) fn check(self) -> Result<Self, StatsError> {
        match self {
            Self::Rate { base } if !(RATE_MARGIN..=1.0 - RATE_MARGIN).contains(&base) => {
                Err(StatsError::Rate(base))
            }
            Self::Rate { .. } => Ok(self),
            Self::Value { mean, variance } => {
                positive("mean", mean)?;
                positive("variance", variance)?;
                Ok(self)
            }
        }
    }

    /// Mean of the control.
    pub(super) const fn base(self) -> f64 {
        match self {
            Self::Rate { base } => base,
            Self::Value { mean, .. } => mean,
        }
    }

    /// Variances of one visitor of (control, arm) under a lift.
    pub(super) fn variances(self, lift: f64) -> (f64, f64) {
        match self {
            Self::Rate { base } => {
                let arm = (base * (1.0 + lift)).clamp(0.0, 1.0);
                (base * (1.0 - base), arm * (1.0 - arm))
            }
            Self::Value { variance, .. } => (variance, variance),
        }
    }

    /// Largest lift there can be.
    pub(super) fn lift_max(self) -> f64 {
        match self {
            Self::Rate { base } => (1.0 / base - 1.0).min(LIFT_MAX),
            Self::Value { .. } => LIFT_MAX,
        }
    }

    /// The lift, if it is one: not 0, above −1 and within what there can be.
    pub(super) fn check_lift(self, lift: f64) -> Result<f64, StatsError> {
        let is_possible = lift.is_finite() && lift != 0.0 && lift > -1.0 && lift <= self.lift_max();
        is_possible.then_some(lift).ok_or(StatsError::Lift(lift))
    }
}

impl Traffic {
    pub(super) fn check(self) -> Result<Self, StatsError> {
        positive("visitors a day", self.visitors_a_day)?;
        check_share(self.control_share)?;
        if self.goal_days >= WAIT_DAYS_MAX {
            return Err(StatsError::GoalDays(self.goal_days));
        }
        Ok(self)
    }
}

fn check_share(share: f64) -> Result<f64, StatsError> {
    (share > 0.0 && share < 1.0).then_some(share).ok_or(StatsError::Share(share))
}

/// Visitors needed in both arms together so that a two-sided test, made once, finds a relative lift with probability
/// `power`: (z₁ + z₂)² (σ_c²/share + σ_a²/(1 − share)) / δ², where σ_c² and σ_a² are the variances of a visitor of the control and of
/// the arm, `share` is the control's part and δ the difference of the means (e.g. Fleiss, Levin & Paik 2003, section 4.3, without
/// continuity correction).
///
/// # Errors
/// [`StatsError`] of whatever cannot be planned with.
pub fn fixed_visitors(
    measure: Measure,
    control_share: f64,
    lift: f64,
    error_rate: ErrorRate,
    power: f64,
) -> Result<f64, StatsError> {
    let measure = measure.check()?;
    let share = check_share(control_share)?;
    let lift = measure.check_lift(lift)?;
    let quantiles = normal_upper(error_rate.get() / 2.0) + normal_upper(1.0 - check_power(power)?);
    let (control, arm) = measure.variances(lift);
    let variance = control / share + arm / (1.0 - share);
    let effect = measure.base() * lift;
    Ok(((quantiles / effect).powi(2) * variance).clamp(1.0, f64::MAX))
}

/// The smallest relative lift that a test made once, after so many visitors in both arms together, finds with probability `power`.
/// None where not even the largest possible lift would be.
///
/// # Errors
/// [`StatsError`] of whatever cannot be planned with.
pub fn smallest_lift(
    measure: Measure,
    control_share: f64,
    visitors: f64,
    error_rate: ErrorRate,
    power: f64,
) -> Result<Option<f64>, StatsError> {
    let visitors = positive("visitors", visitors)?;
    let needed = |lift: f64| fixed_visitors(measure, control_share, lift, error_rate, power);
    let most = measure.check()?.lift_max();
    if needed(most)? > visitors {
        return Ok(None);
    }
    let (mut low, mut high) = (0.0, most);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if middle > 0.0 && needed(middle)? <= visitors {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Some(high))
}

/// A probability from one half up: less is no plan.
pub(super) fn check_power(power: f64) -> Result<f64, StatsError> {
    (0.5..1.0).contains(&power).then_some(power).ok_or(StatsError::Share(power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sample_sizes_are_the_published_ones() {
        // Fleiss, Levin & Paik (2003), table A.4 without correction, and the usual calculators: 5 % to 6 %, half and half.
        let rate = Measure::Rate { base: 0.05 };
        let visitors = fixed_visitors(rate, 0.5, 0.2, ErrorRate::TWENTIETH, 0.8).unwrap();
        assert!((visitors / 2.0 - 8_155.0).abs() < 2.0, "{visitors}");
        // Half a standard deviation: 63 an arm (Cohen 1988, by the normal distribution).
        let value = Measure::Value { mean: 1.0, variance: 4.0 };
        let visitors = fixed_visitors(value, 0.5, 1.0, ErrorRate::TWENTIETH, 0.8).unwrap();
        assert!((visitors / 2.0 - 62.79).abs() < 0.01, "{visitors}");
    }

    #[test]
    fn the_smallest_lift_needs_just_the_visitors_there_are() {
        for measure in [Measure::Rate { base: 0.02 }, Measure::Value { mean: 300.0, variance: 4e6 }] {
            let lift = smallest_lift(measure, 0.2, 40_000.0, ErrorRate::TWENTIETH, 0.8).unwrap().unwrap();
            let visitors = fixed_visitors(measure, 0.2, lift, ErrorRate::TWENTIETH, 0.8).unwrap();
            assert!((visitors - 40_000.0).abs() < 1.0, "{lift} {visitors}");
        }
        let rare = Measure::Rate { base: 0.001 };
        assert_eq!(smallest_lift(rare, 0.2, 50.0, ErrorRate::TWENTIETH, 0.8), Ok(None));
    }

    #[test]
    fn what_cannot_be_planned_with_is_refused() {
        let rate = Measure::Rate { base: 0.5 };
        for (measure, share, lift, power) in [
            (Measure::Rate { base: 0.0 }, 0.5, 0.1, 0.8),
            (Measure::Value { mean: 0.0, variance: 1.0 }, 0.5, 0.1, 0.8),
            (Measure::Value { mean: 1.0, variance: f64::NAN }, 0.5, 0.1, 0.8),
            (rate, 1.0, 0.1, 0.8),
            (rate, 0.5, 0.0, 0.8),
            (rate, 0.5, 1.5, 0.8),
            (rate, 0.5, -1.0, 0.8),
            (rate, 0.5, 0.1, 1.0),
        ] {
            assert!(fixed_visitors(measure, share, lift, ErrorRate::TWENTIETH, power).is_err());
        }
    }
}
