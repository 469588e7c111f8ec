//! What effects look like to who asks for them.

use serde::Deserialize;
use utoipa::ToSchema;

use super::words::{
    EffectDecision, EffectVerdict, MetricDirection, MetricKind, MetricName, MetricRole, OutlookBase,
};
use crate::endpoints::definitions::life::CampaignStatus;

/// What the arms of one phase brought about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CampaignEffect)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EffectDocument {
    /// The campaign; None for the site as a whole.
    #[schema(required)]
    campaign: Option<String>,
    /// What people call it.
    name: String,
    /// Whether it runs.
    #[schema(value_type = CampaignStatus)]
    status: String,
    /// The phase.
    phase: u32,
    /// When it began (RFC 3339).
    #[schema(required)]
    since: Option<String>,
    /// When it ended (RFC 3339); None while it goes on.
    #[schema(required)]
    until: Option<String>,
    /// Days until the time is over in which goals and orders count.
    window_days: f64,
    /// The last whole day that is counted (`2026-11-29`).
    through: String,
    /// What was fixed beforehand.
    plan: FixedPlanDocument,
    /// Whether the arms have the sizes they were drawn for.
    sizes: PhaseSizesDocument,
    /// Whether visitors of different arms were shown other campaigns differently often, by more than a tenth.
    others_differ: bool,
    /// The arms, the control last.
    arms: Vec<ArmEffectDocument>,
    /// Day by day, for drawing.
    days: Vec<EffectDayDocument>,
}

/// What was fixed before a phase began.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FixedPlan)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct FixedPlanDocument {
    /// The smallest relative effect worth knowing of (0.2 = a fifth).
    smallest_effect: f64,
    /// What amounts of one visitor are cut at.
    #[schema(required)]
    value_limit: Option<f64>,
    /// The share of visitors who were expected to reach the goal without it.
    #[schema(required)]
    base_rate: Option<f64>,
    /// Visitors that one look at a time fixed beforehand would need.
    #[schema(required)]
    planned_visitors: Option<f64>,
    /// What showing it once costs.
    message_cost: f64,
    /// How often a verdict may be wrong.
    error_rate: f64,
}

/// Sizes of the arms, at the draw and at the first decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PhaseSizes)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct PhaseSizesDocument {
    /// Visitors whose arm was drawn.
    assigned: SizesDocument,
    /// Of these, those it was decided for.
    decided: SizesDocument,
}

/// Whether arms have the sizes they were drawn for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArmSizes)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct SizesDocument {
    /// They do not, beyond what chance does once in a thousand phases: no comparison holds.
    is_fault: bool,
    /// Arm by arm.
    arms: Vec<ArmSizeDocument>,
}

/// The size of one arm.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArmSize)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ArmSizeDocument {
    /// Which.
    arm: String,
    /// The share it was drawn for.
    expected: f64,
    /// Visitors in it.
    visitors: u64,
}

