//! What an operator writes: campaigns, segments and the site's settings as text (JSON or YAML).
//!
//! Names and nesting are a contract with tools outside the project. A text is replaced as a whole: fields left out
//! take their defaults.

mod attention;
mod campaign;
mod form;
mod media;
mod profit;
mod rewrite;
mod scenario;
mod site;
mod spoken;
mod theme;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use kizukai_model::{Key, Properties};

pub use attention::{AttentionText, DismissedText, PricesText};
pub use campaign::{
    ArmText, CampaignText, Cap, CapPeriod, GoalText, RulesText, ScheduleText, Status, StopOn, TriggerOn,
    TriggerText,
};
pub use form::{FieldKind, FieldText, OptionText};
pub use media::{CaptionsText, CountdownText, CouponText, ImageText, VideoText};
pub use profit::ProfitText;
pub use rewrite::RewriteText;
pub(crate) use scenario::end;
pub use scenario::{BranchCase, ScenarioText, SplitWay, StepText, WaitOn, WaitText};
pub use site::{Approval, ConsentMode, ConsentText, IdentityText, Quiet, SiteText, Verification};
pub use spoken::{AnswerKind, ChoiceText, Format, Position, Spoken};
pub use theme::{OwnTheme, ThemeText};

/// A named condition over a profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentText {
    /// Its key, used in `$segment` and `segments`.
    pub key: Key,
    /// What people call it.
    #[serde(default)]
    pub name: String,
    /// Who is in it.
    pub condition: Value,
}

/// One published text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Definition {
    /// A measure: who, when, what, goal, care.
    Campaign(Box<CampaignText>),
    /// A named condition.
    Segment(SegmentText),
    /// Settings of the whole site.
    Site(Box<SiteText>),
}

/// Something wrong in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which text, e.g. `campaign/cart-shipping`; empty where there is but one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Where in the text, e.g. `arms[0].scenario.steps.ask.choices[1].next`.
    pub path: String,
    /// What is wrong and what to write instead.
    pub message: String,
}

impl Problem {
    /// A problem at a path.
    pub fn at(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { text: String::new(), path: path.into(), message: message.into() }
    }

    /// The same problem, in the text of that name.
    #[must_use]
    pub fn in_text(mut self, text: &str) -> Self {
        text.clone_into(&mut self.text);
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named = [self.text.as_str(), self.path.as_str()];
        let place: Vec<&str> = named.into_iter().filter(|part| !part.is_empty()).collect();
        write!(f, "{}{}{}", place.join(" "), if place.is_empty() { "" } else { ": " }, self.message)
    }
}

impl std::error::Error for Problem {}

impl Definition {
    /// Reads one text. `kind` is taken from the text itself, or from `kind` where the caller knows it.
    /// Gives the definition and the paths of fields that mean nothing here.
    ///
    /// # Errors
    /// The first place where the text does not have the shape of its kind.
    pub fn read(kind: Option<&str>, text: &Value) -> Result<(Self, Vec<String>), Problem> {
        let mut fields: Properties =
            text.as_object().cloned().ok_or_else(|| Problem::at("", "the text must be an object"))?;
        let own_kind = fields.shift_remove("kind");
        let own_kind = own_kind.as_ref().and_then(Value::as_str);
        let kind = kind.or(own_kind).ok_or_else(|| Problem::at("kind", "say campaign, segment or site"))?;
        let fields = Value::Object(fields);
        match kind {
            "campaign" => shape(fields).map(|(text, extra)| (Self::Campaign(Box::new(text)), extra)),
            "segment" => shape(fields).map(|(text, extra)| (Self::Segment(text), extra)),
            "site" => shape(fields).map(|(text, extra)| (Self::Site(Box::new(text)), extra)),
            other => Err(Problem::at("kind", format!("`{other}` is none of campaign, segment, site"))),
        }
    }

    /// Reads one text of which is known what it is. `kind` and `key` may be left out in it, but must not say otherwise.
    /// Gives the definition and the paths of fields that mean nothing here.
    ///
    /// # Errors
    /// As [`Definition::read`], and where the text says that it is another one.
    pub fn read_named(
        kind: &str,
        key: Option<&str>,
        mut text: Value,
    ) -> Result<(Self, Vec<String>), Problem> {
        if let Some(fields) = text.as_object_mut() {
            for (name, expected) in [("kind", Some(kind)), ("key", key)] {
                let Some(expected) = expected else { continue };
                let told = fields.entry(name).or_insert_with(|| expected.into());
                if told != expected {
                    return Err(Problem::at(
                        name,
                        format!("the path says `{expected}`, the text says {told}"),
                    ));
                }
            }
        }
        Self::read(Some(kind), &text)
    }

    /// The kind's name.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Campaign(_) => "campaign",
            Self::Segment(_) => "segment",
            Self::Site(_) => "site",
        }
    }

    /// The key it is stored under; a site has but one text, `site`.
    pub fn key(&self) -> Key {
        match self {
            Self::Campaign(campaign) => campaign.key.clone(),
            Self::Segment(segment) => segment.key.clone(),
            Self::Site(_) => "site".parse().expect("a plain word is a key"),
        }
    }
}

impl StepText {
    /// Reads one step that is still being written. What means nothing here is passed over.
    ///
    /// # Errors
    /// Where it does not have the shape of a step.
    pub fn read(step: Value) -> Result<Self, Problem> {
        shape(step).map(|(step, _)| step)
    }
}

/// Reads JSON into a shape, naming the path of the first mismatch and of every field the shape does not have.
fn shape<T: DeserializeOwned>(fields: Value) -> Result<(T, Vec<String>), Problem> {
    let mut unknown = Vec::new();
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(fields, &mut track);
    let read = serde_ignored::deserialize(tracked, |path| unknown.push(plain(&path.to_string())));
    match read {
        Ok(text) => Ok((text, unknown)),
        Err(error) => Err(Problem::at(plain(&track.path().to_string()), error.to_string())),
    }
}

/// A path as people write it: without the marks for optional values, and empty for the text itself.
fn plain(path: &str) -> String {
    path.replace(".?", "").trim_matches('.').to_owned()
}
