//! `GET /api/audit`: who changed what.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use kizukai_runtime::RecordEntry;

use crate::app::App;
use crate::auth::Caller;
use crate::extract::QueryParameters;
use crate::limits::{AUDIT_DEFAULT, AUDIT_ROWS};
use crate::problem::{ApiError, ProblemDocument};

/// Which part of the record.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    /// At most so many, up to 200; 50 when left out.
    limit: Option<usize>,
    /// Older than this number: `next` of the page before.
    before: Option<u64>,
    /// Of this target alone, e.g. `campaign/cart-shipping`.
    target: Option<String>,
}

/// What kind of asker.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditActor)]
pub(crate) struct ActorDocument {
    /// `member`, `key`, `local` (the command line on the server's machine) or `system`.
    kind: String,
    /// A member's address, a key's number and label.
    name: String,
}

/// One change.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub(crate) struct AuditEntryDocument {
    /// Its number: later ones are greater.
    id: u64,
    /// When (RFC 3339).
    at: String,
    /// Who.
    actor: ActorDocument,
    /// What was done, e.g. `campaign.publish`.
    action: String,
    /// To what, e.g. `campaign/cart-shipping`.
    target: String,
    /// How it was before; null where there is nothing to tell.
    before: Option<Value>,
    /// How it was after.
    after: Option<Value>,
}

/// A page of the record.
#[derive(Serialize, ToSchema)]
#[schema(as = Audit)]
pub(crate) struct AuditDocument {
    /// Newest first.
    entries: Vec<AuditEntryDocument>,
    /// `before` of the next page; null at the end.
    next: Option<u64>,
}

impl From<RecordEntry> for AuditEntryDocument {
    fn from(entry: RecordEntry) -> Self {
        Self {
            id: entry.id,
            at: entry.at.to_rfc3339(),
            actor: ActorDocument { kind: entry.actor_kind, name: entry.actor_name },
            action: entry.action,
            target: entry.target,
            before: entry.before,
            after: entry.after,
        }
    }
}

/// Read who changed what.
#[utoipa::path(
    get,
    path = "/api/audit",
    tag = "members",
    params(AuditQuery),
    responses(
        (status = 200, description = "Newest first", body = AuditDocument),
        (status = 400, description = "`bad_parameter`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn audit(
    State(app): State<App>,
    caller: Caller,
    QueryParameters(query): QueryParameters<AuditQuery>,
) -> Result<Json<AuditDocument>, ApiError> {
    let limit = query.limit.unwrap_or(AUDIT_DEFAULT);
    if !(1..=AUDIT_ROWS).contains(&limit) {
        return Err(ApiError::BadParameter(format!("limit: 1 to {AUDIT_ROWS}")));
    }
    let entries = app.runtime().records(&caller.site, query.before, query.target, limit).await?;
    let next = if entries.len() == limit { entries.last().map(|entry| entry.id) } else { None };
    Ok(Json(AuditDocument { entries: entries.into_iter().map(Into::into).collect(), next }))
}
