//! Checks of a campaign outside its scenarios.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use jiff::tz::TimeZone;

use kizukai_conditions::Scope;
use kizukai_model::{Key, Money, Span, limits};

use super::{Findings, scenario};
use crate::profile::{SHOWS_OF_ONE, Slot};
use crate::program::parse_moment;
use crate::text::{CampaignText, SiteText, TriggerOn, TriggerText, Verification};

/// Signals the tag knows; a campaign's `custom` ones are told apart by their `name` parameter.
const SIGNALS: [&str; 14] = [
    "page_view",
    "dwell",
    "scroll",
    "exit_intent",
    "idle",
    "return",
    "hesitation",
    "rage_click",
    "element_visible",
    "search_no_results",
    "product_pingpong",
    "price_copy",
    "form_trouble",
    "custom",
];

pub(super) fn campaign(text: &CampaignText, scope: &Scope, site: &SiteText) -> Findings {
    let mut found = Findings::default();
    found.condition("audience", &text.audience, scope);
    trigger(&text.trigger, scope, &mut found);
    found.caps(&text.caps, SHOWS_OF_ONE);
    goal(text, &mut found);
    if let Some(exit) = &text.exit {
        found.condition("exit", exit, scope);
    }
    effect(text, &mut found);
    schedule(text, site, &mut found);
    arms(text, &mut found);
    if text.needs_verified && site.identity.verification == Verification::Off {
        found.warning("needs_verified", "the site asks for no proof of user ids: it will never speak");
    }
    let slots: BTreeSet<Slot> = text
        .arms
        .iter()
        .enumerate()
        .flat_map(|(n, arm)| {
            scenario::scenario(&format!("arms[{n}].scenario"), &arm.scenario, scope, &mut found)
        })
        .collect();
    if slots.len() > 1 {
        found.problem(
            "arms",
            "the first messages of all arms must take the same place (one that interrupts, or one inline selector): \
             the control stands for every one of them",
        );
    }
    found
}

fn trigger(trigger: &TriggerText, scope: &Scope, found: &mut Findings) {
    if trigger.on == TriggerOn::Signal && !SIGNALS.contains(&trigger.name.as_str()) {
        found.problem(
            "trigger.name",
            format!("`{}` is none of the signals {}", trigger.name, SIGNALS.join(", ")),
        );
    }
    if trigger.name.is_empty() {
        found.problem("trigger.name", "name the event");
    }
    if let Some(condition) = &trigger.condition {
        found.condition("trigger.where", condition, scope);
    }
    if trigger.on != TriggerOn::Signal && !trigger.params.is_empty() {
        found
            .problem("trigger.params", "params belong to signals; for an event write a condition in `where`");
    }
    if let Some(key) = trigger.segment().filter(|key| !key.is_empty()) {
        let asked = serde_json::json!({"$segment": key});
        let unknown = kizukai_conditions::check(&asked, scope).into_iter().next();
        unknown.into_iter().for_each(|problem| found.problem("trigger.name", problem.message));
    }
    found.wait("trigger.after", trigger.after);
    for (name, value) in &trigger.params {
        if !value.is_number() && !value.is_string() {
            found.problem(format!("trigger.params.{name}"), "a number (at least) or a text (exactly)");
        }
    }
}

fn goal(text: &CampaignText, found: &mut Findings) {
    let Some(goal) = &text.goal else {
        found.warning("goal", "without a goal its effect cannot be known");
        return;
    };
    if goal.within <= Span::default() {
        found.problem("goal.within", "longer than nothing");
    }
    if goal.event.is_empty() {
        found.problem("goal.event", "name the event that counts as success");
    }
    if let Some(condition) = &goal.condition {
        found.condition("goal.where", condition, &Scope::event());
    }
    if goal.value.as_ref().is_some_and(|path| !path.starts_with("properties.")) {
        found.problem("goal.value", "a path below `properties`, such as properties.revenue");
    }
}

/// Percent that can be the smallest effect worth knowing of: below no shop has the visitors, above nothing would be too small.
const SMALLEST_EFFECT: RangeInclusive<f64> = 1.0..=100.0;

fn effect(text: &CampaignText, found: &mut Findings) {
    if text.smallest_effect.is_some_and(|percent| !SMALLEST_EFFECT.contains(&percent)) {
        let (least, most) = (SMALLEST_EFFECT.start(), SMALLEST_EFFECT.end());
        found.problem("smallest_effect", format!("a percentage from {least} to {most}"));
    }
    if text.message_cost < Money::ZERO {
        found.problem("message_cost", "0 or more");
    }
    if !text.rules.are_off() && text.control <= 0.0 {
        found.warning("rules", "without a control there is never a verdict to act upon");
    }
}

fn schedule(text: &CampaignText, site: &SiteText, found: &mut Findings) {
    let Some(schedule) = &text.schedule else { return };
    let zone = TimeZone::get(&site.timezone).unwrap_or(TimeZone::UTC);
    let mut moment = |name: &str, written: &Option<String>| {
        let written = written.as_ref()?;
        let moment = parse_moment(written, &zone);
        if moment.is_none() {
            found.problem(
                format!("schedule.{name}"),
                format!("`{written}` is no date such as 2026-12-01T10:00:00"),
            );
        }
        moment
    };
    let (from, until) = (moment("from", &schedule.from), moment("until", &schedule.until));
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        found.problem("schedule", "it ends before it begins");
    }
}

fn arms(text: &CampaignText, found: &mut Findings) {
    if !(0.0..=100.0).contains(&text.control) {
        found.problem("control", "a percentage from 0 to 100");
    }
    if text.arms.is_empty() || text.arms.len() > limits::ARMS {
        found.problem("arms", format!("between 1 and {} arms", limits::ARMS));
    }
    let mut keys = BTreeSet::new();
    for (n, arm) in text.arms.iter().enumerate() {
        if arm.key.as_str() == Key::CONTROL {
            found.problem(format!("arms[{n}].key"), "`control` is reserved for the hidden control");
        }
        if !keys.insert(&arm.key) {
            found.problem(format!("arms[{n}].key"), format!("`{}` is there twice", arm.key));
        }
        if !arm.weight.is_finite() || arm.weight < 0.0 {
            found.problem(format!("arms[{n}].weight"), "a number of 0 or more");
        }
    }
    let total: f64 = text.arms.iter().map(|arm| arm.weight).sum();
    if text.control < 100.0 && total <= 0.0 && !text.arms.is_empty() {
        found.problem("arms", "no arm has weight: nobody would get anything");
    }
    if text.control == 0.0 {
        found.warning("control", "without a control its effect cannot be known");
    }
}
