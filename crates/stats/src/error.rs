//! What can be wrong with a question that is asked of this crate.

use crate::limits::{ARMS_MAX, CAMPAIGNS_MAX, DAYS_MAX, LIFT_MAX, LIFT_MIN, VISITORS_MAX, WAIT_DAYS_MAX};

/// A setup or a count that no figure can be made of.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum StatsError {
    /// A rate that is not between 0 and 1.
    #[error("the rate {0} is not between 0 and 1")]
    Rate(f64),
    /// A share of the visitors that is not between 0 and 1.
    #[error("the share {0} is not between 0 and 1")]
    Share(f64),
    /// A smallest effect that cannot be planned for.
    #[error("the smallest lift {0} is not between {LIFT_MIN} and {LIFT_MAX}")]
    Lift(f64),
    /// An effect to hold against the data that is not a number.
    #[error("the effect {0} is not a number")]
    Effect(f64),
    /// A goal window so long that no day is left of what is waited at most.
    #[error(
        "a goal window of {0} days leaves nothing of the {WAIT_DAYS_MAX} days that are waited at most: shorten it"
    )]
    GoalDays(u32),
    /// More days than are waited at most.
    #[error("{0} days are more than the {WAIT_DAYS_MAX} that are waited at most")]
    Wait(u32),
    /// An error rate that is not between 0 and one half.
    #[error("the error rate {0} is not between 0 and 0.5")]
    ErrorRate(f64),
    /// More who reached the goal than visitors.
    #[error("{reached} reached the goal out of {visitors} visitors")]
    MoreThanAll {
        /// Visitors.
        visitors: u64,
        /// Those who reached the goal.
        reached: u64,
    },
    /// More visitors than a sum may hold.
    #[error("{0} visitors are more than {VISITORS_MAX}")]
    TooMany(u64),
    /// More days than a phase may have.
    #[error("a phase is looked at for {DAYS_MAX} days at most")]
    TooLong,
    /// Weights of arms that cannot be drawn by.
    #[error("weights of 2 to {ARMS_MAX} arms, each above 0 and finite, are needed")]
    Weights,
    /// Another number of counts than of arms.
    #[error("{counts} counts for {arms} arms")]
    Arms {
        /// Arms of the setup.
        arms: usize,
        /// Counts given.
        counts: usize,
    },
    /// More campaigns than are judged together.
    #[error("{0} campaigns are more than {CAMPAIGNS_MAX}")]
    TooManyCampaigns(usize),
    /// A figure that is not a number, or not above zero where it has to be.
    #[error("{name} is {value}, which is not a number above zero")]
    NotPositive {
        /// Which figure.
        name: &'static str,
        /// What it is.
        value: f64,
    },
}

/// `value`, if it is a number above zero.
pub(crate) fn positive(name: &'static str, value: f64) -> Result<f64, StatsError> {
    (value.is_finite() && value > 0.0).then_some(value).ok_or(StatsError::NotPositive { name, value })
}
