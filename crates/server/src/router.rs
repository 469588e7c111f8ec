//! All paths of the server, and the layers around them.
//!
//! Three groups: what visitors' browsers ask (open to pages of any origin, without credentials), what operators ask
//! (`/api`, with a key, same origin), what machines ask (`/healthz`, `/metrics`).

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Description};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::client::Client;
use crate::cors;
use crate::endpoints::definitions::{campaigns, export_texts, life, segments, site};
use crate::endpoints::people::{
    account, account_sessions, audit, invitation, invitations, members, oidc, recovery, second_factor,
    session, set_up, sites,
};
use crate::endpoints::segment::Call;
use crate::endpoints::{
    all_results, arrivals, audience, console, decide, decisions, drafts, effects, erase, export, health,
    home, identity, images, import_traits, installation, keys, live, metrics, openapi, page_looks, profile,
    profile_events, publish, render, results, segment, segment_figures, set_traits, site_name, tag, trends,
    visitors, vocabulary, why,
};
use crate::extract::QueryParameters;
use crate::observe::observe;
use crate::permissions;
use crate::problem::ApiError;
use crate::rates;
use crate::retry;
use crate::write_key::KeyQuery;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Kizukai",
        description = "Self-hosted WEB接客. Errors are RFC 9457 problems with a stable `code`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        contact(),
    ),
    tags(
        (name = "visitors", description = "What a shop's page asks; the write key is public."),
        (name = "profiles", description = "What is remembered of visitors."),
        (name = "campaigns", description = "Measures and their results."),
        (name = "segments", description = "Named conditions."),
        (name = "site", description = "Settings of the whole site."),
        (name = "members", description = "Who works with the site, and how they come in."),
        (name = "operation", description = "For those who run the server."),
    ),
    modifiers(&ApiKeyScheme),
    security(("api_key" = []), ("session" = [])),
)]
struct ApiDescription;

struct ApiKeyScheme;

impl Modify for ApiKeyScheme {
    fn modify(&self, description: &mut Description) {
        let mut bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        bearer.description = Some("An API key of the site".into());
        let components = description.components.get_or_insert_with(Components::new);
        components.add_security_scheme("api_key", SecurityScheme::Http(bearer));
        let said = "A member's session; changes carry the header `kizukai-csrf` besides, and `kizukai-site` names the site";
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description("kizukai_session", said));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}

/// The description of this API.
pub fn description() -> Description {
    let mut description = described().into_openapi();
    permissions::describe(&mut description);
    description
}

/// The server. Paths of `inside` come first; whatever neither knows is a problem of this API.
pub fn router(app: App, inside: Router<App>) -> Router {
    let (calls, _) = calls_of_pages().split_for_parts();
    let (tags, _) = tag_files().split_for_parts();
    let (operators, _) = for_operators().merge(for_members()).split_for_parts();
    let console = Router::new()
        .route("/console", get(console::with_slash))
        .route("/console/", get(console::index))
        .route("/console/{*name}", get(console::file));
    // A preflight is answered by the layer around the handler of wrong methods, so that one comes first.
    let calls = calls.merge(other_names());
    let calls = calls.route_layer(middleware::from_fn_with_state(app.clone(), rates::limit_addresses));
    let first_party = app.settings().first_party_path.as_deref().map(first_party);
    let pages = tags
        .merge(calls)
        .merge(first_party.unwrap_or_default())
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(app.clone(), cors::cors));
    let others = operators.merge(console).merge(inside).method_not_allowed_fallback(method_not_allowed);
    pages
        .merge(others)
        .fallback(unknown_path)
        .layer(middleware::from_fn_with_state(app.clone(), retry::retry_after))
        .layer(middleware::from_fn_with_state(app.clone(), observe))
        .with_state(app)
}

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(ApiDescription::openapi())
        .merge(calls_of_pages())
        .merge(tag_files())
        .merge(for_operators())
        .merge(for_members())
}

