//! Checks of a theme: its preset exists, its values have their shape, and what comes out can be read.

use super::Findings;
use crate::text::ThemeText;
use crate::theme::{DENSITY, DISCERNIBLE, PRESETS, RADIUS, READABLE, contrast, preset_named, resolve};

pub(super) fn theme(path: &str, theme: &ThemeText, found: &mut Findings) {
    if let Some(name) = theme.preset().filter(|name| preset_named(name).is_none()) {
        let names: Vec<_> = PRESETS.iter().map(|preset| preset.name).collect();
        found.problem(path, format!("`{name}` is none of the presets {}", names.join(", ")));
        return;
    }
    let ThemeText::Own(own) = theme else { return };
    let colours = [("accent", &own.accent), ("surface", &own.surface), ("text", &own.text)];
    let mut are_colours = true;
    for (field, colour) in colours {
        if colour.as_deref().is_some_and(|colour| contrast(colour, "#000000").is_none()) {
            found.problem(format!("{path}.{field}"), "a colour as #rrggbb");
            are_colours = false;
        }
    }
    if own.radius.is_some_and(|radius| !RADIUS.contains(&radius)) {
        found
            .problem(format!("{path}.radius"), format!("from {} to {} pixels", RADIUS.start(), RADIUS.end()));
    }
    if own.density.is_some_and(|density| !DENSITY.contains(&density)) {
        found.problem(format!("{path}.density"), format!("from {} to {}", DENSITY.start(), DENSITY.end()));
    }
    if are_colours {
        readable(path, theme, found);
    }
}

fn readable(path: &str, theme: &ThemeText, found: &mut Findings) {
    for (scheme, values) in ["light", "dark"].into_iter().zip(resolve(theme)) {
        let text = contrast(&values.text, &values.surface).unwrap_or_default();
        if text < READABLE {
            found.problem(
                path,
                format!("on {scheme} pages the text has a contrast of {text:.1}:1, at least {READABLE}:1 can be read: set both text and surface"),
            );
        }
        let accent = contrast(&values.accent, &values.surface).unwrap_or_default();
        if accent < DISCERNIBLE {
            found.warning(
                format!("{path}.accent"),
                format!("on {scheme} pages it has a contrast of {accent:.1}:1 with the surface: marks are drawn in the text's colour there"),
            );
        }
    }
}
