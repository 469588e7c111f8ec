//! What clients ask before they send: `GET /v1/projects/{writeKey}/settings` of Segment's browser SDK, `GET /sourceConfig/`
//! of RudderStack's.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use serde_json::{Value, json};

use kizukai_runtime::Admission;

use crate::app::App;
use crate::client::Client;
use crate::extract::{PathParameter, QueryParameters};
use crate::problem::{ApiError, ProblemDocument};
use crate::write_key::{self, KeyQuery};

/// Tell Segment's browser SDK where to send its events.
#[utoipa::path(
    get,
    path = "/v1/projects/{write_key}/settings",
    tag = "visitors",
    params(("write_key" = String, Path, description = "The site's write key")),
    responses(
        (status = 200, description = "Settings as `analytics.js` reads them", body = std::collections::BTreeMap<String, Value>),
        (status = 401, description = "`unknown_write_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn project_settings(
    State(app): State<App>,
    client: Client,
    PathParameter(write_key): PathParameter,
    headers: HeaderMap,
) -> Result<Json<Value>, ApiError> {
    app.admit(Some(&write_key), &headers, client)?;
    let mut segment = json!({"apiKey": write_key, "protocol": protocol(&headers)});
    if let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) {
        segment["apiHost"] = format!("{host}/v1").into();
    }
    Ok(Json(
        json!({"integrations": {"Segment.io": segment}, "plan": {"track": {}, "identify": {}, "group": {}}}),
    ))
}

/// Tell RudderStack's SDKs that there is nothing else to send to.
#[utoipa::path(
    get,
    path = "/sourceConfig",
    tag = "visitors",
    params(KeyQuery),
    responses(
        (status = 200, description = "A source without destinations", body = std::collections::BTreeMap<String, Value>),
        (status = 401, description = "`missing_write_key`, `unknown_write_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn source_config(
    State(app): State<App>,
    client: Client,
    QueryParameters(query): QueryParameters<KeyQuery>,
    headers: HeaderMap,
) -> Result<Json<Value>, ApiError> {
    // Here the address goes first: it is what the client asks about.
    let key = query.write_key.clone().or_else(|| write_key::before_the_body(&headers, &query));
    let Admission { site, .. } = app.admit(key.as_deref(), &headers, client)?;
    let name = app.runtime().site(&site).map(|site| site.name).unwrap_or_default();
    Ok(Json(json!({"source": {
        "id": &*site, "name": name, "writeKey": key, "enabled": true, "workspaceId": &*site,
        "sourceDefinitionId": "kizukai", "updatedAt": "2026-01-01T00:00:00.000Z",
        "config": {"statsCollection": {"errors": {"enabled": false}, "metrics": {"enabled": false}}},
        "destinations": [], "connections": [], "dataplanes": {},
    }})))
}

/// How the client reaches us: as it says of the proxy before us, else as the asking page was reached itself, because a
/// page may not send to something less safe than itself.
fn protocol(headers: &HeaderMap) -> &'static str {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_https = text("x-forwarded-proto").trim().eq_ignore_ascii_case("https")
        || text("origin").starts_with("https://")
        || text("referer").starts_with("https://");
    if is_https { "https" } else { "http" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_safe_page_is_never_told_to_send_to_an_unsafe_address() {
        for (name, value, expected) in [
            ("origin", "https://shop.example", "https"),
            ("referer", "https://shop.example/a", "https"),
            ("x-forwarded-proto", "https", "https"),
            ("origin", "http://127.0.0.1:7777", "http"),
            ("origin", "null", "http"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            assert_eq!(protocol(&headers), expected, "{name}: {value}");
        }
    }
}
