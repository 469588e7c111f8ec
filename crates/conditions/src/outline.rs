//! A condition line by line, each with what was found and whether it stands as the condition wants it.
//!
//! Negations are worked into the lines (not(a and b) is: not a, or not b), chains of the same group are one group, and a
//! group of one is its line: what is left is what a person would write down. The whole holds exactly when every line of
//! depth 0 does.

use serde::Serialize;
use serde_json::Value;

use crate::comparison::View;
use crate::compiled::Program;
use crate::tree::{Node, Origin, Test};
use crate::{Subject, Truth};

/// How the lines below a heading count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Every one of them.
    All,
    /// One of them.
    Any,
}

/// One line: a heading over the lines that are one deeper, or a test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConditionLine {
    /// Where in the condition: `$or[1].cart.subtotal.$gte`; empty for a heading.
    pub at: String,
    /// What is looked at, as in [`FailingLeaf`](crate::FailingLeaf); empty for a heading.
    pub path: String,
    /// The operator; empty for a heading.
    pub operator: String,
    /// What the condition asks for.
    pub expected: Value,
    /// What was there; left out when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Value>,
    /// Whether it stands as the condition wants it: a negated test holds when what it asks is not so.
    pub holds: bool,
    /// The condition wants what is asked not to be so.
    pub negated: bool,
    /// How many headings it stands under.
    pub depth: u32,
    /// For a heading.
    pub group: Option<Group>,
}

impl Program {
    pub(crate) fn outline(&self, subject: &dyn Subject) -> Vec<ConditionLine> {
        let mut outline = Outline { program: self, subject, lines: Vec::new() };
        outline.add(Part::Node(&self.root), true, Group::All, 0);
        outline.lines
    }
}

/// A piece of a condition.
#[derive(Clone, Copy)]
enum Part<'a> {
    Node(&'a Node),
    /// One test of a node's value.
    Test(&'a Node, &'a Test),
}

struct Outline<'a> {
    program: &'a Program,
    subject: &'a dyn Subject,
    lines: Vec<ConditionLine>,
}

impl<'a> Outline<'a> {
    /// Adds a piece that is wanted to hold, or not to, among the lines of a group.
    fn add(&mut self, part: Part<'a>, wanted: bool, around: Group, depth: u32) {
        match part {
            Part::Node(Node::Not(inner)) => self.add(Part::Node(inner), !wanted, around, depth),
            Part::Node(node @ (Node::All(nodes) | Node::Any(nodes))) => {
                let parts = nodes.iter().map(Part::Node).collect();
                self.add_group(node, parts, matches!(node, Node::All(_)), (wanted, around, depth));
            }
            Part::Node(node @ (Node::Attribute { tests, .. } | Node::Event { count: tests, .. })) => {
                let parts = tests.iter().map(|test| Part::Test(node, test)).collect();
                self.add_group(node, parts, true, (wanted, around, depth));
            }
            Part::Node(node) => self.add_leaf(node, None, wanted, depth),
            Part::Test(node, test) => self.add_leaf(node, Some(test), wanted, depth),
        }
    }

    fn add_group(
        &mut self,
        node: &'a Node,
        parts: Vec<Part<'a>>,
        asks_all: bool,
        (wanted, around, depth): (bool, Group, u32),
    ) {
        let group = if asks_all == wanted { Group::All } else { Group::Any };
        let needs_no_heading = parts.len() == 1 || (group == around && !parts.is_empty());
        let holds = self.program.truth(node, self.subject) == Truth::from(wanted);
        // A demand for nothing, among demands that must all hold.
        let says_nothing = parts.is_empty() && around == Group::All && holds;
        if says_nothing {
            return;
        }
        let (around, depth) = if needs_no_heading {
            (around, depth)
        } else {
            self.lines.push(ConditionLine::heading(group, holds, depth));
            (group, depth + 1)
        };
        for part in parts {
            self.add(part, wanted, around, depth);
        }
    }

    fn add_leaf(&mut self, node: &Node, test: Option<&Test>, wanted: bool, depth: u32) {
        let found = self.program.found_by(node, self.subject);
        let truth = match test {
            Some(test) => self.program.test(test, View::of(&found), self.subject),
            None => self.program.truth(node, self.subject),
        };
        let nowhere = Origin { at: "".into(), operator: "".into(), operand: Value::Null };
        let origin = match (test, node) {
            (Some(test), _) => &test.origin,
            (None, Node::Sequence { origin, .. } | Node::Segment { origin, .. } | Node::Unknown(origin)) => {
                origin
            }
            (None, _) => &nowhere,
        };
        self.lines.push(ConditionLine {
            at: origin.at.to_string(),
            path: node.looked_at(),
            operator: origin.operator.to_string(),
            expected: origin.operand.clone(),
            found: found.to_json(),
            holds: truth == Truth::from(wanted),
            negated: !wanted,
            depth,
            group: None,
        });
    }
}

impl ConditionLine {
    fn heading(group: Group, holds: bool, depth: u32) -> Self {
        Self {
            at: String::new(),
            path: String::new(),
            operator: String::new(),
            expected: Value::Null,
            found: None,
            holds,
            negated: false,
            depth,
            group: Some(group),
        }
    }
}
