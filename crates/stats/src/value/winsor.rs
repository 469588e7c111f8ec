//! A limit above which a value counts as the limit.
//!
//! One order of a million yen in one arm would decide a campaign of a shop whose orders are five thousand. Cut values estimate the
//! effect on cut values: a little less than the truth, and far more exactly. The limit is made of what was before the phase and
//! stays; one that looked at the phase's own values would move with them.

use crate::error::StatsError;
use crate::limits::VALUE_MAX;

/// Values further from 0 than this count as this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Winsor(i64);

impl Winsor {
    /// No limit but the largest value there is.
    pub const NONE: Self = Self(VALUE_MAX);

    /// A limit in the unit of the values; a negative one counts as its size.
    pub const fn at(limit: i64) -> Self {
        let size = limit.saturating_abs();
        Self(if size > VALUE_MAX { VALUE_MAX } else { size })
    }

    /// The value that `share` of the buyers before the phase were at or below (nearest rank; 0.99 is usual). Without buyers, or where
    /// the share is less than all of them can tell, no limit.
    ///
    /// # Errors
    /// [`StatsError::Share`].
    pub fn from_past(values: &mut [i64], share: f64) -> Result<Self, StatsError> {
        if !(share > 0.0 && share < 1.0) {
            return Err(StatsError::Share(share));
        }
        let rank = (share * values.len() as f64).ceil() as usize;
        if rank == 0 || rank >= values.len() {
            return Ok(Self::NONE);
        }
        let (_, value, _) = values.select_nth_unstable(rank - 1);
        Ok(Self::at(*value))
    }

    /// The value as it counts.
    pub fn cut(self, value: i64) -> i64 {
        value.clamp(-self.0, self.0)
    }

    /// The limit.
    pub const fn get(self) -> i64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_the_value_of_its_rank() {
        let mut values: Vec<i64> = (1..=200).rev().collect();
        let limit = Winsor::from_past(&mut values, 0.99).unwrap();
        assert_eq!(limit.get(), 198);
        assert_eq!([limit.cut(10), limit.cut(5_000), limit.cut(-5_000)], [10, 198, -198]);
    }

    #[test]
    fn too_few_orders_set_no_limit() {
        assert_eq!(Winsor::from_past(&mut [], 0.99), Ok(Winsor::NONE));
        assert_eq!(Winsor::from_past(&mut [5; 20], 0.99), Ok(Winsor::NONE));
        assert!(Winsor::from_past(&mut [1, 2], 1.0).is_err());
    }
}
