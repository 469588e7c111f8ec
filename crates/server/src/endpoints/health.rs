//! `GET /healthz` and `GET /readyz`: for those who watch over the process.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;

/// How the process is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`, or `starting`: it does not take requests yet, or no longer.
    status: &'static str,
    /// The version of the program.
    version: &'static str,
}

impl Health {
    const fn new(status: &'static str) -> Self {
        Self { status, version: env!("CARGO_PKG_VERSION") }
    }
}

/// The process lives. Restart it when this does not answer.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, description = "It lives", body = Health)), security(()))]
pub(crate) async fn healthz() -> Json<Health> {
    Json(Health::new("ok"))
}

/// The process takes requests. Send it traffic only while this answers 200.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "operation",
    responses((status = 200, description = "Ready", body = Health), (status = 503, description = "Not now", body = Health)),
    security(()),
)]
pub(crate) async fn readyz(State(app): State<App>) -> (StatusCode, Json<Health>) {
    if app.runtime().ready() && !*app.stopping().borrow() {
        (StatusCode::OK, Json(Health::new("ok")))
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, Json(Health::new("starting")))
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;

    #[tokio::test]
    async fn a_stopping_server_lives_but_is_not_ready() {
        let harness = Harness::start();
        assert_eq!(harness.get("/readyz").await.status(), StatusCode::OK);
        harness.stop_serving();
        assert_eq!(harness.get("/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
        let health = harness.get("/healthz").await;
        assert_eq!(health.status(), StatusCode::OK);
        assert_eq!(json(health).await["status"], "ok");
    }
}
