//! Operators on one value.

use serde_json::Value;

use super::{CONDITION_KEYS, Compiler, Ground, below, is_operators, origin};
use crate::pattern;
use crate::tree::{Check, Comparison, Element, Entry, Test, Tests, VersionComparison};
use crate::version::comparable;

impl Compiler {
    /// The tests of a value: an object of operators, or anything else to be equal to.
    pub(super) fn tests(&mut self, wanted: &Value, at: &str) -> Tests {
        match wanted {
            Value::Object(operators) if is_operators(operators) => {
                let test = |(operator, operand): (&String, _)| Test {
                    origin: origin(&below(at, operator), operator, operand),
                    check: self.check(operator, operand, &below(at, operator)),
                };
                operators.iter().map(test).collect()
            }
            plain => vec![Test { origin: origin(at, "$eq", plain), check: Check::Equal }],
        }
    }

    fn check(&mut self, operator: &str, operand: &Value, at: &str) -> Check {
        match operator {
            "$not" => Check::Not(self.tests(operand, at)),
            "$size" => Check::Size(self.tests(operand, at)),
            "$all" => self.all(operand, at, false),
            "$alli" => self.all(operand, at, true),
            "$elemMatch" => self.element(operand, at),
            key if CONDITION_KEYS.contains(&key) => Check::Never,
            _ => simple(operator, operand),
        }
    }

    fn all(&mut self, operand: &Value, at: &str, fold: bool) -> Check {
        let Value::Array(wanted) = operand else { return Check::Never };
        let entry = |(index, wanted): (usize, &Value)| match wanted {
            Value::String(_) if fold => Entry::Folded(wanted.clone()),
            other => Entry::Tests(self.tests(other, &format!("{at}[{index}]"))),
        };
        Check::All(wanted.iter().enumerate().map(entry).collect())
    }

    /// Operators test the entry itself, everything else is a condition over its fields. `$or` and its like are a
    /// condition also between operators.
    fn element(&mut self, operand: &Value, at: &str) -> Check {
        let Value::Object(demands) = operand else { return Check::Never };
        let on_entry = is_operators(demands);
        let (tests, fields): (Vec<_>, Vec<_>) =
            demands.iter().partition(|(key, _)| on_entry && !CONDITION_KEYS.contains(&key.as_str()));
        let tests =
            serde_json::Map::from_iter(tests.into_iter().map(|(key, value)| (key.clone(), value.clone())));
        let tests = if tests.is_empty() { Tests::new() } else { self.tests(&Value::Object(tests), at) };
        let condition = Box::new(self.demands(fields.into_iter(), at, Ground::Entry));
        Check::Element(Element { tests, condition })
    }
}

/// Operators that hold no further operators.
fn simple(operator: &str, operand: &Value) -> Check {
    match operator {
        "$eq" => Check::Equal,
        "$ne" => Check::NotEqual,
        "$lt" => Check::Order(Comparison::Less),
        "$lte" => Check::Order(Comparison::LessOrEqual),
        "$gt" => Check::Order(Comparison::Greater),
        "$gte" => Check::Order(Comparison::GreaterOrEqual),
        "$in" => membership(operand, false, false),
        "$nin" => membership(operand, false, true),
        "$ini" => membership(operand, true, false),
        "$nini" => membership(operand, true, true),
        "$inGroup" => Check::Group { negated: false },
        "$notInGroup" => Check::Group { negated: true },
        "$exists" => Check::Exists(is_truthy(operand)),
        "$type" => Check::Type,
        "$regex" => matches(operand, false),
        "$regexi" => matches(operand, true),
        "$veq" => version(VersionComparison::Equal, operand),
        "$vne" => version(VersionComparison::NotEqual, operand),
        "$vlt" => version(VersionComparison::Order(Comparison::Less), operand),
        "$vlte" => version(VersionComparison::Order(Comparison::LessOrEqual), operand),
        "$vgt" => version(VersionComparison::Order(Comparison::Greater), operand),
        "$vgte" => version(VersionComparison::Order(Comparison::GreaterOrEqual), operand),
        _ => Check::Unknown,
    }
}

fn membership(operand: &Value, fold: bool, negated: bool) -> Check {
    if operand.is_array() { Check::In { fold, negated } } else { Check::Never }
}

fn matches(operand: &Value, ignore_case: bool) -> Check {
    let pattern = operand.as_str().and_then(|pattern| pattern::build(pattern, ignore_case).ok());
    pattern.map_or(Check::Never, Check::Matches)
}

fn version(comparison: VersionComparison, operand: &Value) -> Check {
    Check::Version(comparison, comparable(operand.into()))
}

/// What a browser takes for true.
fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}
