//! Checks of the steps that say nothing: waits, splits, traits.

use jiff::tz::TimeZone;
use serde_json::Value;

use kizukai_conditions::Scope;
use kizukai_model::{Properties, limits};

use super::Findings;
use crate::program::Until;
use crate::text::{SplitWay, WaitOn, WaitText};

/// A wait says what ends it, once; what belongs to another kind of wait is not left standing beside it.
pub(super) fn wait(path: &str, text: &WaitText, found: &mut Findings) {
    let says = [text.until.is_some(), text.on.is_some(), text.on.is_none() && text.duration.is_some()];
    if says.into_iter().filter(|is_said| *is_said).count() != 1 {
        found.problem(path, "say one of `for`, `until` and `on`");
    }
    found.wait(format!("{path}.for"), text.duration);
    // Any zone will do to see whether it can be read.
    if let Some(until) = text.until.as_ref().filter(|until| Until::parse(until, &TimeZone::UTC).is_none()) {
        let message =
            format!("`{until}` is neither a time such as 09:00 nor a date such as 2026-12-24T10:00");
        found.problem(format!("{path}.until"), message);
    }
    awaited(path, text, found);
}

fn awaited(path: &str, text: &WaitText, found: &mut Findings) {
    let is_for_event = text.on == Some(WaitOn::Event);
    if is_for_event && text.name.as_ref().is_none_or(String::is_empty) {
        found.problem(format!("{path}.name"), "name the event");
    }
    if !is_for_event && (text.name.is_some() || text.condition.is_some()) {
        found.problem(format!("{path}.on"), "`name` and `where` belong to `on: event`");
    }
    if text.on.is_none() && text.otherwise.is_some() {
        found.problem(
            format!("{path}.else"),
            "`else` belongs to `on`: only what is waited for can fail to come",
        );
    }
    if let Some(condition) = &text.condition {
        found.condition(&format!("{path}.where"), condition, &Scope::event());
    }
}

pub(super) fn split(path: &str, ways: &[SplitWay], found: &mut Findings) {
    if !(2..=limits::SPLIT_WAYS).contains(&ways.len()) {
        found.problem(format!("{path}.ways"), format!("between 2 and {} ways", limits::SPLIT_WAYS));
    }
    for (n, _) in ways.iter().enumerate().filter(|(_, way)| !way.weight.is_finite() || way.weight < 0.0) {
        found.problem(format!("{path}.ways[{n}].weight"), "a number of 0 or more");
    }
    if !ways.is_empty() && !ways.iter().any(|way| way.weight > 0.0) {
        found.problem(format!("{path}.ways"), "no way has weight: nobody could go on");
    }
}

pub(super) fn traits(path: &str, set: &Properties, found: &mut Findings) {
    if set.is_empty() {
        found.problem(format!("{path}.set"), "name at least one trait");
    }
    if set.len() > limits::TRAITS_OF_STEP {
        found.problem(format!("{path}.set"), format!("at most {} traits", limits::TRAITS_OF_STEP));
    }
    for (name, value) in set {
        if name.trim().is_empty() || name.contains('.') || name.starts_with('$') {
            found.problem(format!("{path}.set"), format!("`{name}` is no name of a trait"));
        }
        if matches!(value, Value::Array(_) | Value::Object(_)) {
            found.problem(format!("{path}.set.{name}"), "a text, a number, true, false or null");
        }
    }
}
