//! The look of a shop's page, as the tag read it there, and the theme that it makes.

use serde_json::Value;

use kizukai_model::Properties;

use crate::text::{OwnTheme, ThemeText};
use crate::theme::{self, DISCERNIBLE, PRESETS, RADIUS, READABLE, contrast};

/// Characters of a font's name.
const FONT_CHARS: usize = 60;

/// What was read of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageLook {
    /// Only what can be read on what: colours that a message could not be read in are left to the preset.
    pub theme: OwnTheme,
    /// The first font of the page's text, if it names one. Messages take the page's fonts as they are.
    pub font: Option<String>,
}

impl PageLook {
    /// Reads what the tag said of a page: `accent`, `surface` and `text` as `#rrggbb`, `radius` in CSS pixels, `font`, and
    /// `adapts: 1` where the page has a dark side of its own: a surface and a text of one side would be wrong on the other.
    pub fn read(said: &Properties) -> Self {
        let colour = |name: &str| said.get(name).and_then(Value::as_str).and_then(as_colour);
        let adapts = said.get("adapts").and_then(Value::as_f64) == Some(1.0);
        let ground = if adapts { None } else { colour("surface").zip(colour("text")) };
        let ground = ground.filter(|(surface, text)| is_apart(text, surface, READABLE));
        let under = ground.as_ref().map_or(PRESETS[0].light.surface, |(surface, _)| surface);
        let accent = colour("accent").filter(|accent| is_apart(accent, under, DISCERNIBLE));
        let radius = said.get("radius").and_then(Value::as_f64).filter(|radius| radius.is_finite());
        let radius = radius.map(|radius| radius.round().clamp(*RADIUS.start(), *RADIUS.end()));
        let (surface, text) = ground.unzip();
        let preset = Some(PRESETS[0].name.to_owned());
        let theme = OwnTheme { preset, accent, surface, text, radius, density: None };
        Self { theme, font: said.get("font").and_then(Value::as_str).and_then(as_font) }
    }

    /// The theme as the tag gets it.
    pub fn to_wire(&self) -> Value {
        theme::to_wire(&ThemeText::Own(self.theme.clone()))
    }
}

fn as_colour(said: &str) -> Option<String> {
    contrast(said, "#000000").map(|_| said.to_lowercase())
}

fn as_font(said: &str) -> Option<String> {
    let name: String = said.chars().filter(|letter| !letter.is_control()).take(FONT_CHARS).collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn is_apart(one: &str, other: &str, least: f64) -> bool {
    contrast(one, other).is_some_and(|ratio| ratio >= least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(said: &Value) -> PageLook {
        PageLook::read(said.as_object().unwrap())
    }

    #[test]
    fn a_page_s_colours_and_corners_make_a_theme() {
        let look = read(&json!({
            "accent": "#B03A2E", "surface": "#ffffff", "text": "#222222", "radius": 3.6, "font": " Noto Sans JP ",
        }));
        let OwnTheme { accent, surface, text, radius, .. } = &look.theme;
        let colours = [accent, surface, text].map(|colour| colour.as_deref().unwrap());
        assert_eq!(colours, ["#b03a2e", "#ffffff", "#222222"]);
        assert_eq!((*radius, look.font.as_deref()), (Some(4.0), Some("Noto Sans JP")));
        assert_eq!(look.to_wire()["dark"]["accent"], "#b03a2e");
    }

    #[test]
    fn what_could_not_be_read_is_left_to_the_preset() {
        let pale = read(&json!({"accent": "#fefefe", "surface": "#ffffff", "text": "#dddddd"}));
        assert_eq!((&pale.theme.accent, &pale.theme.surface, &pale.theme.text), (&None, &None, &None));
        let half = read(&json!({"surface": "#ffffff"}));
        assert_eq!(half.theme.surface, None, "a surface without its text");
    }

    #[test]
    fn a_page_with_a_dark_side_gives_its_accent_alone() {
        let look = read(&json!({"accent": "#1f4b8e", "surface": "#ffffff", "text": "#000000", "adapts": 1}));
        assert_eq!((look.theme.accent.as_deref(), look.theme.surface), (Some("#1f4b8e"), None));
    }

    #[test]
    fn nonsense_is_left_out() {
        let look = read(&json!({
            "accent": "red", "surface": 7, "text": "#12", "radius": 900, "font": "\u{7}", "adapts": "yes",
        }));
        let theme = OwnTheme { preset: Some("kinari".into()), radius: Some(32.0), ..OwnTheme::default() };
        assert_eq!(look, PageLook { theme, font: None });
    }
}
