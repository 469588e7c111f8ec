//! Welch's test: two means whose variances need not be equal.

use serde::Serialize;

use super::measured::Measured;
use super::{Effect, Incomparable, check, effect};
use crate::distribution::{student_outside, student_upper};
use crate::interval::{ErrorRate, Interval};

/// What a classical test says at one look.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Frequentist {
    /// The effect in the data.
    pub expected: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Confidence interval to both sides.
    pub interval: Interval,
    /// Probability of data at least this far from "no effect", if there is none.
    pub p_value: f64,
}

/// Two-sided test and interval by Student's distribution with Welch's degrees of freedom (Welch 1947, Biometrika 34). A relative
/// effect uses the same degrees of freedom as the absolute one, as gbstats does.
///
/// # Errors
/// [`Incomparable`].
pub fn frequentist(
    control: &Measured,
    arm: &Measured,
    as_effect: Effect,
    error_rate: ErrorRate,
) -> Result<Frequentist, Incomparable> {
    check(control, arm)?;
    if control.mean == 0.0 || control.unadjusted_mean == 0.0 {
        return Err(Incomparable::NoBaseline);
    }
    let (expected, variance) = effect(control, arm, as_effect)?;
    let degrees = degrees(control, arm);
    let standard_error = variance.sqrt();
    let radius = student_upper(error_rate.get() / 2.0, degrees) * standard_error;
    Ok(Frequentist {
        expected,
        standard_error,
        interval: Interval::around(expected, radius),
        p_value: student_outside(expected / standard_error, degrees),
    })
}

/// Welch's degrees of freedom (Welch 1947, Satterthwaite 1946).
fn degrees(control: &Measured, arm: &Measured) -> f64 {
    let part = |measured: &Measured| measured.variance / measured.visitors;
    let (a, b) = (part(control), part(arm));
    // As parts of their sum, so that squares of very small or large variances neither vanish nor overflow.
    let (a, b) = (a / (a + b), b / (a + b));
    1.0 / (a * a / (control.visitors - 1.0).max(1.0) + b * b / (arm.visitors - 1.0).max(1.0))
}
