//! A condition in the first line, attributes in the rest.
//!
//! Promises: reading, checking and evaluating end without a panic, whatever the text; a condition and its negation
//! never both hold; a reason is given exactly for what does not hold; the text means the same after a round trip.

use kizukai_conditions::{Condition, JsonSubject, Scope, check};
use serde_json::{Value, json};

use kizukai_model::{depth_exceeds, limits};

/// Runs one case.
pub fn condition(bytes: &[u8]) {
    let Some((condition, attributes)) = read(bytes) else { return };
    let problems = check(&condition, &Scope::visitor(["gold", "lately"]));
    let parsed = Condition::parse(&condition);
    let subject = JsonSubject::new(&attributes);
    let holds = parsed.evaluate(&subject);

    let negated = Condition::parse(&json!({"$not": condition}));
    assert!(!(holds && negated.evaluate(&subject)), "it holds, and so does its negation");
    if problems.is_empty() && !is_about_events(&parsed) {
        let decided = holds != negated.evaluate(&subject);
        assert!(decided, "a condition without a mistake is decided: {condition} of {attributes}");
    }

    let reason = parsed.compiled().explain(&subject);
    assert_eq!(reason.is_none(), holds, "a reason exactly for what does not hold: {reason:?}");

    let again: Value = serde_json::from_str(&parsed.source().to_string()).expect("JSON was written");
    assert_eq!(Condition::parse(&again).evaluate(&subject), holds, "it means the same after a round trip");
}

/// Counted things are not in plain JSON: there they are undecided.
fn is_about_events(condition: &Condition) -> bool {
    let (events, sequences) = condition.compiled().features();
    !events.is_empty() || !sequences.is_empty() || !condition.compiled().segments().is_empty()
}

fn read(bytes: &[u8]) -> Option<(Value, Value)> {
    let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
    let condition: Value = serde_json::from_slice(lines.next()?).ok()?;
    let attributes: Value = serde_json::from_slice(lines.next()?).ok()?;
    let fits = |value: &Value| !depth_exceeds(value, limits::JSON_DEPTH);
    (fits(&condition) && fits(&attributes)).then_some((condition, attributes))
}
