//! Regular expressions as people write them for browsers.
//!
//! The engine is linear in time and knows no look-around and no back-references; those are refused at publish.
//! What means something else here than in a browser is translated: `\d`, `\w` and `\b` are ASCII, and inside
//! brackets `[`, `&&`, `~~` are plain characters.

use regex::{Regex, RegexBuilder};

use crate::limits;

/// Builds the pattern; the error says in one line what is wrong.
pub(crate) fn build(pattern: &str, ignore_case: bool) -> Result<Regex, String> {
    RegexBuilder::new(&translate(pattern))
        .case_insensitive(ignore_case)
        .size_limit(limits::PATTERN_BYTES)
        .build()
        .map_err(|error| describe(&error))
}

fn describe(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
        other => {
            let text = other.to_string();
            let last = text.lines().last().unwrap_or_default();
            last.trim_start_matches("error: ").to_owned()
        }
    }
}

fn translate(pattern: &str) -> String {
    let mut translated = String::with_capacity(pattern.len() + 16);
    let mut in_brackets = false;
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => push_escape(&mut translated, characters.next(), in_brackets),
            '[' if in_brackets => translated.push_str("\\["),
            '&' | '~' if in_brackets => translated.extend(['\\', character]),
            '[' => {
                in_brackets = true;
                translated.push('[');
                if characters.next_if_eq(&'^').is_some() {
                    translated.push('^');
                }
            }
            ']' => {
                in_brackets = false;
                translated.push(']');
            }
            other => translated.push(other),
        }
    }
    translated
}

fn push_escape(translated: &mut String, escaped: Option<char>, in_brackets: bool) {
    let ascii = match (escaped, in_brackets) {
        (Some('d'), false) => "[0-9]",
        (Some('d'), true) => "0-9",
        (Some('D'), _) => "[^0-9]",
        (Some('w'), false) => "[0-9A-Za-z_]",
        (Some('w'), true) => "0-9A-Za-z_",
        (Some('W'), _) => "[^0-9A-Za-z_]",
        (Some('b'), false) => "(?-u:\\b)",
        (Some(character), _) => return translated.extend(['\\', character]),
        (None, _) => "\\",
    };
    translated.push_str(ascii);
}

#[cfg(test)]
mod tests {
    use super::build;

    #[track_caller]
    fn check(pattern: &str, matching: &[&str], other: &[&str]) {
        let regex = build(pattern, false).expect("the pattern should build");
        for text in matching {
            assert!(regex.is_match(text), "{pattern} should match {text}");
        }
        for text in other {
            assert!(!regex.is_match(text), "{pattern} should not match {text}");
        }
    }

    #[test]
    fn digits_and_words_are_ascii_as_in_a_browser() {
        check(r"^\d+$", &["123"], &["１２３", ""]);
        check(r"^[\d,]+$", &["1,2"], &["１"]);
        check(r"^[^\w]$", &["é", "-"], &["e"]);
        check(r"\bab", &["éab"], &["cab"]);
        check(r"^\D\W$", &["a-"], &["1-", "aa"]);
    }

    #[test]
    fn brackets_inside_brackets_are_plain_characters() {
        check(r"^[[a&&b]+$", &["[&a"], &["c"]);
        check(r"^[^[]$", &["a"], &["["]);
    }

    #[test]
    fn escaped_slashes_and_paths_match() {
        check(r"^\/cart", &["/cart/items"], &["/category"]);
        check("^/cart", &["/cart"], &["cart"]);
        check(r"a\.b\\c", &[r"a.b\c"], &["axb"]);
    }

    #[test]
    fn an_unusable_pattern_says_why_in_one_line() {
        for pattern in ["(", "(?=a)", r"(a)\1", "a\\"] {
            let error = build(pattern, false).expect_err("the pattern should be refused");
            assert!(!error.is_empty() && !error.contains('\n'), "{error:?}");
        }
        assert_eq!(build("(a{1000}){1000}", false).expect_err("too large"), "it is too large");
    }
}
