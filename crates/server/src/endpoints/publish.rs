//! `POST /api/publish`: several texts at once, all of them or none. What `kizukai apply` uses.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use utoipa::IntoParams;

use super::definitions::publication::{PublicationsDocument, publish_all};
use super::definitions::reading;
use super::definitions::schema::AnyText;
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::extract::QueryParameters;
use crate::limits::{PUBLISH_BYTES, PUBLISH_TEXTS};
use crate::problem::{ApiError, ProblemDocument};

/// Whether to publish.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PublishQuery {
    /// Only say what it would do.
    #[serde(default)]
    dry_run: bool,
}

/// Publish several texts: all of them, or none.
///
/// Each names its `kind`. Texts may refer to each other in any order. YAML documents are taken with
/// `Content-Type: application/yaml`.
#[utoipa::path(
    post,
    path = "/api/publish",
    tag = "site",
    params(PublishQuery),
    request_body(content((Vec<AnyText> = "application/json"), (AnyText = "application/yaml"))),
    responses(
        (status = 200, description = "Published, and in effect", body = PublicationsDocument),
        (status = 400, description = "`broken_json`, `broken_yaml`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 8 MiB", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`text_refused`: `problems` says which text, where and why", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn publish(
    State(app): State<App>,
    caller: Caller,
    QueryParameters(query): QueryParameters<PublishQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PublicationsDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, PUBLISH_BYTES).await?;
    let texts = reading::values(&headers, &bytes)?;
    if texts.len() > PUBLISH_TEXTS {
        return Err(ApiError::BadField(format!("at most {PUBLISH_TEXTS} texts at once")));
    }
    publish_all(&app, &caller, texts, query.dry_run).await.map(Json)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, greeting, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    #[tokio::test]
    async fn texts_that_need_each_other_are_published_together() {
        let harness = Harness::start();
        let mut campaign = greeting();
        campaign["audience"] = object!({"$segment": "gold"});
        let segment = object!({"kind": "segment", "key": "gold", "condition": {"traits.rank": "gold"}});
        let response = harness.post_json("/api/publish", &object!([campaign, segment])).await;
        assert_eq!(response.status(), StatusCode::OK);
        let published = json(response).await;
        assert_eq!(
            published["texts"][0],
            object!({"kind": "campaign", "key": "greeting", "version": 1, "phase": 1, "changed": true, "phase_cut": false})
        );
        let again = json(harness.post_json("/api/publish", &object!([campaign, segment])).await).await;
        assert_eq!(again["program"], published["program"]);
        assert!(again["texts"].as_array().unwrap().iter().all(|text| text["changed"] == false), "{again}");
    }

    #[tokio::test]
    async fn a_dry_run_says_what_would_change_and_changes_nothing() {
        let harness = Harness::start();
        harness.put("/api/campaigns/greeting", &greeting()).await;
        let mut split = greeting();
        split["control"] = object!(50);
        let told = json(harness.post_json("/api/publish?dry_run=true", &object!([split])).await).await;
        assert_eq!(
            told["texts"][0],
            object!({"kind": "campaign", "key": "greeting", "version": 2, "phase": 2, "changed": true, "phase_cut": true})
        );
        assert_eq!(json(harness.get("/api/campaigns/greeting").await).await["version"], 1);
        let bad = object!([{"kind": "segment", "key": "gold", "condition": {"$segment": "nobody"}}]);
        let refused = harness.post_json("/api/publish?dry_run=true", &bad).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[tokio::test]
    async fn one_bad_text_keeps_all_from_being_published() {
        let harness = Harness::start();
        let bad = object!({"kind": "segment", "key": "gold", "condition": {"$segment": "nobody"}});
        let response = harness.post_json("/api/publish", &object!([greeting(), bad, {"kind": "page"}])).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(json(response).await["problems"][0]["text"], "texts[2]");
        let response = harness.post_json("/api/publish", &object!([greeting(), bad])).await;
        assert_eq!(json(response).await["problems"][0]["text"], "segment/gold");
        assert_eq!(harness.get("/api/campaigns/greeting").await.status(), StatusCode::NOT_FOUND);
    }
}
