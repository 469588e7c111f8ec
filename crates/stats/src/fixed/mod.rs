//! Figures for one look at a time fixed beforehand: the classical ones and the Bayesian, for those who want them.
//!
//! They are what GrowthBook's engine (gbstats 0.8) says for the same sums, to a millionth: Welch's test, the effect with a normal
//! prior, and both with the value before the campaign taken out (CUPED). `tests/golden` holds 200 comparisons and the script
//! that made them.
//!
//! **Not for verdicts.** They are valid once. Who looks at them daily for a month finds "significance" where nothing is in far more
//! than one case of twenty. Verdicts come from [`crate::rate`] and [`crate::value`].
//!
//! 1. Make a [`Measured`] of each arm: [`Measured::proportion`], [`Measured::mean`], or both at once with [`adjusted`].
//! 2. Compare them: [`frequentist`], [`bayesian`], as an [`Effect`] of the one or the other kind.

mod bayesian;
mod frequentist;
mod measured;

pub use bayesian::{Bayesian, Prior, bayesian};
pub use frequentist::{Frequentist, frequentist};
pub use measured::{Kind, Measured, adjusted};

use serde::Serialize;

/// What an effect is stated as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The arm's mean minus the control's.
    Absolute,
    /// That, as a part of the control's mean (0.2 = a fifth more). Its variance is by the delta method.
    Relative,
}

/// Why two arms cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    /// An arm has no visitors.
    #[error("an arm has no visitors")]
    Nobody,
    /// The control's mean is 0: nothing to be relative to, and nothing to go by.
    #[error("the control's mean is 0")]
    NoBaseline,
    /// All values of an arm are equal, so that nothing is known of how they vary.
    #[error("all values of an arm are equal")]
    NoSpread,
}

/// Effect and its variance.
fn effect(control: &Measured, arm: &Measured, effect: Effect) -> Result<(f64, f64), Incomparable> {
    let difference = arm.mean - control.mean;
    let (of_control, of_arm) = (control.variance / control.visitors, arm.variance / arm.visitors);
    let (point, variance) = match effect {
        Effect::Absolute => (difference, of_arm + of_control),
        Effect::Relative => {
            let base = control.unadjusted_mean;
            let ratio = arm.unadjusted_mean / base;
            (difference / base, (of_arm + of_control * ratio * ratio) / (base * base))
        }
    };
    let is_known = point.is_finite() && variance.is_finite() && variance > 0.0;
    is_known.then_some((point, variance)).ok_or(Incomparable::NoBaseline)
}

/// Refuses what has no spread.
fn check(control: &Measured, arm: &Measured) -> Result<(), Incomparable> {
    if control.visitors < 1.0 || arm.visitors < 1.0 {
        return Err(Incomparable::Nobody);
    }
    if control.variance <= 0.0 || arm.variance <= 0.0 {
        return Err(Incomparable::NoSpread);
    }
    Ok(())
}
