//! A person's orders: each counted once, refunds and cancellations subtracted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use kizukai_model::commerce::Order;
use kizukai_model::{Event, Money, Timestamp, limits};

/// The largest sum that is kept: beyond it an amount of money cannot be read back.
const LARGEST_MILLI: i64 = 1_000_000_000_000_000;

fn storable(sum: Money) -> Money {
    sum.min(Money::from_milli(LARGEST_MILLI))
}

/// Orders by number, and the sums of those too old to be remembered one by one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Orders {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    by_id: BTreeMap<String, OrderState>,
    #[serde(default)]
    older_count: u32,
    #[serde(default)]
    older_revenue: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_at: Option<Timestamp>,
}

/// One order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OrderState {
    pub(crate) at: Timestamp,
    /// The event that counted it.
    pub(crate) message_id: String,
    pub(crate) revenue: Money,
    /// What the goods cost the shop; None where the site said no margin then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cost: Option<Money>,
    #[serde(default)]
    pub(crate) refunded: Money,
    #[serde(default)]
    pub(crate) cancelled: bool,
    /// In a currency that is not the site's: counts as an order, worth nothing.
    #[serde(default)]
    pub(crate) foreign_currency: bool,
    /// Reported with a secret key.
    #[serde(default)]
    pub(crate) from_server: bool,
}

impl OrderState {
    pub(crate) fn worth(&self) -> Money {
        if self.cancelled || self.foreign_currency {
            return Money::ZERO;
        }
        (self.revenue - self.refunded).max(Money::ZERO)
    }

    /// What is left of it when the goods are paid; of a part that was refunded the goods came back.
    pub(crate) fn profit(&self) -> Option<Money> {
        let (worth, revenue) = (self.worth(), self.revenue.as_milli());
        let cost = i128::from(self.cost?.as_milli());
        if revenue <= 0 {
            let is_void = self.cancelled || self.foreign_currency;
            return Some(if is_void { Money::ZERO } else { worth - self.cost? });
        }
        let of_the_rest = cost * i128::from(worth.as_milli()) / i128::from(revenue);
        Some(worth - Money::from_milli(i64::try_from(of_the_rest).unwrap_or(i64::MAX)))
    }

    /// The same order as another profile knew it: the server's report counts, else the earlier one.
    fn absorb(&mut self, other: &Self) {
        let rank = |order: &Self| (!order.from_server, order.at, order.message_id.clone(), order.revenue);
        let (refunded, cancelled) = (self.refunded.max(other.refunded), self.cancelled || other.cancelled);
        if rank(other) < rank(self) {
            self.clone_from(other);
        }
        (self.refunded, self.cancelled) = (refunded, cancelled);
    }
}

/// What became of a report of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// It counts.
    Now,
    /// It was counted before, and this report knows better what it was worth.
    Corrected,
    /// It was counted before.
    Before,
}

/// What an order is known by: its number, or the event that told of it.
pub(crate) fn order_key(event: &Event, order: &Order) -> String {
    order.id.clone().unwrap_or_else(|| format!("message:{}", event.message_id))
}

impl Orders {
    /// Counts an order once, by its number. A server's report overrides a browser's.
    pub(crate) fn complete(&mut self, id: &str, order: OrderState) -> Counted {
        self.last_at = self.last_at.max(Some(order.at));
        match self.by_id.get_mut(id) {
            Some(known) => {
                if !order.from_server || known.from_server {
                    return Counted::Before;
                }
                known.revenue = order.revenue;
                known.cost = order.cost;
                known.from_server = true;
                return Counted::Corrected;
            }
            None => self.by_id.insert(id.to_owned(), order),
        };
        self.forget_oldest();
        Counted::Now
    }

    /// What was refunded of an order.
    pub(crate) fn refunded(&self, id: &str) -> Money {
        self.by_id.get(id).map_or(Money::ZERO, |order| order.refunded)
    }

    fn forget_oldest(&mut self) {
        while self.by_id.len() > limits::ORDERS {
            let oldest =
                self.by_id.iter().min_by_key(|(id, order)| (order.at, *id)).map(|(id, _)| id.clone());
            let Some(order) = oldest.and_then(|id| self.by_id.remove(&id)) else { return };
            self.older_count = self.older_count.saturating_add(u32::from(!order.cancelled));
            self.older_revenue = storable(self.older_revenue + order.worth());
        }
    }

