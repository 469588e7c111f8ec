//! Colours and shape of messages, where the site or a step chooses them.

use serde::{Deserialize, Serialize};

/// A preset by name, or changes to one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ThemeText {
    /// One of the presets.
    Preset(String),
    /// A preset with changes of one's own.
    Own(OwnTheme),
}

/// Changes to a preset. Colours hold for light and dark pages alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnTheme {
    /// The preset it begins with; left out: the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// The colour of what can be pressed, `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// The colour behind the text, `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surface: Option<String>,
    /// The colour of the text, `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How round the corners are, in CSS pixels, 0 to 32.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius: Option<f64>,
    /// How much room there is, 1 being usual, 0.75 to 1.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density: Option<f64>,
}

impl ThemeText {
    /// The name of the preset it begins with, if it names one.
    pub fn preset(&self) -> Option<&str> {
        match self {
            Self::Preset(name) => Some(name),
            Self::Own(own) => own.preset.as_deref(),
        }
    }
}
