//! `PATCH /api/profiles/{id}/traits`: traits from the shop's own systems. They are trusted.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use kizukai_model::{IdKind, ProfileId, Properties, depth_exceeds, limits};
use kizukai_runtime::{ActorKind, TraitsChange};

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::extract::{PathParameter, QueryParameters};
use crate::problem::{ApiError, ProblemDocument};

/// Which of a person's names the id in the path is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TraitsQuery {
    /// Left out: a user's id.
    #[param(value_type = Option<IdKindName>, inline)]
    kind: Option<IdKind>,
}

/// Kinds of ids that a new profile can begin with.
#[derive(ToSchema)]
#[schema(as = IdKind, rename_all = "snake_case")]
#[expect(dead_code, reason = "only describes the API")]
enum IdKindName {
    Anonymous,
    User,
}

/// Traits to set.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct TraitsPatch {
    /// Values to set; null removes one, what is left out stays.
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    traits: Properties,
    /// Names the change: the same one is applied once.
    #[serde(default, rename = "messageId")]
    #[schema(max_length = 256)]
    message_id: Option<String>,
}

/// Whose traits were set.
#[derive(Serialize, ToSchema)]
pub(crate) struct TraitsSet {
    /// The profile's own id.
    #[schema(value_type = String)]
    profile: ProfileId,
}

/// Set traits from the shop's own systems.
///
/// They are trusted: a page can neither overwrite nor show them. An unknown id becomes a new profile.
#[utoipa::path(
    patch,
    path = "/api/profiles/{id}/traits",
    tag = "profiles",
    params(("id" = String, Path, description = "A user id; an anonymous id with `kind=anonymous`"), TraitsQuery),
    request_body = TraitsPatch,
    responses(
        (status = 200, description = "They are set, durably", body = TraitsSet),
        (status = 400, description = "`broken_json`, `bad_field`, `bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_api_key`, `unknown_api_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 32 KiB", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn set_traits(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
    QueryParameters(query): QueryParameters<TraitsQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<TraitsSet>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let patch: TraitsPatch = body::from_json(&bytes)?;
    let kind = query.kind.unwrap_or(IdKind::User);
    let change = TraitsChange { kind, id, traits: patch.traits, message_id: patch.message_id };
    check(&change)?;
    // Names alone: values are the visitor's. What a shop's own systems send all day long would bury the rest of the record.
    let names: Vec<String> = change.traits.keys().map(ToString::to_string).collect();
    let profile = app.runtime().set_traits(&caller.site, change).await?;
    let after = Some(json!({"traits": names}));
    if caller.actor.kind != ActorKind::Key {
        caller.record(&app, "profile.traits", format!("profile/{profile}"), None, after).await?;
    }
    Ok(Json(TraitsSet { profile }))
}

fn check(change: &TraitsChange) -> Result<(), ApiError> {
    let is_long = |text: &str| text.chars().count() > limits::ID_CHARS;
    if is_long(&change.id) || change.id.trim().is_empty() {
        return Err(ApiError::BadParameter(format!("id: 1 to {} characters", limits::ID_CHARS)));
    }
    if change.message_id.as_deref().is_some_and(is_long) {
        return Err(ApiError::BadField(format!("messageId: at most {} characters", limits::ID_CHARS)));
    }
    let deep = change.traits.values().any(|value| depth_exceeds(value, limits::JSON_DEPTH - 1));
    if deep { Err(ApiError::JsonTooDeep) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    #[tokio::test]
    async fn traits_of_an_unknown_user_make_a_profile_and_null_removes_one() {
        let harness = Harness::start();
        let patch = object!({"traits": {"rank": "gold", "points": 120}});
        let response = harness.patch("/api/profiles/u1/traits", &patch).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(json(response).await["profile"].as_str().unwrap().len(), 32);
        harness.pass_a_second();
        harness.patch("/api/profiles/u1/traits", &object!({"traits": {"points": null}})).await;
        let profile = json(harness.get("/api/profiles/u1?kind=user").await).await;
        assert_eq!(profile["traits"], object!({"rank": "gold"}));
        assert_eq!(harness.get("/api/profiles/u1?kind=anonymous").await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_device_can_be_meant_too() {
        let harness = Harness::start();
        let patch = object!({"traits": {"store": "銀座"}});
        harness.patch("/api/profiles/a1/traits?kind=anonymous", &patch).await;
        let profile = json(harness.get("/api/profiles/a1?kind=anonymous").await).await;
        assert_eq!(profile["traits"]["store"], "銀座");
    }

    #[tokio::test]
    async fn what_cannot_be_set_is_named() {
        let harness = Harness::start();
        let long = format!("/api/profiles/{}/traits", "x".repeat(300));
        let big = object!({"traits": {"a": "x".repeat(40_000)}});
        for (path, body, code) in [
            ("/api/profiles/u1/traits", object!({}), "bad_field"),
            ("/api/profiles/u1/traits", object!({"traits": "gold"}), "bad_field"),
            ("/api/profiles/u1/traits?kind=cat", object!({"traits": {}}), "bad_parameter"),
            (long.as_str(), object!({"traits": {}}), "bad_parameter"),
            ("/api/profiles/u1/traits", big, "body_too_large"),
        ] {
            assert_eq!(json(harness.patch(path, &body).await).await["code"], code, "{path}");
        }
    }
}