/// One arm of a phase. Means and shares are over visitors whose time is over, but where it says otherwise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArmEffect)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ArmEffectDocument {
    /// Which.
    arm: String,
    /// Whether it is the hidden control.
    control: bool,
    /// Visitors whose arm was drawn in this phase.
    assigned: u64,
    /// Visitors it was decided for in this phase.
    decided: u64,
    /// Of them, those whose time is over.
    visitors: u64,
    /// Of them, the others: what is said of these is preliminary.
    young: u64,
    /// Visitors on whose page it was visible.
    seen: u64,
    /// Visitors whom a merge found in two arms.
    crossed: u64,
    /// Share who reached the goal.
    #[schema(required)]
    rate: Option<f64>,
    /// What the goals of a visitor were worth.
    #[schema(required)]
    value_per_visitor: Option<f64>,
    /// Orders of a visitor.
    #[schema(required)]
    orders_per_visitor: Option<f64>,
    /// What a visitor earned the shop; None while no margin is known.
    #[schema(required)]
    profit_per_visitor: Option<f64>,
    /// Share who put the message away as soon as it was there; None for the control, which has none.
    #[schema(required)]
    closed_at_once: Option<f64>,
    /// Share who left at once.
    #[schema(required)]
    left_at_once: Option<f64>,
    /// Share who came back within a week.
    #[schema(required)]
    came_back: Option<f64>,
    /// Mean milliseconds from the start of the navigation until a page had loaded.
    #[schema(required)]
    load_ms: Option<f64>,
    /// Share of the orders that only a browser reported.
    #[schema(required)]
    browser_orders: Option<f64>,
    /// Shows of other campaigns to a visitor.
    #[schema(required)]
    other_shows_per_visitor: Option<f64>,
    /// Points of attention those took.
    #[schema(required)]
    other_points_per_visitor: Option<f64>,
    /// Share of the young who reached the goal so far.
    #[schema(required)]
    young_rate: Option<f64>,
    /// What their goals were worth so far.
    #[schema(required)]
    young_value_per_visitor: Option<f64>,
    /// Its metrics against the control; none for the control itself, and none without one.
    metrics: Vec<MetricEffectDocument>,
    /// What the verdicts ask for.
    #[schema(required)]
    decision: Option<EffectDecision>,
    /// The guardrail that is harmed.
    #[schema(required)]
    harmed: Option<MetricName>,
    /// About how many more days until a verdict; None where there is one, or where it cannot be told.
    #[schema(required)]
    days_left: Option<u32>,
    /// A verdict would take more than a year.
    waits_too_long: bool,
}

/// One metric of an arm against the control.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MetricEffect)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct MetricEffectDocument {
    /// Which.
    metric: MetricName,
    /// What it is for.
    role: MetricRole,
    /// Which way it should go.
    better: MetricDirection,
    /// Whether it is a share of visitors or an amount.
    kind: MetricKind,
    /// The control's mean.
    #[schema(required)]
    control: Option<f64>,
    /// The arm's mean.
    #[schema(required)]
    arm: Option<f64>,
    /// Arm minus control.
    #[schema(required)]
    difference: Option<f64>,
    /// Where that is, at all looks together: lower end.
    #[schema(required)]
    difference_low: Option<f64>,
    /// Upper end.
    #[schema(required)]
    difference_high: Option<f64>,
    /// Relative to the control (0.2 = a fifth more).
    #[schema(required)]
    lift: Option<f64>,
    /// Where that is: lower end.
    #[schema(required)]
    lift_low: Option<f64>,
    /// Upper end.
    #[schema(required)]
    lift_high: Option<f64>,
    /// What can be said.
    verdict: EffectVerdict,
    /// What is missing until anything can be.
    #[schema(required)]
    missing: Option<MissingDocument>,
    /// The evidence against "no effect", as an e-value: 20 is one in twenty.
    #[schema(required)]
    evidence: Option<f64>,
    /// What the effect comes to in a month.
    #[schema(required)]
    worth_a_month: Option<WorthDocument>,
    /// What one look at a time fixed beforehand would say.
    #[schema(required)]
    fixed: Option<FixedLookDocument>,
}

/// Figures of one look at a time fixed beforehand: right only for who looks once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FixedLook)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct FixedLookDocument {
    /// Arm minus control.
    difference: f64,
    /// Lower end of the confidence interval.
    low: f64,
    /// Upper end.
    high: f64,
    /// Probability of data at least this far from "no effect", if there is none (Welch's test).
    p_value: f64,
    /// Probability that the arm's mean is larger, every effect being thought alike before.
    chance_to_be_larger: f64,
    /// The same difference with what was bought before taken out (CUPED).
    #[schema(required)]
    cuped: Option<CupedLookDocument>,
}

/// A difference with what a covariate explains taken out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CupedLook)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct CupedLookDocument {
    /// Arm minus control.
    difference: f64,
    /// Lower end of the confidence interval.
    low: f64,
    /// Upper end.
    high: f64,
}

