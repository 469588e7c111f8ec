//! What an event changes in the profile.

use kizukai_model::commerce::{Commerce, Order};
use kizukai_model::{Event, EventBody, Money, PageInfo, Properties};

use super::Run;
use crate::input::{Moment, Surface};
use crate::profile::{Counted, OrderState, Source, VISIT_TIMEOUT, Visit, order_key};

/// The signal of a page that is being left.
const PAGE_LEAVE: &str = "page_leave";
/// Its property: milliseconds until the page had loaded.
const LOAD_MS: &str = "load_ms";
/// A page that took longer was not waited for: it lay in the background, or the clock jumped.
const LOAD_MS_MAX: f64 = 60_000.0;

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applied {
    /// It is in the profile.
    Done,
    /// It speaks of a step that is not open (any more).
    StaleStep,
    /// Its answer does not fit the step, which stays open.
    BadAnswer,
}

impl Applied {
    const fn to_open_step(is_open: bool) -> Self {
        if is_open { Self::Done } else { Self::StaleStep }
    }
}

impl Run<'_> {
    /// Applies an event.
    pub(super) fn apply(&mut self, moment: &Moment, event: &Event) -> Applied {
        self.segments_are_old = true;
        if self.standing.is_measured() {
            self.touch_visit(moment, event);
        }
        match &event.body {
            EventBody::Track { event: name, properties } => self.track(moment, event, name, properties),
            EventBody::Identify { traits, .. } => {
                let source = self.trait_source(moment);
                self.profile.traits.set(traits, event.timestamp, &event.message_id, source);
            }
            EventBody::Answer { enrolment, step, answer } => {
                return self.answer(event, enrolment, step, answer);
            }
            EventBody::Seen { enrolment, step } => {
                return Applied::to_open_step(self.seen(enrolment, step));
            }
            EventBody::Close { enrolment, step, reason } => {
                return Applied::to_open_step(self.close(event, enrolment, step, *reason));
            }
            EventBody::Page { .. }
            | EventBody::Screen { .. }
            | EventBody::Group { .. }
            | EventBody::Alias { .. }
            | EventBody::Signal { .. }
            | EventBody::Consent { .. }
            | EventBody::Withheld {} => {}
        }
        Applied::Done
    }

    fn trait_source<'m>(&self, moment: &'m Moment) -> Source<'m> {
        if moment.trusted { Source::Trusted } else { Source::Claimed(moment.device_id.as_deref()) }
    }

    /// An event of late that tells of a page is a sign of the visitor. Imports of old events and reports of servers
    /// are none. A page that waits for an answer is one by itself: see `moment`.
    fn touch_visit(&mut self, moment: &Moment, event: &Event) {
        let is_view = matches!(event.body, EventBody::Page { .. } | EventBody::Screen { .. });
        let is_here = moment.surface == Surface::Page || event.page.is_some() || is_view;
        if !is_here || self.now.since(event.timestamp) >= VISIT_TIMEOUT {
            return;
        }
        let visit = self.visit(moment);
        if event.page.is_some() {
            visit.page.clone_from(&event.page);
        }
        if is_view {
            visit.view(event.page.as_ref().unwrap_or(&PageInfo::default()), event.timestamp);
            self.profile.pages_since_show =
                self.profile.pages_since_show.map(|pages| pages.saturating_add(1));
        }
        self.stay(event);
    }

    /// What could have happened in every arm alike extends the stay.
    fn stay(&mut self, event: &Event) {
        let is_leaving = event.signal_name() == Some(PAGE_LEAVE);
        let happens_anyway = matches!(
            event.body,
            EventBody::Page { .. }
                | EventBody::Screen { .. }
                | EventBody::Track { .. }
                | EventBody::Identify { .. }
        );
        if is_leaving || happens_anyway {
            self.profile.visits.stays.go_on(self.now);
        }
        let measured = is_leaving.then(|| event.body.properties()?.get(LOAD_MS)?.as_f64()).flatten();
        if let Some(load_ms) = measured.filter(|load_ms| (0.0..=LOAD_MS_MAX).contains(load_ms)) {
            self.profile.visits.stays.loaded(load_ms as u32);
        }
    }

    /// The visit that goes on, or a new one: the visitor is here.
    pub(super) fn visit(&mut self, moment: &Moment) -> &mut Visit {
        let ongoing = self.profile.visits.ongoing(self.now).map(|visit| visit.id);
        let new_id = ongoing.unwrap_or_else(|| self.new_id());
        if let Some(prices) = self.program.prices().filter(|_| ongoing.is_none()) {
            self.profile.attention.begin_visit(prices);
        }
        if ongoing.is_none() && self.program.rules().remember_for_results() {
            self.profile.visits.remember(self.now);
        }
        self.visit_began |= ongoing.is_none();
        let visit = self.profile.visits.touch(self.now, new_id);
        if !moment.device.is_empty() && visit.device != moment.device {
            visit.device.clone_from(&moment.device);
        }
        visit
    }

    fn track(&mut self, moment: &Moment, event: &Event, name: &str, properties: &Properties) {
        let commerce = Commerce::from_track(name, properties);
        let at = event.timestamp;
        let mut counts = true;
        match &commerce {
            Some(Commerce::ProductAdded(product)) => self.profile.cart.add(product, at),
            Some(Commerce::ProductRemoved(product)) => self.profile.cart.remove(product, at),
            Some(Commerce::CartViewed(Some(products))) => self.profile.cart.replace(products, at),
            Some(Commerce::OrderCompleted(order)) => {
                let counted = self.order_completed(moment, event, order);
                counts = counted == Counted::Now;
                if counted == Counted::Corrected {
                    self.correct_goals(event, name, properties, order);
                }
            }
            Some(Commerce::OrderRefunded(id, amount)) => {
                if let Some(difference) = self.profile.orders.refund(id, *amount) {
                    self.take_back(id, Some(difference));
                }
            }
            Some(Commerce::OrderCancelled(id)) => {
                let was_known = self.profile.orders.cancel(id).is_some();
                if was_known {
                    self.take_back(id, None);
                }
            }
            _ => {}
        }
        if counts {
            self.profile.counts.feed(self.program, event, name, self.now);
            self.goals(event, name, properties, commerce.as_ref());
        }
    }

    /// Counts an order once; not when it is another profile's, or not a server's report where only those count.
    fn order_completed(&mut self, moment: &Moment, event: &Event, order: &Order) -> Counted {
        self.profile.cart.clear(event.timestamp);
        let id = order_key(event, order);
        let site = self.program.site();
        let elsewhere = moment.orders_elsewhere.contains(&id);
        if elsewhere || (site.server_orders_only && !moment.trusted) {
            return Counted::Before;
        }
        let counted = self.profile.orders.complete(
            &id,
            OrderState {
                at: event.timestamp,
                message_id: event.message_id.clone(),
                revenue: order.revenue,
                cost: site.profit.as_ref().map(|profit| profit.cost(order)),
                refunded: Money::ZERO,
                cancelled: false,
                foreign_currency: is_foreign(order, &site.currency),
                from_server: moment.trusted,
            },
        );
        if counted == Counted::Now && order.id.is_some() {
            self.outcome.orders.push(id);
        }
        counted
    }
}

pub(super) fn is_foreign(order: &Order, currency: &str) -> bool {
    order.currency.as_deref().is_some_and(|code| code != currency)
}
