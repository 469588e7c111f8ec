//! What is known of one metric, of whichever kind.

use serde::Serialize;

use crate::interval::{Interval, LiftInterval};
use crate::rate::{BLOCK_VISITORS_MIN, RateEstimate, RateTest};
use crate::steady::Steady;
use crate::value::{Look, Missing, ValueEstimate};

/// What is known of one metric of an arm against the control.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Visitors came, but nobody's goal window is over.
    Preliminary,
    /// Not enough to say anything.
    TooLittle(Missing),
    /// An effect, and where it is.
    Known(Finding),
}

/// An effect, and where it is at all looks together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Arm minus control: a difference of rates, or of values a visitor.
    pub difference: f64,
    /// Where that is.
    pub difference_interval: Interval,
    /// The same relative to the control, 0.2 = a fifth more; none while there is nothing to be relative to.
    pub lift: Option<f64>,
    /// Where that is.
    pub lift_interval: LiftInterval,
    /// In which figures one effect fits all looks. Where in neither, it has changed in the phase; where in one only, the interval of
    /// the other is one of fewer looks, and the verdict is read from the one that fits.
    pub steady: Steady,
}

/// What an effect comes to in a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Worth {
    /// By the lower end.
    pub low: f64,
    /// By the effect in the data. Of effects that were just found the truth tends to be less.
    pub expected: f64,
    /// By the upper end.
    pub high: f64,
}

impl Finding {
    /// In the unit of `worth_of_one`, if `visitors_a_month` had the arm instead of the control. For a rate `worth_of_one` is what one
    /// reached goal is worth; for a value in yen it is 1. None where either is not a number.
    pub fn worth(&self, worth_of_one: f64, visitors_a_month: f64) -> Option<Worth> {
        let factor = worth_of_one * visitors_a_month;
        let interval = self.difference_interval;
        let worth = Worth {
            low: interval.low * factor,
            expected: self.difference * factor,
            high: interval.high * factor,
        };
        [worth.low, worth.expected, worth.high].iter().all(|end| end.is_finite()).then_some(worth)
    }
}

impl From<&RateEstimate> for Finding {
    fn from(estimate: &RateEstimate) -> Self {
        Self {
            difference: estimate.difference,
            difference_interval: estimate.difference_interval,
            lift: estimate.lift,
            lift_interval: estimate.lift_interval,
            steady: estimate.steady,
        }
    }
}

impl From<&ValueEstimate> for Finding {
    fn from(estimate: &ValueEstimate) -> Self {
        Self {
            difference: estimate.difference,
            difference_interval: estimate.difference_interval,
            lift: estimate.lift,
            lift_interval: estimate.lift_interval,
            steady: estimate.steady,
        }
    }
}

impl From<&RateTest> for State {
    fn from(test: &RateTest) -> Self {
        let (control, arm) = test.waiting();
        let visitors = BLOCK_VISITORS_MIN.saturating_sub(control.min(arm));
        match test.estimate() {
            Some(estimate) => Self::Known(Finding::from(&estimate)),
            None => Self::TooLittle(Missing { visitors, buyers: 0 }),
        }
    }
}

impl From<&Look> for State {
    fn from(look: &Look) -> Self {
        match look {
            Look::TooLittle(missing) => Self::TooLittle(*missing),
            Look::Known(estimate) => Self::Known(Finding::from(estimate)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::judgement::{Better, Criteria, Verdict, judge};
    use super::*;
    use crate::interval::ErrorRate;
    use crate::rate::{Counts, Setup};

    /// The verdict after days of so many visitors an arm, of whom so many reach the goal.
    fn verdict(days: u32, visitors: u64, control: u64, arm: u64) -> Verdict {
        let mut test = RateTest::new(Setup::new(0.05, 0.2, ErrorRate::TWENTIETH).unwrap());
        let counts = |reached| Counts::new(visitors, reached).unwrap();
        (0..days).for_each(|_| test.push_day(counts(control), counts(arm)).unwrap());
        let criteria = Criteria { better: Better::Higher, smallest: 0.2, is_comparable: true };
        judge(&State::from(&test), criteria).verdict
    }

    #[test]
    fn a_phase_ends_in_one_verdict_or_the_other_as_it_grows() {
        let missing = Missing { visitors: BLOCK_VISITORS_MIN - 9, buyers: 0 };
        assert_eq!(verdict(3, 3, 0, 1), Verdict::TooLittle(missing));
        assert_eq!(verdict(2, 400, 20, 24), Verdict::Open);
        assert_eq!(verdict(60, 400, 20, 24), Verdict::Better);
        assert_eq!(verdict(60, 400, 24, 20), Verdict::Worse);
        assert_eq!(verdict(60, 1_000, 50, 50), Verdict::NoDifference);
    }
}
