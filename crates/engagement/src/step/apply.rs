//! What an event changes in the profile.

use kizukai_model::commerce::{Commerce, Order};
use kizukai_model::ids::digest_u64;
use kizukai_model::{Event, EventBody, Properties};

use super::Run;
use crate::input::{Moment, Surface};
use crate::profile::{OrderState, Source, VISIT_TIMEOUT};
use crate::subject::EventView;

impl Run<'_> {
    /// Applies an event; false when it speaks of a step that is not open (any more).
    pub(super) fn apply(&mut self, moment: &Moment, event: &Event) -> bool {
        self.touch_visit(moment, event);
        match &event.body {
            EventBody::Track { event: name, properties } => self.track(moment, event, name, properties),
            EventBody::Identify { traits, .. } => {
                let source = self.trait_source(moment);
                self.profile.traits.set(traits, event.timestamp, &event.message_id, source);
            }
            EventBody::Answer { enrolment, step, answer } => {
                return self.answer(event, enrolment, step, answer);
            }
            EventBody::Seen { enrolment, step } => return self.seen(enrolment, step),
            EventBody::Close { enrolment, step, reason } => return self.close(enrolment, step, *reason),
            EventBody::Page { .. }
            | EventBody::Screen { .. }
            | EventBody::Group { .. }
            | EventBody::Alias { .. }
            | EventBody::Signal { .. } => {}
        }
        true
    }

    fn trait_source<'m>(&self, moment: &'m Moment) -> Source<'m> {
        if moment.trusted { Source::Trusted } else { Source::Claimed(moment.device_id.as_deref()) }
    }

    /// A visitor is here when a page waits, or an event tells of a page, recently. Imports of old events and
    /// reports of servers are no visit.
    fn touch_visit(&mut self, moment: &Moment, event: &Event) {
        let is_view = matches!(event.body, EventBody::Page { .. } | EventBody::Screen { .. });
        let is_here = moment.surface == Surface::Page || event.page.is_some() || is_view;
        if !is_here || self.now.since(event.timestamp) >= VISIT_TIMEOUT {
            return;
        }
        let new_id = self.new_id();
        let visit = self.profile.visits.touch(self.now, new_id);
        if !moment.device.is_empty() {
            visit.device.clone_from(&moment.device);
        }
        if is_view {
            visit.view(event.page.as_ref().unwrap_or(&kizukai_model::PageInfo::default()), event.timestamp);
            self.profile.pages_since_show =
                self.profile.pages_since_show.map(|pages| pages.saturating_add(1));
        }
        if event.page.is_some() {
            visit.page.clone_from(&event.page);
        }
    }

    fn track(&mut self, moment: &Moment, event: &Event, name: &str, properties: &Properties) {
        self.count(event, name);
        let commerce = Commerce::from_track(name, properties);
        let at = event.timestamp;
        let mut counts = true;
        match &commerce {
            Some(Commerce::ProductAdded(product)) => self.profile.cart.add(product, at),
            Some(Commerce::ProductRemoved(product)) => self.profile.cart.remove(product, at),
            Some(Commerce::CartViewed(Some(products))) => self.profile.cart.replace(products, at),
            Some(Commerce::OrderCompleted(order)) => counts = self.order_completed(moment, event, order),
            Some(Commerce::OrderRefunded(id, amount)) => {
                if let Some(difference) = self.profile.orders.refund(id, *amount) {
                    self.take_back(id, Some(difference));
                }
            }
            Some(Commerce::OrderCancelled(id)) if self.profile.orders.cancel(id).is_some() => {
                self.take_back(id, None);
            }
            _ => {}
        }
        if counts {
            self.goals(event, name, properties, commerce.as_ref());
        }
    }

    /// Feeds the counters and sequences that ask for events of that name.
    fn count(&mut self, event: &Event, name: &str) {
        let program = self.program;
        let view = EventView(event);
        for feature in program.features().events(name) {
            if feature.where_.as_ref().is_none_or(|condition| condition.evaluate(&view)) {
                let counter = self.profile.counters.entry(feature.key).or_default();
                counter.prune(feature, self.now, program.zone());
                counter.add(feature, event.timestamp, program.zone());
            }
        }
        for feature in program.features().sequences(name) {
            let message = digest_u64(&[&event.message_id]);
            for (n, step) in feature.steps.iter().enumerate() {
                if &*step.name == name
                    && step.where_.as_ref().is_none_or(|condition| condition.evaluate(&view))
                {
                    let log = self.profile.sequences.entry(feature.key).or_default();
                    log.prune(feature, self.now);
                    log.add(event.timestamp, message, n);
                }
            }
        }
    }

    /// Counts an order once; false when it does not count: known, another profile's, or not a server's report
    /// where only those count.
    fn order_completed(&mut self, moment: &Moment, event: &Event, order: &Order) -> bool {
        self.profile.cart.clear(event.timestamp);
        let id = order_key(event, order);
        let site = self.program.site();
        let elsewhere = moment.orders_elsewhere.contains(&id);
        if elsewhere || (site.server_orders_only && !moment.trusted) {
            return false;
        }
        let is_new = self.profile.orders.complete(
            &id,
            OrderState {
                at: event.timestamp,
                revenue: order.revenue,
                refunded: kizukai_model::Money::ZERO,
                cancelled: false,
                foreign_currency: is_foreign(order, &site.currency),
                from_server: moment.trusted,
            },
        );
        if is_new && order.id.is_some() {
            self.outcome.orders.push(id);
        }
        is_new
    }
}

/// What an order is known by: its number, or the event that told of it.
pub(super) fn order_key(event: &Event, order: &Order) -> String {
    order.id.clone().unwrap_or_else(|| format!("message:{}", event.message_id))
}

pub(super) fn is_foreign(order: &Order, currency: &str) -> bool {
    order.currency.as_deref().is_some_and(|code| code != currency)
}