    /// Whether it was this event that counted the order.
    pub(crate) fn is_counted_by(&self, id: &str, message_id: &str) -> bool {
        self.by_id.get(id).is_some_and(|order| order.message_id == message_id)
    }

    /// Takes back an amount, or all of it; some shops write the amount with a minus. Gives what that changes; None for an unknown order.
    pub(crate) fn refund(&mut self, id: &str, amount: Option<Money>) -> Option<Money> {
        let order = self.by_id.get_mut(id)?;
        let before = order.worth();
        let amount = amount.unwrap_or(order.revenue);
        order.refunded = (order.refunded + amount.max(-amount)).min(order.revenue.max(Money::ZERO));
        Some(before - order.worth())
    }

    /// Takes back the whole order. Gives what that changes; None for an unknown order.
    pub(crate) fn cancel(&mut self, id: &str) -> Option<Money> {
        let order = self.by_id.get_mut(id)?;
        let before = order.worth();
        order.cancelled = true;
        Some(before)
    }

    /// Orders that are remembered one by one.
    pub(crate) fn remembered(&self) -> usize {
        self.by_id.len()
    }

    pub(crate) fn count(&self) -> u32 {
        let recent = self.by_id.values().filter(|order| !order.cancelled).count();
        self.older_count.saturating_add(u32::try_from(recent).unwrap_or(u32::MAX))
    }

    /// Those that are remembered one by one.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &OrderState> {
        self.by_id.values()
    }

    pub(crate) fn revenue(&self) -> Money {
        self.older_revenue + self.by_id.values().map(OrderState::worth).sum()
    }

    /// Orders in another currency than the site's.
    pub(crate) fn foreign_currency(&self) -> usize {
        self.by_id.values().filter(|order| order.foreign_currency).count()
    }

    pub(crate) const fn last_at(&self) -> Option<Timestamp> {
        self.last_at
    }

    pub(crate) fn absorb(&mut self, other: &Self) {
        self.last_at = self.last_at.max(other.last_at);
        self.older_count = self.older_count.saturating_add(other.older_count);
        self.older_revenue = storable(self.older_revenue + other.older_revenue);
        for (id, theirs) in &other.by_id {
            match self.by_id.get_mut(id) {
                Some(mine) => mine.absorb(theirs),
                None => {
                    self.by_id.insert(id.clone(), theirs.clone());
                }
            }
        }
        self.forget_oldest();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(at: i64, yen: i64) -> OrderState {
        OrderState {
            at: Timestamp::from_ms(at),
            message_id: format!("m{at}"),
            revenue: Money::from_milli(yen * 1_000),
            cost: None,
            refunded: Money::ZERO,
            cancelled: false,
            foreign_currency: false,
            from_server: false,
        }
    }

    #[test]
    fn an_order_counts_once_and_refunds_subtract() {
        let mut orders = Orders::default();
        assert_eq!(orders.complete("o1", order(1, 5_000)), Counted::Now);
        assert_eq!(orders.complete("o1", order(2, 5_000)), Counted::Before);
        assert_eq!(orders.complete("o2", order(3, 1_000)), Counted::Now);
        assert_eq!(
            orders.refund("o1", Some(Money::from_milli(2_000_000))),
            Some(Money::from_milli(2_000_000))
        );
        assert_eq!(orders.cancel("o2"), Some(Money::from_milli(1_000_000)));
        assert_eq!((orders.count(), orders.revenue()), (1, Money::from_milli(3_000_000)));
        assert_eq!(orders.refund("o9", None), None);
    }

    #[test]
    fn old_orders_stay_in_the_sums() {
        let mut orders = Orders::default();
        for n in 0..(limits::ORDERS as i64 + 50) {
            orders.complete(&format!("o{n}"), order(n, 100));
        }
        assert_eq!(orders.count(), limits::ORDERS as u32 + 50);
        assert_eq!(orders.revenue(), Money::from_milli(100_000 * (limits::ORDERS as i64 + 50)));
    }
}
