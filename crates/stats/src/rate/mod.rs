//! Has an arm another rate than the control? An exact test that may be looked at every day.
//!
//! Fix a [`Setup`] before the phase. Hand each day to [`RateTest::push_day`], in order of maturity: a visitor enters on the day
//! the goal window is over. [`RateTest::estimate`] may be asked after every day; over all looks together a verdict is wrong with
//! probability α at most, and the intervals hold the truth at all looks with probability 1 − α at least. Both are exact for
//! arms of any sizes (the proof is in `evidence.rs`), and agree: 0 is outside an interval over all looks exactly when "no effect" is
//! refuted.
//!
//! Keep the days, not their sums: the test is a walk over them. What is set right later (an erased person, a refund) changes its day, and
//! the days are walked again.
//!
//! The intervals are those of a test of each effect in turn. They are joined over the looks, so they only ever get narrower.
//! That "no effect" is wrong holds whatever happens to the rates from day to day; an interval for the effect needs that it
//! is the same effect: as a difference for the one, as a ratio for the other. A steady lift is not a steady difference where the base
//! rate moves; [`RateEstimate::steady`] says in which figures one effect fits all looks, and where in neither, it has changed.

mod block;
mod bounds;
mod counts;
mod estimate;
mod evidence;
mod null;
mod setup;

pub use block::BLOCK_VISITORS_MIN;
pub use counts::Counts;
pub use estimate::RateEstimate;
pub use setup::Setup;

use crate::error::StatsError;
use crate::limits::DAYS_MAX;
use block::Block;
use evidence::Evidence;
use null::Null;

/// The days of a phase so far, one arm against the control.
#[derive(Clone, Debug)]
pub struct RateTest {
    setup: Setup,
    blocks: Vec<Block>,
    /// Days that are not a block yet.
    open: Block,
    days: usize,
}

impl RateTest {
    /// Before the first day.
    pub const fn new(setup: Setup) -> Self {
        let nobody = Block { control: Counts::NONE, arm: Counts::NONE };
        Self { setup, blocks: Vec::new(), open: nobody, days: 0 }
    }

    /// The next day: visitors whose goal window ended on it.
    ///
    /// # Errors
    /// [`StatsError::TooLong`] beyond [`DAYS_MAX`] days, [`StatsError::TooMany`]. Nothing has changed then.
    pub fn push_day(&mut self, control: Counts, arm: Counts) -> Result<(), StatsError> {
        if self.days >= DAYS_MAX {
            return Err(StatsError::TooLong);
        }
        self.open = self.open.plus(control, arm)?;
        self.days += 1;
        if self.open.is_whole() {
            self.blocks.push(std::mem::take(&mut self.open));
        }
        Ok(())
    }

    /// What was fixed before.
    pub const fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Visitors of (control, arm) who came too few for a comparison so far, and wait for the next day.
    pub const fn waiting(&self) -> (u64, u64) {
        (self.open.control.visitors(), self.open.arm.visitors())
    }

    /// What is known now; none before both arms have [`BLOCK_VISITORS_MIN`] visitors.
    pub fn estimate(&self) -> Option<RateEstimate> {
        estimate::of(&self.setup, &self.blocks)
    }

    /// ln of the evidence against "no effect" as it stands now: an e-value at any look, for [`crate::many`].
    pub fn evidence_ln(&self) -> f64 {
        Evidence::against(Null::NONE, &self.setup, &self.blocks).now_ln
    }

    /// ln of the largest evidence so far against one difference of rates (arm − control), between −1 and 1; one further out counts
    /// as that end. The interval of an estimate holds the differences for which this stays below ln(1/α).
    ///
    /// # Errors
    /// [`StatsError::Effect`] for what is not a number.
    pub fn evidence_against_difference_ln(&self, difference: f64) -> Result<f64, StatsError> {
        let within = number(difference)?.clamp(-estimate::DIFFERENCE_MAX, estimate::DIFFERENCE_MAX);
        Ok(Evidence::against(Null::Difference(within), &self.setup, &self.blocks).largest_ln)
    }

    /// The same against one relative lift (0.2 = a fifth more than the control), from −1 to ten-thousandfold; one further out
    /// counts as that end.
    ///
    /// # Errors
    /// [`StatsError::Effect`] for what is not a number.
    pub fn evidence_against_lift_ln(&self, lift: f64) -> Result<f64, StatsError> {
        let factor = (1.0 + number(lift)?).clamp(estimate::FACTOR_MIN, estimate::FACTOR_MAX);
        Ok(Evidence::against(Null::Ratio(factor), &self.setup, &self.blocks).largest_ln)
    }
}

/// The effect, if it is a number; infinite ones are.
const fn number(effect: f64) -> Result<f64, StatsError> {
    if effect.is_nan() { Err(StatsError::Effect(effect)) } else { Ok(effect) }
}
