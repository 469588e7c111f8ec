//! A condition asked of people, without anything happening to them: how many does it mean, and whom?
//!
//! The condition is asked exactly as a campaign's audience would be, of a copy: counters it needs and nobody kept so far are
//! filled from the person's own past first ([`crate::backfill`]), and segments are looked at anew. To ask: [`Audience::new`],
//! then for each person [`Audience::asks_past`] and [`Audience::holds`].

use serde_json::Value;

use kizukai_conditions::Scope;
use kizukai_model::{Event, Key, Money, Properties, Timestamp};

use crate::input::Input;
use crate::program::{ProgramSource, Versioned};
use crate::subject::View;
use crate::text::{CampaignText, Problem, RulesText, Status, TriggerOn, TriggerText};
use crate::{Profile, Program, backfill, step};

/// A condition over a site's visitors, compiled.
#[derive(Debug)]
pub struct Audience {
    program: Program,
    key: Key,
    /// What the site's present program counts.
    counted: u64,
    /// The condition counts something that the present program does not.
    counts_more: bool,
}

impl Audience {
    /// Compiles a condition beside a site's segments.
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn new(current: &ProgramSource, condition: &Value) -> Result<Self, Vec<Problem>> {
        let segments = current.segments.iter().map(|segment| segment.text.key.as_str());
        let problems = kizukai_conditions::check(condition, &Scope::visitor(segments));
        if !problems.is_empty() {
            return Err(problems.into_iter().map(|found| Problem::at(found.path, found.message)).collect());
        }
        let present = Program::restore(current);
        let key: Key = "audience".parse().expect("a plain word is a key");
        let text = CampaignText {
            key: key.clone(),
            name: String::new(),
            status: Status::Draft,
            audience: condition.clone(),
            trigger: TriggerText {
                on: TriggerOn::Signal,
                name: crate::program::PAGE_VIEW.to_owned(),
                condition: None,
                params: Properties::new(),
                after: None,
            },
            arms: Vec::new(),
            control: 0.0,
            goal: None,
            caps: Vec::new(),
            priority: 0,
            schedule: None,
            stop: Vec::new(),
            exit: None,
            tags: Vec::new(),
            message_cost: Money::ZERO,
            smallest_effect: None,
            rules: RulesText::default(),
            needs_verified: false,
        };
        let mut source = current.clone();
        source.older.clear();
        source.campaigns = vec![Versioned { version: 1, phase: 1, text }];
        let program = Program::restore(&source);
        let counts_more = !program.features().keys().is_subset(present.features().keys());
        Ok(Self { program, key, counted: present.features().digest(), counts_more })
    }

    /// Whether the person's own past has to be read before the condition can be asked.
    pub fn asks_past(&self, profile: &Profile) -> bool {
        let is_behind = profile.features != self.counted && !self.program.features().keys().is_empty();
        self.counts_more || is_behind
    }

    /// Whether the condition holds for a person at `now`. `past`: what the person did, where it had to be read.
    pub fn holds<'e>(
        &self,
        profile: &mut Profile,
        past: impl Iterator<Item = &'e Event>,
        now: Timestamp,
    ) -> bool {
        let input: Input = backfill::collect(&self.program, profile, past);
        step(&self.program, profile, &input, now);
        let now = now.max(profile.now);
        let view = View { program: &self.program, profile, now, event: None, page: None, verified: false };
        self.program.campaign(&self.key).is_some_and(|campaign| campaign.audience.evaluate(&view))
    }
}
