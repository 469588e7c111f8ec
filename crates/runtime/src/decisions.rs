//! What was decided for a campaign lately: how often each way, why, and the latest one by one.
//!
//! The pulse counts, and knows in which rows of the ledger the latest decisions lie; they are read from there.

use std::collections::BTreeMap;

use serde::Serialize;

use kizukai_engagement::DecisionOutcome;
use kizukai_model::{Key, ProfileId, SiteId, Timestamp};
use kizukai_store::LedgerReader;

use crate::codec::Entry;
use crate::pulse::{DECISION_DAYS, SitePulse, Spot, Why};
use crate::{Runtime, RuntimeError, limits};

/// How many decisions came out each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OutcomeCounts {
    /// It spoke.
    pub shown: u64,
    /// It would have spoken; the visitor is control.
    pub ghost: u64,
    /// Somebody else had the slot.
    pub lost: u64,
    /// The visitor wanted no more of it, or it was finished with the visitor.
    pub stopped: u64,
    /// Enough shows already.
    pub capped: u64,
    /// Too soon after the last show.
    pub quiet: u64,
    /// The visitor's attention was spent.
    pub budget: u64,
}

impl OutcomeCounts {
    const fn of(&mut self, outcome: DecisionOutcome) -> &mut u64 {
        match outcome {
            DecisionOutcome::Shown => &mut self.shown,
            DecisionOutcome::Ghost => &mut self.ghost,
            DecisionOutcome::Lost => &mut self.lost,
            DecisionOutcome::Stopped => &mut self.stopped,
            DecisionOutcome::Capped => &mut self.capped,
            DecisionOutcome::Quiet => &mut self.quiet,
            DecisionOutcome::Budget => &mut self.budget,
        }
    }

    /// All of them.
    pub const fn total(&self) -> u64 {
        self.shown + self.ghost + self.lost + self.stopped + self.capped + self.quiet + self.budget
    }
}

/// How often an outcome came for a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReasonCount {
    /// What came out.
    pub outcome: DecisionOutcome,
    /// Why.
    pub reason: Option<String>,
    /// How often.
    pub count: u64,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionRow {
    /// When (RFC 3339).
    pub at: String,
    /// For whom.
    pub profile: ProfileId,
    /// On which device.
    pub anonymous_id: Option<String>,
    /// The visitor's arm.
    pub arm: Key,
    /// What came out.
    pub outcome: DecisionOutcome,
    /// The campaign's phase.
    pub phase: u32,
    /// The step that was shown.
    pub step: Option<Key>,
    /// Which gate failed on what.
    pub reason: Option<String>,
    /// Who had the slot.
    pub holder: Option<Key>,
}

/// What was decided for a campaign lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decisions {
    /// The latest, newest first.
    pub decisions: Vec<DecisionRow>,
    /// How many there were since, by outcome.
    pub counts: OutcomeCounts,
    /// The same by outcome and reason, the most frequent first.
    pub reasons: Vec<ReasonCount>,
    /// Since when (RFC 3339): seven days with today, or as far back as is counted.
    pub since: String,
}

/// What the pulse counted of a campaign's decisions.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    by_why: BTreeMap<Why, u64>,
    pub(crate) last_at: Option<Timestamp>,
}

impl Decided {
    pub(crate) fn outcomes(&self) -> OutcomeCounts {
        let mut counts = OutcomeCounts::default();
        self.by_why.iter().for_each(|((outcome, _), count)| *counts.of(*outcome) += count);
        counts
    }

    /// By outcome and reason, the most frequent first.
    pub(crate) fn reasons(&self) -> Vec<ReasonCount> {
        let told = |((outcome, reason), count): (&Why, &u64)| ReasonCount {
            outcome: *outcome,
            reason: reason.as_deref().map(str::to_owned),
            count: *count,
        };
        let mut reasons: Vec<_> = self.by_why.iter().map(told).collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
        reasons
    }
}

impl SitePulse {
    /// A campaign's decisions of the last days.
    pub(crate) fn decided(&self, campaign: &Key, now: Timestamp) -> Decided {
        let today = self.calendar().place(now).day;
        self.campaign(campaign).map_or_else(Decided::default, |pulse| Decided {
            by_why: pulse.reasons(today),
            last_at: pulse.last_at,
        })
    }

    /// Since when decisions are counted.
    fn decided_since(&self, now: Timestamp) -> Timestamp {
        let first = self.calendar().place(now).day - DECISION_DAYS + 1;
        self.calendar().start_of(first).max(self.counted_since(now))
    }
}

impl Runtime {
    /// What was decided for a campaign lately; None when there is none of that key. `limit` at most 200; `outcome`: list
    /// only these.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn decisions(
        &self,
        site: &SiteId,
        campaign: &str,
        limit: usize,
        outcome: Option<DecisionOutcome>,
    ) -> Result<Option<Decisions>, RuntimeError> {
        let Ok(key) = campaign.parse::<Key>() else { return Ok(None) };
        if self.definition(site, "campaign", campaign)?.is_none() {
            return Ok(None);
        }
        let (owner, asked, now) = (site.clone(), key.clone(), self.now());
        let limit = limit.min(limits::PULSE_DECISIONS);
        let (mut told, spots) = self
            .ask_pulse(move |pulse| {
                let pulse = pulse.site(&owner)?;
                let decided = pulse.decided(&asked, now);
                let spots = pulse.campaign(&asked).map(|campaign| campaign.latest(outcome, limit));
                let told = Decisions {
                    decisions: Vec::new(),
                    counts: decided.outcomes(),
                    reasons: decided.reasons(),
                    since: pulse.decided_since(now).to_rfc3339(),
                };
                Ok((told, spots.unwrap_or_default()))
            })
            .await?;
        told.decisions = self.read(move |reader| read(reader, &spots)).await?;
        Ok(Some(told))
    }
}

/// The decisions at these spots; what is no longer there is passed over.
fn read(reader: &dyn LedgerReader, spots: &[Spot]) -> Result<Vec<DecisionRow>, RuntimeError> {
    let mut decisions = Vec::with_capacity(spots.len());
    for (row, place) in spots {
        let Some(row) = reader.input(*row)? else { continue };
        let entry = Entry::read(&row)?;
        decisions.extend(shown(&entry, *place));
    }
    Ok(decisions)
}

/// A decision of an input, by its place.
pub(crate) fn shown(entry: &Entry, place: usize) -> Option<DecisionRow> {
    let decision = entry.effects.decisions.get(place)?.clone();
    Some(DecisionRow {
        at: entry.now.to_rfc3339(),
        profile: entry.profile,
        anonymous_id: entry.device_id().map(str::to_owned),
        arm: decision.arm,
        outcome: decision.outcome,
        phase: decision.phase,
        step: decision.step,
        reason: decision.reason,
        holder: decision.holder,
    })
}
