//! A campaign, compiled.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use kizukai_conditions::{Compiled, compile};
use kizukai_model::{Key, Properties, Timestamp};

use super::{Versioned, Wait};
use crate::profile::Slot;
use crate::text::{CampaignText, Format, Spoken, StepText};

/// A campaign in one version, ready to be evaluated.
#[derive(Debug)]
pub struct Campaign {
    /// Its key.
    pub key: Key,
    /// Which version of the text.
    pub version: u32,
    /// Which phase.
    pub phase: u32,
    /// What was written.
    pub text: CampaignText,
    pub(crate) audience: Compiled,
    pub(crate) trigger_condition: Option<Compiled>,
    pub(crate) goal_condition: Option<Compiled>,
    pub(crate) exit: Option<Compiled>,
    /// Where the goal's event says its worth, below `properties`.
    pub(crate) goal_value: Option<Vec<String>>,
    pub(crate) from: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
    pub(crate) seed: String,
    pub(crate) weights: Vec<f64>,
    /// The place its first message takes, for every arm and for the control.
    pub(crate) slot: Slot,
    /// The formats its first message can have, over all arms.
    pub(crate) first_formats: BTreeSet<Format>,
    scenarios: BTreeMap<Key, Scenario>,
}

/// A scenario's steps.
#[derive(Debug)]
pub struct Scenario {
    pub(crate) start: Key,
    steps: BTreeMap<Key, Step>,
}

/// One step, compiled.
#[derive(Debug)]
pub enum Step {
    /// Something is said or asked.
    Spoken(Box<SpokenStep>),
    /// The way divides.
    Branch {
        /// Tried in order.
        cases: Vec<(Compiled, Key)>,
        /// When none holds.
        otherwise: Key,
    },
    /// Time passes.
    Wait(Wait),
    /// The way divides by lot.
    Split {
        /// Where each way leads.
        ways: Vec<Key>,
        /// Their shares.
        weights: Vec<f64>,
    },
    /// Traits are written.
    Traits {
        /// By name; null removes one.
        set: Properties,
        /// Where to go then.
        next: Key,
    },
    /// It is over.
    End,
}

/// A message or a question.
#[derive(Debug)]
pub struct SpokenStep {
    /// What was written.
    pub text: Spoken,
    /// A question keeps its answer open until it is given; a message may just be read.
    pub is_question: bool,
    pub(crate) condition: Option<Compiled>,
}

impl Campaign {
    pub(crate) fn compile(site: &str, source: &Versioned<CampaignText>, zone: &TimeZone) -> Self {
        let text = &source.text;
        let scenarios: BTreeMap<_, _> =
            text.arms.iter().map(|arm| (arm.key.clone(), Scenario::compile(&arm.scenario, zone))).collect();
        let schedule = text.schedule.as_ref();
        let moment = |written: Option<&String>| written.and_then(|text| parse_moment(text, zone));
        Self {
            key: text.key.clone(),
            version: source.version,
            phase: source.phase,
            audience: compile(&text.audience),
            trigger_condition: text.trigger.condition.as_ref().map(compile),
            goal_condition: text.goal.as_ref().and_then(|goal| goal.condition.as_ref()).map(compile),
            exit: text.exit.as_ref().map(compile),
            goal_value: text.goal.as_ref().and_then(|goal| goal.value.as_deref()).map(|path| {
                path.strip_prefix("properties.").unwrap_or(path).split('.').map(str::to_owned).collect()
            }),
            from: moment(schedule.and_then(|schedule| schedule.from.as_ref())),
            until: moment(schedule.and_then(|schedule| schedule.until.as_ref())),
            seed: format!("{site}:{}", text.key),
            weights: text.arms.iter().map(|arm| arm.weight).collect(),
            slot: text
                .arms
                .iter()
                .find_map(|arm| scenarios.get(&arm.key)?.first_spoken().next().map(SpokenStep::slot))
                .unwrap_or(Slot::Interrupting),
            first_formats: scenarios
                .values()
                .flat_map(|scenario| scenario.first_spoken().map(|spoken| spoken.text.format))
                .collect(),
            scenarios,
            text: text.clone(),
        }
    }

    pub(crate) fn scenario(&self, arm: &Key) -> Option<&Scenario> {
        self.scenarios.get(arm)
    }

    /// A message or question of an arm.
    pub(crate) fn spoken(&self, arm: &Key, step: &Key) -> Option<&SpokenStep> {
        match self.scenario(arm)?.step(step)? {
            Step::Spoken(spoken) => Some(spoken),
            _ => None,
        }
    }

