//! From inputs of the ledger to rows of the lake: the events that were applied, then segments entered and left, then
//! decisions; a merge is a row of the profile that went.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kizukai_engagement::outcome::SegmentChange;
use kizukai_engagement::{Decision, DecisionOutcome, Input, Moment, Surface};
use kizukai_lake::{DialogueColumns, Kind, PageColumns, Row, Source};
use kizukai_model::event::{Answer, PageInfo};
use kizukai_model::{Event, EventBody, Money, Properties, SiteId, Timestamp};
use kizukai_store::InputRow;
use serde_json::{Value, json};

use crate::RuntimeError;
use crate::codec::Entry;

/// The time zones in which the days of sites begin; UTC for a site of which none is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Zones(pub(super) HashMap<SiteId, TimeZone>);

impl Zones {
    pub(super) fn of(&self, site: &SiteId) -> TimeZone {
        self.0.get(site).cloned().unwrap_or(TimeZone::UTC)
    }

    fn day(&self, site: &SiteId, at: Timestamp) -> Date {
        let at = jiff::Timestamp::from_millisecond(at.as_ms()).unwrap_or_default();
        at.to_zoned(self.of(site)).date()
    }
}

/// The rows of an input.
pub(super) fn rows_of(input: &InputRow, zones: &Zones) -> Result<Vec<Row>, RuntimeError> {
    let entry = Entry::read(input)?;
    let mut making = Making { input, zones, rows: Vec::new() };
    match &*entry.input {
        Input::Moment(moment) => {
            entry.applied_events().for_each(|event| making.event(moment, event));
        }
        Input::Traits { traits, message_id, .. } => {
            let row = making.row(input.now, Kind::Identify);
            row.message_id = Some(message_id.clone());
            row.source = Some(Source::Server);
            row.traits.clone_from(traits);
        }
        Input::MergedInto { target } => making.row(input.now, Kind::Merge).merged_into = Some(*target),
        Input::Timer { .. } | Input::Merge { .. } | Input::Backfill(_) => {}
    }
    entry.effects.segments.iter().for_each(|change| making.segment(change));
    entry.effects.decisions.iter().for_each(|decision| making.decision(decision));
    let device = entry.device_id();
    let named = making.rows.iter_mut().filter(|row| row.anonymous_id.is_none());
    named.for_each(|row| row.anonymous_id = device.map(str::to_owned));
    Ok(making.rows)
}

struct Making<'a> {
    input: &'a InputRow,
    zones: &'a Zones,
    rows: Vec<Row>,
}

impl Making<'_> {
    fn row(&mut self, time: Timestamp, kind: Kind) -> &mut Row {
        let InputRow { id, site, profile, now, .. } = self.input;
        let item = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let day = self.zones.day(site, time);
        let mut row = Row::new(site.clone(), day, (*id, item), *profile, time, kind);
        row.received = *now;
        self.rows.push(row);
        self.rows.last_mut().expect("it was pushed just now")
    }

    fn event(&mut self, moment: &Moment, event: &Event) {
        let Some(kind) = kind(&event.body) else { return };
        let row = self.row(event.timestamp, kind);
        row.message_id = Some(event.message_id.clone());
        row.source = Some(if moment.trusted { Source::Server } else { Source::Browser });
        let is_on_page = moment.surface == Surface::Page;
        row.surface = Some(if is_on_page { "page" } else { "none" }.to_owned());
        row.user_id.clone_from(&moment.names.user_id);
        row.locale.clone_from(&moment.locale);
        row.device_type = text(&moment.device, &["type"]);
        if !moment.device.is_empty() {
            row.context.insert("device".to_owned(), Value::Object(moment.device.clone()));
        }
        if let Some(page) = event.page.as_ref().or(moment.page.as_ref()) {
            row.page = page_columns(page);
        }
        if let Some(properties) = event.body.properties() {
            commerce(row, properties);
            row.properties.clone_from(properties);
        }
        body(row, &event.body);
    }

    fn segment(&mut self, change: &SegmentChange) {
        let row = self.row(self.input.now, Kind::Segment);
        row.event = Some(change.segment.to_string());
        row.dialogue.outcome = Some(if change.entered { "entered" } else { "left" }.to_owned());
    }

    fn decision(&mut self, decision: &Decision) {
        let row = self.row(self.input.now, Kind::Decision);
        row.dialogue = DialogueColumns {
            campaign: Some(decision.campaign.clone()),
            arm: Some(decision.arm.clone()),
            phase: Some(i64::from(decision.phase)),
            step: decision.step.clone(),
            enrolment: decision.enrolment.clone(),
            outcome: Some(outcome(decision.outcome).to_owned()),
            reason: decision.reason.clone(),
            choice: None,
        };
        if let Some(holder) = &decision.holder {
            row.properties.insert("holder".to_owned(), json!(holder));
        }
    }
}