/// Visitors of an arm on a day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EffectDay)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EffectDayDocument {
    /// The day.
    day: String,
    /// The arm.
    arm: String,
    /// Visitors it was first decided for on this day.
    decided: u64,
    /// Visitors whose time was over on this day.
    visitors: u64,
    /// Of them, those who reached the goal.
    reached: u64,
    /// What that was worth.
    value: f64,
}

/// One campaign among all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EffectSummary)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EffectSummaryDocument {
    /// Which.
    campaign: String,
    /// What people call it.
    name: String,
    /// Whether it runs.
    #[schema(value_type = CampaignStatus)]
    status: String,
    /// Its present phase.
    phase: u32,
    /// When that began (RFC 3339).
    #[schema(required)]
    since: Option<String>,
    /// Visitors whose time is over, in all arms.
    visitors: u64,
    /// The others.
    young: u64,
    /// The arm that is told of: the one of whose effect most is known. None without a comparison.
    #[schema(required)]
    arm: Option<String>,
    /// What can be said of its goal.
    verdict: EffectVerdict,
    /// What the verdicts ask for.
    #[schema(required)]
    decision: Option<EffectDecision>,
    /// The guardrail that is harmed.
    #[schema(required)]
    harmed: Option<MetricName>,
    /// Its effect on the goal relative to the control.
    #[schema(required)]
    lift: Option<f64>,
    /// Where that is: lower end.
    #[schema(required)]
    lift_low: Option<f64>,
    /// Upper end.
    #[schema(required)]
    lift_high: Option<f64>,
    /// What the effect comes to in a month.
    #[schema(required)]
    worth_a_month: Option<WorthDocument>,
    /// About how many more days until a verdict.
    #[schema(required)]
    days_left: Option<u32>,
    /// A verdict would take more than a year.
    waits_too_long: bool,
    /// Whether the effect is believed among so many campaigns: of those believed at most one in twenty is false on average.
    believed: bool,
}

/// All campaigns, and the site as a whole.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AllEffects)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EffectsDocument {
    /// Campaigns that were ever decided for anybody, or run.
    campaigns: Vec<EffectSummaryDocument>,
    /// Visitors who may get campaigns against those who get none.
    #[schema(required)]
    total: Option<EffectDocument>,
}

/// What a campaign can be expected to show, from the shop's own data.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlanOutlook)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct PlanOutlookDocument {
    /// Visitors a day it would be decided for; None where nothing tells.
    #[schema(required)]
    visitors_a_day: Option<f64>,
    /// Share of them who reach the goal anyway; None where nothing tells, and a usual one is taken.
    #[schema(required)]
    base_rate: Option<f64>,
    /// Where these come from.
    base: OutlookBase,
    /// The smallest relative effect worth knowing of (0.2 = a fifth).
    smallest_effect: f64,
    /// Days until it has been found, four times in five.
    #[schema(required)]
    days: Option<u32>,
    /// That takes more than a year.
    too_long: bool,
    /// Visitors until then.
    #[schema(required)]
    visitors: Option<f64>,
    /// The smallest effects that can be seen in some time.
    visible: Vec<VisibleDocument>,
}

/// The smallest effect that can be seen in some time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VisibleEffect)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct VisibleDocument {
    /// In so many days.
    days: u32,
    /// Relative; None where not even the largest can.
    #[schema(required)]
    lift: Option<f64>,
}

/// What an effect comes to in a month, in units of the site's currency.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WorthAMonth)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct WorthDocument {
    /// By the lower end of the interval.
    low: f64,
    /// By the effect in the data; of effects that were just found the truth tends to be less.
    expected: f64,
    /// By the upper end.
    high: f64,
}

/// What is missing until anything can be said.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MissingData)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct MissingDocument {
    /// Visitors that the arm with fewer of them lacks.
    visitors: u64,
    /// Buyers that the arm with fewer of them lacks.
    buyers: u64,
}
