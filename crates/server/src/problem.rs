//! How errors flow, and the one place where they become problem JSON (RFC 9457).
//!
//! # From a fault to an answer
//!
//! 1. A pure crate or the store says *what is the case*, as an error enum of its own. It knows nothing of HTTP.
//! 2. The runtime turns that into [`RuntimeError`]: refused texts, a full queue, a store that cannot write.
//! 3. A handler returns `Result<_, ApiError>` and uses `?`. [`From<RuntimeError>`] decides which fact of ours it is.
//!    Extractors (path, query, key) and the body reader produce [`ApiError`] themselves, so that axum's own plain
//!    text rejections never reach a client.
//! 4. [`ApiError::into_response`] looks the variant up in [`ApiError::status_and_code`], the table of this API, and
//!    writes the problem. An error of ours (5xx) is logged there, once, with its cause; the client is told only
//!    what it can act on. An error of the client's is counted, not logged: a shop's page with a wrong key must not
//!    fill the disk.
//!
//! # The shape
//!
//! ```json
//! {
//!   "type": "urn:kizukai:problem:text_refused",
//!   "title": "The text cannot be published",
//!   "status": 422,
//!   "code": "text_refused",
//!   "detail": "2 places have to be mended; nothing was published",
//!   "problems": [{"path": "arms[0].scenario.start", "message": "there is no step `ask`"}]
//! }
//! ```
//!
//! `code` is the contract: a client compares it and nothing else. It never changes its meaning and never
//! disappears; a new fact gets a new code. `title` belongs to the code and is the same each time. `detail` is for
//! people and may change. `problems` is there only where several places of one text are wrong.
//!
//! # What is a problem, and what is a verdict
//!
//! `POST /v1/decide` carries many events. What concerns *one event* is never a problem: it is that event's verdict
//! (`invalid` with a reason, `duplicate`, `dropped`, `retry`), and its neighbours are processed. A problem means that
//! nothing of the request was processed: the key is unknown, the body cannot be read, the server is full. So a
//! client may always repeat a request after a 5xx, because message ids make repetition harmless, and must never
//! repeat one unchanged after a 4xx (408 and 429 aside).
//!
//! Where waiting helps, `Retry-After` says how many seconds ([`crate::retry`]); it is exposed to pages of other origins.
//!
//! # To add a problem
//!
//! Add a variant to [`ApiError`] with what the client needs to know as its `Display` text (lower case, no full
//! stop), a line in the table, and a case in the tests below. Then use it with `?`.
//!
//! # What must not happen here
//!
//! No detail of a 5xx (paths, engine messages, addresses) in an answer; no personal data in a log line; no status
//! chosen anywhere else in this crate.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use kizukai_engagement::Problem as TextProblem;
use kizukai_runtime::{MemberRefusal, Permission, RuntimeError};

use crate::retry::NotBefore;

