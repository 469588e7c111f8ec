//! Counters for a new condition, from the profile's own past events.
//!
//! When a program asks for something it did not ask before, a visitor's counters would begin at zero and a condition
//! over seven days would be wrong for seven days. So before the first step under such a program the runtime reads the
//! profile's own events and feeds the new counters with one logged input.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use kizukai_model::{Commerce, Event};

use crate::profile::{Counts, order_key};
use crate::{Input, Profile, Program};

/// Counters of features the profile does not count yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Backfill(pub(crate) Counts);

/// Whether the program counts something that this profile, which has a past, does not.
pub fn missing(program: &Program, profile: &Profile) -> bool {
    let asked = program.features();
    profile.seq > 0 && profile.features != asked.digest() && !asked.keys().is_empty()
}

/// Counts the profile's past events for the features it does not count yet. The order of the events does not matter;
/// one that is given twice is counted once, and so is an order.
pub fn collect<'e>(program: &Program, profile: &Profile, events: impl Iterator<Item = &'e Event>) -> Input {
    let mut past = Counts::default();
    let mut known = BTreeSet::new();
    for event in events {
        let Some(name) = event.track_name() else { continue };
        if known.insert(event.message_id.as_str()) && counts(profile, event, name) {
            past.feed(program, event, name, profile.now);
        }
    }
    past.counters.retain(|key, _| !profile.counts.counters.contains_key(key));
    past.sequences.retain(|key, _| !profile.counts.sequences.contains_key(key));
    Input::Backfill(Backfill(past))
}

/// Of the events that tell of one order only the one that counted it then counts now.
fn counts(profile: &Profile, event: &Event, name: &str) -> bool {
    let Some(properties) = event.body.properties() else { return true };
    match Commerce::from_track(name, properties) {
        Some(Commerce::OrderCompleted(order)) => {
            profile.orders.is_counted_by(&order_key(event, &order), &event.message_id)
        }
        _ => true,
    }
}
