//! Making the plans of phases that a publication begins.

use kizukai_engagement::profile::SITE_WINDOW;
use kizukai_engagement::program::PublishedText;
use kizukai_engagement::{CampaignText, Definition, ProgramSource, SiteText};
use kizukai_model::{Key, Money, SiteId, Span, Timestamp};
use kizukai_store::PlanRow;

use super::plan::Plan;

/// The smallest relative effect that is looked for where the text names none.
pub(crate) const SMALLEST_EFFECT: f64 = 0.2;

/// The window of a campaign without a goal.
const WINDOW: Span = Span::from_days(7);

/// What the shop's past says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Past {
    /// What amounts of one visitor are cut at.
    pub(crate) value_limit: Option<Money>,
    /// The share of visitors who reach the goal without the campaign.
    pub(crate) base_rate: Option<f64>,
    /// Variance of what a visitor is worth over the square of its mean.
    pub(crate) value_spread: Option<f64>,
}

/// The plans of the phases that begin when these texts are published. `known` are the plans there are; `past` says what is
/// known of a campaign before.
pub(crate) fn plans_of(
    source: &ProgramSource,
    rows: &[PublishedText],
    known: &[PlanRow],
    now: Timestamp,
    past: impl Fn(&CampaignText) -> Past,
) -> Vec<PlanRow> {
    let site = &source.site.text;
    let row = |campaign: Option<&Key>, phase, plan: &Plan| PlanRow {
        site: source.site_id.clone(),
        campaign: campaign.cloned(),
        phase,
        since: now,
        plan: plan.encode(),
    };
    let begins = |campaign: &Key, phase| {
        !known.iter().any(|plan| plan.campaign.as_ref() == Some(campaign) && plan.phase == phase)
    };
    let of_text = |published: &PublishedText| match &published.definition {
        Definition::Campaign(text) if begins(&text.key, published.phase) => {
            Some(row(Some(&text.key), published.phase, &of_campaign(text, site, past(text))))
        }
        _ => None,
    };
    let of_holdout = holdout(&source.site_id, site, known, now, past_of_site(&past, source));
    rows.iter().filter_map(of_text).chain(of_holdout).collect()
}

/// The site's amounts are cut where those of its campaigns are.
fn past_of_site(past: impl Fn(&CampaignText) -> Past, source: &ProgramSource) -> Past {
    let value_limit = source.campaigns.first().and_then(|campaign| past(&campaign.text).value_limit);
    Past { value_limit, ..Past::default() }
}

/// The plan of a campaign's phase.
pub(crate) fn of_campaign(text: &CampaignText, site: &SiteText, past: Past) -> Plan {
    Plan {
        window_ms: text.goal.as_ref().map_or(WINDOW, |goal| goal.within).as_ms(),
        zone: site.timezone.clone(),
        value_limit: past.value_limit,
        message_cost: text.message_cost,
        smallest_effect: text.smallest_effect.map_or(SMALLEST_EFFECT, |percent| percent / 100.0),
        base_rate: past.base_rate,
        value_spread: past.value_spread,
        holdout: None,
    }
}

/// The next plan of the site's holdout, if its percentage is another one than before, or there was none.
pub(crate) fn holdout(
    site_id: &SiteId,
    site: &SiteText,
    known: &[PlanRow],
    since: Timestamp,
    past: Past,
) -> Option<PlanRow> {
    let last = known.iter().filter(|plan| plan.campaign.is_none()).max_by_key(|plan| plan.phase);
    let percent = last.and_then(|row| Plan::decode(row).ok()?.holdout);
    if percent.is_some_and(|percent| (percent - site.holdout).abs() <= f64::EPSILON) {
        return None;
    }
    let plan = Plan {
        window_ms: SITE_WINDOW.as_ms(),
        zone: site.timezone.clone(),
        value_limit: past.value_limit,
        message_cost: Money::ZERO,
        smallest_effect: SMALLEST_EFFECT,
        base_rate: past.base_rate,
        value_spread: past.value_spread,
        holdout: Some(site.holdout),
    };
    let phase = last.map_or(1, |plan| plan.phase + 1);
    Some(PlanRow { site: site_id.clone(), campaign: None, phase, since, plan: plan.encode() })
}
