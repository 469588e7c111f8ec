//! The attention a visitor has left to give. One budget a person, over all tabs and devices.
//!
//! Kept is what is spent and has not come back yet, in the smallest unit there is: as much as comes back in one
//! millisecond at one thousandth of a point an hour. So time is paid out exactly, however it is cut into pieces, and
//! merging adds.

use serde::{Deserialize, Serialize};

use kizukai_model::{Span, Timestamp};

use crate::program::{MilliPoints, PriceList};

/// Smallest units in a thousandth of a point: the milliseconds of an hour.
const UNITS: i64 = 3_600_000;

/// What is spent of a visitor's attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attention {
    /// Smallest units spent and not come back; 0 to the capacity.
    #[serde(default)]
    spent: i64,
    /// Up to when what comes back with time has been paid out.
    #[serde(default)]
    paid_until: Timestamp,
    /// When the visitor last put something away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dismissed_at: Option<Timestamp>,
}

impl Attention {
    /// Whether there is nothing to remember.
    pub(crate) fn is_untouched(&self) -> bool {
        self.spent == 0 && self.dismissed_at.is_none()
    }

    /// Pays out what came back since the last time.
    pub(crate) fn pay_out(&mut self, prices: &PriceList, now: Timestamp) {
        if !self.was_dismissed_within(prices.dismissed_for, now) {
            self.dismissed_at = None;
        }
        if self.spent == 0 {
            return;
        }
        let elapsed = now.since(self.paid_until).as_ms().max(0);
        let back = elapsed.saturating_mul(prices.per_hour);
        self.spent = (self.spent - back.min(self.spent)).min(units(prices.capacity));
        self.paid_until = self.paid_until.max(now);
        self.forget_when_whole();
    }

    /// What comes back with a new visit.
    pub(crate) fn begin_visit(&mut self, prices: &PriceList) {
        self.spent -= units(prices.per_visit).min(self.spent);
        self.forget_when_whole();
    }

    /// A visitor who has all attention again is like one who never spent any.
    const fn forget_when_whole(&mut self) {
        if self.spent == 0 {
            self.paid_until = Timestamp::from_ms(0);
        }
    }

    /// What is left, rounded down. Pay out first.
    pub(crate) fn left(&self, prices: &PriceList) -> MilliPoints {
        (units(prices.capacity) - self.spent).max(0) / UNITS
    }

    /// Spends points that are there; false, and nothing spent, when they are not. Pay out first.
    pub(crate) fn spend(&mut self, prices: &PriceList, price: MilliPoints, now: Timestamp) -> bool {
        if price > self.left(prices) {
            return false;
        }
        if price > 0 {
            self.spent += units(price);
            self.paid_until = now;
        }
        true
    }

    /// The visitor put something away.
    pub(crate) fn dismissed(&mut self, at: Timestamp) {
        self.dismissed_at = self.dismissed_at.max(Some(at));
    }

    /// Whether the visitor put something away within so long.
    pub(crate) fn was_dismissed_within(&self, span: Span, now: Timestamp) -> bool {
        self.dismissed_at.is_some_and(|at| now.since(at) < span)
    }

    /// When all of it is back, if nothing more is spent; None when it is, or never will be.
    pub(crate) fn whole_at(&self, prices: &PriceList) -> Option<Timestamp> {
        self.has_again_at(prices, prices.capacity)
    }

    /// When so many points are left again, if nothing more is spent; None when they are, or never will be.
    pub(crate) fn has_again_at(&self, prices: &PriceList, points: MilliPoints) -> Option<Timestamp> {
        let missing = self.spent - (units(prices.capacity) - units(points));
        let comes_back = missing > 0 && points <= prices.capacity && prices.per_hour > 0;
        comes_back.then(|| {
            let lasts = missing.div_euclid(prices.per_hour) + i64::from(missing % prices.per_hour != 0);
            self.paid_until.plus(Span::from_ms(lasts))
        })
    }

    /// Spends add. Both sides are paid out up to `now` before, so that the order of merges does not matter.
    pub(crate) fn absorb(&mut self, other: &Self, prices: Option<&PriceList>, now: Timestamp) {
        let mut other = *other;
        if let Some(prices) = prices {
            self.pay_out(prices, now);
            other.pay_out(prices, now);
        }
        let most = prices.map_or(i64::MAX, |prices| units(prices.capacity));
        self.spent = self.spent.saturating_add(other.spent).min(most);
        self.paid_until = self.paid_until.max(other.paid_until);
        self.dismissed_at = self.dismissed_at.max(other.dismissed_at);
    }
}

const fn units(points: MilliPoints) -> i64 {
    points.saturating_mul(UNITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::AttentionText;
    use proptest::prelude::*;

    fn prices(per_hour: f64) -> PriceList {
        PriceList::compile(&AttentionText { per_hour, ..AttentionText::default() })
    }

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_ms(ms)
    }

    proptest! {
        #[test]
        fn time_is_paid_out_the_same_however_it_is_cut(
            price in 0_i64..10_000, per_hour in 0_u32..9_999, cuts in proptest::collection::vec(0_i64..9_000_000, 0..20),
        ) {
            let prices = prices(f64::from(per_hour) / 1_000.0);
            let mut whole = Attention::default();
            prop_assert!(whole.spend(&prices, price, at(0)));
            let mut cut = whole;
            let mut now = 0;
            for step in cuts {
                now += step;
                cut.pay_out(&prices, at(now));
                prop_assert!((0..=prices.capacity).contains(&cut.left(&prices)));
            }
            whole.pay_out(&prices, at(now));
            cut.pay_out(&prices, at(now));
            prop_assert_eq!(whole, cut);
        }

        #[test]
        fn spends_add_in_any_order_of_merges(spent in proptest::array::uniform3((0_i64..10_000, 0_i64..9_000_000))) {
            let prices = prices(1.0);
            let now = at(10_000_000);
            let [a, b, c] = spent.map(|(price, ms)| {
                let mut attention = Attention::default();
                attention.spend(&prices, price, at(ms));
                attention
            });
            let merged = |order: [Attention; 3]| {
                let [mut first, second, third] = order;
                first.absorb(&second, Some(&prices), now);
                first.absorb(&third, Some(&prices), now);
                first
            };
            prop_assert_eq!(merged([a, b, c]), merged([c, b, a]));
            prop_assert_eq!(merged([a, b, c]), merged([b, a, c]));
            prop_assert!(merged([a, b, c]).left(&prices) >= 0);
        }
    }

    #[test]
    fn nothing_is_spent_that_is_not_there() {
        let prices = prices(1.0);
        let mut attention = Attention::default();
        assert!(attention.spend(&prices, 10_000, at(0)));
        assert!(!attention.spend(&prices, 1, at(0)));
        assert_eq!(attention.whole_at(&prices), Some(at(36_000_000)));
        attention.pay_out(&prices, at(36_000_000));
        assert!(attention.is_untouched());
    }
}
