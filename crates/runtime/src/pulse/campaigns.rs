//! What was decided for each campaign: by outcome and reason in the last days, and where the latest decisions lie.
//!
//! Of a decision only its row is kept; who asks for it reads the ledger.

use std::collections::{BTreeMap, HashMap};

use kizukai_engagement::{Decision, DecisionOutcome};
use kizukai_model::{Key, Timestamp};
use kizukai_store::RowId;

use super::calendar::DayNumber;
use crate::{limits, measures};

/// Days whose decisions are counted, today included.
pub(crate) const DECISION_DAYS: i64 = 7;
/// What reasons beyond the bound are counted under.
const OTHER_REASONS: &str = "(other reasons)";

/// A decision's place in the ledger: its row, and the how manyth of the row.
pub(crate) type Spot = (RowId, usize);

/// An outcome with its reason.
pub(crate) type Why = (DecisionOutcome, Option<Box<str>>);

/// One campaign's decisions.
#[derive(Debug, Default)]
pub(crate) struct CampaignPulse {
    by_day: BTreeMap<DayNumber, BTreeMap<Why, u64>>,
    latest: BTreeMap<Spot, DecisionOutcome>,
    pub(crate) last_at: Option<Timestamp>,
}

impl CampaignPulse {
    fn decided(&mut self, spot: Spot, decision: &Decision, day: DayNumber, at: Timestamp) {
        self.last_at = self.last_at.max(Some(at));
        self.latest.insert(spot, decision.outcome);
        if self.latest.len() > limits::PULSE_DECISIONS {
            self.latest.pop_first();
        }
        let newest = self.by_day.last_key_value().map_or(day, |(newest, _)| day.max(*newest));
        if newest - day >= DECISION_DAYS {
            return;
        }
        self.by_day = self.by_day.split_off(&(newest - DECISION_DAYS + 1));
        let of_day = self.by_day.entry(day).or_default();
        let mut why: Why = (decision.outcome, reason(decision).map(Box::from));
        if of_day.len() >= limits::PULSE_REASONS && !of_day.contains_key(&why) {
            measures::pulse_overflow("pulse_reasons");
            why.1 = Some(OTHER_REASONS.into());
        }
        *of_day.entry(why).or_default() += 1;
    }

    /// Decisions of the days up to this one, by outcome and reason.
    pub(crate) fn reasons(&self, today: DayNumber) -> BTreeMap<Why, u64> {
        let mut sum = BTreeMap::new();
        for of_day in self.by_day.range(today - DECISION_DAYS + 1..).map(|(_, of_day)| of_day) {
            of_day.iter().for_each(|(why, count)| *sum.entry(why.clone()).or_default() += count);
        }
        sum
    }

    /// The latest decisions, the newest first; of one outcome only, if it is named.
    pub(crate) fn latest(&self, outcome: Option<DecisionOutcome>, limit: usize) -> Vec<Spot> {
        let is_asked = |(_, of): &(&Spot, &DecisionOutcome)| outcome.is_none_or(|asked| asked == **of);
        self.latest.iter().rev().filter(is_asked).take(limit).map(|(spot, _)| *spot).collect()
    }
}

/// The reason as it is counted: a budget's without the points that happened to be left.
fn reason(decision: &Decision) -> Option<&str> {
    let reason = decision.reason.as_deref()?;
    match decision.outcome {
        DecisionOutcome::Budget => reason.split(',').next(),
        _ => Some(reason),
    }
}

/// All campaigns of a site.
#[derive(Debug, Default)]
pub(super) struct Campaigns {
    by_key: HashMap<Key, CampaignPulse>,
}

impl Campaigns {
    pub(super) fn decided(&mut self, spot: Spot, decision: &Decision, day: DayNumber, at: Timestamp) {
        if self.by_key.len() >= limits::PULSE_CAMPAIGNS && !self.by_key.contains_key(&decision.campaign) {
            return measures::pulse_overflow("pulse_campaigns");
        }
        self.by_key.entry(decision.campaign.clone()).or_default().decided(spot, decision, day, at);
    }

    pub(super) fn get(&self, campaign: &Key) -> Option<&CampaignPulse> {
        self.by_key.get(campaign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(outcome: DecisionOutcome, reason: &str) -> Decision {
        Decision {
            campaign: "help".parse().unwrap(),
            arm: "ask".parse().unwrap(),
            outcome,
            phase: 1,
            enrolment: None,
            step: None,
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            holder: None,
        }
    }

    #[test]
    fn the_newest_decisions_are_kept_whichever_way_the_ledger_is_read() {
        let spots: Vec<Spot> = (1..=limits::PULSE_DECISIONS + 50).map(|row| (row as RowId, 0)).collect();
        let latest = |spots: &mut dyn Iterator<Item = &Spot>| {
            let mut campaign = CampaignPulse::default();
            for spot in spots {
                let outcome = if spot.0 % 2 == 0 { DecisionOutcome::Shown } else { DecisionOutcome::Capped };
                campaign.decided(*spot, &decision(outcome, ""), 1, Timestamp::from_ms(spot.0));
            }
            (campaign.latest(None, 3), campaign.latest(Some(DecisionOutcome::Shown), 2), campaign.last_at)
        };
        let newest = limits::PULSE_DECISIONS as RowId + 50;
        let expected = (
            vec![(newest, 0), (newest - 1, 0), (newest - 2, 0)],
            vec![(newest, 0), (newest - 2, 0)],
            Some(Timestamp::from_ms(newest)),
        );
        assert_eq!(latest(&mut spots.iter()), expected);
        assert_eq!(latest(&mut spots.iter().rev()), expected);
    }

    #[test]
    fn decisions_are_counted_by_outcome_and_reason_for_seven_days() {
        let mut campaign = CampaignPulse::default();
        let capped = decision(DecisionOutcome::Capped, "cap 1 per 24h");
        let spent = decision(DecisionOutcome::Budget, "it costs 3 points, 0.5 are left");
        for day in [10, 16, 9, 3] {
            campaign.decided((day, 0), &capped, day, Timestamp::from_ms(day));
            campaign.decided((day, 1), &spent, day, Timestamp::from_ms(day));
        }
        let count = |today: DayNumber, outcome, reason: &str| {
            campaign.reasons(today).get(&(outcome, Some(reason.into()))).copied()
        };
        assert_eq!(count(16, DecisionOutcome::Capped, "cap 1 per 24h"), Some(2));
        assert_eq!(count(16, DecisionOutcome::Budget, "it costs 3 points"), Some(2));
        assert_eq!(count(17, DecisionOutcome::Capped, "cap 1 per 24h"), Some(1));
    }

    #[test]
    fn reasons_beyond_the_bound_are_counted_under_a_name_that_says_so() {
        let mut campaign = CampaignPulse::default();
        for n in 0..limits::PULSE_REASONS + 5 {
            let lost = decision(DecisionOutcome::Lost, &format!("`rival-{n}` has the place"));
            campaign.decided((n as RowId, 0), &lost, 1, Timestamp::from_ms(1));
        }
        let reasons = campaign.reasons(1);
        assert_eq!(reasons[&(DecisionOutcome::Lost, Some(OTHER_REASONS.into()))], 5);
    }
}
