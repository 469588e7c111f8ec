//! Evaluation of a compiled condition. Scalar tests allocate nothing.

use crate::comparison::{View, equal, equal_folded, is_among, order, order_of_texts};
use crate::compiled::Program;
use crate::item::Item;
use crate::tree::{Check, Element, Entry, Node, Test, VersionComparison};
use crate::version::comparable;
use crate::{Attribute, Subject, Truth};

impl Program {
    /// Whether the node holds for the subject.
    pub(crate) fn truth(&self, node: &Node, subject: &dyn Subject) -> Truth {
        match node {
            Node::All(nodes) => Truth::all(nodes.iter().map(|node| self.truth(node, subject))),
            Node::Any(nodes) if nodes.is_empty() => Truth::Holds,
            Node::Any(nodes) => Truth::any(nodes.iter().map(|node| self.truth(node, subject))),
            Node::Not(node) => !self.truth(node, subject),
            Node::Attribute { path, tests } => self.all_hold(tests, &subject.attribute(path), subject),
            Node::Event { count, .. } => self.all_hold(count, &self.found_by(node, subject), subject),
            Node::Sequence { feature, .. } => subject.sequence_done(&self.sequences[*feature]).into(),
            Node::Segment { key, .. } => subject.in_segment(key).into(),
            Node::Unknown(_) => Truth::Undecided,
        }
    }

    /// What a leaf looks at.
    pub(crate) fn found_by<'a>(&self, leaf: &Node, subject: &'a dyn Subject) -> Attribute<'a> {
        match leaf {
            Node::Attribute { path, .. } => subject.attribute(path),
            Node::Event { feature, .. } => {
                Attribute::Number(subject.event_count(&self.events[*feature]) as f64)
            }
            Node::Sequence { feature, .. } => {
                Attribute::Bool(subject.sequence_done(&self.sequences[*feature]))
            }
            Node::Segment { key, .. } => Attribute::Bool(subject.in_segment(key)),
            Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Unknown(_) => Attribute::Absent,
        }
    }

    fn all_hold(&self, tests: &[Test], value: &Attribute<'_>, subject: &dyn Subject) -> Truth {
        self.hold_for(tests, View::of(value), subject)
    }

    fn hold_for(&self, tests: &[Test], value: View<'_>, subject: &dyn Subject) -> Truth {
        Truth::all(tests.iter().map(|test| self.test(test, value, subject)))
    }

    /// Whether one test holds for the value.
    pub(crate) fn test(&self, test: &Test, value: View<'_>, subject: &dyn Subject) -> Truth {
        let operand = &test.origin.operand;
        match &test.check {
            Check::Unknown => Truth::Undecided,
            Check::Not(tests) => !self.hold_for(tests, value, subject),
            Check::Size(tests) => match value {
                View::List(entries) => self.hold_for(tests, View::Number(entries.len() as f64), subject),
                _ => Truth::Fails,
            },
            Check::All(wanted) => self.has_all(wanted, value, subject),
            Check::Element(element) => self.has_element(element, value, subject),
            Check::Group { negated } => {
                let group = operand.as_str().map_or(&[][..], |key| subject.saved_group(key));
                Truth::from(is_among(value, group, equal) != *negated)
            }
            simple => holds_alone(simple, value, operand).into(),
        }
    }

    fn has_all(&self, wanted: &[Entry], value: View<'_>, subject: &dyn Subject) -> Truth {
        let View::List(entries) = value else { return Truth::Fails };
        let is_met = |entry: View<'_>, wanted: &Entry| match wanted {
            Entry::Folded(text) => equal_folded(entry, text.into()).into(),
            Entry::Tests(tests) => self.hold_for(tests, entry, subject),
        };
        let has = |wanted| Truth::any(entries.iter().map(|entry| is_met(entry.into(), wanted)));
        Truth::all(wanted.iter().map(has))
    }

    fn has_element(&self, element: &Element, value: View<'_>, subject: &dyn Subject) -> Truth {
        let View::List(entries) = value else { return Truth::Fails };
        let present = entries.iter().filter(|entry| !entry.is_null());
        Truth::any(present.map(|entry| {
            let tests = self.hold_for(&element.tests, entry.into(), subject);
            let fields = self.truth(&element.condition, &Item { entry, owner: subject });
            Truth::all([tests, fields])
        }))
    }
}

/// The tests that need nothing but value and operand.
fn holds_alone(check: &Check, value: View<'_>, operand: &serde_json::Value) -> bool {
    match check {
        Check::Equal => equal(value, operand.into()),
        Check::NotEqual => !equal(value, operand.into()),
        Check::Order(comparison) => {
            order(value, operand.into()).is_some_and(|order| comparison.accepts(order))
        }
        Check::Exists(wanted) => *wanted != value.is_null(),
        Check::Type => operand.as_str() == Some(value.type_name()),
        Check::In { fold, negated } => {
            let candidates = operand.as_array().map_or(&[][..], Vec::as_slice);
            let among = if *fold {
                is_among(value, candidates, equal_folded)
            } else {
                is_among(value, candidates, equal)
            };
            among != *negated
        }
        Check::Matches(pattern) => matches!(value, View::Text(text) if pattern.is_match(text)),
        Check::Version(comparison, operand) => compare_versions(*comparison, value, operand.as_ref()),
        _ => false,
    }
}

fn compare_versions(
    comparison: VersionComparison,
    value: View<'_>,
    operand: Option<&(bool, String)>,
) -> bool {
    let order = comparable(value).zip(operand).and_then(|(left, right)| {
        let same_kind = left.0 == right.0;
        same_kind.then(|| order_of_texts(&left.1, &right.1))
    });
    match comparison {
        VersionComparison::Equal => order.is_some_and(std::cmp::Ordering::is_eq),
        VersionComparison::NotEqual => !order.is_some_and(std::cmp::Ordering::is_eq),
        VersionComparison::Order(comparison) => order.is_some_and(|order| comparison.accepts(order)),
    }
}
