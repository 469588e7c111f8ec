//! How many came and how many reached the goal, an arm and a day.

use serde::Serialize;

use crate::error::StatsError;
use crate::limits::VISITORS_MAX;

/// Visitors of one arm whose goal window is over, and those among them who reached the goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    visitors: u64,
    reached: u64,
}

impl Counts {
    /// Nobody.
    pub const NONE: Self = Self { visitors: 0, reached: 0 };

    /// So many of so many.
    ///
    /// # Errors
    /// [`StatsError::MoreThanAll`], [`StatsError::TooMany`].
    pub const fn new(visitors: u64, reached: u64) -> Result<Self, StatsError> {
        if reached > visitors {
            return Err(StatsError::MoreThanAll { visitors, reached });
        }
        if visitors > VISITORS_MAX {
            return Err(StatsError::TooMany(visitors));
        }
        Ok(Self { visitors, reached })
    }

    /// Number of visitors.
    pub const fn visitors(self) -> u64 {
        self.visitors
    }

    /// Number of visitors who reached the goal.
    pub const fn reached(self) -> u64 {
        self.reached
    }

    /// Number of visitors who did not.
    pub const fn missed(self) -> u64 {
        self.visitors - self.reached
    }

    /// Share of visitors who reached the goal; 0 of nobody.
    pub fn rate(self) -> f64 {
        if self.visitors == 0 { 0.0 } else { self.reached as f64 / self.visitors as f64 }
    }

    /// Both together.
    ///
    /// # Errors
    /// [`StatsError::TooMany`].
    pub const fn plus(self, other: Self) -> Result<Self, StatsError> {
        Self::new(self.visitors + other.visitors, self.reached + other.reached)
    }
}
