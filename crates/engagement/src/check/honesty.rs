//! Honest and calm selling: what is refused when a text is published anew, though it could be shown.
//!
//! A countdown needs a deadline that is real and still to come; pictures and films say what they show; nothing covers the
//! page of a phone unless the visitor opened it. These are asked of texts that are published now: a text that stands
//! must not hinder others because a rule, or the time, has changed.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use kizukai_conditions::{JsonSubject, compile};
use kizukai_model::{Key, Timestamp};

use super::Findings;
use super::scenario::ways;
use crate::program::{PAGE_VIEW, ProgramSource, parse_moment};
use crate::text::{
    CampaignText, CountdownText, Format, ImageText, ScenarioText, Spoken, Status, StepText, TriggerOn,
};

/// Looks at every campaign that speaks or is being written. `now`: the time of the publication.
pub(crate) fn honesty(source: &ProgramSource, now: Timestamp) -> Findings {
    let zone = TimeZone::get(&source.site.text.timezone).unwrap_or(TimeZone::UTC);
    let mut findings = Findings::default();
    for campaign in &source.campaigns {
        let text = &campaign.text;
        if matches!(text.status, Status::Draft | Status::Running) {
            let mut found = Findings::default();
            self::campaign(text, &zone, now, &mut found);
            findings.add(&format!("campaign/{}", text.key), found);
        }
    }
    findings
}

fn campaign(text: &CampaignText, zone: &TimeZone, now: Timestamp, found: &mut Findings) {
    let until = text.schedule.as_ref().and_then(|schedule| schedule.until.as_deref());
    for (n, arm) in text.arms.iter().enumerate() {
        let unasked = unasked(&arm.scenario);
        for (key, step) in &arm.scenario.steps {
            let (StepText::Message(spoken) | StepText::Question(spoken)) = step else { continue };
            let path = format!("arms[{n}].scenario.steps.{key}");
            if let Some(countdown) = &spoken.countdown {
                let path = format!("{path}.countdown.until");
                deadline(&path, countdown, until, |written| parse_moment(written, zone), now, found);
            }
            alternatives(&path, spoken, found);
            if unasked.contains(key) {
                cover(&format!("{path}.format"), text, spoken, found);
            }
        }
    }
}

fn deadline(
    path: &str,
    countdown: &CountdownText,
    scheduled: Option<&str>,
    read: impl Fn(&str) -> Option<Timestamp>,
    now: Timestamp,
    found: &mut Findings,
) {
    let written = match countdown.until.as_deref() {
        Some(CountdownText::SCHEDULE) => scheduled,
        written => written,
    };
    let Some(written) = written else {
        let message = "a countdown needs a real deadline: a point in time, or `schedule` with the campaign's `schedule.until`";
        return found.problem(path, message);
    };
    match read(written) {
        None => {
            found.problem(path, format!("`{written}` is no point in time such as 2026-12-25T00:00:00+09:00"));
        }
        Some(until) if until <= now => {
            found.problem(path, format!("{until} is over: a countdown cannot begin anew"));
        }
        Some(_) => {}
    }
}

fn alternatives(path: &str, spoken: &Spoken, found: &mut Findings) {
    let mut image = |path: String, image: &ImageText| {
        if image.alt.is_none() {
            found.problem(
                path,
                "say what the picture shows, for those who do not see it; `\"\"` for mere decoration",
            );
        }
    };
    if let Some(shown) = &spoken.image {
        image(format!("{path}.image.alt"), shown);
    }
    for (n, change) in spoken.rewrite.iter().enumerate() {
        if let Some(shown) = &change.image {
            image(format!("{path}.rewrite[{n}].image.alt"), shown);
        }
    }
    let Some(video) = &spoken.video else { return };
    if !video.alt.as_ref().is_some_and(|alt| alt.all().all(|text| !text.trim().is_empty())) {
        found.problem(format!("{path}.video.alt"), "say what the film shows, for those who do not see it");
    }
    if video.captions.is_none() {
        found.warning(format!("{path}.video.captions"), "without captions many will not know what is said");
    }
}

/// A message that comes unasked and covers the page.
fn cover(path: &str, campaign: &CampaignText, spoken: &Spoken, found: &mut Findings) {
    if !spoken.format.covers_the_page()
        || leaves_out(campaign, spoken, "device.type", &json!({"device": {"type": "phone"}}))
    {
        return;
    }
    let on_landing = campaign.trigger.on == TriggerOn::Signal
        && campaign.trigger.name == PAGE_VIEW
        && !leaves_out(campaign, spoken, "visit.page_count", &json!({"visit": {"page_count": 1}}));
    let way_out = "use corner, bar or toast, let the visitor open it by a choice, or leave phones out: \
                   {\"device.type\": {\"$ne\": \"phone\"}}";
    if spoken.format == Format::Fullscreen {
        found.problem(path, format!("it covers the whole screen of a phone unasked: {way_out}"));
    } else if on_landing {
        found.problem(path, format!("it covers the page on which a phone lands: {way_out}"));
    } else {
        found.warning(path, format!("on a phone it covers the page unasked: {way_out}"));
    }
}

/// The steps that come without an answer just before: the first ones, those after a wait, and those after a toast that
/// went by itself.
fn unasked(scenario: &ScenarioText) -> BTreeSet<Key> {
    let mut open: Vec<&Key> = vec![&scenario.start];
    for step in scenario.steps.values() {
        match step {
            StepText::Wait(_) => open.extend(ways(step).into_iter().map(|(_, next)| next)),
            StepText::Message(spoken) if spoken.format == Format::Toast => open.push(&spoken.on_close),
            _ => {}
        }
    }
    let (mut known, mut found) = (BTreeSet::new(), BTreeSet::new());
    while let Some(key) = open.pop() {
        let Some(step) = scenario.steps.get(key).filter(|_| known.insert(key)) else { continue };
        match step {
            StepText::Message(_) | StepText::Question(_) => drop(found.insert(key.clone())),
            StepText::Branch { .. } | StepText::Split { .. } | StepText::Traits { .. } => {
                open.extend(ways(step).into_iter().map(|(_, next)| next));
            }
            StepText::Wait(_) | StepText::End {} => {}
        }
    }
    found
}

/// Whether some condition that must hold for the message excludes whoever is known to be this, whatever else they are.
fn leaves_out(campaign: &CampaignText, spoken: &Spoken, attribute: &str, person: &Value) -> bool {
    let must_hold =
        [Some(&campaign.audience), campaign.trigger.condition.as_ref(), spoken.condition.as_ref()];
    must_hold.into_iter().flatten().any(|condition| excludes(condition, attribute, person))
}

fn excludes(condition: &Value, attribute: &str, person: &Value) -> bool {
    let Some(fields) = condition.as_object() else { return false };
    fields.iter().any(|(name, asked)| match name.as_str() {
        "$and" => asked.as_array().is_some_and(|all| all.iter().any(|one| excludes(one, attribute, person))),
        "$or" => asked
            .as_array()
            .is_some_and(|any| !any.is_empty() && any.iter().all(|one| excludes(one, attribute, person))),
        name if name == attribute => !compile(&json!({ name: asked })).evaluate(&JsonSubject::new(person)),
        _ => false,
    })
}
