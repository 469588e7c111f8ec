//! A second evaluator, straight on the JSON and as plain as it can be, to hold the compiled one to.
//!
//! It knows nothing of the crate under test. `None` is "cannot be decided".

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

/// The world of one visitor: attributes, and what happened, newest last.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) attributes: Value,
    pub(crate) events: Vec<Happened>,
    pub(crate) segments: Vec<String>,
}

/// An event of the past.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    pub(crate) name: String,
    pub(crate) age_ms: i64,
    pub(crate) properties: Value,
}

impl Happened {
    /// What a `where` sees.
    pub(crate) fn as_attributes(&self) -> Value {
        json!({"properties": self.properties})
    }
}

/// Counts what is not older than the window.
pub(crate) fn count(
    events: &[Happened],
    within_ms: Option<i64>,
    is_wanted: impl Fn(&Happened) -> bool,
) -> u64 {
    let young = |event: &&Happened| within_ms.is_none_or(|within| event.age_ms <= within);
    events.iter().filter(young).filter(|event| is_wanted(event)).count() as u64
}

/// Tries every way to pick one event for each step.
pub(crate) fn in_order(
    events: &[Happened],
    steps: usize,
    within_ms: i64,
    since_ms: Option<i64>,
    is_step: &dyn Fn(usize, &Happened) -> bool,
) -> bool {
    fn follow(
        events: &[Happened],
        from: usize,
        step: usize,
        picked: &mut Vec<usize>,
        steps: usize,
        is_step: &dyn Fn(usize, &Happened) -> bool,
        accept: &dyn Fn(&[usize]) -> bool,
    ) -> bool {
        if step == steps {
            return accept(picked);
        }
        (from..events.len()).any(|index| {
            if !is_step(step, &events[index]) {
                return false;
            }
            picked.push(index);
            let done = follow(events, index + 1, step + 1, picked, steps, is_step, accept);
            picked.pop();
            done
        })
    }
    let accept = |picked: &[usize]| {
        let (first, last) = (&events[picked[0]], &events[picked[picked.len() - 1]]);
        first.age_ms - last.age_ms <= within_ms && since_ms.is_none_or(|since| last.age_ms < since)
    };
    follow(events, 0, 0, &mut Vec::new(), steps, is_step, &accept)
}

/// Whether the condition holds.
pub(crate) fn holds(condition: &Value, world: &World) -> bool {
    condition_on(condition, &world.attributes, Some(world)) == Some(true)
}

fn all(outcomes: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let outcomes: Vec<_> = outcomes.into_iter().collect();
    if outcomes.contains(&Some(false)) {
        Some(false)
    } else if outcomes.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn any(outcomes: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    not(all(outcomes.into_iter().map(not)))
}

fn not(outcome: Option<bool>) -> Option<bool> {
    outcome.map(|holds| !holds)
}

fn condition_on(condition: &Value, attributes: &Value, world: Option<&World>) -> Option<bool> {
    let demands = condition.as_object()?;
    all(demands.iter().map(|(key, operand)| {
        let branches = || {
            let branches = operand.as_array()?;
            Some(branches.iter().map(|branch| condition_on(branch, attributes, world)).collect::<Vec<_>>())
        };
        match key.as_str() {
            "$and" => all(branches()?),
            "$or" if operand == &json!([]) => Some(true),
            "$or" => any(branches()?),
            "$nor" if operand == &json!([]) => Some(false),
            "$nor" => not(any(branches()?)),
            "$not" => not(condition_on(operand, attributes, world)),
            "$event" => event(operand, world?),
            "$sequence" => sequence(operand, world?),
            "$segment" => Some(world?.segments.contains(&operand.as_str()?.to_owned())),
            path => value_test(operand, &at_path(attributes, path)),
        }
    }))
}

fn at_path(attributes: &Value, path: &str) -> Value {
    let mut current = attributes;
    for part in path.split('.') {
        let next = match current {
            Value::Array(list) => part.parse::<usize>().ok().and_then(|index| list.get(index)),
            other => other.get(part),
        };
        match next {
            Some(value) => current = value,
            None => return Value::Null,
        }
    }
    current.clone()
}

fn duration_ms(text: &Value) -> Option<i64> {
    let text = text.as_str()?;
    let (number, unit) = text.split_at(text.len() - 1);
    let unit_ms = match unit {
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    number.parse().ok().map(|number: i64| number * unit_ms).filter(|ms| *ms > 0)
}

fn event(operand: &Value, world: &World) -> Option<bool> {
    let name = operand.get("name")?.as_str()?;
    let within = match operand.get("within") {
        None => None,
        Some(text) => Some(duration_ms(text)?),
    };
    let counted = count(&world.events, within, |event| is_happening(operand, name, event));
    value_test(operand.get("count").unwrap_or(&json!({"$gte": 1})), &json!(counted))
}

fn sequence(operand: &Value, world: &World) -> Option<bool> {
    let steps = operand.get("steps")?.as_array().filter(|steps| !steps.is_empty())?;
    let names = steps.iter().map(|step| step.get("name")?.as_str()).collect::<Option<Vec<_>>>()?;
    let within = duration_ms(operand.get("within")?)?;
    let since = match operand.get("since") {
        None => None,
        Some(text) => Some(duration_ms(text)?),
    };
    let is_step = |index: usize, event: &Happened| is_happening(&steps[index], names[index], event);
    Some(in_order(&world.events, steps.len(), within, since, &is_step))
}

fn is_happening(wanted: &Value, name: &str, event: &Happened) -> bool {
    let condition = wanted.get("where").cloned().unwrap_or_else(|| json!({}));
    event.name == name && condition_on(&condition, &event.as_attributes(), None) == Some(true)
}

fn are_operators(value: &Value) -> bool {
    value.as_object().is_some_and(|map| !map.is_empty() && map.keys().all(|key| key.starts_with('$')))
}

fn value_test(wanted: &Value, value: &Value) -> Option<bool> {
    match wanted {
        Value::Object(operators) if are_operators(wanted) => {
            all(operators.iter().map(|(operator, operand)| operator_test(operator, operand, value)))
        }
        plain => Some(equal(plain, value)),
    }
}

fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| equal(value, other)))
        }
        _ => left == right,
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64()?.partial_cmp(&right.as_f64()?),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn lower(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.clone(), |text| json!(text.to_lowercase()))
}