fn calls_of_pages() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(decide::decide))
        .routes(routes!(segment::call))
        .routes(routes!(segment::settings::project_settings))
        .routes(routes!(segment::settings::source_config))
}

fn tag_files() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(tag::tag)).routes(routes!(tag::part)).routes(routes!(images::image))
}

/// What a page asks, once more below a path of the shop's own choice.
fn first_party(path: &str) -> Router<App> {
    Router::new()
        .route(&format!("{path}/decide"), post(decide::decide))
        .route(&format!("{path}/tag.js"), get(tag::tag))
        .route(&format!("{path}/tag/{{file}}"), get(tag::part))
        .route(&format!("{path}/media/{{file}}"), get(images::image))
}

/// How members come in, what is theirs, who works in a site.
fn for_members() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_up::set_up_state, set_up::set_up))
        .routes(routes!(session::sign_in_options))
        .routes(routes!(session::session, session::sign_in, session::sign_out))
        .routes(routes!(oidc::begin_oidc))
        .routes(routes!(oidc::end_oidc))
        .routes(routes!(account::change_account))
        .routes(routes!(account::change_password))
        .routes(routes!(second_factor::draft_totp, second_factor::confirm_totp))
        .routes(routes!(second_factor::remove_totp))
        .routes(routes!(account_sessions::list_sessions, account_sessions::end_other_sessions))
        .routes(routes!(account_sessions::end_session))
        .routes(routes!(sites::make_site))
        .routes(routes!(members::list_members))
        .routes(routes!(members::change_role, members::remove_member))
        .routes(routes!(invitations::list_invitations, invitations::make_invitation))
        .routes(routes!(invitations::remove_invitation))
        .routes(routes!(invitation::open_invitation, invitation::follow_invitation))
        .routes(routes!(recovery::make_recovery))
        .routes(routes!(recovery::open_recovery, recovery::recover))
        .routes(routes!(audit::audit))
}

fn for_operators() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(profile::profile, erase::erase))
        .routes(routes!(profile_events::profile_events))
        .routes(routes!(why::why))
        .routes(routes!(render::render))
        .routes(routes!(export::export))
        .routes(routes!(set_traits::set_traits))
        .routes(routes!(import_traits::import_traits))
        .routes(routes!(segment::past::past_events))
        .routes(routes!(live::live))
        .routes(routes!(visitors::visitors))
        .routes(routes!(audience::audience))
        .routes(routes!(vocabulary::vocabulary))
        .routes(routes!(home::home))
        .routes(routes!(installation::installation))
        .routes(routes!(arrivals::arrivals))
        .routes(routes!(campaigns::list_campaigns))
        .routes(routes!(campaigns::get_campaign, campaigns::put_campaign))
        .routes(routes!(life::campaign_history))
        .routes(routes!(life::timeline))
        .routes(routes!(life::set_status))
        .routes(routes!(drafts::check::check_campaign))
        .routes(routes!(drafts::draft::list_drafts))
        .routes(routes!(drafts::draft::get_draft, drafts::draft::put_draft, drafts::draft::remove_draft))
        .routes(routes!(drafts::publishing::publish_draft))
        .routes(routes!(drafts::presence::be_present))
        .routes(routes!(drafts::preview::make_preview))
        .routes(routes!(drafts::comments::list_comments, drafts::comments::add_comment))
        .routes(routes!(drafts::comments::resolve_comment, drafts::comments::remove_comment))
        .routes(routes!(drafts::proposal::propose_draft, drafts::proposal::withdraw_proposal))
        .routes(routes!(results::results))
        .routes(routes!(all_results::all_results))
        .routes(routes!(effects::effect))
        .routes(routes!(effects::effects))
        .routes(routes!(effects::report))
        .routes(routes!(effects::report_csv))
        .routes(routes!(effects::plan_outlook))
        .routes(routes!(trends::trends))
        .routes(routes!(trends::choices))
        .routes(routes!(decisions::decisions))
        .routes(routes!(segments::list_segments))
        .routes(routes!(segments::get_segment, segments::put_segment))
        .routes(routes!(life::segment_history))
        .routes(routes!(segment_figures::segment_figures))
        .routes(routes!(segment_figures::segment_flow))
        .routes(routes!(segment_figures::segment_members))
        .routes(routes!(site::get_site, site::put_site))
        .routes(routes!(life::site_history))
        .routes(routes!(site_name::rename_site))
        .routes(routes!(export_texts::export_texts))
        .routes(routes!(publish::publish))
        .routes(routes!(images::add_image))
        .routes(routes!(page_looks::make_page_look))
        .routes(routes!(page_looks::page_look))
        .routes(routes!(keys::list_keys, keys::make_key))
        .routes(routes!(keys::remove_key))
        .routes(routes!(identity::identity))
        .routes(routes!(identity::make_identity_secret))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .routes(routes!(metrics::metrics))
        .routes(routes!(openapi::openapi))
}

