//! A scenario as text: a graph of steps. To add a step type, add a variant to [`StepText`] and follow the compiler.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use kizukai_model::{Key, Span, Text};

/// A graph of steps with a beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioText {
    /// The first step.
    pub start: Key,
    /// The steps by key; `end` is reserved.
    pub steps: BTreeMap<Key, StepText>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StepText {
    /// Says something, with choices to answer.
    Message(Box<Spoken>),
    /// Asks something: one choice, several, free text or a rating.
    Question(Box<Spoken>),
    /// Goes on where the first holding case says.
    Branch {
        /// Tried in order.
        cases: Vec<BranchCase>,
        /// Where to go when none holds.
        #[serde(rename = "else", default = "end")]
        otherwise: Key,
    },
    /// Waits, also over a page change or a restart.
    Wait {
        /// How long.
        #[serde(rename = "for")]
        duration: Span,
        /// Where to go then.
        #[serde(default = "end")]
        next: Key,
    },
    /// Ends the scenario.
    End {},
}

/// One way out of a branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BranchCase {
    /// When to take it.
    pub when: Value,
    /// Where it leads.
    pub next: Key,
}

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
    /// What the visitor can answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceText>,
    /// How a question is answered; a message is answered by one choice.
    #[serde(default)]
    pub answer: AnswerKind,
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
    /// For inline: where on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// For inline: on which side of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Never shown on another device than the one it began on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// The trait that keeps the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub save_as: Option<String>,
}

fn end() -> Key {
    Key::END.parse().expect("a plain word is a key")
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
    /// A page it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageText {
    /// Its address.
    pub src: String,
    /// What it shows, for those who do not see it.
    #[serde(default = "no_text")]
    pub alt: Text,
}

fn no_text() -> Text {
    Text::Plain(String::new())
}

/// How a message looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}
