//! What results count of a person: one participation for each campaign with an assignment, and one for the site as a
//! whole, which compares visitors who may get campaigns with those who are held out of all of them.
//!
//! Everything is read from the profile as it stands, so a refund, a merge or a late report changes what is counted, and
//! whoever counts replaces what was counted before.

use kizukai_model::{Key, Money, Span, Timestamp};

use super::plans::{PhasePlan, Plans};
use super::stays::CAME_BACK;
use super::{CampaignState, OrderState, Profile};
use crate::assignment::held_out;
use crate::outcome::{Decided, Participation, Watched};

/// The arm of visitors who may get campaigns, where the site as a whole is counted.
pub const SERVED: &str = "served";

/// Whoever puts a message away within this time has not read it.
const CLOSED_AT_ONCE: Span = Span::from_secs(3);

/// How long visitors are watched for the site's total: most of what a visit leads to comes within four weeks.
pub const SITE_WINDOW: Span = Span::from_days(28);

impl Profile {
    /// What results count of this person: the site, then campaigns by their keys.
    pub fn participations(&self, plans: &Plans) -> Vec<Participation> {
        let of_campaigns = self.campaigns.iter().map(|(key, state)| self.participation(key, state, plans));
        self.in_the_site(plans).into_iter().chain(of_campaigns).collect()
    }

    fn participation(&self, key: &Key, state: &CampaignState, plans: &Plans) -> Participation {
        let decided = state.decided.as_ref().map(|decided| {
            let plan = plans.of(key, decided.phase);
            let spent = plan.message_cost.times(i64::from(state.exposures));
            Decided {
                at: decided.at,
                phase: decided.phase,
                seen_at: state.seen_at,
                converted_at: state.converted_at,
                value: state.value(),
                watched: Watched {
                    closed_at_once: state.was_closed_at_once(),
                    ..self.watched(Some(key), decided.at, plans, &plan, state.value(), spent)
                },
            }
        });
        Participation {
            campaign: Some(key.clone()),
            profile: self.id,
            arm: state.counted_arm().clone(),
            control: state.counted_arm().as_str() == Key::CONTROL,
            crossed: state.crossed,
            assigned_at: state.assigned_at,
            assigned_phase: state.assigned_phase,
            decided,
        }
    }

    /// A visitor enters with the first visit that is known, under the holdout of that moment. Held out is the control.
    fn in_the_site(&self, plans: &Plans) -> Option<Participation> {
        let at = self.visits.first_at?;
        let holdout = plans.holdout_at(at).filter(|holdout| holdout.percent > 0.0)?;
        let control = held_out(&plans.holdout_seed, self.id, holdout.percent);
        let end = at.plus(holdout.plan.window);
        let orders = || self.orders.iter().filter(|order| order.is_within(at, end));
        let value = orders().map(OrderState::worth).sum();
        let arm = if control { Key::CONTROL } else { SERVED };
        Some(Participation {
            campaign: None,
            profile: self.id,
            arm: arm.parse().expect("it is written as keys are"),
            control,
            crossed: false,
            assigned_at: at,
            assigned_phase: holdout.phase,
            decided: Some(Decided {
                at,
                phase: holdout.phase,
                seen_at: None,
                converted_at: orders().map(|order| order.at).min(),
                value,
                watched: self.watched(None, at, plans, &holdout.plan, value, Money::ZERO),
            }),
        })
    }

    /// What became of the visitor after a decision, within the time it is watched.
    fn watched(
        &self,
        campaign: Option<&Key>,
        at: Timestamp,
        plans: &Plans,
        plan: &PhasePlan,
        value: Money,
        spent: Money,
    ) -> Watched {
        let end = at.plus(plan.window);
        let orders = || self.orders.iter().filter(|order| order.is_within(at, end));
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let known = plans.knows_margin(at, end);
        let profits =
            known.then(|| orders().map(OrderState::profit).collect::<Option<Vec<Money>>>()).flatten();
        let before: Money = self.orders.iter().filter(|order| order.at < at).map(OrderState::worth).sum();
        let stay = self.visits.stays.at(at).filter(|stay| stay.loads > 0);
        let others = self.shown_by_others(campaign, at, end);
        Watched {
            until: end,
            back_until: at.plus(CAME_BACK),
            value: cut(value, plan),
            orders: count(orders().filter(|order| !order.cancelled).count()),
            browser_orders: count(orders().filter(|order| !order.cancelled && !order.from_server).count()),
            profit: profits.map(|profits| cut(profits.into_iter().sum::<Money>() - spent, plan)),
            before: cut(before, plan),
            closed_at_once: false,
            left_at_once: self.visits.stays.left_at_once(at),
            came_back: self.visits.stays.came_back(at),
            load_ms: stay.map(|stay| u32::try_from(stay.load_ms / u64::from(stay.loads)).unwrap_or(u32::MAX)),
            other_shows: others.0,
            other_points: others.1,
        }
    }

    /// What other campaigns really showed in that time, and the attention that took, in thousandths of a point.
    fn shown_by_others(&self, campaign: Option<&Key>, from: Timestamp, until: Timestamp) -> (u32, i64) {
        let was_silent = |key: &Key| {
            self.campaigns.get(key).is_some_and(|state| state.counted_arm().as_str() == Key::CONTROL)
        };
        self.shows
            .between(from, until)
            .filter(|show| campaign != Some(&show.campaign) && !was_silent(&show.campaign))
            .fold((0, 0), |(shows, points), show| (shows + 1, points + show.points))
    }
}

impl CampaignState {
    /// Whether it was put away as soon as the tag had seen it. A control has nothing to put away.
    fn was_closed_at_once(&self) -> bool {
        let shown_at = self.seen_at.or(self.decided.as_ref().map(|decided| decided.at));
        shown_at.zip(self.closed_at).is_some_and(|(shown, closed)| closed.since(shown) < CLOSED_AT_ONCE)
    }
}

fn cut(amount: Money, plan: &PhasePlan) -> Money {
    plan.value_limit.map_or(amount, |limit| amount.clamp(-limit, limit))
}

impl OrderState {
    fn is_within(&self, from: Timestamp, until: Timestamp) -> bool {
        from <= self.at && self.at <= until
    }
}
