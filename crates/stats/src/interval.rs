//! Intervals and the error rate they are made for.

use serde::Serialize;

use crate::error::StatsError;

/// How often a statement may be wrong, over the whole phase and all looks: between 0 and 0.5.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct ErrorRate(f64);

impl ErrorRate {
    /// One in twenty, as results are judged by.
    pub const TWENTIETH: Self = Self(0.05);

    /// One in a thousand, as alarms are judged by.
    pub const THOUSANDTH: Self = Self(0.001);

    /// From a number between 10⁻¹² and 0.5.
    ///
    /// # Errors
    /// [`StatsError::ErrorRate`] outside of that.
    pub fn new(rate: f64) -> Result<Self, StatsError> {
        (1e-12..0.5).contains(&rate).then_some(Self(rate)).ok_or(StatsError::ErrorRate(rate))
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// ln(1 / rate): what the logarithm of an e-process has to reach (Ville's inequality).
    pub fn threshold_ln(self) -> f64 {
        -self.0.ln()
    }
}

/// From `low` to `high`, both within; in the unit of what it is an interval of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// From `low` to `high`.
    pub const fn new(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// As far as `radius` to both sides.
    pub const fn around(centre: f64, radius: f64) -> Self {
        Self { low: centre - radius, high: centre + radius }
    }

    /// Whether `value` lies within.
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether all of `other` lies within.
    pub fn encloses(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// What both have in common, if anything.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }

    /// The interval in another unit; `factor` is not negative.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    /// From the lower end to the upper.
    pub fn width(self) -> f64 {
        self.high - self.low
    }
}

/// Interval of a relative lift (0.2 = a fifth more). An end is missing while nothing bounds it: as long as the control's own
/// mean may be 0, the lift over it may be anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct LiftInterval {
    /// Lower end, if there is one yet; −1 at the least where what is measured cannot be negative: rates, and values whose setup says
    /// so ([`crate::value::Setup::never_negative`]).
    pub low: Option<f64>,
    /// Upper end, if there is one yet.
    pub high: Option<f64>,
}

impl LiftInterval {
    /// Whether `lift` lies within.
    pub fn holds(self, lift: f64) -> bool {
        self.low.is_none_or(|low| low <= lift) && self.high.is_none_or(|high| lift <= high)
    }

    /// Whether all of it lies in `outer`.
    pub fn lies_within(self, outer: Interval) -> bool {
        self.low.is_some_and(|low| outer.low <= low) && self.high.is_some_and(|high| high <= outer.high)
    }

    /// What both have in common, if anything.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        let tighter = |own: Option<f64>, other: Option<f64>, choose: fn(f64, f64) -> f64| match (own, other) {
            (Some(own), Some(other)) => Some(choose(own, other)),
            (own, other) => own.or(other),
        };
        let (low, high) = (tighter(self.low, other.low, f64::max), tighter(self.high, other.high, f64::min));
        let is_empty = low.zip(high).is_some_and(|(low, high)| low > high);
        (!is_empty).then_some(Self { low, high })
    }
}
