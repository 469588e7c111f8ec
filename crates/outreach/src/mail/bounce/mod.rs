//! What mail servers report after a letter was taken: that it did not arrive (RFC 3464), or that its reader complained
//! (RFC 5965).
//!
//! Start at [`read`]. Anybody can write such a report: whoever acts on one looks the message id up among what was really
//! sent. A report that does not name the letter says at least whom it was for.
//!
//! It must never fail on what it cannot read: then it is no report. Nor does it look into parts of parts: anybody can send
//! a letter that is nested a hundred thousand deep.

mod fields;
mod parts;

use std::fmt;

use self::fields::{Fields, blocks, first_block};
use self::parts::{Part, parts};
use super::smtp::{enhanced, is_address};
use crate::limits::{REPORT_BYTES, REPORT_RECIPIENTS};

/// What a mail server reports.
#[derive(Clone, PartialEq, Eq)]
pub enum Report {
    /// Of a letter's way.
    Delivery {
        /// The letter's message id, without angle brackets.
        message_id: Option<String>,
        /// What became of it, for each recipient.
        recipients: Vec<Recipient>,
    },
    /// Of a reader's complaint.
    Complaint {
        /// The letter's message id, without angle brackets.
        message_id: Option<String>,
        /// Who complained, where it is said: a person's data.
        recipient: Option<String>,
        /// The kind: `abuse`, `fraud`, `not-spam`, …
        kind: String,
    },
}

/// What became of a letter for one recipient.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The address that was written to, as it was when the letter was sent: a person's data.
    pub address: String,
    /// What was done.
    pub action: Action,
    /// The enhanced status code, e.g. `5.1.1`.
    pub status: Option<String>,
    /// The mail server's own words: may hold a person's data.
    pub diagnostic: Option<String>,
    /// What follows.
    pub severity: Severity,
}

/// What was done with a letter (RFC 3464, 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It did not arrive, and will not.
    Failed,
    /// It has not arrived yet.
    Delayed,
    /// It arrived.
    Delivered,
    /// It was handed on to where nobody reports.
    Relayed,
    /// It was handed on to several.
    Expanded,
}

/// What follows for the recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The address takes no mail, for good.
    Hard,
    /// This letter did not arrive; another may.
    Soft,
    /// Nothing is lost.
    None,
}

/// Reads a report; none when it is something else. Of a longer one only the first [`REPORT_BYTES`] are read.
pub fn read(raw: &[u8]) -> Option<Report> {
    let text = String::from_utf8_lossy(&raw[..raw.len().min(REPORT_BYTES)]);
    let parts = parts(&text);
    let mut report = parts.iter().find_map(told)?;
    let original = parts.iter().find_map(original_id);
    match &mut report {
        Report::Delivery { message_id, .. } | Report::Complaint { message_id, .. } => *message_id = original,
    }
    Some(report)
}

/// What a part for machines tells.
fn told(part: &Part<'_>) -> Option<Report> {
    match part.kind.as_str() {
        "message/delivery-status" | "message/global-delivery-status" => delivery(&part.text()),
        "message/feedback-report" => complaint(&part.text()),
        _ => None,
    }
}

/// The id of the letter that a report is about, from the copy or the headers that it holds.
fn original_id(part: &Part<'_>) -> Option<String> {
    let is_letter = matches!(
        part.kind.as_str(),
        "message/rfc822" | "message/global" | "message/rfc822-headers" | "text/rfc822-headers"
    );
    if is_letter { first_block(&part.text()).get("message-id").map(bare_id) } else { None }
}

fn bare_id(id: &str) -> String {
    id.trim().trim_start_matches('<').trim_end_matches('>').to_owned()
}

/// The first block tells of the letter, each further one of a recipient.
fn delivery(text: &str) -> Option<Report> {
    let recipients: Vec<_> = blocks(text).iter().filter_map(recipient).take(REPORT_RECIPIENTS).collect();
    (!recipients.is_empty()).then_some(Report::Delivery { message_id: None, recipients })
}

fn recipient(fields: &Fields) -> Option<Recipient> {
    let named = |name| fields.get(name).map(typed).filter(|address| !address.is_empty());
    let address = named("original-recipient").or_else(|| named("final-recipient"))?;
    let action = match fields.get("action")?.trim().to_ascii_lowercase().as_str() {
        "failed" => Action::Failed,
        "delayed" => Action::Delayed,
        "delivered" => Action::Delivered,
        "relayed" => Action::Relayed,
        "expanded" => Action::Expanded,
        _ => return None,
    };
    let diagnostic = fields.get("diagnostic-code").map(typed);
    let status = fields.get("status").and_then(enhanced);
    let severity = match action {
        Action::Failed if status.is_some_and(is_address) => Severity::Hard,
        Action::Failed => Severity::Soft,
        _ => Severity::None,
    };
    let status = status.map(|(class, subject, detail)| format!("{class}.{subject}.{detail}"));
    Some(Recipient { address, action, status, diagnostic, severity })
}

/// A value behind its type: `rfc822; mio@example.com`.
fn typed(value: &str) -> String {
    let (_, value) = value.split_once(';').unwrap_or(("", value));
    value.trim().trim_start_matches('<').trim_end_matches('>').to_owned()
}

fn complaint(text: &str) -> Option<Report> {
    let fields = first_block(text);
    let kind = fields.get("feedback-type")?.trim().to_ascii_lowercase();
    let recipient = fields.get("original-rcpt-to").map(bare_id);
    Some(Report::Complaint { message_id: None, recipient, kind })
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delivery { recipients, .. } => f.debug_tuple("Delivery").field(recipients).finish(),
            Self::Complaint { kind, .. } => f.debug_tuple("Complaint").field(kind).finish(),
        }
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (action, severity) = (self.action, self.severity);
        write!(f, "Recipient({action:?}, {}, {severity:?})", self.status.as_deref().unwrap_or("no status"))
    }
}

#[cfg(test)]
mod tests;
