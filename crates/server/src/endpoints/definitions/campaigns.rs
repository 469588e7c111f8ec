//! `GET /api/campaigns`, `GET` and `PUT /api/campaigns/{key}`.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::publication::{PublicationDocument, put};
use super::reading::Named;
use super::refusals::{KeyRefusals, PublicationRefusals, TextRefusals};
use super::schema::Campaign;
use super::{TextDocument, TextsDocument, all, as_written, one, told};
use crate::app::App;
use crate::auth::Caller;
use crate::extract::PathParameter;
use crate::problem::ApiError;

const KIND: &str = "campaign";

/// List the campaigns.
#[utoipa::path(
    get,
    path = "/api/campaigns",
    tag = "campaigns",
    responses(
        (status = 200, description = "All of them, by key", body = TextsDocument),
        KeyRefusals,
    ),
)]
pub(crate) async fn list_campaigns(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<TextsDocument>, ApiError> {
    all(&app, &caller.site, KIND).map(Json)
}

/// Read a campaign.
#[utoipa::path(
    get,
    path = "/api/campaigns/{key}",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    responses(
        (status = 200, description = "The campaign; with `Accept: application/yaml` the YAML that `kizukai apply` reads", body = TextDocument),
        TextRefusals,
    ),
)]
pub(crate) async fn get_campaign(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let document = one(&app, &caller.site, KIND, &key)?;
    told(&headers, &as_written(KIND, document.text.clone()), document)
}

/// Publish a campaign.
///
/// Replaces the whole text: fields left out take their defaults. `kind` and `key` may be left out. A text that says
/// what it said before changes nothing. YAML is taken with `Content-Type: application/yaml`.
#[utoipa::path(
    put,
    path = "/api/campaigns/{key}",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    request_body(content((Campaign = "application/json"), (Campaign = "application/yaml"))),
    responses(
        (status = 200, description = "Published, and in effect", body = PublicationDocument),
        PublicationRefusals,
    ),
)]
pub(crate) async fn put_campaign(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PublicationDocument>, ApiError> {
    let path = Named { kind: KIND, key: Some(&key) };
    put(&app, &caller, &path, &headers, body).await.map(Json)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, greeting, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    const PATH: &str = "/api/campaigns/greeting";

    #[tokio::test]
    async fn a_published_campaign_is_in_effect_and_reads_back() {
        let harness = Harness::start();
        harness.put("/api/site", &object!({"holdout": 0})).await;
        let response = harness.put(PATH, &greeting()).await;
        assert_eq!(response.status(), StatusCode::OK);
        let published = json(response).await;
        assert_eq!(published["version"], 1);
        assert_eq!(published["phase"], 1);
        assert_eq!(json(harness.get(PATH).await).await["text"]["name"], "ごあいさつ");
        let all = json(harness.get("/api/campaigns").await).await;
        assert_eq!(all["texts"][0]["key"], "greeting");
        let page = object!({"anonymousId": "a1", "events": [{"type": "page", "messageId": "m1"}]});
        assert_eq!(json(harness.decide(&page).await).await["show"][0]["campaign"], "greeting");
    }

    #[tokio::test]
    async fn only_an_edit_that_changes_what_visitors_get_begins_a_phase() {
        let harness = Harness::start();
        harness.put(PATH, &greeting()).await;
        let same = json(harness.put(PATH, &greeting()).await).await;
        assert_eq!((&same["version"], &same["phase"]), (&object!(1), &object!(1)));
        let mut renamed = greeting();
        renamed["name"] = object!("挨拶");
        let renamed = json(harness.put(PATH, &renamed).await).await;
        assert_eq!((&renamed["version"], &renamed["phase"]), (&object!(2), &object!(1)));
        let mut split = greeting();
        split["control"] = object!(50);
        let split = json(harness.put(PATH, &split).await).await;
        assert_eq!((&split["version"], &split["phase"]), (&object!(3), &object!(2)));
    }

    #[tokio::test]
    async fn a_refused_campaign_names_every_place_and_changes_nothing() {
        let harness = Harness::start();
        let mut text = greeting();
        text["audience"] = object!({"cart.quantity": {"$gte2": 1}});
        text["arms"][0]["scenario"]["start"] = object!("nowhere");
        let response = harness.put(PATH, &text).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let problem = json(response).await;
        assert_eq!(problem["code"], "text_refused");
        let paths: Vec<&str> = problem["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|place| place["path"].as_str().unwrap())
            .collect();
        assert!(paths.iter().any(|path| path.starts_with("audience")), "{paths:?}");
        assert!(paths.iter().any(|path| path.starts_with("arms[0].scenario")), "{paths:?}");
        assert_eq!(harness.get(PATH).await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_campaign_may_come_as_yaml_and_says_which_fields_mean_nothing() {
        let harness = Harness::start();
        let mut text = greeting();
        text["colour"] = object!("red");
        let yaml = serde_saphyr::to_string(&text).unwrap();
        let published = json(harness.put_text(PATH, "application/yaml", &yaml).await).await;
        assert_eq!(published["warnings"][0]["path"], "colour", "{published}");
    }

    #[tokio::test]
    async fn what_contradicts_the_path_or_is_no_text_is_refused() {
        let harness = Harness::start();
        let other = json(harness.put("/api/campaigns/other", &greeting()).await).await;
        assert_eq!(
            (&other["code"], &other["problems"][0]["path"]),
            (&object!("text_refused"), &object!("key"))
        );
        for (content_type, body, code) in [
            ("application/json", "{", "broken_json"),
            ("application/yaml", "a: [", "broken_yaml"),
            ("application/json", "[]", "text_refused"),
            ("application/json", "{}", "text_refused"),
        ] {
            let problem = json(harness.put_text(PATH, content_type, body).await).await;
            assert_eq!(problem["code"], code, "{body}");
        }
        assert_eq!(
            json(harness.put("/api/campaigns/a%20b", &object!({})).await).await["code"],
            "text_refused"
        );
    }
}
