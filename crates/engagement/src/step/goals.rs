//! Conversions: an event that is a campaign's goal, soon enough after the campaign's first decision.

use serde_json::Value;

use kizukai_model::{Commerce, Event, Money, Properties, limits};

use kizukai_model::commerce::Order;

use super::Run;
use super::apply::is_foreign;
use crate::profile::{CampaignState, order_key};
use crate::program::Campaign;
use crate::subject::EventView;

impl Run<'_> {
    pub(super) fn goals(
        &mut self,
        event: &Event,
        name: &str,
        properties: &Properties,
        commerce: Option<&Commerce>,
    ) {
        let program = self.program;
        for campaign in program.with_goal(name) {
            let Some(state) = self.profile.campaigns.get_mut(&campaign.key) else { continue };
            if !is_reached(campaign, state, event) {
                continue;
            }
            let (cause, is_worthless) = match commerce {
                Some(Commerce::OrderCompleted(order)) => {
                    (order_key(event, order), is_foreign(order, &program.site().currency))
                }
                _ => (event.message_id.clone(), false),
            };
            let worth = worth(campaign, properties).filter(|_| !is_worthless).unwrap_or_default();
            if state.conversions.len() < limits::ORDERS || state.conversions.contains_key(&cause) {
                state.conversions.entry(cause).or_insert(worth);
            }
            state.converted_at.get_or_insert(event.timestamp);
        }
    }

    /// A server knows better what an order was worth: so do the goals that it reached, less what was refunded.
    pub(super) fn correct_goals(
        &mut self,
        event: &Event,
        name: &str,
        properties: &Properties,
        order: &Order,
    ) {
        let program = self.program;
        if !program.rules().correct_goals() {
            return;
        }
        let id = order_key(event, order);
        let refunded = self.profile.orders.refunded(&id);
        let is_worthless = is_foreign(order, &program.site().currency);
        for campaign in program.with_goal(name) {
            let state = self.profile.campaigns.get_mut(&campaign.key);
            if let Some(counted) = state.and_then(|state| state.conversions.get_mut(&id)) {
                let told = worth(campaign, properties).filter(|_| !is_worthless).unwrap_or_default();
                *counted = (told - refunded).max(Money::ZERO);
            }
        }
    }

    /// An order was refunded by this much, or cancelled altogether: the goals it reached lose as much.
    pub(super) fn take_back(&mut self, order: &str, amount: Option<Money>) {
        for state in self.profile.campaigns.values_mut() {
            match amount {
                Some(amount) => {
                    if let Some(worth) = state.conversions.get_mut(order) {
                        *worth = (*worth - amount).max(Money::ZERO);
                    }
                }
                None => {
                    let was_there = state.conversions.remove(order).is_some();
                    if was_there && state.conversions.is_empty() {
                        state.converted_at = None;
                    }
                }
            }
        }
    }
}

/// Decided, the event is the goal, and it happened in time.
fn is_reached(campaign: &Campaign, state: &CampaignState, event: &Event) -> bool {
    let (Some(decided), Some(goal)) = (&state.decided, &campaign.text.goal) else { return false };
    let in_time = decided.at <= event.timestamp && event.timestamp.since(decided.at) <= goal.within;
    in_time && campaign.goal_condition.as_ref().is_none_or(|condition| condition.evaluate(&EventView(event)))
}

/// What the event says the goal was worth; None where it says nothing.
fn worth(campaign: &Campaign, properties: &Properties) -> Option<Money> {
    let [first, rest @ ..] = campaign.goal_value.as_deref()? else { return None };
    let found = rest.iter().try_fold(properties.get(first)?, |at: &Value, part| at.get(part));
    found.and_then(Money::read)
}
