//! What is doubted: a line of pairs (rate of the control, rate of the arm).

use super::counts::Counts;
use super::setup::Setup;

/// One effect, held against the data. All pairs of rates with that effect lie on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Null {
    /// The arm's rate is the control's plus this, between −1 and 1.
    Difference(f64),
    /// The arm's rate is the control's times this, above 0.
    Ratio(f64),
}

impl Null {
    /// Both rates are equal: the same line in either form.
    pub(crate) const NONE: Self = Self::Difference(0.0);

    /// Rates of the control that have a pair on the line.
    fn control_rates(self) -> (f64, f64) {
        match self {
            Self::Difference(shift) => ((-shift).max(0.0), (1.0 - shift).min(1.0)),
            Self::Ratio(factor) => (0.0, (1.0 / factor).min(1.0)),
        }
    }

    /// The pair on the line that what is known so far is nearest to, kept off the ends.
    pub(crate) fn pair(self, past: &Past) -> Pair {
        let (low, high) = self.control_rates();
        let margin = (high - low) * past.rate().min(1.0 - past.rate()) * END_MARGIN;
        let nearest = match self {
            Self::Difference(shift) => (past.reached - past.arm * shift) / (past.control + past.arm),
            Self::Ratio(factor) => past.reached / (past.control + past.arm * factor),
        };
        let control = nearest.clamp(low + margin, high - margin);
        match self {
            Self::Difference(shift) => {
                Pair { control, arm: control + shift, slope: 1.0, scale: control.max(past.rate()) }
            }
            Self::Ratio(factor) => {
                Pair { control, arm: control * factor, slope: factor, scale: control * factor }
            }
        }
    }
}

/// Distance kept from the ends of a line, as part of the rate and of the line's length.
const END_MARGIN: f64 = 0.05;

/// A pair of rates on the line of a null.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) control: f64,
    pub(crate) arm: f64,
    /// How much the arm's rate grows along the line while the control's grows by 1.
    pub(crate) slope: f64,
    /// The rate that a relative effect is relative to, in units of the arm.
    pub(crate) scale: f64,
}

/// What is known before a block: visitors of both arms and how many of them reached the goal, the plan's weight included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Past {
    control: f64,
    arm: f64,
    reached: f64,
}

/// How near to 0 and 1 a rate is taken for itself.
const RATE_END: f64 = 1e-12;

/// Visitors who reached the goal that the planned rate weighs as much as.
const PLAN_WEIGHT: f64 = 2.0;

impl Past {
    /// Before the first visitor: what was planned.
    pub(crate) fn planned(setup: &Setup) -> Self {
        let visitors = PLAN_WEIGHT / setup.base();
        Self { control: visitors / 2.0, arm: visitors / 2.0, reached: PLAN_WEIGHT }
    }

    /// A block later.
    pub(crate) fn learn(&mut self, control: Counts, arm: Counts) {
        self.control += control.visitors() as f64;
        self.arm += arm.visitors() as f64;
        self.reached += (control.reached() + arm.reached()) as f64;
    }

    /// Rate over both arms, between 0 and 1 but neither.
    pub(crate) fn rate(&self) -> f64 {
        (self.reached / (self.control + self.arm)).clamp(RATE_END, 1.0 - RATE_END)
    }
}
