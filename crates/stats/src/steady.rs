//! Whether one effect fits all looks, and in which figures.
//!
//! Where base rates move (a sale, a season), an effect that is the same lift throughout is not the same difference, and the other way
//! round. Only what fits neither way has changed.

use std::cmp::Ordering;

use serde::Serialize;

use crate::interval::{Interval, LiftInterval};

/// The figures in which one and the same effect fits all looks so far. An interval in a figure in which none does is not one
/// over all looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Steady {
    /// As a difference and as a lift.
    Both,
    /// As a difference only: the lift has changed.
    Difference,
    /// As a lift only: the difference has changed.
    Lift,
    /// In neither: the effect has changed.
    Neither,
}

impl Steady {
    pub(crate) const fn of(as_difference: bool, as_lift: bool) -> Self {
        match (as_difference, as_lift) {
            (true, true) => Self::Both,
            (true, false) => Self::Difference,
            (false, true) => Self::Lift,
            (false, false) => Self::Neither,
        }
    }

    /// Whether no single effect fits all looks, be it as a difference or as a lift.
    pub const fn has_drifted(self) -> bool {
        matches!(self, Self::Neither)
    }

    /// Whether one lift fits all looks.
    pub const fn is_steady_lift(self) -> bool {
        matches!(self, Self::Both | Self::Lift)
    }

    /// On which side of "no effect" the arm is; `Equal` while it may be on either. "No effect" is the same in both figures, so
    /// that one is asked which still fits all looks.
    pub(crate) fn side(self, difference: Interval, lift: LiftInterval) -> Ordering {
        let (low, high) = match self {
            Self::Lift => (lift.low, lift.high),
            Self::Both | Self::Difference | Self::Neither => (Some(difference.low), Some(difference.high)),
        };
        if low.is_some_and(|low| low > 0.0) {
            Ordering::Greater
        } else if high.is_some_and(|high| high < 0.0) {
            Ordering::Less
        } else {
            Ordering::Equal
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_is_read_from_what_fits_all_looks() {
        let across = Interval::new(-0.01, 0.02);
        let above = LiftInterval { low: Some(0.1), high: None };
        let below = LiftInterval { low: Some(-1.0), high: Some(-0.1) };
        for (steady, difference, lift, expected) in [
            (Steady::Lift, across, above, Ordering::Greater),
            (Steady::Lift, across, below, Ordering::Less),
            (Steady::Lift, Interval::new(0.01, 0.02), LiftInterval::default(), Ordering::Equal),
            (Steady::Difference, across, above, Ordering::Equal),
            (Steady::Difference, Interval::new(-0.2, -0.1), above, Ordering::Less),
            (Steady::Neither, Interval::new(0.1, 0.2), below, Ordering::Greater),
        ] {
            assert_eq!(steady.side(difference, lift), expected, "{steady:?} {difference:?} {lift:?}");
        }
    }
}
