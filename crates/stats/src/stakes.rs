//! How the stakes of a test are spread over effects, relative to the smallest one that matters.
//!
//! Both tests bet on a range of effects at once, in both directions. The sizes and weights here were chosen by simulation (ADR
//! 0018): evidence for an effect grows fastest, on average, by a bet on just that effect, but in phases with bad luck it reaches
//! a verdict sooner by a bet on somewhat less.

/// Bets: 13 sizes, in both directions.
pub(crate) const BETS: usize = 26;

/// Sizes on each side of the middle one.
const STEPS: i32 = 6;

/// Sizes to a doubling of the effect.
const STEPS_A_DOUBLING: f64 = 2.0;

/// The middle size, as part of the smallest effect that matters.
const MIDDLE: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Spread of the stakes over the sizes, in doublings.
const SPREAD: f64 = 0.6;

/// Part of the stakes that lies evenly over all sizes, so that one nobody expected is found too.
const EVEN: f64 = 0.1;

/// One effect that is bet upon.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Stake {
    /// 1 for an arm that does better, −1 for one that does worse.
    pub(crate) direction: f64,
    /// Size of the effect, in units of the smallest that matters.
    pub(crate) size: f64,
    /// ln of the part of the whole.
    pub(crate) log_weight: f64,
}

/// The stakes; their parts add up to 1.
pub(crate) fn stakes() -> [Stake; BETS] {
    let doublings = |step: i32| f64::from(step) / STEPS_A_DOUBLING;
    let bell = |step: i32| (-0.5 * (doublings(step) / SPREAD).powi(2)).exp();
    let whole: f64 = (-STEPS..=STEPS).map(bell).sum();
    let weight = |step: i32| (1.0 - EVEN) * bell(step) / whole + EVEN / f64::from(2 * STEPS + 1);
    let mut stakes = [Stake::default(); BETS];
    for (stake, index) in stakes.iter_mut().zip(0..) {
        let step = index / 2 - STEPS;
        *stake = Stake {
            direction: if index % 2 == 0 { 1.0 } else { -1.0 },
            size: MIDDLE * doublings(step).exp2(),
            log_weight: (weight(step) / 2.0).ln(),
        };
    }
    stakes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stakes_are_one_together_and_alike_in_both_directions() {
        let whole: f64 = stakes().iter().map(|stake| stake.log_weight.exp()).sum();
        assert!((whole - 1.0).abs() < 1e-12, "{whole}");
        let lean: f64 =
            stakes().iter().map(|stake| stake.direction * stake.size * stake.log_weight.exp()).sum();
        assert!(lean.abs() < 1e-12, "{lean}");
    }

    #[test]
    fn sizes_reach_from_an_eighth_to_eightfold_the_middle() {
        let sizes = stakes().map(|stake| stake.size / MIDDLE);
        assert!((sizes[0] - 0.125).abs() < 1e-12 && (sizes[BETS - 1] - 8.0).abs() < 1e-12, "{sizes:?}");
    }
}
