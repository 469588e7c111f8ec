//! A running campaign that was never shown, although events came: what stops it most often.
//!
//! Where it was decided about, its decisions say. Where it never came so far, its audience or its trigger is what stops it,
//! and that is stored nowhere: it is tried at a sample of visitors in memory, as if each opened a page now. The engine
//! hands out copies; trying happens beside it, at most once a minute for a site.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use kizukai_engagement::explain::{self, Explanation};
use kizukai_engagement::outcome::Gate;
use kizukai_engagement::{DecisionOutcome, Moment, Surface};
use kizukai_model::{Key, SiteId, Span, Timestamp};

use super::{AttentionItem, AttentionKind, Beat, ENOUGH_MOMENTS, Published, Severity};
use crate::decisions::Decided;
use crate::engine::{Request, Sample};
use crate::{Runtime, RuntimeError};

/// How long a finding holds.
const HOLDS: Span = Span::from_secs(60);

/// What stops a campaign most often.
#[derive(Clone, Debug, Default, PartialEq)]
struct Finding {
    sampled: usize,
    gate: Option<Gate>,
    reason: String,
    /// The condition that fails: path, operator and what it asks for. Never what a visitor has.
    leaf: Option<String>,
    count: usize,
}

type Findings = Arc<HashMap<Key, Finding>>;

/// Findings of each site, with the time and the program they were made under.
#[derive(Default)]
pub(crate) struct Samples(Mutex<HashMap<SiteId, (Timestamp, u64, Findings)>>);

impl Samples {
    fn fresh(&self, site: &SiteId, now: Timestamp) -> Option<(u64, Findings)> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, program, findings) = known.get(site)?;
        (now.since(*at) < HOLDS).then(|| (*program, Arc::clone(findings)))
    }

    fn keep(&self, site: &SiteId, now: Timestamp, program: u64, findings: &Findings) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(site.clone(), (now, program, Arc::clone(findings)));
    }
}

impl Runtime {
    /// Running campaigns that were never shown.
    pub(super) async fn never_speaking(
        &self,
        site: &SiteId,
        campaigns: &[Published<'_>],
        beat: &Beat,
    ) -> Result<Vec<AttentionItem>, RuntimeError> {
        let mut silent = Vec::new();
        for campaign in campaigns {
            let Some(running) = beat.running.get(&campaign.text.key) else { continue };
            let counts = running.decided.outcomes();
            if counts.shown + counts.ghost == 0 && running.moments >= ENOUGH_MOMENTS {
                silent.push((campaign, &running.decided));
            }
        }
        let is_untold = silent.iter().any(|(_, decided)| decided.outcomes().total() == 0);
        let findings = if is_untold { self.findings(site).await? } else { Findings::default() };
        let item = |(campaign, decided): (&Published<'_>, &Decided)| {
            let figures = match decided.outcomes().total() {
                0 => sampled(findings.get(&campaign.text.key)),
                total => counted(decided, total),
            };
            AttentionItem::new(AttentionKind::NeverSpeaks, Severity::Care, &figures)
                .about(campaign.text)
                .since(campaign.at)
        };
        Ok(silent.into_iter().map(item).collect())
    }

    async fn findings(&self, site: &SiteId) -> Result<Findings, RuntimeError> {
        let now = self.now();
        let present = self.inner.sources.lock().await.get(site).map(|source| source.version);
        if let Some((program, findings)) = self.inner.samples.fresh(site, now)
            && Some(program) == present
        {
            return Ok(findings);
        }
        let owner = site.clone();
        let sample = self.ask(|answer| Request::Sample { site: owner, answer }).await?;
        let program = sample.program.version();
        let findings = self.blocking(move || Ok(Arc::new(find(&sample, now)))).await?;
        self.inner.samples.keep(site, now, program, &findings);
        Ok(findings)
    }
}

/// What stops each campaign most often, of those in the sample.
fn find(sample: &Sample, now: Timestamp) -> HashMap<Key, Finding> {
    let mut found: BTreeMap<Key, Vec<Finding>> = BTreeMap::new();
    for profile in &sample.profiles {
        let moment = Moment { surface: Surface::Page, ..Moment::default() };
        for explanation in explain::explain(&sample.program, profile, &moment, now) {
            let finding = one(&explanation);
            let known = found.entry(explanation.campaign).or_default();
            let is_same = |other: &&mut Finding| {
                (other.gate, &other.reason, &other.leaf) == (finding.gate, &finding.reason, &finding.leaf)
            };
            match known.iter_mut().find(is_same) {
                Some(same) => same.count += 1,
                None => known.push(finding),
            }
        }
    }
    let sampled = sample.profiles.len();
    let most_frequent = |found: Vec<Finding>| found.into_iter().max_by_key(|finding| finding.count);
    found
        .into_iter()
        .filter_map(|(key, found)| Some((key, Finding { sampled, ..most_frequent(found)? })))
        .collect()
}

/// What stops a campaign at one visitor, without anything that is the visitor's own.
fn one(explanation: &Explanation) -> Finding {
    let leaf = explanation.leaf.as_ref();
    Finding {
        sampled: 0,
        gate: explanation.gate,
        reason: explanation.reason.split(": ").next().unwrap_or_default().to_owned(),
        leaf: leaf.map(|leaf| format!("{} {} {}", leaf.path, leaf.operator, leaf.expected)),
        count: 1,
    }
}

fn sampled(finding: Option<&Finding>) -> serde_json::Value {
    let Some(finding) = finding else { return json!({"evaluations": 0, "sampled": 0}) };
    let mut figures = json!({
        "evaluations": finding.sampled,
        "sampled": finding.sampled,
        "top_gate": finding.gate,
        "top_reason": finding.reason,
        "share": finding.count as f64 / finding.sampled.max(1) as f64,
    });
    if let Some(leaf) = &finding.leaf {
        figures["leaf"] = json!(leaf);
    }
    figures
}

fn counted(decided: &Decided, total: u64) -> serde_json::Value {
    let top = decided.reasons().into_iter().next();
    let Some(top) = top else { return json!({"evaluations": total}) };
    json!({
        "evaluations": total,
        "top_gate": gate_of(top.outcome),
        "top_reason": top.reason,
        "share": top.count as f64 / total as f64,
    })
}

/// The gate that leads to an outcome.
const fn gate_of(outcome: DecisionOutcome) -> Option<Gate> {
    match outcome {
        DecisionOutcome::Shown | DecisionOutcome::Ghost => None,
        DecisionOutcome::Lost => Some(Gate::Rivals),
        DecisionOutcome::Stopped => Some(Gate::Stopped),
        DecisionOutcome::Capped => Some(Gate::Caps),
        DecisionOutcome::Quiet => Some(Gate::Quiet),
        DecisionOutcome::Budget => Some(Gate::Budget),
    }
}
