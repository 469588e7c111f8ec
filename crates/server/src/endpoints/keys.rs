//! `GET` and `POST /api/keys`, `DELETE /api/keys/{id}`: a site's secret keys.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use kizukai_model::limits;
use kizukai_runtime::{KeyKind, KeyView, Removal};

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::extract::PathParameter;
use crate::limits::LABEL_CHARS;
use crate::problem::{ApiError, ProblemDocument};

/// What a key opens.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = KeyKind)]
enum Kind {
    /// The admin API.
    Api,
    /// Sending events, where its sender is trusted.
    Ingest,
}

/// A key to be made.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewKey {
    /// What it shall open.
    kind: Kind,
    /// What it is for, for people.
    #[serde(default)]
    #[schema(max_length = 100)]
    label: String,
}

/// A key, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = Key)]
pub(crate) struct KeyDocument {
    /// Its number.
    id: u64,
    /// What it opens.
    kind: Kind,
    /// What it is for.
    label: String,
    /// When it was made (RFC 3339).
    created_at: String,
}

/// A site's secret keys.
#[derive(Serialize, ToSchema)]
#[schema(as = Keys)]
pub(crate) struct KeysDocument {
    /// Oldest first.
    keys: Vec<KeyDocument>,
}

/// A key that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeKey {
    #[serde(flatten)]
    key: KeyDocument,
    /// The secret: shown this once, only its hash is kept.
    secret: String,
}

impl From<KeyView> for KeyDocument {
    fn from(view: KeyView) -> Self {
        let kind = match view.kind {
            KeyKind::Api => Kind::Api,
            KeyKind::Ingest => Kind::Ingest,
        };
        Self { id: view.id, kind, label: view.label, created_at: view.created_at.to_rfc3339() }
    }
}

/// List the site's secret keys, without their secrets.
#[utoipa::path(
    get,
    path = "/api/keys",
    tag = "site",
    responses(
        (status = 200, description = "All of them", body = KeysDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_keys(State(app): State<App>, caller: Caller) -> Json<KeysDocument> {
    Json(KeysDocument { keys: app.runtime().keys(&caller.site).into_iter().map(Into::into).collect() })
}

/// Make a secret key.
///
/// An `ingest` key is for the shop's own servers: they send it where a page sends the write key, and are trusted.
#[utoipa::path(
    post,
    path = "/api/keys",
    tag = "site",
    request_body = NewKey,
    responses(
        (status = 201, description = "Made; the secret is shown this once", body = MadeKey),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`too_many_keys`: remove one first", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn make_key(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let NewKey { kind, label } = body::from_json(&bytes)?;
    if label.chars().count() > LABEL_CHARS {
        return Err(ApiError::BadField(format!("label: at most {LABEL_CHARS} characters")));
    }
    let kind = match kind {
        Kind::Api => KeyKind::Api,
        Kind::Ingest => KeyKind::Ingest,
    };
    let (view, secret) =
        app.runtime().make_key(&caller.site, kind, label).await?.ok_or(ApiError::TooManyKeys)?;
    caller.record(&app, "key.make", format!("key/{}", view.id), None, Some(told(&view))).await?;
    let mut response = (StatusCode::CREATED, Json(MadeKey { key: view.into(), secret })).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Take a secret key back; it opens nothing from now on.
#[utoipa::path(
    delete,
    path = "/api/keys/{id}",
    tag = "site",
    params(("id" = u64, Path, description = "The key's number")),
    responses(
        (status = 204, description = "It opens nothing any more"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`last_api_key`: make another one first", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_key(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
) -> Result<StatusCode, ApiError> {
    let id = id.parse().map_err(|_| ApiError::Unknown("key"))?;
    let before = app.runtime().keys(&caller.site).into_iter().find(|key| key.id == id);
    match app.runtime().remove_key(&caller.site, id).await? {
        Removal::Removed => {}
        Removal::Unknown => return Err(ApiError::Unknown("key")),
        Removal::LastApiKey => return Err(ApiError::LastApiKey),
    }
    caller.record(&app, "key.remove", format!("key/{id}"), before.as_ref().map(told), None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the record tells of a key.
fn told(key: &KeyView) -> Value {
    let kind = if key.kind == KeyKind::Api { "api" } else { "ingest" };
    json!({"kind": kind, "label": key.label})
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use serde_json::json as object;

    async fn status_with(harness: &Harness, secret: &str) -> StatusCode {
        let request = Request::get("/api/keys").header("authorization", format!("Bearer {secret}"));
        harness.send(request.body(Body::empty()).unwrap()).await.status()
    }

    #[tokio::test]
    async fn a_key_opens_its_door_from_the_answer_on_until_it_is_removed() {
        let harness = Harness::start();
        let made = harness.post_json("/api/keys", &object!({"kind": "api", "label": "CRM"})).await;
        assert_eq!(made.status(), StatusCode::CREATED);
        let made = json(made).await;
        let secret = made["secret"].as_str().unwrap();
        assert_eq!(status_with(&harness, secret).await, StatusCode::OK);
        let listed = json(harness.get("/api/keys").await).await;
        assert_eq!((&listed["keys"][1]["id"], &listed["keys"][1]["label"]), (&made["id"], &object!("CRM")));
        assert!(!listed.to_string().contains(secret), "a secret is told once");
        let path = format!("/api/keys/{}", made["id"]);
        assert_eq!(harness.delete(&path).await.status(), StatusCode::NO_CONTENT);
        assert_eq!(status_with(&harness, secret).await, StatusCode::UNAUTHORIZED);
        assert_eq!(harness.delete(&path).await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn the_last_key_that_can_make_keys_stays() {
        let harness = Harness::start();
        harness.post_json("/api/keys", &object!({"kind": "ingest"})).await;
        let last = harness.delete("/api/keys/1").await;
        assert_eq!(
            (last.status(), json(last).await["code"].clone()),
            (StatusCode::CONFLICT, "last_api_key".into())
        );
        harness.post_json("/api/keys", &object!({"kind": "api"})).await;
        assert_eq!(harness.delete("/api/keys/1").await.status(), StatusCode::NO_CONTENT);
    }

    #[tokio::test]
    async fn a_site_has_so_many_keys_and_no_more() {
        let harness = Harness::start();
        for _ in 1..kizukai_runtime::limits::KEYS_PER_SITE {
            let made = harness.post_json("/api/keys", &object!({"kind": "ingest"})).await;
            assert_eq!(made.status(), StatusCode::CREATED);
        }
        let more = harness.post_json("/api/keys", &object!({"kind": "ingest"})).await;
        assert_eq!(json(more).await["code"], "too_many_keys");
    }

    #[tokio::test]
    async fn neither_a_write_key_nor_an_ingest_key_administers() {
        let harness = Harness::start();
        let ingest = harness.ingest_key().await;
        for key in [ingest.as_str(), harness.keys.write_key.as_str()] {
            assert_eq!(status_with(&harness, key).await, StatusCode::UNAUTHORIZED);
        }
    }

    #[tokio::test]
    async fn a_key_of_no_kind_is_refused() {
        let harness = Harness::start();
        for body in
            [object!({}), object!({"kind": "root"}), object!({"kind": "api", "label": "x".repeat(101)})]
        {
            assert_eq!(
                json(harness.post_json("/api/keys", &body).await).await["code"],
                "bad_field",
                "{body}"
            );
        }
    }
}
