//! Who may ask what: one rule for each operation of this API, and nothing else opens a door.
//!
//! The extractors of [`crate::auth`] look up the rule of the route they stand in; a route without one is refused. A test
//! holds the table and the description of the API equal.
//!
//! To add an endpoint, add its line. An API key and the command line on the same machine may do everything in their site;
//! a member may do what the role in that site allows ([`kizukai_runtime::Role::may`]).

use axum::http::Method;
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use kizukai_runtime::Permission::{
    self, Audit, Comment, Erase, Export, Members, People, Publish, Settings, Traits, View,
};

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Anybody; what else it takes is the endpoint's own matter.
    Public,
    /// A member who is signed in.
    Account,
    /// The command line on the same machine.
    AtTheMachine,
    /// Who may do that in the site.
    Needs(Permission),
}

use Rule::{Account, AtTheMachine, Needs, Public};

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
    (Method::GET, "/media/{file}", Public),
    (Method::POST, "/v1/decide", Public),
    (Method::GET, "/v1/projects/{write_key}/settings", Public),
    (Method::POST, "/v1/{call}", Public),
    // Members: how they come in, what is theirs alone.
    (Method::GET, "/api/setup", Public),
    (Method::POST, "/api/setup", Public),
    (Method::GET, "/api/session/options", Public),
    (Method::POST, "/api/session", Public),
    (Method::GET, "/api/session/oidc", Public),
    (Method::GET, "/api/session/oidc/callback", Public),
    (Method::GET, "/api/invitation/{token}", Public),
    (Method::POST, "/api/invitation/{token}", Public),
    (Method::GET, "/api/recovery/{token}", Public),
    (Method::POST, "/api/recovery/{token}", Public),
    (Method::POST, "/api/recovery", AtTheMachine),
    (Method::GET, "/api/session", Account),
    (Method::DELETE, "/api/session", Account),
    (Method::PATCH, "/api/account", Account),
    (Method::POST, "/api/account/password", Account),
    (Method::POST, "/api/account/totp", Account),
    (Method::PUT, "/api/account/totp", Account),
    (Method::POST, "/api/account/totp/removal", Account),
    (Method::GET, "/api/account/sessions", Account),
    (Method::DELETE, "/api/account/sessions", Account),
    (Method::DELETE, "/api/account/sessions/{id}", Account),
    (Method::POST, "/api/sites", Account),
    // Who works in the site, and what they changed.
    (Method::GET, "/api/members", Needs(Members)),
    (Method::PATCH, "/api/members/{id}", Needs(Members)),
    (Method::DELETE, "/api/members/{id}", Needs(Members)),
    (Method::GET, "/api/invitations", Needs(Members)),
    (Method::POST, "/api/invitations", Needs(Members)),
    (Method::DELETE, "/api/invitations/{id}", Needs(Members)),
    (Method::GET, "/api/audit", Needs(Audit)),
    // Visitors.
    (Method::GET, "/api/live", Needs(People)),
    (Method::GET, "/api/visitors", Needs(People)),
    (Method::GET, "/api/arrivals", Needs(People)),
    (Method::GET, "/api/profiles/{id}", Needs(People)),
    (Method::GET, "/api/profiles/{id}/events", Needs(People)),
    (Method::GET, "/api/profiles/{id}/why", Needs(People)),
    (Method::GET, "/api/profiles/{id}/export", Needs(Export)),
    (Method::DELETE, "/api/profiles/{id}", Needs(Erase)),
    (Method::PATCH, "/api/profiles/{id}/traits", Needs(Traits)),
    (Method::POST, "/api/profiles/import", Needs(Traits)),
    (Method::POST, "/api/events", Needs(Traits)),
    // What visitors get.
    (Method::POST, "/api/audience", Needs(View)),
    (Method::GET, "/api/vocabulary", Needs(View)),
    (Method::GET, "/api/campaigns", Needs(View)),
    (Method::GET, "/api/campaigns/{key}", Needs(View)),
    (Method::PUT, "/api/campaigns/{key}", Needs(Publish)),
    (Method::GET, "/api/campaigns/{key}/history", Needs(View)),
    (Method::GET, "/api/campaigns/{key}/timeline", Needs(View)),
    (Method::POST, "/api/campaigns/{key}/status", Needs(Publish)),
    (Method::POST, "/api/campaigns/{key}/check", Needs(View)),
    (Method::GET, "/api/drafts", Needs(View)),
    (Method::GET, "/api/campaigns/{key}/draft", Needs(View)),
    (Method::PUT, "/api/campaigns/{key}/draft", Needs(Publish)),
    (Method::DELETE, "/api/campaigns/{key}/draft", Needs(Publish)),
    (Method::POST, "/api/campaigns/{key}/draft/publish", Needs(Publish)),
    (Method::POST, "/api/campaigns/{key}/draft/proposal", Needs(Publish)),
    (Method::DELETE, "/api/campaigns/{key}/draft/proposal", Needs(Publish)),
    (Method::POST, "/api/campaigns/{key}/preview", Needs(Publish)),
    (Method::POST, "/api/campaigns/{key}/presence", Needs(View)),
    (Method::GET, "/api/campaigns/{key}/comments", Needs(View)),
    (Method::POST, "/api/campaigns/{key}/comments", Needs(Comment)),
    (Method::PATCH, "/api/campaigns/{key}/comments/{id}", Needs(Comment)),
    (Method::DELETE, "/api/campaigns/{key}/comments/{id}", Needs(Comment)),
    (Method::GET, "/api/campaigns/{key}/results", Needs(View)),
    (Method::GET, "/api/campaigns/{key}/decisions", Needs(People)),
    (Method::GET, "/api/results", Needs(View)),
    (Method::GET, "/api/campaigns/{key}/effect", Needs(View)),
    (Method::GET, "/api/effects", Needs(View)),
    (Method::GET, "/api/effects/report", Needs(View)),
    (Method::GET, "/api/effects/report.csv", Needs(View)),
    (Method::POST, "/api/plans", Needs(View)),
    (Method::GET, "/api/trends", Needs(View)),
    (Method::GET, "/api/trends/choices", Needs(View)),
    (Method::GET, "/api/segments", Needs(View)),
    (Method::GET, "/api/segments/{key}", Needs(View)),
    (Method::PUT, "/api/segments/{key}", Needs(Publish)),
    (Method::GET, "/api/segments/figures", Needs(View)),
    (Method::GET, "/api/segments/{key}/flow", Needs(View)),
    (Method::GET, "/api/segments/{key}/members", Needs(People)),
    (Method::GET, "/api/segments/{key}/history", Needs(View)),
    (Method::POST, "/api/render", Needs(View)),
    (Method::POST, "/api/publish", Needs(Publish)),
    (Method::POST, "/api/images", Needs(Publish)),
    (Method::POST, "/api/page-looks", Needs(Publish)),
    (Method::GET, "/api/page-looks/{token}", Needs(Publish)),
    (Method::GET, "/api/export", Needs(View)),
    // The site.
    (Method::GET, "/api/home", Needs(View)),
    (Method::GET, "/api/installation", Needs(View)),
    (Method::GET, "/api/site", Needs(View)),
    (Method::PUT, "/api/site", Needs(Settings)),
    (Method::PUT, "/api/site/name", Needs(Settings)),
    (Method::GET, "/api/site/history", Needs(View)),
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

