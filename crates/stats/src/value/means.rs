//! Both arms' means at one look, and what they say of the difference and of the lift.

use super::slopes::{rest, slopes};
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

    /// Difference in standard errors; 0 where nothing varies.
    pub(super) fn z(&self) -> f64 {
        let error = self.variance().sqrt();
        if error > 0.0 { (self.arm - self.control) / error } else { 0.0 }
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
