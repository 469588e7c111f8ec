//! What a campaign brought about, as far as that is known, and how sure it is.
//!
//! | file | what |
//! |---|---|
//! | `series` | the sums of a phase, arm by arm and day by day, as tests take them |
//! | `metric` | what is measured, and the test of each metric |
//! | `sizes` | whether the arms have the sizes they were drawn for |
//! | `judging` | from series to an [`Effect`]: metrics, verdicts, worth, days left |
//! | `outlook` | before a phase: how long until a verdict, and what can be seen |
//! | `reading` | where the sums, the texts and the plans come from |
//! | `rules` | what is done by rule when a verdict is there |
//! | `report` | a week of campaigns |
//! | `simulation_tests` | how often all this is right, from visitors to verdicts |
//!
//! A visitor enters when the time is over in which goals and orders count, on the day on which it is: so the order of
//! days is the order of maturity, and a test over them is valid at every look (ADR 0018). Nothing here is stored.

mod judging;
mod metric;
mod outlook;
mod reading;
mod report;
mod rules;
mod series;
#[cfg(test)]
mod simulation_tests;
mod sizes;

use kizukai_model::{Key, Money};
use kizukai_stats::value::Missing;
use kizukai_stats::verdict::{Decision, Verdict, Worth};
use serde::Serialize;

pub use metric::{Better, Kind, Metric, Role};
pub use outlook::{PlanOutlook, Visible};
pub(crate) use reading::KnownEffects;
pub use report::{ReportAct, ReportChange, ReportRow, ReportTotal, ReportWeek, WeeklyReport};
pub(crate) use rules::{Act, RuleAct};

/// What the arms of one phase brought about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The campaign; None for the site as a whole.
    pub campaign: Option<Key>,
    /// What people call it.
    pub name: String,
    /// `draft`, `running`, `paused` or `ended`.
    pub status: String,
    /// The phase.
    pub phase: u32,
    /// When it began (RFC 3339).
    pub since: Option<String>,
    /// When it ended (RFC 3339); None while it goes on.
    pub until: Option<String>,
    /// Days until the time is over in which goals and orders count.
    pub window_days: f64,
    /// The last whole day that is counted (`2026-11-29`).
    pub through: String,
    /// What was fixed beforehand.
    pub plan: FixedPlan,
    /// Whether the arms have the sizes they were drawn for.
    pub sizes: PhaseSizes,
    /// Whether visitors of different arms were shown other campaigns differently often, by more than a tenth.
    pub others_differ: bool,
    /// The arms, the control last.
    pub arms: Vec<ArmEffect>,
    /// Day by day, for drawing.
    pub days: Vec<EffectDay>,
}

/// What was fixed before a phase began.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FixedPlan {
    /// The smallest relative effect worth knowing of (0.2 = a fifth).
    pub smallest_effect: f64,
    /// What amounts of one visitor are cut at.
    pub value_limit: Option<Money>,
    /// The share of visitors who were expected to reach the goal without it.
    pub base_rate: Option<f64>,
    /// Visitors that one look at a time fixed beforehand would need.
    pub planned_visitors: Option<f64>,
    /// What showing it once costs.
    pub message_cost: Money,
    /// How often a verdict may be wrong.
    pub error_rate: f64,
}

/// Sizes of the arms, at the draw and at the first decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhaseSizes {
    /// Visitors whose arm was drawn.
    pub assigned: Sizes,
    /// Of these, those it was decided for.
    pub decided: Sizes,
}

/// Whether arms have the sizes they were drawn for.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sizes {
    /// They do not, beyond what chance does once in a thousand phases: no comparison holds.
    pub is_fault: bool,
    /// Arm by arm.
    pub arms: Vec<ArmSize>,
}

/// The size of one arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArmSize {
    /// Which.
    pub arm: Key,
    /// The share it was drawn for.
    pub expected: f64,
    /// Visitors in it.
    pub visitors: u64,
}

/// One arm of a phase. Means and shares are over visitors whose time is over, but where it says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArmEffect {
    /// Which.
    pub arm: Key,
    /// Whether it is the hidden control.
    pub control: bool,
    /// Visitors whose arm was drawn in this phase.
    pub assigned: u64,
    /// Visitors it was decided for in this phase.
    pub decided: u64,
    /// Of them, those whose time is over.
    pub visitors: u64,
    /// Of them, the others: what is said of these is preliminary.
    pub young: u64,
    /// Visitors on whose page it was visible.
    pub seen: u64,
    /// Visitors whom a merge found in two arms.
    pub crossed: u64,
    /// Share who reached the goal.
    pub rate: Option<f64>,
    /// What the goals of a visitor were worth.
    pub value_per_visitor: Option<f64>,
    /// Orders of a visitor.
    pub orders_per_visitor: Option<f64>,
    /// What a visitor earned the shop; None while no margin is known.
    pub profit_per_visitor: Option<f64>,
    /// Share who put the message away as soon as it was there; None for the control, which has none.
    pub closed_at_once: Option<f64>,
    /// Share who left at once.
    pub left_at_once: Option<f64>,
    /// Share who came back within a week.
    pub came_back: Option<f64>,
    /// Milliseconds until a page had loaded.
    pub load_ms: Option<f64>,
    /// Share of the orders that only a browser reported.
    pub browser_orders: Option<f64>,
    /// Shows of other campaigns to a visitor.
    pub other_shows_per_visitor: Option<f64>,
    /// Points of attention those took.
    pub other_points_per_visitor: Option<f64>,
    /// Share of the young who reached the goal so far.
    pub young_rate: Option<f64>,
    /// What their goals were worth so far.
    pub young_value_per_visitor: Option<f64>,
    /// Its metrics against the control; none for the control itself, and none without one.
    pub metrics: Vec<MetricEffect>,
    /// What the verdicts ask for.
    #[serde(serialize_with = "decision_word")]
    pub decision: Option<Decision>,
    /// The guardrail that is harmed.
    pub harmed: Option<Metric>,
    /// About how many more days until a verdict; None where there is one, or where it cannot be told.
    pub days_left: Option<u32>,
    /// A verdict would take more than a year.
    pub waits_too_long: bool,
}

