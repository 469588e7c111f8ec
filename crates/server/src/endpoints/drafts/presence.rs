//! `POST /api/campaigns/{key}/presence`: who else is at a campaign.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use kizukai_model::limits;

use super::key_of;
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::extract::PathParameter;
use crate::limits::{CLIENT_CHARS, PART_CHARS};
use crate::problem::{ApiError, ProblemDocument};

/// Somebody is at a campaign.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPresence)]
pub(crate) struct NewPresence {
    /// Which window of theirs: any name that the other ones do not have.
    #[schema(min_length = 1, max_length = 64)]
    client: String,
    /// At which part, in words of the page's own.
    #[serde(default)]
    #[schema(max_length = 200)]
    part: Option<String>,
}

/// A campaign as somebody finds it who is at it.
#[derive(Serialize, ToSchema)]
#[schema(as = Presence)]
pub(crate) struct PresenceDocument {
    /// The draft's revision; 0 for none.
    revision: u32,
    /// The published version; 0 for none.
    live_version: u32,
    /// Who else is at it; who came first stands first.
    others: Vec<PresentDocument>,
}

/// Somebody else who is at it.
#[derive(Serialize, ToSchema)]
#[schema(as = PresentMember)]
pub(crate) struct PresentDocument {
    /// Who.
    name: String,
    /// At which part, in words of the page's own.
    part: Option<String>,
    /// Since when (RFC 3339).
    since: String,
}

/// Say that one is at a campaign, and see who else is.
///
/// Forgotten twenty seconds after it was last said. The same member in another window counts as another.
#[utoipa::path(
    post,
    path = "/api/campaigns/{key}/presence",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    request_body = NewPresence,
    responses(
        (status = 200, description = "The others", body = PresenceDocument),
        (status = 400, description = "`broken_json`, `bad_field`, `bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn be_present(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PresenceDocument>, ApiError> {
    let key = key_of(&key)?;
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let NewPresence { client, part } = body::from_json(&bytes)?;
    if !(1..=CLIENT_CHARS).contains(&client.chars().count()) {
        return Err(ApiError::BadField(format!("client: 1 to {CLIENT_CHARS} characters")));
    }
    if part.as_ref().is_some_and(|part| part.chars().count() > PART_CHARS) {
        return Err(ApiError::BadField(format!("part: at most {PART_CHARS} characters")));
    }
    let found = app.runtime().present_at(&caller.site, key, &caller.actor, &client, part).await?;
    let others = found.others.into_iter().map(|other| PresentDocument {
        name: other.name,
        part: other.part,
        since: other.since.to_rfc3339(),
    });
    let (revision, live_version) = (found.revision, found.live_version);
    Ok(Json(PresenceDocument { revision, live_version, others: others.collect() }))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Browser, Harness, greeting, json};
    use axum::http::StatusCode;
    use kizukai_model::Span;
    use kizukai_runtime::Role;
    use serde_json::{Value, json as object};

    async fn say(harness: &Harness, browser: &Browser, client: &str, part: &str) -> Value {
        let body = object!({"client": client, "part": part});
        let path = "/api/campaigns/greeting/presence";
        json(harness.ask_as(browser, "POST", path, &body).await).await
    }

    fn others(told: &Value) -> Vec<(&str, &str)> {
        let others = told["others"].as_array().unwrap().iter();
        others.map(|other| (other["name"].as_str().unwrap(), other["part"].as_str().unwrap())).collect()
    }

    #[tokio::test]
    async fn each_window_sees_the_others_until_they_are_silent() {
        let harness = Harness::start();
        let owner = harness.owner().await;
        let viewer = harness.member(Role::Viewer).await;
        harness.put("/api/campaigns/greeting", &greeting()).await;
        let alone = say(&harness, &owner, "a", "audience").await;
        assert_eq!(alone, object!({"revision": 0, "live_version": 1, "others": []}));
        harness.pass_a_second();
        assert_eq!(
            others(&say(&harness, &owner, "b", "goal").await),
            [("大谷", "audience")],
            "the same member"
        );
        harness.pass_a_second();
        let third = say(&harness, &viewer, "a", "arms").await;
        assert_eq!(others(&third), [("大谷", "audience"), ("大谷", "goal")]);
        harness.pass(Span::from_secs(19));
        let later = say(&harness, &owner, "a", "audience").await;
        assert_eq!(others(&later), [("viewer", "arms")], "b was silent for twenty seconds");
    }

    #[tokio::test]
    async fn other_campaigns_and_long_names_are_kept_out() {
        let harness = Harness::start();
        let owner = harness.owner().await;
        say(&harness, &owner, "a", "audience").await;
        let other = harness.post_json("/api/campaigns/other/presence", &object!({"client": "b"})).await;
        assert_eq!(json(other).await["others"], object!([]));
        for body in [object!({"client": ""}), object!({"client": "a", "part": "x".repeat(201)}), object!({})]
        {
            let refused = harness.post_json("/api/campaigns/other/presence", &body).await;
            assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{body}");
        }
    }
}
