//! How much attention a visitor has to give, and what each message costs, as text. Points have at most three decimals.

use serde::{Deserialize, Serialize};

use kizukai_model::Span;

/// The attention budget of each visitor, shared by everything that can interrupt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttentionText {
    /// Points of a visitor who was left alone.
    pub capacity: f64,
    /// Points that come back in an hour.
    pub per_hour: f64,
    /// Points that come back with a new visit.
    pub per_visit: f64,
    /// What a message costs.
    pub prices: PricesText,
    /// By how much more it costs in the checkout.
    pub checkout: f64,
    /// After the visitor put something away.
    pub dismissed: DismissedText,
}

/// What a message costs, by its format.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PricesText {
    /// Over everything.
    pub fullscreen: f64,
    /// In the middle.
    pub modal: f64,
    /// In the corner.
    pub corner: f64,
    /// Along an edge.
    pub bar: f64,
    /// Goes by itself.
    pub toast: f64,
    /// In the page.
    pub inline: f64,
}

impl PricesText {
    /// Nothing costs anything.
    pub const FREE: Self =
        Self { fullscreen: 0.0, modal: 0.0, corner: 0.0, bar: 0.0, toast: 0.0, inline: 0.0 };
}

/// What just having put something away means.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DismissedText {
    /// By how much more a message costs.
    pub factor: f64,
    /// For how long.
    #[serde(rename = "for")]
    pub duration: Span,
}

impl Default for AttentionText {
    fn default() -> Self {
        Self {
            capacity: 10.0,
            per_hour: 1.0,
            per_visit: 2.0,
            prices: PricesText::default(),
            checkout: 2.0,
            dismissed: DismissedText::default(),
        }
    }
}

impl Default for PricesText {
    fn default() -> Self {
        Self { fullscreen: 8.0, modal: 5.0, corner: 3.0, bar: 2.0, toast: 1.0, inline: 0.0 }
    }
}

impl Default for DismissedText {
    fn default() -> Self {
        Self { factor: 2.0, duration: Span::from_mins(10) }
    }
}
