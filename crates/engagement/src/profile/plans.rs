//! What is fixed of a phase before it begins, as far as counting a visitor depends on it.

use std::collections::BTreeMap;

use kizukai_model::{Key, Money, Span, Timestamp};

/// What counts of a visitor of a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhasePlan {
    /// How long after the first decision a visitor is watched: the goal's window when the phase began.
    pub window: Span,
    /// Amounts of one visitor beyond this count as this; none without a limit.
    pub value_limit: Option<Money>,
    /// What showing it once costs the shop.
    pub message_cost: Money,
}

impl Default for PhasePlan {
    /// Of a phase that began before plans were kept.
    fn default() -> Self {
        Self { window: Span::from_days(7), value_limit: None, message_cost: Money::ZERO }
    }
}

/// A period in which the share of visitors who get no campaign at all stayed the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HoldoutPhase {
    /// Its number, from 1.
    pub phase: u32,
    /// When it began.
    pub since: Timestamp,
    /// Percent of the visitors; 0: there is nothing to compare with.
    pub percent: f64,
    /// What counts of its visitors.
    pub plan: PhasePlan,
}

/// A period in which the site said all the time what is left of its prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarginPeriod {
    /// Since when.
    pub from: Timestamp,
    /// Until when; none while it still does.
    pub until: Option<Timestamp>,
}

/// The plans of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plans {
    /// By campaign and phase.
    pub campaigns: BTreeMap<(Key, u32), PhasePlan>,
    /// Those of the site's holdout, oldest first.
    pub holdouts: Vec<HoldoutPhase>,
    /// When the site said its margin.
    pub margins: Vec<MarginPeriod>,
    /// What decides who is held out ([`crate::Program::holdout_seed`]).
    pub holdout_seed: String,
}

impl Plans {
    /// The plan of a campaign's phase.
    pub fn of(&self, campaign: &Key, phase: u32) -> PhasePlan {
        self.campaigns.get(&(campaign.clone(), phase)).copied().unwrap_or_default()
    }

    /// Whether the margin was said all that time. Only then is the profit of a visitor known whether or not they order; counted
    /// by the orders alone, those who bought would be left out and those who did not would count as nothing.
    pub fn knows_margin(&self, from: Timestamp, until: Timestamp) -> bool {
        let covers =
            |period: &MarginPeriod| period.from <= from && period.until.is_none_or(|end| until <= end);
        self.margins.iter().any(covers)
    }

    /// The holdout as it stood at a moment.
    pub fn holdout_at(&self, at: Timestamp) -> Option<&HoldoutPhase> {
        self.holdouts.iter().rev().find(|phase| phase.since <= at)
    }
}
