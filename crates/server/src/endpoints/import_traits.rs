//! `POST /api/profiles/import`: traits of many people as CSV.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use kizukai_runtime::ImportReport;

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::limits::IMPORT_BYTES;
use crate::problem::{ApiError, ProblemDocument};

/// What became of the lines.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportReport)]
pub(crate) struct ImportDocument {
    /// Lines below the heading.
    rows: usize,
    /// Lines whose traits are set, durably.
    applied: usize,
    /// Lines that were not, the first thousand.
    rejected: Vec<RejectedDocument>,
}

/// A line that was not applied.
#[derive(Serialize, ToSchema)]
#[schema(as = RejectedLine)]
pub(crate) struct RejectedDocument {
    /// Its number in the file, from 1; the heading is 1.
    line: u64,
    /// Why.
    reason: String,
}

impl From<ImportReport> for ImportDocument {
    fn from(report: ImportReport) -> Self {
        let rejected = report.rejected.into_iter();
        Self {
            rows: report.rows,
            applied: report.applied,
            rejected: rejected
                .map(|line| RejectedDocument { line: line.line, reason: line.reason })
                .collect(),
        }
    }
}

/// Import traits of many people.
///
/// The first column is headed `userId` or `anonymousId`, the others name traits. An empty cell leaves a trait alone.
/// A bad line harms no other.
#[utoipa::path(
    post,
    path = "/api/profiles/import",
    tag = "profiles",
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, description = "What became of the lines", body = ImportDocument),
        (status = 400, description = "`bad_table`, `not_utf8`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 32 MiB", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn import_traits(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ImportDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, IMPORT_BYTES).await?;
    let table = std::str::from_utf8(&bytes).map_err(|_| ApiError::NotUtf8)?;
    let report = app.runtime().import_traits(&caller.site, table).await?;
    let after = json!({"rows": report.rows, "applied": report.applied});
    caller.record(&app, "profile.import", "profiles", None, Some(after)).await?;
    Ok(Json(report.into()))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;

    const PATH: &str = "/api/profiles/import";

    #[tokio::test]
    async fn good_lines_are_applied_beside_bad_ones() {
        let harness = Harness::start();
        let response =
            harness.post_text(PATH, "text/csv", "userId,rank\nu1,gold\n,silver\nu2,bronze\n").await;
        assert_eq!(response.status(), StatusCode::OK);
        let report = json(response).await;
        assert_eq!((report["rows"].as_u64(), report["applied"].as_u64()), (Some(3), Some(2)));
        assert_eq!(report["rejected"][0]["line"], 3);
        let profile = json(harness.get("/api/profiles/u2").await).await;
        assert_eq!(profile["traits"]["rank"], "bronze");
    }

    #[tokio::test]
    async fn what_is_no_table_is_refused() {
        let harness = Harness::start();
        let response = harness.post_text(PATH, "text/csv", "mail,rank\na@example.com,gold\n").await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(json(response).await["code"], "bad_table");
        let response = harness.post(PATH, "text/csv", vec![b'u', 0xff, 0xfe]).await;
        assert_eq!(json(response).await["code"], "not_utf8");
    }
}
