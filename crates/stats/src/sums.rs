//! Sufficient statistics of one arm: numbers of visitors, sums, squares and products, as exact integers.
//!
//! Add a visitor with [`Sums::add`], and days with `+`. Integers are exact, so the same visitors give the same sums in
//! whichever order and by whichever parts they come, and what was added can be taken out again (a refund, an erased
//! person). Nothing is rounded before [`Sums::moments`].

use std::ops::{Add, AddAssign, Sub, SubAssign};

use crate::error::StatsError;
use crate::limits::{VALUE_MAX, VISITORS_MAX};
use crate::moments::Moments;

/// Sums over the visitors of an arm: of the value `y` of each, and of `K` covariates `x` that were known before the visitor
/// was decided upon.
///
/// Values are in whatever whole unit the caller counts in; what comes out is in the same unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums<const K: usize = 0> {
    pub(crate) visitors: i128,
    pub(crate) buyers: i128,
    pub(crate) y: i128,
    pub(crate) yy: i128,
    pub(crate) x: [i128; K],
    pub(crate) xy: [i128; K],
    pub(crate) xx: [[i128; K]; K],
}

impl<const K: usize> Default for Sums<K> {
    fn default() -> Self {
        Self { visitors: 0, buyers: 0, y: 0, yy: 0, x: [0; K], xy: [0; K], xx: [[0; K]; K] }
    }
}

/// Within ±[`VALUE_MAX`], so that no sum of squares overflows.
fn bounded(value: i64) -> i128 {
    i128::from(value.clamp(-VALUE_MAX, VALUE_MAX))
}

impl<const K: usize> Sums<K> {
    /// One visitor more. A visitor who is worth something else than 0 counts as a buyer. A sum that would overflow, as only sums made
    /// elsewhere can, stays at the bound.
    ///
    /// # Errors
    /// [`StatsError::TooMany`] beyond [`VISITORS_MAX`] visitors.
    pub fn add(&mut self, value: i64, covariates: [i64; K]) -> Result<(), StatsError> {
        if self.visitors() >= VISITORS_MAX {
            return Err(StatsError::TooMany(self.visitors()));
        }
        let (y, x) = (bounded(value), covariates.map(bounded));
        *self += Self {
            visitors: 1,
            buyers: i128::from(y != 0),
            y,
            yy: y * y,
            x,
            xy: x.map(|x| x * y),
            xx: x.map(|left| x.map(|right| left * right)),
        };
        Ok(())
    }

    /// Number of visitors.
    pub fn visitors(&self) -> u64 {
        u64::try_from(self.visitors.max(0)).unwrap_or(u64::MAX)
    }

    /// Number of visitors who are worth something else than 0.
    pub fn buyers(&self) -> u64 {
        u64::try_from(self.buyers.max(0)).unwrap_or(u64::MAX)
    }

    /// Sum of the values.
    pub const fn total(&self) -> i128 {
        self.y
    }

    /// Means, variances and covariances; none without a visitor.
    pub fn moments(&self) -> Option<Moments<K>> {
        Moments::of(self)
    }
}

impl Sums<0> {
    /// From sums that were made elsewhere, say by a query: number of visitors and of buyers, sum of the values, sum of their squares.
    ///
    /// # Errors
    /// [`StatsError::TooMany`] beyond [`VISITORS_MAX`] visitors, [`StatsError::MoreThanAll`] with more buyers than visitors.
    pub fn from_totals(visitors: u64, buyers: u64, sum: i128, squares: i128) -> Result<Self, StatsError> {
        Sums::<0> { y: sum, yy: squares, ..Sums::default() }.counted(visitors, buyers)
    }
}

impl Sums<1> {
    /// From sums that were made elsewhere, with one covariate: as for [`Sums::<0>::from_totals`], and the covariate's sum, sum
    /// of squares, and sum of products with the values.
    pub fn with_covariate(of_values: Sums<0>, sum: i128, squares: i128, products: i128) -> Self {
        Self {
            visitors: of_values.visitors,
            buyers: of_values.buyers,
            y: of_values.y,
            yy: of_values.yy,
            x: [sum],
            xy: [products],
            xx: [[squares]],
        }
    }
}

impl<const K: usize> Sums<K> {
    /// The same sums of so many visitors and buyers, within what they can be of that many.
    fn counted(mut self, visitors: u64, buyers: u64) -> Result<Self, StatsError> {
        if visitors > VISITORS_MAX {
            return Err(StatsError::TooMany(visitors));
        }
        if buyers > visitors {
            return Err(StatsError::MoreThanAll { visitors, reached: buyers });
        }
        self.visitors = i128::from(visitors);
        self.buyers = i128::from(buyers);
        Ok(self)
    }

    /// Both, entry by entry; an entry that would overflow stays at the bound.
    fn joined(mut self, other: &Self, join: impl Fn(i128, i128) -> i128) -> Self {
        self.visitors = join(self.visitors, other.visitors);
        self.buyers = join(self.buyers, other.buyers);
        self.y = join(self.y, other.y);
        self.yy = join(self.yy, other.yy);
        for i in 0..K {
            self.x[i] = join(self.x[i], other.x[i]);
            self.xy[i] = join(self.xy[i], other.xy[i]);
            for j in 0..K {
                self.xx[i][j] = join(self.xx[i][j], other.xx[i][j]);
            }
        }
        self
    }
}

impl<const K: usize> Add for Sums<K> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.joined(&other, i128::saturating_add)
    }
}
impl<const K: usize> Sub for Sums<K> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.joined(&other, i128::saturating_sub)
    }
}
impl<const K: usize> AddAssign for Sums<K> {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl<const K: usize> SubAssign for Sums<K> {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl<const K: usize> std::iter::Sum for Sums<K> {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use crate::Sums;
    use crate::limits::VALUE_MAX;

    #[test]
    fn a_visitor_more_overflows_no_sum_that_was_made_elsewhere() {
        let most = Sums::from_totals(3, 3, i128::MAX, i128::MAX).unwrap();
        let mut sums = Sums::with_covariate(most, i128::MIN, i128::MAX, i128::MIN);
        sums.add(VALUE_MAX, [-VALUE_MAX]).unwrap();
        assert_eq!((sums.visitors(), sums.total()), (4, i128::MAX));
        let least = Sums::with_covariate(most, i128::MIN, i128::MAX, i128::MIN);
        assert_eq!((sums.x, sums.xy, sums.xx), (least.x, least.xy, least.xx));
    }
}
