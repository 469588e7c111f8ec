//! How inputs, what they led to and profiles are stored, and how they are shown.
//!
//! Stored form: JSON, packed but for inputs ([`crate::packing`]). Golden files in `tests/golden/` hold the JSON of every version ever written.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use kizukai_engagement::outcome::SegmentChange;
use kizukai_engagement::{Decision, Input, Outcome, Profile, Verdict};
use kizukai_model::{Event, ProfileId, Timestamp, ids};
use kizukai_store::{InputRow, SnapshotRow};

use crate::{RuntimeError, packing};

/// What an input led to, as far as it is kept beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Effects {
    /// Decisions, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) decisions: Vec<Decision>,
    /// Places in the moment's list of events that were not applied: duplicates, and those that came too late.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) not_applied: Vec<usize>,
    /// Segments entered and left, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) segments: Vec<SegmentChange>,
}

impl Effects {
    /// What is kept of an outcome, which keeps its decisions no longer.
    pub(crate) fn taken(outcome: &mut Outcome) -> Self {
        let verdicts = outcome.verdicts.iter().enumerate();
        Self {
            decisions: std::mem::take(&mut outcome.decisions),
            segments: std::mem::take(&mut outcome.segments),
            not_applied: verdicts
                .filter(|(_, event)| event.verdict != Verdict::Ok)
                .map(|(place, _)| place)
                .collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.decisions.is_empty() && self.not_applied.is_empty() && self.segments.is_empty()
    }
}

/// An input of a profile, read back.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) profile: ProfileId,
    pub(crate) seq: u64,
    pub(crate) now: Timestamp,
    pub(crate) input: Arc<Input>,
    pub(crate) effects: Effects,
}

impl Entry {
    /// Reads a stored row.
    pub(crate) fn read(row: &InputRow) -> Result<Self, RuntimeError> {
        let effects = row.decisions.as_deref().map(decode_effects).transpose()?;
        Ok(Self {
            profile: row.profile,
            seq: row.seq,
            now: row.now,
            input: Arc::new(decode_input(&row.input)?),
            effects: effects.unwrap_or_default(),
        })
    }

    /// The input alone.
    pub(crate) fn into_input(self) -> Input {
        Arc::unwrap_or_clone(self.input)
    }

    /// The device that spoke.
    pub(crate) fn device_id(&self) -> Option<&str> {
        if let Input::Moment(moment) = &*self.input { moment.device_id.as_deref() } else { None }
    }

    /// The events that were applied, in order.
    pub(crate) fn applied_events(&self) -> impl DoubleEndedIterator<Item = &Event> {
        let events: &[Event] = match &*self.input {
            Input::Moment(moment) => &moment.events,
            _ => &[],
        };
        let was_applied = |place: &usize| !self.effects.not_applied.contains(place);
        events.iter().enumerate().filter(move |(place, _)| was_applied(place)).map(|(_, event)| event)
    }
}

/// The stored form of an input.
pub(crate) fn encode_input(input: &Input) -> Vec<u8> {
    packing::plain(&json(input))
}

/// The stored form of what an input led to; None when there is nothing to keep.
pub(crate) fn encode_effects(effects: &Effects) -> Option<Vec<u8>> {
    (!effects.is_empty()).then(|| packing::pack(&json(effects)))
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("inputs hold nothing that JSON cannot")
}

/// The kind of a stored input.
#[derive(Deserialize)]
struct Kind<'a> {
    #[serde(borrow)]
    input: Cow<'a, str>,
}

/// Reads an input. The kinds that hold much are read as themselves: by way of the enum every field would be copied
/// first, and numbers that are keys of a map would come back as texts.
fn decode_input(bytes: &[u8]) -> Result<Input, RuntimeError> {
    let json = packing::unpack(bytes)?;
    match &*read::<Kind<'_>>(&json)?.input {
        "moment" => read(&json).map(Input::Moment),
        "backfill" => read(&json).map(Input::Backfill),
        _ => read(&json),
    }
}

fn decode_effects(bytes: &[u8]) -> Result<Effects, RuntimeError> {
    read(&packing::unpack(bytes)?)
}

fn read<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, RuntimeError> {
    serde_json::from_slice(json)
        .map_err(|error| RuntimeError::Damaged(format!("an input cannot be read: {error}")))
}

/// The stored form of a profile.
pub(crate) fn encode_profile(profile: &Profile) -> Vec<u8> {
    packing::pack(&profile.encode())
}

/// Reads a profile. The first programs stored its JSON as it is.
pub(crate) fn decode_profile(row: &SnapshotRow) -> Result<Profile, RuntimeError> {
    let json = match row.state.first() {
        Some(b'{') => Cow::Borrowed(&*row.state),
        _ => packing::unpack(&row.state)?,
    };
    Profile::decode(row.version, &json)
        .map_err(|error| RuntimeError::Damaged(format!("snapshot of {}: {error}", row.profile)))
}

