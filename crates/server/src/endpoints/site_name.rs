//! `PUT /api/site/name`: what people call the shop.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use kizukai_model::limits;

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::problem::{ApiError, ProblemDocument};

/// A site's name.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SiteName)]
pub(crate) struct SiteNameDocument {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

/// Rename the site.
///
/// The name stands beside the settings and is no part of their text: nothing that visitors get changes with it.
#[utoipa::path(
    put,
    path = "/api/site/name",
    tag = "site",
    request_body = SiteNameDocument,
    responses(
        (status = 200, description = "The name as it is kept, without the space around it", body = SiteNameDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn rename_site(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<SiteNameDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let asked: SiteNameDocument = body::from_json(&bytes)?;
    let before = app.runtime().site(&caller.site).map(|site| site.name).unwrap_or_default();
    let name = app.runtime().rename_site(&caller.site, &asked.name).await?;
    if name != before {
        let (before, after) = (json!({"name": before}), json!({"name": name}));
        caller.record(&app, "site.rename", "site", Some(before), Some(after)).await?;
    }
    Ok(Json(SiteNameDocument { name }))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json as object};

    use crate::harness::{Harness, json};
    use kizukai_runtime::Role;

    #[tokio::test]
    async fn an_owner_renames_the_site_and_the_record_tells_it_once() {
        let harness = Harness::start();
        let owner = harness.owner().await;
        for _ in 0..2 {
            let body = object!({"name": "  器と道具の店 "});
            let renamed = harness.ask_as(&owner, "PUT", "/api/site/name", &body).await;
            assert_eq!(renamed.status(), StatusCode::OK);
            assert_eq!(json(renamed).await, object!({"name": "器と道具の店"}));
        }
        let session = json(harness.ask_as(&owner, "GET", "/api/session", &Value::Null).await).await;
        assert_eq!(session["sites"][0]["name"], "器と道具の店", "{session}");
        let record = json(harness.ask_as(&owner, "GET", "/api/audit", &Value::Null).await).await;
        let renamings: Vec<_> = record["entries"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["action"] == "site.rename")
            .map(|entry| (&entry["target"], &entry["before"]["name"], &entry["after"]["name"]))
            .collect();
        assert_eq!(renamings, [(&object!("site"), &object!("試しのお店"), &object!("器と道具の店"))]);
    }

    #[tokio::test]
    async fn who_is_no_owner_or_says_no_name_renames_nothing() {
        let harness = Harness::start();
        let owner = harness.owner().await;
        let editor = harness.member(Role::Editor).await;
        let refused = harness.ask_as(&editor, "PUT", "/api/site/name", &object!({"name": "別の店"})).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        for name in ["   ".to_owned(), "店".repeat(101)] {
            let answer = harness.ask_as(&owner, "PUT", "/api/site/name", &object!({"name": name})).await;
            assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
            assert_eq!(json(answer).await["code"], "bad_field");
        }
        assert_eq!(harness.runtime.sites()[0].name, "試しのお店");
    }
}
