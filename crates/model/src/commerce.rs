//! The e-commerce events of the Segment specification, typed where the engine acts on them.
//!
//! Missing properties are never an error: a shop that sends `Product Added` with nothing but an id is understood.

use serde_json::Value;

use crate::{Money, Properties};

/// An e-commerce event, with the parts the engine uses.
#[derive(Clone, Debug, PartialEq)]
pub enum Commerce {
    /// `Product Viewed`
    ProductViewed(Product),
    /// `Product Added`
    ProductAdded(Product),
    /// `Product Removed`; no quantity means all of it.
    ProductRemoved(Product),
    /// `Cart Viewed`; with products it says what the cart holds.
    CartViewed(Option<Vec<Product>>),
    /// `Checkout Started`
    CheckoutStarted,
    /// `Order Completed`
    OrderCompleted(Order),
    /// `Order Refunded`: the order and the refunded amount; no amount means all of it.
    OrderRefunded(String, Option<Money>),
    /// `Order Cancelled`
    OrderCancelled(String),
    /// `Products Searched`
    ProductsSearched,
    /// `Product List Viewed`
    ProductListViewed,
}

/// A product as an event names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// `product_id`, else `sku`, else `id`, with the variant when there is one.
    pub id: String,
    /// What to call it.
    pub name: Option<String>,
    /// Price of one.
    pub price: Option<Money>,
    /// How many; None where the event does not say.
    pub quantity: Option<i64>,
}

/// A completed order.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The shop's number of the order; None cannot be told apart from another.
    pub id: Option<String>,
    /// `revenue`, else `total`, else `value`: what was paid, discounts taken off.
    pub revenue: Money,
    /// What was taken off for a coupon or another discount; 0 where the event does not say.
    pub discount: Money,
    /// What was bought, where the event says it.
    pub products: Vec<Product>,
    /// ISO 4217 code; None means the site's own.
    pub currency: Option<String>,
}

impl Commerce {
    /// The typed form of a `track` event; None when it is not one of these.
    pub fn from_track(name: &str, properties: &Properties) -> Option<Self> {
        Some(match name {
            "Product Viewed" => Self::ProductViewed(Product::read(properties)?),
            "Product Added" => Self::ProductAdded(Product::read(properties)?),
            "Product Removed" => Self::ProductRemoved(Product::read(properties)?),
            "Cart Viewed" => Self::CartViewed(products(properties)),
            "Checkout Started" => Self::CheckoutStarted,
            "Order Completed" => Self::OrderCompleted(Order::read(properties)),
            "Order Refunded" => Self::OrderRefunded(
                order_id(properties)?,
                first_money(properties, &["amount", "total", "revenue"]),
            ),
            "Order Cancelled" => Self::OrderCancelled(order_id(properties)?),
            "Products Searched" => Self::ProductsSearched,
            "Product List Viewed" => Self::ProductListViewed,
            _ => return None,
        })
    }
}

impl Product {
    fn read(source: &Properties) -> Option<Self> {
        let id = ["product_id", "sku", "id", "productId"].iter().find_map(|name| text(source, name))?;
        let variant = text(source, "variant");
        Some(Self {
            id: variant.map_or_else(|| id.clone(), |variant| format!("{id}/{variant}")),
            name: text(source, "name"),
            price: source.get("price").and_then(Money::read),
            quantity: source.get("quantity").and_then(Money::read).map(|count| count.as_milli() / 1_000),
        })
    }
}

impl Order {
    fn read(source: &Properties) -> Self {
        Self {
            id: order_id(source),
            revenue: first_money(source, &["revenue", "total", "value"]).unwrap_or_default(),
            discount: first_money(source, &["discount"]).unwrap_or_default().max(Money::ZERO),
            products: products(source).unwrap_or_default(),
            currency: text(source, "currency").map(|code| code.to_uppercase()),
        }
    }
}

fn order_id(source: &Properties) -> Option<String> {
    ["order_id", "orderId", "id"].iter().find_map(|name| text(source, name))
}

fn products(source: &Properties) -> Option<Vec<Product>> {
    let list = source.get("products")?.as_array()?;
    Some(list.iter().filter_map(|item| Product::read(item.as_object()?)).collect())
}

fn first_money(source: &Properties, names: &[&str]) -> Option<Money> {
    names.iter().find_map(|name| source.get(*name).and_then(Money::read))
}

fn text(source: &Properties, name: &str) -> Option<String> {
    match source.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(name: &str, properties: &Value) -> Option<Commerce> {
        Commerce::from_track(name, properties.as_object().unwrap())
    }

    #[test]
    fn a_product_is_read_from_any_of_its_usual_names() {
        for source in [json!({"product_id": 7, "price": "980"}), json!({"sku": "7", "price": 980})] {
            let Some(Commerce::ProductAdded(product)) = read("Product Added", &source) else { panic!() };
            assert_eq!((product.id.as_str(), product.price), ("7", Money::from_units(980.0)));
            assert_eq!(product.quantity, None);
        }
        assert_eq!(read("Product Added", &json!({"price": 1})), None);
    }

    #[test]
    fn an_order_takes_its_amount_from_revenue_then_total() {
        let Some(Commerce::OrderCompleted(order)) =
            read("Order Completed", &json!({"order_id": "o1", "total": 5500, "currency": "jpy"}))
        else {
            panic!()
        };
        assert_eq!(order.revenue, Money::from_milli(5_500_000));
        assert_eq!(order.currency.as_deref(), Some("JPY"));
    }

    #[test]
    fn other_events_are_not_commerce() {
        assert_eq!(read("Sign Up", &json!({})), None);
    }
}
