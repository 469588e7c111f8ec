//! Placeholders in texts and addresses.
//!
//! A text goes to the page as text and is not escaped. A placeholder in an address is: what a visitor or a shop's
//! file says becomes one part of a path or a query, never a scheme, a host or another parameter.

use std::fmt::Write;
use std::sync::LazyLock;

use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context, escape_formatter};

use kizukai_model::{Properties, limits};

/// What is wrong with a text's placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateProblem {
    /// It is no template.
    Syntax(String),
    /// For a visitor of whom nothing is known it has a hole.
    NoFallback(String),
}

static TEXTS: LazyLock<Environment<'static>> =
    LazyLock::new(|| environment(UndefinedBehavior::Chainable, write_text));
static ADDRESSES: LazyLock<Environment<'static>> =
    LazyLock::new(|| environment(UndefinedBehavior::Chainable, write_address_part));
static STRICT: LazyLock<Environment<'static>> =
    LazyLock::new(|| environment(UndefinedBehavior::Strict, write_text));

type Formatter = fn(&mut Output<'_>, &mut State<'_, '_>, &Value) -> Result<(), Error>;

fn environment(undefined: UndefinedBehavior, formatter: Formatter) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(undefined);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_formatter(formatter);
    environment.set_fuel(Some(limits::TEMPLATE_FUEL));
    environment
}

/// A value inside a text; nothing for null.
fn write_text(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_none() { Ok(()) } else { escape_formatter(out, state, value) }
}

/// A value inside an address: everything but the unreserved characters of RFC 3986 as percent and two digits.
fn write_address_part(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_none() || value.is_undefined() {
        return Ok(());
    }
    let full = |_| Error::new(ErrorKind::WriteFailure, "an address cannot be written");
    for byte in value.to_string().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.write_char(char::from(byte)).map_err(full)?;
            }
            other => write!(out, "%{other:02X}").map_err(full)?,
        }
    }
    Ok(())
}

fn has_placeholders(source: &str) -> bool {
    source.contains("{{") || source.contains("{%") || source.contains("{#")
}

/// Fills a text's placeholders. What is unknown is left empty; a text that cannot be filled is left out whole.
pub(super) fn fill(source: &str, traits: &Properties) -> String {
    fill_with(&TEXTS, source, traits)
}

/// Fills an address. None when what comes out may not be given to a browser.
pub(super) fn fill_address(source: &str, traits: &Properties) -> Option<String> {
    Some(fill_with(&ADDRESSES, source, traits)).filter(|address| is_safe_link(address))
}

fn fill_with(environment: &Environment<'_>, source: &str, traits: &Properties) -> String {
    if !has_placeholders(source) {
        return source.to_owned();
    }
    environment.render_str(source, context! { traits => Serde(traits) }).unwrap_or_default()
}

/// Checks a text's placeholders: their syntax, and that a visitor of whom nothing is known gets a whole sentence.
///
/// # Errors
/// The first problem.
pub fn check_template(source: &str) -> Result<(), TemplateProblem> {
    if !has_placeholders(source) {
        return Ok(());
    }
    let template =
        STRICT.template_from_str(source).map_err(|error| TemplateProblem::Syntax(error.to_string()))?;
    match template.render(context! { traits => Serde(Properties::new()) }) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::UndefinedError => Err(TemplateProblem::NoFallback(
            "without the value there is a hole in the text: add a fallback, e.g. {{ traits.name | default('お客様') }}".into(),
        )),
        Err(error) => Err(TemplateProblem::Syntax(error.to_string())),
    }
}

/// Whether a written address, with its placeholders empty, may be given to a browser.
pub fn is_safe_address(source: &str) -> bool {
    fill_address(source, &Properties::new()).is_some()
}

/// Whether a written address may be that of a picture, a film or captions: http(s) or relative.
pub fn is_safe_source(source: &str) -> bool {
    let is_page = |address: &String| matches!(scheme(address), None | Some("http" | "https"));
    fill_address(source, &Properties::new())
        .filter(|address| is_page(&address.to_ascii_lowercase()))
        .is_some()
}

