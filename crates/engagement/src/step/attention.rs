//! What a message costs a visitor at this moment, and paying for it.
//!
//! The price is that of the format, dearer in the checkout and just after the visitor put something away. Some things
//! have no price at all: nothing interrupts a visitor who is typing, and nothing covers the page in the checkout. It is
//! charged when a show, or a ghost, is decided. Where the arms of a campaign begin in different formats, the dearest
//! and the strictest of them hold for all arms and for the control: see [`crate::program::PriceList::dearest`].

use std::collections::BTreeSet;

use super::Run;
use crate::input::Activity;
use crate::program::MilliPoints;
use crate::reason::Reason;
use crate::text::Format;

/// What speaking would mean for the visitor's attention.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cost {
    /// So many thousandths of a point.
    Price(MilliPoints),
    /// At no price; why.
    Forbidden(Reason),
}

impl Run<'_> {
    /// What a message in one of these formats costs now. Without a price list, under older rules, nothing.
    pub(super) fn cost(&self, formats: &BTreeSet<Format>) -> Cost {
        let Some(prices) = self.program.prices() else { return Cost::Price(0) };
        if let Some(reason) = forbidden(formats, self.activity) {
            return Cost::Forbidden(reason);
        }
        let attention = &self.profile.attention;
        let mut price = prices.dearest(formats);
        if self.activity == Some(Activity::Checkout) {
            price = times(price, prices.in_checkout);
        }
        if attention.was_dismissed_within(prices.dismissed_for, self.now) {
            price = times(price, prices.after_dismissal);
        }
        Cost::Price(price)
    }

    /// Why the visitor's attention does not suffice for it; None when it does.
    pub(super) fn unaffordable(&self, formats: &BTreeSet<Format>) -> Option<Reason> {
        let prices = self.program.prices()?;
        match self.cost(formats) {
            Cost::Forbidden(reason) => Some(reason),
            Cost::Price(price) => {
                let attention = &self.profile.attention;
                let left = attention.left(prices);
                (price > left).then(|| Reason::Budget {
                    price,
                    left,
                    refills_at: attention.has_again_at(prices, price),
                })
            }
        }
    }

    /// Charges what a message in one of these formats costs now, and gives that; the gate has seen that it is there.
    pub(super) fn charge(&mut self, formats: &BTreeSet<Format>) -> MilliPoints {
        let Some(prices) = self.program.prices() else { return 0 };
        let Cost::Price(price) = self.cost(formats) else { return 0 };
        let paid = self.profile.attention.spend(prices, price, self.now);
        debug_assert!(paid, "the gate let through what cannot be paid");
        price
    }

    /// Pays out what came back since the last input.
    pub(super) fn restore_attention(&mut self) {
        if let Some(prices) = self.program.prices() {
            self.profile.attention.pay_out(prices, self.now);
        }
    }
}

fn forbidden(formats: &BTreeSet<Format>, activity: Option<Activity>) -> Option<Reason> {
    match activity? {
        Activity::Typing if formats.iter().any(|format| format.interrupts()) => Some(Reason::Typing),
        Activity::Checkout if formats.iter().any(|format| format.covers_the_page()) => Some(Reason::Checkout),
        Activity::Typing | Activity::Checkout => None,
    }
}

/// A price times a factor in thousandths, rounded up.
const fn times(price: MilliPoints, factor: i64) -> MilliPoints {
    (price.saturating_mul(factor).saturating_add(999)) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_never_makes_a_message_cheaper_than_it_says() {
        assert_eq!(times(3_000, 2_000), 6_000);
        assert_eq!(times(1, 1_500), 2);
        assert_eq!(times(0, 9_000), 0);
    }
}
