//! Both arms' means at one look, and what they say of the difference and of the lift.

use super::slopes::{rest, slopes};
use crate::boundary::END_MAX;
use crate::interval::LiftInterval;
use crate::moments::Moments;

/// Both arms' means at a look, with what covariates explain taken out, and their variances.
pub(super) struct Means {
    pub(super) visitors: f64,
    pub(super) plain_control: f64,
    pub(super) plain_arm: f64,
    pub(super) control: f64,
    pub(super) arm: f64,
    pub(super) control_variance: f64,
    pub(super) arm_variance: f64,
    pub(super) explained: f64,
}

impl Means {
    pub(super) fn of<const K: usize>(control: &Moments<K>, arm: &Moments<K>) -> Self {
        let slopes = slopes(control, arm);
        let visitors = control.visitors + arm.visitors;
        // Covariates are taken out around their mean over both arms, so that the means stay what they are on average.
        let shift = |own: &Moments<K>, other: &Moments<K>| -> f64 {
            let apart = |i: usize| own.covariate_means[i] - other.covariate_means[i];
            (0..K).map(|i| slopes[i] * apart(i) * (other.visitors / visitors)).sum()
        };
        let plain = control.variance / control.visitors + arm.variance / arm.visitors;
        let mut means = Self {
            visitors,
            plain_control: control.mean,
            plain_arm: arm.mean,
            control: control.mean - shift(control, arm),
            arm: arm.mean - shift(arm, control),
            control_variance: rest(control, &slopes) / control.visitors,
            arm_variance: rest(arm, &slopes) / arm.visitors,
            explained: 0.0,
        };
        if plain > 0.0 {
            means.explained = (1.0 - means.variance() / plain).clamp(0.0, 1.0);
        }
        means
    }

    /// Variance of the difference.
    pub(super) fn variance(&self) -> f64 {
        self.control_variance + self.arm_variance
    }

    /// Difference in standard errors. Where nothing varies, a difference is further from 0 than any boundary.
    pub(super) fn z(&self) -> f64 {
        let (difference, error) = (self.arm - self.control, self.variance().sqrt());
        if error > 0.0 {
            difference / error
        } else if difference == 0.0 {
            0.0
        } else {
            difference.signum() * END_MAX
        }
    }

    /// Ratios r, less 1, with |arm − r · control| within `radius` standard errors of it (Fieller 1954, JRSS B 16): at r = 1 that
    /// is the interval of the difference. No ends while the control's mean may be 0.
    pub(super) fn lift_interval(&self, radius: f64) -> LiftInterval {
        let spread = radius * radius;
        let square = self.control * self.control - spread * self.control_variance;
        if !(self.control > 0.0 && square > 0.0) {
            return LiftInterval::default();
        }
        let whole = self.arm * self.arm - spread * self.arm_variance;
        let half = self.control * self.arm;
        let root = (half * half - square * whole).max(0.0).sqrt();
        let end = |end: f64| Some((end / square - 1.0).clamp(-LIFT_END_MAX, LIFT_END_MAX));
        LiftInterval { low: end(half - root), high: end(half + root) }
    }
}

/// Ends of lifts beyond this are this.
const LIFT_END_MAX: f64 = 1e12;

#[cfg(test)]
mod tests {
    use crate::interval::ErrorRate;
    use crate::sums::Sums;
    use crate::value::{Look, Setup, ValueTest};

    /// A look at arms in which everybody is worth the same.
    fn look(control: i128, arm: i128, setup: Setup) -> crate::value::ValueEstimate {
        let all = |value: i128| Sums::from_totals(900, 900, 900 * value, 900 * value * value).unwrap();
        let Look::Known(estimate) = ValueTest::new(setup).look(&all(control), &all(arm)) else {
            unreachable!()
        };
        estimate
    }

    #[test]
    fn where_nothing_varies_the_evidence_agrees_with_the_verdict() {
        let threshold = ErrorRate::TWENTIETH.threshold_ln();
        for planned in [1e-300, 5_000.0, 1e300] {
            let setup = Setup::new(planned, ErrorRate::TWENTIETH).unwrap();
            for (arm, is_apart) in [(500, false), (501, true), (499, true)] {
                let estimate = look(500, arm, setup);
                assert_eq!((estimate.standard_error, estimate.is_decided()), (0.0, is_apart), "{estimate:?}");
                assert_eq!(estimate.evidence_ln >= threshold, is_apart, "{planned}: {estimate:?}");
            }
        }
    }

    #[test]
    fn nothing_is_lost_by_more_than_all_of_it_where_values_are_never_negative() {
        let setup = Setup::new(5_000.0, ErrorRate::TWENTIETH).unwrap();
        // Every fourth visitor of the control buys for 500. In the arm one of 30 buyers spends 40,000 of the 60,000: the lower end of
        // its mean is below 0.
        let (control, arm) = (
            Sums::from_totals(3_000, 750, 375_000, 187_500_000).unwrap(),
            Sums::from_totals(3_000, 30, 60_000, 1_614_000_000).unwrap(),
        );
        let low = |setup| match ValueTest::new(setup).look(&control, &arm) {
            Look::Known(estimate) => estimate.lift_interval.low,
            Look::TooLittle(missing) => panic!("{missing:?}"),
        };
        assert!(low(setup).is_some_and(|low| low < -1.0), "{:?}", low(setup));
        assert_eq!(low(setup.never_negative()), Some(-1.0));
    }
}
