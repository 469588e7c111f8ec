//! Signatures that tie a letter to the sender's domain (DKIM, RFC 6376 and 8463).
//!
//! Start at [`Signer`]. A letter may carry several, of an RSA and of an Ed25519 key. The time in a signature is the letter's.
//!
//! It must never sign what it has not been given to send.

mod canonical;
mod keys;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kizukai_model::Timestamp;
use sha2::{Digest as _, Sha256};

pub use keys::{DkimKey, NotAKey};

/// Headers that are signed where they are there. `from` is named once more than it is there, so that none can be added.
const SIGNED: &[&str] = &[
    "from",
    "from",
    "reply-to",
    "to",
    "subject",
    "date",
    "message-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "mime-version",
    "content-type",
];
/// Characters of one string in a zone file (RFC 1035, 3.3.14).
const STRING_CHARS: usize = 255;

/// Signs letters of one domain.
#[derive(Debug, Clone)]
pub struct Signer {
    domain: String,
    selector: String,
    key: DkimKey,
}

/// A domain or a selector that DNS does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a domain and a selector have letters, digits and `-`, and dots between")]
pub struct NotADomain;

/// What the sender's domain must say for signatures to be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsRecord {
    /// The record's name, without a dot at its end.
    pub name: String,
    /// The text of the TXT record.
    pub value: String,
}

impl Signer {
    /// Signs for `domain` with the key that its DNS publishes under `selector`.
    pub fn new(domain: &str, selector: &str, key: DkimKey) -> Result<Self, NotADomain> {
        if !is_name(domain) || !is_name(selector) || !domain.contains('.') {
            return Err(NotADomain);
        }
        let (domain, selector) = (domain.to_ascii_lowercase(), selector.to_ascii_lowercase());
        Ok(Self { domain, selector, key })
    }

    /// The domain signed for. Mailbox providers want the letter's sender to be of it, or of a name below it.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// What DNS must say.
    pub fn record(&self) -> DnsRecord {
        DnsRecord { name: format!("{}._domainkey.{}", self.selector, self.domain), value: self.key.record() }
    }

    /// The header to put before a letter, with its line's end.
    pub(super) fn header(&self, letter: &str, at: Timestamp) -> String {
        let (headers, body) = canonical::split(letter);
        let is_there =
            |name: &&&str| headers.iter().any(|(header, _)| header.trim_end().eq_ignore_ascii_case(name));
        let signed: Vec<&str> = SIGNED.iter().filter(is_there).copied().collect();
        let unsigned = format!(
            " v=1; a={}; c=relaxed/relaxed; d={};\r\n s={}; t={}; q=dns/txt;\r\n h={};\r\n bh={};\r\n b=",
            self.key.algorithm(),
            self.domain,
            self.selector,
            at.as_ms().div_euclid(1_000),
            signed.join(":\r\n  "),
            STANDARD.encode(Sha256::digest(canonical::body(body))),
        );
        let mut hashed = chosen(&headers, &signed);
        hashed.push_str(&canonical::header("DKIM-Signature", &unsigned));
        let signature = folded(&self.key.sign(&Sha256::digest(hashed).into()));
        format!("DKIM-Signature:{unsigned}{signature}\r\n")
    }
}

/// The headers as they are signed: of several with one name the last first, of one that is not there nothing (5.4.2).
fn chosen(headers: &[(&str, &str)], signed: &[&str]) -> String {
    let mut text = String::new();
    for (position, name) in signed.iter().enumerate() {
        let before = signed[..position].iter().filter(|other| *other == name).count();
        let mut same =
            headers.iter().rev().filter(|(header, _)| header.trim_end().eq_ignore_ascii_case(name));
        if let Some((header, value)) = same.nth(before) {
            text.push_str(&canonical::header(header, value));
            text.push_str("\r\n");
        }
    }
    text
}

/// Base64 in lines of 72 characters.
fn folded(base64: &str) -> String {
    let lines: Vec<_> = base64.as_bytes().chunks(72).map(String::from_utf8_lossy).collect();
    lines.join("\r\n  ")
}

fn is_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

impl DnsRecord {
    /// The record as a line of a zone file: long texts are cut into strings, as they must be.
    pub fn zone_line(&self) -> String {
        let strings: Vec<_> =
            self.value.as_bytes().chunks(STRING_CHARS).map(String::from_utf8_lossy).collect();
        format!("{}. IN TXT \"{}\"", self.name, strings.join("\" \""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_stands_under_the_selector_in_strings_that_are_short_enough() {
        let signer = Signer::new("Shop.example", "k1", DkimKey::new_rsa([9; 32])).unwrap();
        let record = signer.record();
        assert_eq!(record.name, "k1._domainkey.shop.example");
        assert!(record.value.starts_with("v=DKIM1; k=rsa; p=MII"));
        let line = record.zone_line();
        let strings: Vec<_> = line.split('"').skip(1).step_by(2).collect();
        assert_eq!(strings.concat(), record.value);
        assert!(strings.len() == 2 && strings.iter().all(|string| string.len() <= STRING_CHARS));
    }

    #[test]
    fn a_domain_that_would_break_the_header_is_refused() {
        for (domain, selector) in [
            ("", "a"),
            ("shop", "a"),
            ("shop.example", ""),
            ("a b.example", "a"),
            ("a.example; d=b", "a"),
            ("a..b", "a"),
        ] {
            let signer = Signer::new(domain, selector, DkimKey::new_ed25519([1; 32]));
            assert_eq!(signer.unwrap_err(), NotADomain, "{domain} {selector}");
        }
    }

    #[test]
    fn only_headers_that_are_there_are_signed_and_the_sender_cannot_be_added() {
        let signer = Signer::new("shop.example", "k1", DkimKey::new_ed25519([1; 32])).unwrap();
        let header = signer.header(
            "From: a@shop.example\r\nX: y\r\nTo: b@c.example\r\n\r\nbody\r\n",
            Timestamp::from_ms(5_999),
        );
        assert!(header.replace("\r\n  ", "").contains("h=from:from:to;"), "{header}");
        assert!(
            header.contains(" t=5;")
                && header.ends_with("\r\n")
                && header.lines().all(|line| line.len() < 78)
        );
    }
}
