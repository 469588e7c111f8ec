//! `POST /api/campaigns/{key}/preview`: a link to see a campaign on the shop's page.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use kizukai_engagement::program::Wish;
use kizukai_model::{Key, limits};
use kizukai_runtime::PREVIEW_PARAMETER;

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::endpoints::definitions::refusals::TextRefusals;
use crate::extract::PathParameter;
use crate::problem::{ApiError, ProblemDocument};

/// What whoever looks wants to see.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPreview)]
pub(crate) struct NewPreview {
    /// This arm alone; left out, one is drawn.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    arm: Option<Key>,
    /// With the first page, whatever the trigger is.
    #[serde(default)]
    at_once: bool,
    /// Whether or not the audience holds.
    #[serde(default)]
    as_anyone: bool,
}

/// A link to the shop's pages.
#[derive(Serialize, ToSchema)]
#[schema(as = Preview)]
pub(crate) struct PreviewDocument {
    /// The secret: a page of the shop is opened with `?kizukai_preview=<token>`.
    pub(crate) token: String,
    /// The parameter's name, `kizukai_preview`; with the value `end` it ends the preview on that device.
    pub(crate) parameter: &'static str,
    /// Until when it works (RFC 3339): for an hour.
    pub(crate) expires_at: String,
}

/// See a campaign on the shop's page.
///
/// The draft as it is now, or what is published where there is none. A device that opens a page with the link sees this
/// campaign alone, on that page and the next ones, without control, caps, quiet time, budget or schedule. Nothing that it does
/// is kept or counted.
#[utoipa::path(
    post,
    path = "/api/campaigns/{key}/preview",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    request_body = NewPreview,
    responses(
        (status = 200, description = "The link", body = PreviewDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`text_refused`: it cannot be run; `problems` says where and why", body = ProblemDocument, content_type = "application/problem+json"),
        TextRefusals,
    ),
)]
pub(crate) async fn make_preview(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PreviewDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let NewPreview { arm, at_once, as_anyone } = body::from_json(&bytes)?;
    let wish = Wish { arm, at_once, as_anyone };
    let link = app.runtime().make_preview(&caller.site, &key, wish).await?;
    let link = link.ok_or(ApiError::Unknown("campaign"))?;
    let expires_at = link.expires_at.to_rfc3339();
    Ok(Json(PreviewDocument { token: link.token, parameter: PREVIEW_PARAMETER, expires_at }))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, greeting, json};
    use axum::http::StatusCode;
    use kizukai_model::Span;
    use serde_json::{Value, json as object};

    /// A campaign that hardly ever speaks: for gold members on paper, from tomorrow, to two arms and a control.
    fn reserved() -> Value {
        let mut text = greeting();
        text["status"] = object!("draft");
        text["control"] = object!(90);
        text["audience"] = object!({"traits.rank": "gold"});
        text["trigger"] = object!({"on": "event", "name": "Paper Folded"});
        text["schedule"] = object!({"from": "2027-01-01T00:00:00+09:00"});
        text["caps"] = object!([{"max": 1, "per": "ever"}]);
        let mut other = text["arms"][0].clone();
        other["key"] = object!("other");
        other["scenario"]["steps"]["hello"]["title"] = object!("こんにちは");
        text["arms"].as_array_mut().unwrap().push(other);
        text
    }

    async fn link(harness: &Harness, wish: &Value) -> String {
        let made = harness.post_json("/api/campaigns/greeting/preview", wish).await;
        assert_eq!(made.status(), StatusCode::OK);
        let made = json(made).await;
        assert_eq!(made["parameter"], "kizukai_preview");
        made["token"].as_str().unwrap().to_owned()
    }

    /// A page of the shop, opened on a device.
    async fn open(harness: &Harness, device: &str, message: &str, search: &str, events: &[Value]) -> Value {
        let mut all = vec![object!({"type": "page", "messageId": message})];
        all.extend_from_slice(events);
        let page = object!({"url": format!("https://shop.example/cart{search}")});
        let body = object!({"anonymousId": device, "events": all, "context": {"page": page}});
        json(harness.decide(&body).await).await
    }

    fn at_once(arm: &str) -> Value {
        object!({"arm": arm, "at_once": true, "as_anyone": true})
    }

    #[tokio::test]
    async fn a_draft_is_seen_on_the_shop_s_page_by_who_has_the_link_alone() {
        let harness = Harness::start();
        harness.put("/api/site", &object!({"holdout": 100, "quiet": {"time": "1h"}})).await;
        harness.put("/api/campaigns/greeting", &reserved()).await;
        let token = link(&harness, &at_once("other")).await;
        let search = format!("?kizukai_preview={token}");
        let opened = open(&harness, "me", "m1", &search, &[]).await;
        assert_eq!(
            (&opened["show"][0]["arm"], &opened["show"][0]["content"]["title"]),
            (&object!("other"), &object!("こんにちは"))
        );
        assert_eq!(opened["verdicts"][0]["verdict"], "ok");
        let other = open(&harness, "somebody", "m1", "", &[]).await;
        assert_eq!(other["show"], object!([]));
        let next = open(&harness, "me", "m2", "", &[]).await;
        assert_eq!(next["show"][0]["resumed"], true, "it goes on, on the next page");
        let anew = open(&harness, "me", "m3", &search, &[]).await;
        assert_eq!(anew["show"][0]["resumed"], false, "the link begins anew");
    }

    #[tokio::test]
    async fn nothing_of_a_preview_is_kept_or_counted() {
        let harness = Harness::start();
        harness.put("/api/site", &object!({"holdout": 0})).await;
        harness.put("/api/campaigns/greeting", &reserved()).await;
        let token = link(&harness, &at_once("hello")).await;
        let search = format!("?kizukai_preview={token}");
        harness.get("/api/arrivals").await;
        let opened = open(&harness, "me", "m1", &search, &[]).await;
        let shown = &opened["show"][0];
        let (enrolment, step) = (&shown["enrolment"], &shown["step"]);
        let events = object!([
            {"type": "seen", "messageId": "s", "enrolment": enrolment, "step": step},
            {"type": "answer", "messageId": "a", "enrolment": enrolment, "step": step, "choice": "ok"},
            {"type": "track", "messageId": "t", "event": "Order Completed", "properties": {"order_id": "o", "revenue": 1}},
        ]);
        let answered = json(harness.decide(&object!({"anonymousId": "me", "events": events})).await).await;
        assert!(
            answered["verdicts"].as_array().unwrap().iter().all(|verdict| verdict["verdict"] == "ok"),
            "{answered}"
        );
        assert_eq!(harness.get("/api/profiles/me").await.status(), StatusCode::NOT_FOUND);
        let arrivals = json(harness.get("/api/arrivals").await).await;
        assert_eq!(arrivals["arrivals"], object!([]), "{arrivals}");
        let home = json(harness.get("/api/home").await).await;
        assert_eq!(
            (&home["today"]["so_far"]["visitors"], &home["visitors_now"]),
            (&object!(0), &object!(0)),
            "{home}"
        );
        let results = json(harness.get("/api/campaigns/greeting/results").await).await;
        assert!(!results.to_string().contains("\"decided\":1"), "{results}");
    }

    #[tokio::test]
    async fn trigger_and_audience_stay_unless_they_are_not_wished() {
        let harness = Harness::start();
        harness.put("/api/campaigns/greeting", &reserved()).await;
        let token = link(&harness, &object!({"arm": "hello"})).await;
        let search = format!("?kizukai_preview={token}");
        assert_eq!(open(&harness, "me", "m1", &search, &[]).await["show"], object!([]));
        let folded = object!({"type": "track", "event": "Paper Folded", "messageId": "f1"});
        assert_eq!(
            open(&harness, "me", "m2", "", std::slice::from_ref(&folded)).await["show"],
            object!([]),
            "not gold"
        );
        let gold = object!({"type": "identify", "messageId": "i", "traits": {"rank": "gold"}});
        let folded = object!({"type": "track", "event": "Paper Folded", "messageId": "f2"});
        assert_eq!(open(&harness, "me", "m3", "", &[gold, folded]).await["show"][0]["arm"], "hello");
    }

    #[tokio::test]
    async fn a_preview_ends_when_it_is_told_to_and_after_an_hour() {
        let harness = Harness::start();
        harness.put("/api/campaigns/greeting", &reserved()).await;
        let token = link(&harness, &at_once("hello")).await;
        let search = format!("?kizukai_preview={token}");
        open(&harness, "me", "m1", &search, &[]).await;
        let ended = open(&harness, "me", "m2", "?kizukai_preview=end", &[]).await;
        assert_eq!(ended["show"], object!([]));
        assert_eq!(
            harness.get("/api/profiles/me").await.status(),
            StatusCode::OK,
            "a visitor like others again"
        );
        open(&harness, "you", "m3", &search, &[]).await;
        harness.pass(Span::from_hours(1));
        assert_eq!(open(&harness, "you", "m4", &search, &[]).await["show"], object!([]));
    }

    #[tokio::test]
    async fn what_cannot_be_run_is_refused_with_its_places() {
        let harness = Harness::start();
        let path = "/api/campaigns/greeting/preview";
        assert_eq!(harness.post_json(path, &object!({})).await.status(), StatusCode::NOT_FOUND);
        harness.put("/api/campaigns/greeting", &reserved()).await;
        let no_arm = harness.post_json(path, &object!({"arm": "none"})).await;
        assert_eq!(no_arm.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(json(no_arm).await["problems"][0]["path"], "arms");
    }
}
