//! A profile at a moment, as conditions see it.

use std::borrow::Cow;

use serde_json::{Value, json};

use kizukai_conditions::{Attribute, EventFeature, Path, SequenceFeature, Subject};
use kizukai_model::{Event, PageInfo, Properties, Timestamp};

use crate::{Profile, Program};

/// What a condition of a campaign or segment is asked about.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) program: &'a Program,
    pub(crate) profile: &'a Profile,
    pub(crate) now: Timestamp,
    /// The firing event (`event.*`).
    pub(crate) event: Option<&'a Event>,
    /// The page of the moment; without it the visit's last page.
    pub(crate) page: Option<&'a PageInfo>,
    /// The user id was proved.
    pub(crate) verified: bool,
}

impl<'a> View<'a> {
    fn page(&self) -> Option<&'a PageInfo> {
        let of_event = self.event.and_then(|event| event.page.as_ref());
        of_event.or(self.page).or_else(|| self.profile.visits.ongoing(self.now)?.page.as_ref())
    }

    fn visit(&self, rest: &[Box<str>]) -> Attribute<'a> {
        let name = rest.first().map_or("", AsRef::as_ref);
        if name == "count" {
            return Attribute::Number(f64::from(self.profile.visits.count));
        }
        let Some(visit) = self.profile.visits.ongoing(self.now) else { return Attribute::Absent };
        match name {
            "page_count" => Attribute::Number(f64::from(visit.page_count)),
            "duration_s" => Attribute::Number(self.now.since(visit.started_at).as_secs() as f64),
            "landing" => visit.landing.as_deref().into(),
            "referrer" => visit.referrer.as_deref().into(),
            "utm" => rest.get(1).and_then(|name| visit.utm.get(&**name)).map(String::as_str).into(),
            _ => Attribute::Absent,
        }
    }

    fn cart(&self, rest: &[Box<str>]) -> Attribute<'a> {
        let cart = &self.profile.cart;
        match rest.first().map_or("", AsRef::as_ref) {
            "subtotal" => Attribute::Number(cart.subtotal().as_units()),
            "quantity" => Attribute::Number(cart.quantity() as f64),
            "items" => {
                let item = |(id, item): (&String, &crate::profile::CartItem)| json!({"product_id": id, "name": item.name, "price": item.price, "quantity": item.quantity});
                owned_at(cart.items().map(item).collect(), &rest[1..])
            }
            _ => Attribute::Absent,
        }
    }

    fn orders(&self, rest: &[Box<str>]) -> Attribute<'a> {
        let orders = &self.profile.orders;
        match rest.first().map_or("", AsRef::as_ref) {
            "count" => Attribute::Number(f64::from(orders.count())),
            "revenue" => Attribute::Number(orders.revenue().as_units()),
            "last_at" => {
                orders.last_at().map_or(Attribute::Absent, |at| Attribute::Text(at.to_rfc3339().into()))
            }
            _ => Attribute::Absent,
        }
    }

    /// `now.hour` from 0 to 23, `now.weekday` from 1 (Monday) to 7, in the site's time zone.
    fn clock(&self, rest: &[Box<str>]) -> Attribute<'a> {
        let Ok(instant) = jiff::Timestamp::from_millisecond(self.now.as_ms()) else {
            return Attribute::Absent;
        };
        let local = instant.to_zoned(self.program.zone().clone());
        match rest.first().map_or("", AsRef::as_ref) {
            "hour" => Attribute::Number(f64::from(local.hour())),
            "weekday" => Attribute::Number(f64::from(local.weekday().to_monday_one_offset())),
            _ => Attribute::Absent,
        }
    }

    fn event(&self, rest: &[Box<str>]) -> Attribute<'a> {
        let Some(event) = self.event else { return Attribute::Absent };
        match rest.first().map_or("", AsRef::as_ref) {
            "name" => event.track_name().or_else(|| event.signal_name()).into(),
            "type" => Attribute::from(event.body.type_name()),
            "properties" => {
                event.body.properties().map_or(Attribute::Absent, |found| within(found, &rest[1..]))
            }
            _ => Attribute::Absent,
        }
    }

    fn answer(&self, rest: &[Box<str>]) -> Attribute<'a> {
        let [campaign, step, inside @ ..] = rest else { return Attribute::Absent };
        let state = self.profile.campaigns.get(&**campaign);
        match state.and_then(|state| state.answers.get(&**step)).map(|found| &found.answer) {
            Some(kizukai_model::event::Answer::Choice(key)) if inside.is_empty() => {
                Attribute::from(key.as_str())
            }
            Some(kizukai_model::event::Answer::Value(value)) => Attribute::at(value, inside),
            _ => Attribute::Absent,
        }
    }
}

