//! What is known of a person: trusted traits from the shop's own data, and what devices claimed.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use kizukai_model::{Properties, Timestamp, limits};

/// One trait's value and where it stands in time. A removed trait stays as null, so that merging cannot revive it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct TraitValue {
    pub(crate) value: Value,
    at: Timestamp,
    message_id: String,
    /// The device that said so; none for trusted ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) device_id: Option<String>,
}

impl TraitValue {
    /// By event time, then message. The rest is nobody's truth, it only makes the choice the same in any order.
    fn is_later_than(&self, other: &Self) -> bool {
        let rank = |found: &Self| (found.at, found.message_id.clone(), found.device_id.clone());
        let text = |found: &Self| found.value.to_string();
        match self.at.cmp(&other.at) {
            Ordering::Equal => (rank(self), text(self)) >= (rank(other), text(other)),
            unequal => unequal.is_gt(),
        }
    }
}

/// Traits by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Traits {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    trusted: BTreeMap<String, TraitValue>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    claimed: BTreeMap<String, TraitValue>,
}

/// Who says so.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'a> {
    /// The shop's own data.
    Trusted,
    /// A device, or nobody in particular, through a write key.
    Claimed(Option<&'a str>),
}

impl Traits {
    /// Sets traits; the later time wins, ties the greater message id. Gives the number refused for want of room.
    pub(crate) fn set(
        &mut self,
        values: &Properties,
        at: Timestamp,
        message_id: &str,
        source: Source<'_>,
    ) -> usize {
        let mut refused = 0;
        let (side, device_id) = match source {
            Source::Trusted => (&mut self.trusted, None),
            Source::Claimed(device) => (&mut self.claimed, device.map(str::to_owned)),
        };
        for (name, value) in values {
            if side.len() >= limits::TRAITS && !side.contains_key(name) {
                refused += 1;
                continue;
            }
            let new = TraitValue {
                value: value.clone(),
                at,
                message_id: message_id.to_owned(),
                device_id: device_id.clone(),
            };
            keep_later(side, name, new);
        }
        refused
    }

    /// The value conditions see: trusted before claimed.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        [&self.trusted, &self.claimed]
            .into_iter()
            .find_map(|side| side.get(name).map(|found| &found.value).filter(|value| !value.is_null()))
    }

    /// What may be rendered for a device without proof of identity: only what it said itself.
    pub(crate) fn said_by(&self, device_id: Option<&str>) -> Properties {
        let own = |found: &&TraitValue| device_id.is_some() && found.device_id.as_deref() == device_id;
        self.claimed
            .iter()
            .filter(|(_, found)| own(found) && !found.value.is_null())
            .map(|(name, found)| (name.clone(), found.value.clone()))
            .collect()
    }

    /// Everything, as conditions see it.
    pub(crate) fn all(&self) -> Properties {
        let names: std::collections::BTreeSet<_> = self.trusted.keys().chain(self.claimed.keys()).collect();
        names.into_iter().filter_map(|name| Some((name.clone(), self.get(name)?.clone()))).collect()
    }

    /// The names of those that came from the shop's own data.
    /// How many values are kept.
    pub(crate) fn len(&self) -> usize {
        self.trusted.len() + self.claimed.len()
    }

    pub(crate) fn trusted_names(&self) -> impl Iterator<Item = &String> {
        self.trusted.iter().filter(|(_, found)| !found.value.is_null()).map(|(name, _)| name)
    }

    pub(crate) fn absorb(&mut self, other: &Self) {
        for (mine, theirs) in [(&mut self.trusted, &other.trusted), (&mut self.claimed, &other.claimed)] {
            for (name, value) in theirs {
                keep_later(mine, name, value.clone());
            }
        }
    }
}

fn keep_later(side: &mut BTreeMap<String, TraitValue>, name: &str, new: TraitValue) {
    match side.get_mut(name) {
        Some(old) if old.is_later_than(&new) => {}
        Some(old) => *old = new,
        None => {
            side.insert(name.to_owned(), new);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn set(traits: &mut Traits, values: &Value, at: i64, source: Source<'_>) {
        traits.set(values.as_object().unwrap(), Timestamp::from_ms(at), &format!("m{at}"), source);
    }

    #[test]
    fn a_trusted_trait_is_seen_by_conditions_and_not_overwritten_by_a_claim() {
        let mut traits = Traits::default();
        set(&mut traits, &json!({"rank": "gold"}), 1, Source::Trusted);
        set(&mut traits, &json!({"rank": "silver", "name": "A"}), 2, Source::Claimed(Some("d1")));
        assert_eq!(traits.get("rank"), Some(&json!("gold")));
        assert_eq!(traits.said_by(Some("d1")), *json!({"rank": "silver", "name": "A"}).as_object().unwrap());
        assert!(traits.said_by(Some("d2")).is_empty());
        assert!(traits.said_by(None).is_empty());
    }

    #[test]
    fn the_latest_value_wins_whatever_the_order_and_null_removes() {
        let mut traits = Traits::default();
        set(&mut traits, &json!({"a": 2}), 2, Source::Trusted);
        set(&mut traits, &json!({"a": 1}), 1, Source::Trusted);
        assert_eq!(traits.get("a"), Some(&json!(2)));
        set(&mut traits, &json!({"a": null}), 3, Source::Trusted);
        assert_eq!(traits.get("a"), None);
        assert!(traits.all().is_empty());
    }
}