    /// Every condition in it whose features must be counted.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Compiled> {
        let steps = self.scenarios.values().flat_map(|scenario| scenario.steps.values());
        let in_steps = steps.flat_map(|step| match step {
            Step::Branch { cases, .. } => cases.iter().map(|(condition, _)| condition).collect(),
            Step::Spoken(spoken) => spoken.condition.iter().collect(),
            Step::Wait(_) | Step::Split { .. } | Step::Traits { .. } | Step::End => Vec::new(),
        });
        let of_campaign = [self.trigger_condition.as_ref(), self.exit.as_ref()].into_iter().flatten();
        std::iter::once(&self.audience).chain(of_campaign).chain(in_steps)
    }

    /// Every wait in it.
    pub(super) fn waits(&self) -> impl Iterator<Item = &Wait> {
        self.scenarios.values().flat_map(|scenario| scenario.steps.values()).filter_map(|step| match step {
            Step::Wait(wait) => Some(wait),
            _ => None,
        })
    }

    /// Whether it may start something new at `now`.
    pub(crate) fn is_scheduled(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}

impl Scenario {
    fn compile(text: &crate::text::ScenarioText, zone: &TimeZone) -> Self {
        let steps = text.steps.iter().map(|(key, step)| (key.clone(), Step::compile(step, zone))).collect();
        Self { start: text.start.clone(), steps }
    }

    /// The step of that key; `end` is always there.
    pub(crate) fn step(&self, key: &Key) -> Option<&Step> {
        if key.as_str() == Key::END { Some(&Step::End) } else { self.steps.get(key) }
    }

    /// The messages that the start can reach through branches: one of them is the first.
    fn first_spoken(&self) -> impl Iterator<Item = &SpokenStep> {
        let mut open = vec![&self.start];
        let mut known = BTreeSet::new();
        let mut found = Vec::new();
        while let Some(key) = open.pop() {
            if !known.insert(key) {
                continue;
            }
            match self.step(key) {
                Some(Step::Spoken(spoken)) => found.push(&**spoken),
                Some(Step::Branch { cases, otherwise }) => {
                    open.push(otherwise);
                    open.extend(cases.iter().map(|(_, next)| next));
                }
                Some(Step::Split { ways, .. }) => open.extend(ways),
                Some(Step::Traits { next, .. }) => open.push(next),
                Some(Step::Wait(_) | Step::End) | None => {}
            }
        }
        found.into_iter()
    }
}

impl Step {
    fn compile(text: &StepText, zone: &TimeZone) -> Self {
        match text {
            StepText::Message(spoken) => Self::Spoken(Box::new(SpokenStep::compile(spoken, false))),
            StepText::Question(spoken) => Self::Spoken(Box::new(SpokenStep::compile(spoken, true))),
            StepText::Branch { cases, otherwise } => Self::Branch {
                cases: cases.iter().map(|case| (compile(&case.when), case.next.clone())).collect(),
                otherwise: otherwise.clone(),
            },
            StepText::Wait(wait) => Self::Wait(Wait::compile(wait, zone)),
            StepText::Split { ways } => Self::Split {
                ways: ways.iter().map(|way| way.next.clone()).collect(),
                weights: ways.iter().map(|way| way.weight).collect(),
            },
            StepText::Traits { set, next } => Self::Traits { set: set.clone(), next: next.clone() },
            StepText::End {} => Self::End,
        }
    }
}

impl SpokenStep {
    /// Of a step that says something itself.
    pub(crate) fn of(text: &StepText) -> Option<Self> {
        match text {
            StepText::Message(spoken) => Some(Self::compile(spoken, false)),
            StepText::Question(spoken) => Some(Self::compile(spoken, true)),
            StepText::Branch { .. }
            | StepText::Wait(_)
            | StepText::Split { .. }
            | StepText::Traits { .. }
            | StepText::End {} => None,
        }
    }

    fn compile(text: &Spoken, is_question: bool) -> Self {
        Self { text: text.clone(), is_question, condition: text.condition.as_ref().map(compile) }
    }

    pub(crate) fn slot(&self) -> Slot {
        self.text.place().map_or(Slot::Interrupting, |selector| Slot::Inline(selector.to_owned()))
    }
}

/// A moment of a schedule: RFC 3339 with an offset, or a local date and time in the site's zone.
pub(crate) fn parse_moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    Timestamp::parse(text).or_else(|| {
        let local: jiff::civil::DateTime = text.parse().ok()?;
        let zoned = local.to_zoned(zone.clone()).ok()?;
        Some(Timestamp::from_ms(zoned.timestamp().as_millisecond()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_without_offset_is_in_the_sites_time_zone() {
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let utc = Timestamp::parse("2026-11-30T15:00:00Z");
        assert_eq!(parse_moment("2026-12-01T00:00:00+09:00", &tokyo), utc);
        assert_eq!(parse_moment("2026-12-01T00:00:00", &tokyo), utc);
        assert_eq!(parse_moment("2026-12-01", &tokyo), utc);
        assert_eq!(parse_moment("tomorrow", &tokyo), None);
    }
}
