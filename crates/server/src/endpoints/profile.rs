//! `GET /api/profiles/{id}`: everything remembered of a person.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use kizukai_model::IdKind;
use kizukai_runtime::Who;

use crate::app::App;
use crate::auth::Caller;
use crate::extract::{PathParameter, QueryParameters};
use crate::problem::{ApiError, ProblemDocument};

/// Which of a person's names the id in the path is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct KindQuery {
    /// Left out: tried as a user's id, then as a device's.
    #[param(inline)]
    pub(crate) kind: Option<PersonIdKind>,
}

/// Kinds of ids by which a person is found.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PersonIdKind {
    /// A device's id.
    Anonymous,
    /// The shop's id of the person.
    User,
    /// A profile's own id, also of one that became part of another.
    Profile,
}

/// Whom an id in a path means.
pub(crate) fn who(id: String, kind: Option<PersonIdKind>) -> Result<Who, ApiError> {
    let kind = match kind {
        Some(PersonIdKind::Profile) => {
            return id.parse().map(Who::Profile).map_err(|_| ApiError::Unknown("profile"));
        }
        Some(PersonIdKind::Anonymous) => Some(IdKind::Anonymous),
        Some(PersonIdKind::User) => Some(IdKind::User),
        None => None,
    };
    Ok(Who::Named { id, kind })
}

/// Read a profile.
///
/// It contains everything acknowledged before the request.
#[utoipa::path(
    get,
    path = "/api/profiles/{id}",
    tag = "profiles",
    params(("id" = String, Path, description = "A user id, an anonymous id or, with `kind=profile`, a profile's own, percent-encoded"), KindQuery),
    responses(
        (status = 200, description = "The profile", body = ProfileDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: nobody is known by that id", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn profile(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
    QueryParameters(query): QueryParameters<KindQuery>,
) -> Result<Json<Value>, ApiError> {
    let found = app.runtime().profile(&caller.site, who(id, query.kind)?).await?;
    found.map(Json).ok_or(ApiError::Unknown("profile"))
}

/// A profile. Times are RFC 3339, amounts in the site's currency.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Profile)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ProfileDocument {
    /// The profile's own id: 32 hexadecimal digits.
    id: String,
    #[serde(rename = "userId")]
    user_id: Option<String>,
    #[serde(rename = "anonymousIds")]
    anonymous_ids: Vec<String>,
    /// The profile this one became part of.
    #[serde(rename = "mergedInto")]
    merged_into: Option<String>,
    /// Profiles that became part of this one.
    #[serde(rename = "mergedFrom")]
    merged_from: Vec<Value>,
    #[serde(rename = "firstSeen")]
    first_seen: Option<String>,
    #[serde(rename = "lastSeen")]
    last_seen: Option<String>,
    locale: Option<String>,
    traits: BTreeMap<String, Value>,
    /// Names of traits that came from the shop itself and cannot be overwritten from a page.
    #[serde(rename = "trustedTraits")]
    trusted_traits: Vec<String>,
    /// Keys of segments the person is in.
    segments: Vec<String>,
    visits: Visits,
    cart: Cart,
    orders: Orders,
    /// By campaign and step.
    answers: BTreeMap<String, BTreeMap<String, GivenAnswer>>,
    /// Whether the person gets no campaign at all, for the site-wide total.
    holdout: bool,
    /// The last word about each purpose (`measurement`, `assistance`, `marketing`).
    consent: BTreeMap<String, ConsentGiven>,
    /// What is left of the person's attention.
    attention: Option<Attention>,
    /// By campaign.
    campaigns: BTreeMap<String, CampaignState>,
    /// Campaigns whose trigger fired and that ask to speak later, with when.
    appointments: BTreeMap<String, String>,
    /// How many inputs made this profile.
    sequence: u64,
}

/// The last word about a purpose.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ConsentGiven {
    granted: bool,
    at: String,
}

/// The attention budget of a person. Each show, and each ghost, spends from it.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = AttentionLeft)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Attention {
    /// What is left.
    points: f64,
    /// What there is at most.
    capacity: f64,
    /// When all of it is back if nothing more is spent.
    refills_at: Option<String>,
}

/// Visits so far.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Visits {
    count: u64,
    /// The last one.
    current: Option<Visit>,
}

