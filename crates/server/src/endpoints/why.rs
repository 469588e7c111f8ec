//! `GET /api/profiles/{id}/why`: for each campaign, why it would or would not speak to this person now.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use kizukai_model::Key;
use kizukai_runtime::Why;

use super::decisions::DecisionDocument;
use super::profile::{PersonIdKind, who};
use crate::app::App;
use crate::auth::Caller;
use crate::extract::{PathParameter, QueryParameters};
use crate::problem::{ApiError, ProblemDocument};

/// What is asked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhyQuery {
    /// Left out: tried as a user's id, then as a device's.
    #[param(inline)]
    kind: Option<PersonIdKind>,
    /// The key of one campaign; left out, all of them.
    campaign: Option<String>,
}

/// Ask why (not).
///
/// It is asked of the page the visitor is on, or was on last, as if nothing else happened there: a campaign whose gates
/// before the trigger let through `waits` for it, and the gates behind it are asked as if it came now. Nothing is decided
/// or kept.
#[utoipa::path(
    get,
    path = "/api/profiles/{id}/why",
    tag = "profiles",
    params(
        ("id" = String, Path, description = "A user id, an anonymous id or, with `kind=profile`, a profile's own, percent-encoded"),
        WhyQuery,
    ),
    responses(
        (status = 200, description = "An answer for each campaign", body = WhyDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: nobody is known by that id, or there is no such campaign", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn why(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
    QueryParameters(query): QueryParameters<WhyQuery>,
) -> Result<Json<Why>, ApiError> {
    let campaign = query.campaign.map(|key| key.parse::<Key>().map_err(|_| ApiError::Unknown("campaign")));
    let campaign = campaign.transpose()?;
    let is_one = campaign.is_some();
    let why = app.runtime().why(&caller.site, who(id, query.kind)?, campaign).await?;
    let why = why.ok_or(ApiError::Unknown("profile"))?;
    if is_one && why.explanations.is_empty() {
        return Err(ApiError::Unknown("campaign"));
    }
    Ok(Json(why))
}

/// Why each campaign would or would not speak to a person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Why)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct WhyDocument {
    /// When it was asked.
    at: String,
    /// The path of the page the visitor is on, or was on last.
    page: Option<String>,
    /// By the campaigns' keys.
    explanations: Vec<WhyItem>,
}

/// The answer for one campaign.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
struct WhyItem {
    campaign: String,
    name: String,
    speaks: bool,
    /// The first gate that does not let through; `trigger` when that is all it waits for.
    gate: Option<GateName>,
    /// The arm, once drawn.
    arm: Option<String>,
    /// Whether the visitor is in its hidden control.
    control: bool,
    /// One plain sentence.
    reason: String,
    /// The reason for programs: `cap`, `quiet`, `budget`, `rival`, `held_out`, `audience`, `no_trigger` …
    code: String,
    /// Figures of the reason: of a cap `max`, `per`, `scope`, `shows` and `frees_at`.
    details: BTreeMap<String, Value>,
    /// The first condition of the audience that does not hold.
    leaf: Option<Leaf>,
    /// Who has the place.
    holder: Option<String>,
    /// Every gate, in order.
    gates: Vec<WhyGate>,
    /// The audience, line by line.
    audience: Vec<Line>,
    /// What was last decided for this person, among the last 1,000 inputs.
    last_decision: Option<DecisionDocument>,
}

/// A gate, in the order in which they are tried.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Gate)]
enum GateName {
    Status,
    Holdout,
    Schedule,
    Audience,
    Trigger,
    Assignment,
    Stopped,
    Caps,
    Quiet,
    Budget,
    Rivals,
}

/// How a gate stands.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
struct WhyGate {
    gate: GateName,
    state: StateOfGate,
}

/// How a gate stands. `waits`: the trigger has not come; `not_asked`: a gate before does not let through.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = GateState)]
enum StateOfGate {
    Passed,
    Failed,
    NotAsked,
    Waits,
}

/// A condition that does not hold.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
struct Leaf {
    /// Where in the condition.
    at: String,
    /// What was looked at: `cart.subtotal`, `$event Product Viewed within 7d`.
    path: String,
    operator: String,
    expected: Value,
    /// What was there; left out when absent.
    found: Option<Value>,
    /// What is asked held, but must not.
    negated: bool,
    /// The operator is unknown.
    unknown: bool,
}

/// A line of a condition: a heading over the lines that are one deeper, or a test. The condition holds when all lines of
/// depth 0 do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConditionLine)]
#[expect(dead_code, reason = "only describes the API")]
struct Line {
    /// Where in the condition; empty for a heading.
    at: String,
    path: String,
    operator: String,
    expected: Value,
    /// What was there; left out when absent.
    found: Option<Value>,
    /// Whether it stands as the condition wants it.
    holds: bool,
    /// The condition wants what is asked not to be so.
    negated: bool,
    depth: u32,
    /// For a heading: `all` of the lines below it count, or `any` one.
    group: Option<GroupName>,
}

/// How the lines below a heading count.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ConditionGroup)]
enum GroupName {
    All,
    Any,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, greeting, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    #[tokio::test]
    async fn why_not_names_the_cap_and_the_decision_before() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        let mut capped = greeting();
        capped["caps"] = object!([{"max": 1, "per": "ever"}]);
        capped["audience"] =
            object!({"$or": [{"cart.quantity": {"$gt": 0}}, {"visit.page_count": {"$gte": 1}}]});
        assert_eq!(harness.put("/api/campaigns/greeting", &capped).await.status(), StatusCode::OK);
        let page = object!({"type": "page", "context": {"page": {"path": "/items"}}});
        let shown = harness.decide(&object!({"anonymousId": "a1", "events": [page]})).await;
        let show = json(shown).await["show"][0].clone();
        let close = object!({"type": "close", "enrolment": show["enrolment"], "step": show["step"], "reason": "button"});
        harness.decide(&object!({"anonymousId": "a1", "events": [close]})).await;
        let before = json(harness.get("/api/profiles/a1").await).await;

        let why = json(harness.get("/api/profiles/a1/why?campaign=greeting").await).await;
        let told = &why["explanations"][0];
        assert_eq!(
            (&why["page"], &told["code"], &told["gate"]),
            (&object!("/items"), &object!("cap"), &object!("caps"))
        );
        assert_eq!(told["details"]["max"], 1);
        assert_eq!(
            (&told["audience"][0]["group"], &told["audience"][0]["holds"]),
            (&object!("any"), &object!(true))
        );
        assert_eq!(told["last_decision"]["outcome"], "shown");
        serde_json::from_value::<WhyDocument>(why).expect("the answer is as described");

        let after = json(harness.get("/api/profiles/a1").await).await;
        assert_eq!(after["sequence"], before["sequence"], "asking is no input");
    }

    #[tokio::test]
    async fn nobody_and_no_such_campaign_are_not_found() {
        let harness = Harness::start();
        harness.decide(&object!({"anonymousId": "a1", "events": [{"type": "page"}]})).await;
        for path in [
            "/api/profiles/nobody/why",
            "/api/profiles/a1/why?campaign=none",
            "/api/profiles/a1/why?campaign=%20",
        ] {
            assert_eq!(harness.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        let all = json(harness.get("/api/profiles/a1/why").await).await;
        assert_eq!(all["explanations"], object!([]));
    }
}
