//! Effects and outlooks as they are asked for.

use axum::http::StatusCode;
use serde_json::{Value, json as object};

use super::schema::{EffectDocument, EffectsDocument, PlanOutlookDocument};
use crate::harness::{Harness, json};

async fn visited(harness: &Harness, visitors: u32) {
    for visitor in 0..visitors {
        let page = object!([{"type": "page", "messageId": format!("m{visitor}")}]);
        harness.decide(&object!({"anonymousId": format!("a{visitor}"), "events": page})).await;
    }
}

#[tokio::test]
async fn an_effect_is_as_described_and_young_visitors_have_no_verdict() {
    let harness = Harness::start();
    harness.publish_greeting().await;
    visited(&harness, 30).await;
    let effect = json(harness.get("/api/campaigns/greeting/effect").await).await;
    let decided: u64 =
        effect["arms"].as_array().unwrap().iter().map(|arm| arm["decided"].as_u64().unwrap()).sum();
    let young: u64 =
        effect["arms"].as_array().unwrap().iter().map(|arm| arm["young"].as_u64().unwrap()).sum();
    assert!(decided > 0);
    assert_eq!(young, decided);
    serde_json::from_value::<EffectDocument>(effect).expect("an effect is as described");
    let all = json(harness.get("/api/effects").await).await;
    assert_eq!(all["campaigns"][0]["verdict"], "preliminary");
    serde_json::from_value::<EffectsDocument>(all).expect("effects are as described");
}

#[tokio::test]
async fn a_phase_that_never_was_is_not_found() {
    let harness = Harness::start();
    harness.publish_greeting().await;
    for path in ["/api/campaigns/none/effect", "/api/campaigns/greeting/effect?phase=7"] {
        assert_eq!(harness.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_a_campaign_would_need_is_told_honestly_when_nothing_is_known() {
    let harness = Harness::start();
    let text = object!({
        "key": "new", "trigger": {"on": "signal", "name": "dwell"},
        "arms": [{"key": "a", "scenario": {"start": "hello", "steps": {"hello": {"type": "message", "format": "corner", "title": "x"}}}}],
    });
    let response = harness.post_json("/api/plans", &object!({"text": text})).await;
    assert_eq!(response.status(), StatusCode::OK);
    let outlook = json(response).await;
    assert_eq!((&outlook["base"], &outlook["days"]), (&object!("none"), &Value::Null));
    serde_json::from_value::<PlanOutlookDocument>(outlook).expect("an outlook is as described");
    let refused = harness.post_json("/api/plans", &object!({"text": {"key": "new"}})).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
}
