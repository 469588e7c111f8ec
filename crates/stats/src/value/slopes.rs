//! How much of a value its visitor's covariates explain.
//!
//! The slopes are those that make the variance of the difference of means smallest: Σₐ/n + Σ_b/m, covariances over sizes, solved
//! for. They are Lin's (2013, Ann. Appl. Statist. 7(1), "Agnostic notes on regression adjustments to experimental data") in
//! another form: his estimator, with slopes of each arm's own, equals one with a single slope that weighs each arm's by the
//! *other* arm's share. The single slope over both arms together (CUPED as usually done, Deng et al. 2013) may be worse than
//! none where arms are unequal, as they are with a control of a fifth; this one is never, in the data at hand.

use crate::moments::Moments;

/// A covariate whose own part, beside the ones before it, is smaller than this is left out: it is a copy of them.
const OWN_PART_MIN: f64 = 1e-9;

/// Slopes of the covariates over both arms.
pub(super) fn slopes<const K: usize>(control: &Moments<K>, arm: &Moments<K>) -> [f64; K] {
    let joined = |of_control: f64, of_arm: f64| of_control / control.visitors + of_arm / arm.visitors;
    let among = |i: usize| std::array::from_fn(|j| joined(control.among[i][j], arm.among[i][j]));
    let with_value = std::array::from_fn(|i| joined(control.with_value[i], arm.with_value[i]));
    solved(std::array::from_fn(among), with_value)
}

/// Variance of a value with the covariates' part taken out.
pub(super) fn rest<const K: usize>(moments: &Moments<K>, slopes: &[f64; K]) -> f64 {
    let mut variance = moments.variance;
    for i in 0..K {
        variance -= 2.0 * slopes[i] * moments.with_value[i];
        for j in 0..K {
            variance += slopes[i] * slopes[j] * moments.among[i][j];
        }
    }
    variance.max(0.0)
}

/// Solves a positive semidefinite system by elimination in order; what depends on earlier rows gets 0.
fn solved<const K: usize>(mut rows: [[f64; K]; K], mut right: [f64; K]) -> [f64; K] {
    let own: [f64; K] = std::array::from_fn(|i| rows[i][i]);
    let mut is_kept = [true; K];
    for pivot in 0..K {
        is_kept[pivot] = own[pivot] > 0.0 && rows[pivot][pivot] > OWN_PART_MIN * own[pivot];
        if !is_kept[pivot] {
            continue;
        }
        let row = rows[pivot];
        for below in pivot + 1..K {
            let factor = rows[below][pivot] / row[pivot];
            rows[below].iter_mut().zip(row).for_each(|(entry, above)| *entry -= factor * above);
            right[below] -= factor * right[pivot];
        }
    }
    let mut solution = [0.0; K];
    for i in (0..K).rev().filter(|i| is_kept[*i]) {
        let later: f64 = (i + 1..K).map(|j| rows[i][j] * solution[j]).sum();
        solution[i] = (right[i] - later) / rows[i][i];
    }
    if solution.iter().all(|slope| slope.is_finite()) { solution } else { [0.0; K] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sums::Sums;

    #[test]
    fn slopes_solve_the_system_and_leave_copies_out() {
        let solution = solved([[4.0, 2.0], [2.0, 3.0]], [10.0, 9.0]);
        assert!((solution[0] - 1.5).abs() < 1e-12 && (solution[1] - 2.0).abs() < 1e-12, "{solution:?}");
        assert_eq!(solved([[4.0, 8.0], [8.0, 16.0]], [2.0, 4.0]), [0.5, 0.0]);
        assert_eq!(solved([[0.0, 0.0], [0.0, 2.0]], [0.0, 4.0]), [0.0, 2.0]);
    }

    #[test]
    fn the_slope_weighs_each_arms_own_by_the_other_arms_share() {
        // Values are the covariate once in the control and three times in the arm, of four times as many visitors.
        let arm = |visitors: i64, times: i64| {
            let mut sums = Sums::<1>::default();
            (0..visitors).for_each(|visitor| sums.add(times * (visitor % 10), [visitor % 10]).unwrap());
            sums.moments().unwrap()
        };
        let [slope] = slopes(&arm(2_000, 1), &arm(8_000, 3));
        assert!((slope - (0.8 * 1.0 + 0.2 * 3.0)).abs() < 1e-3, "{slope}");
    }
}
