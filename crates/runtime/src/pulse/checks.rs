//! What the shop's pages and servers have sent so far, for the install guide.

use kizukai_engagement::{Moment, Surface};
use kizukai_model::commerce::{Commerce, Order};
use kizukai_model::{Event, EventBody, Money, Timestamp};

use super::events::Sighting;

/// Something a shop should send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKey {
    /// A page asks what to show.
    Tag,
    /// Page views.
    Page,
    /// `Product Viewed`, with the product's id.
    ProductViewed,
    /// `Product Added`, with the product's id.
    ProductAdded,
    /// `Cart Viewed`.
    CartViewed,
    /// `Checkout Started`.
    CheckoutStarted,
    /// `Order Completed`.
    OrderCompleted,
    /// Its number.
    OrderId,
    /// Its amount.
    OrderRevenue,
    /// Its currency is the site's.
    OrderCurrency,
    /// `identify`.
    Identify,
    /// What the visitor allowed.
    Consent,
}

/// How something the shop should send stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// It comes, and is right.
    Ok,
    /// It has not come.
    Missing,
    /// The last one that came was not right.
    Wrong,
}

/// One line of the install guide.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct InstallationCheck {
    /// What.
    pub key: CheckKey,
    /// How it stands.
    pub state: CheckState,
    /// When it last came.
    #[serde(serialize_with = "super::as_rfc3339_or_null")]
    pub last_at: Option<Timestamp>,
    /// How often it came since counting began.
    pub count: u64,
    /// Of those that were not right: `3/10` of the reports, or the foreign currency; `off` where nobody is asked.
    pub detail: Option<String>,
}

/// How orders were reported since counting began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReportedOrders {
    pub(crate) reported: u64,
    pub(crate) without_revenue: u64,
    pub(crate) foreign_currency: u64,
    /// The last one was wrong in amount or currency.
    pub(crate) is_last_wrong: bool,
}

/// What came right, and what came wrong.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Check {
    right: Sighting,
    wrong: Sighting,
}

impl Check {
    fn see(&mut self, is_right: bool, at: Timestamp) {
        if is_right { self.right.see(at) } else { self.wrong.see(at) }
    }

    fn state(&self) -> CheckState {
        match (self.right.last_at, self.wrong.last_at) {
            (None, None) => CheckState::Missing,
            (right, wrong) if right >= wrong => CheckState::Ok,
            _ => CheckState::Wrong,
        }
    }

    const fn count(&self) -> u64 {
        self.right.count + self.wrong.count
    }
}

/// The keys, in the order in which they are told.
const KEYS: [CheckKey; 12] = [
    CheckKey::Tag,
    CheckKey::Page,
    CheckKey::ProductViewed,
    CheckKey::ProductAdded,
    CheckKey::CartViewed,
    CheckKey::CheckoutStarted,
    CheckKey::OrderCompleted,
    CheckKey::OrderId,
    CheckKey::OrderRevenue,
    CheckKey::OrderCurrency,
    CheckKey::Identify,
    CheckKey::Consent,
];

/// All checks of a site.
#[derive(Debug, Default)]
pub(super) struct Checks {
    checks: [Check; KEYS.len()],
    /// The last currency that is not the site's.
    foreign: Option<(Timestamp, Box<str>)>,
}

impl Checks {
    const fn of(&self, key: CheckKey) -> &Check {
        &self.checks[key as usize]
    }

    fn see(&mut self, key: CheckKey, is_right: bool, at: Timestamp) {
        self.checks[key as usize].see(is_right, at);
    }

    pub(super) fn moment(&mut self, moment: &Moment, at: Timestamp) {
        if moment.surface == Surface::Page {
            self.see(CheckKey::Tag, true, at);
        }
        if !moment.consent.is_empty() {
            self.see(CheckKey::Consent, true, at);
        }
    }

    pub(super) fn event(&mut self, event: &Event, currency: &str, at: Timestamp) {
        match &event.body {
            EventBody::Page { .. } => self.see(CheckKey::Page, true, at),
            EventBody::Identify { .. } => self.see(CheckKey::Identify, true, at),
            EventBody::Consent { .. } => self.see(CheckKey::Consent, true, at),
            EventBody::Track { event, properties } => {
                let read = Commerce::from_track(event, properties);
                match event.as_str() {
                    "Product Viewed" => self.see(CheckKey::ProductViewed, read.is_some(), at),
                    "Product Added" => self.see(CheckKey::ProductAdded, read.is_some(), at),
                    "Cart Viewed" => self.see(CheckKey::CartViewed, true, at),
                    "Checkout Started" => self.see(CheckKey::CheckoutStarted, true, at),
                    _ => {}
                }
                if let Some(Commerce::OrderCompleted(order)) = read {
                    self.order(&order, currency, at);
                }
            }
            _ => {}
        }
    }

