//! `GET /api/segments`, `GET` and `PUT /api/segments/{key}`.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::publication::{PublicationDocument, put};
use super::reading::Named;
use super::refusals::{KeyRefusals, PublicationRefusals, TextRefusals};
use super::schema::Segment;
use super::{TextDocument, TextsDocument, all, as_written, one, told};
use crate::app::App;
use crate::auth::Caller;
use crate::extract::PathParameter;
use crate::problem::ApiError;

const KIND: &str = "segment";

/// List the segments.
#[utoipa::path(
    get,
    path = "/api/segments",
    tag = "segments",
    responses(
        (status = 200, description = "All of them, by key", body = TextsDocument),
        KeyRefusals,
    ),
)]
pub(crate) async fn list_segments(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<TextsDocument>, ApiError> {
    all(&app, &caller.site, KIND).map(Json)
}

/// Read a segment.
#[utoipa::path(
    get,
    path = "/api/segments/{key}",
    tag = "segments",
    params(("key" = String, Path, description = "The segment's key")),
    responses(
        (status = 200, description = "The segment; with `Accept: application/yaml` the YAML that `kizukai apply` reads", body = TextDocument),
        TextRefusals,
    ),
)]
pub(crate) async fn get_segment(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let document = one(&app, &caller.site, KIND, &key)?;
    told(&headers, &as_written(KIND, document.text.clone()), document)
}

/// Publish a segment.
///
/// Replaces the whole text. A changed condition begins a new phase of every campaign that asks for the segment. YAML is
/// taken with `Content-Type: application/yaml`.
#[utoipa::path(
    put,
    path = "/api/segments/{key}",
    tag = "segments",
    params(("key" = String, Path, description = "The segment's key")),
    request_body(content((Segment = "application/json"), (Segment = "application/yaml"))),
    responses(
        (status = 200, description = "Published, and in effect", body = PublicationDocument),
        PublicationRefusals,
    ),
)]
pub(crate) async fn put_segment(
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
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    const PATH: &str = "/api/segments/gold";

    #[tokio::test]
    async fn a_published_segment_reads_back_and_holds_for_visitors() {
        let harness = Harness::start();
        let text = object!({"name": "ゴールド", "condition": {"traits.rank": "gold"}});
        assert_eq!(harness.put(PATH, &text).await.status(), StatusCode::OK);
        assert_eq!(json(harness.get(PATH).await).await["text"]["condition"], text["condition"]);
        assert_eq!(json(harness.get("/api/segments").await).await["texts"][0]["key"], "gold");
        harness.patch("/api/profiles/u1/traits", &object!({"traits": {"rank": "gold"}})).await;
        assert_eq!(json(harness.get("/api/profiles/u1").await).await["segments"], object!(["gold"]));
    }

    #[tokio::test]
    async fn a_segment_with_a_mistake_is_refused_at_its_place() {
        let harness = Harness::start();
        let response = harness.put(PATH, &object!({"condition": {"traits.rank": {"$like": "g"}}})).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let problem = json(response).await;
        assert!(problem["problems"][0]["path"].as_str().unwrap().starts_with("condition"), "{problem}");
        assert_eq!(harness.get(PATH).await.status(), StatusCode::NOT_FOUND);
    }
}
