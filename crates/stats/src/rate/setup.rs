//! What is fixed before a phase begins: where the bets of the test are placed.

use crate::error::StatsError;
use crate::interval::ErrorRate;
use crate::limits::{LIFT_MAX, LIFT_MIN, RATE_MARGIN};
use crate::stakes::{BETS, Stake, stakes};

/// A phase's plan for a rate, fixed before its first visitor. Whatever it says, verdicts are wrong no more often than
/// `error_rate`: the plan only decides how soon an effect is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setup {
    base: f64,
    smallest: f64,
    error_rate: ErrorRate,
    bets: [Bet; BETS],
}

/// One effect that is bet upon.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Bet {
    /// Factor between the arm's rate and what the null says it is.
    pub(crate) factor: f64,
    /// ln of the part of the stakes.
    pub(crate) log_weight: f64,
}

impl Setup {
    /// For a rate that is about `base` in the control, and a relative lift of `smallest` (0.1 = a tenth) as the smallest
    /// that matters.
    ///
    /// # Errors
    /// [`StatsError::Rate`], [`StatsError::Lift`].
    pub fn new(base: f64, smallest: f64, error_rate: ErrorRate) -> Result<Self, StatsError> {
        if !(RATE_MARGIN..=1.0 - RATE_MARGIN).contains(&base) {
            return Err(StatsError::Rate(base));
        }
        if !(LIFT_MIN..=LIFT_MAX).contains(&smallest) {
            return Err(StatsError::Lift(smallest));
        }
        Ok(Self { base, smallest, error_rate, bets: bets(smallest) })
    }

    /// The rate that was planned with.
    pub const fn base(&self) -> f64 {
        self.base
    }

    /// The smallest relative lift that matters.
    pub const fn smallest(&self) -> f64 {
        self.smallest
    }

    /// How often a verdict may be wrong.
    pub const fn error_rate(&self) -> ErrorRate {
        self.error_rate
    }

    pub(crate) const fn bets(&self) -> &[Bet; BETS] {
        &self.bets
    }
}

fn bets(smallest: f64) -> [Bet; BETS] {
    let bet = |stake: Stake| Bet {
        factor: (1.0 + stake.size * smallest).powf(stake.direction),
        log_weight: stake.log_weight,
    };
    stakes().map(bet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_planned_with_is_refused() {
        let rate = ErrorRate::TWENTIETH;
        for base in [0.0, 1.0, -0.1, f64::NAN, f64::INFINITY] {
            assert!(matches!(Setup::new(base, 0.1, rate), Err(StatsError::Rate(_))), "{base}");
        }
        for lift in [0.0, 1e-9, 1e9, f64::NAN] {
            assert!(matches!(Setup::new(0.1, lift, rate), Err(StatsError::Lift(_))), "{lift}");
        }
    }
}
