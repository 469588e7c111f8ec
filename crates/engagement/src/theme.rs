//! Colours and shape of messages: twelve presets, and how a chosen one becomes values for light and dark pages.
//!
//! Every preset is readable (WCAG 2.2, AA, with room to spare): text on surface at least 7:1, the accent on the surface
//! and the tag's own black or white on the accent at least 4.5:1. A test holds the table to it.

use serde_json::{Value, json};

use crate::text::{OwnTheme, ThemeText};

/// Colours of one scheme as `#rrggbb`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Colours {
    pub(crate) surface: &'static str,
    pub(crate) text: &'static str,
    pub(crate) accent: &'static str,
}

/// A named choice of colours and shape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Preset {
    pub(crate) name: &'static str,
    pub(crate) light: Colours,
    pub(crate) dark: Colours,
    /// CSS pixels.
    pub(crate) radius: f64,
    /// 1 is usual.
    pub(crate) density: f64,
}

const fn preset(
    name: &'static str,
    light: [&'static str; 3],
    dark: [&'static str; 3],
    radius: f64,
    density: f64,
) -> Preset {
    let [surface, text, accent] = light;
    let light = Colours { surface, text, accent };
    let [surface, text, accent] = dark;
    Preset { name, light, dark: Colours { surface, text, accent }, radius, density }
}

/// The presets; the first is what a theme without a preset begins with. Surface, text, accent.
pub(crate) const PRESETS: [Preset; 12] = [
    preset("kinari", ["#fffefb", "#26231f", "#2f4b8f"], ["#282521", "#f4f0e9", "#a9baf0"], 12.0, 1.0),
    preset("sumi", ["#ffffff", "#1b1b1d", "#1b1b1d"], ["#1c1d20", "#f2f2f4", "#f2f2f4"], 2.0, 1.0),
    preset("ai", ["#f8fafd", "#17233a", "#1f4b8e"], ["#182338", "#e9f0fb", "#9dc0f5"], 8.0, 1.0),
    preset("matcha", ["#fbfcf5", "#232a1c", "#47652a"], ["#22281b", "#eff3e6", "#b3d28b"], 12.0, 1.0),
    preset("sakura", ["#fff9fa", "#3a2229", "#b03a5f"], ["#2e2025", "#fbecf0", "#f5a9c0"], 18.0, 1.0),
    preset("kaki", ["#fffaf5", "#33231a", "#a8481c"], ["#2d221b", "#faeee5", "#f4b083"], 14.0, 1.0),
    preset("fuji", ["#fbf9fe", "#2a2338", "#6a4ba3"], ["#262032", "#f1ecfa", "#c9b3f2"], 16.0, 1.0),
    preset("sora", ["#f6fbfe", "#152a33", "#0b6a8f"], ["#15272f", "#e6f4fa", "#86cdea"], 10.0, 1.0),
    preset("ume", ["#fdf8f9", "#33191f", "#8f2340"], ["#2b1b1f", "#f9e9ec", "#f0a3b4"], 6.0, 1.0),
    preset("take", ["#f7fcfa", "#172a24", "#1c6b54"], ["#172822", "#e6f5ef", "#86d3b7"], 8.0, 1.0),
    preset("yuzu", ["#fffdf2", "#2e2a17", "#7a5b00"], ["#29261a", "#f7f2df", "#ecd06b"], 20.0, 1.1),
    preset("kurumi", ["#fbf8f4", "#2e2620", "#6f4e37"], ["#29231f", "#f3ece5", "#d9b99b"], 4.0, 1.15),
];

/// How round corners may be, in CSS pixels.
pub(crate) const RADIUS: std::ops::RangeInclusive<f64> = 0.0..=32.0;
/// How much room there may be.
pub(crate) const DENSITY: std::ops::RangeInclusive<f64> = 0.75..=1.5;
/// The least contrast of a text with its background (WCAG 2.2, 1.4.3).
pub(crate) const READABLE: f64 = 4.5;
/// The least contrast of what can be pressed with what is behind it (WCAG 2.2, 1.4.11).
pub(crate) const DISCERNIBLE: f64 = 3.0;

/// A theme with all its values, for one scheme.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resolved {
    pub(crate) surface: String,
    pub(crate) text: String,
    pub(crate) accent: String,
    radius: f64,
    density: f64,
}

impl Resolved {
    fn of(colours: Colours, preset: &Preset, own: &OwnTheme) -> Self {
        let or = |own: &Option<String>, preset: &str| own.clone().unwrap_or_else(|| preset.to_owned());
        Self {
            surface: or(&own.surface, colours.surface),
            text: or(&own.text, colours.text),
            accent: or(&own.accent, colours.accent),
            radius: own.radius.unwrap_or(preset.radius),
            density: own.density.unwrap_or(preset.density),
        }
    }

    /// As values of CSS.
    fn to_wire(&self) -> Value {
        json!({
            "surface": self.surface,
            "text": self.text,
            "accent": self.accent,
            "radius": format!("{}px", self.radius),
            "density": self.density.to_string(),
        })
    }
}

/// The preset of that name.
pub(crate) fn preset_named(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

/// Light and dark. A name that is no preset counts as the first one: publishing refused it.
pub(crate) fn resolve(theme: &ThemeText) -> [Resolved; 2] {
    let own = match theme {
        ThemeText::Own(own) => own.clone(),
        ThemeText::Preset(_) => OwnTheme::default(),
    };
    let preset = theme.preset().and_then(preset_named).unwrap_or(&PRESETS[0]);
    [preset.light, preset.dark].map(|colours| Resolved::of(colours, preset, &own))
}

/// The theme as the tag gets it.
pub(crate) fn to_wire(theme: &ThemeText) -> Value {
    let [light, dark] = resolve(theme);
    json!({"light": light.to_wire(), "dark": dark.to_wire()})
}

/// The contrast ratio of two colours after WCAG 2, 1 to 21; None when one of them is not `#rrggbb`.
pub(crate) fn contrast(a: &str, b: &str) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

/// The relative luminance of a colour `#rrggbb`, 0 (black) to 1 (white), after WCAG 2.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| -> Option<f64> {
        let share = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).ok()?) / 255.0;
        Some(if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two colours between which the tag chooses for text on the accent.
    const ON_ACCENT: [&str; 2] = ["#ffffff", "#141210"];

    #[test]
    fn every_preset_is_readable_on_light_and_dark_pages() {
        let names: std::collections::BTreeSet<_> = PRESETS.iter().map(|preset| preset.name).collect();
        assert_eq!(names.len(), 12);
        for preset in &PRESETS {
            for colours in resolve(&ThemeText::Preset(preset.name.into())) {
                let name = preset.name;
                let text = contrast(&colours.text, &colours.surface).unwrap();
                assert!(text >= 7.0, "{name}: text {text:.1}");
                let accent = contrast(&colours.accent, &colours.surface).unwrap();
                assert!(accent >= READABLE, "{name}: accent {accent:.1}");
                let label = ON_ACCENT.map(|ink| contrast(ink, &colours.accent).unwrap());
                assert!(label[0].max(label[1]) >= READABLE, "{name}: label {label:?}");
                assert!(RADIUS.contains(&colours.radius) && DENSITY.contains(&colours.density));
            }
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |a, b| (contrast(a, b).unwrap() * 100.0).round() / 100.0;
        assert!((ratio("#000000", "#ffffff") - 21.0).abs() < 0.01);
        assert!((ratio("#767676", "#ffffff") - 4.54).abs() < 0.01);
        assert_eq!(contrast("red", "#ffffff"), None);
        assert_eq!(contrast("#ffé00", "#ffffff"), None);
    }

    #[test]
    fn own_values_change_a_preset_in_both_schemes() {
        let own = OwnTheme { preset: Some("ai".into()), radius: Some(0.0), ..OwnTheme::default() };
        let wire = to_wire(&ThemeText::Own(own));
        assert_eq!(wire["light"]["accent"], "#1f4b8e");
        assert_eq!(wire["dark"]["radius"], "0px");
        assert_eq!(wire["dark"]["density"], "1");
    }
}