/// A visit: it ends after 30 minutes of silence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Visit {
    ongoing: bool,
    started_at: String,
    last_at: String,
    page_count: u64,
    /// The first page's path.
    landing: Option<String>,
    referrer: Option<String>,
    utm: Value,
    device: BTreeMap<String, Value>,
    /// The page seen last.
    page: Option<Value>,
    /// Pages seen, oldest first.
    path: Vec<Value>,
}

/// What is in the cart.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Cart {
    subtotal: f64,
    quantity: f64,
    items: Vec<Value>,
}

/// Orders so far.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Orders {
    count: u64,
    revenue: f64,
    last_at: Option<String>,
    /// Orders in other currencies; they count 0.
    foreign_currency: u64,
}

/// An answer to a step.
#[derive(Debug, Deserialize, ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct GivenAnswer {
    /// The key of the choice.
    choice: Option<String>,
    /// Free text, a rating, or keys of several choices.
    value: Option<Value>,
    at: String,
}

/// What a campaign and the person had to do with each other.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct CampaignState {
    arm: String,
    control: bool,
    /// Decided in different arms before a merge.
    crossed: bool,
    assigned_at: String,
    assigned_phase: u32,
    /// First shown, or first would have been (control).
    decided_at: Option<String>,
    /// The phase of that decision.
    phase: Option<u32>,
    /// How often shown.
    exposures: u64,
    /// How often it would have been (control).
    ghosts: u64,
    seen_at: Option<String>,
    closed_at: Option<String>,
    answered_at: Option<String>,
    /// The visitor wants no more of it.
    never: bool,
    converted_at: Option<String>,
    /// What the goal was worth.
    value: f64,
    enrolment: Option<EnrolmentState>,
    /// The last passage that ended.
    ended: Option<EndedState>,
}

/// How a passage ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EndedState {
    id: String,
    /// `finished`, `refused`, `abandoned`, `merged`, `withdrawn`, `reached` (its goal) or `left` (by its exit).
    how: String,
    at: String,
}

/// The passage going on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EnrolmentState {
    id: String,
    step: Option<String>,
    /// `open`, `waiting` or `deferred`.
    state: String,
    /// The version of the campaign it runs on.
    version: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    #[tokio::test]
    async fn a_profile_is_there_right_after_the_acknowledgement_and_as_described() {
        let harness = Harness::start();
        harness.publish_greeting().await;
        harness
            .decide(&object!({"anonymousId": "a/1", "context": {"locale": "ja", "device": {"os": "iOS"}}, "events": [
                {"type": "page", "messageId": "m1", "context": {"page": {"url": "https://shop.example/?utm_source=mail"}}},
                {"type": "identify", "userId": "来訪者 1", "traits": {"rank": "gold"}},
                {"type": "track", "event": "Product Added", "properties": {"product_id": "p1", "price": 1980, "quantity": 2}},
                {"type": "track", "event": "Order Completed", "properties": {"order_id": "o1", "revenue": 3960, "currency": "JPY"}},
            ]}))
            .await;
        for path in ["/api/profiles/a%2F1", "/api/profiles/%E6%9D%A5%E8%A8%AA%E8%80%85%201?kind=user"] {
            let response = harness.get(path).await;
            assert_eq!(response.status(), StatusCode::OK);
            let profile = json(response).await;
            assert_eq!(profile["userId"], "来訪者 1");
            assert_eq!(profile["traits"]["rank"], "gold");
            let own = format!("/api/profiles/{}?kind=profile", profile["id"].as_str().unwrap());
            assert_eq!(json(harness.get(&own).await).await, profile);
            assert_eq!(profile["campaigns"]["greeting"]["arm"], "hello");
            serde_json::from_value::<ProfileDocument>(profile).expect("the profile is as described");
        }
    }

    #[tokio::test]
    async fn nobody_is_not_found_and_an_odd_kind_is_refused() {
        let harness = Harness::start();
        for (path, status, code) in [
            ("/api/profiles/nobody", 404, "not_found"),
            ("/api/profiles/nobody?kind=cat", 400, "bad_parameter"),
            ("/api/profiles/nobody?kind=profile", 404, "not_found"),
            ("/api/profiles/00112233445566778899aabbccddeeff?kind=profile", 404, "not_found"),
            ("/api/profiles/%FF", 400, "bad_parameter"),
        ] {
            let response = harness.get(path).await;
            assert_eq!(response.status().as_u16(), status, "{path}");
            assert_eq!(json(response).await["code"], code, "{path}");
        }
        assert_eq!(harness.get_without_key("/api/profiles/nobody").await.status(), StatusCode::UNAUTHORIZED);
    }
}
