//! The life of a text: `GET …/history`, for a campaign also `GET …/timeline` and `POST …/status`.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use kizukai_engagement::text::Status;
use kizukai_model::limits;
use kizukai_runtime::{Mark, Version};

use super::publication::{PublicationDocument, put_text};
use super::reading::Named;
use super::refusals::{PublicationRefusals, TextRefusals};
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::extract::PathParameter;
use crate::problem::ApiError;

/// The versions of a text.
#[derive(Serialize, ToSchema)]
#[schema(as = TextHistory)]
pub(crate) struct HistoryDocument {
    /// Newest first, 200 at most.
    #[schema(value_type = Vec<VersionOfText>)]
    versions: Vec<Version>,
}

/// One version.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
struct VersionOfText {
    version: u32,
    phase: u32,
    /// RFC 3339.
    published_at: String,
    /// Who published it; null where the record of changes does not reach back.
    by: Option<String>,
    text: serde_json::Value,
    /// The fields at its top in which it differs from the version before.
    marks: Vec<String>,
    /// Whether a phase began with it.
    cuts_phase: bool,
}

/// What happened to a campaign and around it.
#[derive(Serialize, ToSchema)]
#[schema(as = Timeline)]
pub(crate) struct TimelineDocument {
    /// Oldest first, the newest 1,000.
    #[schema(value_type = Vec<MarkOnTimeline>)]
    marks: Vec<Mark>,
}

/// Something that happened.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
struct MarkOnTimeline {
    /// RFC 3339.
    at: String,
    kind: MarkName,
    version: Option<u32>,
    /// The campaign's phase since then; null for what is not its own.
    phase: Option<u32>,
    /// `campaign/cart`, `segment/vip` or `site`.
    target: String,
    /// The fields that changed.
    fields: Vec<String>,
    by: Option<String>,
}

/// Kinds of marks.
#[derive(ToSchema)]
#[schema(as = MarkKind, rename_all = "snake_case")]
#[expect(dead_code, reason = "only describes the API")]
enum MarkName {
    Phase,
    Status,
    Edit,
    Site,
    OtherCampaign,
    Segment,
}

async fn history(
    app: &App,
    caller: &Caller,
    kind: &'static str,
    key: &str,
) -> Result<Json<HistoryDocument>, ApiError> {
    let versions = app.runtime().history(&caller.site, kind, key).await?;
    Ok(Json(HistoryDocument { versions: versions.ok_or(ApiError::Unknown(kind))? }))
}

/// Read a campaign's versions.
#[utoipa::path(
    get,
    path = "/api/campaigns/{key}/history",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    responses((status = 200, description = "Its versions", body = HistoryDocument), TextRefusals),
)]
pub(crate) async fn campaign_history(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
) -> Result<Json<HistoryDocument>, ApiError> {
    history(&app, &caller, "campaign", &key).await
}

/// Read a segment's versions.
#[utoipa::path(
    get,
    path = "/api/segments/{key}/history",
    tag = "segments",
    params(("key" = String, Path, description = "The segment's key")),
    responses((status = 200, description = "Its versions", body = HistoryDocument), TextRefusals),
)]
pub(crate) async fn segment_history(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
) -> Result<Json<HistoryDocument>, ApiError> {
    history(&app, &caller, "segment", &key).await
}

/// Read the versions of the site's settings.
#[utoipa::path(
    get,
    path = "/api/site/history",
    tag = "site",
    responses((status = 200, description = "Their versions", body = HistoryDocument), TextRefusals),
)]
pub(crate) async fn site_history(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<HistoryDocument>, ApiError> {
    history(&app, &caller, "site", "site").await
}

/// Read what happened to a campaign and around it.
///
/// Its phases and other changes, and changes of the site's settings, of segments it asks for and of other campaigns.
#[utoipa::path(
    get,
    path = "/api/campaigns/{key}/timeline",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    responses((status = 200, description = "What happened", body = TimelineDocument), TextRefusals),
)]
pub(crate) async fn timeline(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
) -> Result<Json<TimelineDocument>, ApiError> {
    let marks = app.runtime().timeline(&caller.site, &key).await?;
    Ok(Json(TimelineDocument { marks: marks.ok_or(ApiError::Unknown("campaign"))? }))
}

/// A campaign is switched.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewStatus {
    #[schema(value_type = CampaignStatus)]
    status: Status,
    /// The version that is switched: another one is not.
    version: u32,
}

/// Whether a campaign runs.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) enum CampaignStatus {
    Draft,
    Running,
    Paused,
    Ended,
}

