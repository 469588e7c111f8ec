//! Days joined until both arms have somebody to compare.
//!
//! A block of evidence compares the arms within it. On a day without a control visitor nothing can be compared, and what
//! the other arm did would be lost. So days are joined until both arms have some visitors. Whether a block ends depends
//! on how many came, never on what they did, and so costs no validity.

use super::counts::Counts;
use crate::error::StatsError;

/// Visitors an arm needs for a block to end. With n of them in the smaller arm, unequal blocks lose about 1/n of the
/// information.
pub const BLOCK_VISITORS_MIN: u64 = 20;

/// Visitors of one or several days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) control: Counts,
    pub(crate) arm: Counts,
}

impl Block {
    pub(crate) fn plus(self, control: Counts, arm: Counts) -> Result<Self, StatsError> {
        Ok(Self { control: self.control.plus(control)?, arm: self.arm.plus(arm)? })
    }

    /// Whether it has what a comparison needs.
    pub(crate) const fn is_whole(self) -> bool {
        self.control.visitors() >= BLOCK_VISITORS_MIN && self.arm.visitors() >= BLOCK_VISITORS_MIN
    }
}
