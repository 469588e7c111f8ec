//! The counters that a program's conditions need, indexed by the event that feeds them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kizukai_conditions::{Compiled, EventFeature, FeatureKey, SequenceFeature};
use kizukai_model::ids::digest_u64;

/// Every feature in use.
#[derive(Debug, Default)]
pub(crate) struct Features {
    keys: BTreeSet<FeatureKey>,
    digest: u64,
    events: HashMap<String, Vec<EventFeature>>,
    sequences: HashMap<String, Vec<SequenceFeature>>,
}

impl Features {
    pub(crate) fn of<'a>(conditions: impl Iterator<Item = &'a Compiled>) -> Self {
        let mut events = BTreeMap::new();
        let mut sequences = BTreeMap::new();
        for condition in conditions {
            let (asked_events, asked_sequences) = condition.features();
            events.extend(asked_events.iter().map(|feature| (feature.key, feature.clone())));
            sequences.extend(asked_sequences.iter().map(|feature| (feature.key, feature.clone())));
        }
        let keys: BTreeSet<_> = events.keys().chain(sequences.keys()).copied().collect();
        let mut features = Self { digest: digest(&keys), keys, ..Self::default() };
        for feature in events.into_values() {
            features.events.entry(feature.name.to_string()).or_default().push(feature);
        }
        for feature in sequences.into_values() {
            let names: BTreeSet<_> = feature.steps.iter().map(|step| step.name.to_string()).collect();
            for name in names {
                features.sequences.entry(name).or_default().push(feature.clone());
            }
        }
        features
    }

    /// All keys.
    pub(crate) const fn keys(&self) -> &BTreeSet<FeatureKey> {
        &self.keys
    }

    /// Names the set of keys; 0 when there are none. A profile remembers this in place of the keys.
    pub(crate) const fn digest(&self) -> u64 {
        self.digest
    }

    /// Counters fed by events of that name.
    pub(crate) fn events(&self, name: &str) -> &[EventFeature] {
        self.events.get(name).map_or(&[], Vec::as_slice)
    }

    /// Sequences with a step of that name.
    pub(crate) fn sequences(&self, name: &str) -> &[SequenceFeature] {
        self.sequences.get(name).map_or(&[], Vec::as_slice)
    }
}

fn digest(keys: &BTreeSet<FeatureKey>) -> u64 {
    let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
    if names.is_empty() { 0 } else { digest_u64(&[&names.join(" ")]) }
}
