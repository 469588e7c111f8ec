//! What a message says or a question asks, as text. What it may hold besides words is in the neighbouring files:
//! `media` (picture, video, coupon, countdown), `form`, `rewrite`, `theme`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use kizukai_model::{Key, Span, Text};

use super::scenario::end;
use super::{CountdownText, CouponText, FieldText, ImageText, RewriteText, ThemeText, VideoText};

/// What is said or asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spoken {
    /// How it looks and where.
    pub format: Format,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// A picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageText>,
    /// A film, with controls; it never starts by itself with sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<VideoText>,
    /// A code to copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<CouponText>,
    /// The time left until a real deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub countdown: Option<CountdownText>,
    /// What the visitor can answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceText>,
    /// How a question is answered; a message is answered by one choice.
    #[serde(default)]
    pub answer: AnswerKind,
    /// The fields of a form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldText>,
    /// The highest rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u8>,
    /// Grey text of an empty field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<Text>,
    /// The label of the button that sends the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submit: Option<Text>,
    /// Where any answer leads that has no `next` of its own.
    #[serde(default = "end")]
    pub next: Key,
    /// Where closing leads.
    #[serde(default = "end")]
    pub on_close: Key,
    /// Waits for the first page on which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Value>,
    /// How long it waits to be shown; default 30 minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patience: Option<Span>,
    /// A toast: how long it stays; default 8 seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Span>,
    /// For inline: where on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// For inline: on which side of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// For inline: changes to what stands on the page, in place of something added to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rewrite: Vec<RewriteText>,
    /// Its colours and shape; left out: the site's, else the page's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeText>,
    /// Never shown on another device than the one it began on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// The trait that keeps the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub save_as: Option<String>,
}

impl Spoken {
    /// The selector of the place it takes in the page; of a rewrite the first change's. None when it interrupts.
    pub fn place(&self) -> Option<&str> {
        if self.format.interrupts() {
            return None;
        }
        let first_change = self.rewrite.first().map(|change| change.selector.as_str());
        Some(first_change.or(self.selector.as_deref()).unwrap_or_default())
    }
}

/// One possible answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChoiceText {
    /// Its key, public; what is stored.
    pub key: Key,
    /// What the visitor reads.
    pub label: Text,
    /// Where it leads; never leaves the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Key>,
    /// A page it opens. Placeholders are escaped as parts of an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// How a message looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// In the middle, over the page.
    Modal,
    /// A card in the corner; on a phone a sheet at the bottom.
    Corner,
    /// A line along an edge.
    Bar,
    /// A short note that goes by itself.
    Toast,
    /// Part of the page.
    Inline,
    /// Over everything.
    Fullscreen,
}

impl Format {
    /// Whether it takes the one slot for things that interrupt.
    pub const fn interrupts(self) -> bool {
        !matches!(self, Self::Inline)
    }

    /// Whether it covers the page, so that nothing else can be done before it is answered or closed.
    pub const fn covers_the_page(self) -> bool {
        matches!(self, Self::Modal | Self::Fullscreen)
    }
}

/// On which side of the selected place inline content goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Inside, at the end.
    Append,
    /// Inside, at the beginning.
    Prepend,
    /// Before it.
    Before,
    /// After it.
    After,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// By one choice.
    #[default]
    Single,
    /// By any number of choices.
    Multiple,
    /// In the visitor's own words.
    Text,
    /// By a number from 1 to `max`.
    Rating,
    /// By the fields of a form.
    Form,
}
