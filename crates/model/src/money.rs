//! Amounts of money, exact.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// An amount in thousandths of the currency's unit (¥1 = 1,000). Exact sums; as JSON an ordinary number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// The largest amount, in units of the currency: beyond it a number is a mistake, not a price.
const LARGEST_UNITS: f64 = 1e12;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From thousandths of the currency's unit.
    pub const fn from_milli(milli: i64) -> Self {
        Self(milli)
    }

    /// Thousandths of the currency's unit.
    pub const fn as_milli(self) -> i64 {
        self.0
    }

    /// From units; None when it is not finite or beyond 10^12.
    pub fn from_units(units: f64) -> Option<Self> {
        (units.is_finite() && units.abs() <= LARGEST_UNITS).then(|| Self((units * 1_000.0).round() as i64))
    }

    /// Units of the currency.
    pub fn as_units(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// Reads a JSON number, or a string holding one (`"1980"`), as shops send them.
    pub fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_f64().and_then(Self::from_units),
            Value::String(text) => text.trim().parse().ok().and_then(Self::from_units),
            _ => None,
        }
    }

    /// The amount times a count; saturates.
    #[must_use]
    pub const fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}
impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1_000 == 0 {
            serializer.serialize_i64(self.0 / 1_000)
        } else {
            serializer.serialize_f64(self.as_units())
        }
    }
}
impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::read(&value).ok_or_else(|| serde::de::Error::custom("not an amount of money"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_amount_is_exact_and_reads_back() {
        let tenth = Money::read(&json!(0.1)).unwrap();
        assert_eq!(tenth + tenth + tenth, Money::read(&json!("0.3")).unwrap());
        for value in [json!(1980), json!(19.99), json!(-5)] {
            let amount = Money::read(&value).unwrap();
            assert_eq!(serde_json::to_value(amount).unwrap(), value);
        }
    }

    #[test]
    fn what_is_not_an_amount_is_absent() {
        for value in [json!("free"), json!(null), json!(1e300), json!([1])] {
            assert_eq!(Money::read(&value), None);
        }
    }
}
