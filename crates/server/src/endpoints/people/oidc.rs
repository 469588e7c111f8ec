//! `GET /api/session/oidc`, `GET /api/session/oidc/callback`: to the company's provider and back.
//!
//! Both are followed by the browser itself, so whatever goes wrong ends on the sign-in page, with a code it has words for.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use kizukai_runtime::{Actor, OpenedSession};

use crate::app::App;
use crate::client::Client;
use crate::cookie;
use crate::extract::QueryParameters;
use crate::limits::SIGN_IN_LIFE;
use crate::oidc::{self, Failure, Journey, Provider};
use crate::problem::{ApiError, ProblemDocument};
use crate::recording::record_of_member;
use crate::session_cookie::{self, device};

/// Ties a sign-in to the browser that began it.
const COOKIE: &str = "kizukai_oidc";

/// Where to go afterwards.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BeginQuery {
    /// A page of the console.
    next: Option<String>,
}

/// What the provider sends along.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CallbackQuery {
    /// Which sign-in it is.
    state: Option<String>,
    /// What the tokens are asked for with.
    code: Option<String>,
}

/// Begin to sign in with the company's provider.
#[utoipa::path(
    get,
    path = "/api/session/oidc",
    tag = "members",
    params(BeginQuery),
    responses(
        (status = 302, description = "To the provider; or to the sign-in page with `problem`: `oidc_unavailable`"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn begin_oidc(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    QueryParameters(query): QueryParameters<BeginQuery>,
) -> Result<Response, ApiError> {
    app.rates().entry(client)?;
    let Some(provider) = app.provider() else { return Ok(failed(Failure::Unavailable)) };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(callback) = oidc::callback(&app, host) else { return Ok(failed(Failure::Unavailable)) };
    let [state, nonce, verifier] = [(); 3].map(|()| app.runtime().fresh_secret());
    let (next, began_at) = (oidc::destination(query.next.as_deref()), app.runtime().now());
    let journey = Journey { nonce, verifier, callback, next, began_at };
    let asked = (state.clone(), journey.clone());
    let address = blocking(provider, move |provider| provider.address(&asked.0, &asked.1)).await?;
    Ok(match address {
        Ok(address) => {
            app.pending().begin(state.clone(), journey);
            let life_s = SIGN_IN_LIFE.as_secs();
            to(&address, &[cookie_line(&format!("{state}; Max-Age={life_s}"))])
        }
        Err(failure) => failed(failure),
    })
}

/// Come back from the company's provider.
#[utoipa::path(
    get,
    path = "/api/session/oidc/callback",
    tag = "members",
    params(CallbackQuery),
    responses(
        (status = 302, description = "Into the console, signed in; or to the sign-in page with `problem`: `oidc_state`, `oidc_refused`, `oidc_email_unverified`, `oidc_domain`, `oidc_no_member`, `oidc_unavailable`"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn end_oidc(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    QueryParameters(query): QueryParameters<CallbackQuery>,
) -> Result<Response, ApiError> {
    app.rates().entry(client)?;
    Ok(match signed_in(&app, &headers, query).await? {
        Ok((session, next)) => to(&next, &[session_cookie::set(&session.secret), cookie_line("; Max-Age=0")]),
        Err(failure) => failed(failure),
    })
}

/// Signs the member in whom the provider vouches for, or says why not.
async fn signed_in(
    app: &App,
    headers: &HeaderMap,
    query: CallbackQuery,
) -> Result<Result<(OpenedSession, String), Failure>, ApiError> {
    let Some(provider) = app.provider() else { return Ok(Err(Failure::Unavailable)) };
    let began_here = cookie::value(headers, COOKIE).is_some_and(|own| query.state.as_deref() == Some(own));
    let journey =
        query.state.filter(|_| began_here).and_then(|state| app.pending().end(&state, app.runtime().now()));
    let Some(journey) = journey else { return Ok(Err(Failure::Astray)) };
    let Some(code) = query.code else { return Ok(Err(Failure::Refused)) };
    let (next, now) = (journey.next.clone(), app.runtime().now());
    let email =
        blocking(provider.clone(), move |provider| provider.address_of_person(code, journey, now)).await?;
    let email = match email {
        Ok(email) => email,
        Err(failure) => return Ok(Err(failure)),
    };
    if !oidc::is_allowed(&provider.settings().allowed_domains, &email) {
        return Ok(Err(Failure::Domain));
    }
    let Some(member) = app.runtime().member_by_email(&email) else { return Ok(Err(Failure::NoMember)) };
    let device = device(headers);
    let session = app.runtime().open_session(member.id, &device).await?;
    let after = json!({"device": device, "by": provider.settings().name});
    record_of_member(app, &Actor::member(member.id, &member.email), "session.sign_in", Some(after)).await?;
    Ok(Ok((session, next)))
}

/// Asks the provider away from the threads that serve.
async fn blocking<T: Send + 'static>(
    provider: Arc<Provider>,
    ask: impl FnOnce(&Provider) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let asked = tokio::task::spawn_blocking(move || ask(&provider)).await;
    asked.map_err(|error| ApiError::Internal(error.to_string()))
}

fn failed(failure: Failure) -> Response {
    to(&format!("/console/sign-in?problem={}", failure.code()), &[cookie_line("; Max-Age=0")])
}

fn to(address: &str, cookies: &[HeaderValue]) -> Response {
    let mut response = StatusCode::FOUND.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let address = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/console/sign-in"));
    headers.insert(header::LOCATION, address);
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie.clone());
    }
    response
}

/// The cookie's line with its value and age. The provider is another site: the way back must carry it (`Lax`).
fn cookie_line(value: &str) -> HeaderValue {
    let line = format!("{COOKIE}={value}; Path=/api/session/oidc; HttpOnly; Secure; SameSite=Lax");
    HeaderValue::from_str(&line).expect("a state is hexadecimal digits")
}

#[cfg(test)]
mod tests {
    use crate::harness::Harness;
    use crate::{OidcSettings, Settings};
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};

    /// A server whose provider is not there.
    fn with_provider() -> Harness {
        let oidc = OidcSettings {
            issuer: "http://127.0.0.1:1".to_owned(),
            client_id: "kizukai".to_owned(),
            client_secret: "secret".to_owned(),
            name: "社内ログイン".to_owned(),
            allowed_domains: Vec::new(),
        };
        Harness::with_settings(Settings { oidc: Some(oidc), ..Settings::default() })
    }

    async fn leads_to(harness: &Harness, path: &str, cookie: &str) -> String {
        let request =
            Request::get(path).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, cookie);
        let response = harness.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::FOUND);
        response.headers()[header::LOCATION].to_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn what_cannot_be_ends_on_the_sign_in_page() {
        let plain = Harness::start();
        let begin = "/api/session/oidc?next=/console/visitors";
        assert_eq!(leads_to(&plain, begin, "").await, "/console/sign-in?problem=oidc_unavailable");
        let harness = with_provider();
        assert_eq!(leads_to(&harness, begin, "").await, "/console/sign-in?problem=oidc_unavailable");
        for (query, cookie) in [("", ""), ("?state=a&code=b", ""), ("?state=a&code=b", "kizukai_oidc=a")] {
            let path = format!("/api/session/oidc/callback{query}");
            assert_eq!(leads_to(&harness, &path, cookie).await, "/console/sign-in?problem=oidc_state");
        }
        let options = crate::harness::json(harness.get_without_key("/api/session/options").await).await;
        assert_eq!(options["oidc"]["name"], "社内ログイン");
    }
}
