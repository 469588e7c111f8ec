//! Looks at the values of two arms, day after day.

use std::cmp::Ordering;

use serde::Serialize;

use super::means::Means;
use super::setup::{BUYERS_MIN, Setup, VISITORS_MIN};
use crate::interval::{Interval, LiftInterval};
use crate::steady::Steady;
use crate::sums::Sums;

/// What is missing before an arm's mean is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Visitors that the arm with fewer of them lacks.
    pub visitors: u64,
    /// Buyers that the arm with fewer of them lacks.
    pub buyers: u64,
}

/// What a look at values says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// Nothing yet.
    TooLittle(Missing),
    /// So much.
    Known(ValueEstimate),
}

/// What is known of the value of a visitor after some looks; in the unit of the values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ValueEstimate {
    /// Mean of the control.
    pub control_mean: f64,
    /// Mean of the arm.
    pub arm_mean: f64,
    /// Difference (arm − control) with what covariates explain taken out.
    pub difference: f64,
    /// Standard error of that difference at this look.
    pub standard_error: f64,
    /// Where the difference is, at all looks together; at those since it last changed where no single one fits all (`steady`).
    pub difference_interval: Interval,
    /// Relative lift, 0.2 = a fifth more; none while the control's mean is not above 0.
    pub lift: Option<f64>,
    /// Where that lift is, at all looks together; at those since it last changed where no single one fits all.
    pub lift_interval: LiftInterval,
    /// ln of the evidence against "no effect" as it stands now, for [`crate::many`]; an e-value in the limit of many visitors.
    pub evidence_ln: f64,
    /// Part of the variance of the difference that covariates took out, 0 to 1.
    pub explained: f64,
    /// In which figures one effect fits all looks. A lift of which nothing is known yet fits none.
    pub steady: Steady,
}

impl ValueEstimate {
    /// Whether "no effect" is refuted and the effect is on one side of it, by the interval that fits all looks; by that of the
    /// difference where none does.
    pub fn is_decided(&self) -> bool {
        self.steady.side(self.difference_interval, self.lift_interval) != Ordering::Equal
    }

    /// Whether no single effect fits all looks, neither as a difference nor as a lift: it has changed in the phase.
    pub const fn has_drifted(&self) -> bool {
        self.steady.has_drifted()
    }
}

/// The looks of a phase so far, one arm against the control.
#[derive(Clone, Copy, Debug)]
pub struct ValueTest {
    setup: Setup,
    difference: Option<Joined<Interval>>,
    lift: Option<Joined<LiftInterval>>,
}

/// What the looks have in common in one figure.
#[derive(Clone, Copy, Debug)]
struct Joined<I> {
    /// Of all looks, or of those since they last had nothing in common.
    interval: I,
    /// Whether it is of all looks.
    is_of_all: bool,
}

impl<I: Copy> Joined<I> {
    fn with(before: Option<Self>, now: I, common: impl Fn(I, I) -> Option<I>) -> Self {
        let Some(before) = before else { return Self { interval: now, is_of_all: true } };
        match common(before.interval, now) {
            Some(interval) => Self { interval, ..before },
            None => Self { interval: now, is_of_all: false },
        }
    }
}

impl ValueTest {
    /// Before the first look.
    pub const fn new(setup: Setup) -> Self {
        Self { setup, difference: None, lift: None }
    }

    /// The next look: sums over all visitors of the phase whose goal window is over. Looks come in order.
    pub fn look<const K: usize>(&mut self, control: &Sums<K>, arm: &Sums<K>) -> Look {
        if let Some(missing) = missing(control, arm) {
            return Look::TooLittle(missing);
        }
        let (Some(of_control), Some(of_arm)) = (control.moments(), arm.moments()) else {
            return Look::TooLittle(Missing { visitors: VISITORS_MIN, buyers: BUYERS_MIN });
        };
        Look::Known(self.joined(&Means::of(&of_control, &of_arm)))
    }

