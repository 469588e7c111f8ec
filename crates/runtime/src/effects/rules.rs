//! What is done by rule when a verdict is there, for campaigns whose text asks for it. Off by default.
//!
//! An act is a publication like any other: it makes a version and is in the history, and the record says which verdict it
//! rests on. So it can be rolled back as any other change.

use kizukai_engagement::{CampaignText, Definition, text::Status};
use kizukai_model::{SiteId, Timestamp};
use kizukai_stats::verdict::Decision;
use serde_json::{Value, json};

use super::{ArmEffect, Effect, Metric};
use crate::record::RecordEntry;
use crate::{Actor, Change, Runtime, RuntimeError};

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// An arm that does harm is shown to nobody any more.
    Stopped,
    /// The winner is shown to everybody.
    Promoted,
}

impl Act {
    const ALL: [Self; 2] = [Self::Stopped, Self::Promoted];

    const fn action(self) -> &'static str {
        match self {
            Self::Stopped => "campaign.stopped_by_rule",
            Self::Promoted => "campaign.promoted_by_rule",
        }
    }

    /// The word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Promoted => "promoted",
        }
    }
}

/// What a rule did, as it was written down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RuleAct {
    /// When.
    pub(crate) at: Timestamp,
    /// The campaign's key.
    pub(crate) campaign: String,
    /// What.
    pub(crate) act: Act,
    /// The verdict it rests on: `arm`, `metric`, `visitors`, `lift_low`, `lift_high`, `evidence`; and the `version` it made.
    pub(crate) because: Value,
}

impl RuleAct {
    /// None for a record of anything else.
    pub(crate) fn read(record: RecordEntry) -> Option<Self> {
        let act = Act::ALL.into_iter().find(|act| act.action() == record.action)?;
        let campaign = record.target.strip_prefix("campaign/")?.to_owned();
        Some(Self { at: record.at, campaign, act, because: record.after.unwrap_or_default() })
    }

    /// Whether it made this version of the campaign.
    pub(crate) fn made(&self, version: u32) -> bool {
        self.because["version"] == version
    }
}

/// A text as a rule changes it, and why.
struct Changed {
    act: Act,
    text: CampaignText,
    because: Value,
}

impl Runtime {
    /// Does on all sites what campaigns ask to be done by rule. Gives how many were changed. One that cannot be changed is
    /// logged, and the others are not harmed.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn act_by_rules(&self) -> Result<usize, RuntimeError> {
        let mut changed = 0;
        for site in self.sites() {
            let source = self.source(&site.id).await?;
            for campaign in &source.campaigns {
                let text = &campaign.text;
                if text.rules.are_off() || text.status != Status::Running || text.control <= 0.0 {
                    continue;
                }
                let Some(effect) = self.effect(&site.id, text.key.as_str(), None).await? else { continue };
                let Some(change) = changed_by(text, &effect) else { continue };
                match self.act(&site.id, campaign.version, change).await {
                    Ok(()) => changed += 1,
                    Err(error) => tracing::error!(campaign = %text.key, %error, "a rule could not act"),
                }
            }
        }
        Ok(changed)
    }

    async fn act(&self, site: &SiteId, version: u32, change: Changed) -> Result<(), RuntimeError> {
        let key = change.text.key.clone();
        let definition = Definition::Campaign(Box::new(change.text));
        let published = self.publish_onto(site, vec![definition], Some(version)).await?;
        tracing::info!(campaign = %key, action = change.act.action(), "a rule acted");
        let after = published.texts.first().map_or(0, |text| text.version);
        let mut because = change.because;
        because["version"] = json!(after);
        self.record(vec![Change {
            site: Some(site.clone()),
            actor: Actor::system(),
            action: change.act.action(),
            target: format!("campaign/{key}"),
            before: Some(json!({"version": version})),
            after: Some(because),
        }])
        .await
    }
}

/// The text as its rules would have it now; None where they ask for nothing.
fn changed_by(text: &CampaignText, effect: &Effect) -> Option<Changed> {
    let harmful =
        |arm: &&ArmEffect| matches!(arm.decision, Some(Decision::StopHarm(_) | Decision::StopWorse));
    let harmed: Vec<_> = effect.arms.iter().filter(harmful).collect();
    if let Some(worst) = harmed.first().filter(|_| text.rules.stop_harm) {
        let mut next = text.clone();
        next.arms.retain(|arm| harmed.iter().all(|harmed| harmed.arm != arm.key));
        if next.arms.is_empty() {
            next = CampaignText { status: Status::Paused, ..text.clone() };
        }
        return Some(Changed { act: Act::Stopped, text: next, because: because(worst, worst.harmed) });
    }
    // With several winners the one with the larger effect.
    let lift = |arm: &ArmEffect| told(arm, Metric::Goal).and_then(|goal| goal.lift).unwrap_or_default();
    let winners = effect.arms.iter().filter(|arm| arm.decision == Some(Decision::Promote));
    let winner = winners.max_by(|a, b| lift(a).total_cmp(&lift(b)))?;
    if !text.rules.promote_winner {
        return None;
    }
    let mut next = CampaignText { control: 0.0, ..text.clone() };
    next.arms.retain(|arm| arm.key == winner.arm);
    let because = because(winner, Some(Metric::Goal));
    (!next.arms.is_empty()).then_some(Changed { act: Act::Promoted, text: next, because })
}

fn told(arm: &ArmEffect, metric: Metric) -> Option<&super::MetricEffect> {
    arm.metrics.iter().find(|told| told.metric == metric)
}

/// What an act rests on.
fn because(arm: &ArmEffect, metric: Option<Metric>) -> Value {
    let told = metric.and_then(|metric| told(arm, metric));
    json!({
        "arm": arm.arm,
        "metric": metric,
        "visitors": arm.visitors,
        "lift_low": told.and_then(|told| told.lift_low),
        "lift_high": told.and_then(|told| told.lift_high),
        "evidence": told.and_then(|told| told.evidence),
    })
}
