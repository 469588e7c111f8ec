//! Counters for a new condition, from the profile's own past events.
//!
//! When a program asks for something it did not ask before, a visitor's counters would begin at zero and a condition
//! over seven days would be wrong for seven days. So before the first step under such a program the runtime reads the
//! profile's own events and feeds the new counters with one logged input.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use kizukai_conditions::FeatureKey;
use kizukai_model::Event;
use kizukai_model::ids::digest_u64;

use crate::profile::{Counter, SequenceLog};
use crate::subject::EventView;
use crate::{Input, Profile, Program};

/// Counters of features the profile does not count yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Backfill {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) counters: BTreeMap<FeatureKey, Counter>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) sequences: BTreeMap<FeatureKey, SequenceLog>,
}

/// Whether the program counts something that this profile, which has a past, does not.
pub fn missing(program: &Program, profile: &Profile) -> bool {
    profile.seq > 0 && !program.features().keys().is_subset(&profile.features)
}

/// Counts the profile's past events for the features it does not count yet. The order of the events does not matter;
/// one that is given twice is counted once.
pub fn collect<'e>(program: &Program, profile: &Profile, events: impl Iterator<Item = &'e Event>) -> Input {
    let mut backfill = Backfill::default();
    let mut known = BTreeSet::new();
    for event in events {
        let message = digest_u64(&[&event.message_id]);
        if known.insert(message) {
            backfill.count(program, profile, event, message);
        }
    }
    Input::Backfill(backfill)
}

impl Backfill {
    fn count(&mut self, program: &Program, profile: &Profile, event: &Event, message: u64) {
        let Some(name) = event.track_name() else { return };
        let view = EventView(event);
        for feature in program.features().events(name) {
            let fits = feature.where_.as_ref().is_none_or(|condition| condition.evaluate(&view));
            if fits && !profile.features.contains(&feature.key) {
                self.counters.entry(feature.key).or_default().add(feature, event.timestamp, program.zone());
            }
        }
        for feature in program.features().sequences(name) {
            if profile.features.contains(&feature.key) {
                continue;
            }
            for (n, step) in feature.steps.iter().enumerate() {
                if &*step.name == name
                    && step.where_.as_ref().is_none_or(|condition| condition.evaluate(&view))
                {
                    self.sequences.entry(feature.key).or_default().add(event.timestamp, message, n);
                }
            }
        }
    }
}
