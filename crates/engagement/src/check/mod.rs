//! What is looked at before a text is published. A problem refuses the publication; a warning is only said.

mod attention;
mod campaign;
mod form;
mod honesty;
mod media;
mod scenario;
mod silent;
mod spoken;
mod theme;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use serde_json::Value;

use kizukai_conditions::{Scope, compile};
use kizukai_model::{Span, limits};

pub(crate) use honesty::honesty;

use crate::program::{ProgramSource, lists_segments};
use crate::text::{Cap, CapPeriod, Problem, ProfitText, SiteText};

/// Nothing is waited for longer.
const LONGEST_WAIT: Span = Span::from_days(90);

/// What was found in one text or in all of them.
#[derive(Debug, Default)]
pub struct Findings {
    /// They refuse the publication.
    pub problems: Vec<Problem>,
    /// Allowed, but probably not meant.
    pub warnings: Vec<Problem>,
}

impl Findings {
    fn problem(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem::at(path, message));
    }

    fn warning(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.warnings.push(Problem::at(path, message));
    }

    /// Checks a condition that stands at `path`.
    fn condition(&mut self, path: &str, condition: &Value, scope: &Scope) {
        for problem in kizukai_conditions::check(condition, scope) {
            let inside =
                if problem.path.is_empty() { path.to_owned() } else { format!("{path}.{}", problem.path) };
            self.problem(inside, problem.message);
        }
    }

    /// Checks how long something is waited for.
    fn wait(&mut self, path: impl Into<String>, span: Option<Span>) {
        if span.is_some_and(|span| span <= Span::default() || span > LONGEST_WAIT) {
            self.problem(path, format!("longer than nothing, at most {LONGEST_WAIT}"));
        }
    }

    /// Checks caps. `most`: how many shows a profile remembers at least, so that the cap cannot break.
    fn caps(&mut self, caps: &[Cap], most: usize) {
        for (n, cap) in caps.iter().enumerate() {
            if cap.per == CapPeriod::Rolling(Span::default()) {
                self.problem(format!("caps[{n}].per"), "longer than nothing");
            }
            if cap.per != CapPeriod::Ever && cap.max as usize > most {
                self.problem(format!("caps[{n}].max"), format!("at most {most}"));
            }
            if cap.max == 0 {
                self.problem(
                    format!("caps[{n}].max"),
                    "a cap of 0 lets nothing through: pause the campaign instead",
                );
            }
        }
    }

    /// Adds what was found in a text, under the text's name.
    fn add(&mut self, text: &str, found: Self) {
        self.problems.extend(found.problems.into_iter().map(|problem| problem.in_text(text)));
        self.warnings.extend(found.warnings.into_iter().map(|warning| warning.in_text(text)));
    }
}

/// Checks all texts of a site as they would stand.
pub fn source(source: &ProgramSource) -> Findings {
    let mut findings = Findings::default();
    findings.add("site", site(&source.site.text));
    let names: BTreeSet<&str> = source.segments.iter().map(|segment| segment.text.key.as_str()).collect();
    let scope = Scope::visitor(names.iter().copied());
    for segment in &source.segments {
        let mut found = Findings::default();
        found.condition("condition", &segment.text.condition, &scope);
        if lists_segments(&segment.text.condition) {
            found.problem(
                "condition",
                "a segment asks for another one with {\"$segment\": key}, not by the list",
            );
        }
        findings.add(&format!("segment/{}", segment.text.key), found);
    }
    segment_circles(source, &mut findings);
    for campaign in &source.campaigns {
        let found = campaign::campaign(&campaign.text, &scope, &source.site.text);
        findings.add(&format!("campaign/{}", campaign.text.key), found);
    }
    findings
}

fn site(text: &SiteText) -> Findings {
    let mut found = Findings::default();
    if !(0.0..=100.0).contains(&text.holdout) {
        found.problem("holdout", "a percentage from 0 to 100");
    }
    if TimeZone::get(&text.timezone).is_err() {
        found.problem("timezone", format!("`{}` is no IANA time zone such as Asia/Tokyo", text.timezone));
    }
    if text.currency.len() != 3 || !text.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        found.problem("currency", format!("`{}` is no ISO 4217 code such as JPY", text.currency));
    }
    found.caps(&text.caps, limits::SHOWS);
    attention::attention(&text.attention, &mut found);
    if let Some(theme) = &text.theme {
        theme::theme("theme", theme, &mut found);
    }
    text.profit.iter().for_each(|profit| margins(profit, &mut found));
    if text.origins.len() > limits::ORIGINS {
        found.problem("origins", format!("at most {}", limits::ORIGINS));
    }
    for (n, origin) in text.origins.iter().enumerate().filter(|(_, origin)| !is_origin(origin)) {
        let message =
            format!("`{origin}` is no origin such as https://shop.example: no path, no slash at the end");
        found.problem(format!("origins[{n}]"), message);
    }
    found
}

fn margins(text: &ProfitText, found: &mut Findings) {
    let is_margin = |margin: f64| (0.0..=100.0).contains(&margin);
    if !is_margin(text.margin) {
        found.problem("profit.margin", "a percentage from 0 to 100");
    }
    if text.products.len() > limits::MARGINS {
        found.problem("profit.products", format!("at most {}", limits::MARGINS));
    }
    for (product, _) in text.products.iter().filter(|(_, margin)| !is_margin(**margin)) {
        found.problem(format!("profit.products.{product}"), "a percentage from 0 to 100");
    }
}

/// Whether the text is an origin as browsers write it (RFC 6454, section 6.2): compared letter by letter.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let fits = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase() || b".-:[]".contains(&byte);
    !host.is_empty() && host.bytes().all(fits)
}

/// A segment must not ask for itself, also not through others.
fn segment_circles(source: &ProgramSource, findings: &mut Findings) {
    let asks: BTreeMap<&str, Vec<String>> = source
        .segments
        .iter()
        .map(|segment| (segment.text.key.as_str(), compile(&segment.text.condition).segments().to_vec()))
        .collect();
    for start in asks.keys() {
        let mut known = BTreeSet::new();
        let mut open = asks[start].clone();
        while let Some(key) = open.pop() {
            if key == *start {
                let mut found = Findings::default();
                found.problem("condition", format!("the segment `{start}` asks for itself"));
                findings.add(&format!("segment/{start}"), found);
                break;
            }
            if known.insert(key.clone()) {
                open.extend(asks.get(key.as_str()).into_iter().flatten().cloned());
            }
        }
    }
}
