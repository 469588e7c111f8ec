//! Every limit of what is sent, what is read of an answer, and how long is waited, in one place.

use std::time::Duration;

use kizukai_model::Span;

/// Characters of a delivery's id.
pub const DELIVERY_ID_CHARS: usize = 64;
/// Bytes of a request or a response that an [`crate::Exchange`] keeps.
pub const KEPT_BYTES: usize = 8 * 1024;
/// The longest wait asked for by a server that is believed.
pub const RETRY_AFTER_MAX: Span = Span::from_hours(24);
/// Entries of an allow list.
pub const ALLOWED: usize = 1_000;
/// Addresses of one name that are tried; further ones are not.
pub const ADDRESSES: usize = 4;

/// Bytes of a webhook's address.
pub const URL_BYTES: usize = 2_048;
/// Bytes of a webhook's body.
pub const WEBHOOK_BYTES: usize = 256 * 1024;
/// Secrets a webhook is signed with at once: the new one, and those that are on their way out.
pub const WEBHOOK_SECRETS: usize = 4;
/// From the lookup of the name to the last byte read of the answer.
pub const WEBHOOK_TOTAL: Duration = Duration::from_secs(15);
/// Of that, for the connection and its TLS.
pub const WEBHOOK_CONNECT: Duration = Duration::from_secs(5);
/// Bytes of the answer's header.
pub const RESPONSE_HEADER_BYTES: usize = 16 * 1024;
/// Characters of where a redirect pointed that are told.
pub const LOCATION_CHARS: usize = 200;

/// Bytes of a letter as it is sent.
pub const LETTER_BYTES: usize = 1024 * 1024;
/// Characters of a subject, and of a name.
pub const SUBJECT_CHARS: usize = 500;
/// Characters of a feedback id.
pub const FEEDBACK_ID_CHARS: usize = 128;
/// For looking a mail server's name up.
pub const SMTP_LOOKUP: Duration = Duration::from_secs(5);
/// For one answer of a mail server, and for one try to connect, where the settings say nothing else.
pub const SMTP_ANSWER: Duration = Duration::from_secs(30);
/// How long a connection to a mail server may lie unused.
pub const SMTP_IDLE_MS: u64 = 30_000;
/// Letters sent over one connection: servers hang up on those who never do.
pub const SMTP_LETTERS: u32 = 50;
/// Connections that are kept, where the settings say nothing else.
pub const SMTP_CONNECTIONS: usize = 4;

/// Bytes of a report that is read.
pub const REPORT_BYTES: usize = 4 * 1024 * 1024;
/// Parts of a report that are looked at: it has three.
pub const REPORT_PARTS: usize = 20;
/// Recipients that one report may tell of; further ones are left out.
pub const REPORT_RECIPIENTS: usize = 100;
/// Characters kept of one field of a report.
pub const REPORT_FIELD_CHARS: usize = 1_000;
/// Bytes of HTML a text is made from.
pub const HTML_BYTES: usize = 1024 * 1024;
