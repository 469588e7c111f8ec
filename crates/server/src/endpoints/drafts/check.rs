//! `POST /api/campaigns/{key}/check`: what publishing a text would say.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;

use super::CheckDocument;
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::endpoints::definitions::reading;
use crate::endpoints::definitions::schema::Campaign;
use crate::extract::PathParameter;
use crate::limits::DRAFT_BYTES;
use crate::problem::{ApiError, ProblemDocument};

/// Check a campaign.
///
/// Says what publishing the text now would say: nothing is kept, nothing changes.
#[utoipa::path(
    post,
    path = "/api/campaigns/{key}/check",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    request_body(content((Campaign = "application/json"), (Campaign = "application/yaml"))),
    responses(
        (status = 200, description = "What it would say", body = CheckDocument),
        (status = 400, description = "`broken_json`, `broken_yaml`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 256 KiB", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn check_campaign(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<CheckDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, DRAFT_BYTES).await?;
    let text = reading::value(&headers, &bytes)?;
    let check = app.runtime().check_campaign(&caller.site, &key, text).await?;
    Ok(Json(check.into()))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, greeting, json};
    use axum::http::StatusCode;
    use serde_json::{Value, json as object};

    const PATH: &str = "/api/campaigns/greeting";

    async fn check(harness: &Harness, text: &Value) -> Value {
        let response = harness.post_json(&format!("{PATH}/check"), text).await;
        assert_eq!(response.status(), StatusCode::OK);
        json(response).await
    }

    /// Texts that publishing takes, refuses, and takes with a word.
    fn texts() -> Vec<Value> {
        let mut wordless = greeting();
        wordless["colour"] = object!("red");
        let mut dishonest = greeting();
        dishonest["arms"][0]["scenario"]["steps"]["hello"]["format"] = object!("fullscreen");
        let mut astray = greeting();
        astray["arms"][0]["scenario"]["start"] = object!("nowhere");
        astray["audience"] = object!({"cart.quantity": {"$gte2": 1}});
        let mut contradicts = greeting();
        contradicts["key"] = object!("other");
        let mut stopped = greeting();
        stopped["status"] = object!("paused");
        vec![
            greeting(),
            wordless,
            dishonest,
            astray,
            contradicts,
            stopped,
            object!({"name": 1}),
            object!({}),
            object!([]),
        ]
    }

    #[tokio::test]
    async fn a_check_says_what_publishing_would_say_and_keeps_nothing() {
        for text in texts() {
            let harness = Harness::start();
            let checked = check(&harness, &text).await;
            assert_eq!(harness.get(PATH).await.status(), StatusCode::NOT_FOUND);
            let response = harness.put(PATH, &text).await;
            let is_published = response.status() == StatusCode::OK;
            let published = json(response).await;
            let told = published["problems"].as_array().cloned().unwrap_or_default();
            assert_eq!(checked["problems"], object!(told), "{text}");
            assert_eq!(checked["problems"] == object!([]), is_published, "{text}");
            if is_published {
                assert_eq!(checked["warnings"], published["warnings"], "{text}");
            }
        }
    }

    #[tokio::test]
    async fn a_check_tells_whether_a_phase_would_end() {
        let harness = Harness::start();
        assert_eq!(check(&harness, &greeting()).await["would_cut_phase"], false, "there is none yet");
        harness.put(PATH, &greeting()).await;
        assert_eq!(check(&harness, &greeting()).await["would_cut_phase"], false);
        let mut split = greeting();
        split["control"] = object!(50);
        assert_eq!(check(&harness, &split).await["would_cut_phase"], true);
        assert_eq!(json(harness.get(PATH).await).await["version"], 1);
    }
}
