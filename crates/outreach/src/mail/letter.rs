//! A letter, and the bytes it is sent as (RFC 5322, 2045, 2369, 8058).
//!
//! The bytes are the same in every attempt: the date is given, the message id and the boundary are made from the delivery's.

use std::fmt;
use std::time::{Duration, SystemTime};

use kizukai_model::Timestamp;
use lettre::Message;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use url::Url;

use super::address::EmailAddress;
use super::text;
use crate::channel::DeliveryId;
use crate::failure::{Code, Failure};
use crate::limits::{FEEDBACK_ID_CHARS, LETTER_BYTES, SUBJECT_CHARS, URL_BYTES};

/// What is written to one person.
#[derive(Clone)]
pub struct Letter {
    /// Who writes.
    pub from: Name,
    /// Who gets the answer, where it is not who writes.
    pub reply_to: Option<Name>,
    /// Who is written to.
    pub to: Name,
    /// Where mail servers report to, where it is not who writes.
    pub return_path: Option<EmailAddress>,
    /// The subject; what would break its line becomes a space.
    pub subject: String,
    /// The letter as HTML.
    pub html: String,
    /// The letter as text; made from the HTML when there is none.
    pub text: Option<String>,
    /// When it was written.
    pub at: Timestamp,
    /// How its reader gets no more of them.
    pub unsubscribe: Option<Unsubscribe>,
    /// What mailbox providers sum complaints by: up to four words separated by `:`, the last of which names the sender.
    pub feedback_id: Option<String>,
}

/// An address, and who it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    /// The name shown; what would break its line becomes a space.
    pub name: Option<String>,
    /// The address.
    pub address: EmailAddress,
}

/// How a reader gets no more letters, with one click in the mail program (RFC 8058).
#[derive(Clone)]
pub struct Unsubscribe {
    /// An https address that takes a POST of `List-Unsubscribe=One-Click` from anybody. It tells who the reader is, and
    /// belongs to that person's data.
    pub url: String,
    /// An address that takes a letter for the same, besides.
    pub mailto: Option<EmailAddress>,
}

/// Why a letter cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The address for unsubscribing.
    #[error("the address for unsubscribing must be an https one")]
    Unsubscribe,
    /// The feedback id.
    #[error("a feedback id has up to {FEEDBACK_ID_CHARS} letters, digits, `.`, `_`, `-` and `:`")]
    FeedbackId,
    /// The size.
    #[error("the letter is longer than {LETTER_BYTES} bytes")]
    TooLarge,
    /// A line.
    #[error("a subject or a name is longer than {SUBJECT_CHARS} characters")]
    LineTooLong,
    /// The date.
    #[error("the letter's date cannot be written")]
    Date,
    /// What the library says of it.
    #[error("the letter cannot be written: {0}")]
    Malformed(String),
}

impl From<LetterError> for Failure {
    fn from(error: LetterError) -> Self {
        let is_large = matches!(error, LetterError::TooLarge | LetterError::LineTooLong);
        let code = if is_large { Code::TooLarge } else { Code::LetterWrong };
        Self::refused(code, error.to_string())
    }
}

/// The message id of a letter, without angle brackets: the delivery's id at the sender's domain.
pub fn message_id(id: &DeliveryId, from: &EmailAddress) -> String {
    format!("{id}@{}", from.domain())
}