    fn order(&mut self, order: &Order, currency: &str, at: Timestamp) {
        let own_currency = order.currency.as_deref().is_none_or(|code| code == currency);
        self.see(CheckKey::OrderCompleted, true, at);
        self.see(CheckKey::OrderId, order.id.is_some(), at);
        self.see(CheckKey::OrderRevenue, order.revenue > Money::ZERO, at);
        self.see(CheckKey::OrderCurrency, own_currency, at);
        if let Some(code) = order.currency.as_deref().filter(|_| !own_currency)
            && self.foreign.as_ref().is_none_or(|(last, _)| *last <= at)
        {
            self.foreign = Some((at, code.chars().take(8).collect::<String>().into()));
        }
    }

    /// How orders were reported.
    pub(super) fn orders(&self) -> ReportedOrders {
        let wrong = |key| self.of(key).wrong.count;
        let amount = [CheckKey::OrderRevenue, CheckKey::OrderCurrency];
        ReportedOrders {
            reported: self.of(CheckKey::OrderCompleted).count(),
            without_revenue: wrong(CheckKey::OrderRevenue),
            foreign_currency: wrong(CheckKey::OrderCurrency),
            is_last_wrong: amount.into_iter().any(|key| self.of(key).state() == CheckState::Wrong),
        }
    }

    /// The checks as they stand; `asks_consent`: whether the site asks visitors at all.
    pub(super) fn told(&self, asks_consent: bool) -> Vec<InstallationCheck> {
        KEYS.into_iter().map(|key| self.told_one(key, asks_consent)).collect()
    }

    fn told_one(&self, key: CheckKey, asks_consent: bool) -> InstallationCheck {
        let check = self.of(key);
        let mut state = check.state();
        let mut detail = match key {
            _ if check.wrong.count == 0 => None,
            CheckKey::OrderCurrency => self.foreign.as_ref().map(|(_, code)| code.to_string()),
            _ => Some(format!("{}/{}", check.wrong.count, check.count())),
        };
        if key == CheckKey::Consent && state == CheckState::Missing && !asks_consent {
            state = CheckState::Ok;
            detail = Some("off".to_owned());
        }
        let last_at = check.right.last_at.max(check.wrong.last_at);
        InstallationCheck { key, state, last_at, count: check.count(), detail }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn told(orders: &[(i64, Value)]) -> Vec<(CheckState, Option<String>)> {
        let mut checks = Checks::default();
        for (at, properties) in orders {
            let at = Timestamp::from_ms(*at);
            let properties = properties.as_object().cloned().unwrap();
            let body = EventBody::Track { event: "Order Completed".into(), properties };
            checks.event(&Event { message_id: String::new(), timestamp: at, page: None, body }, "JPY", at);
        }
        let orders = [CheckKey::OrderId, CheckKey::OrderRevenue, CheckKey::OrderCurrency];
        let told = checks.told(false).into_iter().filter(|check| orders.contains(&check.key));
        told.map(|check| (check.state, check.detail)).collect()
    }

    #[test]
    fn the_last_order_says_whether_orders_are_right() {
        let right = json!({"order_id": "1", "revenue": 100});
        let wrong = json!({"total": 0, "currency": "USD"});
        let missing = (CheckState::Missing, None);
        assert_eq!(told(&[]), [missing.clone(), missing.clone(), missing]);
        let half = || Some("1/2".to_owned());
        let usd = || Some("USD".to_owned());
        let (ok, bad) = (CheckState::Ok, CheckState::Wrong);
        let mended = [(ok, half()), (ok, half()), (ok, usd())];
        assert_eq!(told(&[(1, wrong.clone()), (2, right.clone())]), mended);
        assert_eq!(told(&[(2, right.clone()), (1, wrong.clone())]), mended, "read backwards");
        assert_eq!(told(&[(1, right), (2, wrong)]), [(bad, half()), (bad, half()), (bad, usd())]);
    }

    #[test]
    fn every_check_has_its_own_place() {
        for (place, key) in KEYS.into_iter().enumerate() {
            assert_eq!(key as usize, place);
        }
    }
}
