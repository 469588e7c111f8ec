//! Why a condition does not hold.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// The first test that stands in the way.
///
/// For `$or` (and `$nor`, `$not`) see [`Compiled::explain`](crate::Compiled::explain).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FailingLeaf {
    /// Where in the condition: `$or[1].cart.subtotal.$gte`.
    pub at: String,
    /// What was looked at: `cart.subtotal`, `$event Product Viewed`, `$segment repeaters`.
    pub path: String,
    /// The operator; `$eq` for a plain value.
    pub operator: String,
    /// What the condition asks for.
    pub expected: Value,
    /// What was there; `None` when absent.
    pub found: Option<Value>,
}

impl fmt::Display for FailingLeaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.path, self.operator, self.expected)
    }
}
