//! Whether visitors are divided among the arms as the text says.
//!
//! Pearson's chi-squared test of the counts of drawn arms against their weights, at p < 0.001. Such a difference says that
//! something between drawing and counting loses visitors of one arm, so that no effect of the campaign may be believed.

use std::sync::Arc;

use serde_json::json;

use kizukai_engagement::{CampaignText, ProgramSource};
use kizukai_model::limits::ARMS;
use kizukai_model::{Key, SiteId};
use kizukai_store::ArmResult;

use super::{AttentionItem, AttentionKind, Severity};
use crate::{Runtime, RuntimeError};

/// The chi-squared distribution's 99.9th percentile by degrees of freedom, from 1 (NIST/SEMATECH e-Handbook, 1.3.6.7.4).
/// As many as a campaign with its control can have.
const CRITICAL: [f64; ARMS] = [
    10.828, 13.816, 16.266, 18.467, 20.515, 22.458, 24.322, 26.125, 27.877, 29.588, 31.264, 32.910, 34.528,
    36.123, 37.697, 39.252, 40.790, 42.312, 43.820, 45.315,
];
/// Visitors that must be expected in every arm for the test to mean something.
const EXPECTED_LEAST: f64 = 5.0;

impl Runtime {
    /// Running campaigns whose arms were not drawn as their text says, in their present phase.
    pub(super) async fn wrongly_divided(
        &self,
        site: &SiteId,
        source: &Arc<ProgramSource>,
    ) -> Result<Vec<AttentionItem>, RuntimeError> {
        let (site, source) = (site.clone(), Arc::clone(source));
        self.read(move |reader| {
            let mut items = Vec::new();
            for campaign in super::running(&source) {
                let counted = reader.arm_results(&site, &campaign.text.key)?;
                let of_phase = counted.iter().filter(|result| result.phase == campaign.phase);
                items.extend(look(&campaign.text, &of_phase.collect::<Vec<_>>()));
            }
            Ok(items)
        })
        .await
    }
}

fn look(text: &CampaignText, counted: &[&ArmResult]) -> Option<AttentionItem> {
    let assigned = |arm: &str| {
        let of_arm = counted.iter().filter(|result| result.arm.as_str() == arm);
        of_arm.map(|result| result.assigned).sum::<u64>() as f64
    };
    let shares = shares(text);
    let observed: Vec<f64> = shares.iter().map(|(arm, _)| assigned(arm)).collect();
    let total: f64 = observed.iter().sum();
    let expected: Vec<f64> = shares.iter().map(|(_, share)| share * total).collect();
    if !differs(&observed, &expected) {
        return None;
    }
    let distance = |place: &usize| (observed[*place] - expected[*place]).abs();
    let worst = (0..shares.len()).max_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let figures = json!({
        "assigned": total,
        "arm": shares[worst].0,
        "expected_share": shares[worst].1,
        "share": observed[worst] / total,
    });
    Some(AttentionItem::new(AttentionKind::SampleRatio, Severity::Care, &figures).about(text))
}

/// The arms that can be drawn with their shares of all visitors.
fn shares(text: &CampaignText) -> Vec<(&str, f64)> {
    let control = text.control / 100.0;
    let weights: f64 = text.arms.iter().map(|arm| arm.weight.max(0.0)).sum();
    let arm_share =
        |weight: f64| if weights > 0.0 { weight.max(0.0) / weights * (1.0 - control) } else { 0.0 };
    let arms = text.arms.iter().map(|arm| (arm.key.as_str(), arm_share(arm.weight)));
    arms.chain([(Key::CONTROL, control)]).filter(|(_, share)| *share > 0.0).collect()
}

/// Whether counts differ from what was expected more than chance allows.
fn differs(observed: &[f64], expected: &[f64]) -> bool {
    if observed.len() < 2 || expected.iter().any(|count| *count < EXPECTED_LEAST) {
        return false;
    }
    let Some(critical) = CRITICAL.get(observed.len() - 2) else { return false };
    let terms = observed.iter().zip(expected).map(|(seen, meant)| (seen - meant).powi(2) / meant);
    terms.sum::<f64>() > *critical
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_is_doubted_only_when_chance_would_do_it_once_in_a_thousand() {
        for (observed, expected, is_doubted) in [
            (vec![480.0, 520.0], vec![500.0, 500.0], false),
            (vec![448.1, 551.9], vec![500.0, 500.0], false),
            (vec![447.9, 552.1], vec![500.0, 500.0], true),
            (vec![0.0, 8.0], vec![4.0, 4.0], false),
            (vec![50.0], vec![50.0], false),
            (vec![100.0, 130.0, 70.0], vec![100.0, 100.0, 100.0], true),
        ] {
            assert_eq!(differs(&observed, &expected), is_doubted, "{observed:?}");
        }
    }
}
