//! The relaxed forms of headers and body that survive mail servers on the way (RFC 6376, 3.4).

/// A header's name and value as they are signed: lower case, unfolded, runs of blanks as one.
pub(super) fn header(name: &str, value: &str) -> String {
    let words: Vec<_> = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    format!("{}:{}", name.trim_end().to_ascii_lowercase(), words.join(" "))
}

/// The body as it is hashed: runs of blanks as one, none at the end of a line, no empty lines at the end.
pub(super) fn body(raw: &str) -> String {
    let mut lines: Vec<_> = raw.split("\r\n").map(line).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

fn line(raw: &str) -> String {
    let mut relaxed = String::with_capacity(raw.len());
    for c in raw.trim_end_matches([' ', '\t']).chars() {
        match c {
            ' ' | '\t' if relaxed.ends_with(' ') => {}
            ' ' | '\t' => relaxed.push(' '),
            _ => relaxed.push(c),
        }
    }
    relaxed
}

/// The headers of a message, as names and values with their folds, and its body.
pub(super) fn split(message: &str) -> (Vec<(&str, &str)>, &str) {
    let (head, body) = message.split_once("\r\n\r\n").unwrap_or((message, ""));
    let mut headers = Vec::new();
    let mut start = 0;
    while start < head.len() {
        let end = next_header(head, start);
        let field = head[start..end].trim_end_matches("\r\n");
        headers.extend(field.split_once(':'));
        start = end;
    }
    (headers, body)
}

/// Where the header after the one at `start` begins: lines that begin with a blank belong to it.
fn next_header(head: &str, start: usize) -> usize {
    let ends = head[start..].match_indices("\r\n").map(|(at, _)| start + at + 2);
    ends.into_iter().find(|end| !head[*end..].starts_with([' ', '\t'])).unwrap_or(head.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_example_comes_out_as_the_standard_says() {
        // RFC 6376, 3.4.5.
        let message = "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (headers, raw) = split(message);
        let relaxed: Vec<_> = headers.iter().map(|(name, value)| header(name, value)).collect();
        assert_eq!(relaxed, ["a:X", "b:Y Z"]);
        assert_eq!(body(raw), " C\r\nD E\r\n");
    }

    #[test]
    fn an_empty_body_stays_empty() {
        assert_eq!(body(""), "");
        assert_eq!(body("\r\n\r\n"), "");
        assert_eq!(body("a"), "a\r\n");
    }
}
