//! `GET /api/installation`: what the shop's pages and servers send, and what is missing.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use kizukai_runtime::InstallationFigures;

use crate::app::App;
use crate::arrivals::{Counted, OriginCount, ReasonOfVerdict, VerdictCounts};
use crate::auth::Caller;
use crate::problem::{ApiError, ProblemDocument};

/// What arrives.
#[derive(Serialize, ToSchema)]
#[schema(as = Installation)]
pub(crate) struct InstallationDocument {
    /// The site's public write key.
    write_key: String,
    #[serde(flatten)]
    #[schema(value_type = FiguresDocument)]
    figures: InstallationFigures,
    /// Events of the last 24 hours by verdict; counted since the server's start.
    verdicts: VerdictCounts,
    /// The same with the reasons of those that have one.
    reasons: Vec<ReasonOfVerdict>,
    /// The pages that send, by origin.
    origins: Vec<OriginCount>,
}

/// What arrives, as far as it was understood.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = InstallationFigures)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct FiguresDocument {
    /// When the last request came that brought events, RFC 3339.
    last_event_at: Option<String>,
    /// Events have stopped: it is silent for longer than ten times the usual gap at this hour, and half an hour at least.
    is_stopped: bool,
    /// The usual time between two requests at this hour of earlier days, in seconds; null without an earlier day.
    usual_gap_s: Option<i64>,
    /// Everything from here on is counted, RFC 3339.
    counted_since: String,
    /// What should come, in the order in which it is set up.
    checks: Vec<CheckDocument>,
    /// What comes, the most frequent first.
    events: Vec<EventDocument>,
}

/// Something a shop should send.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InstallationCheck)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct CheckDocument {
    key: CheckKeyName,
    /// `wrong`: it comes, and the last one was not right.
    state: CheckStateName,
    /// When it last came, RFC 3339.
    last_at: Option<String>,
    /// How often, since counting began.
    count: u64,
    /// How many were not right, of how many (`3/10`); of `order_currency` the foreign currency; `off` where visitors are not
    /// asked for consent.
    detail: Option<String>,
}

/// What a shop should send.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CheckKey, rename_all = "snake_case")]
pub(crate) enum CheckKeyName {
    Tag,
    Page,
    ProductViewed,
    ProductAdded,
    CartViewed,
    CheckoutStarted,
    OrderCompleted,
    OrderId,
    OrderRevenue,
    OrderCurrency,
    Identify,
    Consent,
}

/// How it stands.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CheckState, rename_all = "snake_case")]
pub(crate) enum CheckStateName {
    Ok,
    Missing,
    Wrong,
}

/// One kind of events.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EventCount)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EventDocument {
    r#type: String,
    /// The name of a track or signal. `(other names)`: those beyond the number that is counted one by one.
    name: Option<String>,
    count_24h: u64,
    /// RFC 3339.
    last_at: String,
}

/// Read what the shop's pages and servers send.
#[utoipa::path(
    get,
    path = "/api/installation",
    tag = "site",
    responses(
        (status = 200, description = "What arrives, and what is missing", body = InstallationDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn installation(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<InstallationDocument>, ApiError> {
    let figures = app.runtime().installation(&caller.site).await?;
    let site = app.runtime().site(&caller.site).ok_or(ApiError::Unknown("site"))?;
    let Counted { verdicts, reasons, origins } = app.arrivals().counted(&caller.site, app.runtime().now());
    Ok(Json(InstallationDocument { write_key: site.write_key, figures, verdicts, reasons, origins }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use axum::http::header;
    use serde_json::{Value, json as object};

    #[tokio::test]
    async fn the_guide_tells_what_comes_from_where_and_what_was_refused() {
        let harness = Harness::start();
        let events =
            object!([{"type": "page"}, {"type": "track"}, {"type": "track", "event": "Cart Viewed"}]);
        let body =
            object!({"writeKey": harness.keys.write_key.as_str(), "anonymousId": "a1", "events": events});
        let origin = [(header::ORIGIN, "https://shop.example")];
        harness.decide_raw(&origin, body.to_string().into_bytes()).await;
        let told = json(harness.get("/api/installation").await).await;
        assert_eq!(told["write_key"], harness.keys.write_key.as_str());
        assert_eq!(told["verdicts"], object!({"ok": 2, "duplicate": 0, "dropped": 0, "invalid": 1}));
        assert_eq!(
            told["reasons"],
            object!([{"verdict": "invalid", "reason": "missing_field: event", "count": 1}])
        );
        assert_eq!(told["origins"][0]["origin"], "https://shop.example");
        let state = |key: &str| -> Value {
            let checks = told["checks"].as_array().unwrap();
            checks.iter().find(|check| check["key"] == key).unwrap()["state"].clone()
        };
        assert_eq!(
            (state("tag"), state("cart_viewed"), state("identify")),
            (object!("ok"), object!("ok"), object!("missing"))
        );
        serde_json::from_value::<FiguresDocument>(told.clone()).expect("figures are as described");
        for check in told["checks"].as_array().unwrap() {
            serde_json::from_value::<CheckDocument>(check.clone()).expect("a check is as described");
        }
    }
}
