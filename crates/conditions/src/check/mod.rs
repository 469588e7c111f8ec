//! The publish-time checker.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// A mistake in a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: `$or[1].cart.subtotal.$gte`; empty for the condition as a whole.
    pub path: String,
    /// What is wrong and, where there is one, the way out.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// What a condition may name where it stands.
#[derive(Clone, Debug)]
pub struct Scope {
    segments: BTreeSet<String>,
    of_event: bool,
}

impl Scope {
    /// A condition over a visitor: all attribute roots, `$event`, `$sequence`, and these segments.
    pub fn visitor(segments: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { segments: segments.into_iter().map(Into::into).collect(), of_event: false }
    }

    /// A `where` over one event: only `properties.*` and `page.*`.
    pub fn event() -> Self {
        Self { segments: BTreeSet::new(), of_event: true }
    }
}

/// All mistakes of a condition, in the order of its text; none: it may be published.
pub fn check(condition: &Value, scope: &Scope) -> Vec<Problem> {
    let _ = (condition, &scope.segments, scope.of_event);
    unreachable!("the evaluator arrives with the next commit")
}
