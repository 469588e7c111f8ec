//! What stands behind an attribute: operators and plain values.

use serde_json::{Map, Value};

use super::attributes::Kind;
use super::{Checker, Ground};
use crate::compile::{CONDITION_KEYS, below, is_operators};
use crate::{limits, pattern};

/// Every operator on a value.
pub(super) const OPERATORS: [&str; 27] = [
    "$eq",
    "$ne",
    "$lt",
    "$lte",
    "$gt",
    "$gte",
    "$in",
    "$nin",
    "$ini",
    "$nini",
    "$regex",
    "$regexi",
    "$exists",
    "$type",
    "$size",
    "$all",
    "$alli",
    "$elemMatch",
    "$not",
    "$veq",
    "$vne",
    "$vgt",
    "$vgte",
    "$vlt",
    "$vlte",
    "$inGroup",
    "$notInGroup",
];

/// The names `$type` knows.
const TYPES: [&str; 6] = ["string", "number", "boolean", "array", "object", "null"];

/// The attribute that is tested, and what is known of its values.
pub(super) type Tested<'p> = (&'p str, Kind);

impl Checker<'_> {
    /// An object of operators, or a plain value to be equal to.
    pub(super) fn tests(&mut self, wanted: &Value, at: &str, tested: Tested<'_>, depth: usize) {
        match wanted {
            Value::Object(operators) if is_operators(operators) => {
                if !self.is_too_deep(at, depth) {
                    for (operator, operand) in operators {
                        self.test(operator, operand, &below(at, operator), tested, depth);
                    }
                }
            }
            Value::Object(fields) if fields.is_empty() => self.report(at, "an empty object asks for nothing"),
            Value::Object(fields) if fields.keys().any(|key| key.starts_with('$')) => {
                self.report(at, "operators and plain fields are mixed");
            }
            plain => {
                self.findings.leaves += 1;
                self.equal_operand(plain, at, tested);
            }
        }
    }

    fn test(&mut self, operator: &str, operand: &Value, at: &str, tested: Tested<'_>, depth: usize) {
        if !matches!(operator, "$not" | "$size") {
            self.findings.leaves += 1;
        }
        match operator {
            "$not" => self.tests(operand, at, tested, depth + 1),
            "$eq" | "$ne" => self.equal_operand(operand, at, tested),
            "$lt" | "$lte" | "$gt" | "$gte" => self.order_operand(operand, at, tested),
            "$in" | "$nin" | "$ini" | "$nini" => self.candidates(operand, at, tested),
            "$regex" | "$regexi" => self.pattern(operand, at, tested),
            "$exists" => self.expect(operand.is_boolean(), at, "expects true or false"),
            "$type" => self.type_name(operand, at),
            "$inGroup" | "$notInGroup" => {
                self.expect(operand.is_string(), at, "expects the key of a saved group, as a text");
            }
            "$veq" | "$vne" | "$vgt" | "$vgte" | "$vlt" | "$vlte" => self.version(operand, at, tested),
            "$size" => self.size(operand, at, tested, depth),
            "$all" | "$alli" => self.all(operand, at, tested, depth),
            "$elemMatch" => self.element(operand, at, tested, depth),
            key if CONDITION_KEYS.contains(&key) => {
                self.report(at, format!("`{key}` stands for a condition and cannot follow an attribute"));
            }
            unknown => self.unknown_operator(unknown, at),
        }
    }

    fn expect(&mut self, is_right: bool, at: &str, expectation: &str) {
        if !is_right {
            self.report(at, expectation);
        }
    }

    /// Reports when the attribute's values are of another kind than the operator is made for.
    fn expect_kind(&mut self, wanted: Kind, at: &str, (path, kind): Tested<'_>) {
        if kind != Kind::Any && kind != wanted {
            let (has, needs) = (kind.noun(), wanted.noun());
            self.report(at, format!("`{path}` is {has}, and this is for {needs}, so it never holds"));
        }
    }

    fn equal_operand(&mut self, operand: &Value, at: &str, tested: Tested<'_>) {
        let kind = match operand {
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::Text,
            Value::Array(_) => Kind::List,
            Value::Null => return,
            Value::Bool(_) | Value::Object(_) => Kind::Any,
        };
        let (path, known) = tested;
        if known != Kind::Any && known != kind {
            self.report(at, format!("`{path}` is {}, so it is never {operand}", known.noun()));
        }
    }

    fn order_operand(&mut self, operand: &Value, at: &str, tested: Tested<'_>) {
        match operand {
            Value::Number(_) => self.expect_kind(Kind::Number, at, tested),
            Value::String(_) => self.expect_kind(Kind::Text, at, tested),
            _ => self.report(at, "expects a number or a text"),
        }
    }

    fn candidates(&mut self, operand: &Value, at: &str, tested: Tested<'_>) {
        let Some(candidates) = self.list(operand, at) else { return };
        let (_, kind) = tested;
        if kind != Kind::List {
            for (index, candidate) in candidates.iter().enumerate() {
                self.equal_operand(candidate, &format!("{at}[{index}]"), tested);
            }
        }
    }

    /// The entries of a list that is neither empty nor too long.
    fn list<'v>(&mut self, operand: &'v Value, at: &str) -> Option<&'v [Value]> {
        match operand.as_array().map(Vec::as_slice) {
            None => self.report(at, "expects a list"),
            Some([]) => self.report(at, "the list is empty"),
            Some(entries) if entries.len() > limits::LIST_ENTRIES => {
                let (count, limit) = (entries.len(), limits::LIST_ENTRIES);
                self.report(at, format!("the list has {count} entries; at most {limit} are allowed"));
            }
            entries => return entries,
        }
        None
    }

    fn pattern(&mut self, operand: &Value, at: &str, tested: Tested<'_>) {
        let Some(pattern) = operand.as_str() else {
            return self.report(at, "expects a regular expression, as a text");
        };
        self.expect_kind(Kind::Text, at, tested);
        if pattern.chars().count() > limits::PATTERN_CHARS {
            return self.report(at, format!("longer than {} characters", limits::PATTERN_CHARS));
        }
        if let Err(reason) = pattern::build(pattern, false) {
            self.report(at, format!("not a usable regular expression: {reason}"));
        }
    }

    fn type_name(&mut self, operand: &Value, at: &str) {
        let is_known = operand.as_str().is_some_and(|name| TYPES.contains(&name));
        self.expect(is_known, at, "expects one of string, number, boolean, array, object, null");
    }

    fn version(&mut self, operand: &Value, at: &str, tested: Tested<'_>) {
        self.expect(operand.is_string() || operand.is_number(), at, "expects a version such as \"1.10.0\"");
        self.expect_kind(Kind::Text, at, tested);
    }

    fn size(&mut self, operand: &Value, at: &str, tested: Tested<'_>, depth: usize) {
        self.expect_kind(Kind::List, at, tested);
        self.count(operand, at, "the size", depth);
    }

    /// A number, or operators on one. Its own tests are the leaves.
    pub(super) fn count(&mut self, operand: &Value, at: &str, what: &str, depth: usize) {
        let is_comparison = operand.is_number() || operand.as_object().is_some_and(is_operators);
        if is_comparison {
            self.tests(operand, at, (what, Kind::Number), depth + 1);
        } else {
            self.report(at, "expects a number or a comparison such as {\"$gte\": 3}");
        }
    }

    fn all(&mut self, operand: &Value, at: &str, tested: Tested<'_>, depth: usize) {
        self.expect_kind(Kind::List, at, tested);
        for (index, wanted) in self.list(operand, at).unwrap_or_default().iter().enumerate() {
            let at = format!("{at}[{index}]");
            if wanted.as_object().is_some_and(is_operators) {
                self.tests(wanted, &at, ("an entry", Kind::Any), depth + 1);
            }
        }
    }

    fn element(&mut self, operand: &Value, at: &str, tested: Tested<'_>, depth: usize) {
        self.expect_kind(Kind::List, at, tested);
        let Value::Object(demands) = operand else {
            return self.report(at, "expects operators on an entry, or a condition over its fields");
        };
        if demands.is_empty() {
            return self.report(at, "an empty object asks for nothing");
        }
        if !is_operators(demands) {
            return self.condition(operand, at, Ground::Entry, depth + 1);
        }
        let (fields, tests): (Map<_, _>, Map<_, _>) =
            demands.clone().into_iter().partition(|(key, _)| CONDITION_KEYS.contains(&key.as_str()));
        if !tests.is_empty() {
            self.tests(&Value::Object(tests), at, ("an entry", Kind::Any), depth + 1);
        }
        if !fields.is_empty() {
            self.condition(&Value::Object(fields), at, Ground::Entry, depth + 1);
        }
    }
}
