//! The parts that a message consists of (RFC 2046): those on top, and no deeper.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use quoted_printable::ParseMode;

use super::fields::{Fields, first_block};
use crate::limits::REPORT_PARTS;

/// Forgives what mail servers leave out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// One part.
pub(super) struct Part<'a> {
    /// Its type in lower case, e.g. `message/delivery-status`.
    pub(super) kind: String,
    encoding: String,
    body: &'a str,
}

impl<'a> Part<'a> {
    fn read(text: &'a str) -> Self {
        let fields = first_block(text);
        let lower = |name| fields.get(name).unwrap_or_default().trim().to_ascii_lowercase();
        let (kind, encoding) = (lower("content-type"), lower("content-transfer-encoding"));
        let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
        Self { kind, encoding, body: body(text) }
    }

    /// What it says. What is not encoded as it claims to be says nothing.
    pub(super) fn text(&self) -> Cow<'a, str> {
        let decoded = match self.encoding.as_str() {
            "base64" => {
                let packed: String = self.body.split_ascii_whitespace().collect();
                BASE64.decode(packed).unwrap_or_default()
            }
            "quoted-printable" => quoted_printable::decode(self.body, ParseMode::Robust).unwrap_or_default(),
            _ => return Cow::Borrowed(self.body),
        };
        Cow::Owned(String::from_utf8_lossy(&decoded).into_owned())
    }
}

/// The parts of a message; none when it is not made of parts.
pub(super) fn parts(message: &str) -> Vec<Part<'_>> {
    let Some(boundary) = boundary(&first_block(message)) else { return Vec::new() };
    let delimiter = format!("--{boundary}");
    let body = body(message);
    let mut parts = Vec::new();
    let mut start = None;
    let mut position = 0;
    for line in body.split_inclusive('\n') {
        let rest = line.trim_end().strip_prefix(&delimiter);
        if matches!(rest, Some("" | "--")) {
            parts.extend(start.map(|start| Part::read(&body[start..position])));
            start = (rest == Some("")).then_some(position + line.len());
        }
        position += line.len();
        if parts.len() == REPORT_PARTS {
            return parts;
        }
    }
    // Cut off before its end, or never ended.
    parts.extend(start.map(|start| Part::read(&body[start..])));
    parts
}

/// What follows the headers.
fn body(text: &str) -> &str {
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        position += line.len();
        if line.trim().is_empty() {
            break;
        }
    }
    &text[position..]
}

/// What stands between the parts of a message.
fn boundary(headers: &Fields) -> Option<String> {
    let kind = headers.get("content-type")?;
    let (main, parameters) = kind.split_once(';')?;
    let is_multipart = main.trim().get(..10).is_some_and(|main| main.eq_ignore_ascii_case("multipart/"));
    let at = parameters.to_ascii_lowercase().find("boundary=")?;
    let value = parameters[at..].split_once('=')?.1.trim();
    let boundary = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([';', ' ', '\t']).next(),
    };
    boundary.filter(|boundary| is_multipart && !boundary.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message: &str) -> Vec<(String, String)> {
        parts(message).iter().map(|part| (part.kind.clone(), part.text().into_owned())).collect()
    }

    #[test]
    fn parts_are_told_apart_however_lines_end() {
        let message = "Content-Type: Multipart/Report; report-type=x;\r\n\tboundary=\"a b\"\r\n\r\nbefore\r\n--a b\r\n\r\none\r\n\
            --a b  \r\nContent-Type: Text/Plain; charset=utf-8\r\n\r\ntwo\r\n\r\n--a bc\r\n--a b--\r\nafter\r\n--a b\r\n";
        let expected = [("", "one\n"), ("text/plain", "two\n\n--a bc\n"), ("", "")];
        let expected = expected.map(|(kind, text)| (kind.to_owned(), text.to_owned()));
        assert_eq!(read(&message.replace("\r\n", "\n")), expected);
        assert_eq!(read(message), expected.map(|(kind, text)| (kind, text.replace('\n', "\r\n"))));
    }

    #[test]
    fn encoded_parts_are_decoded() {
        let head = "Content-Type: multipart/report; boundary=b; x=y\n\n--b\nContent-Transfer-Encoding: ";
        for (encoded, expected) in [
            ("base64\n\nU3RhdHVz\nOiA1\n", "Status: 5"),
            ("Quoted-Printable\n\nStatus: =35=\n.1\n", "Status: 5.1"),
            ("7bit\n\nStatus: 5\n", "Status: 5\n"),
            ("base64\n\n!!!\n", ""),
        ] {
            let message = format!("{head}{encoded}");
            assert_eq!(read(&message)[0].1.trim_end(), expected.trim_end(), "{encoded}");
        }
    }

    #[test]
    fn what_is_not_made_of_parts_has_none() {
        for message in [
            "",
            "\n",
            "Content-Type: text/plain; boundary=b\n\n--b\n\nx",
            "Content-Type: multipart/mixed\n\nx",
            "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n",
            "Content-Type: あああああああ; boundary=b\n\n--b\n",
        ] {
            assert!(read(message).is_empty(), "{message}");
        }
    }
}