fn is_in(value: &Value, candidates: &[Value]) -> bool {
    let known = |value: &Value| candidates.iter().any(|candidate| equal(candidate, value));
    value.as_array().map_or_else(|| known(value), |entries| entries.iter().any(known))
}

fn is_in_folded(value: &Value, candidates: &[Value]) -> bool {
    let candidates: Vec<Value> = candidates.iter().map(lower).collect();
    let value = match value {
        Value::Array(entries) => Value::Array(entries.iter().map(lower).collect()),
        single => lower(single),
    };
    is_in(&value, &candidates)
}

fn operator_test(operator: &str, operand: &Value, value: &Value) -> Option<bool> {
    let compared = order(value, operand);
    let candidates = operand.as_array();
    Some(match operator {
        "$eq" => equal(value, operand),
        "$ne" => !equal(value, operand),
        "$lt" => compared == Some(Ordering::Less),
        "$gt" => compared == Some(Ordering::Greater),
        "$lte" => matches!(compared, Some(Ordering::Less | Ordering::Equal)),
        "$gte" => matches!(compared, Some(Ordering::Greater | Ordering::Equal)),
        "$in" => candidates.is_some_and(|candidates| is_in(value, candidates)),
        "$nin" => candidates.is_some_and(|candidates| !is_in(value, candidates)),
        "$ini" => candidates.is_some_and(|candidates| is_in_folded(value, candidates)),
        "$nini" => candidates.is_some_and(|candidates| !is_in_folded(value, candidates)),
        "$exists" => (operand == &json!(true)) != value.is_null(),
        "$type" => operand == type_of(value),
        "$regex" => matches_pattern(operand, value, ""),
        "$regexi" => matches_pattern(operand, value, "(?i)"),
        "$not" => return not(value_test(operand, value)),
        "$size" => match value {
            Value::Array(entries) => return value_test(operand, &json!(entries.len())),
            _ => false,
        },
        "$all" | "$alli" => return has_all(operand, value, operator == "$alli"),
        "$elemMatch" => return has_element(operand, value),
        "$veq" => versions(value, operand) == Some(Ordering::Equal),
        "$vne" => versions(value, operand) != Some(Ordering::Equal),
        "$vlt" => versions(value, operand) == Some(Ordering::Less),
        "$vgt" => versions(value, operand) == Some(Ordering::Greater),
        "$vlte" => matches!(versions(value, operand), Some(Ordering::Less | Ordering::Equal)),
        "$vgte" => matches!(versions(value, operand), Some(Ordering::Greater | Ordering::Equal)),
        "$and" | "$or" | "$nor" | "$event" | "$sequence" | "$segment" => false,
        _ => return None,
    })
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn matches_pattern(pattern: &Value, value: &Value, flags: &str) -> bool {
    let (Some(pattern), Some(text)) = (pattern.as_str(), value.as_str()) else { return false };
    regex::Regex::new(&format!("{flags}{pattern}")).is_ok_and(|regex| regex.is_match(text))
}

fn has_all(wanted: &Value, value: &Value, fold: bool) -> Option<bool> {
    let (Some(wanted), Some(entries)) = (wanted.as_array(), value.as_array()) else { return Some(false) };
    let is = |wanted: &Value, entry: &Value| {
        if fold && wanted.is_string() {
            Some(lower(wanted) == lower(entry))
        } else {
            value_test(wanted, entry)
        }
    };
    all(wanted.iter().map(|wanted| any(entries.iter().map(|entry| is(wanted, entry)))))
}

fn has_element(wanted: &Value, value: &Value) -> Option<bool> {
    let (Some(demands), Some(entries)) = (wanted.as_object(), value.as_array()) else { return Some(false) };
    let is_condition_key =
        |key: &str| ["$and", "$or", "$nor", "$event", "$sequence", "$segment"].contains(&key);
    let of_entry = |key: &str| are_operators(wanted) && !is_condition_key(key);
    let (tests, fields): (Map<_, _>, Map<_, _>) =
        demands.clone().into_iter().partition(|(key, _)| of_entry(key));
    let tests = Value::Object(tests);
    any(entries.iter().filter(|entry| !entry.is_null()).map(|entry| {
        let on_entry = if tests == json!({}) { Some(true) } else { value_test(&tests, entry) };
        all([on_entry, condition_on(&Value::Object(fields.clone()), entry, None)])
    }))
}

/// Parts of a version: numbers come before words, words before the end of a release.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
    Release,
}

fn versions(left: &Value, right: &Value) -> Option<Ordering> {
    let parts = |text: &str| -> Vec<Part> {
        let text = text.trim_start_matches('v').split('+').next().unwrap_or_default();
        let part = |part: &str| part.parse().map_or_else(|_| Part::Word(part.to_owned()), Part::Number);
        let mut parts: Vec<Part> = text.split(['.', '-']).map(part).collect();
        if parts.len() == 3 {
            parts.push(Part::Release);
        }
        parts
    };
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(parts(left).cmp(&parts(right))),
        (Value::Number(left), Value::Number(right)) => {
            Some(parts(&left.to_string()).cmp(&parts(&right.to_string())))
        }
        _ => None,
    }
}
