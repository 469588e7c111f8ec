//! `GET` and `POST /api/campaigns/{key}/comments`, `PATCH` and `DELETE …/{id}`: what members say to each other about a campaign.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use kizukai_model::{Key, Timestamp, limits};
use kizukai_runtime::{Comment, NewComment, Permission};

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::endpoints::definitions::refusals::TextRefusals;
use crate::extract::{PathParameter, PathParameters};
use crate::limits::NOTE_CHARS;
use crate::problem::{ApiError, ProblemDocument};
use crate::recording::text_name;

/// What was said about a campaign.
#[derive(Serialize, ToSchema)]
#[schema(as = Comments)]
pub(crate) struct CommentsDocument {
    /// Oldest first.
    comments: Vec<CommentDocument>,
}

/// Something said about a campaign.
#[derive(Serialize, ToSchema)]
#[schema(as = Comment)]
pub(crate) struct CommentDocument {
    /// Its number.
    id: u64,
    /// About which step; null for the whole.
    step: Option<StepPlace>,
    text: String,
    /// Who.
    by: String,
    /// When (RFC 3339).
    at: String,
    /// When it was settled (RFC 3339); null while it is open.
    resolved_at: Option<String>,
    /// Whether who asks may remove it.
    may_remove: bool,
}

/// A step of a campaign.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StepPlace)]
pub(crate) struct StepPlace {
    /// The arm's key.
    #[schema(value_type = String)]
    arm: Key,
    /// The step's key.
    #[schema(value_type = String)]
    step: Key,
}

/// Something to be said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewComment)]
pub(crate) struct CommentToAdd {
    /// About which step; null for the whole.
    #[serde(default)]
    step: Option<StepPlace>,
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Whether something said is settled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CommentChange)]
pub(crate) struct CommentChange {
    resolved: bool,
}

/// Read what was said about a campaign.
#[utoipa::path(
    get,
    path = "/api/campaigns/{key}/comments",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    responses((status = 200, description = "Oldest first", body = CommentsDocument), TextRefusals),
)]
pub(crate) async fn list_comments(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
) -> Result<Json<CommentsDocument>, ApiError> {
    let found = app.runtime().comments(&caller.site, &key).await?.ok_or(ApiError::Unknown("campaign"))?;
    let comments = found.into_iter().map(|comment| document(&caller, comment)).collect();
    Ok(Json(CommentsDocument { comments }))
}

/// Say something about a campaign.
#[utoipa::path(
    post,
    path = "/api/campaigns/{key}/comments",
    tag = "campaigns",
    params(("key" = String, Path, description = "The campaign's key")),
    request_body = CommentToAdd,
    responses(
        (status = 201, description = "Said", body = CommentDocument),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`too_many`: 500 about one campaign", body = ProblemDocument, content_type = "application/problem+json"),
        TextRefusals,
    ),
)]
pub(crate) async fn add_comment(
    State(app): State<App>,
    caller: Caller,
    PathParameter(key): PathParameter,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let CommentToAdd { step, text } = body::from_json(&bytes)?;
    let text = text.trim();
    if !(1..=NOTE_CHARS).contains(&text.chars().count()) {
        return Err(ApiError::BadField(format!("text: 1 to {NOTE_CHARS} characters")));
    }
    let step = step.map(|place| (place.arm.to_string(), place.step.to_string()));
    let new = NewComment { step, text: text.to_owned() };
    let added = app.runtime().add_comment(&caller.site, &key, new, &caller.actor).await?;
    let added = document(&caller, added.ok_or(ApiError::Unknown("campaign"))?);
    Ok((StatusCode::CREATED, Json(added)).into_response())
}

/// Settle something said about a campaign, or open it again.
#[utoipa::path(
    patch,
    path = "/api/campaigns/{key}/comments/{id}",
    tag = "campaigns",
    params(
        ("key" = String, Path, description = "The campaign's key"),
        ("id" = u64, Path, description = "The comment's number"),
    ),
    request_body = CommentChange,
    responses(
        (status = 200, description = "As it is now", body = CommentDocument),
        (status = 400, description = "`broken_json`, `bad_field`, `bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        TextRefusals,
    ),
)]
pub(crate) async fn resolve_comment(
    State(app): State<App>,
    caller: Caller,
    PathParameters((key, id)): PathParameters<(String, u64)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<CommentDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::EVENT_BYTES).await?;
    let CommentChange { resolved } = body::from_json(&bytes)?;
    let changed = app.runtime().resolve_comment(&caller.site, &key, id, resolved).await?;
    Ok(Json(document(&caller, changed.ok_or(ApiError::Unknown("comment"))?)))
}

