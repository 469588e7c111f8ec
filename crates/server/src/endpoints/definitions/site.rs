//! `GET` and `PUT /api/site`: settings of the whole site.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_engagement::SiteText;

use super::publication::{PublicationDocument, put};
use super::reading::Named;
use super::refusals::{KeyRefusals, PublicationRefusals};
use super::schema::SiteSettings;
use super::{as_written, told};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::ApiError;

const KIND: &str = "site";

/// The site and its settings.
#[derive(Serialize, ToSchema)]
#[schema(as = Site)]
pub(crate) struct SiteDocument {
    /// Always `site`.
    kind: &'static str,
    /// Always `site`.
    key: &'static str,
    /// The site's id.
    id: String,
    /// Its name, for people.
    name: String,
    /// The public key of its tag.
    write_key: String,
    /// Counts the changes of the settings; 0 before the first.
    version: u32,
    /// Always 1, or 0 before the first: settings begin no phase.
    phase: u32,
    /// When this version was published (RFC 3339); null before the first.
    published_at: Option<String>,
    /// The settings; the defaults before the first publication.
    #[schema(value_type = SiteSettings)]
    text: Value,
}

/// Read the site's settings.
#[utoipa::path(
    get,
    path = "/api/site",
    tag = "site",
    responses(
        (status = 200, description = "The site and its settings; with `Accept: application/yaml` the YAML that `kizukai apply` reads", body = SiteDocument),
        KeyRefusals,
    ),
)]
pub(crate) async fn get_site(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let site = app.runtime().site(&caller.site).ok_or(ApiError::Unknown(KIND))?;
    let view = app.runtime().definition(&caller.site, KIND, KIND)?;
    let (version, phase) = view.as_ref().map_or((0, 0), |view| (view.version, view.phase));
    let published_at = view.as_ref().map(|view| view.published_at.to_rfc3339());
    let text = match view {
        Some(view) => view.text,
        None => serde_json::to_value(SiteText::default())
            .map_err(|error| ApiError::Internal(error.to_string()))?,
    };
    let document = SiteDocument {
        kind: KIND,
        key: KIND,
        id: site.id.to_string(),
        name: site.name,
        write_key: site.write_key,
        version,
        phase,
        published_at,
        text,
    };
    told(&headers, &as_written(KIND, document.text.clone()), document)
}

/// Publish the site's settings.
///
/// Replaces the whole text: fields left out take their defaults. YAML is taken with `Content-Type: application/yaml`.
#[utoipa::path(
    put,
    path = "/api/site",
    tag = "site",
    request_body(content((SiteSettings = "application/json"), (SiteSettings = "application/yaml"))),
    responses(
        (status = 200, description = "Published, and in effect", body = PublicationDocument),
        PublicationRefusals,
    ),
)]
pub(crate) async fn put_site(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PublicationDocument>, ApiError> {
    let path = Named { kind: KIND, key: None };
    put(&app, &caller, &path, &headers, body).await.map(Json)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    #[tokio::test]
    async fn a_put_replaces_all_settings() {
        let harness = Harness::start();
        assert_eq!(json(harness.get("/api/site").await).await["version"], 0);
        harness.put("/api/site", &object!({"holdout": 10, "locale": "en"})).await;
        let published = json(harness.put("/api/site", &object!({"holdout": 0})).await).await;
        assert_eq!(published["version"], 2);
        let site = json(harness.get("/api/site").await).await;
        assert_eq!((&site["text"]["holdout"], &site["text"]["locale"]), (&object!(0.0), &object!("ja")));
        assert_eq!(site["name"], "試しのお店");
    }

    #[tokio::test]
    async fn impossible_settings_are_refused() {
        let harness = Harness::start();
        let response = harness.put("/api/site", &object!({"timezone": "Asia/Nowhere"})).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(json(response).await["problems"][0]["path"], "timezone");
    }
}
