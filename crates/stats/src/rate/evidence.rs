//! The e-process: what a fortune of 1 has become that was bet against a null, block after block.
//!
//! Let the block hold `n` visitors of the control and `m` of the arm, with outcomes Y (0 or 1). The null says that the pair
//! of rates lies on a line; let (a, b) be any pair on it and (1, u) the line's direction. For any stake ε that is fixed
//! before the block's outcomes are known, and small enough that no factor is negative,
//!
//! ```text
//! S = ∏ over the control (1 − ε/n · (Y − a)) · ∏ over the arm (1 + ε/(m·u) · (Y − b))
//! ```
//!
//! has an expectation of at most 1 whenever the null holds. For if the true rates are (a + t, b + t·u), which is what a
//! point of the line looks like, the expectation is (1 − εt/n)ⁿ (1 + εt/m)ᵐ ≤ exp(−εt) exp(εt) = 1. Visitors need not be alike:
//! by the inequality of the means only the arms' mean rates in the block matter, and these may change from block to block.
//! The product over blocks is therefore a test supermartingale, and so is any mixture over stakes; by Ville's inequality
//! it ever reaches 1/α with probability α at most. No approximation is involved, whatever the arms' sizes are.
//!
//! S is the block form of the e-variable of Turner, Ly & Grünwald (2024, J. Statist. Plann. Inference 230, "Generic E-variables
//! for exact sequential k-sample tests that allow for optional stopping"), extended to lines as in Turner & Grünwald (2023, Statist.
//! Probab. Lett. 198, "Exact anytime-valid confidence intervals for contingency tables and beyond"). There the alternative is
//! chosen first and projected onto the null; here the point of the null is chosen and the alternative laid so that it projects
//! onto that point, which needs no search and turns S into bets on bounded means in the sense of Waudby-Smith & Ramdas (2024,
//! JRSS B 86(1)).

use super::block::Block;
use super::null::{Null, Pair, Past};
use super::setup::Setup;
use crate::log_space::ln_sum_exp;
use crate::stakes::BETS;

/// What a visitor can lose of a stake at most: factors stay above 1 minus this.
const LOSS_MAX: f64 = 0.95;

/// ln of the fortune, now and at its largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Evidence {
    /// Now: an e-value at any time that one chooses to look.
    pub(crate) now_ln: f64,
    /// The largest so far: what a verdict is made of. Not an e-value itself.
    pub(crate) largest_ln: f64,
}

impl Evidence {
    /// Of the blocks so far against a null.
    pub(crate) fn against(null: Null, setup: &Setup, blocks: &[Block]) -> Self {
        let mut past = Past::planned(setup);
        let mut fortunes_ln = setup.bets().map(|bet| bet.log_weight);
        let mut evidence = Self { now_ln: 0.0, largest_ln: 0.0 };
        for block in blocks {
            bet_on(block, null.pair(&past), setup, &mut fortunes_ln);
            past.learn(block.control, block.arm);
            evidence.now_ln = ln_sum_exp(fortunes_ln.iter().copied());
            evidence.largest_ln = evidence.largest_ln.max(evidence.now_ln);
        }
        evidence
    }
}

/// What a block does to the fortune of each bet.
fn bet_on(block: &Block, pair: Pair, setup: &Setup, fortunes_ln: &mut [f64; BETS]) {
    let (control_visitors, arm_visitors) = (block.control.visitors() as f64, block.arm.visitors() as f64);
    let control_spread = pair.control * (1.0 - pair.control) / control_visitors;
    let arm_spread = pair.arm * (1.0 - pair.arm) / (arm_visitors * pair.slope);
    for (fortune_ln, bet) in fortunes_ln.iter_mut().zip(setup.bets()) {
        // The stake whose alternative is the null's effect times the bet's factor.
        let wanted =
            pair.scale * (bet.factor - 1.0) / (arm_spread + pair.slope * bet.factor * control_spread);
        let stake = bounded(wanted, pair, control_visitors, arm_visitors * pair.slope);
        let (lost, won) = (stake / control_visitors, stake / (arm_visitors * pair.slope));
        *fortune_ln += block.control.reached() as f64 * (-lost * (1.0 - pair.control)).ln_1p()
            + block.control.missed() as f64 * (lost * pair.control).ln_1p()
            + block.arm.reached() as f64 * (won * (1.0 - pair.arm)).ln_1p()
            + block.arm.missed() as f64 * (-won * pair.arm).ln_1p();
    }
}

