//! The plain part of a letter, made from its HTML: paragraphs, headings, lists, and links with their addresses.
//!
//! It reads what templates make, forgives the rest, and never fails.

mod tag;

use self::tag::{Tag, decode};
use crate::limits::HTML_BYTES;

/// Elements whose content is not for readers.
const HIDDEN: &[&str] = &["head", "script", "style", "template", "title"];
/// Elements that stand on lines of their own, with an empty line around.
const PARAGRAPHS: &[&str] = &[
    "article",
    "blockquote",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
/// Elements that stand on a line of their own.
const LINES: &[&str] = &["br", "div", "dd", "dt", "hr", "li", "tr"];

/// The text of an HTML page. What is longer than the limit is cut.
pub fn from_html(html: &str) -> String {
    let end = html.floor_char_boundary(HTML_BYTES);
    let mut writer = Writer::default();
    let mut rest = &html[..end];
    while let Some(start) = rest.find('<') {
        writer.text(&rest[..start]);
        rest = &rest[start..];
        rest = match Tag::read(rest) {
            Some((Some(tag), after)) => {
                writer.tag(&tag);
                after_tag(&tag, after)
            }
            Some((None, after)) => after,
            None => {
                writer.text("<");
                &rest[1..]
            }
        };
    }
    writer.text(rest);
    writer.finish()
}

/// What follows a tag, and, where it begins something hidden, what follows that.
fn after_tag<'a>(tag: &Tag<'_>, after: &'a str) -> &'a str {
    if tag.closes || !HIDDEN.contains(&tag.name.as_str()) {
        return after;
    }
    let ends = |at: &usize| {
        let name = after.get(at + 2..at + 2 + tag.name.len());
        name.is_some_and(|name| name.eq_ignore_ascii_case(&tag.name))
    };
    after.match_indices("</").map(|(at, _)| at).find(ends).map_or("", |at| &after[at..])
}

/// Writes words with the spaces and lines between them that were asked for.
#[derive(Default)]
struct Writer {
    written: String,
    /// Line ends to write before the next word.
    breaks: usize,
    has_space: bool,
    /// For each open list, the number of its last item where it counts.
    lists: Vec<Option<u32>>,
    /// Address of the open link, and where its text begins.
    link: Option<(String, usize)>,
    /// Depth of elements that keep their spaces.
    kept: usize,
}

impl Writer {
    fn text(&mut self, raw: &str) {
        if self.kept > 0 {
            for (number, line) in decode(raw).lines().enumerate() {
                if number > 0 {
                    self.break_line(1);
                }
                self.word(line);
            }
            return;
        }
        // References are read after spaces are: one that means a space stays.
        if raw.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.has_space = true;
        }
        for word in raw.split_ascii_whitespace() {
            self.word(&decode(word));
            self.has_space = true;
        }
        self.has_space =
            raw.ends_with(|c: char| c.is_ascii_whitespace()) || (raw.is_empty() && self.has_space);
    }

    fn word(&mut self, word: &str) {
        if self.breaks > 0 {
            if !self.written.is_empty() {
                self.written.extend(std::iter::repeat_n('\n', self.breaks));
            }
        } else if self.has_space && !self.written.is_empty() && !self.written.ends_with([' ', '\n']) {
            self.written.push(' ');
        }
        (self.breaks, self.has_space) = (0, false);
        self.written.push_str(word);
    }

    fn break_line(&mut self, count: usize) {
        self.breaks = self.breaks.max(count);
        self.has_space = false;
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if PARAGRAPHS.contains(&name) {
            let nested = matches!(name, "ul" | "ol") && self.lists.len() > usize::from(tag.closes);
            self.break_line(if nested { 1 } else { 2 });
        } else if LINES.contains(&name) {
            self.break_line(1);
        }
        match (name, tag.closes) {
            ("a", false) => self.open_link(tag),
            ("a", true) => self.close_link(),
            ("ul", false) => self.lists.push(None),
            ("ol", false) => self.lists.push(Some(0)),
            ("ul" | "ol", true) => drop(self.lists.pop()),
            ("li", false) => self.item(),
            ("td" | "th", false) => self.has_space = self.breaks == 0,
            ("img", false) => self.word(&tag.attribute("alt").unwrap_or_default()),
            ("hr", false) => {
                self.word("----");
                self.break_line(1);
            }
            ("pre", false) => self.kept += 1,
            ("pre", true) => self.kept = self.kept.saturating_sub(1),
            _ => {}
        }
    }

    fn item(&mut self) {
        let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(8));
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{indent}{number}.")
            }
            _ => format!("{indent}-"),
        };
        self.word(&mark);
        self.has_space = true;
    }

    fn open_link(&mut self, tag: &Tag<'_>) {
        let href = tag.attribute("href").map(|href| href.trim().to_owned());
        let leads = |href: &String| !href.is_empty() && !href.starts_with('#');
        self.link = href.filter(leads).map(|href| (href, self.written.len()));
    }

    fn close_link(&mut self) {
        let Some((href, start)) = self.link.take() else { return };
        let shown = self.written.get(start..).unwrap_or_default().trim();
        let bare = href.trim_start_matches("mailto:").trim_start_matches("tel:");
        if shown.is_empty() {
            self.word(&href);
        } else if shown != href && shown != bare {
            self.has_space = true;
            self.word(&format!("({href})"));
        }
    }

    fn finish(self) -> String {
        let lines: Vec<_> = self.written.lines().map(str::trim_end).collect();
        lines.join("\n").trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_becomes_what_a_person_would_write() {
        for (html, expected) in [
            ("", ""),
            ("<p>a  b\n c</p><p>d</p>", "a b c\n\nd"),
            ("<h1>入荷</h1><p>お皿</p>", "入荷\n\nお皿"),
            ("a<br>b<br/>c", "a\nb\nc"),
            ("<div><div>a</div></div><div>b</div>", "a\nb"),
            ("<a href=\"https://a.example/?x=1&amp;y=2\">お皿</a>を", "お皿 (https://a.example/?x=1&y=2)を"),
            ("<a href='https://a.example'>https://a.example</a>", "https://a.example"),
            ("<a href=mailto:a@b.example>a@b.example</a>", "a@b.example"),
            ("<a class=x href = \"#top\">top</a>", "top"),
            ("<a href=\"https://a.example\"><img src=x alt=\"Plate\"></a>", "Plate (https://a.example)"),
            ("<a href=\"https://a.example\"><img src=x></a>", "https://a.example"),
            ("<ul><li>a</li><li>b <b>c</b></li></ul>d", "- a\n- b c\n\nd"),
            ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("<head><title>t</title><style>p{a:b}</style></head><p>a</p>", "a"),
            ("<STYLE>x</STYLE>a<!-- b > c -->d<!doctype html>", "ad"),
            ("a &lt; b &amp;&nbsp;c &#165;&#x3042; &unknown; & &", "a < b &\u{a0}c ¥あ &unknown; & &"),
            ("1 < 2 > 0", "1 < 2 > 0"),
            ("<p title=\"a>b\">c</p>", "c"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("a <b>b</b>c<i> d</i>", "a bc d"),
            ("<p>a</p><hr><p>b</p>", "a\n\n----\n\nb"),
            ("<a href=\"x", "<a href=\"x"),
        ] {
            assert_eq!(from_html(html), expected, "{html}");
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(html in "(<|>|/|!|--|\"|'|=|&|;|#x?|a|li|ol|pre|script|style|href| |\n|あ|[0-9])*") {
            from_html(&html);
        }
    }
}