/// Switch a campaign.
///
/// `paused` starts nothing new, `ended` closes what is open. Nothing else of the text changes.
#[utoipa::path(
    post,
    path = "/api/campaigns/{key}/status",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    request_body = NewStatus,
    responses(
        (status = 200, description = "Switched, and in effect", body = PublicationDocument),
        TextRefusals,
        PublicationRefusals,
    ),
)]
pub(crate) async fn set_status(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PublicationDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let NewStatus { status, version } = body::from_json(&bytes)?;
    let view = app.runtime().definition(&caller.site, "campaign", &key)?;
    let mut view = view.ok_or(ApiError::Unknown("campaign"))?;
    if view.version != version {
        return Err(ApiError::VersionConflict(view.version));
    }
    view.text["status"] = serde_json::json!(status);
    let path = Named { kind: "campaign", key: Some(&key) };
    put_text(&app, &caller, &path, view.text, Some(version)).await.map(Json)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, greeting, json};
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};
    use serde_json::{Value, json as object};

    const PATH: &str = "/api/campaigns/greeting";

    #[tokio::test]
    async fn a_campaign_s_history_names_who_changed_what_and_where_phases_begin() {
        let harness = Harness::start();
        harness.put(PATH, &greeting()).await;
        let mut split = greeting();
        (split["control"], split["name"]) = (object!(50), object!("挨拶"));
        harness.put(PATH, &split).await;
        let history = json(harness.get("/api/campaigns/greeting/history").await).await;
        let versions = history["versions"].as_array().unwrap();
        assert_eq!(versions.len(), 2);
        let newest = &versions[0];
        assert_eq!((&newest["version"], &newest["cuts_phase"]), (&object!(2), &object!(true)));
        assert_eq!(newest["marks"], object!(["name", "control"]));
        assert!(newest["by"].is_string(), "{newest}");
        assert_eq!(
            (&versions[1]["marks"], &versions[1]["text"]["name"]),
            (&object!([]), &object!("ごあいさつ"))
        );
        harness.put("/api/site", &object!({"holdout": 1})).await;
        assert_eq!(json(harness.get("/api/site/history").await).await["versions"][0]["version"], 1);
        for path in
            ["/api/campaigns/none/history", "/api/segments/none/history", "/api/campaigns/none/timeline"]
        {
            assert_eq!(harness.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[tokio::test]
    async fn a_campaign_is_switched_only_in_the_version_that_was_read() {
        let harness = Harness::start();
        harness.put(PATH, &greeting()).await;
        let paused = harness
            .post_json("/api/campaigns/greeting/status", &object!({"status": "paused", "version": 1}))
            .await;
        assert_eq!(paused.status(), StatusCode::OK);
        let paused = json(paused).await;
        assert_eq!((&paused["version"], &paused["phase"]), (&object!(2), &object!(1)));
        assert_eq!(json(harness.get(PATH).await).await["text"]["status"], "paused");
        let late = harness
            .post_json("/api/campaigns/greeting/status", &object!({"status": "running", "version": 1}))
            .await;
        assert_eq!(late.status(), StatusCode::PRECONDITION_FAILED);
        assert_eq!(json(late).await["code"], "version_conflict");
        let record = json(harness.get("/api/audit").await).await;
        assert_eq!(record["entries"][0]["action"], "campaign.status");
        let unknown = harness
            .post_json("/api/campaigns/none/status", &object!({"status": "paused", "version": 1}))
            .await;
        assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_put_that_names_another_version_publishes_nothing() {
        let harness = Harness::start();
        harness.put(PATH, &greeting()).await;
        let put = |version: &str, name: &str| {
            let mut text = greeting();
            text["name"] = object!(name);
            Request::put(PATH)
                .header(header::AUTHORIZATION, format!("Bearer {}", harness.keys.api_key))
                .header(header::IF_MATCH, version)
                .body(Body::from(text.to_string()))
                .unwrap()
        };
        assert_eq!(harness.send(put("\"1\"", "b")).await.status(), StatusCode::OK);
        let late = harness.send(put("\"1\"", "c")).await;
        assert_eq!(late.status(), StatusCode::PRECONDITION_FAILED);
        assert!(json(late).await["detail"].as_str().unwrap().contains("version 2"));
        assert_eq!(harness.send(put("\"2\"", "d")).await.status(), StatusCode::OK);
        assert_eq!(harness.send(put("newest", "e")).await.status(), StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn the_time_line_holds_a_campaign_s_own_marks_and_what_happened_around_it() {
        let harness = Harness::start();
        harness.put("/api/segments/gold", &object!({"condition": {"traits.rank": "gold"}})).await;
        harness.pass_a_second();
        let mut campaign = greeting();
        campaign["audience"] = object!({"$segment": "gold"});
        harness.put(PATH, &campaign).await;
        harness.pass_a_second();
        harness
            .post_json("/api/campaigns/greeting/status", &object!({"status": "paused", "version": 1}))
            .await;
        harness.pass_a_second();
        harness.put("/api/segments/gold", &object!({"condition": {"traits.rank": "platinum"}})).await;
        harness.pass_a_second();
        harness.put("/api/site", &object!({"holdout": 1})).await;
        let mut other = greeting();
        other["key"] = object!("other");
        harness.put("/api/campaigns/other", &other).await;
        let line = json(harness.get("/api/campaigns/greeting/timeline").await).await;
        let told: Vec<(&Value, &Value, &Value)> = line["marks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|mark| (&mark["kind"], &mark["target"], &mark["phase"]))
            .collect();
        let own = object!("campaign/greeting");
        assert_eq!(
            told,
            [
                (&object!("phase"), &own, &object!(1)),
                (&object!("status"), &own, &object!(1)),
                (&object!("segment"), &object!("segment/gold"), &Value::Null),
                (&object!("phase"), &own, &object!(2)),
                (&object!("other_campaign"), &object!("campaign/other"), &Value::Null),
                (&object!("site"), &object!("site"), &Value::Null),
            ]
        );
    }
}