/// The stake, no larger than what keeps every factor above 1 − [`LOSS_MAX`].
fn bounded(stake: f64, pair: Pair, control: f64, arm: f64) -> f64 {
    let up = (control / (1.0 - pair.control)).min(arm / pair.arm);
    let down = (control / pair.control).min(arm / (1.0 - pair.arm));
    stake.clamp(-LOSS_MAX * down, LOSS_MAX * up)
}

#[cfg(test)]
mod tests {
    use super::super::counts::Counts;
    use super::*;
    use crate::interval::ErrorRate;

    /// Probability of k among n at rate p.
    fn binomial(n: u64, k: u64, p: f64) -> f64 {
        let ways: f64 = (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product();
        ways * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
    }

    /// Expected fortune after one block, over all its outcomes.
    fn expected(setup: &Setup, null: Null, sizes: (u64, u64), rates: (f64, f64)) -> f64 {
        let mut sum = 0.0;
        for x in 0..=sizes.0 {
            for y in 0..=sizes.1 {
                let (control, arm) = (Counts::new(sizes.0, x).unwrap(), Counts::new(sizes.1, y).unwrap());
                let fortune = Evidence::against(null, setup, &[Block { control, arm }]).now_ln.exp();
                sum += fortune * binomial(sizes.0, x, rates.0) * binomial(sizes.1, y, rates.1);
            }
        }
        sum
    }

    #[test]
    fn no_point_of_a_null_makes_a_fortune_grow() {
        for (base, smallest) in [(0.02, 0.2), (0.3, 1.0), (0.7, 0.05)] {
            let setup = Setup::new(base, smallest, ErrorRate::TWENTIETH).unwrap();
            for sizes in [(3, 25), (20, 20), (12, 5)] {
                for rate in [0.0, 0.001, 0.05, 0.3, 0.5, 0.9, 1.0] {
                    for shift in [-0.5, -0.05, 0.0, 0.01, 0.2] {
                        let arm: f64 = rate + shift;
                        if (0.0..=1.0).contains(&arm) {
                            let mean = expected(&setup, Null::Difference(shift), sizes, (rate, arm));
                            assert!(mean <= 1.0 + 1e-9, "{base} {sizes:?} {rate} {shift}: {mean}");
                        }
                    }
                    for factor in [0.1, 0.8, 1.0, 1.2, 4.0] {
                        if rate * factor <= 1.0 {
                            let rates = (rate, rate * factor);
                            let mean = expected(&setup, Null::Ratio(factor), sizes, rates);
                            assert!(mean <= 1.0 + 1e-9, "{base} {sizes:?} {rate} ×{factor}: {mean}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_fortune_grows_where_the_null_is_wrong() {
        let setup = Setup::new(0.1, 0.5, ErrorRate::TWENTIETH).unwrap();
        assert!(expected(&setup, Null::NONE, (60, 60), (0.1, 0.3)) > 1.5);
        assert!(expected(&setup, Null::NONE, (60, 60), (0.3, 0.1)) > 1.5);
    }

    #[test]
    fn no_difference_is_the_same_null_in_both_forms() {
        let setup = Setup::new(0.1, 0.2, ErrorRate::TWENTIETH).unwrap();
        let block = |x, y| Block { control: Counts::new(90, x).unwrap(), arm: Counts::new(310, y).unwrap() };
        let blocks = [block(10, 50), block(3, 61), block(0, 12)];
        let as_difference = Evidence::against(Null::Difference(0.0), &setup, &blocks);
        let as_ratio = Evidence::against(Null::Ratio(1.0), &setup, &blocks);
        assert!((as_difference.now_ln - as_ratio.now_ln).abs() < 1e-9);
        assert!((as_difference.largest_ln - as_ratio.largest_ln).abs() < 1e-9);
    }
}
