//! The words in which effects are told: each list is whole.

use serde::Deserialize;
use utoipa::ToSchema;

/// What is measured.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MetricName {
    Goal,
    Value,
    Profit,
    Orders,
    LeftAtOnce,
    CameBack,
    LoadMs,
}

/// What a metric is for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MetricRole {
    Goal,
    Guardrail,
}

/// Which way a metric should go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MetricDirection {
    Higher,
    Lower,
}

/// Whether a metric is a share of visitors or an amount.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MetricKind {
    Rate,
    Value,
}

/// What can be said of an effect.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EffectVerdict {
    Preliminary,
    TooLittle,
    NotComparable,
    Open,
    Changing,
    Better,
    Worse,
    NoDifference,
}

/// What the verdicts of an arm ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EffectDecision {
    Wait,
    Repair,
    StopHarm,
    StopWorse,
    Promote,
    Settle,
}

/// What an outlook rests on: phases of the campaign itself, the shop's visitors, or nothing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OutlookBase {
    Own,
    Shop,
    None,
}

/// Why a campaign stands in a report.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReportReason {
    Better,
    Worse,
    Guardrail,
    Sizes,
    Changing,
    NoDifference,
    TooLong,
}

/// What was changed: what visitors get, whether it runs, or something else of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReportChangeKind {
    Phase,
    Status,
    Edit,
}

/// What a rule did.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReportActKind {
    Stopped,
    Promoted,
}
