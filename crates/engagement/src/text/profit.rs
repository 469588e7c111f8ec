//! What a shop earns with what it sells, so that results can speak of profit and not of revenue alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use kizukai_model::Money;
use kizukai_model::commerce::{Order, Product};

/// Margins in percent of the price before any discount.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProfitText {
    /// What is left of a price when the goods are paid, in percent.
    pub margin: f64,
    /// Another margin for some products, by their id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub products: BTreeMap<String, f64>,
}

impl ProfitText {
    /// What the goods of an order cost the shop. The margin holds for prices before discounts, so it is asked of what was paid
    /// and what was taken off together: whatever a coupon takes off comes out of the profit. Where the order says what was
    /// bought, products count by their share of the list.
    pub fn cost(&self, order: &Order) -> Money {
        let full = (order.revenue + order.discount).as_units();
        let cost = full * (1.0 - self.margin_of(order) / 100.0);
        Money::from_units(cost).unwrap_or_default()
    }

    /// In percent.
    fn margin_of(&self, order: &Order) -> f64 {
        let listed: Vec<(f64, f64)> = order
            .products
            .iter()
            .map(|product| (listed_price(product), self.margin_of_product(product)))
            .collect();
        let total: f64 = listed.iter().map(|(price, _)| price).sum();
        if total <= 0.0 {
            return self.margin;
        }
        listed.iter().map(|(price, margin)| price * margin).sum::<f64>() / total
    }

    /// A variant (`plate/blue`) has its product's margin unless it has one of its own.
    fn margin_of_product(&self, product: &Product) -> f64 {
        let of_product = || self.products.get(product.id.split('/').next()?);
        self.products.get(&product.id).or_else(of_product).copied().unwrap_or(self.margin)
    }
}

fn listed_price(product: &Product) -> f64 {
    let quantity = product.quantity.unwrap_or(1).max(0);
    product.price.map_or(0.0, |price| price.max(Money::ZERO).as_units() * quantity as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::Commerce;
    use serde_json::json;

    fn cost(properties: &serde_json::Value) -> f64 {
        let products = BTreeMap::from([("plate".to_owned(), 60.0), ("cup/red".to_owned(), 0.0)]);
        let profit = ProfitText { margin: 30.0, products };
        let order = Commerce::from_track("Order Completed", properties.as_object().unwrap());
        let Some(Commerce::OrderCompleted(order)) = order else { unreachable!() };
        profit.cost(&order).as_units()
    }

    #[test]
    fn a_discount_comes_out_of_the_profit() {
        assert_eq!(cost(&json!({"revenue": 10_000})), 7_000.0);
        assert_eq!(cost(&json!({"revenue": 9_000, "discount": 1_000})), 7_000.0);
    }

    #[test]
    fn products_count_with_their_own_margin_by_their_share_of_the_list() {
        let products = json!([
            {"product_id": "plate", "variant": "blue", "price": 3_000, "quantity": 2},
            {"product_id": "bowl", "price": 4_000},
        ]);
        assert_eq!(cost(&json!({"revenue": 10_000, "products": products})), 5_200.0);
        assert_eq!(
            cost(
                &json!({"revenue": 1_000, "products": [{"product_id": "cup", "variant": "red", "price": 1}]})
            ),
            1_000.0
        );
        assert_eq!(cost(&json!({"revenue": 1_000, "products": [{"product_id": "cup"}]})), 700.0, "no prices");
    }
}
