//! A condition as it stands in a campaign or segment: its text and its compiled form together.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{Compiled, Subject, compile};

/// A condition as published. Compared and written as its JSON text.
#[derive(Clone)]
pub struct Condition {
    source: Value,
    compiled: Compiled,
}

impl Condition {
    /// Takes any JSON; what cannot be understood never holds (and is refused by [`check`](crate::check)).
    pub fn parse(source: &Value) -> Self {
        Self { source: source.clone(), compiled: compile(source) }
    }

    /// The JSON it was written as.
    pub fn source(&self) -> &Value {
        &self.source
    }

    /// The form to evaluate.
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// Whether it holds for the subject.
    pub fn evaluate(&self, subject: &impl Subject) -> bool {
        self.compiled.evaluate(subject)
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({})", self.source)
    }
}

/// The condition without demands, which always holds.
impl Default for Condition {
    fn default() -> Self {
        Self::parse(&Value::Object(serde_json::Map::new()))
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.source.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|source| Self::parse(&source))
    }
}