    /// The look's intervals, narrowed by those of the looks before it.
    fn joined(&mut self, means: &Means) -> ValueEstimate {
        let setup = &self.setup;
        let radius = setup.radius(means.visitors);
        let standard_error = means.variance().sqrt();
        let now = Interval::around(means.arm - means.control, radius * standard_error);
        let lift_now = setup.possible(means.lift_interval(radius));
        let difference = Joined::with(self.difference, now, Interval::common);
        let lift = Joined::with(self.lift, lift_now, LiftInterval::common);
        // A lift without ends fits everything, and so says nothing.
        let is_steady_lift = lift.is_of_all && lift.interval != LiftInterval::default();
        (self.difference, self.lift) = (Some(difference), Some(lift));
        ValueEstimate {
            control_mean: means.plain_control,
            arm_mean: means.plain_arm,
            difference: means.arm - means.control,
            standard_error,
            difference_interval: difference.interval,
            lift: (means.control > 0.0).then(|| means.arm / means.control - 1.0),
            lift_interval: lift.interval,
            evidence_ln: setup.boundary().evidence_ln(means.visitors, means.z()),
            explained: means.explained,
            steady: Steady::of(difference.is_of_all, is_steady_lift),
        }
    }
}

fn missing<const K: usize>(control: &Sums<K>, arm: &Sums<K>) -> Option<Missing> {
    let missing = Missing {
        visitors: VISITORS_MIN.saturating_sub(control.visitors().min(arm.visitors())),
        buyers: BUYERS_MIN.saturating_sub(control.buyers().min(arm.buyers())),
    };
    (missing.visitors > 0 || missing.buyers > 0).then_some(missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::ErrorRate;

    fn test() -> ValueTest {
        ValueTest::new(Setup::new(1_000.0, ErrorRate::TWENTIETH).unwrap())
    }

    /// Visitors whose value is three times the covariate, and `more`.
    fn arm(covariates: std::ops::Range<i64>, more: i64) -> Sums<1> {
        let mut sums = Sums::default();
        covariates.for_each(|covariate| sums.add(3 * covariate + more, [covariate]).unwrap());
        sums
    }

    #[test]
    fn arms_that_differ_in_a_covariate_are_compared_as_if_they_did_not() {
        let Look::Known(estimate) = test().look(&arm(1..201, 0), &arm(101..901, 7)) else { unreachable!() };
        assert!((estimate.difference - 7.0).abs() < 1e-9, "{estimate:?}");
        assert!(estimate.standard_error < 1e-6 && estimate.explained > 0.999_999, "{estimate:?}");
        // At the covariate's mean over both arms, (200 · 100.5 + 800 · 500.5) / 1,000, the control is worth three times that.
        let lift = 7.0 / (3.0 * 420.5);
        assert!(estimate.lift.is_some_and(|own| (own - lift).abs() < 1e-9), "{estimate:?}");
    }

    #[test]
    fn before_a_hundred_visitors_and_twenty_five_buyers_an_arm_it_is_too_little() {
        let few = arm(0..21, 0);
        let missing = Missing { visitors: VISITORS_MIN - 21, buyers: BUYERS_MIN - 20 };
        assert_eq!(test().look(&few, &arm(1..901, 0)), Look::TooLittle(missing));
        assert_eq!(test().look(&arm(1..901, 0), &few), Look::TooLittle(missing));
    }

    #[test]
    fn the_lift_has_no_ends_while_the_controls_mean_may_be_nothing() {
        let mut control = Sums::<0>::default();
        (0..120).for_each(|visitor| control.add(visitor % 3 * 500 - 499, []).unwrap());
        let Look::Known(estimate) = test().look(&control, &control) else { unreachable!() };
        assert_eq!(estimate.lift_interval, LiftInterval::default(), "{estimate:?}");
        assert!(!estimate.is_decided() && !estimate.has_drifted());
    }
}