/// A fact that ends a request. The `Display` text is the problem's `detail`.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// The body is larger than the limit, in bytes.
    BodyTooLarge(usize),
    /// The body did not arrive in time, or its sender went away.
    BodyIncomplete,
    /// The body says it is gzip and is not.
    BadGzip,
    /// The body is compressed in a way we do not know.
    UnknownEncoding(String),
    /// The body is not JSON; where.
    BrokenJson(String),
    /// The body is JSON nested deeper than a parser follows.
    JsonTooDeep,
    /// The body is JSON, but a field has a shape that cannot be used; which and why.
    BadField(String),
    /// The body is not YAML; where.
    BrokenYaml(String),
    /// The body is not a table of traits; why.
    BadTable(String),
    /// The body is no picture that can be taken in; why.
    BadImage(String),
    /// The body is not UTF-8.
    NotUtf8,
    /// A path or query parameter cannot be used; why.
    BadParameter(String),
    /// No write key came with the request.
    MissingWriteKey,
    /// No site has this write key.
    UnknownWriteKey,
    /// No API key came with the request.
    MissingApiKey,
    /// No site has this API key.
    UnknownApiKey,
    /// Neither a session nor anything else came with the request.
    SessionNeeded,
    /// The session that came with the request is over.
    SessionEnded,
    /// The request may have been made by a page of somebody else's.
    CsrfRefused,
    /// What the member is in the site does not allow it; what it takes.
    RoleRefused(Permission),
    /// An owner has to publish campaigns here, or to switch them on.
    ApprovalNeeded,
    /// The present password of a member who is signed in is another.
    WrongPassword,
    /// The set-up code is not the one that was printed.
    SetUpRefused,
    /// Somebody is not let in, or a change of people is refused.
    Member(MemberRefusal),
    /// The site names the origins of its pages, and this one is not among them.
    OriginRefused,
    /// It is the last key that can make keys.
    LastApiKey,
    /// The site has as many keys as it may have.
    TooManyKeys,
    /// The sender asks more often than it may; after how many seconds it may again.
    TooManyRequests(u64),
    /// The key opens several sites; say which.
    SiteNeeded,
    /// Nothing lives at this path.
    UnknownPath,
    /// The path does not take this method.
    MethodNotAllowed,
    /// There is no such thing; its kind.
    Unknown(&'static str),
    /// Another version of the text stands; which.
    VersionConflict(u32),
    /// A text cannot be published; where and why.
    TextRefused(Vec<TextProblem>),
    /// More requests wait than the queue holds.
    Overloaded,
    /// The server is stopping, or cannot write; nothing was kept.
    Unavailable(String),
    /// A fault of ours.
    Internal(String),
}

