//! Tags, their attributes, and character references, as far as a letter needs them.

/// Characters of one tag.
const TAG_CHARS: usize = 16 * 1024;

/// A tag: `<a href="…">`, `</a>`.
pub(super) struct Tag<'a> {
    pub(super) name: String,
    pub(super) closes: bool,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads a tag, a comment or a declaration at the start of `text`, which are tags of no name; none when `<` is only a sign.
    pub(super) fn read(text: &'a str) -> Option<(Option<Self>, &'a str)> {
        if let Some(comment) = text.strip_prefix("<!--") {
            let after = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            return Some((None, after));
        }
        let inner = &text[1..];
        let end = tag_end(inner)?;
        let (inside, after) = (&inner[..end], &inner[end + 1..]);
        if inside.starts_with(['!', '?']) {
            return Some((None, after));
        }
        let closes = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_end);
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        is_name.then(|| (Some(Self { name: name.to_ascii_lowercase(), closes, attributes }), after))
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let key_end = rest.find(|c: char| c.is_whitespace() || c == '=')?;
            let key = &rest[..key_end];
            rest = rest[key_end..].trim_start();
            let Some(valued) = rest.strip_prefix('=') else { continue };
            let (value, after) = value(valued.trim_start());
            if key.eq_ignore_ascii_case(name) {
                return Some(decode(value));
            }
            rest = after;
        }
    }
}

/// Where a tag ends: at the first `>` that is not inside quotes. Another `<` before it, or no end within reach, means that it
/// is no tag.
fn tag_end(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in inner.char_indices().take(TAG_CHARS) {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// An attribute's value, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Character references: the usual names, and numbers.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let end = rest.char_indices().take(10).find(|(_, c)| *c == ';').map(|(at, _)| at);
        match end.and_then(|end| reference(&rest[..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                decoded.push(c);
                rest = &rest[end + 1..];
            }
            None => decoded.push('&'),
        }
    }
    decoded.push_str(rest);
    decoded
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
        let code = hex.unwrap_or_else(|| number.parse()).ok()?;
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "yen" => '¥',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "middot" => '·',
        "laquo" => '«',
        "raquo" => '»',
        "zwnj" => '\u{200c}',
        _ => return None,
    })
}