/// Remove something said about a campaign: one's own; an owner any.
#[utoipa::path(
    delete,
    path = "/api/campaigns/{key}/comments/{id}",
    tag = "campaigns",
    params(
        ("key" = String, Path, description = "The campaign's key"),
        ("id" = u64, Path, description = "The comment's number"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
        TextRefusals,
    ),
)]
pub(crate) async fn remove_comment(
    State(app): State<App>,
    caller: Caller,
    PathParameters((key, id)): PathParameters<(String, u64)>,
) -> Result<StatusCode, ApiError> {
    let all = app.runtime().comments(&caller.site, &key).await?.unwrap_or_default();
    let comment = all.into_iter().find(|known| known.id == id).ok_or(ApiError::Unknown("comment"))?;
    if !may_remove(&caller, &comment) {
        return Err(ApiError::RoleRefused(Permission::Members));
    }
    app.runtime().remove_comment(&caller.site, &key, id).await?;
    let was = json!({"by": comment.by, "text": comment.text});
    caller.record(&app, "comment.remove", text_name("campaign", &key), Some(was), None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether it is the caller's own, or the caller an owner or none of the members.
fn may_remove(caller: &Caller, comment: &Comment) -> bool {
    caller.may(Permission::Members) || (comment.member.is_some() && comment.member == caller.actor.member)
}

fn document(caller: &Caller, comment: Comment) -> CommentDocument {
    let place =
        |(arm, step): &(String, String)| Some(StepPlace { arm: arm.parse().ok()?, step: step.parse().ok()? });
    CommentDocument {
        may_remove: caller.may(Permission::Comment) && may_remove(caller, &comment),
        id: comment.id,
        step: comment.step.as_ref().and_then(place),
        text: comment.text,
        by: comment.by,
        at: comment.at.to_rfc3339(),
        resolved_at: comment.resolved_at.map(Timestamp::to_rfc3339),
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, greeting, json};
    use axum::http::StatusCode;
    use kizukai_runtime::Role;
    use serde_json::{Value, json as object};

    const PATH: &str = "/api/campaigns/greeting/comments";

    #[tokio::test]
    async fn members_talk_about_a_campaign_and_settle_it() {
        let harness = Harness::start();
        let owner = harness.owner().await;
        let analyst = harness.member(Role::Analyst).await;
        assert_eq!(harness.get(PATH).await.status(), StatusCode::NOT_FOUND, "there is no such campaign yet");
        harness.put("/api/campaigns/greeting", &greeting()).await;
        let body = object!({"step": {"arm": "hello", "step": "hello"}, "text": " 長いと思います "});
        let said = harness.ask_as(&analyst, "POST", PATH, &body).await;
        assert_eq!(said.status(), StatusCode::CREATED);
        let said = json(said).await;
        assert_eq!(
            (&said["text"], &said["by"]),
            (&object!("長いと思います"), &object!("analyst@shop.example"))
        );
        let one = format!("{PATH}/{}", said["id"]);
        let settled = json(harness.ask_as(&owner, "PATCH", &one, &object!({"resolved": true})).await).await;
        assert!(settled["resolved_at"].is_string());
        let all = json(harness.ask_as(&owner, "GET", PATH, &Value::Null).await).await;
        assert_eq!(all["comments"], object!([settled]));
        let open = json(harness.ask_as(&analyst, "PATCH", &one, &object!({"resolved": false})).await).await;
        assert_eq!(open["resolved_at"], Value::Null);
        let unknown =
            harness.ask_as(&owner, "PATCH", &format!("{PATH}/99"), &object!({"resolved": true})).await;
        assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
        for text in [" ".to_owned(), "x".repeat(2_001)] {
            let refused = harness.post_json(PATH, &object!({"text": text})).await;
            assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
        }
    }

    #[tokio::test]
    async fn one_removes_one_s_own_and_an_owner_any_and_it_is_written_down() {
        let harness = Harness::start();
        let owner = harness.owner().await;
        let (editor, analyst) = (harness.member(Role::Editor).await, harness.member(Role::Analyst).await);
        harness.put("/api/campaigns/greeting", &greeting()).await;
        let say = |text: &'static str| {
            let said = harness.ask_as(&editor, "POST", PATH, &object!({"text": text}));
            async { format!("{PATH}/{}", json(said.await).await["id"]) }
        };
        let (first, second) = (say("一").await, say("二").await);
        let seen = json(harness.ask_as(&analyst, "GET", PATH, &Value::Null).await).await;
        assert_eq!(seen["comments"][0]["may_remove"], false);
        let refused = harness.ask_as(&analyst, "DELETE", &first, &Value::Null).await;
        assert_eq!(json(refused).await["code"], "role_refused");
        for (browser, path) in [(&editor, &first), (&owner, &second)] {
            let removed = harness.ask_as(browser, "DELETE", path, &Value::Null).await;
            assert_eq!(removed.status(), StatusCode::NO_CONTENT);
        }
        assert_eq!(json(harness.get(PATH).await).await["comments"], object!([]));
        let entry = &json(harness.get("/api/audit").await).await["entries"][0];
        assert_eq!(
            (&entry["action"], &entry["before"]["text"]),
            (&object!("comment.remove"), &object!("二"))
        );
    }

    #[tokio::test]
    async fn what_was_said_about_a_draft_goes_with_it_where_nothing_is_published() {
        let harness = Harness::start();
        let draft = "/api/campaigns/greeting/draft";
        let save = || {
            let request = axum::http::Request::put(draft)
                .header("authorization", format!("Bearer {}", harness.keys.api_key))
                .header("if-match", "\"0\"");
            harness.send(request.body(r#"{"text": {}, "base_version": 0}"#.into()).unwrap())
        };
        save().await;
        harness.post_json(PATH, &object!({"text": "どうでしょう"})).await;
        harness.delete(draft).await;
        save().await;
        assert_eq!(json(harness.get(PATH).await).await["comments"], object!([]));
    }
}
