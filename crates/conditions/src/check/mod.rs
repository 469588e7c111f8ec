//! The publish-time checker: what evaluation would silently treat as "does not hold" is a mistake here.
//!
//! Start at [`check`]. Conditions are walked in this file, what stands behind an attribute in `operators`,
//! `$event` and `$sequence` in `features`; `attributes` is the vocabulary, `suggestion` the "did you mean".

mod attributes;
mod features;
mod operators;
mod suggestion;

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

use self::attributes::Kind;
use self::operators::OPERATORS;
use self::suggestion::did_you_mean;
use crate::compile::below;
use crate::limits;

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
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path, self.message)
        }
    }
}

/// What a condition may name where it stands.
#[derive(Clone, Debug)]
pub struct Scope {
    segments: BTreeSet<String>,
    of_event: bool,
}

impl Scope {
    /// A condition over a visitor: all attributes, `$event`, `$sequence`, and these segments.
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
    let mut checker = Checker { scope, findings: Findings::default() };
    checker.condition(condition, "", Ground::Subject, 1);
    checker.findings.into_problems()
}

/// What has been found so far; shared with the `where`s inside.
#[derive(Default)]
struct Findings {
    problems: Vec<Problem>,
    leaves: usize,
    features: BTreeSet<String>,
    too_deep: bool,
}

impl Findings {
    fn into_problems(mut self) -> Vec<Problem> {
        let totals = [
            (self.leaves, limits::LEAVES, "tests"),
            (self.features.len(), limits::FEATURES, "different `$event` and `$sequence`"),
        ];
        for (count, limit, what) in totals {
            if count > limit {
                let message = format!("it has {count} {what}; at most {limit} are allowed");
                self.problems.push(Problem { path: String::new(), message });
            }
        }
        self.problems
    }
}

/// What the paths of a condition go into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// The visitor or event of the scope: only known attributes.
    Subject,
    /// An entry of a list, under `$elemMatch`: any field.
    Entry,
}

struct Checker<'s> {
    scope: &'s Scope,
    findings: Findings,
}

impl Checker<'_> {
    fn condition(&mut self, condition: &Value, at: &str, ground: Ground, depth: usize) {
        let Value::Object(demands) = condition else {
            return self.report(at, "a condition is an object such as {\"cart.quantity\": {\"$gt\": 0}}");
        };
        if self.is_too_deep(at, depth) {
            return;
        }
        for (key, operand) in demands {
            self.demand(key, operand, &below(at, key), ground, depth);
        }
    }

    fn demand(&mut self, key: &str, operand: &Value, at: &str, ground: Ground, depth: usize) {
        match key {
            "$and" | "$or" | "$nor" => self.branches(operand, at, ground, depth),
            "$not" => self.condition(operand, at, ground, depth + 1),
            "$event" | "$sequence" | "$segment" if ground == Ground::Entry => {
                self.report(
                    at,
                    format!("`{key}` is about the visitor, so it cannot stand inside `$elemMatch`"),
                );
            }
            "$event" | "$sequence" | "$segment" if self.scope.of_event => {
                self.report(
                    at,
                    format!("`{key}` cannot stand in a `where`, which sees only `properties.*` and `page.*`"),
                );
            }
            "$event" => self.event(operand, at, depth),
            "$sequence" => self.sequence(operand, at, depth),
            "$segment" => self.segment(operand, at),
            operator if operator.starts_with('$') => self.stray_operator(operator, at),
            path => {
                let kind = if ground == Ground::Subject { self.attribute(path, at) } else { Kind::Any };
                self.tests(operand, at, (path, kind), depth + 1);
            }
        }
    }

    fn branches(&mut self, operand: &Value, at: &str, ground: Ground, depth: usize) {
        match operand.as_array().map(Vec::as_slice) {
            None => self.report(at, "expects a list of conditions"),
            Some([]) => self.report(at, "the list is empty"),
            Some(branches) => {
                for (index, branch) in branches.iter().enumerate() {
                    self.condition(branch, &format!("{at}[{index}]"), ground, depth + 1);
                }
            }
        }
    }

    /// The kind of the attribute; anything goes where it is unknown, so that one mistake is told once.
    fn attribute(&mut self, path: &str, at: &str) -> Kind {
        attributes::kind_of(path, self.scope.of_event).unwrap_or_else(|message| {
            self.report(at, message);
            Kind::Any
        })
    }

    fn segment(&mut self, operand: &Value, at: &str) {
        self.findings.leaves += 1;
        let Some(key) = operand.as_str() else {
            return self.report(at, "expects the key of a segment, as a text");
        };
        if !self.scope.segments.contains(key) {
            let hint = did_you_mean(key, self.scope.segments.iter().map(String::as_str));
            self.report(at, format!("there is no segment `{key}`{hint}"));
        }
    }

    fn stray_operator(&mut self, operator: &str, at: &str) {
        if OPERATORS.contains(&operator) {
            let example = format!("{{\"cart.subtotal\": {{\"{operator}\": …}}}}");
            self.report(at, format!("`{operator}` needs an attribute in front of it: {example}"));
        } else {
            self.unknown_operator(operator, at);
        }
    }

    fn unknown_operator(&mut self, operator: &str, at: &str) {
        let known = OPERATORS.into_iter().chain(crate::compile::CONDITION_KEYS);
        self.report(at, format!("unknown operator `{operator}`{}", did_you_mean(operator, known)));
    }

    /// Reports only the first place, and stops the walk there.
    fn is_too_deep(&mut self, at: &str, depth: usize) -> bool {
        let is_too_deep = depth > limits::DEPTH;
        if is_too_deep && !self.findings.too_deep {
            self.findings.too_deep = true;
            self.report(at, format!("nested deeper than {} levels", limits::DEPTH));
        }
        is_too_deep
    }

    fn report(&mut self, path: &str, message: impl Into<String>) {
        self.findings.problems.push(Problem { path: path.to_owned(), message: message.into() });
    }
}
