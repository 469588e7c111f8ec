//! What the sample shop sells, as its pages do: `data/catalogue.csv`, which the shop's own tests hold to its shelf.

use std::sync::LazyLock;

/// `id,category,price,sizes,name`: yen with tax, sizes apart by blanks, none where there are none.
const TEXT: &str = include_str!("../data/catalogue.csv");

/// Words the shop's search finds nothing for, one a line.
const SEARCHES: &str = include_str!("../data/searches.txt");

static SHELF: LazyLock<Vec<Product>> =
    LazyLock::new(|| TEXT.lines().skip(1).filter_map(Product::read).collect());

static SOUGHT: LazyLock<Vec<&'static str>> = LazyLock::new(|| SEARCHES.lines().collect());

/// Products the gift question waits for (`33-gift-question.yaml`).
const GIFTS: [&str; 5] =
    ["black-clay-teapot", "ash-glaze-tea-cup", "clasp-purse", "bud-vase", "beeswax-candle"];

/// One product.
#[derive(Debug, PartialEq, Eq)]
pub struct Product {
    /// The last part of its address, and `product_id`.
    pub id: &'static str,
    /// The category's key.
    pub category: &'static str,
    /// Yen, tax included.
    pub price: u64,
    /// Sizes to choose from.
    pub sizes: Vec<&'static str>,
    /// Its name.
    pub name: &'static str,
}

impl Product {
    fn read(line: &'static str) -> Option<Self> {
        let mut parts = line.split(',');
        let mut part = || parts.next();
        let (id, category, price, sizes, name) = (part()?, part()?, part()?, part()?, part()?);
        Some(Self {
            id,
            category,
            price: price.parse().ok()?,
            sizes: sizes.split_whitespace().collect(),
            name,
        })
    }

    /// Whether it is something people give.
    pub fn is_gift(&self) -> bool {
        GIFTS.contains(&self.id)
    }
}

/// All products.
pub fn shelf() -> &'static [Product] {
    &SHELF
}

/// What is searched for in vain.
pub fn sought() -> &'static [&'static str] {
    &SOUGHT
}

/// Yen from which shipping is free.
pub const FREE_SHIPPING_FROM: u64 = 5_500;
/// Yen for shipping below that.
pub const SHIPPING_FEE: u64 = 550;

/// Yen for shipping.
pub const fn shipping(subtotal: u64) -> u64 {
    if subtotal == 0 || subtotal >= FREE_SHIPPING_FROM { 0 } else { SHIPPING_FEE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_catalogue_is_a_product() {
        assert_eq!(shelf().len(), TEXT.lines().count() - 1);
        assert!(shelf().iter().filter(|product| !product.sizes.is_empty()).count() >= 5);
        assert_eq!(shelf().iter().filter(|product| product.is_gift()).count(), GIFTS.len());
        assert!(shelf().iter().all(|product| product.price > 500));
        assert!(sought().len() >= 5 && sought().iter().all(|word| !word.trim().is_empty()));
    }
}
