//! Changes to what stands on the page: texts, pictures, links, the order of blocks. Never markup.

use serde::{Deserialize, Serialize};

use kizukai_model::Text;

use super::ImageText;

/// One change. The original is kept by the tag and put back when the step is closed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RewriteText {
    /// What is changed: a CSS selector.
    #[serde(default)]
    pub selector: String,
    /// Its text from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Its picture from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageText>,
    /// Where it leads from now on: http(s), relative, mailto or tel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Its children's selectors in the order in which they shall stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
}
