//! The life of a draft: written, saved, asked for, published; and who may.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use kizukai_runtime::Role;
use serde_json::{Value, json as object};

use crate::harness::{Browser, Harness, greeting, json};

const PATH: &str = "/api/campaigns/greeting";
const DRAFT: &str = "/api/campaigns/greeting/draft";

async fn save(harness: &Harness, text: &Value, base_version: u32, read: &str) -> Response {
    let body = object!({"text": text, "base_version": base_version});
    let request = Request::put(DRAFT)
        .header(header::AUTHORIZATION, format!("Bearer {}", harness.keys.api_key))
        .header(header::IF_MATCH, read);
    harness.send(request.body(Body::from(body.to_string())).unwrap()).await
}

/// Saves the first draft and answers its revision.
async fn saved(harness: &Harness, text: &Value) -> u64 {
    let response = save(harness, text, 0, "\"0\"").await;
    assert_eq!(response.status(), StatusCode::OK);
    json(response).await["revision"].as_u64().unwrap()
}

async fn refusal(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    (status, json(response).await["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn an_unfinished_text_is_kept_with_what_publishing_would_say() {
    let harness = Harness::start();
    assert_eq!(refusal(harness.get(DRAFT).await).await, (404, "not_found".into()));
    let unfinished = object!({"name": "途中", "arms": []});
    saved(&harness, &unfinished).await;
    let draft = json(harness.get(DRAFT).await).await;
    assert_eq!((&draft["text"], &draft["live_version"]), (&unfinished, &object!(0)));
    assert_eq!(draft["check"]["problems"][0]["message"].as_str().map(str::is_empty), Some(false));
    let all = json(harness.get("/api/drafts").await).await;
    let listed = &all["drafts"][0];
    assert_eq!(
        (&listed["key"], &listed["name"], &listed["problems"]),
        (&object!("greeting"), &object!("途中"), &object!(1))
    );
    assert_eq!(harness.get(PATH).await.status(), StatusCode::NOT_FOUND, "nothing is published");
    let decided = harness
        .decide(&object!({"anonymousId": "a1", "events": [{"type": "page", "messageId": "m1"}]}))
        .await;
    assert_eq!(json(decided).await["show"], object!([]));
}

#[tokio::test]
async fn nobody_writes_over_what_somebody_else_saved() {
    let harness = Harness::start();
    let first = saved(&harness, &greeting()).await;
    for read in ["\"0\"".to_owned(), format!("\"{}\"", first + 1)] {
        assert_eq!(
            refusal(save(&harness, &greeting(), 0, &read).await).await,
            (412, "version_conflict".into())
        );
    }
    let second = json(save(&harness, &greeting(), 0, &format!("\"{first}\"")).await).await;
    assert!(second["revision"].as_u64().unwrap() > first);
    assert_eq!(refusal(save(&harness, &greeting(), 0, "*").await).await, (400, "bad_parameter".into()));
    let without = harness.put(DRAFT, &object!({"text": {}, "base_version": 0})).await;
    assert_eq!(refusal(without).await, (400, "bad_parameter".into()));
}

#[tokio::test]
async fn a_draft_has_bounds() {
    let harness = Harness::start();
    let long = object!({"name": "あ".repeat(100_000)});
    assert_eq!(refusal(save(&harness, &long, 0, "\"0\"").await).await, (413, "body_too_large".into()));
    let request = Request::put("/api/campaigns/no%20key/draft")
        .header(header::AUTHORIZATION, format!("Bearer {}", harness.keys.api_key))
        .header(header::IF_MATCH, "\"0\"");
    let named = harness.send(request.body(Body::from(r#"{"text": {}, "base_version": 0}"#)).unwrap()).await;
    assert_eq!(refusal(named).await, (400, "bad_parameter".into()));
    assert_eq!(
        refusal(save(&harness, &object!(["no text"]), 0, "\"0\"").await).await,
        (400, "bad_field".into())
    );
}

#[tokio::test]
async fn a_published_draft_is_in_effect_and_gone() {
    let harness = Harness::start();
    let mut text = greeting();
    text["status"] = object!("draft");
    let revision = saved(&harness, &text).await;
    let publish = |revision: u64, status: &str| {
        let body = object!({"revision": revision, "status": status});
        let path = format!("{DRAFT}/publish");
        let harness = &harness;
        async move { harness.post_json(&path, &body).await }
    };
    assert_eq!(refusal(publish(revision + 1, "running").await).await, (412, "version_conflict".into()));
    let published = publish(revision, "running").await;
    assert_eq!(published.status(), StatusCode::OK);
    assert_eq!(json(published).await["version"], 1);
    let stands = json(harness.get(PATH).await).await;
    assert_eq!((&stands["text"]["status"], &stands["version"]), (&object!("running"), &object!(1)));
    assert_eq!(harness.get(DRAFT).await.status(), StatusCode::NOT_FOUND);
    let record = json(harness.get("/api/audit").await).await;
    assert_eq!(record["entries"][0]["action"], "campaign.publish");
    assert_eq!(refusal(publish(revision, "running").await).await, (404, "not_found".into()));
}

#[tokio::test]
async fn a_draft_is_published_only_over_the_version_it_was_begun_from() {
    let harness = Harness::start();
    let revision = saved(&harness, &greeting()).await;
    harness.put(PATH, &greeting()).await;
    assert_eq!(json(harness.get(DRAFT).await).await["live_version"], 1);
    let publish = format!("{DRAFT}/publish");
    let late = harness.post_json(&publish, &object!({"revision": revision})).await;
    assert_eq!(refusal(late).await, (412, "version_conflict".into()));
    assert_eq!(harness.get(DRAFT).await.status(), StatusCode::OK, "what was written stays");
    let mut wrong = greeting();
    wrong["arms"] = object!([]);
    let saved = json(save(&harness, &wrong, 1, &format!("\"{revision}\"")).await).await;
    let refused = harness.post_json(&publish, &object!({"revision": saved["revision"]})).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json(refused).await["problems"], saved["check"]["problems"]);
}

#[tokio::test]
async fn a_draft_is_thrown_away_and_the_record_keeps_it() {
    let harness = Harness::start();
    saved(&harness, &greeting()).await;
    assert_eq!(harness.delete(DRAFT).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(refusal(harness.delete(DRAFT).await).await, (404, "not_found".into()));
    let record = json(harness.get("/api/audit").await).await;
    let entry = &record["entries"][0];
    assert_eq!(
        (&entry["action"], &entry["before"]["name"]),
        (&object!("draft.discard"), &greeting()["name"])
    );
}

#[tokio::test]
async fn a_proposal_stands_until_it_is_taken_back_or_the_text_changes() {
    let harness = Harness::start();
    let revision = saved(&harness, &greeting()).await;
    let path = format!("{DRAFT}/proposal");
    let body = object!({"revision": revision, "note": "お願いします"});
    let proposed = json(harness.post_json(&path, &body).await).await;
    assert_eq!((&proposed["proposal"]["note"], &proposed["revision"]), (&body["note"], &object!(revision)));
    assert_eq!(json(harness.get("/api/drafts").await).await["drafts"][0]["proposal"]["note"], body["note"]);
    let back = json(harness.delete(&path).await).await;
    assert_eq!(back["proposal"], Value::Null);
    harness.post_json(&path, &body).await;
    let changed = json(save(&harness, &greeting(), 0, &format!("\"{revision}\"")).await).await;
    assert_eq!(changed["proposal"], Value::Null);
    assert_eq!(refusal(harness.post_json(&path, &body).await).await, (412, "version_conflict".into()));
    let long = object!({"revision": changed["revision"], "note": "x".repeat(2_001)});
    assert_eq!(refusal(harness.post_json(&path, &long).await).await, (400, "bad_field".into()));
    let record = json(harness.get("/api/audit").await).await;
    let actions: Vec<&Value> =
        record["entries"].as_array().unwrap().iter().map(|entry| &entry["action"]).collect();
    assert_eq!(actions, ["draft.propose", "draft.withdraw", "draft.propose"]);
}

/// A site where an owner publishes: with the owner's browser and an editor's.
async fn approving() -> (Harness, Browser, Browser) {
    let harness = Harness::start();
    let owner = harness.owner().await;
    let editor = harness.member(Role::Editor).await;
    let site = harness.put("/api/site", &object!({"approval": "owner"})).await;
    assert_eq!(site.status(), StatusCode::OK);
    (harness, owner, editor)
}

#[tokio::test]
async fn where_an_owner_approves_others_only_propose() {
    let (harness, owner, editor) = approving().await;
    let needed = (403, "approval_needed".to_owned());
    let revision = saved(&harness, &greeting()).await;
    let publish = format!("{DRAFT}/publish");
    let body = object!({"revision": revision});
    assert_eq!(refusal(harness.ask_as(&editor, "POST", &publish, &body).await).await, needed);
    assert_eq!(refusal(harness.ask_as(&editor, "PUT", PATH, &greeting()).await).await, needed);
    let all = object!([greeting()]);
    assert_eq!(refusal(harness.ask_as(&editor, "POST", "/api/publish", &all).await).await, needed);
    let told = harness.ask_as(&editor, "POST", "/api/publish?dry_run=true", &all).await;
    assert_eq!(told.status(), StatusCode::OK, "asking what it would do is free");
    let proposal = harness.ask_as(&editor, "POST", &format!("{DRAFT}/proposal"), &body).await;
    assert_eq!(json(proposal).await["proposal"]["by"], "editor@shop.example");
    assert_eq!(harness.ask_as(&owner, "POST", &publish, &body).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn whoever_may_publish_may_stop_a_campaign_without_an_owner() {
    let (harness, owner, editor) = approving().await;
    harness.ask_as(&owner, "PUT", PATH, &greeting()).await;
    let switch = |status: &str, version: u32| object!({"status": status, "version": version});
    let path = format!("{PATH}/status");
    let paused = harness.ask_as(&editor, "POST", &path, &switch("paused", 1)).await;
    assert_eq!(paused.status(), StatusCode::OK);
    let again = harness.ask_as(&editor, "POST", &path, &switch("running", 2)).await;
    assert_eq!(refusal(again).await, (403, "approval_needed".into()));
    assert_eq!(harness.ask_as(&owner, "POST", &path, &switch("running", 2)).await.status(), StatusCode::OK);
    let segment = object!({"condition": {"traits.rank": "gold"}});
    let other = harness.ask_as(&editor, "PUT", "/api/segments/gold", &segment).await;
    assert_eq!(other.status(), StatusCode::OK, "campaigns alone wait for an owner");
    assert_eq!(harness.put(PATH, &greeting()).await.status(), StatusCode::OK, "a key is no member");
}
