//! `GET /api/effects/report`: a week of campaigns, and the same as CSV.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use kizukai_runtime::{ReportRow, WeeklyReport};

use super::report_schema::WeeklyReportDocument;
use crate::app::App;
use crate::auth::Caller;
use crate::extract::QueryParameters;
use crate::problem::{ApiError, ProblemDocument};

/// Which week.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// A day of it (`2026-11-29`); the last whole week when left out.
    week: Option<String>,
}

/// Read a week of campaigns.
///
/// What changed, what rules did, what worked, what did harm and what to look at, as it was known at the end of the week.
#[utoipa::path(
    get,
    path = "/api/effects/report",
    tag = "campaigns",
    params(Asked),
    responses(
        (status = 200, description = "The week", body = WeeklyReportDocument),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no day, or its week is not over", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn report(
    State(app): State<App>,
    caller: Caller,
    QueryParameters(asked): QueryParameters<Asked>,
) -> Result<Json<WeeklyReport>, ApiError> {
    let found = app.runtime().weekly_report(&caller.site, asked.week.as_deref()).await?;
    found.map(Json).ok_or(ApiError::Unknown("week"))
}

/// Read a week of campaigns as CSV.
///
/// A row for each campaign that worked, did harm or is to be looked at.
#[utoipa::path(
    get,
    path = "/api/effects/report.csv",
    tag = "campaigns",
    params(Asked),
    responses(
        (status = 200, description = "The week's campaigns", body = String, content_type = "text/csv"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no day, or its week is not over", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn report_csv(
    State(app): State<App>,
    caller: Caller,
    QueryParameters(asked): QueryParameters<Asked>,
) -> Result<Response, ApiError> {
    let found = app.runtime().weekly_report(&caller.site, asked.week.as_deref()).await?;
    let report = found.ok_or(ApiError::Unknown("week"))?;
    let name = format!("attachment; filename=\"kizukai-{}.csv\"", report.week.from);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv(&report)).into_response())
}

/// With the mark by which spreadsheets know UTF-8.
fn csv(report: &WeeklyReport) -> String {
    let mut lines = vec![COLUMNS.join(",")];
    for (group, rows) in [("worked", &report.worked), ("harmed", &report.harmed), ("watch", &report.watch)] {
        lines.extend(rows.iter().map(|row| line(report, group, row)));
    }
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

const COLUMNS: [&str; 12] = [
    "week",
    "group",
    "campaign",
    "name",
    "arm",
    "why",
    "lift_low",
    "lift_high",
    "worth_low",
    "worth_expected",
    "worth_high",
    "visitors",
];

fn line(report: &WeeklyReport, group: &str, row: &ReportRow) -> String {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let worth = row.worth_a_month;
    let fields = [
        report.week.from.clone(),
        group.to_owned(),
        row.campaign.to_string(),
        quoted(&row.name),
        row.arm.as_ref().map(ToString::to_string).unwrap_or_default(),
        row.why.to_owned(),
        number(row.lift_low),
        number(row.lift_high),
        number(worth.map(|worth| worth.low)),
        number(worth.map(|worth| worth.expected)),
        number(worth.map(|worth| worth.high)),
        row.visitors.to_string(),
    ];
    fields.join(",")
}

/// A name as a field (RFC 4180), and never as a formula of a spreadsheet.
fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;

    #[tokio::test]
    async fn a_week_is_told_and_can_be_taken_along() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        let report = json(harness.get("/api/effects/report").await).await;
        serde_json::from_value::<WeeklyReportDocument>(report.clone()).expect("a report is as described");
        let week = report["week"]["from"].as_str().unwrap();
        let response = harness.get(&format!("/api/effects/report.csv?week={week}")).await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        for week in ["2199-01-01", "soon"] {
            let refused = harness.get(&format!("/api/effects/report?week={week}")).await;
            assert_eq!(refused.status(), StatusCode::NOT_FOUND, "{week}");
        }
    }

    #[test]
    fn a_name_is_a_field_and_never_a_formula() {
        assert_eq!(quoted("送料, \"無料\""), "\"送料, \"\"無料\"\"\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }
}
