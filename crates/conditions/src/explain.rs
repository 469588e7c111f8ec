//! Why a condition does not hold.

use std::fmt;

use serde::Serialize;
use serde_json::{Value, json};

use crate::comparison::View;
use crate::compiled::Program;
use crate::tree::{Node, Origin, Test};
use crate::{Subject, Truth};

/// The first test that stands in the way: see [`Compiled::explain`](crate::Compiled::explain).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FailingLeaf {
    /// Where in the condition: `$or[1].cart.subtotal.$gte`.
    pub at: String,
    /// What was looked at: `cart.subtotal`, `$event Product Viewed within 7d`, `$segment repeaters`.
    pub path: String,
    /// The operator; `$eq` for a plain value.
    pub operator: String,
    /// What the condition asks for.
    pub expected: Value,
    /// What was there; left out when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Value>,
    /// The test held, but stands under a `$not` or `$nor`.
    pub negated: bool,
    /// The operator is unknown or misplaced, so nothing can satisfy it.
    pub unknown: bool,
}

impl Program {
    pub(crate) fn explain(&self, subject: &dyn Subject) -> Option<FailingLeaf> {
        if self.truth(&self.root, subject).holds() {
            return None;
        }
        let reason = Inquiry { program: self, subject }.reason(&self.root, true);
        Some(reason.unwrap_or_else(FailingLeaf::without_test))
    }
}

/// The question why a node is not as it is wanted to be.
struct Inquiry<'a> {
    program: &'a Program,
    subject: &'a dyn Subject,
}

impl Inquiry<'_> {
    /// The test that keeps the node from holding (`wanted`) or from failing. `None` where no test does.
    fn reason(&self, node: &Node, wanted: bool) -> Option<FailingLeaf> {
        match node {
            Node::Not(inner) => self.reason(inner, !wanted),
            Node::All(nodes) if wanted => self.first_reason(nodes, wanted),
            Node::Any(nodes) if !wanted => self.first_reason(nodes, wanted),
            Node::All(nodes) | Node::Any(nodes) => {
                let closest = nodes.iter().min_by_key(|node| self.distance(node, wanted))?;
                self.reason(closest, wanted)
            }
            Node::Attribute { tests, .. } | Node::Event { count: tests, .. } => {
                self.reason_in(tests, node, wanted)
            }
            Node::Sequence { origin, .. } | Node::Segment { origin, .. } | Node::Unknown(origin) => {
                Some(self.leaf(origin, node, wanted))
            }
        }
    }

    fn first_reason(&self, nodes: &[Node], wanted: bool) -> Option<FailingLeaf> {
        let in_the_way =
            nodes.iter().find(|node| !self.is(self.program.truth(node, self.subject), wanted))?;
        self.reason(in_the_way, wanted)
    }

    fn reason_in(&self, tests: &[Test], node: &Node, wanted: bool) -> Option<FailingLeaf> {
        let found = self.program.found_by(node, self.subject);
        let truth = |test| self.program.test(test, View::of(&found), self.subject);
        let test = tests.iter().find(|test| !self.is(truth(test), wanted))?;
        let mut leaf = self.leaf(&test.origin, node, wanted);
        leaf.unknown = truth(test) == Truth::Undecided;
        Some(leaf)
    }

    /// How many tests would have to turn out differently.
    fn distance(&self, node: &Node, wanted: bool) -> usize {
        match node {
            Node::Not(inner) => self.distance(inner, !wanted),
            Node::All(nodes) | Node::Any(nodes) if nodes.is_empty() => usize::from(!wanted),
            Node::All(nodes) if wanted => nodes.iter().map(|node| self.distance(node, wanted)).sum(),
            Node::Any(nodes) if !wanted => nodes.iter().map(|node| self.distance(node, wanted)).sum(),
            Node::All(nodes) | Node::Any(nodes) => {
                nodes.iter().map(|node| self.distance(node, wanted)).min().unwrap_or_default()
            }
            Node::Attribute { tests, .. } | Node::Event { count: tests, .. } => {
                self.tests_in_the_way(tests, node, wanted)
            }
            leaf => usize::from(!self.is(self.program.truth(leaf, self.subject), wanted)),
        }
    }

    fn tests_in_the_way(&self, tests: &[Test], node: &Node, wanted: bool) -> usize {
        let found = self.program.found_by(node, self.subject);
        let in_the_way =
            |test: &&Test| !self.is(self.program.test(test, View::of(&found), self.subject), wanted);
        let all = tests.iter().filter(in_the_way).count();
        if wanted { all } else { usize::from(all == tests.len()) }
    }

    fn is(&self, truth: Truth, wanted: bool) -> bool {
        truth == Truth::from(wanted)
    }

    fn leaf(&self, origin: &Origin, node: &Node, wanted: bool) -> FailingLeaf {
        FailingLeaf {
            at: origin.at.to_string(),
            path: node.looked_at(),
            operator: origin.operator.to_string(),
            expected: origin.operand.clone(),
            found: self.program.found_by(node, self.subject).to_json(),
            negated: !wanted,
            unknown: matches!(node, Node::Unknown(_)),
        }
    }
}

