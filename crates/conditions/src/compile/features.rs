//! `$event` and `$sequence`.

use kizukai_model::time::Span;
use serde_json::{Map, Value, json};

use super::{Compiler, below, origin};
use crate::canonical::canonical;
use crate::hashing::fnv64a;
use crate::tree::Node;
use crate::{Compiled, EventFeature, FeatureKey, Granularity, SequenceFeature, SequenceStep, compile};

impl Compiler {
    /// `None` where a part is missing or not of its kind.
    pub(super) fn event(&mut self, operand: &Value, at: &str) -> Option<Node> {
        let event = operand.as_object()?;
        let name = event.get("name")?.as_str()?;
        let within = optional_span(event, "within")?;
        let condition = wanted_where(event)?;
        let key = key_of(&json!({
            "event": name, "where": condition, "within": within.map(Span::as_ms),
        }));
        let feature = EventFeature {
            key,
            name: name.into(),
            where_: where_(condition),
            within,
            granularity: Granularity::of(within),
        };
        self.reads_time |= within.is_some();
        let count_at = below(at, "count");
        let count = match event.get("count") {
            Some(count) => self.tests(count, &count_at),
            None => self.tests(&json!({"$gte": 1}), &count_at),
        };
        let label = label(name, within).into();
        let feature = index_of(&mut self.events, feature, |event| event.key);
        Some(Node::Event { feature, label, count })
    }

    /// `None` where a part is missing or not of its kind.
    pub(super) fn sequence(&mut self, operand: &Value, at: &str) -> Option<Node> {
        let sequence = operand.as_object()?;
        let steps = sequence.get("steps")?.as_array().filter(|steps| !steps.is_empty())?;
        let within = optional_span(sequence, "within")??;
        let since = optional_span(sequence, "since")?;
        let parts = steps.iter().map(step_parts).collect::<Option<Vec<_>>>()?;
        let named = |(name, condition): &(&str, Option<&Value>)| json!({"name": name, "where": condition});
        let key = key_of(&json!({
            "sequence": parts.iter().map(named).collect::<Vec<_>>(),
            "within": within.as_ms(),
            "since": since.map(Span::as_ms),
        }));
        self.reads_time |= since.is_some();
        let step = |(name, condition): (&str, Option<&Value>)| SequenceStep {
            name: name.into(),
            where_: where_(condition),
        };
        let feature = SequenceFeature { key, steps: parts.into_iter().map(step).collect(), within, since };
        let feature = index_of(&mut self.sequences, feature, |sequence| sequence.key);
        Some(Node::Sequence { feature, origin: origin(at, "$sequence", operand) })
    }
}

fn where_(condition: Option<&Value>) -> Option<Compiled> {
    condition.map(compile)
}

fn step_parts(step: &Value) -> Option<(&str, Option<&Value>)> {
    let step = step.as_object()?;
    Some((step.get("name")?.as_str()?, wanted_where(step)?))
}

/// The `where` of an event; one without demands is none. `None` on the outside where it is no object.
fn wanted_where(event: &Map<String, Value>) -> Option<Option<&Value>> {
    match event.get("where") {
        None => Some(None),
        Some(Value::Object(demands)) if demands.is_empty() => Some(None),
        Some(condition @ Value::Object(_)) => Some(Some(condition)),
        Some(_) => None,
    }
}

/// `None` on the outside where it is there, but no duration above zero.
fn optional_span(fields: &Map<String, Value>, name: &str) -> Option<Option<Span>> {
    match fields.get(name) {
        None => Some(None),
        Some(text) => parse_span(text).map(Some),
    }
}

/// A duration above zero.
pub(crate) fn parse_span(text: &Value) -> Option<Span> {
    text.as_str()?.parse().ok().filter(|span: &Span| span.as_ms() > 0)
}

/// The stable identity of what is counted.
fn key_of(description: &Value) -> FeatureKey {
    FeatureKey(fnv64a(&canonical(description)))
}

/// The place of the feature among those already known, or a new one.
fn index_of<F>(known: &mut Vec<F>, feature: F, key: impl Fn(&F) -> FeatureKey) -> usize {
    let same = known.iter().position(|other| key(other) == key(&feature));
    same.unwrap_or_else(|| {
        known.push(feature);
        known.len() - 1
    })
}

fn label(name: &str, within: Option<Span>) -> String {
    match within {
        Some(within) => format!("$event {name} within {within}"),
        None => format!("$event {name}"),
    }
}
