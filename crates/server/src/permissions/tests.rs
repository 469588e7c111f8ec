//! The table and the description of the API are equal; then every operation is asked by everybody: each role, nobody, who
//! was signed in, a stranger to the site, a forged page. So no endpoint can be forgotten.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use kizukai_model::Span;
use kizukai_runtime::Permission::View;
use kizukai_runtime::Role;

use super::Rule::{Needs, Public};
use super::{RULES, Rule, rule};
use crate::harness::{Browser, Harness, LOCAL_TOKEN, json};

/// All operations of the description, and whether anybody may ask.
fn described() -> Vec<(String, bool)> {
    let description = serde_json::to_value(crate::router::description()).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let is_open = operation.get("security").is_some();
            operations.push((format!("{} {path}", method.to_uppercase()), is_open));
        }
    }
    operations
}

#[test]
fn every_operation_has_a_rule_and_every_rule_an_operation() {
    let described: BTreeSet<String> = described().into_iter().map(|(name, _)| name).collect();
    let ruled: Vec<String> = RULES.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    let once: BTreeSet<String> = ruled.iter().cloned().collect();
    assert_eq!(once.len(), ruled.len(), "a rule stands twice");
    let without_rule: Vec<_> = described.difference(&once).collect();
    let without_operation: Vec<_> = once.difference(&described).collect();
    assert!(without_rule.is_empty(), "say who may ask: {without_rule:?}");
    assert!(without_operation.is_empty(), "no such operation: {without_operation:?}");
}

#[test]
fn what_is_described_as_open_to_anybody_is_so_and_nothing_else() {
    for (name, is_open) in described() {
        let (method, path) = name.split_once(' ').unwrap();
        let rule = rule(&method.parse().unwrap(), path);
        assert_eq!(rule == Some(Public), is_open, "{name}");
    }
}

#[test]
fn what_has_no_line_has_no_rule() {
    assert_eq!(rule(&Method::DELETE, "/api/site"), None);
    assert_eq!(rule(&Method::GET, "/api/nothing"), None);
    assert_eq!(rule(&Method::HEAD, "/api/site"), Some(Needs(View)));
}

/// An operation as it can be asked: method, path with its parameters filled, rule.
fn operations() -> Vec<(String, String, Rule)> {
    let filled = |path: &str| {
        let parts = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    RULES.iter().map(|(method, path, rule)| (method.to_string(), filled(path), *rule)).collect()
}

/// Asks; status, code and detail of what is no success.
async fn ask(harness: &Harness, method: &str, path: &str, headers: &[(&str, &str)]) -> (u16, String, String) {
    let request = Request::builder().method(method).uri(path);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let response = harness.send(request.body(Body::from("{}")).unwrap()).await;
    let status = response.status();
    if status.is_success() || status.is_redirection() {
        return (status.as_u16(), String::new(), String::new());
    }
    let problem = json(response).await;
    let text = |field: &str| problem[field].as_str().unwrap_or_default().to_owned();
    (status.as_u16(), text("code"), text("detail"))
}

fn headers<'a>(browser: &'a Browser, site: &'a str) -> [(&'static str, &'a str); 3] {
    [("cookie", &browser.cookie), ("kizukai-csrf", &browser.csrf), ("kizukai-site", site)]
}

#[tokio::test]
async fn every_role_gets_what_the_table_allows_and_nothing_else() {
    for role in Role::ALL {
        let harness = Harness::start();
        let owner = harness.owner().await;
        let browser = if role == Role::Owner { owner } else { harness.member(role).await };
        for (method, path, rule) in operations() {
            let Rule::Needs(what) = rule else { continue };
            let (status, code, detail) =
                ask(&harness, &method, &path, &headers(&browser, &harness.keys.site_id)).await;
            if role.may(what) {
                assert!(status != 401 && status != 403, "{role:?} {method} {path}: {status} {code}");
                assert!(status < 500, "{role:?} {method} {path}: {status} {code}");
            } else {
                assert_eq!((status, code.as_str()), (403, "role_refused"), "{role:?} {method} {path}");
                assert!(detail.contains(what.name()), "{detail}");
            }
        }
    }
}