impl FailingLeaf {
    /// A negation of nothing: `{"$not": {}}`.
    fn without_test() -> Self {
        Self {
            at: String::new(),
            path: String::new(),
            operator: "$not".to_owned(),
            expected: json!({}),
            found: None,
            negated: true,
            unknown: false,
        }
    }
}

/// One English sentence: `cart.subtotal must be at least 5000, but is 3200`.
impl fmt::Display for FailingLeaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, operator, expected, .. } = self;
        let must = if self.negated { "must not" } else { "must" };
        let not = if self.negated { "" } else { " not" };
        if self.unknown {
            let what = if operator.is_empty() { "this condition" } else { operator };
            return write!(f, "{what} at {} is not understood, so it never holds", self.place());
        }
        match operator.as_str() {
            "$not" if path.is_empty() => f.write_str("the condition negates one that always holds"),
            "$segment" => write!(f, "the visitor {must} be in segment {expected}, but is{not}"),
            "$sequence" => write!(f, "the sequence {} {must} have happened, but has{not}", names(expected)),
            _ => {
                write!(f, "{} {must} {}, but ", self.what(), demand(operator, expected))?;
                match &self.found {
                    Some(found) => write!(f, "is {found}"),
                    None => f.write_str("is not set"),
                }
            }
        }
    }
}

impl FailingLeaf {
    fn place(&self) -> &str {
        if self.at.is_empty() { "the top" } else { &self.at }
    }

    fn what(&self) -> String {
        self.path
            .strip_prefix("$event ")
            .map_or_else(|| self.path.clone(), |event| format!("the count of {event}"))
    }
}

/// `Product Viewed → Cart Viewed within 30m`
fn names(sequence: &Value) -> String {
    let steps = sequence.get("steps").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let names: Vec<&str> = steps.iter().filter_map(|step| step.get("name")?.as_str()).collect();
    let within = sequence.get("within").and_then(Value::as_str).unwrap_or_default();
    format!("{} within {within}", names.join(" → "))
}

/// What follows "must".
fn demand(operator: &str, expected: &Value) -> String {
    let verb = match operator {
        "$eq" => "be",
        "$ne" => "differ from",
        "$lt" => "be less than",
        "$lte" => "be at most",
        "$gt" => "be more than",
        "$gte" => "be at least",
        "$in" => "be one of",
        "$nin" => "be none of",
        "$ini" => "be, whatever the case, one of",
        "$nini" => "be, whatever the case, none of",
        "$inGroup" => "be in the saved group",
        "$notInGroup" => "be outside the saved group",
        "$regex" => "match",
        "$regexi" => "match, whatever the case,",
        "$exists" if expected == &Value::Bool(false) => return "be absent".to_owned(),
        "$exists" => return "be set".to_owned(),
        "$type" => "be of type",
        "$size" => "have the size",
        "$all" => "contain all of",
        "$alli" => "contain, whatever the case, all of",
        "$elemMatch" => "contain an entry with",
        "$veq" => "be version",
        "$vne" => "be another version than",
        "$vlt" => "be a version before",
        "$vlte" => "be a version up to",
        "$vgt" => "be a version after",
        "$vgte" => "be a version from",
        "$not" => "not satisfy",
        other => return format!("satisfy {other} {expected}"),
    };
    format!("{verb} {expected}")
}
