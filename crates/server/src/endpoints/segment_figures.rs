//! Segments at a glance: `GET /api/segments/figures`, `/{key}/flow`, `/{key}/members`.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use kizukai_runtime::{MembersPage, SegmentFigures, SegmentFlow, limits};

use super::definitions::refusals::{KeyRefusals, TextRefusals};
use crate::app::App;
use crate::auth::Caller;
use crate::extract::{PathParameter, QueryParameters};
use crate::limits::MEMBERS_DEFAULT;
use crate::problem::{ApiError, ProblemDocument};

/// Days of change when the request does not say.
const DAYS_DEFAULT: usize = 14;

/// All segments at a glance.
#[derive(Serialize, ToSchema)]
#[schema(as = SegmentsFigures)]
pub(crate) struct SegmentsDocument {
    /// By key.
    #[schema(value_type = Vec<SegmentDocument>)]
    segments: Vec<SegmentFigures>,
}

/// A segment at a glance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SegmentFigures)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct SegmentDocument {
    key: String,
    /// How many are in it now.
    size: u64,
    /// How often somebody entered in the last seven days, today included.
    entered_7d: u64,
    /// How often somebody left.
    left_7d: u64,
}

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FlowQuery {
    /// How many, today included; 14 when left out, 15 at most.
    #[param(minimum = 1, maximum = 15)]
    days: Option<usize>,
}

/// Who entered and left a segment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SegmentFlow)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct FlowDocument {
    /// Oldest first.
    days: Vec<FlowDayDocument>,
    /// How many are in it now.
    size: u64,
    /// Everything from here on is counted, RFC 3339.
    counted_since: String,
}

/// A day of a segment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SegmentDay)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct FlowDayDocument {
    #[schema(example = "2026-11-24")]
    date: String,
    entered: u64,
    left: u64,
}

/// Which members.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MembersQuery {
    /// How many at most; 50 when left out, 200 at most.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<usize>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// A page of a segment's members.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SegmentMembers)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct MembersDocument {
    /// In no order that means anything.
    members: Vec<MemberDocument>,
    /// Pass it as `after` for the next page; null at the end.
    next: Option<String>,
}

/// Somebody in a segment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SegmentMember)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct MemberDocument {
    /// The profile's own id.
    profile: String,
    user_id: Option<String>,
    anonymous_id: Option<String>,
    /// RFC 3339.
    entered_at: String,
    /// The last sign of them, RFC 3339.
    last_seen: Option<String>,
}

/// See all segments at a glance.
#[utoipa::path(
    get,
    path = "/api/segments/figures",
    tag = "segments",
    responses((status = 200, description = "All of them, by key", body = SegmentsDocument), KeyRefusals),
)]
pub(crate) async fn segment_figures(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<SegmentsDocument>, ApiError> {
    Ok(Json(SegmentsDocument { segments: app.runtime().segment_figures(&caller.site).await? }))
}

/// Read who entered and left a segment, day by day.
#[utoipa::path(
    get,
    path = "/api/segments/{key}/flow",
    tag = "segments",
    params(("key" = String, Path, description = "The segment's key"), FlowQuery),
    responses(
        (status = 200, description = "Day by day", body = FlowDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        TextRefusals,
    ),
)]
pub(crate) async fn segment_flow(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    QueryParameters(query): QueryParameters<FlowQuery>,
) -> Result<Json<SegmentFlow>, ApiError> {
    let days = query.days.unwrap_or(DAYS_DEFAULT);
    let flow = app.runtime().segment_flow(&caller.site, &key, days).await?;
    flow.map(Json).ok_or(ApiError::Unknown("segment"))
}

/// Read who is in a segment.
#[utoipa::path(
    get,
    path = "/api/segments/{key}/members",
    tag = "segments",
    params(("key" = String, Path, description = "The segment's key"), MembersQuery),
    responses(
        (status = 200, description = "A page of its members", body = MembersDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        TextRefusals,
    ),
)]
pub(crate) async fn segment_members(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    QueryParameters(query): QueryParameters<MembersQuery>,
) -> Result<Json<MembersPage>, ApiError> {
    let limit = query.limit.unwrap_or(MEMBERS_DEFAULT).clamp(1, limits::MEMBERS_LISTED);
    let page = app.runtime().segment_members(&caller.site, &key, query.after.as_deref(), limit).await?;
    page.map(Json).ok_or(ApiError::Unknown("segment"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use serde_json::json as object;

    #[tokio::test]
    async fn a_segment_tells_its_size_its_flow_and_its_members_as_described() {
        let harness = Harness::start();
        let text = object!({"name": "ゴールド", "condition": {"traits.rank": "gold"}});
        harness.put("/api/segments/gold", &text).await;
        harness.patch("/api/profiles/u1/traits", &object!({"traits": {"rank": "gold"}})).await;
        let figures = json(harness.get("/api/segments/figures").await).await;
        assert_eq!(figures["segments"], object!([{"key": "gold", "size": 1, "entered_7d": 1, "left_7d": 0}]));
        let flow = json(harness.get("/api/segments/gold/flow?days=2").await).await;
        assert_eq!(flow["days"][1], object!({"date": "2026-11-22", "entered": 1, "left": 0}));
        serde_json::from_value::<FlowDocument>(flow).expect("the flow is as described");
        let members = json(harness.get("/api/segments/gold/members").await).await;
        assert_eq!((&members["members"][0]["user_id"], &members["next"]), (&object!("u1"), &object!(null)));
        serde_json::from_value::<MembersDocument>(members).expect("members are as described");
        for path in ["/api/segments/none/flow", "/api/segments/none/members"] {
            assert_eq!(json(harness.get(path).await).await["code"], "not_found");
        }
    }
}
