//! `DELETE /api/profiles/{id}`: a person is removed for good.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::profile::{KindQuery, who};
use crate::app::App;
use crate::auth::Caller;
use crate::extract::{PathParameter, QueryParameters};
use crate::problem::{ApiError, ProblemDocument};

/// What was removed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Erasure {
    /// The profile that was erased.
    profile: String,
    /// Inputs that were removed.
    inputs: u64,
    /// Profiles that were removed: this one, and those that had become part of it.
    profiles: u64,
}

/// Erase a person.
///
/// Everything that was kept: events, profile, ids, what results and segments count, and the bytes in the files. It is
/// durable when this answers, and cannot be undone. A device that comes back begins as a stranger. Copies made before
/// (`kizukai backup`) are not touched.
#[utoipa::path(
    delete,
    path = "/api/profiles/{id}",
    tag = "profiles",
    params(
        ("id" = String, Path, description = "A user id, an anonymous id or, with `kind=profile`, a profile's own, percent-encoded"),
        KindQuery,
    ),
    responses(
        (status = 200, description = "Nothing of the person is left", body = Erasure),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: nobody is known by that id", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`: nothing was erased, ask again", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn erase(
    State(app): State<App>,
    caller: Caller,
    PathParameter(id): PathParameter,
    QueryParameters(query): QueryParameters<KindQuery>,
) -> Result<Json<Erasure>, ApiError> {
    let erased = app.runtime().erase(&caller.site, who(id, query.kind)?).await?;
    let erased = erased.ok_or(ApiError::Unknown("profile"))?;
    let ids: Vec<&str> = erased.ids.iter().map(String::as_str).collect();
    app.arrivals().forget(&caller.site, &ids);
    let (profile, inputs, profiles) = (erased.profile.to_string(), erased.inputs, erased.profiles);
    let after = Some(json!({"inputs": inputs, "profiles": profiles}));
    caller.record(&app, "profile.erase", format!("profile/{profile}"), None, after).await?;
    Ok(Json(Erasure { profile, inputs, profiles }))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::json as object;

    #[tokio::test]
    async fn an_erased_person_is_known_by_no_name_and_the_record_tells_of_it_without_one() {
        let harness = Harness::start();
        let events = object!([{"type": "identify", "userId": "hanako", "traits": {"rank": "gold"}}]);
        harness.get("/api/arrivals").await;
        harness.decide(&object!({"anonymousId": "phone-of-7", "events": events})).await;
        harness
            .decide(&object!({"anonymousId": "a2", "events": [{"type": "identify", "userId": "taro"}]}))
            .await;
        let response = harness.delete("/api/profiles/hanako").await;
        assert_eq!(response.status(), StatusCode::OK);
        let erased = json(response).await;
        assert_eq!((&erased["inputs"], &erased["profiles"]), (&object!(1), &object!(1)));
        for path in ["/api/profiles/hanako", "/api/profiles/phone-of-7", "/api/profiles/phone-of-7/events"] {
            assert_eq!(harness.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(harness.delete("/api/profiles/hanako").await.status(), StatusCode::NOT_FOUND);
        let record = json(harness.get("/api/audit").await).await;
        assert_eq!(record["entries"][0]["action"], "profile.erase");
        assert!(!record.to_string().contains("hanako"), "{record}");
        let arrivals = json(harness.get("/api/arrivals").await).await.to_string();
        assert!(!arrivals.contains("phone-of-7") && arrivals.contains("taro"), "{arrivals}");
    }
}