impl Subject for View<'_> {
    fn attribute<'a>(&'a self, path: &Path) -> Attribute<'a> {
        let rest = path.rest();
        match path.root() {
            "traits" => match rest {
                [name, inside @ ..] => self
                    .profile
                    .traits
                    .get(name)
                    .map_or(Attribute::Absent, |value| Attribute::at(value, inside)),
                [] => Attribute::Json(Cow::Owned(Value::Object(self.profile.traits.all()))),
            },
            "visit" => self.visit(rest),
            "page" => page_attribute(self.page(), rest),
            "device" => self
                .profile
                .visits
                .current
                .as_ref()
                .map_or(Attribute::Absent, |visit| within(&visit.device, rest)),
            "cart" => self.cart(rest),
            "orders" => self.orders(rest),
            "now" => self.clock(rest),
            "event" => self.event(rest),
            "answers" => self.answer(rest),
            "segments" => owned_at(self.profile.segments.keys().map(|key| json!(key)).collect(), rest),
            _ => Attribute::Absent,
        }
    }

    fn event_count(&self, feature: &EventFeature) -> u64 {
        let counter = self.profile.counts.counters.get(&feature.key);
        counter.map_or(0, |counter| counter.count(feature, self.now, self.program.zone()))
    }

    fn sequence_done(&self, feature: &SequenceFeature) -> bool {
        self.profile.counts.sequences.get(&feature.key).is_some_and(|log| log.is_done(feature, self.now))
    }

    fn in_segment(&self, key: &str) -> bool {
        self.profile.segments.contains_key(key)
    }
}

/// One event alone, as a `where` inside `$event`, `$sequence` or a goal sees it: `properties.*` and `page.*`.
pub(crate) struct EventView<'a>(pub(crate) &'a Event);

impl Subject for EventView<'_> {
    fn attribute<'a>(&'a self, path: &Path) -> Attribute<'a> {
        match path.root() {
            "properties" => self
                .0
                .body
                .properties()
                .map_or(Attribute::Absent, |properties| within(properties, path.rest())),
            "page" => page_attribute(self.0.page.as_ref(), path.rest()),
            _ => Attribute::Absent,
        }
    }
    fn event_count(&self, _: &EventFeature) -> u64 {
        0
    }
    fn sequence_done(&self, _: &SequenceFeature) -> bool {
        false
    }
    fn in_segment(&self, _: &str) -> bool {
        false
    }
}

fn page_attribute<'a>(page: Option<&'a PageInfo>, rest: &[Box<str>]) -> Attribute<'a> {
    let Some(page) = page else { return Attribute::Absent };
    match rest.first().map_or("", AsRef::as_ref) {
        "url" => page.url.as_deref().into(),
        "path" => page.path.as_deref().into(),
        "title" => page.title.as_deref().into(),
        "query" => rest
            .get(1)
            .and_then(|name| page.query(name))
            .map_or(Attribute::Absent, |value| Attribute::Text(value.into())),
        _ => Attribute::Absent,
    }
}

fn within<'a>(object: &'a Properties, rest: &[Box<str>]) -> Attribute<'a> {
    match rest {
        [name, inside @ ..] => {
            object.get(&**name).map_or(Attribute::Absent, |value| Attribute::at(value, inside))
        }
        [] => Attribute::Json(Cow::Owned(Value::Object(object.clone()))),
    }
}

/// The attribute inside a value made for the occasion.
fn owned_at<'a>(value: Value, rest: &[Box<str>]) -> Attribute<'a> {
    if rest.is_empty() {
        return Attribute::Json(Cow::Owned(value));
    }
    Attribute::at(&value, rest)
        .to_json()
        .map_or(Attribute::Absent, |found| Attribute::Json(Cow::Owned(found)))
}
