//! Checks of a scenario: every way leads to an end, and the first word can be spoken at once.

use std::collections::{BTreeMap, BTreeSet};

use kizukai_conditions::Scope;
use kizukai_model::{Key, limits};

use super::{Findings, silent, spoken};
use crate::profile::Slot;
use crate::text::{ScenarioText, StepText};

/// Checks a scenario; gives the slots its first messages can take.
pub(super) fn scenario(
    path: &str,
    text: &ScenarioText,
    scope: &Scope,
    found: &mut Findings,
) -> BTreeSet<Slot> {
    if text.steps.len() > limits::SCENARIO_STEPS {
        found.problem(format!("{path}.steps"), format!("at most {} steps", limits::SCENARIO_STEPS));
    }
    for (key, step) in &text.steps {
        let path = format!("{path}.steps.{key}");
        if key.as_str() == Key::END {
            found.problem(&path, "`end` is reserved: every scenario has it");
        }
        self::step(&path, step, scope, found);
        for (field, next) in ways(step) {
            if !exists(text, next) {
                found.problem(format!("{path}.{field}"), format!("there is no step `{next}`"));
            }
        }
    }
    if !exists(text, &text.start) {
        found.problem(format!("{path}.start"), format!("there is no step `{}`", text.start));
        return BTreeSet::new();
    }
    reaches_an_end(path, text, found);
    first_words(path, text, found)
}

fn exists(text: &ScenarioText, key: &Key) -> bool {
    key.as_str() == Key::END || text.steps.contains_key(key)
}

/// Every way out of a step, with the field that names it.
pub(super) fn ways(step: &StepText) -> Vec<(String, &Key)> {
    match step {
        StepText::Message(spoken) | StepText::Question(spoken) => {
            let choices = spoken.choices.iter().enumerate();
            let by_choice =
                choices.filter_map(|(n, choice)| Some((format!("choices[{n}].next"), choice.next.as_ref()?)));
            by_choice
                .chain([("next".to_owned(), &spoken.next), ("on_close".to_owned(), &spoken.on_close)])
                .collect()
        }
        StepText::Branch { cases, otherwise } => {
            let by_case = cases.iter().enumerate().map(|(n, case)| (format!("cases[{n}].next"), &case.next));
            by_case.chain([("else".to_owned(), otherwise)]).collect()
        }
        StepText::Wait(wait) => {
            let otherwise = wait.otherwise.iter().map(|key| ("else".to_owned(), key));
            [("next".to_owned(), &wait.next)].into_iter().chain(otherwise).collect()
        }
        StepText::Split { ways } => {
            ways.iter().enumerate().map(|(n, way)| (format!("ways[{n}].next"), &way.next)).collect()
        }
        StepText::Traits { next, .. } => vec![("next".to_owned(), next)],
        StepText::End {} => Vec::new(),
    }
}

/// From every step an end can be reached, closing again and again reaches one, and no circle goes round without the
/// visitor.
fn reaches_an_end(path: &str, text: &ScenarioText, found: &mut Findings) {
    let ended = steps_that_reach_end(text, |_, _| true);
    let by_closing = steps_that_reach_end(text, |step, field| {
        !matches!(step, StepText::Message(_) | StepText::Question(_)) || field == "on_close"
    });
    let silent = silent_circle(text);
    let reachable = reachable(text);
    for key in text.steps.keys() {
        let path = format!("{path}.steps.{key}");
        if !reachable.contains(key) {
            found.warning(&path, "no way leads here");
        } else if !ended.contains(key) {
            found.problem(&path, "from here no way leads to an end");
        } else if !by_closing.contains(key) {
            found.problem(
                format!("{path}.on_close"),
                "a visitor who closes every message never gets to an end",
            );
        } else if silent.contains(key) {
            found.problem(&path, "goes round in a circle without asking the visitor anything");
        }
    }
}

