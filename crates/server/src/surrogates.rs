//! Mends JSON that pages really send: half an emoji.
//!
//! A page that cuts a text after so many UTF-16 units may cut a pair in two, and `JSON.stringify` writes the half as an
//! escape (`"\ud83d"`), which is no text. One such title must not lose a request's events.

/// U+FFFD, the character for what cannot be shown, as an escape.
const UNSHOWABLE: &[u8; 6] = b"\\ufffd";

/// Replaces the escapes of lone surrogates; none when there are none.
pub(crate) fn mend(json: &[u8]) -> Option<Vec<u8>> {
    let mut mended = json.to_vec();
    let mut at = 0;
    while at < json.len() {
        let here = unit(json, at);
        match here {
            Some(0xd800..=0xdbff) if matches!(unit(json, at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                mended[at..at + 6].copy_from_slice(UNSHOWABLE);
                at += 6;
            }
            Some(_) => at += 6,
            None if json[at] == b'\\' => at += 2,
            None => at += 1,
        }
    }
    (mended != json).then_some(mended)
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

    #[test]
    fn halves_are_replaced_and_whole_pairs_stay() {
        for (json, mended) in [
            (r#""a\ud83d""#, Some(r#""a\ufffd""#)),
            (r#""\ud83dx\ude00""#, Some(r#""\ufffdx\ufffd""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\ud83d\ude00 \u9774""#, None),
            (r#""\\ud83d""#, None),
            (r#""\ud8""#, None),
            ("\"\\", None),
        ] {
            assert_eq!(mend(json.as_bytes()), mended.map(|text| text.as_bytes().to_vec()), "{json}");
        }
    }
}
