//! Checks of the attention budget: every figure has its bounds, and every message can be afforded by somebody.

use std::ops::RangeInclusive;

use kizukai_model::Span;

use super::Findings;
use crate::text::AttentionText;

const CAPACITY: RangeInclusive<f64> = 1.0..=1_000.0;
const POINTS: RangeInclusive<f64> = 0.0..=1_000.0;
const FACTOR: RangeInclusive<f64> = 1.0..=100.0;
const LONGEST_DISMISSAL: Span = Span::from_days(30);

pub(super) fn attention(text: &AttentionText, found: &mut Findings) {
    let prices = [
        ("fullscreen", text.prices.fullscreen),
        ("modal", text.prices.modal),
        ("corner", text.prices.corner),
        ("bar", text.prices.bar),
        ("toast", text.prices.toast),
        ("inline", text.prices.inline),
    ];
    within("capacity", text.capacity, &CAPACITY, found);
    within("per_hour", text.per_hour, &POINTS, found);
    within("per_visit", text.per_visit, &POINTS, found);
    for (format, price) in prices {
        let path = format!("prices.{format}");
        within(&path, price, &POINTS, found);
        if price > text.capacity {
            found.warning(
                format!("attention.{path}"),
                format!("nobody has more than {} points: this format never comes", text.capacity),
            );
        }
    }
    within("checkout", text.checkout, &FACTOR, found);
    within("dismissed.factor", text.dismissed.factor, &FACTOR, found);
    if text.dismissed.duration > LONGEST_DISMISSAL {
        found.problem("attention.dismissed.for", format!("at most {LONGEST_DISMISSAL}"));
    }
    if text.per_hour <= 0.0 && text.per_visit <= 0.0 {
        found.warning("attention.per_hour", "nothing ever comes back: what is spent is spent for good");
    }
}

fn within(field: &str, value: f64, bounds: &RangeInclusive<f64>, found: &mut Findings) {
    if !bounds.contains(&value) {
        found.problem(format!("attention.{field}"), format!("from {} to {}", bounds.start(), bounds.end()));
    }
}