const fn kind(body: &EventBody) -> Option<Kind> {
    Some(match body {
        EventBody::Track { .. } => Kind::Track,
        EventBody::Page { .. } => Kind::Page,
        EventBody::Screen { .. } => Kind::Screen,
        EventBody::Identify { .. } => Kind::Identify,
        EventBody::Group { .. } => Kind::Group,
        EventBody::Alias { .. } => Kind::Alias,
        EventBody::Signal { .. } => Kind::Signal,
        EventBody::Answer { .. } => Kind::Answer,
        EventBody::Seen { .. } => Kind::Seen,
        EventBody::Close { .. } => Kind::Close,
        EventBody::Consent { .. } => Kind::Consent,
        // The visitor did not consent to its being kept.
        EventBody::Withheld {} => return None,
    })
}

/// What only this type of event says.
fn body(row: &mut Row, body: &EventBody) {
    match body {
        EventBody::Track { event, .. } => row.event = Some(event.clone()),
        EventBody::Signal { name, .. } => row.event = Some(name.clone()),
        EventBody::Page { name, .. } | EventBody::Screen { name, .. } => row.event.clone_from(name),
        EventBody::Identify { user_id, traits } => {
            row.user_id = user_id.clone().or_else(|| row.user_id.take());
            row.traits.clone_from(traits);
        }
        EventBody::Group { group_id, traits } => {
            row.event = Some(group_id.clone());
            row.traits.clone_from(traits);
        }
        EventBody::Alias { previous_id, user_id } => {
            row.user_id = Some(user_id.clone());
            row.properties.insert("previous_id".to_owned(), json!(previous_id));
        }
        EventBody::Answer { enrolment, step, answer } => {
            dialogue(row, enrolment, step);
            match answer {
                Answer::Choice(choice) => row.dialogue.choice = Some(choice.clone()),
                other => drop(row.properties.insert("value".to_owned(), other.to_value())),
            }
        }
        EventBody::Seen { enrolment, step } => dialogue(row, enrolment, step),
        EventBody::Close { enrolment, step, reason } => {
            dialogue(row, enrolment, step);
            let reason = serde_json::to_value(reason).unwrap_or_default();
            row.dialogue.reason = reason.as_str().map(str::to_owned);
        }
        EventBody::Consent { .. } => {
            let said = serde_json::to_value(body).unwrap_or_default();
            row.properties = said.as_object().cloned().unwrap_or_default();
            row.properties.remove("type");
        }
        EventBody::Withheld {} => {}
    }
}

fn dialogue(row: &mut Row, enrolment: &str, step: &str) {
    row.dialogue.enrolment = Some(enrolment.to_owned());
    row.dialogue.step = step.parse().ok();
}

const fn outcome(outcome: DecisionOutcome) -> &'static str {
    match outcome {
        DecisionOutcome::Shown => "shown",
        DecisionOutcome::Ghost => "ghost",
        DecisionOutcome::Lost => "lost",
        DecisionOutcome::Stopped => "stopped",
        DecisionOutcome::Capped => "capped",
        DecisionOutcome::Quiet => "quiet",
        DecisionOutcome::Budget => "budget",
    }
}

fn page_columns(page: &PageInfo) -> PageColumns {
    PageColumns {
        host: page.url.as_deref().and_then(host),
        path: page.path.clone(),
        title: page.title.clone(),
        referrer_host: page.referrer.as_deref().and_then(host),
        utm_source: page.query("utm_source"),
        utm_medium: page.query("utm_medium"),
        utm_campaign: page.query("utm_campaign"),
    }
}

/// The host of an address (`https://shop.example/cart`).
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_owned())
}

/// The columns of e-commerce, by the names the Segment specification and its users give them.
fn commerce(row: &mut Row, properties: &Properties) {
    row.product_id = text(properties, &["product_id", "sku", "productId"]);
    row.category = text(properties, &["category"]);
    row.order_id = text(properties, &["order_id", "orderId"]);
    row.value =
        ["revenue", "total", "value", "price"].iter().find_map(|name| Money::read(properties.get(*name)?));
    row.quantity = properties.get("quantity").and_then(Value::as_i64);
}

fn text(source: &Properties, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match source.get(*name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_what_stands_between_slashes() {
        for (address, expected) in [
            ("https://shop.example/cart?a=1", Some("shop.example")),
            ("http://a:b@shop.example:8080", Some("shop.example:8080")),
            ("/cart", None),
            ("https://", None),
        ] {
            assert_eq!(host(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn a_day_begins_where_the_shop_is() {
        let site = SiteId::from("s_1");
        let zones = Zones(HashMap::from([(site.clone(), TimeZone::get("Asia/Tokyo").unwrap())]));
        let at = Timestamp::parse("2026-11-24T15:00:00Z").unwrap();
        assert_eq!(zones.day(&site, at).to_string(), "2026-11-25");
        assert_eq!(zones.day(&"s_2".into(), at).to_string(), "2026-11-24");
    }
}
