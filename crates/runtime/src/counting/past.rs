//! What the shop's past tells of a campaign before a phase of it begins: how often the goal is reached without it, how
//! much what a visitor is worth varies, and which amounts are so rare that they would decide everything alone.

use kizukai_engagement::{CampaignText, Definition, ProgramSource};
use kizukai_model::{Key, Money, SiteId};
use kizukai_stats::value::Winsor;
use kizukai_store::{ArmSums, LedgerReader};

use super::planning::Past;
use crate::{Runtime, RuntimeError, codec, limits};

/// The share of orders that are not cut.
const UNCUT: f64 = 0.99;

/// Visitors who reached a goal that make a rate worth planning with.
const REACHED_LEAST: i128 = 10;

/// What is known before some texts are published.
#[derive(Debug, Default)]
pub(crate) struct Pasts {
    value_limit: Option<Money>,
    /// The controls of each campaign that is published with a goal, or of those with the same goal; by the goal's event.
    own: Vec<(Key, ArmSums)>,
    similar: Vec<(String, ArmSums)>,
}

impl Pasts {
    /// What is known of a campaign.
    pub(crate) fn of(&self, text: &CampaignText) -> Past {
        let goal = text.goal.as_ref().map(|goal| goal.event.as_str());
        let own = self.own.iter().find(|(key, _)| *key == text.key).map(|(_, sums)| sums);
        let similar = self.similar.iter().find(|(event, _)| goal == Some(event)).map(|(_, sums)| sums);
        let told = [own, similar].into_iter().flatten().find(|sums| sums.reached >= REACHED_LEAST);
        Past { value_limit: self.value_limit, base_rate: told.map(rate), value_spread: told.and_then(spread) }
    }
}

fn rate(sums: &ArmSums) -> f64 {
    sums.reached as f64 / (sums.visitors.max(1)) as f64
}

/// Variance over the square of the mean.
fn spread(sums: &ArmSums) -> Option<f64> {
    let visitors = sums.visitors as f64;
    let mean = sums.value.sum as f64 / visitors;
    let variance = sums.value.squares as f64 / visitors - mean * mean;
    (mean > 0.0 && variance > 0.0).then(|| variance / (mean * mean))
}

impl Runtime {
    /// What is known of the campaigns among these texts. Read from what is stored, beside the engine: publishing waits for nobody.
    pub(crate) async fn pasts(
        &self,
        source: &ProgramSource,
        texts: &[Definition],
    ) -> Result<Pasts, RuntimeError> {
        let goal = |text: &CampaignText| Some((text.key.clone(), text.goal.as_ref()?.event.clone()));
        let of_campaign = |text: &Definition| match text {
            Definition::Campaign(text) => goal(text),
            Definition::Segment(_) | Definition::Site(_) => None,
        };
        let asked: Vec<_> = texts.iter().filter_map(of_campaign).collect();
        let known: Vec<_> = source.campaigns.iter().filter_map(|campaign| goal(&campaign.text)).collect();
        let site = source.site_id.clone();
        self.read(move |reader| {
            let mut pasts = Pasts { value_limit: value_limit(reader, &site)?, ..Pasts::default() };
            for (key, event) in &asked {
                pasts.own.push((key.clone(), controls(reader, &site, key)?));
                if pasts.similar.iter().any(|(known, _)| known == event) {
                    continue;
                }
                let mut similar = ArmSums::default();
                for (key, _) in known.iter().filter(|(_, goal)| goal == event) {
                    similar.add(controls(reader, &site, key)?, 1);
                }
                pasts.similar.push((event.clone(), similar));
            }
            Ok(pasts)
        })
        .await
    }
}

/// What so few orders are above that they would decide everything alone. Of a part of the visitors: in the order of their ids,
/// which are hashes, the first are as good as any.
fn value_limit(reader: &dyn LedgerReader, site: &SiteId) -> Result<Option<Money>, RuntimeError> {
    let mut worths: Vec<i64> = Vec::new();
    for row in reader.profiles_after(site, None, limits::PAST_VISITORS)? {
        worths.extend(codec::decode_profile(&row)?.order_worths().map(Money::as_milli));
    }
    let limit = Winsor::from_past(&mut worths, UNCUT).unwrap_or(Winsor::NONE);
    Ok((limit != Winsor::NONE).then(|| Money::from_milli(limit.get())))
}

/// What the controls of a campaign's phases came to.
fn controls(reader: &dyn LedgerReader, site: &SiteId, campaign: &Key) -> Result<ArmSums, RuntimeError> {
    let mut sums = ArmSums::default();
    for day in reader.arm_days(site, Some(campaign))? {
        if day.control {
            sums.add(day.sums, 1);
        }
    }
    Ok(sums)
}