/// Tells with every operation how its rule is refused, so that no endpoint has to.
pub(crate) fn describe(description: &mut OpenApi) {
    for (path, item) in &mut description.paths.paths {
        let operations = [
            (Method::GET, &mut item.get),
            (Method::PUT, &mut item.put),
            (Method::POST, &mut item.post),
            (Method::PATCH, &mut item.patch),
            (Method::DELETE, &mut item.delete),
        ];
        for (method, operation) in operations {
            let (Some(rule), Some(operation)) = (rule(&method, path), operation) else { continue };
            for (status, codes) in refusals(rule) {
                let refused = operation.responses.responses.entry(status.to_owned());
                refused.or_insert_with(|| RefOr::T(problem(&codes)));
            }
        }
    }
}

/// Status and codes with which a rule is refused.
fn refusals(rule: Rule) -> Vec<(&'static str, String)> {
    match rule {
        Public => Vec::new(),
        AtTheMachine => vec![("401", "`missing_api_key`, `unknown_api_key`".to_owned())],
        Account => {
            let csrf = "`csrf_refused`".to_owned();
            vec![("401", "`session_needed`, `session_ended`".to_owned()), ("403", csrf)]
        }
        Needs(what) => {
            let role = format!("`role_refused`: it needs the permission `{}`; `csrf_refused`", what.name());
            vec![("401", "`missing_api_key`, `unknown_api_key`, `session_ended`".to_owned()), ("403", role)]
        }
    }
}

fn problem(codes: &str) -> Response {
    let document = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(document)).build();
    ResponseBuilder::new().description(codes).content("application/problem+json", content).build()
}

#[cfg(test)]
mod tests;
