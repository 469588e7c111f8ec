//! Who may ask what: one rule for each operation of this API, and nothing else opens a door.
//!
//! The extractors of [`crate::auth`] look up the rule of the route they stand in; a route without one is refused. A test
//! holds the table and the description of the API equal.
//!
//! To add an endpoint, add its line. An API key and the command line on the same machine may do everything in their site;
//! a member may do what the role in that site allows ([`kizukai_runtime::Role::may`]).

use axum::http::Method;

use kizukai_runtime::Permission::{self, People, Publish, Settings, Traits, View};

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Anybody; what else it takes is the endpoint's own matter.
    Public,
    /// Who may do that in the site.
    Needs(Permission),
}

use Rule::{Needs, Public};

/// The rules, by path as in the description of the API.
pub(crate) const RULES: &[(Method, &str, Rule)] = &[
    // What pages and machines ask.
    (Method::GET, "/healthz", Public),
    (Method::GET, "/readyz", Public),
    (Method::GET, "/metrics", Public),
    (Method::GET, "/api/openapi.json", Public),
    (Method::GET, "/sourceConfig", Public),
    (Method::GET, "/tag.js", Public),
    (Method::GET, "/tag/{file}", Public),
    (Method::POST, "/v1/decide", Public),
    (Method::GET, "/v1/projects/{write_key}/settings", Public),
    (Method::POST, "/v1/{call}", Public),
    // Visitors.
    (Method::GET, "/api/live", Needs(People)),
    (Method::GET, "/api/visitors", Needs(People)),
    (Method::GET, "/api/profiles/{id}", Needs(People)),
    (Method::GET, "/api/profiles/{id}/events", Needs(People)),
    (Method::PATCH, "/api/profiles/{id}/traits", Needs(Traits)),
    (Method::POST, "/api/profiles/import", Needs(Traits)),
    // What visitors get.
    (Method::GET, "/api/campaigns", Needs(View)),
    (Method::GET, "/api/campaigns/{key}", Needs(View)),
    (Method::PUT, "/api/campaigns/{key}", Needs(Publish)),
    (Method::GET, "/api/campaigns/{key}/results", Needs(View)),
    (Method::GET, "/api/segments", Needs(View)),
    (Method::GET, "/api/segments/{key}", Needs(View)),
    (Method::PUT, "/api/segments/{key}", Needs(Publish)),
    (Method::POST, "/api/publish", Needs(Publish)),
    // The site.
    (Method::GET, "/api/site", Needs(View)),
    (Method::PUT, "/api/site", Needs(Settings)),
    (Method::GET, "/api/identity", Needs(View)),
    (Method::POST, "/api/identity/secret", Needs(Settings)),
    (Method::GET, "/api/keys", Needs(Settings)),
    (Method::POST, "/api/keys", Needs(Settings)),
    (Method::DELETE, "/api/keys/{id}", Needs(Settings)),
];

/// The rule of an operation. HEAD is GET without the body.
pub(crate) fn rule(method: &Method, path: &str) -> Option<Rule> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    RULES.iter().find(|(ruled, at, _)| ruled == method && *at == path).map(|(_, _, rule)| *rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

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
}
