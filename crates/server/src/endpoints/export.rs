//! `GET /api/profiles/{id}/export`: everything kept of a person, as one file.
//!
//! It is written while it is read, a page of history at a time, so that a long history takes no more memory than a short
//! one. Where reading fails midway the file ends midway, and is no JSON.

use std::future::ready;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_model::{ProfileId, SiteId, limits};
use kizukai_runtime::{RuntimeError, Who};

use super::profile::{KindQuery, ProfileDocument, who};
use super::profile_events::EventRow;
use crate::app::App;
use crate::auth::Caller;
use crate::extract::{PathParameter, QueryParameters};
use crate::problem::{ApiError, ProblemDocument};

/// Everything kept of a person.
#[derive(ToSchema)]
#[schema(as = PersonExport)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ExportDocument {
    /// When the file was begun (RFC 3339).
    made_at: String,
    profile: ProfileDocument,
    /// All of the history, newest first, decisions included; of profiles that became part of this one, too.
    events: Vec<EventRow>,
}

/// Export a person.
#[utoipa::path(
    get,
    path = "/api/profiles/{id}/export",
    tag = "profiles",
    params(
        ("id" = String, Path, description = "A user id, an anonymous id or, with `kind=profile`, a profile's own, percent-encoded"),
        KindQuery,
    ),
    responses(
        (status = 200, description = "A file", body = ExportDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: nobody is known by that id", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn export(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
    QueryParameters(query): QueryParameters<KindQuery>,
) -> Result<Response, ApiError> {
    let profile = app.runtime().profile(&caller.site, who(id, query.kind)?).await?;
    let profile = profile.ok_or(ApiError::Unknown("profile"))?;
    let id: ProfileId = profile["id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| ApiError::Internal("a profile without its id".into()))?;
    caller.record(&app, "profile.export", format!("profile/{id}"), None, None).await?;
    let name = format!("attachment; filename=\"kizukai-{id}.json\"");
    let disposition = HeaderValue::from_str(&name).map_err(|error| ApiError::Internal(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(file(app, caller.site, id, &profile))).into_response())
}

/// The file, piece by piece.
fn file(
    app: App,
    site: SiteId,
    id: ProfileId,
    profile: &Value,
) -> impl Stream<Item = Result<Bytes, RuntimeError>> + use<> {
    let made_at = Value::from(app.runtime().now().to_rfc3339());
    let head = format!("{{\"made_at\":{made_at},\"profile\":{profile},\"events\":[");
    let piece = |text: String| stream::once(ready(Ok(Bytes::from(text))));
    piece(head).chain(pages(app, site, id).map_ok(Bytes::from)).chain(piece("]}\n".to_owned()))
}

/// Where the reading stands.
enum At {
    Newest,
    Before(String),
    End,
}

/// The history, a page at a time, with commas between all of its rows.
fn pages(app: App, site: SiteId, id: ProfileId) -> impl Stream<Item = Result<String, RuntimeError>> {
    stream::try_unfold((At::Newest, false), move |(at, has_rows)| {
        let (app, site) = (app.clone(), site.clone());
        async move {
            let before = match at {
                At::End => return Ok(None),
                At::Newest => None,
                At::Before(cursor) => Some(cursor),
            };
            let read = app.runtime().events(&site, Who::Profile(id), limits::EVENTS_READ, before.as_deref());
            // Nobody any more: erased meanwhile.
            let page = read.await?.unwrap_or_default();
            let mut text = String::new();
            for (n, event) in page.events.iter().enumerate() {
                text.push_str(if n > 0 || has_rows { ",\n" } else { "\n" });
                text.push_str(&event.to_string());
            }
            let has_rows = has_rows || !page.events.is_empty();
            Ok(Some((text, (page.next.map_or(At::End, At::Before), has_rows))))
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::{StatusCode, header};
    use serde_json::json as object;

    #[tokio::test]
    async fn the_file_holds_the_profile_and_all_of_its_history_over_merged_devices() {
        let harness = Harness::start();
        for device in ["phone", "tablet"] {
            for round in 0..13 {
                let view = |n: usize| object!({"type": "track", "event": "Product Viewed", "messageId": format!("{device}-{round}-{n}")});
                let events: Vec<_> = (0..40).map(view).collect();
                harness.decide(&object!({"anonymousId": device, "events": events})).await;
            }
            let login =
                object!([{"type": "identify", "userId": "hanako", "messageId": format!("{device}-login")}]);
            harness.decide(&object!({"anonymousId": device, "events": login})).await;
        }
        let response = harness.get("/api/profiles/hanako/export").await;
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        let file = json(response).await;
        assert_eq!(file["profile"]["userId"], "hanako");
        assert_eq!(file["events"].as_array().unwrap().len(), 2 * (13 * 40 + 1));
        assert_eq!(file["events"][0]["messageId"], "tablet-login");
        assert!(file["made_at"].is_string());
    }

    #[tokio::test]
    async fn nobody_cannot_be_exported_and_traits_from_the_shop_are_in_the_file() {
        let harness = Harness::start();
        assert_eq!(harness.get("/api/profiles/nobody/export").await.status(), StatusCode::NOT_FOUND);
        harness.patch("/api/profiles/u1/traits", &object!({"traits": {"rank": "gold"}})).await;
        let file = json(harness.get("/api/profiles/u1/export").await).await;
        assert_eq!(file["events"][0]["traits"]["rank"], "gold");
        assert_eq!(file["events"].as_array().unwrap().len(), 1);
    }
}
