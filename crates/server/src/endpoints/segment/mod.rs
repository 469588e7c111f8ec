//! Segment's HTTP API: events from the SDKs of others, one by one or in batches.
//!
//! `call` names the paths, `message` reads a body, `people` finds out whom the events are about, `settings` answers what
//! clients ask before they send; `past` takes what was recorded elsewhere. Nobody waits for what these events decide (surface `none`): profiles change, nothing is
//! shown. Lenient in everything that real clients do differently; one bad event harms no other.

mod call;
mod message;
pub(crate) mod past;
mod people;
#[cfg(test)]
mod recorded;
pub(crate) mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_model::limits;
use kizukai_runtime::{Admission, DecideReply, RuntimeError};

pub(crate) use self::call::{Call, NAMES};
use self::message::Message;
use self::people::People;
use crate::app::App;
use crate::arrivals::Arrived;
use crate::body;
use crate::client::Client;
use crate::endpoints::event_schema::EventDocument;
use crate::extract::{PathParameter, QueryParameters};
use crate::problem::{ApiError, ProblemDocument};
use crate::verdict::VerdictOfEvent;
use crate::write_key::{self, KeyQuery};

/// A batch of events.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct SegmentBatch {
    /// The site's write key, or a secret ingest key; counts where neither a header nor the address brings one.
    write_key: Option<String>,
    /// When the client sent this by its own clock: corrects the events' times.
    #[schema(format = DateTime)]
    sent_at: Option<String>,
    /// The events, each with `userId`, `anonymousId` or both; at most 500.
    #[schema(max_items = 500)]
    batch: Vec<EventDocument>,
    /// What else clients send is left aside.
    context: Option<BTreeMap<String, Value>>,
}

/// What became of the events. Everything in it is durable.
#[derive(Serialize, ToSchema)]
pub(crate) struct SegmentAnswer {
    /// Whether nothing has to be sent again.
    success: bool,
    /// One for each event, in order.
    verdicts: Vec<VerdictOfEvent>,
}

/// Take events in Segment's shapes.
///
/// Also without `/v1`, by the short names `t p s i g a b`, and as `/api/s/{call}`. The key is the user name of Basic
/// authentication, else the header `X-Write-Key`, else `writeKey` in the query, else in the body: the first present
/// counts. A single call takes one event of its type, `batch` a list. Any content type is taken; gzip by its header or its
/// first bytes. Events of it change profiles and show nothing.
#[utoipa::path(
    post,
    path = "/v1/{call}",
    tag = "visitors",
    params(("call" = String, Path, description = "`track`, `page`, `screen`, `identify`, `group`, `alias`, `batch`, or the short name a client uses"), KeyQuery),
    request_body(content = SegmentBatch, content_type = "application/json"),
    responses(
        (status = 200, description = "Each event has its verdict, and nothing has to be sent again", body = SegmentAnswer),
        (status = 400, description = "`broken_json`, `json_too_deep`, `bad_field`, `bad_gzip`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "`missing_write_key`, `unknown_write_key`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`unknown_path`: no such call", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 500 KiB", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: after `Retry-After` again", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "At least one verdict is `retry`: send the same again after `Retry-After`", body = SegmentAnswer),
    ),
    security(()),
)]
pub(crate) async fn call(
    State(app): State<App>,
    client: Client,
    PathParameter(name): PathParameter,
    query: QueryParameters<KeyQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    take(&app, Call::named(&name).ok_or(ApiError::UnknownPath)?, client, &query.0, &headers, body).await
}

/// Takes one request.
pub(crate) async fn take(
    app: &App,
    call: Call,
    client: Client,
    query: &KeyQuery,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let named = write_key::before_the_body(headers, query);
    // A body that comes with a wrong key is taken in, so that the sender hears the answer, and not looked at.
    let bytes =
        body::collect_within(app.settings().body_arrival, headers, body, limits::REQUEST_BYTES).await?;
    let admitted = named.map(|key| app.admit(Some(&key), headers, client)).transpose()?;
    let message = Message::read(call, &body::plain(headers, bytes, limits::REQUEST_BYTES)?)?;
    let admission = match admitted {
        Some(admission) => admission,
        None => app.admit(message.write_key.as_deref(), headers, client)?,
    };
    Ok(store(app, &admission, call.name(), headers, &message).await)
}

/// Has the events of a message stored, and answers.
async fn store(
    app: &App,
    admission: &Admission,
    via: &'static str,
    headers: &HeaderMap,
    message: &Message,
) -> Response {
    let mut people = people::sort(app, admission, headers, message);
    let requests = std::mem::take(&mut people.requests);
    let replies = app.runtime().decide_all(&admission.site, requests).await;
    let verdicts = People::fill(people, replies.into_iter().map(verdicts_of).collect());
    let arrived = Arrived { via, headers, anonymous_id: None, events: &message.events, verdicts: &verdicts };
    app.arrivals().record(&admission.site, app.runtime().now(), &arrived);
    answer(SegmentAnswer { success: !verdicts.iter().any(VerdictOfEvent::is_retry), verdicts })
}

/// The verdicts of one request, or why its events have to be sent again.
fn verdicts_of(reply: Result<DecideReply, RuntimeError>) -> Result<Vec<VerdictOfEvent>, String> {
    match reply {
        Ok(reply) => Ok(reply.verdicts.into_iter().map(Into::into).collect()),
        Err(RuntimeError::Overloaded) => Err("overloaded".to_owned()),
        Err(error) if error.is_passing() => Err("unavailable".to_owned()),
        Err(error) => {
            tracing::error!(%error, "the events of one person could not be processed");
            Err("internal".to_owned())
        }
    }
}

fn answer(answer: SegmentAnswer) -> Response {
    let status = if answer.success { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut response = (status, axum::Json(answer)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
