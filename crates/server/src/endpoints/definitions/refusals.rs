//! How reading and publishing texts is refused, for the description of the API: the same for every kind of text. The
//! refusals themselves are made in [`crate::problem`].

use utoipa::IntoResponses;

use crate::problem::ProblemDocument;

/// Refusals of what asks for a key alone.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "described, never made")]
pub(crate) enum KeyRefusals {
    /// `missing_api_key`, `unknown_api_key`
    #[response(status = 401, content_type = "application/problem+json")]
    Key(ProblemDocument),
}

/// Refusals of reading one text.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "described, never made")]
pub(crate) enum TextRefusals {
    /// `missing_api_key`, `unknown_api_key`
    #[response(status = 401, content_type = "application/problem+json")]
    Key(ProblemDocument),
    /// `not_found`
    #[response(status = 404, content_type = "application/problem+json")]
    Unknown(ProblemDocument),
}

/// Refusals of publishing a text.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "described, never made")]
pub(crate) enum PublicationRefusals {
    /// `broken_json`, `broken_yaml`
    #[response(status = 400, content_type = "application/problem+json")]
    Broken(ProblemDocument),
    /// `missing_api_key`, `unknown_api_key`
    #[response(status = 401, content_type = "application/problem+json")]
    Key(ProblemDocument),
    /// `role_refused`, `csrf_refused`; `approval_needed`: a campaign waits for an owner, see the site's `approval`
    #[response(status = 403, content_type = "application/problem+json")]
    Role(ProblemDocument),
    /// `version_conflict`: with `If-Match`, another version stands
    #[response(status = 412, content_type = "application/problem+json")]
    Conflict(ProblemDocument),
    /// `text_refused`: `problems` says where and why
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(ProblemDocument),
}
