//! `POST /v1/decide`: takes what happened to a visitor and answers what the page shows.
//!
//! The tag sends it with every page, signal and answer; apps and servers may send it too. `request` says what is
//! read, `events` how a bad event is kept from harming its neighbours, `response` what is answered. What is decided,
//! and why, is the runtime's and the engagement crate's business.

mod content_schema;
mod request;
mod response;
#[cfg(test)]
mod tests;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use kizukai_engagement::Surface;
use kizukai_model::{SiteId, limits, read_id};
use kizukai_runtime::{Admission, DecideRequest};

use crate::app::App;
use crate::arrivals::Arrived;
use crate::client::Client;
use crate::limits::PROOFS;
use crate::problem::{ApiError, ProblemDocument};
use crate::{auth, body, cookie};

use self::request::DecideBody;
pub(crate) use self::request::{read_device, read_locale};
use self::response::DecideResponse;
use crate::events::{self, Envelope};

/// Take what happened to a visitor and decide what the page shows.
///
/// Any content type is taken, so that a closing page's beacon needs no preflight; gzip by its header or its first
/// bytes. Each event gets a verdict; one bad event harms no other. What is answered is durable.
#[utoipa::path(
    post,
    path = "/v1/decide",
    tag = "visitors",
    request_body(content = DecideBody, content_type = "application/json"),
    responses(
        (status = 200, description = "What follows", body = DecideResponse),
        (status = 400, description = "`broken_json`, `json_too_deep`, `bad_field`, `bad_gzip`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_write_key`, `unknown_write_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 500 KiB", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: after `Retry-After` again", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "Nothing was stored: every verdict is `retry`, or `overloaded` as a problem. Send it again", body = DecideResponse),
    ),
    security(()),
)]
pub(crate) async fn decide(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let bytes = body::read(&app, &headers, body, limits::REQUEST_BYTES).await?;
    let request = DecideBody::read(&bytes)?;
    let Admission { site, trusted } = app.admit(request.write_key.as_deref(), &headers, client)?;
    let explain = request.explain && auth::opens(&app, &headers, &site);
    let cookie_id = cookie::anonymous_id(&headers);
    let received_at = app.runtime().now();
    let envelope = Envelope { received_at, sent_at: request.sent_at, page: request.context.page.as_ref() };
    let (events, places) = events::read(&request.events, &envelope, || app.runtime().fresh_id());
    let proved = proved(&app, &site, &request);
    let asked = DecideRequest {
        anonymous_id: request.anonymous_id.or_else(|| cookie_id.map(str::to_owned)),
        user_id: request.user_id,
        surface: if request.closing { Surface::None } else { Surface::Page },
        events,
        page: request.context.page,
        device: request.context.device,
        locale: request.context.locale,
        activity: request.context.activity,
        consent: request.context.consent,
        gpc: request.context.gpc || sends_gpc(&headers),
        showing: request.showing,
        trusted,
        proved,
        explain,
    };
    let previewed = app.runtime().preview(&site, &asked);
    let is_preview = previewed.is_some();
    let reply = match previewed {
        Some(reply) => reply,
        None => app.runtime().decide(&site, asked).await?,
    };
    let may_keep_id = !reply.is_forgotten;
    let decided = DecideResponse::new(reply, places);
    if is_preview {
        return Ok(answer(&decided, cookie_id, may_keep_id));
    }
    let arrived = Arrived {
        via: "decide",
        headers: &headers,
        anonymous_id: may_keep_id.then(|| decided.anonymous_id()),
        events: &request.events,
        verdicts: decided.verdicts(),
    };
    app.arrivals().record(&site, received_at, &arrived);
    Ok(answer(&decided, cookie_id, may_keep_id))
}

/// The user ids that the request proves: its own, and those of its identify events, which carry a `userHash` beside it.
fn proved(app: &App, site: &SiteId, request: &DecideBody) -> Vec<String> {
    let own = request.user_id.as_deref().zip(request.user_hash.as_deref());
    let claims = request.events.iter().filter_map(|event| {
        let user = event.get("userId").and_then(read_id)?;
        Some((user, event.get("userHash")?.as_str()?))
    });
    let mut proved: Vec<String> = Vec::new();
    let own = own.into_iter().map(|(user, hash)| (user.to_owned(), hash));
    for (user, hash) in own.chain(claims).take(PROOFS) {
        if !proved.contains(&user) && app.runtime().proves(site, &user, hash) {
            proved.push(user);
        }
    }
    proved
}

/// Whether the browser refuses to be sold to, everywhere (Global Privacy Control).
fn sends_gpc(headers: &HeaderMap) -> bool {
    headers.get("sec-gpc").is_some_and(|value| value.as_bytes() == b"1")
}

fn answer(decided: &DecideResponse, cookie_id: Option<&str>, may_keep_id: bool) -> Response {
    let stored = !decided.is_all_retry();
    let status = if stored { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut response = (status, axum::Json(decided)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let id = decided.anonymous_id();
    if let Some(line) = cookie::set(id).filter(|_| may_keep_id && cookie_id != Some(id)) {
        headers.insert(header::SET_COOKIE, line);
    }
    response
}
