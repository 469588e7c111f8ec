//! The site's price list of attention in whole numbers, so that every machine counts the same.

use std::collections::BTreeSet;

use kizukai_model::Span;

use crate::text::{AttentionText, Format};

/// Thousandths of a point.
pub(crate) type MilliPoints = i64;

/// The compiled price list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PriceList {
    pub(crate) capacity: MilliPoints,
    pub(crate) per_hour: MilliPoints,
    pub(crate) per_visit: MilliPoints,
    /// By format, in the order of [`FORMATS`].
    prices: [MilliPoints; FORMATS.len()],
    /// In thousandths.
    pub(crate) in_checkout: i64,
    /// In thousandths.
    pub(crate) after_dismissal: i64,
    pub(crate) dismissed_for: Span,
}

const FORMATS: [Format; 6] =
    [Format::Fullscreen, Format::Modal, Format::Corner, Format::Bar, Format::Toast, Format::Inline];

impl PriceList {
    pub(crate) fn compile(text: &AttentionText) -> Self {
        let prices = &text.prices;
        let by_format =
            [prices.fullscreen, prices.modal, prices.corner, prices.bar, prices.toast, prices.inline];
        Self {
            capacity: milli(text.capacity),
            per_hour: milli(text.per_hour),
            per_visit: milli(text.per_visit),
            prices: by_format.map(milli),
            in_checkout: milli(text.checkout),
            after_dismissal: milli(text.dismissed.factor),
            dismissed_for: text.dismissed.duration,
        }
    }

    /// What a message costs by its looks alone.
    pub(crate) fn of(&self, format: Format) -> MilliPoints {
        FORMATS.iter().position(|known| *known == format).map_or(0, |at| self.prices[at])
    }

    /// The dearest of several formats: where the arms of a campaign begin differently, each of them, the control
    /// included, pays what the dearest costs. Otherwise the arms would be let through at different moments, and what
    /// they are compared by would no longer be the same visitors.
    pub(crate) fn dearest(&self, formats: &BTreeSet<Format>) -> MilliPoints {
        formats.iter().map(|format| self.of(*format)).max().unwrap_or_default()
    }
}

/// Thousandths; the checker refused what is out of bounds, a text from before it counts as the nearest bound.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what an integer of 64 bits holds with ease")]
fn milli(points: f64) -> i64 {
    (points * 1_000.0).round().clamp(0.0, 1e9) as i64
}

/// Points as people write them, without idle decimals.
pub(crate) fn points(milli: MilliPoints) -> String {
    let (whole, rest) = (milli / 1_000, milli % 1_000);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_without_idle_decimals() {
        for (milli, text) in [(0, "0"), (3_000, "3"), (2_500, "2.5"), (1, "0.001"), (10_010, "10.01")] {
            assert_eq!(points(milli), text);
        }
    }
}
