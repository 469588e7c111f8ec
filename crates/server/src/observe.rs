//! Counts every request and how long it took, by route; never by address, id or key.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

/// Bounds of the histogram of request times, in seconds.
pub const DURATION_BUCKETS_S: [f64; 11] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The histogram of request times, in seconds.
pub const DURATION_METRIC: &str = "kizukai_http_request_duration_seconds";

/// Bounds of the histogram of commit times, in seconds.
pub const COMMIT_BUCKETS_S: [f64; 10] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0];
/// Bounds of the histogram of inputs in one commit.
pub const BATCH_BUCKETS: [f64; 10] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0];

/// The layer.
pub(crate) async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began_ms = app.monotonic_ms();
    let response = next.run(request).await;
    let seconds = app.monotonic_ms().saturating_sub(began_ms) as f64 / 1_000.0;
    let route = route.as_ref().map_or("unmatched", MatchedPath::as_str).to_owned();
    let status = status_class(response.status().as_u16());
    metrics::counter!("kizukai_http_requests_total", "route" => route.clone(), "status" => status)
        .increment(1);
    metrics::histogram!(DURATION_METRIC, "route" => route).record(seconds);
    response
}

const fn status_class(status: u16) -> &'static str {
    match status {
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
