//! Campaigns under edit: drafts kept beside what is published, how one becomes a publication, and what is said about it.
//!
//! A draft may be unfinished or wrong. What publishing it would say is told with it; only publishing refuses.

pub(crate) mod check;
pub(crate) mod comments;
pub(crate) mod draft;
pub(crate) mod presence;
pub(crate) mod preview;
pub(crate) mod proposal;
pub(crate) mod publishing;

use serde::Serialize;
use serde_json::Value;
use utoipa::{IntoResponses, ToSchema};

use kizukai_model::Key;
use kizukai_runtime::{Check, Draft, Proposal};

use crate::problem::{ApiError, PlaceInText, ProblemDocument};

/// A campaign's text under edit.
#[derive(Serialize, ToSchema)]
#[schema(as = Draft)]
pub(crate) struct DraftDocument {
    /// The campaign's key.
    key: String,
    /// The text as it was saved; it may be unfinished.
    #[schema(value_type = Object)]
    text: Value,
    /// The published version it was begun from; 0 for none.
    base_version: u32,
    /// The published version that stands now; 0 for none.
    live_version: u32,
    /// Which state of the draft this is: greater with every save, never given again.
    revision: u32,
    /// When it was saved (RFC 3339).
    edited_at: String,
    /// By whom.
    edited_by: String,
    /// Whether somebody asks for its publication.
    proposal: Option<ProposalDocument>,
    check: CheckDocument,
}

/// Somebody asks for a draft's publication.
#[derive(Serialize, ToSchema)]
#[schema(as = DraftProposal)]
pub(crate) struct ProposalDocument {
    /// Who.
    by: String,
    /// When (RFC 3339).
    at: String,
    /// What was said with it.
    note: String,
}

/// What publishing a text would say.
#[derive(Serialize, ToSchema)]
#[schema(as = Check)]
pub(crate) struct CheckDocument {
    /// For these it would be refused.
    problems: Vec<PlaceInText>,
    /// Allowed, but probably not meant; and fields that mean nothing.
    warnings: Vec<PlaceInText>,
    /// Whether a phase would end, because visitors would get something else.
    would_cut_phase: bool,
}

impl From<Check> for CheckDocument {
    fn from(check: Check) -> Self {
        Self {
            problems: check.problems.into_iter().map(PlaceInText::from).collect(),
            warnings: check.warnings.into_iter().map(PlaceInText::from).collect(),
            would_cut_phase: check.would_cut_phase,
        }
    }
}

impl From<Proposal> for ProposalDocument {
    fn from(proposal: Proposal) -> Self {
        Self { by: proposal.by, at: proposal.at.to_rfc3339(), note: proposal.note }
    }
}

impl From<Draft> for DraftDocument {
    fn from(draft: Draft) -> Self {
        Self {
            key: draft.key.to_string(),
            text: draft.text,
            base_version: draft.base_version,
            live_version: draft.live_version,
            revision: draft.revision,
            edited_at: draft.edited_at.to_rfc3339(),
            edited_by: draft.edited_by,
            proposal: draft.proposal.map(ProposalDocument::from),
            check: draft.check.into(),
        }
    }
}

/// Refusals of what changes a draft.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "described, never made")]
pub(crate) enum DraftRefusals {
    /// `broken_json`, `bad_field`, `bad_parameter`
    #[response(status = 400, content_type = "application/problem+json")]
    Broken(ProblemDocument),
    /// `version_conflict`: another revision stands
    #[response(status = 412, content_type = "application/problem+json")]
    Conflict(ProblemDocument),
    /// `body_too_large`: more than 256 KiB
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemDocument),
}

/// The key of a path, where something may be made under it.
fn key_of(key: &str) -> Result<Key, ApiError> {
    key.parse().map_err(|error| ApiError::BadParameter(format!("key: {error}")))
}

#[cfg(test)]
mod tests;
