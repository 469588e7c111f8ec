//! `GET /api/home`: how the shop is doing now, and what needs attention.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use kizukai_model::SiteId;
use kizukai_runtime::{AttentionItem, Home};

use crate::app::App;
use crate::auth::Caller;
use crate::limits::SHARE_OF_LEAST;
use crate::problem::{ApiError, ProblemDocument};

/// Of a hundred events so many may be invalid before it is worth a word.
const INVALID_PERCENT: u64 = 1;

/// How a shop is doing now. Days and hours are those of the site's time zone, amounts are in its currency.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Home)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct HomeDocument {
    /// The present moment, RFC 3339.
    now: String,
    /// Everything from here on is counted, RFC 3339.
    counted_since: String,
    /// The past is still being read: figures of earlier hours may still grow.
    is_counting: bool,
    /// How many visitors are here.
    visitors_now: u64,
    today: DayDocument,
    /// The same weekday a week ago; null when not all of it was counted.
    same_weekday: Option<DayDocument>,
    /// What needs attention, the worst first.
    attention: Vec<AttentionDocument>,
}

/// A day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DayFigures)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct DayDocument {
    #[schema(example = "2026-11-24")]
    date: String,
    /// Its 24 hours.
    hours: Vec<HourDocument>,
    /// Up to the time of day that it is now.
    so_far: FiguresDocument,
    /// The whole day.
    whole: FiguresDocument,
}

/// What a time brought.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Figures)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct FiguresDocument {
    /// Distinct visitors.
    visitors: u64,
    page_views: u64,
    /// Orders, each number once, refunds and cancellations subtracted.
    orders: u64,
    revenue: f64,
    /// First messages of dialogues.
    shows: u64,
}

/// What an hour brought.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HourFigures)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct HourDocument {
    /// 0 to 23.
    hour: u32,
    /// Distinct visitors.
    visitors: u64,
    page_views: u64,
    orders: u64,
    revenue: f64,
    shows: u64,
}

/// Something that needs attention.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AttentionItem)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct AttentionDocument {
    kind: AttentionKind,
    severity: AttentionSeverity,
    /// Since when, RFC 3339.
    since: Option<String>,
    /// The campaign it is about.
    campaign: Option<String>,
    campaign_name: Option<String>,
    /// By kind. `events_stopped`: `silence_s`, `usual_gap_s`. `never_speaks`: `evaluations`, `top_gate`, `top_reason`,
    /// `share`; where it was tried at visitors in memory also `sampled`, and `leaf`, the condition that fails.
    /// `invalid_events`: `invalid`, `total`, `share`. `no_orders`: `orders`, `without_revenue`, `foreign_currency`.
    /// `no_campaign`: `campaigns`. `draft_waiting`: `days`. `sample_ratio`: `assigned`, `arm`, `expected_share`, `share`.
    /// `stopped_by_rule`, `promoted_by_rule`: the verdict it rests on (`arm`, `metric`, `visitors`, `lift_low`, `lift_high`,
    /// `evidence`), the `version` it made, and `is_paused`.
    figures: BTreeMap<String, serde_json::Value>,
}

/// What it is about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(rename_all = "snake_case")]
pub(crate) enum AttentionKind {
    NoEvents,
    EventsStopped,
    NeverSpeaks,
    InvalidEvents,
    NoOrders,
    NoCampaign,
    DraftWaiting,
    SampleRatio,
    StoppedByRule,
    PromotedByRule,
}

/// How bad it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(rename_all = "snake_case")]
pub(crate) enum AttentionSeverity {
    Harm,
    Care,
    Info,
}

/// How the shop is doing now.
///
/// Counted in memory; after a start the past is read again, newest first, and `is_counting` says so until it is done.
#[utoipa::path(
    get,
    path = "/api/home",
    tag = "site",
    responses(
        (status = 200, description = "Today, and what needs attention", body = HomeDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn home(State(app): State<App>, caller: Caller) -> Result<Json<Home>, ApiError> {
    let mut home = app.runtime().home(&caller.site).await?;
    home.attention.extend(invalid_events(&app, &caller.site));
    home.attention.sort_by_key(|item| item.severity);
    Ok(Json(home))
}

/// Events that cannot be read never reach the runtime; they are counted at the door.
fn invalid_events(app: &App, site: &SiteId) -> Option<AttentionItem> {
    let verdicts = app.arrivals().counted(site, app.runtime().now()).verdicts;
    let (invalid, total) = (verdicts.invalid, verdicts.total());
    let is_much = total >= SHARE_OF_LEAST && invalid * 100 > total * INVALID_PERCENT;
    is_much.then(|| AttentionItem::invalid_events(invalid, total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use serde_json::{Value, json as object};

    async fn read(harness: &Harness) -> Value {
        json(harness.get("/api/home").await).await
    }

    #[tokio::test]
    async fn the_day_is_counted_at_once_and_as_described() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        let order = object!({"order_id": "1", "revenue": 1_980});
        let events = object!([
            {"type": "page", "messageId": "m1"},
            {"type": "track", "event": "Order Completed", "messageId": "m2", "properties": order},
        ]);
        harness.decide(&object!({"anonymousId": "a1", "events": events})).await;
        let home = read(&harness).await;
        let figures = object!({"visitors": 1, "page_views": 1, "orders": 1, "revenue": 1_980, "shows": 1});
        assert_eq!(home["today"]["so_far"], figures);
        assert_eq!(home["today"]["hours"][12]["visitors"], 1);
        assert_eq!((&home["visitors_now"], &home["attention"]), (&object!(1), &object!([])));
        serde_json::from_value::<HomeDocument>(home).expect("home is as described");
    }

    #[tokio::test]
    async fn what_needs_attention_is_told_the_worst_first() {
        let harness = Harness::start();
        let mut events = vec![object!({"type": "track"}); 30];
        events.extend(vec![object!({"type": "page"}); 30]);
        harness.decide(&object!({"anonymousId": "a1", "events": events})).await;
        let home = read(&harness).await;
        let kinds: Vec<_> =
            home["attention"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["invalid_events", "no_campaign"]);
        assert_eq!(home["attention"][0]["figures"], object!({"invalid": 30, "total": 60, "share": 0.5}));
        serde_json::from_value::<HomeDocument>(home).expect("home is as described");
    }
}
