//! The effect as a normal distribution, with what was thought of it before.

use serde::Serialize;

use super::measured::Measured;
use super::{Effect, Incomparable, check, effect};
use crate::distribution::{normal_below, normal_density, normal_upper};
use crate::interval::{ErrorRate, Interval};

/// What is thought of the effect before the data: nothing, or a normal distribution.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Prior {
    /// Every effect alike.
    #[default]
    Flat,
    /// Of the relative effect.
    Relative {
        /// Its mean.
        mean: f64,
        /// Its standard deviation, above 0.
        deviation: f64,
    },
    /// Of the absolute effect, in the unit of the values.
    Absolute {
        /// Its mean.
        mean: f64,
        /// Its standard deviation, above 0.
        deviation: f64,
    },
}

/// What is thought of the effect after the data.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bayesian {
    /// Mean of the effect.
    pub expected: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// Credible interval, as much left out on each side.
    pub interval: Interval,
    /// Probability that the arm's mean is larger than the control's.
    pub chance_to_be_larger: f64,
    /// What is lost on average by keeping the control, if larger is better.
    pub risk_of_control: f64,
    /// What is lost on average by taking the arm, if larger is better.
    pub risk_of_arm: f64,
}

/// The effect's normal distribution after the data: means weighted by precision, as gbstats 0.8 does.
///
/// # Errors
/// [`Incomparable`]; of the means only the control's has to be other than 0, and only where something is relative to it.
pub fn bayesian(
    control: &Measured,
    arm: &Measured,
    as_effect: Effect,
    prior: Prior,
    error_rate: ErrorRate,
) -> Result<Bayesian, Incomparable> {
    check(control, arm)?;
    if as_effect == Effect::Relative && (control.mean == 0.0 || control.unadjusted_mean == 0.0) {
        return Err(Incomparable::NoBaseline);
    }
    let (point, variance) = effect(control, arm, as_effect)?;
    let (mean, deviation) = match in_unit_of(prior, as_effect, control.unadjusted_mean.abs())? {
        None => (point, variance.sqrt()),
        Some((prior_mean, prior_variance)) => {
            let precision = 1.0 / variance + 1.0 / prior_variance;
            ((point / variance + prior_mean / prior_variance) / precision, (1.0 / precision).sqrt())
        }
    };
    let is_known = mean.is_finite() && deviation.is_finite() && deviation > 0.0;
    let known = is_known.then(|| stated(mean, deviation, error_rate));
    known.ok_or(Incomparable::NoBaseline)
}

/// Mean and variance of the prior in the unit of the effect.
fn in_unit_of(prior: Prior, as_effect: Effect, base: f64) -> Result<Option<(f64, f64)>, Incomparable> {
    let (mean, deviation) = match (prior, as_effect) {
        (Prior::Flat, _) => return Ok(None),
        (Prior::Relative { mean, deviation }, Effect::Absolute) => (mean * base, deviation * base),
        (Prior::Absolute { mean, deviation }, Effect::Relative) => (mean / base, deviation / base),
        (Prior::Relative { mean, deviation } | Prior::Absolute { mean, deviation }, _) => (mean, deviation),
    };
    let variance = deviation * deviation;
    let is_known = mean.is_finite() && variance.is_finite() && variance > 0.0;
    is_known.then_some(Some((mean, variance))).ok_or(Incomparable::NoBaseline)
}

fn stated(mean: f64, deviation: f64, error_rate: ErrorRate) -> Bayesian {
    let z = mean / deviation;
    // Expectation of the part above 0 of a normal variable, and of that below.
    let above = mean * normal_below(z) + deviation * normal_density(z);
    let below = -mean * normal_below(-z) + deviation * normal_density(z);
    Bayesian {
        expected: mean,
        deviation,
        interval: Interval::around(mean, normal_upper(error_rate.get() / 2.0) * deviation),
        chance_to_be_larger: normal_below(z),
        risk_of_control: above.max(0.0),
        risk_of_arm: below.max(0.0),
    }
}
