//! Mends JSON that clients really send and that is none, so that one such value does not lose a request's events.
//!
//! - Half an emoji. A page that cuts a text after so many UTF-16 units may cut a pair in two, and `JSON.stringify` writes
//!   the half as an escape (`"\ud83d"`), which is no text: it becomes U+FFFD.
//! - No number. Python's `json.dumps` writes `NaN`, `Infinity` and `-Infinity`; others write numbers that no double holds
//!   (`1e999`): they become `null`, as `JSON.stringify` has it.

/// U+FFFD, the character for what cannot be shown, as an escape.
const UNSHOWABLE: &[u8; 6] = b"\\ufffd";

/// The same JSON mended; none when there is nothing to mend.
pub(crate) fn mend(json: &[u8]) -> Option<Vec<u8>> {
    let mut mended = Vec::with_capacity(json.len());
    let mut rest = json;
    while let Some(first) = rest.first() {
        let taken = match first {
            b'"' => mend_text(rest, &mut mended),
            byte if is_of_word(*byte) => mend_word(rest, &mut mended),
            byte => {
                mended.push(*byte);
                1
            }
        };
        rest = &rest[taken..];
    }
    (mended != json).then_some(mended)
}

/// A text from its first quote to its last; answers how many bytes that were.
fn mend_text(json: &[u8], mended: &mut Vec<u8>) -> usize {
    let mut at = 1;
    mended.push(b'"');
    while at < json.len() {
        let (taken, is_whole) = match unit(json, at) {
            Some(0xd800..=0xdbff) if matches!(unit(json, at + 6), Some(0xdc00..=0xdfff)) => (12, true),
            Some(0xd800..=0xdfff) => (6, false),
            Some(_) => (6, true),
            None if json[at] == b'\\' => (2, true),
            None => (1, true),
        };
        let end = json.len().min(at + taken);
        mended.extend_from_slice(if is_whole { &json[at..end] } else { UNSHOWABLE });
        if json[at] == b'"' {
            return end;
        }
        at = end;
    }
    at
}

/// A number, or a word such as `true`; answers how many bytes that were.
fn mend_word(json: &[u8], mended: &mut Vec<u8>) -> usize {
    let length = json.iter().take_while(|byte| is_of_word(**byte)).count();
    let word = &json[..length];
    mended.extend_from_slice(if is_no_number(word) { b"null" } else { word });
    length
}

const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

fn is_no_number(word: &[u8]) -> bool {
    match word {
        b"NaN" | b"Infinity" | b"-Infinity" => true,
        [b'-' | b'0'..=b'9', ..] => {
            let number = std::str::from_utf8(word).ok().and_then(|text| text.parse::<f64>().ok());
            number.is_some_and(f64::is_infinite)
        }
        _ => false,
    }
}

/// The UTF-16 unit of an escape `\uXXXX` that begins here.
fn unit(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits =
        std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, mended: Option<&str>) {
        assert_eq!(mend(json.as_bytes()), mended.map(|text| text.as_bytes().to_vec()), "{json}");
    }

    #[test]
    fn halves_are_replaced_and_whole_pairs_stay() {
        for (json, mended) in [
            (r#""a\ud83d""#, Some(r#""a\ufffd""#)),
            (r#""\ud83dx\ude00""#, Some(r#""\ufffdx\ufffd""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#"{"a\ud83d":["\ude00"]}"#, Some(r#"{"a\ufffd":["\ufffd"]}"#)),
            (r#""\ud83d\ude00 \u9774""#, None),
            (r#""\\ud83d""#, None),
            (r#""\ud8""#, None),
            ("\"\\", None),
            ("\"", None),
        ] {
            check(json, mended);
        }
    }

    #[test]
    fn what_is_no_number_becomes_null_and_texts_and_numbers_stay() {
        for (json, mended) in [
            ("NaN", Some("null")),
            ("[-Infinity, Infinity,1e999]", Some("[null, null,null]")),
            (r#"{"a\"NaN":NaN,"b":-1e400}"#, Some(r#"{"a\"NaN":null,"b":null}"#)),
            (r#"{"NaN": "Infinity", "a": "x NaN"}"#, None),
            ("[true, null, 1.5e3, -0, 1e-999, 18446744073709551616]", None),
            ("[nan, inf, NaNs, ∞]", None),
        ] {
            check(json, mended);
        }
    }
}
