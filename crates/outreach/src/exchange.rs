//! What was said and answered in one attempt, as a shop's own record shows it.
//!
//! It holds what was sent to a person, so that it may be stored where that person's data is stored and nowhere else: its
//! `Debug` tells sizes only. Secrets and signatures are never in it.

use std::fmt;

use crate::limits::KEPT_BYTES;

/// One attempt's words.
#[derive(Default, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Whom was asked: a method and an address without its query, or a mail server's host and port.
    pub target: String,
    /// What preceded the body, without secrets.
    pub request_headers: Vec<(&'static str, String)>,
    /// The body.
    pub request_body: Kept,
    /// The HTTP status or the SMTP code of the last answer; none when there was no answer.
    pub response_status: Option<u16>,
    /// The beginning of the answer.
    pub response_body: Kept,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("request_headers", &self.request_headers.len())
            .field("request_body", &self.request_body)
            .field("response_status", &self.response_status)
            .field("response_body", &self.response_body)
            .field("duration_ms", &self.duration_ms)
            .finish_non_exhaustive()
    }
}

/// The beginning of a text.
#[derive(Default, Clone, PartialEq, Eq)]
pub struct Kept {
    /// At most [`KEPT_BYTES`] bytes; what is not UTF-8 is replaced.
    pub text: String,
    /// Whether there was more.
    pub is_cut: bool,
}

impl Kept {
    /// The beginning of `bytes`, cut between characters.
    pub fn of(bytes: &[u8]) -> Self {
        let is_cut = bytes.len() > KEPT_BYTES;
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(KEPT_BYTES)]).into_owned();
        let text = if is_cut { text.trim_end_matches('\u{fffd}').to_owned() } else { text };
        Self { text, is_cut }
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes{}", self.text.len(), if self.is_cut { ", cut" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_says_so() {
        let kept = Kept::of("あ".repeat(KEPT_BYTES).as_bytes());
        assert!(kept.is_cut && kept.text.len() <= KEPT_BYTES && kept.text.chars().all(|c| c == 'あ'));
        assert_eq!(Kept::of(b"short"), Kept { text: "short".into(), is_cut: false });
    }

    #[test]
    fn debug_shows_nothing_that_was_said() {
        let exchange = Exchange {
            target: "POST https://example.com/mio".into(),
            request_headers: vec![("To", "mio@example.com".into())],
            request_body: Kept::of(b"mio bought a plate"),
            ..Exchange::default()
        };
        let shown = format!("{exchange:?}");
        assert!(!shown.contains("mio") && shown.contains("18 bytes"), "{shown}");
    }
}
