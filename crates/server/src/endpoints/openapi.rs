//! `GET /api/openapi.json`: the description of this API, made from the handlers themselves.

use axum::Json;

use crate::router::description;

/// This document.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "operation",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json")),
    security(()),
)]
pub(crate) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(description())
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use crate::router::description;
    use std::path::Path;

    /// The committed description; `make openapi` writes it.
    fn committed() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../api/openapi.json")
    }

    #[test]
    fn the_committed_description_is_the_present_one() {
        let mut present = description().to_pretty_json().unwrap();
        present.push('\n');
        if std::env::var_os("KIZUKAI_UPDATE").is_some() {
            std::fs::write(committed(), &present).unwrap();
        }
        let stored = std::fs::read_to_string(committed()).unwrap_or_default();
        assert!(stored == present, "api/openapi.json is stale: run `make openapi`");
    }

    #[tokio::test]
    async fn the_description_is_served_to_everybody() {
        let harness = Harness::start();
        let described = json(harness.get_without_key("/api/openapi.json").await).await;
        assert_eq!(described, serde_json::to_value(description()).unwrap());
    }

    #[test]
    fn every_operation_has_a_summary_and_every_answer_a_description() {
        let described = serde_json::to_value(description()).unwrap();
        for (path, methods) in described["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                assert!(operation["summary"].is_string(), "{method} {path}");
                let answers = operation["responses"].as_object().unwrap();
                assert!(answers.values().all(|answer| answer["description"].is_string()), "{method} {path}");
            }
        }
    }
}
