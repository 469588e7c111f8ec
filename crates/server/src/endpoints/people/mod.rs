//! People: how members come in, what is theirs alone, who works in a site, and what was changed by whom.
//!
//! One file for each endpoint, or for those of one resource. Who may ask is in [`crate::permissions`]; what is refused and
//! why is the runtime's.

pub(crate) mod account;
pub(crate) mod account_sessions;
pub(crate) mod audit;
pub(crate) mod documents;
pub(crate) mod invitation;
pub(crate) mod invitations;
pub(crate) mod members;
pub(crate) mod oidc;
pub(crate) mod recovery;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod sites;
#[cfg(test)]
mod tests;

use axum::body::Body;
use axum::http::HeaderMap;
use serde::de::DeserializeOwned;

use kizukai_model::limits;

use crate::app::App;
use crate::body;
use crate::problem::ApiError;

/// The JSON of a request that is about people.
async fn read<T: DeserializeOwned>(app: &App, headers: &HeaderMap, body: Body) -> Result<T, ApiError> {
    let bytes = body::read(app, headers, body, limits::EVENT_BYTES).await?;
    body::from_json(if bytes.is_empty() { b"{}" } else { &bytes })
}

/// The number in a path; what is none is no such thing.
fn number(text: &str, kind: &'static str) -> Result<u64, ApiError> {
    text.parse().map_err(|_| ApiError::Unknown(kind))
}
