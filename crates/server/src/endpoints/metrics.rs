//! `GET /metrics`: figures for Prometheus. No personal data: labels are routes, codes and outcomes.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::app::App;

/// Figures in the Prometheus text format.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "operation",
    responses((status = 200, description = "Prometheus text format 0.0.4", body = String, content_type = "text/plain")),
    security(()),
)]
pub(crate) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    for (file, bytes) in app.runtime().stored_bytes() {
        metrics::gauge!("kizukai_stored_bytes", "file" => file).set(bytes as f64);
    }
    metrics::gauge!("kizukai_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics().render())
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, text};

    #[tokio::test]
    async fn requests_are_counted_by_route_and_not_by_address() {
        let harness = Harness::start();
        let _recording = harness.record();
        harness.get("/healthz").await;
        harness.get("/api/profiles/somebody").await;
        let figures = text(harness.get("/metrics").await).await;
        assert!(
            figures.contains("kizukai_http_requests_total{route=\"/healthz\",status=\"2xx\"} 1"),
            "{figures}"
        );
        assert!(figures.contains("route=\"/api/profiles/{id}\",status=\"4xx\""), "{figures}");
        assert!(!figures.contains("somebody"));
        assert!(figures.contains("kizukai_stored_bytes{file=\"ledger.db\"}"), "{figures}");
        assert!(figures.contains("kizukai_build_info{version="), "{figures}");
    }
}
