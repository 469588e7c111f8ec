//! What a week of campaigns looks like to who asks for it.

use serde::Deserialize;
use utoipa::ToSchema;

use super::schema::{MetricEffectDocument, WorthDocument};
use super::words::{EffectVerdict, MetricName, ReportActKind, ReportChangeKind, ReportReason};

/// A week of campaigns.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WeeklyReport)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct WeeklyReportDocument {
    /// The week.
    week: ReportWeekDocument,
    /// What was changed, oldest first.
    changes: Vec<ReportChangeDocument>,
    /// What rules did, oldest first.
    acts: Vec<ReportActDocument>,
    /// Campaigns that made things better.
    worked: Vec<ReportRowDocument>,
    /// Campaigns that did harm.
    harmed: Vec<ReportRowDocument>,
    /// Campaigns to look at.
    watch: Vec<ReportRowDocument>,
    /// The shop as a whole.
    total: ReportTotalDocument,
}

/// Days of a report.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportWeek)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ReportWeekDocument {
    /// Monday (`2026-11-23`).
    from: String,
    /// Sunday.
    until: String,
}

/// Something that was changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportChange)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ReportChangeDocument {
    /// When (RFC 3339).
    at: String,
    /// Which campaign.
    campaign: String,
    /// The version it made.
    version: u32,
    /// What of it.
    kind: ReportChangeKind,
    /// The fields that changed.
    fields: Vec<String>,
    /// Who did it.
    #[schema(required)]
    by: Option<String>,
}

/// Something a rule did.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportAct)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ReportActDocument {
    /// When (RFC 3339).
    at: String,
    /// Which campaign.
    campaign: String,
    /// What it did.
    act: ReportActKind,
    /// The arm.
    #[schema(required)]
    arm: Option<String>,
    /// The evidence, as an e-value.
    #[schema(required)]
    evidence: Option<f64>,
}

/// One campaign in a report.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportRow)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ReportRowDocument {
    /// Which.
    campaign: String,
    /// What people call it.
    name: String,
    /// The arm it is about.
    #[schema(required)]
    arm: Option<String>,
    /// Why it stands here.
    why: ReportReason,
    /// What it is about: the goal, or the guardrail that is harmed.
    metric: MetricName,
    /// What can be said of its goal.
    verdict: EffectVerdict,
    /// Its effect on the goal: lower end.
    #[schema(required)]
    lift_low: Option<f64>,
    /// Upper end.
    #[schema(required)]
    lift_high: Option<f64>,
    /// What the effect comes to in a month.
    #[schema(required)]
    worth_a_month: Option<WorthDocument>,
    /// Visitors whose time is over.
    visitors: u64,
}

/// The shop as a whole.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportTotal)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ReportTotalDocument {
    /// Visitors whose first visit was in this week.
    visitors: u64,
    /// What all campaigns together brought about in what visitors are worth; None without a holdout.
    #[schema(required)]
    served: Option<MetricEffectDocument>,
    /// Visitors held out whose time is over.
    held_out: u64,
}
