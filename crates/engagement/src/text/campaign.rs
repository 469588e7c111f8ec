//! A campaign as text: who (audience), when (trigger), what (arms), goal, care, schedule.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use kizukai_model::{Key, Money, Properties, Span};

use super::ScenarioText;

/// Percent of the assigned visitors that become the hidden control when the text does not say.
const DEFAULT_CONTROL_PERCENT: f64 = 20.0;

/// A campaign as an operator writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CampaignText {
    /// Its key; public, for it reaches the browser.
    pub key: Key,
    /// What people call it.
    #[serde(default)]
    pub name: String,
    /// Whether it runs.
    #[serde(default)]
    pub status: Status,
    /// Who may get it; left out: everybody.
    #[serde(default = "everybody")]
    pub audience: Value,
    /// The moment.
    pub trigger: TriggerText,
    /// The alternatives.
    pub arms: Vec<ArmText>,
    /// Percent of the assigned visitors who get nothing, so that the effect can be known; 0 must be written.
    #[serde(default = "default_control")]
    pub control: f64,
    /// What counts as success.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalText>,
    /// How often one visitor may get it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Cap>,
    /// Who wins when several want to speak; higher first, ties by key.
    #[serde(default)]
    pub priority: i64,
    /// When it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<ScheduleText>,
    /// After what it leaves a visitor alone for good.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stop: Vec<StopOn>,
    /// Who needs no more of it: whoever meets this while under way leaves before the next word that comes unasked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<Value>,
    /// Free labels, e.g. `theory`, `counter-theory`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What showing it once costs the shop, in units of the site's currency; results take it off the profit.
    #[serde(default, skip_serializing_if = "is_free")]
    pub message_cost: Money,
    /// The smallest effect worth knowing of, in percent more or less than without it. Fixed when a phase begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest_effect: Option<f64>,
    /// What is done without anybody asking when a verdict is there; left out: nothing.
    #[serde(default, skip_serializing_if = "RulesText::are_off")]
    pub rules: RulesText,
    /// Only for visitors whose user id was proved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_verified: bool,
}

const fn is_free(cost: &Money) -> bool {
    cost.as_milli() == 0
}

/// What is done by rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesText {
    /// Stop an arm that harms: the campaign is paused, or the arm taken out where others are left.
    pub stop_harm: bool,
    /// Show the winner to everybody: one arm, no control.
    pub promote_winner: bool,
}

impl RulesText {
    /// Nothing is done without anybody asking.
    pub const fn are_off(&self) -> bool {
        !self.stop_harm && !self.promote_winner
    }
}

fn everybody() -> Value {
    Value::Object(Properties::new())
}

const fn default_control() -> f64 {
    DEFAULT_CONTROL_PERCENT
}

/// Whether a campaign runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// Speaking.
    Running,
    /// Starts nothing new; what is open goes on.
    Paused,
    /// Over; what is open closes.
    Ended,
}

/// The moment at which a campaign asks to speak.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriggerText {
    /// An event, or a behaviour in the browser.
    pub on: TriggerOn,
    /// The track event's name, the signal's, or the segment's key.
    pub name: String,
    /// What must hold at that very moment; also sees `event.*`.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Value>,
    /// What the signal must reach, e.g. `{seconds: 5}`: numbers at least, texts exactly.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub params: Properties,
    /// How long afterwards it asks to speak; when it fires again meanwhile the time begins anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Span>,
}

impl TriggerText {
    /// The segment whose coming or going it listens to.
    pub fn segment(&self) -> Option<&str> {
        matches!(self.on, TriggerOn::SegmentEntered | TriggerOn::SegmentLeft).then_some(&*self.name)
    }
}

/// What kind of moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TriggerOn {
    /// A `track` event.
    Event,
    /// A signal of the tag; `page_view` is a page event.
    Signal,
    /// The visitor enters a segment.
    SegmentEntered,
    /// The visitor leaves a segment.
    SegmentLeft,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmText {
    /// Its key; public.
    pub key: Key,
    /// Its share of those who are not control, relative to the other arms.
    #[serde(default = "one")]
    pub weight: f64,
    /// What happens.
    pub scenario: ScenarioText,
}

const fn one() -> f64 {
    1.0
}

/// What counts as success, and its worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalText {
    /// The track event's name.
    pub event: String,
    /// Which of those events; sees `properties.*` and `page.*`.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Value>,
    /// How long after the first decision it still counts.
    #[serde(default = "week")]
    pub within: Span,
    /// Where the event says what it was worth, e.g. `properties.revenue`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

const fn week() -> Span {
    Span::from_days(7)
}

/// At most so many shows in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// The most shows.
    pub max: u32,
    /// In which period.
    pub per: CapPeriod,
}

/// The period of a cap: a rolling duration, the current visit, or all time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapPeriod {
    /// The last so long, rolling.
    Rolling(Span),
    /// The current visit.
    Visit,
    /// All time.
    Ever,
}

impl Serialize for CapPeriod {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Rolling(span) => span.serialize(serializer),
            Self::Visit => serializer.serialize_str("visit"),
            Self::Ever => serializer.serialize_str("ever"),
        }
    }
}

impl<'de> Deserialize<'de> for CapPeriod {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        match text.as_ref() {
            "visit" => Ok(Self::Visit),
            "ever" => Ok(Self::Ever),
            span => span.parse().map(Self::Rolling).map_err(|_| {
                serde::de::Error::custom(format!(
                    "`{span}` is none of visit, ever, or a duration such as 24h"
                ))
            }),
        }
    }
}

/// When a campaign runs. Times without an offset are in the site's time zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleText {
    /// From this moment on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// After what a campaign leaves a visitor alone for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopOn {
    /// The visitor closed one of its messages.
    Closed,
    /// The visitor answered.
    Answered,
    /// The visitor reached its goal.
    Goal,
}
