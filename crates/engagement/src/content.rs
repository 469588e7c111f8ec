//! From a step to what the tag shows: texts in the visitor's language, personalised, as plain data.
//!
//! Content is data: the tag sets texts as text, so nothing is escaped here and nothing here can become markup.
//! Rendered is only what the viewing device may see (contract, Trust): without proof of identity the traits it sent
//! itself, with proof all of them.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, context};
use serde_json::{Map, Value, json};

use kizukai_model::{Properties, Text, limits};

use crate::outcome::ShowRef;
use crate::program::SpokenStep;
use crate::text::{AnswerKind, Spoken};
use crate::{Profile, Program};

/// Who looks at it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Viewer<'a> {
    /// The device, by its anonymous id.
    pub device_id: Option<&'a str>,
    /// The user id was proved.
    pub verified: bool,
    /// The visitor's language.
    pub locale: Option<&'a str>,
}

/// What is wrong with a text's placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateProblem {
    /// It is no template.
    Syntax(String),
    /// For a visitor of whom nothing is known it has a hole.
    NoFallback(String),
}

/// The content of a step, ready for the tag. `Null` when the program does not have the step any more.
pub fn render(program: &Program, profile: &Profile, show: &ShowRef, viewer: &Viewer<'_>) -> Value {
    let step = program
        .campaign_version(&show.campaign, show.version)
        .and_then(|campaign| campaign.spoken(&show.arm, &show.step));
    step.map_or(Value::Null, |step| Renderer::new(program, profile, viewer).content(step))
}

struct Renderer<'a> {
    traits: Properties,
    locales: [&'a str; 2],
}

impl<'a> Renderer<'a> {
    fn new(program: &'a Program, profile: &'a Profile, viewer: &Viewer<'a>) -> Self {
        let site = program.site().locale.as_str();
        let locale = viewer.locale.or(profile.locale.as_deref()).unwrap_or(site);
        let traits =
            if viewer.verified { profile.traits.all() } else { profile.traits.said_by(viewer.device_id) };
        Self { traits, locales: [locale, site] }
    }

    fn language(&self) -> &'static str {
        let known = |locale: &&&str| locale.starts_with("ja") || locale.starts_with("en");
        self.locales
            .iter()
            .find(known)
            .map_or("ja", |locale| if locale.starts_with("ja") { "ja" } else { "en" })
    }

    fn text(&self, text: &Text) -> Value {
        Value::String(fill(text.pick(&self.locales), &self.traits))
    }

    fn content(&self, step: &SpokenStep) -> Value {
        let spoken = &step.text;
        let mut content = Map::new();
        content.insert("type".into(), json!(if step.is_question { "question" } else { "message" }));
        let texts = [
            ("title", &spoken.title),
            ("body", &spoken.body),
            ("placeholder", &spoken.placeholder),
            ("submit", &spoken.submit),
        ];
        for (field, text) in texts {
            if let Some(text) = text {
                content.insert(field.into(), self.text(text));
            }
        }
        if let Some(image) = &spoken.image {
            content.insert("image".into(), json!({"src": image.src, "alt": self.text(&image.alt)}));
        }
        if !spoken.choices.is_empty() {
            content.insert("choices".into(), self.choices(spoken));
        }
        if step.is_question {
            content.insert("answer".into(), json!(spoken.answer));
        }
        if spoken.answer == AnswerKind::Rating {
            content.insert("max".into(), json!(spoken.max.unwrap_or(DEFAULT_RATING_MAX)));
        }
        if let Some(selector) = &spoken.selector {
            content.insert("selector".into(), json!(selector));
            content
                .insert("position".into(), json!(spoken.position.unwrap_or(crate::text::Position::Append)));
        }
        content.insert("lang".into(), json!(self.language()));
        content.insert("labels".into(), labels(self.language()));
        Value::Object(content)
    }

    /// Choices without their `next`, which never leaves the server.
    fn choices(&self, spoken: &Spoken) -> Value {
        let choice = |choice: &crate::text::ChoiceText| {
            let mut shown = json!({"key": choice.key, "label": self.text(&choice.label)});
            if let Some(href) = &choice.href {
                shown["href"] = json!(href);
            }
            shown
        };
        spoken.choices.iter().map(choice).collect()
    }
}

/// The highest rating where the text names none.
pub(crate) const DEFAULT_RATING_MAX: u8 = 5;

/// The words of the frame around a message.
fn labels(language: &str) -> Value {
    if language == "ja" {
        json!({
            "close": "閉じる",
            "not_now": "今は大丈夫です",
            "never": "今後この案内を表示しない",
            "menu": "その他",
            "send": "送信",
            "required": "入力してください",
        })
    } else {
        json!({
            "close": "Close",
            "not_now": "Not now, thanks",
            "never": "Don't show this again",
            "menu": "More",
            "send": "Send",
            "required": "Please fill this in",
        })
    }
}

fn environment(undefined: UndefinedBehavior) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(undefined);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_fuel(Some(limits::TEMPLATE_FUEL));
    environment
}

fn has_placeholders(source: &str) -> bool {
    source.contains("{{") || source.contains("{%") || source.contains("{#")
}

/// Fills a text's placeholders. What is unknown is left empty; a text that cannot be filled is left out whole.
fn fill(source: &str, traits: &Properties) -> String {
    if !has_placeholders(source) {
        return source.to_owned();
    }
    let environment = environment(UndefinedBehavior::Chainable);
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
    let environment = environment(UndefinedBehavior::Strict);
    let template =
        environment.template_from_str(source).map_err(|error| TemplateProblem::Syntax(error.to_string()))?;
    match template.render(context! { traits => Serde(Properties::new()) }) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == minijinja::ErrorKind::UndefinedError => Err(TemplateProblem::NoFallback(
            "without the value there is a hole in the text: add a fallback, e.g. {{ traits.name | default('お客様') }}".into(),
        )),
        Err(error) => Err(TemplateProblem::Syntax(error.to_string())),
    }
}

/// Whether an address may be given to a browser: http(s), relative, mailto or tel.
pub fn is_safe_link(link: &str) -> bool {
    if link.is_empty() || link.chars().any(|c| c.is_control() || c == '\\') || link.starts_with(' ') {
        return false;
    }
    let scheme_ends = link.find(':');
    let path_begins = link.find(['/', '?', '#']).unwrap_or(link.len());
    match scheme_ends {
        Some(at) if at < path_begins => {
            matches!(link[..at].to_ascii_lowercase().as_str(), "http" | "https" | "mailto" | "tel")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_filled_or_falls_back_and_never_becomes_markup() {
        let traits = json!({"name": "<b>花子</b>"}).as_object().cloned().unwrap();
        let text = "{{ traits.name | default('お客様') }}、こんにちは";
        assert_eq!(fill(text, &traits), "<b>花子</b>、こんにちは");
        assert_eq!(fill(text, &Properties::new()), "お客様、こんにちは");
        assert_eq!(fill("{{ traits.a.b }}です", &Properties::new()), "です");
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
    }
}