fn steps_that_reach_end(text: &ScenarioText, follow: impl Fn(&StepText, &str) -> bool) -> BTreeSet<Key> {
    let mut ended: BTreeSet<Key> = BTreeSet::new();
    loop {
        let more: Vec<Key> = text
            .steps
            .iter()
            .filter(|(key, _)| !ended.contains(*key))
            .filter(|(_, step)| {
                let is_end = |key: &Key| key.as_str() == Key::END || ended.contains(key);
                matches!(step, StepText::End {})
                    || ways(step).iter().any(|(field, next)| follow(step, field) && is_end(next))
            })
            .map(|(key, _)| key.clone())
            .collect();
        if more.is_empty() {
            return ended;
        }
        ended.extend(more);
    }
}

fn reachable(text: &ScenarioText) -> BTreeSet<Key> {
    let mut known = BTreeSet::new();
    let mut open = vec![&text.start];
    while let Some(key) = open.pop() {
        let Some(step) = text.steps.get(key) else { continue };
        if known.insert(key.clone()) {
            open.extend(ways(step).into_iter().map(|(_, next)| next));
        }
    }
    known
}

/// Steps from which a way leads back to the step on which the visitor is asked nothing.
fn silent_circle(text: &ScenarioText) -> BTreeSet<Key> {
    let speaks = |step: &StepText| matches!(step, StepText::Message(_) | StepText::Question(_));
    let is_silent = |key: &Key| text.steps.get(key).is_some_and(|step| !speaks(step));
    let goes_round = |start: &Key| {
        let mut known: BTreeSet<&Key> = BTreeSet::new();
        let mut open: Vec<&Key> =
            text.steps.get(start).map(ways).into_iter().flatten().map(|(_, next)| next).collect();
        while let Some(key) = open.pop() {
            if key == start {
                return true;
            }
            if is_silent(key) && known.insert(key) {
                open.extend(text.steps.get(key).map(ways).into_iter().flatten().map(|(_, next)| next));
            }
        }
        false
    };
    text.steps.keys().filter(|key| is_silent(key) && goes_round(key)).cloned().collect()
}

/// The scenario must begin by speaking: the decision, and the control's ghost, are about that very moment.
fn first_words(path: &str, text: &ScenarioText, found: &mut Findings) -> BTreeSet<Slot> {
    let mut slots = BTreeSet::new();
    let mut known = BTreeMap::new();
    let mut open = vec![text.start.clone()];
    while let Some(key) = open.pop() {
        if known.insert(key.clone(), ()).is_some() {
            continue;
        }
        let path = format!("{path}.steps.{key}");
        match text.steps.get(&key) {
            Some(StepText::Message(spoken) | StepText::Question(spoken)) => {
                if spoken.condition.is_some() {
                    found.problem(
                        format!("{path}.where"),
                        "the first message speaks where the trigger fires: put the condition into `audience` or `trigger.where`",
                    );
                }
                slots.insert(
                    spoken.place().map_or(Slot::Interrupting, |place| Slot::Inline(place.to_owned())),
                );
            }
            Some(StepText::Branch { cases, otherwise }) => {
                open.push(otherwise.clone());
                open.extend(cases.iter().map(|case| case.next.clone()));
            }
            Some(step @ (StepText::Split { .. } | StepText::Traits { .. })) => {
                open.extend(ways(step).into_iter().map(|(_, next)| next.clone()));
            }
            Some(StepText::Wait(_)) => {
                found.problem(
                    &path,
                    "a scenario cannot begin with a wait: let the trigger wait, e.g. dwell {seconds: 10}",
                );
            }
            Some(StepText::End {}) | None => found.problem(
                path,
                "a scenario must say something before it ends: leave those visitors out in `audience`",
            ),
        }
    }
    slots
}

fn step(path: &str, step: &StepText, scope: &Scope, found: &mut Findings) {
    match step {
        StepText::Message(spoken) => spoken::spoken(path, spoken, false, scope, found),
        StepText::Question(spoken) => spoken::spoken(path, spoken, true, scope, found),
        StepText::Branch { cases, .. } => {
            for (n, case) in cases.iter().enumerate() {
                found.condition(&format!("{path}.cases[{n}].when"), &case.when, scope);
            }
        }
        StepText::Wait(wait) => silent::wait(path, wait, found),
        StepText::Split { ways } => silent::split(path, ways, found),
        StepText::Traits { set, .. } => silent::traits(path, set, found),
        StepText::End {} => {}
    }
}