/// An input as a profile's history shows it, oldest first: events, then segments entered and left, then decisions. Timers
/// and merges show no more than what followed from them.
pub(crate) fn shown(entry: &Entry) -> Vec<Value> {
    let mut shown: Vec<Value> = entry.applied_events().map(Event::to_wire).collect();
    if let Input::Traits { traits, message_id, .. } = &*entry.input {
        shown.push(json!({
            "messageId": message_id,
            "type": "identify",
            "timestamp": entry.now.to_rfc3339(),
            "traits": traits,
        }));
    }
    let segments = entry.effects.segments.iter().enumerate();
    shown.extend(segments.map(|(place, change)| shown_segment(entry, place, change)));
    let decisions = entry.effects.decisions.iter().enumerate();
    shown.extend(decisions.map(|(place, decision)| shown_decision(entry, place, decision)));
    shown
}

fn shown_segment(entry: &Entry, place: usize, change: &SegmentChange) -> Value {
    json!({
        "messageId": format!("s-{:016x}", derived_id(entry, place)),
        "type": "segment",
        "event": if change.entered { "Segment Entered" } else { "Segment Left" },
        "timestamp": entry.now.to_rfc3339(),
        "properties": {"segment": change.segment},
    })
}

/// What names something that followed from an input, by its place.
fn derived_id(entry: &Entry, place: usize) -> u64 {
    let parts = [entry.profile.to_string(), entry.seq.to_string(), place.to_string()];
    ids::digest_u64(&[&parts[0], &parts[1], &parts[2]])
}

fn shown_decision(entry: &Entry, place: usize, decision: &Decision) -> Value {
    json!({
        "messageId": format!("d-{:016x}", derived_id(entry, place)),
        "type": "decision",
        "event": "decision",
        "timestamp": entry.now.to_rfc3339(),
        "properties": decision,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn golden(text: &str) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend_from_slice(text.trim_end().as_bytes());
        bytes
    }

    fn unpacked(stored: &[u8]) -> String {
        String::from_utf8(packing::unpack(stored).unwrap().into_owned()).unwrap()
    }

    /// Inputs of each kind, as version 1 wrote it.
    const INPUTS: &str = include_str!("../tests/golden/inputs_v1.jsonl");
    /// What two inputs led to, as version 1 wrote it.
    const EFFECTS: &str = include_str!("../tests/golden/effects_v1.jsonl");

    #[test]
    fn inputs_written_by_version_1_read_back_to_the_letter() {
        for line in INPUTS.lines() {
            let input = decode_input(&golden(line)).unwrap();
            assert_eq!(unpacked(&encode_input(&input)), line);
        }
        assert_eq!(INPUTS.lines().count(), 9, "at least one of each kind");
    }

    #[test]
    fn the_history_shows_segments_entered_and_left_before_the_decisions() {
        let change = |segment: &str, entered| SegmentChange { segment: segment.parse().unwrap(), entered };
        let effects = Effects {
            segments: vec![change("cart", true), change("new", false)],
            ..decode_effects(&golden(EFFECTS.lines().next().unwrap())).unwrap()
        };
        let input = Arc::new(Input::Timer { timer: 7 });
        let profile = ProfileId::from_bytes([7; 16]);
        let shown = shown(&Entry { profile, seq: 3, now: Timestamp::from_ms(0), input, effects });
        let names: Vec<_> = shown.iter().map(|row| row["event"].as_str().unwrap()).collect();
        assert_eq!(names, ["Segment Entered", "Segment Left", "decision", "decision"]);
        assert_eq!(
            (&shown[0]["type"], &shown[0]["properties"]),
            (&json!("segment"), &json!({"segment": "cart"}))
        );
        let ids: std::collections::BTreeSet<_> =
            shown.iter().map(|row| row["messageId"].to_string()).collect();
        assert_eq!(ids.len(), 4);
    }

    #[test]
    fn effects_written_by_version_1_read_back_to_the_letter() {
        for line in EFFECTS.lines() {
            let effects = decode_effects(&golden(line)).unwrap();
            assert_eq!(unpacked(&encode_effects(&effects).unwrap()), line);
        }
        assert_eq!(encode_effects(&Effects::default()), None);
    }

    #[test]
    fn a_profile_is_read_packed_and_as_the_first_programs_stored_it() {
        let id = ProfileId::from_bytes([7; 16]);
        let profile = Profile::new(id);
        let row = |version, state| SnapshotRow {
            site: "s_1".into(),
            profile: id,
            upto_seq: 0,
            head: None,
            merged_into: None,
            version,
            state,
        };
        for state in [profile.encode(), encode_profile(&profile)] {
            assert_eq!(decode_profile(&row(Profile::VERSION, state)).unwrap(), profile);
        }
        let newer = decode_profile(&row(Profile::VERSION + 1, profile.encode())).unwrap_err();
        assert!(newer.to_string().contains("version 2"), "{newer}");
    }

    #[test]
    fn a_newer_version_and_damage_are_told_apart_from_each_other() {
        let newer = decode_input(b"\x03{}").unwrap_err().to_string();
        assert!(newer.contains("version 3"), "{newer}");
        for bytes in [&b""[..], b"\x01", b"\x01{", b"\x01{\"input\":\"none\"}"] {
            assert!(matches!(decode_input(bytes), Err(RuntimeError::Damaged(_))));
        }
    }
}
