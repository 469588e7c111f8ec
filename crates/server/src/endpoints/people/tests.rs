//! Members over HTTP: coming in, and what is refused on the way. Who may do what is tried in [`crate::permissions`].

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use kizukai_model::Span;
use kizukai_runtime::{Actor, Role};
use serde_json::{Value, json as object};

use crate::client::Peer;
use crate::harness::{Harness, LOCAL_TOKEN, PASSWORD, json};
use crate::{DemoMember, SetUpCode, Settings};

fn with_code() -> Harness {
    Harness::with_settings(Settings { set_up_code: Some(SetUpCode::of("once")), ..Settings::default() })
}

/// Asks without key or session.
async fn ask(harness: &Harness, method: &str, path: &str, body: &Value) -> Response {
    let request = Request::builder().method(method).uri(path).body(Body::from(body.to_string())).unwrap();
    harness.send(request).await
}

fn first_owner(code: &str) -> Value {
    object!({"code": code, "email": "Owner@Shop.example", "name": "大谷", "password": PASSWORD})
}

fn sign_in(email: &str, password: &str) -> Value {
    object!({"email": email, "password": password})
}

async fn status_and_code(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    (status, json(response).await["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_first_member_comes_in_with_the_printed_code_and_nobody_after() {
    let harness = with_code();
    let state = json(harness.get_without_key("/api/setup").await).await;
    assert_eq!(state, object!({"needed": true, "site_exists": true}));
    let wrong = ask(&harness, "POST", "/api/setup", &first_owner("twice")).await;
    assert_eq!(status_and_code(wrong).await, (403, "setup_refused".into()));
    let made = ask(&harness, "POST", "/api/setup", &first_owner("once")).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    let cookie = made.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("kizukai_session="), "{cookie}");
    for attribute in ["Path=/api", "HttpOnly", "Secure", "SameSite=Strict"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let session = json(made).await;
    assert_eq!(session["member"]["email"], "owner@shop.example");
    assert_eq!(
        (&session["sites"][0]["role"], &session["may_create_sites"]),
        (&object!("owner"), &object!(true))
    );
    assert_eq!(json(harness.get_without_key("/api/setup").await).await["needed"], false);
    let again = ask(&harness, "POST", "/api/setup", &first_owner("once")).await;
    assert_eq!(status_and_code(again).await, (409, "setup_done".into()));
}

#[tokio::test]
async fn without_a_printed_code_nothing_makes_the_first_member() {
    let harness = Harness::start();
    for code in ["", "once"] {
        let refused = ask(&harness, "POST", "/api/setup", &first_owner(code)).await;
        assert_eq!(status_and_code(refused).await, (403, "setup_refused".into()));
    }
}

#[tokio::test]
async fn signing_in_and_out() {
    let harness = Harness::start();
    harness.owner().await;
    let signed_in = ask(&harness, "POST", "/api/session", &sign_in("OWNER@shop.example", PASSWORD)).await;
    assert_eq!(signed_in.status(), StatusCode::OK);
    let cookie =
        signed_in.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let csrf = json(signed_in).await["csrf"].as_str().unwrap().to_owned();
    let request =
        |method: &str| Request::builder().method(method).uri("/api/session").header(header::COOKIE, &cookie);
    let read = harness.send(request("GET").body(Body::empty()).unwrap()).await;
    assert_eq!(json(read).await["csrf"], csrf.as_str());
    let forged = harness.send(request("DELETE").body(Body::empty()).unwrap()).await;
    assert_eq!(status_and_code(forged).await, (403, "csrf_refused".into()));
    let out =
        harness.send(request("DELETE").header("kizukai-csrf", &csrf).body(Body::empty()).unwrap()).await;
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    assert!(out.headers()[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    let over = harness.send(request("GET").body(Body::empty()).unwrap()).await;
    assert_eq!(status_and_code(over).await, (401, "session_ended".into()));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_one_answer() {
    let harness = Harness::start();
    harness.owner().await;
    let mut answers = Vec::new();
    for (email, password) in
        [("owner@shop.example", "wrong horse"), ("nobody@shop.example", PASSWORD), ("", "")]
    {
        let refused = ask(&harness, "POST", "/api/session", &sign_in(email, password)).await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
        answers.push(json(refused).await);
    }
    assert_eq!((&answers[0], &answers[1]), (&answers[1], &answers[2]));
    assert_eq!(answers[0]["code"], "bad_credentials");
}

#[tokio::test]
async fn who_tries_too_often_waits_even_with_the_right_password() {
    let rates = crate::RateLimits { sign_ins_per_minute: 2, ..Default::default() };
    let harness = Harness::with_settings(Settings { rates, ..Settings::default() });
    harness.owner().await;
    for _ in 0..2 {
        ask(&harness, "POST", "/api/session", &sign_in("owner@shop.example", "wrong horse")).await;
    }
    let refused = ask(&harness, "POST", "/api/session", &sign_in(" OWNER@shop.example", PASSWORD)).await;
    assert_eq!(status_and_code(refused).await, (429, "too_many_requests".into()));
    harness.pass(Span::from_mins(1));
    let taken = ask(&harness, "POST", "/api/session", &sign_in("owner@shop.example", PASSWORD)).await;
    assert_eq!(taken.status(), StatusCode::OK);
    let mut statuses = Vec::new();
    for email in ["a@b.example", "c@d.example", "e@f.example"] {
        let mut request =
            Request::post("/api/session").body(Body::from(sign_in(email, "x").to_string())).unwrap();
        request.extensions_mut().insert(Peer([192, 0, 2, 1].into()));
        statuses.push(harness.send(request).await.status().as_u16());
    }
    assert_eq!(statuses, [401, 401, 429], "an address is counted over all members");
}

#[tokio::test]
async fn the_demo_alone_offers_a_member_to_everybody() {
    let path = "/api/session/options";
    let plain = json(Harness::start().get_without_key(path).await).await;
    assert_eq!(plain, object!({"oidc": null, "demo": null}));
    let demo_member = Some(DemoMember { email: "demo@kizukai.example", password: "kizukai-demo" });
    let harness = Harness::with_settings(Settings { demo_member, ..Settings::default() });
    assert_eq!(json(harness.get_without_key(path).await).await["demo"]["password"], "kizukai-demo");
}

#[tokio::test]
async fn an_invitation_is_followed_by_somebody_new_or_by_who_is_signed_in() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    let invite = |body: Value| harness.ask_as(&owner, "POST", "/api/invitations", &body);
    let made = json(invite(object!({"role": "agent"})).await).await;
    let path = format!("/api/invitation/{}", made["token"].as_str().unwrap());
    let open = json(harness.get_without_key(&path).await).await;
    assert_eq!(open, object!({"site": "試しのお店", "role": "agent", "email": null}));
    let listed = harness.ask_as(&owner, "GET", "/api/invitations", &Value::Null).await;
    assert!(!json(listed).await.to_string().contains(made["token"].as_str().unwrap()));
    let nobody = ask(&harness, "POST", &path, &object!({})).await;
    assert_eq!(status_and_code(nobody).await, (401, "session_needed".into()));
    let known = object!({"email": "owner@shop.example", "name": "大谷", "password": PASSWORD});
    assert_eq!(
        status_and_code(ask(&harness, "POST", &path, &known).await).await,
        (409, "account_exists".into())
    );
    let weak = object!({"email": "new@shop.example", "name": "新", "password": "short"});
    assert_eq!(
        status_and_code(ask(&harness, "POST", &path, &weak).await).await,
        (400, "weak_password".into())
    );
    let new = object!({"email": "new@shop.example", "name": "新", "password": PASSWORD});
    let joined = ask(&harness, "POST", &path, &new).await;
    assert!(joined.headers().contains_key(header::SET_COOKIE));
    assert_eq!(json(joined).await["sites"][0]["permissions"], object!(["view", "people"]));
    assert_eq!(harness.get_without_key(&path).await.status(), StatusCode::NOT_FOUND, "it is used up");

    let made = json(invite(object!({"role": "viewer"})).await).await;
    let path = format!("/api/invitation/{}", made["token"].as_str().unwrap());
    let forged = crate::harness::Browser { csrf: String::new(), ..harness.member(Role::Editor).await };
    let refused = harness.ask_as(&forged, "POST", &path, &object!({})).await;
    assert_eq!(status_and_code(refused).await, (403, "csrf_refused".into()));
    let stays = json(harness.ask_as(&owner, "POST", &path, &object!({})).await).await;
    assert_eq!(stays["sites"][0]["role"], "owner", "who is something already stays what they are");
}

#[tokio::test]
async fn a_recovery_link_is_made_at_the_machine_alone() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    let body = object!({"email": "owner@shop.example"});
    let with = |secret: &str| {
        let request =
            Request::post("/api/recovery").header(header::AUTHORIZATION, format!("Bearer {secret}"));
        harness.send(request.body(Body::from(body.to_string())).unwrap())
    };
    assert_eq!(with(&harness.keys.api_key).await.status(), StatusCode::UNAUTHORIZED);
    let by_owner = harness.ask_as(&owner, "POST", "/api/recovery", &body).await;
    assert_eq!(by_owner.status(), StatusCode::UNAUTHORIZED);
    let token = json(with(LOCAL_TOKEN).await).await["token"].as_str().unwrap().to_owned();
    let path = format!("/api/recovery/{token}");
    assert_eq!(json(harness.get_without_key(&path).await).await, body);
    let recovered = ask(&harness, "POST", &path, &object!({"password": "battery staple"})).await;
    assert!(recovered.headers().contains_key(header::SET_COOKIE));
    let ended = harness.ask_as(&owner, "GET", "/api/session", &Value::Null).await;
    assert_eq!(status_and_code(ended).await, (401, "session_ended".into()));
}

#[tokio::test]
async fn an_account_is_changed_by_its_member() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    let patch = |body: Value| harness.ask_as(&owner, "PATCH", "/api/account", &body);
    assert_eq!(json(patch(object!({"locale": "en"})).await).await["locale"], "en");
    let renamed = json(patch(object!({"name": " 大谷 花 "})).await).await;
    assert_eq!((&renamed["name"], &renamed["locale"]), (&object!("大谷 花"), &object!("en")));
    assert_eq!(json(patch(object!({"locale": null})).await).await["locale"], Value::Null);
    assert_eq!(status_and_code(patch(object!({"locale": "fr"})).await).await, (400, "bad_field".into()));
    let change = object!({"current": "wrong horse", "new": "battery staple"});
    let refused = harness.ask_as(&owner, "POST", "/api/account/password", &change).await;
    assert_eq!(status_and_code(refused).await, (403, "bad_credentials".into()));
    let draft = json(harness.ask_as(&owner, "POST", "/api/account/totp", &Value::Null).await).await;
    assert!(draft["url"].as_str().unwrap().contains(draft["secret"].as_str().unwrap()));
    let wrong = harness.ask_as(&owner, "PUT", "/api/account/totp", &object!({"code": "000000"})).await;
    assert_eq!(status_and_code(wrong).await, (401, "bad_code".into()));
    let sessions = json(harness.ask_as(&owner, "GET", "/api/account/sessions", &Value::Null).await).await;
    assert_eq!(
        (&sessions["sessions"][0]["current"], sessions["sessions"].as_array().unwrap().len()),
        (&object!(true), 1)
    );
}

#[tokio::test]
async fn a_member_with_two_sites_names_one_in_a_header_or_in_the_address() {
    let harness = Harness::with_other_sites(1);
    let owner = harness.owner().await;
    let get = |path: String| {
        harness.send(Request::get(path).header(header::COOKIE, &owner.cookie).body(Body::empty()).unwrap())
    };
    assert_eq!(status_and_code(get("/api/site".into()).await).await, (400, "site_needed".into()));
    let other = harness.runtime.sites().into_iter().find(|site| *site.id != *harness.keys.site_id).unwrap();
    let named = json(get(format!("/api/site?site={}", other.id)).await).await;
    assert_eq!(named["id"], other.id.to_string());
    let made = json(
        harness.ask_as(&owner, "POST", "/api/sites", &object!({"name": "三号店", "currency": "EUR"})).await,
    )
    .await;
    assert_eq!((&made["role"], &made["currency"]), (&object!("owner"), &object!("EUR")));
    let viewer = harness.member(Role::Viewer).await;
    let refused = harness.ask_as(&viewer, "POST", "/api/sites", &object!({"name": "四号店"})).await;
    assert_eq!(status_and_code(refused).await, (403, "role_refused".into()));
}

#[tokio::test]
async fn the_record_tells_every_change_with_before_and_after_and_never_a_secret() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    let as_owner = |method, path, body: Value| {
        let (harness, owner) = (&harness, &owner);
        async move { json(harness.ask_as(owner, method, path, &body).await).await }
    };
    as_owner("PUT", "/api/segments/gold", object!({"condition": {"traits.rank": "gold"}})).await;
    as_owner("PUT", "/api/segments/gold", object!({"condition": {"traits.rank": "gold"}})).await;
    as_owner("PUT", "/api/segments/gold", object!({"condition": {"traits.rank": "silver"}})).await;
    let key = as_owner("POST", "/api/keys", object!({"kind": "api", "label": "CRM"})).await;
    let secret = as_owner("POST", "/api/identity/secret", Value::Null).await;
    as_owner("PATCH", "/api/profiles/u1/traits", object!({"traits": {"rank": "platinum"}})).await;
    harness.member(Role::Agent).await;
    as_owner("PATCH", "/api/members/2", object!({"role": "editor"})).await;
    let record = as_owner("GET", "/api/audit?limit=100", Value::Null).await;
    let text = record.to_string();
    for hidden in [&key["secret"], &secret["secret"], &object!("platinum")] {
        assert!(!text.contains(hidden.as_str().unwrap()), "{text}");
    }
    let actions: Vec<_> =
        record["entries"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    let expected = [
        "member.role",
        "profile.traits",
        "identity.secret",
        "key.make",
        "segment.publish",
        "segment.publish",
    ];
    assert_eq!(actions, expected, "what changed nothing is no change");
    let published = &record["entries"][4];
    assert_eq!(published["before"]["text"]["condition"]["traits.rank"], "gold", "{published}");
    assert_eq!(
        (&published["after"]["version"], &published["actor"]["name"]),
        (&object!(2), &object!("owner@shop.example"))
    );
    let of_key = as_owner("GET", "/api/audit?target=segment/gold&limit=1", Value::Null).await;
    assert_eq!(of_key["entries"][0]["id"], published["id"]);
    let older = format!("/api/audit?target=segment/gold&before={}", of_key["next"]);
    assert_eq!(as_owner("GET", &older, Value::Null).await["entries"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn refused_sign_ins_of_members_are_recorded_and_of_strangers_not() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    for email in ["owner@shop.example", "stranger@shop.example"] {
        ask(&harness, "POST", "/api/session", &sign_in(email, "wrong horse")).await;
    }
    ask(&harness, "POST", "/api/session", &sign_in("owner@shop.example", PASSWORD)).await;
    let record = json(harness.ask_as(&owner, "GET", "/api/audit", &Value::Null).await).await;
    let actions: Vec<_> =
        record["entries"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(actions, ["session.sign_in", "session.refused"]);
}

#[tokio::test]
async fn site_settings_are_no_matter_for_who_may_only_publish() {
    let harness = Harness::start();
    harness.owner().await;
    let editor = harness.member(Role::Editor).await;
    let text = object!([{"kind": "site", "holdout": 50}]);
    let refused = harness.ask_as(&editor, "POST", "/api/publish", &text).await;
    assert_eq!(status_and_code(refused).await, (403, "role_refused".into()));
    let text = object!([{"kind": "segment", "key": "gold", "condition": {"traits.rank": "gold"}}]);
    assert_eq!(harness.ask_as(&editor, "POST", "/api/publish", &text).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_page_of_another_origin_neither_signs_in_nor_uses_a_session() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    let body = sign_in("owner@shop.example", PASSWORD).to_string();
    for (origin, status) in [
        ("https://kizukai.shop.example", 200),
        ("https://evil.example", 403),
        ("null", 403),
        ("https://kizukai.shop.example.evil.example", 403),
    ] {
        let request = |builder: axum::http::request::Builder| {
            builder.header(header::HOST, "kizukai.shop.example").header(header::ORIGIN, origin)
        };
        let signed_in = request(Request::post("/api/session")).body(Body::from(body.clone())).unwrap();
        assert_eq!(harness.send(signed_in).await.status().as_u16(), status, "{origin}");
        let read = request(Request::get("/api/session")).header(header::COOKIE, &owner.cookie);
        assert_eq!(
            harness.send(read.body(Body::empty()).unwrap()).await.status().as_u16(),
            status,
            "{origin}"
        );
    }
    let settings = Settings { public_origin: Some("https://shop.example".into()), ..Settings::default() };
    let behind_a_proxy = Harness::with_settings(settings);
    behind_a_proxy.owner().await;
    let request = Request::post("/api/session").header(header::HOST, "10.0.0.1:8080");
    let request = request.header(header::ORIGIN, "https://shop.example").body(Body::from(body)).unwrap();
    assert_eq!(behind_a_proxy.send(request).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn who_is_removed_is_out_at_once() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    let agent = harness.member(Role::Agent).await;
    let site = harness.keys.site_id.as_str().into();
    assert_eq!(harness.ask_as(&agent, "GET", "/api/campaigns", &Value::Null).await.status(), StatusCode::OK);
    let path = format!("/api/members/{}", agent.member);
    assert_eq!(harness.ask_as(&owner, "DELETE", &path, &Value::Null).await.status(), StatusCode::NO_CONTENT);
    let gone = harness.ask_as(&agent, "GET", "/api/campaigns", &Value::Null).await;
    assert_eq!(status_and_code(gone).await, (404, "not_found".into()));
    let own = format!("/api/members/{}", owner.member);
    let last = harness.ask_as(&owner, "DELETE", &own, &Value::Null).await;
    assert_eq!(status_and_code(last).await, (409, "last_owner".into()));
    assert!(harness.runtime.invite(&site, Role::Viewer, Some("no address"), &Actor::local()).await.is_err());
}
