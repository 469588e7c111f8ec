//! Publishing: from the current texts and some changes to the next program.
//!
//! Here versions are counted and phases cut. A phase is a period in which what visitors get did not change: it is cut
//! by a change of audience, trigger, arms, weights, control, caps or priority, and by a change of a segment that the
//! campaign uses. Name, goal, schedule, status and the site's settings leave it alone.

use std::collections::BTreeSet;

use kizukai_conditions::compile;
use kizukai_model::{Key, Timestamp, limits};
use serde_json::Value;

use super::{Campaign, Program, ProgramSource, Versioned};
use crate::check::{self, Findings};
use crate::text::{CampaignText, Definition, Problem, SegmentText};

/// A successful publication.
#[derive(Debug)]
pub struct Publication {
    /// The texts as they stand now.
    pub source: ProgramSource,
    /// Their compiled form.
    pub program: Program,
    /// What changed, with its new version and phase: to be stored.
    pub rows: Vec<PublishedText>,
    /// What is allowed but probably not meant.
    pub warnings: Vec<Problem>,
}

/// A text in its new version.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedText {
    /// The text.
    pub definition: Definition,
    /// Its version.
    pub version: u32,
    /// Its phase.
    pub phase: u32,
}

/// Applies changes to the current texts at `now`. All of them, or none. A text that says what it said before changes nothing.
///
/// # Errors
/// Everything that is wrong in the texts as they would stand.
pub fn publish(
    current: &ProgramSource,
    changes: Vec<Definition>,
    now: Timestamp,
) -> Result<Publication, Vec<Problem>> {
    let mut next = current.clone();
    next.version += 1;
    let mut rows = Vec::new();
    let mut changed_segments = BTreeSet::new();
    for change in changes {
        let row = match change {
            Definition::Campaign(text) => put_campaign(&mut next, *text),
            Definition::Segment(text) => put_segment(&mut next, text, &mut changed_segments),
            Definition::Site(text) => (next.site.text != *text || next.site.version == 0).then(|| {
                next.site = Versioned { version: next.site.version + 1, phase: 1, text: *text };
                published(Definition::Site(Box::new(next.site.text.clone())), &next.site)
            }),
        };
        rows.extend(row);
    }
    let findings = look_over(&next, &rows, now);
    if !findings.problems.is_empty() {
        return Err(findings.problems);
    }
    cut_campaigns_using(current, &mut next, &changed_segments, &mut rows);
    if rows.is_empty() {
        next.version = current.version;
    }
    let program = Program::assemble(&next);
    Ok(Publication { source: next, program, rows, warnings: findings.warnings })
}

/// Everything that is said of texts as they would stand. `changed`: those that are published anew.
fn look_over(next: &ProgramSource, changed: &[PublishedText], now: Timestamp) -> Findings {
    let mut findings = check::source(next);
    let honesty = check::honesty(next, now);
    let is_changed = |problem: &Problem| {
        changed.iter().any(|row| {
            let named = problem.text.strip_prefix("campaign/");
            row.definition.kind() == "campaign" && named == Some(row.definition.key().as_str())
        })
    };
    let (refused, said): (Vec<_>, Vec<_>) = honesty.problems.into_iter().partition(is_changed);
    findings.problems.extend(refused);
    findings.warnings.extend(honesty.warnings.into_iter().chain(said));
    findings
}

/// What publishing a campaign at `now` would say.
#[derive(Debug, Default)]
pub struct Outlook {
    /// What is wrong and what is only said, as [`publish`] does.
    pub findings: Findings,
    /// Whether a phase would end thereby.
    pub cuts_phase: bool,
}

/// Says what publishing a campaign would say, and compiles nothing.
pub fn outlook(current: &ProgramSource, text: CampaignText, now: Timestamp) -> Outlook {
    let before = current.campaigns.iter().find(|known| known.text.key == text.key);
    let phase_before = before.map(|known| known.phase);
    let mut next = current.clone();
    let row = put_campaign(&mut next, text);
    let cuts_phase = row.as_ref().is_some_and(|row| phase_before.is_some_and(|phase| phase != row.phase));
    Outlook { findings: look_over(&next, row.as_slice(), now), cuts_phase }
}

fn published<T>(definition: Definition, stands: &Versioned<T>) -> PublishedText {
    PublishedText { definition, version: stands.version, phase: stands.phase }
}

fn put_segment(
    next: &mut ProgramSource,
    text: SegmentText,
    changed: &mut BTreeSet<String>,
) -> Option<PublishedText> {
    let known = next.segments.iter_mut().find(|known| known.text.key == text.key);
    let stands = match known {
        Some(known) if known.text == text => return None,
        Some(known) => {
            let is_cut = known.text.condition != text.condition;
            if is_cut {
                changed.insert(text.key.to_string());
            }
            *known = Versioned { version: known.version + 1, phase: known.phase + u32::from(is_cut), text };
            known.clone()
        }
        None => {
            let new = Versioned { version: 1, phase: 1, text };
            next.segments.push(new.clone());
            new
        }
    };
    Some(published(Definition::Segment(stands.text.clone()), &stands))
}

