//! What a condition is asked about.

use std::borrow::Cow;

use serde_json::Value;

use crate::canonical::is_whole;
use crate::{EventFeature, Path, SequenceFeature};

/// The value of an attribute, borrowed wherever it can be, so that typed state answers without building JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Attribute<'a> {
    /// There is no such attribute. Conditions treat it like [`Attribute::Null`]; an explanation tells them apart.
    Absent,
    /// It is there, and null.
    Null,
    /// A boolean.
    Bool(bool),
    /// Any number. Yen, counts and milliseconds are exact up to 2^53.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// A list or an object (a scalar is allowed, and means the same as its own variant).
    Json(Cow<'a, Value>),
}

impl<'a> Attribute<'a> {
    /// Goes into a JSON value along `parts`; list entries are reached by their index.
    pub fn at(value: &'a Value, parts: &[Box<str>]) -> Self {
        let mut current = value;
        for part in parts {
            match step_into(current, part) {
                Some(next) => current = next,
                None => return Self::Absent,
            }
        }
        Self::from(current)
    }

    /// The value at `path` inside a JSON value.
    pub fn in_json(value: &'a Value, path: &Path) -> Self {
        step_into(value, path.root()).map_or(Self::Absent, |value| Self::at(value, path.rest()))
    }

    /// The attribute as JSON; `None` when absent.
    pub fn to_json(&self) -> Option<Value> {
        match self {
            Self::Absent => None,
            Self::Null => Some(Value::Null),
            Self::Bool(value) => Some(Value::Bool(*value)),
            Self::Number(value) => Some(json_number(*value)),
            Self::Text(value) => Some(Value::String(value.clone().into_owned())),
            Self::Json(value) => Some(value.clone().into_owned()),
        }
    }
}

/// A whole number stays whole, so that 3 is not written 3.0.
fn json_number(value: f64) -> Value {
    if is_whole(value) { Value::from(value as i64) } else { Value::from(value) }
}

fn step_into<'a>(value: &'a Value, part: &str) -> Option<&'a Value> {
    match value {
        Value::Object(fields) => fields.get(part),
        Value::Array(entries) => {
            let has_one_spelling = part == "0" || !part.starts_with(['0', '+']);
            part.parse().ok().filter(|_| has_one_spelling).and_then(|index: usize| entries.get(index))
        }
        _ => None,
    }
}

impl<'a> From<&'a Value> for Attribute<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Array(_) | Value::Object(_) => Self::Json(Cow::Borrowed(value)),
        }
    }
}

impl<'a> From<&'a str> for Attribute<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<f64> for Attribute<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Attribute<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a, T: Into<Self>> From<Option<T>> for Attribute<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Attribute::Absent, Into::into)
    }
}

/// Something conditions can be asked about: a profile at a moment, one event, plain JSON.
///
/// The answers must not change while a condition is evaluated.
pub trait Subject {
    /// The attribute at `path`.
    fn attribute<'a>(&'a self, path: &Path) -> Attribute<'a>;

    /// How many events the feature counts, at the feature's granularity.
    fn event_count(&self, feature: &EventFeature) -> u64;

    /// Whether the steps happened, in order and in time.
    fn sequence_done(&self, feature: &SequenceFeature) -> bool;

    /// Whether the subject belongs to the segment.
    fn in_segment(&self, key: &str) -> bool;

    /// The values of a saved group, for `$inGroup`; an unknown group is empty.
    fn saved_group(&self, _key: &str) -> &[Value] {
        &[]
    }
}

/// Plain JSON as a subject: paths go into `attributes`, segments are the entries of its list `segments`, nothing
/// was ever counted.
#[derive(Clone, Copy, Debug)]
pub struct JsonSubject<'v> {
    /// The attributes, as an object.
    pub attributes: &'v Value,
    /// Saved groups: an object of lists; `Value::Null` where there are none.
    pub groups: &'v Value,
}

impl<'v> JsonSubject<'v> {
    /// A subject without saved groups.
    pub fn new(attributes: &'v Value) -> Self {
        Self { attributes, groups: &Value::Null }
    }

    /// The same with saved groups, an object of lists.
    pub fn with_groups(self, groups: &'v Value) -> Self {
        Self { groups, ..self }
    }
}

impl Subject for JsonSubject<'_> {
    fn attribute<'a>(&'a self, path: &Path) -> Attribute<'a> {
        Attribute::in_json(self.attributes, path)
    }

    fn event_count(&self, _feature: &EventFeature) -> u64 {
        0
    }

    fn sequence_done(&self, _feature: &SequenceFeature) -> bool {
        false
    }

    fn in_segment(&self, key: &str) -> bool {
        let segments = self.attributes.get("segments").and_then(Value::as_array);
        segments.is_some_and(|segments| segments.iter().any(|segment| segment == key))
    }

    fn saved_group(&self, key: &str) -> &[Value] {
        self.groups.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}
