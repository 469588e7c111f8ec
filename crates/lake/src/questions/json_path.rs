//! One value out of a JSON text, without reading the rest into memory: what a path skips is only stepped over.
//!
//! The texts were written by this crate and are valid. Should one not be, nothing is found; nothing breaks.

use std::borrow::Cow;

/// The value at a path as text: a string without quotes, a number or truth value as written, an object or a list as JSON. `None` when
/// there is none, or null. A part of a path is a key, or in a list a place.
pub(super) fn text_at<'a>(json: &'a str, path: &[String]) -> Option<Cow<'a, str>> {
    let mut reader = Reader { text: json, at: 0 };
    path.iter().try_for_each(|part| reader.enter(part))?;
    match reader.peek()? {
        b'"' => reader.string().and_then(Quoted::read),
        b'n' => None,
        _ => {
            let start = reader.at;
            reader.skip()?;
            json.get(start..reader.at).map(Cow::Borrowed)
        }
    }
}

/// The value at a path as a number: a JSON number, or a string that holds one.
pub(super) fn number_at(json: &str, path: &[String]) -> Option<f64> {
    text_at(json, path)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// A string as it stands between its quotes.
struct Quoted<'a> {
    inner: &'a str,
    escaped: bool,
}

impl<'a> Quoted<'a> {
    fn read(self) -> Option<Cow<'a, str>> {
        if !self.escaped {
            return Some(Cow::Borrowed(self.inner));
        }
        serde_json::from_str(&format!("\"{}\"", self.inner)).ok().map(Cow::Owned)
    }

    fn is(self, key: &str) -> bool {
        if self.escaped { self.read().is_some_and(|text| text == key) } else { self.inner == key }
    }
}

impl<'a> Reader<'a> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let skipped = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        self.at += skipped;
        Some(rest[skipped])
    }

    /// Steps over the next byte when it is this one.
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Goes to the value of a key or a place.
    fn enter(&mut self, part: &str) -> Option<()> {
        match self.peek()? {
            b'{' => self.enter_object(part),
            b'[' => self.enter_list(part.parse().ok()?),
            _ => None,
        }
    }

    fn enter_object(&mut self, key: &str) -> Option<()> {
        self.take(b'{')?;
        loop {
            let found = self.string()?.is(key);
            self.take(b':')?;
            if found {
                return Some(());
            }
            self.skip()?;
            self.take(b',')?;
        }
    }

    fn enter_list(&mut self, place: usize) -> Option<()> {
        self.take(b'[')?;
        for _ in 0..place {
            self.skip()?;
            self.take(b',')?;
        }
        (self.peek()? != b']').then_some(())
    }

    fn string(&mut self) -> Option<Quoted<'a>> {
        self.take(b'"')?;
        let (start, mut escaped) = (self.at, false);
        loop {
            match self.text.as_bytes().get(self.at)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 2;
                }
                _ => self.at += 1,
            }
        }
        let inner = self.text.get(start..self.at)?;
        self.at += 1;
        Some(Quoted { inner, escaped })
    }

    /// Steps over one value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => self.skip_word(),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Steps over a number, `true`, `false` or `null`.
    fn skip_word(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b':') || byte.is_ascii_whitespace();
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(json: &str, path: &str) -> Option<String> {
        let parts: Vec<_> = path.split('.').map(str::to_owned).collect();
        text_at(json, &parts).map(Cow::into_owned)
    }

    #[test]
    fn a_value_is_found_at_any_depth() {
        let json =
            r#"{"a":1,"b":{"x":[1,{"y":"deep"}],"z":true},"c":"text","d":null,"e":-1.5e3,"f":[],"g":{}}"#;
        for (path, expected) in [
            ("a", Some("1")),
            ("b.x.1.y", Some("deep")),
            ("b.z", Some("true")),
            ("b.x", Some(r#"[1,{"y":"deep"}]"#)),
            ("c", Some("text")),
            ("d", None),
            ("e", Some("-1.5e3")),
            ("f", Some("[]")),
            ("g", Some("{}")),
            ("f.0", None),
            ("g.a", None),
            ("b.x.2", None),
            ("b.x.one", None),
            ("a.b", None),
            ("missing", None),
        ] {
            assert_eq!(at(json, path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn escapes_are_read_in_keys_and_values() {
        let json = r#"{"qu\"ote":"a\\b\n","色":"\u8d64","plain":"x"}"#;
        assert_eq!(at(json, "qu\"ote").as_deref(), Some("a\\b\n"));
        assert_eq!(at(json, "色").as_deref(), Some("赤"));
        assert_eq!(at(json, "plain").as_deref(), Some("x"));
    }

    #[test]
    fn white_space_between_is_no_matter() {
        assert_eq!(at("{ \"a\" : { \"b\" : 2 } , \"c\" : 3 }", "c").as_deref(), Some("3"));
    }

    #[test]
    fn a_broken_text_holds_nothing() {
        let whole = r#"{"a":{"b":[1,"x\"y"]},"c":"d"}"#;
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            assert_eq!(at(&whole[..end], "c.x"), None);
            assert_eq!(at(&whole[..end], "z"), None);
        }
        for text in ["", "{", "[", "\"", "}", "{]", "nonsense", "{\"a\"}", "{\"a\":}", "{:}", ","] {
            at(text, "a");
            at(text, "0");
        }
    }

    #[test]
    fn a_number_may_stand_in_a_string() {
        let path = ["n".to_owned()];
        assert_eq!(number_at(r#"{"n":12.5}"#, &path), Some(12.5));
        assert_eq!(number_at(r#"{"n":" 12 "}"#, &path), Some(12.0));
        for json in [r#"{"n":"many"}"#, r#"{"n":true}"#, r#"{"n":"inf"}"#, r#"{"n":null}"#, "{}"] {
            assert_eq!(number_at(json, &path), None, "{json}");
        }
    }
}