impl ApiError {
    /// The table: status, code and title of every problem of this API.
    const fn status_and_code(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::BodyTooLarge(_) => {
                (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "The body is too large")
            }
            Self::BodyIncomplete => {
                (StatusCode::REQUEST_TIMEOUT, "body_incomplete", "The body did not arrive")
            }
            Self::BadGzip => (StatusCode::BAD_REQUEST, "bad_gzip", "The body is not valid gzip"),
            Self::UnknownEncoding(_) => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unknown_encoding", "The encoding is not known")
            }
            Self::BrokenJson(_) => (StatusCode::BAD_REQUEST, "broken_json", "The body is not JSON"),
            Self::JsonTooDeep => (StatusCode::BAD_REQUEST, "json_too_deep", "The JSON is nested too deeply"),
            Self::BadField(_) => (StatusCode::BAD_REQUEST, "bad_field", "A field cannot be used"),
            Self::BrokenYaml(_) => (StatusCode::BAD_REQUEST, "broken_yaml", "The body is not YAML"),
            Self::BadTable(_) => (StatusCode::BAD_REQUEST, "bad_table", "The body is not a table of traits"),
            Self::BadImage(_) => (StatusCode::BAD_REQUEST, "bad_image", "The picture cannot be used"),
            Self::NotUtf8 => (StatusCode::BAD_REQUEST, "not_utf8", "The body is not UTF-8"),
            Self::BadParameter(_) => (StatusCode::BAD_REQUEST, "bad_parameter", "A parameter cannot be used"),
            Self::MissingWriteKey => (StatusCode::UNAUTHORIZED, "missing_write_key", "A write key is needed"),
            Self::UnknownWriteKey => {
                (StatusCode::UNAUTHORIZED, "unknown_write_key", "The write key is not known")
            }
            Self::MissingApiKey => (StatusCode::UNAUTHORIZED, "missing_api_key", "An API key is needed"),
            Self::UnknownApiKey => (StatusCode::UNAUTHORIZED, "unknown_api_key", "The API key is not known"),
            Self::SessionNeeded => (StatusCode::UNAUTHORIZED, "session_needed", "A session is needed"),
            Self::SessionEnded => (StatusCode::UNAUTHORIZED, "session_ended", "The session is over"),
            Self::CsrfRefused => {
                (StatusCode::FORBIDDEN, "csrf_refused", "The request may come from a foreign page")
            }
            Self::RoleRefused(_) => (StatusCode::FORBIDDEN, "role_refused", "The role does not allow this"),
            Self::ApprovalNeeded => (StatusCode::FORBIDDEN, "approval_needed", "An owner publishes here"),
            // The code of a wrong password at the door; the session stays, so the status is another.
            Self::WrongPassword => (StatusCode::FORBIDDEN, "bad_credentials", "The password is wrong"),
            Self::SetUpRefused => (StatusCode::FORBIDDEN, "setup_refused", "The set-up code is wrong"),
            Self::Member(refusal) => member_refusal(refusal),
            Self::OriginRefused => {
                (StatusCode::FORBIDDEN, "origin_refused", "Pages of this origin may not ask")
            }
            Self::LastApiKey => (StatusCode::CONFLICT, "last_api_key", "It is the last API key"),
            Self::TooManyKeys => (StatusCode::CONFLICT, "too_many_keys", "The site has too many keys"),
            Self::TooManyRequests(_) => {
                (StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "Too many requests")
            }
            Self::SiteNeeded => (StatusCode::BAD_REQUEST, "site_needed", "The site has to be named"),
            Self::UnknownPath => (StatusCode::NOT_FOUND, "unknown_path", "Nothing lives here"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This path does not take this method")
            }
            Self::Unknown(_) => (StatusCode::NOT_FOUND, "not_found", "There is no such thing"),
            Self::VersionConflict(_) => {
                (StatusCode::PRECONDITION_FAILED, "version_conflict", "Somebody else was here meanwhile")
            }
            Self::TextRefused(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "text_refused", "The text cannot be published")
            }
            Self::Overloaded => {
                (StatusCode::SERVICE_UNAVAILABLE, "overloaded", "The server has too much to do")
            }
            Self::Unavailable(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The server cannot store anything now")
            }
            Self::Internal(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side")
            }
        }
    }

    /// What the client is told about this case.
    fn detail(&self) -> String {
        match self {
            Self::BodyTooLarge(limit) => format!("at most {limit} bytes are taken, after decompression"),
            Self::BodyIncomplete => "the connection ended, or was silent for too long".into(),
            Self::BadGzip => "the body could not be decompressed".into(),
            Self::UnknownEncoding(name) => format!("`{name}` is neither gzip nor identity"),
            Self::BrokenJson(place) | Self::BadField(place) | Self::BrokenYaml(place) => place.clone(),
            Self::BadTable(reason) | Self::BadParameter(reason) | Self::BadImage(reason) => reason.clone(),
            Self::JsonTooDeep => "flatten it; an event may be 32 levels deep".into(),
            Self::NotUtf8 => "send the text as UTF-8".into(),
            Self::MissingWriteKey => "send the site's write key as `writeKey`".into(),
            Self::UnknownWriteKey => "no site has this write key; see the site's settings".into(),
            Self::MissingApiKey => "send `Authorization: Bearer <api key>`".into(),
            Self::UnknownApiKey => "no site has this API key; it is shown once, when it is made".into(),
            Self::SessionNeeded | Self::SessionEnded => "sign in at /console/".into(),
            Self::CsrfRefused => {
                "send the session's `csrf` as the header `kizukai-csrf`, from a page of this host".into()
            }
            Self::RoleRefused(what) => format!("it needs the permission `{}`", what.name()),
            Self::ApprovalNeeded => "propose it: the site's setting `approval` leaves it to an owner".into(),
            Self::WrongPassword => "the present password is another".into(),
            Self::SetUpRefused => "the server prints the address with the code when it starts".into(),
            Self::Member(refusal) => refusal.to_string(),
            Self::OriginRefused => "the site's setting `origins` lists those that may".into(),
            Self::LastApiKey => "make another one first, or nobody could".into(),
            Self::TooManyKeys => {
                format!("at most {}; remove one first", kizukai_runtime::limits::KEYS_PER_SITE)
            }
            Self::TooManyRequests(_) => {
                "nothing was processed; send it again after the time in `Retry-After`".into()
            }
            Self::SiteNeeded => "name one with the header `kizukai-site`".into(),
            Self::UnknownPath => "see /api/openapi.json for what there is".into(),
            Self::MethodNotAllowed => "the header `Allow` lists the methods it takes".into(),
            Self::Unknown("site") => "there is no such site, or it is none of yours".into(),
            Self::Unknown(kind) => format!("this site has no such {kind}"),
            Self::VersionConflict(version) => {
                format!("version {version} stands; read it, and decide anew")
            }
            Self::TextRefused(problems) => match problems.len() {
                1 => "one place has to be mended; nothing was published".into(),
                count => format!("{count} places have to be mended; nothing was published"),
            },
            Self::Overloaded => "nothing was processed; send it again".into(),
            Self::Unavailable(_) => "nothing was kept; send it again".into(),
            Self::Internal(_) => "it was logged; nothing you can mend in the request".into(),
        }
    }

    /// What goes into the log and never to the client.
    fn cause(&self) -> Option<&str> {
        match self {
            Self::Unavailable(cause) | Self::Internal(cause) => Some(cause),
            _ => None,
        }
    }
}