impl Letter {
    /// The letter as it is sent, unsigned: ASCII, lines ended by CR LF.
    pub fn to_bytes(&self, id: &DeliveryId) -> Result<Vec<u8>, LetterError> {
        if self.html.len() + self.text.as_ref().map_or(0, String::len) > LETTER_BYTES {
            return Err(LetterError::TooLarge);
        }
        let mut builder = Message::builder()
            .from(self.from.mailbox()?)
            .to(self.to.mailbox()?)
            .subject(one_line(&self.subject)?)
            .date(self.date()?)
            .message_id(Some(format!("<{}>", message_id(id, &self.from.address))));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.mailbox()?);
        }
        for (name, value) in self.further_headers()? {
            builder = builder.raw_header(ready(name, value));
        }
        let message =
            builder.multipart(self.parts(id)).map_err(|error| LetterError::Malformed(error.to_string()))?;
        let bytes = message.formatted();
        if bytes.len() > LETTER_BYTES { Err(LetterError::TooLarge) } else { Ok(bytes) }
    }

    /// The letter's text, given or made from its HTML.
    pub fn text(&self) -> String {
        self.text.clone().unwrap_or_else(|| text::from_html(&self.html))
    }

    fn date(&self) -> Result<SystemTime, LetterError> {
        // From the year 10000 on there is no such date.
        const LATEST_MS: u64 = 253_402_300_799_999;
        let since_epoch = u64::try_from(self.at.as_ms()).map_err(|_| LetterError::Date)?;
        if since_epoch > LATEST_MS {
            return Err(LetterError::Date);
        }
        Ok(SystemTime::UNIX_EPOCH + Duration::from_millis(since_epoch))
    }

    /// Headers the library has no types for. Nothing in them can break a line: each value is checked by its kind.
    fn further_headers(&self) -> Result<Vec<(&'static str, String)>, LetterError> {
        let mut headers = vec![("Auto-Submitted", "auto-generated".to_owned())];
        if let Some(unsubscribe) = &self.unsubscribe {
            headers.push(("List-Unsubscribe", unsubscribe.header()?));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        if let Some(id) = &self.feedback_id {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-:".contains(&byte);
            if id.is_empty() || id.len() > FEEDBACK_ID_CHARS || !id.bytes().all(plain) {
                return Err(LetterError::FeedbackId);
            }
            headers.push(("Feedback-ID", id.clone()));
        }
        Ok(headers)
    }

    fn parts(&self, id: &DeliveryId) -> MultiPart {
        // `=_` stands in no encoded part (RFC 2045, 6.7), and both are encoded.
        MultiPart::alternative()
            .boundary(format!("=_{id}"))
            .singlepart(part(ContentType::TEXT_PLAIN, self.text()))
            .singlepart(part(ContentType::TEXT_HTML, self.html.clone()))
    }
}

impl Name {
    fn mailbox(&self) -> Result<Mailbox, LetterError> {
        let name = self.name.as_deref().map(one_line).transpose()?.filter(|name| !name.is_empty());
        Ok(Mailbox::new(name, self.address.lettre()))
    }
}

impl Unsubscribe {
    fn header(&self) -> Result<String, LetterError> {
        let url = Url::parse(&self.url).map_err(|_| LetterError::Unsubscribe)?;
        // A parsed address is ASCII, and has no spaces, angle brackets or control characters left.
        let bare = url.as_str();
        let is_safe = bare.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,".contains(&byte));
        if url.scheme() != "https" || bare.len() > URL_BYTES || !is_safe {
            return Err(LetterError::Unsubscribe);
        }
        Ok(match &self.mailto {
            Some(address) => format!("<{bare}>,\r\n <mailto:{}>", address.as_str()),
            None => format!("<{bare}>"),
        })
    }
}

/// A part in the shorter of the encodings that survive every way: lines that are short, and nothing but ASCII.
fn part(kind: ContentType, text: String) -> SinglePart {
    let others = text.bytes().filter(|byte| !byte.is_ascii()).count();
    let encoding = if others > text.len() / 6 {
        ContentTransferEncoding::Base64
    } else {
        ContentTransferEncoding::QuotedPrintable
    };
    let body = Body::new_with_encoding(text, encoding).expect("any text can be written in either encoding");
    SinglePart::builder().header(kind).body(body)
}

fn ready(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

/// A text that cannot end a header: what would break its line is a space.
fn one_line(text: &str) -> Result<String, LetterError> {
    let breaks = |c: char| c == ' ' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let line = text.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().count() > SUBJECT_CHARS { Err(LetterError::LineTooLong) } else { Ok(line) }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.address)
    }
}

impl fmt::Debug for Unsubscribe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unsubscribe(…)")
    }
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter(to {:?}, {} bytes of HTML)", self.to, self.html.len())
    }
}

#[cfg(test)]
mod tests;
