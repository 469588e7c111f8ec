//! Regular expressions as people write them for browsers.
//!
//! The engine is linear in time and knows no look-around and no back-references; those are refused at publish.
//! What means something else here than in a browser is translated: `\d`, `\w` and `\b` are ASCII, and inside
//! brackets `[`, `&&`, `~~` are plain characters.
//!
//! Most patterns in campaigns say no more than "begins with", "is" or "contains" one of a few texts (`^/cart`,
//! `^/(sale|outlet)/`). Those are compared as texts, which costs a tenth of running the engine.

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind, Look};

use crate::limits;

/// A pattern ready to be tried.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    /// It matches exactly where one of a few texts stands.
    Texts(Place, Box<[Box<str>]>),
    /// Everything else.
    Regex(Regex),
}

/// Where the texts of a pattern must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    AtTheStart,
    AtTheEnd,
    Alone,
}

impl Pattern {
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Texts(place, texts) => texts.iter().any(|wanted| place.has(text, wanted)),
            Self::Regex(regex) => regex.is_match(text),
        }
    }
}

impl Place {
    fn has(self, text: &str, wanted: &str) -> bool {
        match self {
            Self::Anywhere => text.contains(wanted),
            Self::AtTheStart => text.starts_with(wanted),
            Self::AtTheEnd => text.ends_with(wanted),
            Self::Alone => text == wanted,
        }
    }
}

/// Builds the pattern; the error says in one line what is wrong.
pub(crate) fn build(pattern: &str, ignore_case: bool) -> Result<Pattern, String> {
    let translated = translate(pattern);
    let tree = ParserBuilder::new().case_insensitive(ignore_case).build().parse(&translated);
    if let Some(texts) = tree.ok().and_then(|tree| as_texts(&tree)) {
        return Ok(texts);
    }
    RegexBuilder::new(&translated)
        .case_insensitive(ignore_case)
        .size_limit(limits::PATTERN_BYTES)
        .build()
        .map(Pattern::Regex)
        .map_err(|error| describe(&error))
}

/// The texts the pattern stands for, where it stands for a few texts and nothing else.
fn as_texts(tree: &Hir) -> Option<Pattern> {
    let mut parts = match tree.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        _ => std::slice::from_ref(tree),
    };
    let (mut at_the_start, mut at_the_end) = (false, false);
    while let [first, rest @ ..] = parts
        && matches!(first.kind(), HirKind::Look(Look::Start))
    {
        (at_the_start, parts) = (true, rest);
    }
    while let [rest @ .., last] = parts
        && matches!(last.kind(), HirKind::Look(Look::End))
    {
        (at_the_end, parts) = (true, rest);
    }
    // Whatever else looks around itself is not told by the literals of a pattern.
    if parts.iter().any(|part| !part.properties().look_set().is_empty()) {
        return None;
    }
    let found = Extractor::new().limit_total(limits::PATTERN_TEXTS).extract(&Hir::concat(parts.to_vec()));
    let literals = found.literals().filter(|_| found.is_exact())?;
    let text = |literal: &regex_syntax::hir::literal::Literal| {
        std::str::from_utf8(literal.as_bytes()).ok().map(Box::from)
    };
    let texts = literals.iter().map(text).collect::<Option<Box<[Box<str>]>>>()?;
    let place = match (at_the_start, at_the_end) {
        (true, true) => Place::Alone,
        (true, false) => Place::AtTheStart,
        (false, true) => Place::AtTheEnd,
        (false, false) => Place::Anywhere,
    };
    Some(Pattern::Texts(place, texts))
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
    use super::{Pattern, build, translate};

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
    fn a_pattern_that_stands_for_a_few_texts_is_compared_as_texts() {
        for pattern in
            ["^/cart", "^/cart$", "/cart", "cart$", "^/(sale|outlet)/", "^[ab]/?$", "", "^$", "(sale)"]
        {
            assert!(matches!(build(pattern, false), Ok(Pattern::Texts(..))), "{pattern}");
        }
        for pattern in ["^/p/[0-9]+", "a.*b", r"\bsale", "(^a|b)", "a$|b", "(?m)^a", "a^b", "x$y", "[a-z]{2}"]
        {
            assert!(matches!(build(pattern, false), Ok(Pattern::Regex(_))), "{pattern}");
        }
    }

    #[test]
    fn texts_match_where_the_engine_would() {
        let patterns = [
            "^/cart",
            "^/cart$",
            "/cart",
            "cart$",
            "^/(sale|outlet)/",
            "^[ab]/?$",
            "",
            "^$",
            "(sale)",
            "a|bc",
            "^a|b",
            "^(a|b)$",
            "(?i)^A",
            "ほ",
            "^^a",
            "a$$",
            "a?b",
            "[^a]",
            "^(a|)$",
            "a^",
            "$a",
            "(?:^a)b",
            "a(?:b$)",
        ];
        let texts = [
            "", "a", "A", "b", "ab", "bc", "a/", "ほ", "/cart", "/cart/", "x/cart", "/cart\n", "/sale/a",
            "/outlet/", "sale", "a\nb", "éab",
        ];
        for pattern in patterns {
            for ignore_case in [false, true] {
                let built = build(pattern, ignore_case).expect("the pattern should build");
                let engine = regex::RegexBuilder::new(&translate(pattern))
                    .case_insensitive(ignore_case)
                    .build()
                    .expect("the pattern should build");
                for text in texts {
                    assert_eq!(built.is_match(text), engine.is_match(text), "{pattern} on {text:?}");
                }
            }
        }
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
