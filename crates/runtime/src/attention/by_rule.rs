//! What a rule did with a campaign of late, until somebody publishes it again.

use std::sync::Arc;

use serde_json::json;

use kizukai_engagement::text::Status;
use kizukai_engagement::{CampaignText, ProgramSource};
use kizukai_model::{SiteId, Span, Timestamp};

use super::{AttentionItem, AttentionKind, Severity};
use crate::effects::{Act, RuleAct};
use crate::{Runtime, RuntimeError};

/// How long it is told.
const TOLD: Span = Span::from_days(14);
/// Records of a campaign among which the one of its present version is looked for: drafts that are proposed or discarded
/// leave some, too.
const RECORDS: usize = 20;

impl Runtime {
    /// Campaigns whose present version was made by a rule.
    pub(super) async fn changed_by_rule(
        &self,
        site: &SiteId,
        source: &Arc<ProgramSource>,
        now: Timestamp,
    ) -> Result<Vec<AttentionItem>, RuntimeError> {
        let mut items = Vec::new();
        for campaign in source.campaigns.iter().filter(|campaign| !campaign.text.rules.are_off()) {
            let target = format!("campaign/{}", campaign.text.key);
            let records = self.records(site, None, Some(target), RECORDS).await?;
            let mut acts = records.into_iter().filter_map(RuleAct::read);
            let made = acts.find(|act| act.made(campaign.version) && now.since(act.at) <= TOLD);
            items.extend(made.map(|act| item(&campaign.text, &act)));
        }
        Ok(items)
    }
}

fn item(text: &CampaignText, act: &RuleAct) -> AttentionItem {
    let (kind, severity) = match act.act {
        Act::Stopped => (AttentionKind::StoppedByRule, Severity::Care),
        Act::Promoted => (AttentionKind::PromotedByRule, Severity::Info),
    };
    let mut figures = act.because.clone();
    figures["is_paused"] = json!(text.status == Status::Paused);
    AttentionItem::new(kind, severity, &figures).about(text).since(act.at)
}