fn put_campaign(next: &mut ProgramSource, text: CampaignText) -> Option<PublishedText> {
    let known = next.campaigns.iter().position(|known| known.text.key == text.key);
    let stands = match known.map(|at| &next.campaigns[at]) {
        Some(known) if known.text == text => return None,
        Some(known) => {
            let phase = known.phase + u32::from(cuts_phase(&known.text, &text));
            Versioned { version: known.version + 1, phase, text }
        }
        None => Versioned { version: 1, phase: 1, text },
    };
    replace_campaign(next, stands.clone());
    Some(published(Definition::Campaign(Box::new(stands.text.clone())), &stands))
}

/// Whether visitors get something else after the change.
fn cuts_phase(before: &CampaignText, after: &CampaignText) -> bool {
    before.audience != after.audience
        || before.trigger != after.trigger
        || before.arms != after.arms
        || (before.control - after.control).abs() > f64::EPSILON
        || before.caps != after.caps
        || before.exit != after.exit
        || before.priority != after.priority
}

/// Puts a campaign's new version in the place of the former, which open enrolments may go on with.
fn replace_campaign(next: &mut ProgramSource, new: Versioned<CampaignText>) {
    let key = new.text.key.clone();
    match next.campaigns.iter_mut().find(|known| known.text.key == key) {
        Some(known) => next.older.push(std::mem::replace(known, new)),
        None => next.campaigns.push(new),
    }
    let versions = next.older.iter().filter(|older| older.text.key == key).count();
    if versions > limits::CAMPAIGN_VERSIONS {
        let oldest = next.older.iter().position(|older| older.text.key == key);
        oldest.into_iter().for_each(|at| drop(next.older.remove(at)));
    }
}

/// A changed segment cuts the phase of every campaign that asks for it, directly or through other segments; of one
/// published along with it only if its own change did not cut it already.
fn cut_campaigns_using(
    current: &ProgramSource,
    next: &mut ProgramSource,
    changed: &BTreeSet<String>,
    rows: &mut Vec<PublishedText>,
) {
    if changed.is_empty() {
        return;
    }
    let affected = segments_depending_on(&next.segments, changed);
    let using: Vec<Key> = next
        .campaigns
        .iter()
        .filter(|text| {
            let campaign = Campaign::compile(&next.site_id, text, &jiff::tz::TimeZone::UTC);
            let names_one = campaign
                .conditions()
                .any(|condition| condition.segments().iter().any(|asked| affected.contains(asked)));
            let listens = campaign.text.trigger.segment().is_some_and(|key| affected.contains(key));
            names_one || listens || lists_segments(&serde_json::to_value(&text.text).unwrap_or_default())
        })
        .map(|text| text.text.key.clone())
        .collect();
    for key in using {
        let phase_before =
            current.campaigns.iter().find(|known| known.text.key == key).map(|known| known.phase);
        let Some(stands) = next.campaigns.iter_mut().find(|known| known.text.key == key) else { continue };
        if phase_before != Some(stands.phase) {
            continue;
        }
        let in_this_publication =
            rows.iter_mut().find(|row| row.definition.kind() == "campaign" && row.definition.key() == key);
        if let Some(row) = in_this_publication {
            stands.phase += 1;
            row.phase = stands.phase;
        } else {
            let cut =
                Versioned { version: stands.version + 1, phase: stands.phase + 1, text: stands.text.clone() };
            rows.push(published(Definition::Campaign(Box::new(cut.text.clone())), &cut));
            replace_campaign(next, cut);
        }
    }
}

fn segments_depending_on(
    segments: &[Versioned<SegmentText>],
    changed: &BTreeSet<String>,
) -> BTreeSet<String> {
    let mut affected = changed.clone();
    loop {
        let more: Vec<_> = segments
            .iter()
            .filter(|segment| !affected.contains(segment.text.key.as_str()))
            .filter(|segment| {
                compile(&segment.text.condition).segments().iter().any(|asked| affected.contains(asked))
            })
            .map(|segment| segment.text.key.to_string())
            .collect();
        if more.is_empty() {
            return affected;
        }
        affected.extend(more);
    }
}

/// Whether a condition somewhere in the text looks at the list of all segments, and so at any of them.
pub(crate) fn lists_segments(text: &Value) -> bool {
    match text {
        Value::Object(fields) => {
            fields.iter().any(|(name, inside)| name == "segments" || lists_segments(inside))
        }
        Value::Array(entries) => entries.iter().any(lists_segments),
        _ => false,
    }
}
