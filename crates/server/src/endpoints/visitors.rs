//! `GET /api/visitors`: who is here now.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use kizukai_model::Span;
use kizukai_runtime::{LiveVisitors, limits};

use crate::app::App;
use crate::auth::Caller;
use crate::extract::QueryParameters;
use crate::problem::{ApiError, ProblemDocument};

/// Which visitors.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct VisitorsQuery {
    /// The `cursor` of an earlier answer: only those who did something since.
    after: Option<String>,
    /// How many at most; 10000 when left out, and never more.
    #[param(minimum = 1, maximum = 10000)]
    limit: Option<usize>,
    /// How long ago the last sign of somebody may be who counts as here, such as `5m`; `30m` when left out, and never
    /// more.
    #[param(example = "30m")]
    window: Option<String>,
}

/// Those who are here.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LiveVisitors)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct VisitorsDocument {
    /// How many are here, listed or not.
    total: u64,
    /// The last seen first; with `after` only those who did something since. Who is not seen for `window_s` has left.
    visitors: Vec<VisitorDocument>,
    /// Profiles that became part of another one since, or were erased: they are here no longer, unless
    /// they are among the visitors.
    gone: Vec<String>,
    /// Pass it as `after` next time.
    cursor: String,
    /// The window in seconds.
    window_s: i64,
}

/// A visitor at a glance. Times are RFC 3339, amounts in the site's currency.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LiveVisitor)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct VisitorDocument {
    /// The profile's own id.
    profile: String,
    anonymous_id: Option<String>,
    user_id: Option<String>,
    /// The trait `name`.
    name: Option<String>,
    /// When the visit began.
    started_at: String,
    /// The last sign of the visitor.
    last_at: String,
    /// The visit's number, from 1.
    visit: u32,
    page_count: u32,
    /// The page seen last.
    page: Option<SeenPage>,
    /// What the last event is called: the name of a track or signal, else its type.
    last_event: Option<String>,
    /// `phone`, `tablet` or `desktop`, where the tag told it.
    device: Option<String>,
    /// Where the visit came from.
    referrer: Option<String>,
    cart: CartSum,
    /// Orders so far.
    orders: u32,
    /// Keys of segments the visitor is in.
    segments: Vec<String>,
    /// The step that is open on the page.
    dialogue: Option<OpenStep>,
    /// The visitor belongs to the site's holdout.
    held_out: bool,
}

/// The page a visitor is on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeenPage)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct SeenPage {
    path: Option<String>,
    title: Option<String>,
    url: Option<String>,
}

/// What is in a cart.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CartSum)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct CartSum {
    subtotal: f64,
    quantity: i64,
}

/// A dialogue that is open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OpenStep)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct OpenStep {
    campaign: String,
    step: String,
}

/// Who is here now.
///
/// Ask again with `after` to hear only of those who did something since. After the server's start the list begins empty;
/// visitors come back with the next thing they do.
#[utoipa::path(
    get,
    path = "/api/visitors",
    tag = "profiles",
    params(VisitorsQuery),
    responses(
        (status = 200, description = "Those who are here", body = VisitorsDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn visitors(
    State(app): State<App>,
    caller: Caller,
    QueryParameters(query): QueryParameters<VisitorsQuery>,
) -> Result<Json<LiveVisitors>, ApiError> {
    let window = query.window.as_deref().unwrap_or("30m").parse::<Span>();
    let window = window.map_err(|error| ApiError::BadParameter(format!("window: {error}")))?;
    let limit = query.limit.unwrap_or(limits::VISITORS_LISTED).clamp(1, limits::VISITORS_LISTED);
    Ok(Json(app.runtime().visitors(&caller.site, window, query.after.as_deref(), limit).await?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use serde_json::{Value, json as object};

    async fn list(harness: &Harness, query: &str) -> Value {
        json(harness.get(&format!("/api/visitors{query}")).await).await
    }

    async fn views(harness: &Harness, device: &str, path: &str) {
        let page = object!({"url": format!("https://shop.example{path}"), "title": "花"});
        let events = object!([{"type": "page"}, {"type": "track", "event": "Product Viewed"}]);
        let context = object!({"page": page, "device": {"type": "phone"}});
        harness.decide(&object!({"anonymousId": device, "context": context, "events": events})).await;
    }

    #[tokio::test]
    async fn a_visitor_is_listed_at_once_and_as_described() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        views(&harness, "a1", "/cart?x=1").await;
        let listed = list(&harness, "").await;
        assert_eq!((&listed["total"], &listed["window_s"]), (&object!(1), &object!(1_800)));
        let visitor = &listed["visitors"][0];
        assert_eq!(
            visitor["page"],
            object!({"path": "/cart", "title": "花", "url": "https://shop.example/cart?x=1"})
        );
        assert_eq!(
            (&visitor["last_event"], &visitor["device"]),
            (&object!("Product Viewed"), &object!("phone"))
        );
        assert_eq!(visitor["dialogue"], object!({"campaign": "greeting", "step": "hello"}));
        serde_json::from_value::<VisitorsDocument>(listed).expect("the list is as described");
    }

    #[tokio::test]
    async fn behind_a_cursor_only_those_are_told_who_did_something_since() {
        let harness = Harness::start();
        views(&harness, "a1", "/").await;
        views(&harness, "a2", "/").await;
        let cursor = list(&harness, "").await["cursor"].as_str().unwrap().to_owned();
        let nothing = list(&harness, &format!("?after={cursor}")).await;
        assert_eq!((&nothing["total"], &nothing["visitors"]), (&object!(2), &object!([])));
        views(&harness, "a1", "/cart").await;
        let since = list(&harness, &format!("?after={cursor}")).await;
        assert_eq!(since["visitors"].as_array().unwrap().len(), 1);
        assert_eq!(since["visitors"][0]["anonymous_id"], "a1");
    }

    #[tokio::test]
    async fn who_is_silent_for_longer_than_the_window_is_not_here() {
        let harness = Harness::start();
        views(&harness, "a1", "/").await;
        harness.pass(Span::from_mins(10));
        views(&harness, "a2", "/").await;
        assert_eq!(list(&harness, "?window=5m").await["total"], 1);
        assert_eq!(list(&harness, "").await["total"], 2);
        assert_eq!(list(&harness, "?window=soon").await["code"], "bad_parameter");
    }
}
