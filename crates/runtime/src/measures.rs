//! What is counted, by name. Labels come from closed sets, never from visitors.

use std::collections::BTreeMap;

use kizukai_engagement::outcome::EventVerdict;
use kizukai_engagement::{Decision, Outcome, Verdict};
use metrics::{Counter, Gauge, counter, gauge, histogram};

/// A request was refused because too many wait.
pub(crate) fn overloaded() {
    counter!("kizukai_overloads_total").increment(1);
}

/// What is counted for every input. Finding a counter by its name costs more than counting, so they are found once.
#[derive(Default)]
pub(crate) struct Meters {
    inputs: Option<Counter>,
    decisions: BTreeMap<&'static str, Counter>,
    verdicts: BTreeMap<&'static str, Counter>,
    profiles: Option<Gauge>,
    inputs_behind: Option<Gauge>,
    waiting: Option<Gauge>,
}

impl Meters {
    /// An input was stepped.
    pub(crate) fn stepped(&mut self, outcome: &Outcome) {
        self.inputs.get_or_insert_with(|| counter!("kizukai_inputs_total")).increment(1);
        for Decision { outcome, .. } in &outcome.decisions {
            let name = decision_name(*outcome);
            let counted = || counter!("kizukai_decisions_total", "outcome" => name);
            self.decisions.entry(name).or_insert_with(counted).increment(1);
        }
        for EventVerdict { verdict, reason, .. } in &outcome.verdicts {
            let name = verdict_name(*verdict);
            if let Some(reason) = reason {
                // What stands before a colon is one of our own words; behind it may be a name that somebody sent.
                let word = reason.split(':').next().unwrap_or_default().to_owned();
                counter!("kizukai_verdict_reasons_total", "verdict" => name, "reason" => word).increment(1);
            }
            let counted = || counter!("kizukai_verdicts_total", "verdict" => name);
            self.verdicts.entry(name).or_insert_with(counted).increment(1);
        }
    }

    /// So many profiles are in memory, so many inputs are in no snapshot, so many requests wait.
    pub(crate) fn memory(&mut self, profiles: usize, inputs_behind: i64, waiting: usize) {
        self.waiting.get_or_insert_with(|| gauge!("kizukai_waiting_requests")).set(waiting as f64);
        let resident = self.profiles.get_or_insert_with(|| gauge!("kizukai_resident_profiles"));
        resident.set(profiles as f64);
        let behind = self.inputs_behind.get_or_insert_with(|| gauge!("kizukai_inputs_behind"));
        behind.set(inputs_behind as f64);
    }
}

/// A commit with so many inputs is durable, after so many milliseconds.
pub(crate) fn committed(inputs: usize, took_ms: u64) {
    counter!("kizukai_commits_total").increment(1);
    histogram!("kizukai_commit_inputs").record(inputs as f64);
    histogram!("kizukai_commit_seconds").record(took_ms as f64 / 1_000.0);
}

/// A commit failed.
pub(crate) fn commit_failed() {
    counter!("kizukai_commit_failures_total").increment(1);
}

/// A person was erased.
pub(crate) fn erased() {
    counter!("kizukai_erasures_total").increment(1);
}

/// Snapshots were written.
pub(crate) fn snapshots_written(profiles: usize) {
    counter!("kizukai_snapshots_total").increment(profiles as u64);
}

/// Snapshots could not be written.
pub(crate) fn snapshots_failed() {
    counter!("kizukai_snapshot_failures_total").increment(1);
}

/// Inputs were stepped again, to bring a profile back.
pub(crate) fn replayed(inputs: usize) {
    counter!("kizukai_replayed_inputs_total").increment(inputs as u64);
}

/// A timer fell due and was stepped, or was unknown to its profile.
pub(crate) fn timer(known: bool) {
    let outcome = if known { "fired" } else { "unknown" };
    counter!("kizukai_timers_total", "outcome" => outcome).increment(1);
}

/// A profile became part of another one.
pub(crate) fn merged() {
    counter!("kizukai_merges_total").increment(1);
}

/// New counters were filled from a profile's past; `cut` when there was more of it than is read.
pub(crate) fn backfilled(cut: bool) {
    let outcome = if cut { "cut" } else { "whole" };
    counter!("kizukai_backfills_total", "outcome" => outcome).increment(1);
}

/// The machine's clock was found far ahead, or far behind.
pub(crate) fn clock_jumped(ahead: bool) {
    let direction = if ahead { "ahead" } else { "back" };
    counter!("kizukai_clock_jumps_total", "direction" => direction).increment(1);
}

/// So many visitors are here beyond those that can be listed.
pub(crate) fn present_overflow(visitors: usize) {
    if visitors > 0 {
        counter!("kizukai_limit_hits_total", "limit" => "present").increment(visitors as u64);
    }
}

/// Something was not counted, or counted among others, for want of room.
pub(crate) fn pulse_overflow(limit: &'static str) {
    counter!("kizukai_limit_hits_total", "limit" => limit).increment(1);
}

/// So many inputs came faster than they were counted, and will be read from the ledger.
pub(crate) fn pulse_missed(inputs: usize) {
    counter!("kizukai_pulse_missed_inputs_total").increment(inputs as u64);
}

/// At so many sites no events arrive any more.
pub(crate) fn events_stopped(sites: usize) {
    gauge!("kizukai_sites_without_events").set(sites as f64);
}

/// A request could not be served for a reason of our own.
pub(crate) fn broken() {
    counter!("kizukai_broken_requests_total").increment(1);
}

/// An outcome's name.
pub(crate) const fn decision_name(outcome: kizukai_engagement::DecisionOutcome) -> &'static str {
    use kizukai_engagement::DecisionOutcome as Of;
    match outcome {
        Of::Shown => "shown",
        Of::Ghost => "ghost",
        Of::Lost => "lost",
        Of::Stopped => "stopped",
        Of::Capped => "capped",
        Of::Quiet => "quiet",
        Of::Budget => "budget",
    }
}

const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "ok",
        Verdict::Duplicate => "duplicate",
        Verdict::Dropped => "dropped",
        Verdict::Invalid => "invalid",
        Verdict::Retry => "retry",
    }
}

/// Something was refused, or left out, because there are as many as there may be.
pub(crate) fn limit_hit(limit: &'static str) {
    counter!("kizukai_limit_hits_total", "limit" => limit).increment(1);
}
