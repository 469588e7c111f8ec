//! From JSON to the tree. Never fails: what is not understood becomes a node that stays undecided.

mod features;
mod operators;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::compiled::Program;
use crate::tree::{Node, Origin};
use crate::{EventFeature, Path, SequenceFeature};

/// Collects what the tree refers to while it is built.
#[derive(Default)]
pub(crate) struct Compiler {
    events: Vec<EventFeature>,
    sequences: Vec<SequenceFeature>,
    segments: BTreeSet<String>,
    roots: BTreeSet<Box<str>>,
    reads_time: bool,
}

/// What the paths of a condition go into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// The subject: features and segments can be asked for.
    Subject,
    /// An entry of a list.
    Entry,
}

impl Compiler {
    pub(crate) fn compile(mut self, condition: &Value) -> Program {
        let root = self.condition(condition, "", Ground::Subject);
        Program {
            root,
            events: self.events,
            sequences: self.sequences,
            segments: self.segments.into_iter().collect(),
            roots: self.roots,
            reads_time: self.reads_time,
        }
    }

    fn condition(&mut self, condition: &Value, at: &str, ground: Ground) -> Node {
        let Value::Object(demands) = condition else { return unknown(at, "", condition) };
        self.demands(demands.iter(), at, ground)
    }

    fn demands<'v>(
        &mut self,
        demands: impl Iterator<Item = (&'v String, &'v Value)>,
        at: &str,
        ground: Ground,
    ) -> Node {
        let mut nodes: Vec<Node> =
            demands.map(|(key, operand)| self.demand(key, operand, &below(at, key), ground)).collect();
        if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::All(nodes) }
    }

    fn demand(&mut self, key: &str, operand: &Value, at: &str, ground: Ground) -> Node {
        match key {
            "$and" => self.list(key, operand, at, ground, Node::All),
            "$or" => self.list(key, operand, at, ground, Node::Any),
            "$nor" => {
                self.list(key, operand, at, ground, |branches| Node::Not(Box::new(Node::Any(branches))))
            }
            "$not" => Node::Not(Box::new(self.condition(operand, at, ground))),
            "$event" | "$sequence" | "$segment" if ground == Ground::Entry => unknown(at, key, operand),
            "$event" => self.event(operand, at).unwrap_or_else(|| unknown(at, key, operand)),
            "$sequence" => self.sequence(operand, at).unwrap_or_else(|| unknown(at, key, operand)),
            "$segment" => self.segment(operand, at).unwrap_or_else(|| unknown(at, key, operand)),
            path => self.attribute(path, operand, at, ground),
        }
    }

    fn list(
        &mut self,
        key: &str,
        operand: &Value,
        at: &str,
        ground: Ground,
        node: impl FnOnce(Vec<Node>) -> Node,
    ) -> Node {
        let Value::Array(branches) = operand else { return unknown(at, key, operand) };
        let branch = |(index, branch)| self.condition(branch, &format!("{at}[{index}]"), ground);
        node(branches.iter().enumerate().map(branch).collect())
    }

    fn attribute(&mut self, path: &str, operand: &Value, at: &str, ground: Ground) -> Node {
        let path = Path::parse(path);
        if ground == Ground::Subject {
            self.reads_time |= path.root() == "now" || path.dotted() == "visit.duration_s";
            self.roots.insert(path.root().into());
        }
        Node::Attribute { path, tests: self.tests(operand, at) }
    }

    fn segment(&mut self, operand: &Value, at: &str) -> Option<Node> {
        let key = operand.as_str()?;
        self.roots.insert("segments".into());
        self.segments.insert(key.to_owned());
        Some(Node::Segment { key: key.into(), origin: origin(at, "$segment", operand) })
    }
}

/// Keys that stand for a condition, not for an operator on a value.
pub(crate) const CONDITION_KEYS: [&str; 6] = ["$and", "$or", "$nor", "$event", "$sequence", "$segment"];

/// Whether the object holds operators only. An empty object is a plain value.
pub(crate) fn is_operators(object: &Map<String, Value>) -> bool {
    !object.is_empty() && object.keys().all(|key| key.starts_with('$'))
}

/// The pointer of `key` below `at`.
pub(crate) fn below(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

fn origin(at: &str, operator: &str, operand: &Value) -> Origin {
    Origin { at: at.into(), operator: operator.into(), operand: operand.clone() }
}

fn unknown(at: &str, operator: &str, operand: &Value) -> Node {
    Node::Unknown(origin(at, operator, operand))
}
