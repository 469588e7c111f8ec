//! Who may say what of whom: spoofing through the public key, proof by the shop's server, trust by a secret key.

use axum::http::StatusCode;
use serde_json::{Value, json as object};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::harness::{Harness, json};
use kizukai_model::Span;

fn user_hash(secret: &str, user: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(user.as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn new_secret(harness: &Harness) -> String {
    let made = harness.post_json("/api/identity/secret", &object!({})).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    json(made).await["secret"].as_str().unwrap().to_owned()
}

/// A shop that greets everybody by rank, where the rank is known and may be told.
async fn shop(verification: &str) -> Harness {
    let harness = Harness::start();
    let site = object!({"holdout": 0, "identity": {"verification": verification}});
    assert_eq!(harness.put("/api/site", &site).await.status(), StatusCode::OK);
    let mut greeting = crate::harness::greeting();
    greeting["arms"][0]["scenario"]["steps"]["hello"]["body"] =
        object!("{{ traits.rank | default('お客様') }}");
    greeting["arms"][0]["scenario"]["steps"]["hello"]["private"] = object!(true);
    assert_eq!(harness.put("/api/campaigns/greeting", &greeting).await.status(), StatusCode::OK);
    harness.patch("/api/profiles/taro/traits", &object!({"traits": {"rank": "プラチナ"}})).await;
    harness
}

fn view(device: &str, id: &str) -> Value {
    object!({"anonymousId": device, "events": [{"type": "page", "messageId": id}]})
}

async fn greeted_as(harness: &Harness, request: &Value) -> Value {
    json(harness.decide(request).await).await["show"][0]["content"]["body"].clone()
}

async fn user_of(harness: &Harness, device: &str) -> Value {
    json(harness.get(&format!("/api/profiles/{device}?kind=anonymous")).await).await["userId"].clone()
}

#[tokio::test]
async fn who_claims_to_be_somebody_is_not_shown_what_the_shop_knows_of_them() {
    let harness = shop("off").await;
    let mut claim = view("thief", "m1");
    claim["userId"] = object!("taro");
    assert_eq!(greeted_as(&harness, &claim).await, "お客様");
}

#[tokio::test]
async fn a_page_cannot_overwrite_what_the_shop_said() {
    let harness = shop("off").await;
    let claim = object!({"anonymousId": "thief", "events": [
        {"type": "identify", "messageId": "m1", "userId": "taro", "traits": {"rank": "ゴールド", "name": "偽"}},
    ]});
    harness.decide(&claim).await;
    let profile = json(harness.get("/api/profiles/taro").await).await;
    assert_eq!(
        (&profile["traits"]["rank"], &profile["trustedTraits"]),
        (&object!("プラチナ"), &object!(["rank"]))
    );
}

#[tokio::test]
async fn what_another_device_said_is_not_shown_to_who_claims_to_be_its_owner() {
    let harness = shop("off").await;
    let own = object!({"anonymousId": "phone", "events": [
        {"type": "identify", "messageId": "m1", "userId": "hanako", "traits": {"rank": "秘密"}},
    ]});
    harness.decide(&own).await;
    let mut claim = view("thief", "m2");
    claim["userId"] = object!("hanako");
    assert_eq!(greeted_as(&harness, &claim).await, "お客様");
    assert_eq!(
        greeted_as(&harness, &view("phone", "m3")).await,
        Value::Null,
        "the thief's greeting was private"
    );
}

#[tokio::test]
async fn a_known_and_an_unknown_user_get_the_same_verdicts() {
    for verification in ["off", "required"] {
        let harness = shop(verification).await;
        let mut answers = Vec::new();
        for (device, user) in [("d1", "taro"), ("d2", "nobody")] {
            let claim = object!({"anonymousId": device, "userId": user, "userHash": "00", "events": [
                {"type": "identify", "messageId": "m1", "userId": user},
                {"type": "track", "messageId": "m2", "event": "A"},
            ]});
            answers.push(json(harness.decide(&claim).await).await["verdicts"].clone());
            let track = object!({"batch": [{"type": "track", "event": "A", "messageId": "m3", "anonymousId": device, "userId": user}],
                "writeKey": harness.keys.write_key.as_str()});
            answers.push(json(harness.post_json("/v1/batch", &track).await).await["verdicts"].clone());
        }
        assert_eq!(answers[..2], answers[2..], "{verification}");
        let told = if verification == "off" { Value::Null } else { object!("identity_unverified") };
        assert!(
            answers
                .iter()
                .flat_map(|told| told.as_array().unwrap())
                .all(|told_of| told_of["verdict"] == "ok" && told_of["reason"] == told),
            "{answers:?}"
        );
    }
}

#[tokio::test]
async fn an_unproved_claim_stays_on_the_device_and_a_proved_one_is_believed() {
    let harness = shop("required").await;
    let secret = new_secret(&harness).await;
    let mut claim = view("phone", "m1");
    claim["userId"] = object!("taro");
    assert_eq!(greeted_as(&harness, &claim).await, "お客様");
    assert_eq!(user_of(&harness, "phone").await, Value::Null);
    for hash in [user_hash(&secret, "hanako"), user_hash("another", "taro"), String::new(), "zz".repeat(32)] {
        claim["userHash"] = object!(hash);
        claim["events"][0]["messageId"] = object!(format!("m-{hash}"));
        let verdict = json(harness.decide(&claim).await).await["verdicts"][0].clone();
        assert_eq!(
            (&verdict["verdict"], &verdict["reason"]),
            (&object!("ok"), &object!("identity_unverified"))
        );
    }
    let mut proved = view("tablet", "m9");
    proved["userId"] = object!("taro");
    proved["userHash"] = object!(user_hash(&secret, "taro"));
    assert_eq!(greeted_as(&harness, &proved).await, "プラチナ");
    assert_eq!(user_of(&harness, "tablet").await, "taro");
}

#[tokio::test]
async fn an_identify_event_may_bring_its_own_proof_through_every_door() {
    let harness = shop("required").await;
    let secret = new_secret(&harness).await;
    let identify = |id: &str, device: &str| object!({"type": "identify", "messageId": id, "anonymousId": device, "userId": "taro", "userHash": user_hash(&secret, "taro")});
    harness.decide(&object!({"anonymousId": "d1", "events": [identify("m1", "d1")]})).await;
    let batch = object!({"writeKey": harness.keys.write_key.as_str(), "batch": [identify("m2", "d2")]});
    let answer = json(harness.post_json("/v1/batch", &batch).await).await;
    assert_eq!(answer["verdicts"][0], object!({"messageId": "m2", "verdict": "ok"}));
    for device in ["d1", "d2"] {
        assert_eq!(user_of(&harness, device).await, "taro", "{device}");
    }
}

#[tokio::test]
async fn an_alias_needs_proof_too_and_says_no_more_than_that() {
    let harness = shop("required").await;
    for (id, user) in [("m1", "taro"), ("m2", "nobody")] {
        let alias = object!({"writeKey": harness.keys.write_key.as_str(), "batch": [
            {"type": "alias", "messageId": id, "previousId": "phone", "userId": user},
        ]});
        let answer = json(harness.post_json("/v1/batch", &alias).await).await;
        assert_eq!(
            answer["verdicts"][0],
            object!({"messageId": id, "verdict": "ok", "reason": "identity_unverified"})
        );
    }
    assert_eq!(harness.get("/api/profiles/phone?kind=anonymous").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_secret_before_holds_for_a_day_and_no_longer() {
    let harness = shop("required").await;
    let old = new_secret(&harness).await;
    let new = new_secret(&harness).await;
    let mut asked = 0;
    let mut is_believed = async |secret: &str| {
        asked += 1;
        let device = format!("d{asked}");
        let mut claim = view(&device, "m");
        claim["userId"] = object!("taro");
        claim["userHash"] = object!(user_hash(secret, "taro"));
        harness.decide(&claim).await;
        user_of(&harness, &device).await == "taro"
    };
    assert!(is_believed(&old).await && is_believed(&new).await);
    let told = json(harness.get("/api/identity").await).await;
    assert_eq!((&told["verification"], &told["has_secret"]), (&object!("required"), &object!(true)));
    assert!(told["previous_until"].is_string(), "{told}");
    harness.pass(Span::from_hours(24));
    assert!(!is_believed(&old).await && is_believed(&new).await);
    assert_eq!(json(harness.get("/api/identity").await).await.get("previous_until"), None);
}

#[tokio::test]
async fn a_secret_ingest_key_is_trusted_where_a_write_key_is_only_heard() {
    let harness = shop("required").await;
    let ingest = harness.ingest_key().await;
    assert!(ingest.starts_with("kzi_"));
    let batch = object!({"writeKey": ingest, "batch": [
        {"type": "identify", "messageId": "m1", "userId": "hanako", "anonymousId": "phone", "traits": {"rank": "シルバー"}},
    ]});
    assert_eq!(json(harness.post_json("/v1/batch", &batch).await).await["verdicts"][0]["verdict"], "ok");
    let profile = json(harness.get("/api/profiles/hanako").await).await;
    assert_eq!(profile["trustedTraits"], object!(["rank"]));
    let from_shop = object!({"writeKey": ingest, "anonymousId": "phone", "userId": "hanako", "events": [{"type": "page", "messageId": "m2"}]});
    let decided = harness.decide_raw(&[], from_shop.to_string().into_bytes()).await;
    assert_eq!(json(decided).await["show"][0]["content"]["body"], "シルバー");
}

#[tokio::test]
async fn an_ingest_key_does_not_explain_and_does_not_read() {
    let harness = shop("off").await;
    let ingest = harness.ingest_key().await;
    let mut request = view("d1", "m1");
    (request["writeKey"], request["explain"]) = (object!(ingest), object!(true));
    let bearer = format!("Bearer {ingest}");
    let headers = [(axum::http::header::AUTHORIZATION, bearer.as_str())];
    let decided = json(harness.decide_raw(&headers, request.to_string().into_bytes()).await).await;
    assert_eq!(decided.get("explain"), None);
}
