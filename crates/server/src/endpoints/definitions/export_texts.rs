//! `GET /api/export`: all texts of a site as one file.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::refusals::KeyRefusals;
use super::{as_written, as_yaml};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::ApiError;
use crate::yaml;

/// Export all texts.
///
/// A YAML stream of the site's settings, its segments and its campaigns. `kizukai apply` reads it; applied where it came
/// from, it changes nothing.
#[utoipa::path(
    get,
    path = "/api/export",
    tag = "site",
    responses(
        (status = 200, description = "All texts", body = String, content_type = "application/yaml"),
        KeyRefusals,
    ),
)]
pub(crate) async fn export_texts(State(app): State<App>, caller: Caller) -> Result<Response, ApiError> {
    let mut written = String::new();
    for kind in ["site", "segment", "campaign"] {
        for view in app.runtime().definitions(&caller.site, kind)? {
            let text = yaml::document(&as_written(kind, view.text)).map_err(ApiError::Internal)?;
            written.push_str("---\n");
            written.push_str(text.trim_start_matches("---\n"));
            if !written.ends_with('\n') {
                written.push('\n');
            }
        }
    }
    let mut response = as_yaml(written);
    let disposition = HeaderValue::from_static("attachment; filename=\"kizukai.yaml\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, greeting, json, text};
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};

    /// The texts of the sample shop.
    fn shipped() -> String {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/demo-shop/campaigns");
        let mut files: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let texts = files.into_iter().filter(|path| path.extension().is_some_and(|name| name == "yaml"));
        texts.map(|path| format!("---\n{}\n", std::fs::read_to_string(path).unwrap())).collect()
    }

    #[tokio::test]
    async fn what_is_exported_changes_nothing_when_it_is_applied() {
        let harness = Harness::start();
        let applied = harness.post_text("/api/publish", "application/yaml", &shipped()).await;
        assert_eq!(applied.status(), StatusCode::OK);
        let first = json(applied).await;
        let exported = harness.get("/api/export").await;
        assert_eq!(exported.headers()[header::CONTENT_TYPE], "application/yaml; charset=utf-8");
        let again = harness.post_text("/api/publish", "application/yaml", &text(exported).await).await;
        assert_eq!(again.status(), StatusCode::OK);
        let again = json(again).await;
        assert_eq!(again["program"], first["program"]);
        assert_eq!(again["texts"].as_array().unwrap().len(), first["texts"].as_array().unwrap().len());
        assert!(again["texts"].as_array().unwrap().iter().all(|text| text["changed"] == false), "{again}");
    }

    #[tokio::test]
    async fn one_text_is_told_as_yaml_to_who_asks_for_it() {
        let harness = Harness::start();
        harness.put("/api/campaigns/greeting", &greeting()).await;
        harness.put("/api/site", &serde_json::json!({"holdout": 1})).await;
        for path in ["/api/campaigns/greeting", "/api/site"] {
            let request = Request::get(path)
                .header(header::AUTHORIZATION, format!("Bearer {}", harness.keys.api_key))
                .header(header::ACCEPT, "application/yaml")
                .body(Body::empty())
                .unwrap();
            let written = text(harness.send(request).await).await;
            assert!(written.starts_with("kind: "), "{written}");
            let again = json(harness.post_text("/api/publish", "application/yaml", &written).await).await;
            assert_eq!(again["texts"][0]["changed"], false, "{again}");
        }
    }
}
