//! Text that a visitor reads, in one language or several.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Either one text for everybody or one per language: `"送料"` or `{ja: "送料", en: "Shipping"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// The same in every language.
    Plain(String),
    /// By language tag.
    ByLocale(BTreeMap<String, String>),
}

impl Text {
    /// The text for the first of `locales` it has (`ja-JP` also finds `ja`), else any; empty when there is none.
    pub fn pick<'a>(&'a self, locales: &[&str]) -> &'a str {
        match self {
            Self::Plain(text) => text,
            Self::ByLocale(texts) => pick_of(texts, locales).map_or("", |(_, text)| text),
        }
    }

    /// The language of the text that [`Text::pick`] gives; None for a text that is the same in every language.
    pub fn language<'a>(&'a self, locales: &[&str]) -> Option<&'a str> {
        match self {
            Self::Plain(_) => None,
            Self::ByLocale(texts) => pick_of(texts, locales).map(|(language, _)| language),
        }
    }

    /// Every text it holds.
    pub fn all(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::Plain(text) => Box::new(std::iter::once(text.as_str())),
            Self::ByLocale(texts) => Box::new(texts.values().map(String::as_str)),
        }
    }
}

fn pick_of<'a>(texts: &'a BTreeMap<String, String>, locales: &[&str]) -> Option<(&'a str, &'a str)> {
    let of = |locale: &str| {
        let language = locale.split(['-', '_']).next().unwrap_or(locale);
        texts.get_key_value(locale).or_else(|| texts.get_key_value(language))
    };
    let found = locales.iter().find_map(|locale| of(locale)).or_else(|| texts.iter().next());
    found.map(|(language, text)| (language.as_str(), text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_visitors_language_is_picked_then_the_sites_then_any() {
        let text: Text = serde_json::from_str(r#"{"ja":"送料","en":"Shipping"}"#).unwrap();
        assert_eq!(text.pick(&["en-US", "ja"]), "Shipping");
        assert_eq!(text.pick(&["fr", "ja"]), "送料");
        assert_eq!(text.pick(&["fr"]), "Shipping");
        assert_eq!(text.language(&["ja-JP"]), Some("ja"));
        assert_eq!(Text::Plain("送料".into()).language(&["ja"]), None);
        assert_eq!(Text::Plain("送料".into()).pick(&["en"]), "送料");
    }
}