/// One metric of an arm against the control.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricEffect {
    /// Which.
    pub metric: Metric,
    /// What it is for.
    pub role: Role,
    /// Which way it should go.
    pub better: Better,
    /// Whether it is a share of visitors or an amount.
    pub kind: Kind,
    /// The control's mean.
    pub control: Option<f64>,
    /// The arm's mean.
    pub arm: Option<f64>,
    /// Arm minus control.
    pub difference: Option<f64>,
    /// Where that is, at all looks together: lower end.
    pub difference_low: Option<f64>,
    /// Upper end.
    pub difference_high: Option<f64>,
    /// Relative to the control (0.2 = a fifth more).
    pub lift: Option<f64>,
    /// Where that is: lower end.
    pub lift_low: Option<f64>,
    /// Upper end.
    pub lift_high: Option<f64>,
    /// What can be said.
    #[serde(serialize_with = "verdict_word")]
    pub verdict: Verdict,
    /// What is missing until anything can be.
    pub missing: Option<Missing>,
    /// The evidence against "no effect", as an e-value: 20 is one in twenty.
    pub evidence: Option<f64>,
    /// What the effect comes to in a month.
    pub worth_a_month: Option<Worth>,
    /// What one look at a time fixed beforehand would say.
    pub fixed: Option<FixedLook>,
}

/// Figures of one look at a time fixed beforehand: right only for who looks once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FixedLook {
    /// Arm minus control.
    pub difference: f64,
    /// Lower end of the confidence interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability of data at least this far from "no effect", if there is none (Welch's test).
    pub p_value: f64,
    /// Probability that the arm's mean is larger, every effect being thought alike before.
    pub chance_to_be_larger: f64,
    /// The same difference with what was bought before taken out (CUPED).
    pub cuped: Option<CupedLook>,
}

/// A difference with what a covariate explains taken out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CupedLook {
    /// Arm minus control.
    pub difference: f64,
    /// Lower end of the confidence interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Visitors of an arm on a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectDay {
    /// The day.
    pub day: String,
    /// The arm.
    pub arm: Key,
    /// Visitors it was first decided for on this day.
    pub decided: u64,
    /// Visitors whose time was over on this day.
    pub visitors: u64,
    /// Of them, those who reached the goal.
    pub reached: u64,
    /// What that was worth.
    pub value: f64,
}

/// One campaign among all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectSummary {
    /// Which.
    pub campaign: Key,
    /// What people call it.
    pub name: String,
    /// `draft`, `running`, `paused` or `ended`.
    pub status: String,
    /// Its present phase.
    pub phase: u32,
    /// When that began (RFC 3339).
    pub since: Option<String>,
    /// Visitors whose time is over, in all arms.
    pub visitors: u64,
    /// The others.
    pub young: u64,
    /// The arm that is told of: the one of whose effect most is known. None without a comparison.
    pub arm: Option<Key>,
    /// What can be said of its goal.
    #[serde(serialize_with = "verdict_word")]
    pub verdict: Verdict,
    /// What the verdicts ask for.
    #[serde(serialize_with = "decision_word")]
    pub decision: Option<Decision>,
    /// The guardrail that is harmed.
    pub harmed: Option<Metric>,
    /// Its effect on the goal relative to the control.
    pub lift: Option<f64>,
    /// Where that is: lower end.
    pub lift_low: Option<f64>,
    /// Upper end.
    pub lift_high: Option<f64>,
    /// What the effect comes to in a month.
    pub worth_a_month: Option<Worth>,
    /// About how many more days until a verdict.
    pub days_left: Option<u32>,
    /// A verdict would take more than a year.
    pub waits_too_long: bool,
    /// Whether the effect is believed among so many campaigns: of those believed at most one in twenty is false on average.
    pub believed: bool,
}

/// All campaigns, and the site as a whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effects {
    /// Campaigns that were ever decided for anybody, or run.
    pub campaigns: Vec<EffectSummary>,
    /// Visitors who may get campaigns against those who get none.
    pub total: Option<Effect>,
}

/// What is missing is told apart.
fn verdict_word<S: serde::Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match verdict {
        Verdict::Preliminary => "preliminary",
        Verdict::TooLittle(_) => "too_little",
        Verdict::NotComparable => "not_comparable",
        Verdict::Open => "open",
        Verdict::Changing => "changing",
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::NoDifference => "no_difference",
    })
}

/// Which guardrail is harmed stands beside it.
fn decision_word<S: serde::Serializer>(
    decision: &Option<Decision>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let word = decision.map(|decision| match decision {
        Decision::Wait => "wait",
        Decision::Repair => "repair",
        Decision::StopHarm(_) => "stop_harm",
        Decision::StopWorse => "stop_worse",
        Decision::Promote => "promote",
        Decision::Settle => "settle",
    });
    serde::Serialize::serialize(&word, serializer)
}