/// Whether an address may be given to a browser: http(s), relative, mailto or tel.
pub fn is_safe_link(link: &str) -> bool {
    if link.is_empty() || link.chars().any(|c| c.is_control() || c == '\\') || link.starts_with(' ') {
        return false;
    }
    let link = link.to_ascii_lowercase();
    matches!(scheme(&link), None | Some("http" | "https" | "mailto" | "tel"))
}

fn scheme(address: &str) -> Option<&str> {
    let path_begins = address.find(['/', '?', '#']).unwrap_or(address.len());
    address.find(':').filter(|at| *at < path_begins).map(|at| &address[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn traits(of: &serde_json::Value) -> Properties {
        of.as_object().cloned().unwrap()
    }

    #[test]
    fn a_placeholder_is_filled_or_falls_back_and_never_becomes_markup() {
        let known = traits(&json!({"name": "<b>花子</b>", "city": null}));
        let text = "{{ traits.name | default('お客様') }}、こんにちは";
        assert_eq!(fill(text, &known), "<b>花子</b>、こんにちは");
        assert_eq!(fill(text, &Properties::new()), "お客様、こんにちは");
        assert_eq!(fill("{{ traits.a.b }}です", &Properties::new()), "です");
        assert_eq!(fill("{{ traits.city }}です", &known), "です");
    }

    #[test]
    fn a_value_in_an_address_stays_one_part_of_it() {
        let address = "/c/{{ traits.v }}?q={{ traits.v | safe }}";
        for (value, expected) in [
            (json!("赤 い"), Some("/c/%E8%B5%A4%20%E3%81%84?q=%E8%B5%A4%20%E3%81%84")),
            (json!("a&b=c#d"), Some("/c/a%26b%3Dc%23d?q=a%26b%3Dc%23d")),
            (json!("../x"), Some("/c/..%2Fx?q=..%2Fx")),
            (json!(7), Some("/c/7?q=7")),
        ] {
            assert_eq!(fill_address(address, &traits(&json!({"v": value}))).as_deref(), expected);
        }
        assert_eq!(fill_address("/c/{{ traits.v }}", &traits(&json!({"v": null}))).as_deref(), Some("/c/"));
        for (address, value) in
            [("{{ traits.v }}:alert(1)", "javascript"), ("{% if traits.v %}javascript:x{% endif %}", "1")]
        {
            assert_eq!(fill_address(address, &traits(&json!({"v": value}))), None, "{address}");
        }
        let whole = fill_address("{{ traits.v }}", &traits(&json!({"v": "javascript:alert(1)"})));
        assert_eq!(whole.as_deref(), Some("javascript%3Aalert%281%29"), "a relative address, harmless");
    }

    #[test]
    fn a_text_with_a_hole_is_noticed_before_it_is_published() {
        assert_eq!(check_template("{{ traits.name | default('x') }}"), Ok(()));
        assert!(matches!(check_template("{{ traits.name }}"), Err(TemplateProblem::NoFallback(_))));
        assert!(matches!(check_template("{{ traits.name"), Err(TemplateProblem::Syntax(_))));
    }

    #[test]
    fn a_template_cannot_run_for_ever() {
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
        assert_eq!(fill(endless, &Properties::new()), "");
    }

    #[test]
    fn only_harmless_links_pass() {
        for link in
            ["/cart", "cart?a=1:2", "https://a.example/", "mailto:a@b.example", "tel:0312345678", "#top"]
        {
            assert!(is_safe_link(link), "{link}");
        }
        for link in [
            "javascript:alert(1)",
            "JavaScript:x",
            "data:text/html,x",
            "java\nscript:x",
            "",
            " javascript:x",
            "vbscript:x",
        ] {
            assert!(!is_safe_link(link), "{link}");
        }
        for source in ["/a.png", "HTTPS://a.example/{{ traits.a | default('b') }}.mp4", "a.vtt"] {
            assert!(is_safe_source(source), "{source}");
        }
        for source in ["mailto:a@b.example", "tel:1", "blob:x", "{{ traits.a }}"] {
            assert!(!is_safe_source(source), "{source}");
        }
    }
}
