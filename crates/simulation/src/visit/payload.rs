//! Payloads after the Segment e-commerce specification, as `web/demo-shop/src/tracking/events.ts` makes them.

use serde_json::{Value, json};

use crate::catalogue::{Product, shelf, shipping};

/// A line of the cart; one piece each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub product: &'static Product,
    /// In which size.
    pub size: Option<&'static str>,
}

/// What is taken along at the counter: the cheapest thing of the shop.
pub(super) fn small_thing() -> &'static Product {
    shelf().iter().min_by_key(|product| product.price).expect("the shelf is not empty")
}

/// Yen of the goods.
pub(super) fn subtotal(cart: &[Item]) -> u64 {
    cart.iter().map(|item| item.product.price).sum()
}

pub(super) fn product(product: &Product, size: Option<&str>, quantity: Option<u64>) -> Value {
    let mut properties = json!({
        "product_id": product.id,
        "sku": size.map_or_else(|| product.id.to_owned(), |size| format!("{}-{size}", product.id)),
        "name": product.name,
        "category": product.category,
        "price": product.price,
        "currency": "JPY",
        "url": format!("/products/{}", product.id),
    });
    if let Some(size) = size {
        properties["variant"] = size.into();
    }
    match quantity {
        Some(quantity) => properties["quantity"] = quantity.into(),
        None => properties["value"] = product.price.into(),
    }
    properties
}

pub(super) fn list(list_id: &str, category: Option<&str>, products: &[&Product]) -> Value {
    let listed: Vec<_> =
        products.iter().map(|listed| json!({"product_id": listed.id, "price": listed.price})).collect();
    let mut properties = json!({"list_id": list_id, "products": listed});
    if let Some(category) = category {
        properties["category"] = category.into();
    }
    properties
}

pub(super) fn cart(cart: &[Item]) -> Value {
    json!({"currency": "JPY", "value": subtotal(cart), "products": lines(cart)})
}

pub(super) fn checkout(cart: &[Item]) -> Value {
    let (revenue, shipping) = (subtotal(cart), shipping(subtotal(cart)));
    json!({
        "currency": "JPY", "value": revenue + shipping, "revenue": revenue, "shipping": shipping,
        "products": lines(cart),
    })
}

pub(super) fn order(order_id: &str, cart: &[Item]) -> Value {
    let (revenue, shipping) = (subtotal(cart), shipping(subtotal(cart)));
    json!({
        "order_id": order_id, "revenue": revenue, "shipping": shipping, "total": revenue + shipping, "currency": "JPY",
        "products": lines(cart),
    })
}

fn lines(cart: &[Item]) -> Vec<Value> {
    cart.iter().map(|item| product(item.product, item.size, Some(1))).collect()
}