/// The other names under which SDKs of others call.
fn other_names() -> Router<App> {
    let router = Router::new()
        .route("/sourceConfig/", get(segment::settings::source_config))
        .route("/projects/{write_key}/settings", get(segment::settings::project_settings))
        .route("/beacon/v1/{call}", post(segment::call))
        .route("/api/s/{call}", post(segment::call))
        .route("/api/s/s2s/{call}", post(segment::call));
    segment::NAMES.iter().fold(router, |router, (name, call)| router.route(&format!("/{name}"), short(*call)))
}

/// A call whose path is its name alone.
fn short(call: Call) -> MethodRouter<App> {
    post(
        move |State(app): State<App>,
              client: Client,
              query: QueryParameters<KeyQuery>,
              headers: HeaderMap,
              body: Body| async move { segment::take(&app, call, client, &query.0, &headers, body).await },
    )
}

async fn unknown_path() -> ApiError {
    ApiError::UnknownPath
}

async fn method_not_allowed() -> ApiError {
    ApiError::MethodNotAllowed
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};

    #[tokio::test]
    async fn unknown_paths_and_methods_are_problems_too() {
        let harness = Harness::start();
        let nothing = harness.get("/nothing").await;
        assert_eq!(nothing.status(), StatusCode::NOT_FOUND);
        assert_eq!(json(nothing).await["code"], "unknown_path");
        for path in ["/v1/decide", "/api/profiles/import", "/api/publish"] {
            let response = harness.delete(path).await;
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert!(response.headers().contains_key(header::ALLOW));
            assert_eq!(json(response).await["code"], "method_not_allowed");
        }
    }

    #[tokio::test]
    async fn pages_of_other_origins_may_decide_without_credentials() {
        let harness = Harness::start();
        let preflight = Request::options("/v1/decide")
            .header(header::ORIGIN, "https://shop.example")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "anonymousid,authorization,content-type,sentat")
            .body(Body::empty())
            .unwrap();
        let response = harness.send(preflight).await;
        assert_eq!(response.status(), StatusCode::OK);
        let headers = response.headers();
        assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert_eq!(
            headers[header::ACCESS_CONTROL_ALLOW_HEADERS],
            "anonymousid,authorization,content-type,sentat"
        );
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
        let answered = harness.decide(&serde_json::json!({"events": []})).await;
        assert_eq!(answered.headers()[header::ACCESS_CONTROL_EXPOSE_HEADERS], "retry-after");
    }

    #[tokio::test]
    async fn the_admin_api_is_closed_to_pages_of_other_origins() {
        let harness = Harness::start();
        let response = harness.get("/api/site").await;
        assert!(!response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    }

    /// Asks from an address of the world outside.
    async fn from_outside(
        harness: &Harness,
        request: axum::http::request::Builder,
        body: String,
    ) -> axum::response::Response {
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(crate::client::Peer([192, 0, 2, 1].into()));
        harness.send(request).await
    }

    #[tokio::test]
    async fn who_asks_too_often_is_told_when_to_come_back_and_others_are_served() {
        let rates =
            crate::RateLimits { per_address: crate::Rate { per_second: 1, burst: 3 }, ..Default::default() };
        let harness = Harness::with_settings(crate::Settings { rates, ..Default::default() });
        let _recording = harness.record();
        let body = serde_json::json!({"writeKey": harness.keys.write_key.as_str(), "events": []}).to_string();
        let mut statuses = Vec::new();
        for _ in 0..4 {
            let response = from_outside(&harness, Request::post("/v1/decide"), body.clone()).await;
            statuses.push(response.status().as_u16());
            if response.status() == StatusCode::TOO_MANY_REQUESTS {
                let wait: u64 = response.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
                assert!((1..=2).contains(&wait), "{wait}");
                assert_eq!(response.headers()[header::ACCESS_CONTROL_EXPOSE_HEADERS], "retry-after");
                assert_eq!(json(response).await["code"], "too_many_requests");
            }
        }
        assert_eq!(statuses, [200, 200, 200, 429]);
        assert_eq!(
            from_outside(&harness, Request::get("/tag.js"), String::new()).await.status(),
            StatusCode::OK
        );
        assert_eq!(harness.decide(&serde_json::json!({"events": []})).await.status(), StatusCode::OK);
        let figures = crate::harness::text(harness.get("/metrics").await).await;
        assert!(figures.contains("kizukai_limit_hits_total{limit=\"address_rate\"} 1"), "{figures}");
        harness.pass(kizukai_model::Span::from_secs(1));
        let again = from_outside(&harness, Request::post("/v1/decide"), body).await;
        assert_eq!(again.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_site_s_key_has_a_rate_of_its_own_over_all_paths() {
        let rates =
            crate::RateLimits { per_key: crate::Rate { per_second: 1, burst: 2 }, ..Default::default() };
        let harness = Harness::with_settings(crate::Settings { rates, ..Default::default() });
        let event =
            serde_json::json!({"writeKey": harness.keys.write_key.as_str(), "event": "A", "events": []})
                .to_string();
        let mut statuses = Vec::new();
        for path in ["/v1/decide", "/v1/track", "/t"] {
            let response = from_outside(&harness, Request::post(path), event.clone()).await;
            statuses.push(response.status().as_u16());
        }
        assert_eq!(statuses, [200, 200, 429]);
    }

    #[tokio::test]
    async fn wrong_api_keys_are_counted_and_a_right_one_still_opens() {
        let harness = Harness::start();
        let ask =
            |key: &str| Request::get("/api/site").header(header::AUTHORIZATION, format!("Bearer {key}"));
        let mut statuses = Vec::new();
        for _ in 0..11 {
            statuses.push(from_outside(&harness, ask("nonsense"), String::new()).await.status().as_u16());
        }
        assert_eq!(statuses[9..], [401, 429]);
        let right = from_outside(&harness, ask(&harness.keys.api_key), String::new()).await;
        assert_eq!(right.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn what_a_page_asks_has_a_second_path_where_the_shop_wants_one() {
        let settings = crate::Settings { first_party_path: Some("/kz".to_owned()), ..Default::default() };
        let harness = Harness::with_settings(settings);
        let body = serde_json::json!({"writeKey": harness.keys.write_key.as_str(), "events": []}).to_string();
        let decided = harness.send(Request::post("/kz/decide").body(Body::from(body)).unwrap()).await;
        assert_eq!(decided.status(), StatusCode::OK);
        for path in ["/kz/tag.js", "/kz/tag/renderer.js"] {
            assert_eq!(harness.get(path).await.status(), StatusCode::OK, "{path}");
        }
        assert_eq!(Harness::start().get("/kz/tag.js").await.status(), StatusCode::NOT_FOUND);
    }
}
