//! Who gets which arm: hashes of ids and seeds, never a random generator, so that replay draws the same.

use kizukai_conditions::{bucketing, hash};
use kizukai_model::{ProfileId, SiteId};

/// GrowthBook hash version 2: two rounds of FNV-1a, 10,000 buckets.
const HASH_VERSION: u8 = 2;

/// What a visitor drew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// The hidden control.
    Control,
    /// The arm at this position.
    Arm(usize),
}

/// Where a profile falls between 0 and 1 for a seed.
pub fn position(seed: &str, profile: ProfileId) -> f64 {
    hash(seed, &profile.to_string(), HASH_VERSION).unwrap_or_default()
}

/// What decides who is held out on a site.
pub fn holdout_seed(site: &SiteId) -> String {
    format!("{site}:holdout")
}

/// Whether a profile is held out of every campaign. `percent` from 0 to 100.
pub fn held_out(seed: &str, profile: ProfileId, percent: f64) -> bool {
    percent > 0.0 && position(seed, profile) < percent / 100.0
}

/// Draws control (`control_percent` of the visitors) or an arm by its weight among the rest.
/// None when no weight is positive and the visitor is not control.
pub fn draw(seed: &str, profile: ProfileId, control_percent: f64, weights: &[f64]) -> Option<Drawn> {
    let control = (control_percent / 100.0).clamp(0.0, 1.0);
    let total: f64 = weights.iter().sum();
    let at = position(seed, profile);
    if at < control {
        return Some(Drawn::Control);
    }
    if total <= 0.0 {
        return None;
    }
    let mut upper = control;
    let ranges: Vec<_> = weights
        .iter()
        .map(|weight| {
            let start = upper;
            upper += (1.0 - control) * weight / total;
            bucketing::BucketRange { start, end: upper }
        })
        .collect();
    // Rounding may leave a sliver above the last range: it belongs to the last arm with weight.
    let last = weights.iter().rposition(|weight| *weight > 0.0)?;
    Some(Drawn::Arm(bucketing::choose_variation(at, &ranges).unwrap_or(last)))
}

/// Draws one of several ways by its weight; the last one with weight where rounding leaves a sliver. At least one weight is
/// positive, else the first way is taken.
pub fn draw_way(seed: &str, of: &str, weights: &[f64]) -> usize {
    let total: f64 = weights.iter().sum();
    let at = hash(seed, of, HASH_VERSION).unwrap_or_default() * total;
    let mut upper = 0.0;
    let below = weights.iter().position(|weight| {
        upper += weight;
        at < upper
    });
    below.or_else(|| weights.iter().rposition(|weight| *weight > 0.0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::IdKind;

    fn visitors() -> impl Iterator<Item = ProfileId> {
        (0..10_000).map(|n| ProfileId::derive("s", IdKind::Anonymous, &format!("v{n}")))
    }

    #[test]
    fn control_and_arms_get_their_shares() {
        let mut counts = [0_i32; 3];
        for visitor in visitors() {
            match draw("s:c", visitor, 20.0, &[1.0, 3.0]).unwrap() {
                Drawn::Control => counts[0] += 1,
                Drawn::Arm(arm) => counts[arm + 1] += 1,
            }
        }
        for (count, expected) in counts.iter().zip([2_000, 2_000, 6_000]) {
            assert!((count - expected).abs() < 250, "{counts:?}");
        }
    }

    #[test]
    fn an_arm_without_weight_is_never_drawn_and_all_control_draws_only_control() {
        for visitor in visitors().take(500) {
            assert_eq!(draw("s:c", visitor, 0.0, &[0.0, 1.0]), Some(Drawn::Arm(1)));
            assert_eq!(draw("s:c", visitor, 100.0, &[1.0]), Some(Drawn::Control));
            assert_eq!(draw("s:c", visitor, 0.0, &[0.0]), None);
        }
    }

    #[test]
    fn the_holdout_has_its_share_and_zero_holds_nobody_out() {
        let held = visitors().filter(|visitor| held_out("s:holdout", *visitor, 5.0)).count();
        assert!((400..600).contains(&held), "{held}");
        assert!(!visitors().any(|visitor| held_out("s:holdout", visitor, 0.0)));
    }
}