#[tokio::test]
async fn nobody_and_who_was_signed_in_get_nothing_that_is_not_public() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    let mut closed = 0;
    harness.pass(Span::from_days(15));
    for (method, path, rule) in operations() {
        let expected = match rule {
            Rule::Public => continue,
            Rule::Account => "session_needed",
            Rule::Needs(_) | Rule::AtTheMachine => "missing_api_key",
        };
        closed += 1;
        let (status, code, _) = ask(&harness, &method, &path, &[]).await;
        assert_eq!((status, code.as_str()), (401, expected), "{method} {path}");
        let expired = headers(&owner, &harness.keys.site_id);
        let (status, code, _) = ask(&harness, &method, &path, &expired).await;
        let expected = if rule == Rule::AtTheMachine { "missing_api_key" } else { "session_ended" };
        assert_eq!((status, code.as_str()), (401, expected), "{method} {path}");
    }
    assert!(closed >= 40, "{closed}");
}

#[tokio::test]
async fn a_forged_page_changes_nothing() {
    let harness = Harness::start();
    let owner = harness.owner().await;
    for (method, path, rule) in operations() {
        if !matches!(rule, Rule::Account | Rule::Needs(_)) {
            continue;
        }
        let site = harness.keys.site_id.as_str();
        for csrf in ["", "0123456789abcdef"] {
            let forged = Browser { csrf: csrf.to_owned(), cookie: owner.cookie.clone(), ..owner };
            let (status, code, _) = ask(&harness, &method, &path, &headers(&forged, site)).await;
            if method == "GET" {
                assert!(status != 401 && status != 403, "{method} {path}: {status} {code}");
            } else {
                assert_eq!((status, code.as_str()), (403, "csrf_refused"), "{method} {path}");
            }
        }
        let [cookie, csrf, site] = headers(&owner, site);
        let foreign = [cookie, csrf, site, ("origin", "https://evil.example"), ("host", "shop.example")];
        let (status, code, _) = ask(&harness, &method, &path, &foreign).await;
        assert_eq!((status, code.as_str()), (403, "csrf_refused"), "{method} {path}");
    }
}

#[tokio::test]
async fn another_site_is_as_if_it_were_not_there() {
    let harness = Harness::with_other_sites(1);
    harness.owner().await;
    let agent = harness.member(Role::Agent).await;
    let other = harness.runtime.sites().into_iter().find(|site| *site.id != *harness.keys.site_id).unwrap();
    for (method, path, rule) in operations() {
        if !matches!(rule, Rule::Needs(_)) {
            continue;
        }
        for site in [&*other.id, "s_none"] {
            let (status, code, _) = ask(&harness, &method, &path, &headers(&agent, site)).await;
            assert_eq!((status, code.as_str()), (404, "not_found"), "{method} {path} {site}");
        }
    }
}

#[tokio::test]
async fn a_key_does_everything_in_its_site_and_has_no_account() {
    let harness = Harness::start();
    let key = format!("Bearer {}", harness.keys.api_key);
    let local = format!("Bearer {LOCAL_TOKEN}");
    for (method, path, rule) in operations().into_iter().filter(|(_, _, rule)| *rule != Public) {
        for (secret, is_local) in [(&key, false), (&local, true)] {
            let with = [(header::AUTHORIZATION.as_str(), secret.as_str())];
            let (status, code, _) = ask(&harness, &method, &path, &with).await;
            match rule {
                Rule::Public => {}
                Rule::Account => {
                    assert_eq!((status, code.as_str()), (401, "session_needed"), "{method} {path}");
                }
                Rule::AtTheMachine if !is_local => assert_eq!(status, 401, "{method} {path}"),
                Rule::AtTheMachine | Rule::Needs(_) => {
                    // The key may have taken itself back.
                    let is_in = !matches!(status, 401 | 403) || path == "/api/keys/1";
                    assert!(is_in, "{method} {path}: {status} {code}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_route_without_a_rule_is_closed_even_to_a_key() {
    use crate::auth::Caller;
    use axum::routing::get;
    async fn forgotten(_: Caller) -> &'static str {
        "open"
    }
    let harness = Harness::with_paths(axum::Router::new().route("/api/forgotten", get(forgotten)));
    let response = harness.get("/api/forgotten").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
}