impl From<RuntimeError> for ApiError {
    fn from(error: RuntimeError) -> Self {
        match error {
            RuntimeError::Question(reason) => Self::BadParameter(reason),
            error @ RuntimeError::Lake(_) => Self::Unavailable(error.to_string()),
            RuntimeError::Refused(problems) => Self::TextRefused(problems),
            RuntimeError::VersionConflict(version) => Self::VersionConflict(version),
            RuntimeError::Overloaded => Self::Overloaded,
            RuntimeError::NotAnImage(reason) => Self::BadImage(reason),
            RuntimeError::NotATable(reason) => Self::BadTable(reason),
            RuntimeError::UnknownSite(_) => Self::Unknown("site"),
            RuntimeError::Member(refusal) => Self::Member(refusal),
            RuntimeError::TooMany { what, most } => Self::Member(MemberRefusal::TooMany { what, most }),
            other if other.is_passing() => Self::Unavailable(other.to_string()),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// The part of the table that is about members.
const fn member_refusal(refusal: &MemberRefusal) -> (StatusCode, &'static str, &'static str) {
    match refusal {
        MemberRefusal::BadCredentials => {
            (StatusCode::UNAUTHORIZED, "bad_credentials", "The address or the password is wrong")
        }
        MemberRefusal::CodeNeeded => (StatusCode::UNAUTHORIZED, "code_needed", "A code is needed"),
        MemberRefusal::BadCode => (StatusCode::UNAUTHORIZED, "bad_code", "The code is wrong"),
        MemberRefusal::WeakPassword(_) => {
            (StatusCode::BAD_REQUEST, "weak_password", "The password is too weak")
        }
        MemberRefusal::SetUpDone => (StatusCode::CONFLICT, "setup_done", "The set-up is done"),
        MemberRefusal::AccountExists => (StatusCode::CONFLICT, "account_exists", "The address is a member's"),
        MemberRefusal::LastOwner => (StatusCode::CONFLICT, "last_owner", "It is the last owner"),
        MemberRefusal::Unknown(_) => (StatusCode::NOT_FOUND, "not_found", "There is no such thing"),
        MemberRefusal::BadField(_) => (StatusCode::BAD_REQUEST, "bad_field", "A field cannot be used"),
        MemberRefusal::TooMany { .. } => (StatusCode::CONFLICT, "too_many", "There are too many"),
    }
}

/// A problem as it goes over the wire (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemDocument {
    /// Names the kind of problem; derived from `code`.
    #[serde(rename = "type")]
    #[schema(example = "urn:kizukai:problem:text_refused")]
    type_uri: String,
    /// The kind in words; the same for each `code`.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// Stable name of the kind: compare this.
    #[schema(example = "text_refused")]
    code: &'static str,
    /// This case in words.
    detail: String,
    /// The places of a refused text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<PlaceInText>,
}

/// Something about one place of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct PlaceInText {
    /// Which text, where several are meant, e.g. `campaign/cart-shipping`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) text: String,
    /// Where, e.g. `arms[0].scenario.steps.ask.choices[1].next`.
    pub(crate) path: String,
    /// What is the matter and what to write instead.
    pub(crate) message: String,
}

impl From<TextProblem> for PlaceInText {
    fn from(problem: TextProblem) -> Self {
        Self { text: problem.text, path: problem.path, message: problem.message }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, title) = self.status_and_code();
        metrics::counter!("kizukai_problems_total", "code" => code).increment(1);
        if let Some(cause) = self.cause() {
            tracing::error!(code, cause, "request failed");
        }
        let detail = self.detail();
        let problems = match self {
            Self::TextRefused(ref problems) => problems.iter().cloned().map(PlaceInText::from).collect(),
            _ => Vec::new(),
        };
        let not_before = match self {
            Self::TooManyRequests(seconds) => Some(NotBefore { seconds }),
            _ => None,
        };
        let document = ProblemDocument {
            type_uri: format!("urn:kizukai:problem:{code}"),
            title,
            status: status.as_u16(),
            code,
            detail,
            problems,
        };
        let mut response = problem_response(status, &document);
        if let Some(not_before) = not_before {
            response.extensions_mut().insert(not_before);
        }
        response
    }
}

