//! The fields of a form as text.

use serde::{Deserialize, Serialize};

use kizukai_model::{Key, Text, limits};

/// Characters of one line; an e-mail address has at most 254 (RFC 5321).
const LINE_CHARS: usize = 254;
/// Characters of a telephone number with its spaces and marks.
const TEL_CHARS: usize = 40;

/// One field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldText {
    /// Its key in the answer.
    pub key: Key,
    /// What is asked for.
    #[serde(rename = "type", default)]
    pub kind: FieldKind,
    /// What the visitor reads beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// Grey text of the empty field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<Text>,
    /// A line of help below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Whether it must be filled in; a checkbox: ticked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    /// The smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The greatest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// What the browser may fill in, in the words of HTML: `email`, `tel`, `name`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// What a select offers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionText>,
}

impl FieldText {
    /// The most characters of what is typed; None where nothing is typed.
    pub fn longest(&self) -> Option<usize> {
        let by_kind = match self.kind {
            FieldKind::Text | FieldKind::Email => LINE_CHARS,
            FieldKind::Tel => TEL_CHARS,
            FieldKind::Textarea => limits::ANSWER_CHARS,
            FieldKind::Number | FieldKind::Select | FieldKind::Checkbox => return None,
        };
        Some(self.max_length.unwrap_or(by_kind))
    }
}

/// What a field asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A number.
    Number,
    /// Several lines of text.
    Textarea,
    /// One of some options.
    Select,
    /// Yes or no.
    Checkbox,
}

/// One option of a select.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionText {
    /// What is stored.
    pub key: Key,
    /// What the visitor reads.
    pub label: Text,
}
