//! What lies in the cart, as far as events told.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use kizukai_model::commerce::Product;
use kizukai_model::{Money, Span, Timestamp, limits};

/// The cart by product. An emptied item stays with quantity 0 until the cart is cleared, so that merging two carts
/// does not bring it back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cart {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    items: BTreeMap<String, CartItem>,
    #[serde(default)]
    cleared_at: Timestamp,
}

/// One product in the cart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CartItem {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) price: Money,
    pub(crate) quantity: i64,
    changed_at: Timestamp,
}

impl CartItem {
    /// The later change wins; the rest only makes the choice the same from both sides.
    const fn rank(&self) -> (Timestamp, i64, Money, &Option<String>) {
        (self.changed_at, self.quantity, self.price, &self.name)
    }
}

impl Cart {
    pub(crate) fn add(&mut self, product: &Product, at: Timestamp) {
        let quantity = product.quantity.unwrap_or(1).max(0);
        self.change(product, at, |before| before.saturating_add(quantity));
    }

    pub(crate) fn remove(&mut self, product: &Product, at: Timestamp) {
        self.change(product, at, |before| {
            product.quantity.map_or(0, |quantity| before.saturating_sub(quantity).max(0))
        });
    }

    fn change(&mut self, product: &Product, at: Timestamp, quantity: impl FnOnce(i64) -> i64) {
        if at < self.cleared_at {
            return;
        }
        if !self.items.contains_key(&product.id) && self.items.len() >= limits::CART_ITEMS {
            return;
        }
        let item = self.items.entry(product.id.clone()).or_insert_with(|| CartItem {
            name: None,
            price: Money::ZERO,
            quantity: 0,
            changed_at: at,
        });
        item.quantity = quantity(item.quantity);
        item.price = product.price.unwrap_or(item.price);
        item.name = product.name.clone().or(item.name.take());
        item.changed_at = item.changed_at.max(at);
    }

    /// The cart held exactly these then; what changed later stays.
    pub(crate) fn replace(&mut self, products: &[Product], at: Timestamp) {
        if at < self.cleared_at {
            return;
        }
        self.items.retain(|_, item| item.changed_at > at);
        self.cleared_at = at;
        let newer: BTreeSet<String> = self.items.keys().cloned().collect();
        let told = products.iter().filter(|product| !newer.contains(&product.id));
        told.for_each(|product| self.add(product, at));
    }

    /// Everything put in until now is gone (bought).
    pub(crate) fn clear(&mut self, at: Timestamp) {
        self.items.retain(|_, item| item.changed_at > at);
        self.cleared_at = self.cleared_at.max(at.plus(Span::from_ms(1)));
    }

    pub(crate) fn items(&self) -> impl Iterator<Item = (&String, &CartItem)> {
        self.items.iter().filter(|(_, item)| item.quantity > 0)
    }

    pub(crate) fn subtotal(&self) -> Money {
        self.items().map(|(_, item)| item.price.times(item.quantity)).sum()
    }

    pub(crate) fn quantity(&self) -> i64 {
        self.items().map(|(_, item)| item.quantity).sum()
    }

    pub(crate) fn absorb(&mut self, other: &Self) {
        self.cleared_at = self.cleared_at.max(other.cleared_at);
        for (id, theirs) in &other.items {
            match self.items.get(id) {
                Some(mine) if mine.rank() >= theirs.rank() => {}
                _ => {
                    self.items.insert(id.clone(), theirs.clone());
                }
            }
        }
        let cleared_at = self.cleared_at;
        self.items.retain(|_, item| item.changed_at >= cleared_at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(id: &str, yen: f64, quantity: Option<i64>) -> Product {
        Product { id: id.into(), name: None, price: Money::from_units(yen), quantity }
    }

    #[test]
    fn adding_removing_and_buying_change_the_sum() {
        let (mut cart, at) = (Cart::default(), Timestamp::from_ms);
        cart.add(&product("a", 1_000.0, Some(2)), at(1));
        cart.add(&product("b", 500.0, None), at(2));
        assert_eq!((cart.subtotal().as_units(), cart.quantity()), (2_500.0, 3));
        cart.remove(&product("a", 1_000.0, Some(1)), at(3));
        cart.remove(&product("b", 500.0, None), at(4));
        assert_eq!((cart.subtotal().as_units(), cart.quantity()), (1_000.0, 1));
        cart.clear(at(5));
        assert_eq!(cart.items().count(), 0);
        cart.add(&product("late", 1.0, None), at(5));
        assert_eq!(cart.items().count(), 0, "an event from before the order comes too late");
    }

    #[test]
    fn viewing_a_cart_with_products_says_what_is_in_it() {
        let mut cart = Cart::default();
        cart.add(&product("a", 1_000.0, Some(2)), Timestamp::from_ms(1));
        cart.replace(&[product("b", 300.0, Some(3))], Timestamp::from_ms(2));
        assert_eq!(
            cart.items().map(|(id, item)| (id.as_str(), item.quantity)).collect::<Vec<_>>(),
            [("b", 3)]
        );
    }
}