fn problem_response(status: StatusCode, document: &ProblemDocument) -> Response {
    let body = serde_json::to_vec(document).unwrap_or_default();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn every_problem() -> Vec<ApiError> {
        vec![
            ApiError::BodyTooLarge(512_000),
            ApiError::BodyIncomplete,
            ApiError::BadGzip,
            ApiError::UnknownEncoding("br".into()),
            ApiError::BrokenJson("line 1 column 3: expected value".into()),
            ApiError::JsonTooDeep,
            ApiError::BadField("events: not a list".into()),
            ApiError::BrokenYaml("line 2: tab".into()),
            ApiError::BadTable("the first column must be `userId` or `anonymousId`".into()),
            ApiError::BadImage("send PNG, JPEG, WebP or GIF".into()),
            ApiError::NotUtf8,
            ApiError::BadParameter("limit: not a number".into()),
            ApiError::MissingWriteKey,
            ApiError::UnknownWriteKey,
            ApiError::MissingApiKey,
            ApiError::UnknownApiKey,
            ApiError::SessionNeeded,
            ApiError::SessionEnded,
            ApiError::CsrfRefused,
            ApiError::RoleRefused(Permission::Publish),
            ApiError::ApprovalNeeded,
            ApiError::SetUpRefused,
            ApiError::Member(MemberRefusal::BadCredentials),
            ApiError::Member(MemberRefusal::CodeNeeded),
            ApiError::Member(MemberRefusal::BadCode),
            ApiError::Member(MemberRefusal::WeakPassword("is the address")),
            ApiError::Member(MemberRefusal::SetUpDone),
            ApiError::Member(MemberRefusal::AccountExists),
            ApiError::Member(MemberRefusal::LastOwner),
            ApiError::Member(MemberRefusal::TooMany { what: "invitations", most: 100 }),
            ApiError::OriginRefused,
            ApiError::LastApiKey,
            ApiError::TooManyKeys,
            ApiError::TooManyRequests(1),
            ApiError::SiteNeeded,
            ApiError::UnknownPath,
            ApiError::MethodNotAllowed,
            ApiError::Unknown("campaign"),
            ApiError::TextRefused(vec![TextProblem::at("arms[0].weight", "must be positive")]),
            ApiError::Overloaded,
            ApiError::Unavailable("disk full".into()),
            ApiError::Internal("a secret path".into()),
        ]
    }

    #[test]
    fn every_problem_has_its_own_code_and_status() {
        let problems = every_problem();
        let table: Vec<String> = problems
            .iter()
            .map(|problem| {
                let (status, code, title) = problem.status_and_code();
                format!("{} {code}: {title}; {}", status.as_u16(), problem.detail())
            })
            .collect();
        let codes: BTreeSet<&str> = problems.iter().map(|problem| problem.status_and_code().1).collect();
        assert_eq!(codes.len(), problems.len());
        insta::assert_snapshot!(table.join("\n"));
    }

    #[test]
    fn causes_of_our_own_faults_stay_inside() {
        for problem in every_problem() {
            if let Some(cause) = problem.cause() {
                assert!(!problem.detail().contains(cause));
            }
        }
    }

    #[test]
    fn every_problem_is_problem_json() {
        for problem in every_problem() {
            let response = problem.into_response();
            assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        }
    }
}
