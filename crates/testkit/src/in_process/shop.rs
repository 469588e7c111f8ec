//! Campaigns and visitors for the figures of the heart alone.
//!
//! Visitors fall into five classes, which differ in everything an audience may ask: what page they are on, on what
//! device, their rank, how many pages they viewed, what they did, what lies in their cart. A campaign is for one class;
//! one of its three to five conditions tells the classes apart, each kind in turn, and the others hold for everybody
//! with bounds and patterns of their own. So no single kind of condition decides, and none repeats in all campaigns.

use kizukai_engagement::program::publish;
use kizukai_engagement::{Definition, Input, Moment, Profile, Program, ProgramSource, Surface, step};
use kizukai_model::event::PageInfo;
use kizukai_model::{Event, EventBody, IdKind, ProfileId, Properties, Timestamp};
use serde_json::{Value, json};

use crate::texts;

/// Classes of visitors.
pub(super) const CLASSES: usize = 5;

const SITE: &str = "s_speed";
const SECTIONS: [&str; CLASSES] = ["products", "category", "journal", "gifts", "sale"];
const DEVICES: [&str; CLASSES] = ["phone", "tablet", "desktop", "tv", "kiosk"];
const RANKS: [&str; CLASSES] = ["gold", "silver", "bronze", "new", "staff"];
const DONE: [&str; CLASSES] =
    ["Product Added", "Wishlist Product Added", "Coupon Entered", "Products Searched", "Product Shared"];
const WINDOWS: [&str; 4] = ["2h", "24h", "7d", "30d"];
/// When the visitors were prepared.
const BEGAN_MS: i64 = 1_700_000_000_000;
/// From one page view of a visitor to the next.
const BETWEEN_MS: i64 = 1_000;
/// Yen between the carts of two classes.
const CART_YEN: usize = 10_000;
/// Kinds of conditions.
const KINDS: usize = 6;

/// A running campaign that listens to page views.
pub(super) fn campaign(n: usize) -> Value {
    triggered(n, json!({"on": "signal", "name": "page_view"}))
}

/// A running campaign like those, that waits for an event of its own.
pub(super) fn waiting(n: usize) -> Value {
    triggered(n, json!({"on": "event", "name": format!("Waited For {n}")}))
}

fn triggered(n: usize, trigger: Value) -> Value {
    let steps = json!({"hello": texts::message("ご不明な点はありますか", &[("ok", "end")])});
    let mut campaign = texts::campaign(&format!("c{n:05}"), "hello", &steps);
    campaign["trigger"] = trigger;
    campaign["audience"] = audience(n);
    campaign["priority"] = json!(n % 7);
    campaign["caps"] = json!([{"max": 1, "per": "24h"}]);
    campaign["goal"] = json!({"event": "Order Completed", "within": "7d", "value": "properties.revenue"});
    campaign
}

/// Three to five conditions of different kinds; the first tells the classes apart.
fn audience(n: usize) -> Value {
    let class = n % CLASSES;
    let telling = n / CLASSES % KINDS;
    let mut asked = serde_json::Map::new();
    let (path, wanted) = telling_condition(telling, class, n);
    asked.insert(path.into(), wanted);
    for k in 1..3 + n % 3 {
        let (path, wanted) = open_condition((telling + k) % KINDS, n);
        asked.insert(path.into(), wanted);
    }
    Value::Object(asked)
}

/// Holds for one class.
fn telling_condition(kind: usize, class: usize, n: usize) -> (&'static str, Value) {
    match kind {
        0 if n.is_multiple_of(2) => ("page.path", json!({"$regex": format!("^/{}/", SECTIONS[class])})),
        0 => ("page.path", json!({"$regex": format!("^/{}/[a-z]-[0-9]+", SECTIONS[class])})),
        1 => ("device.type", json!({"$in": [DEVICES[class], format!("other-{}", n % 9)]})),
        2 if n.is_multiple_of(2) => ("traits.rank", json!(RANKS[class])),
        2 => ("traits.rank", json!({"$in": [RANKS[class], "vip"]})),
        3 => ("visit.page_count", json!({"$gte": 10 * class, "$lt": 10 * (class + 1)})),
        4 => (
            "$event",
            json!({"name": DONE[class], "within": WINDOWS[n % WINDOWS.len()], "count": {"$gte": 2}}),
        ),
        _ => {
            let (from, to) = (CART_YEN * class + 100 + n % 400, CART_YEN * (class + 1));
            ("cart.subtotal", json!({"$gte": from, "$lt": to}))
        }
    }
}

/// Holds for all classes.
fn open_condition(kind: usize, n: usize) -> (&'static str, Value) {
    match kind {
        0 if n.is_multiple_of(3) => {
            ("page.path", json!({"$regex": format!("^/[a-z]+/[a-z]-[0-9]{{1,{}}}", 3 + n % 20)}))
        }
        0 => ("page.path", json!({"$regex": format!("^/({}|unknown-{})/", SECTIONS.join("|"), n % 20)})),
        1 => ("device.type", json!({"$ne": format!("other-{}", n % 40)})),
        2 => ("traits.points", json!({"$gte": n % 300})),
        3 => ("visit.count", json!({"$lte": 10 + n % 50})),
        4 => {
            let name = DONE[n % CLASSES];
            (
                "$event",
                json!({"name": name, "within": WINDOWS[n % WINDOWS.len()], "count": {"$lt": 50 + n % 50}}),
            )
        }
        _ => ("cart.subtotal", json!({"$lt": 1_000_000 + n})),
    }
}

/// Compiles the texts for a site with default settings.
pub(super) fn program(texts: impl Iterator<Item = Value>) -> Program {
    let read = |text: Value| Definition::read(None, &text).expect("a text of the right shape").0;
    publish(&ProgramSource::empty(SITE.into()), texts.map(read).collect(), Timestamp::from_ms(BEGAN_MS))
        .expect("texts without problems")
        .program
}

/// A visitor of one class.
pub(super) struct Visitor {
    number: usize,
    pub(super) profile: Profile,
}

impl Visitor {
    /// With the past that makes the class.
    pub(super) fn new(program: &Program, number: usize) -> Self {
        let id = ProfileId::derive(SITE, IdKind::Anonymous, &format!("v{number}"));
        let mut visitor = Self { number, profile: Profile::new(id) };
        let traits = json!({"rank": RANKS[visitor.class()], "points": 300 + number % 500, "name": "花子"});
        let traits =
            Input::Traits { traits: object(&traits), message_id: "csv".into(), names: Default::default() };
        step(program, &mut visitor.profile, &traits, Timestamp::from_ms(BEGAN_MS));
        let events = visitor.past();
        let moment = Moment { events, device: visitor.device(), surface: Surface::None, ..Moment::default() };
        let past = Input::Moment(Box::new(moment));
        step(program, &mut visitor.profile, &past, Timestamp::from_ms(BEGAN_MS));
        visitor
    }

    const fn class(&self) -> usize {
        self.number % CLASSES
    }

    /// Pages, a cart, and what this class does, all just before the visitor is measured.
    fn past(&self) -> Vec<Event> {
        let class = self.class();
        let pages = (0..10 * class + 5).map(|n| self.view(&format!("past-{n}"), BEGAN_MS));
        let product = json!({"product_id": "P-1", "price": CART_YEN * class + CART_YEN / 2, "quantity": 1, "currency": "JPY"});
        let added = std::iter::once(self.track("cart", "Cart Viewed", &json!({"products": [product]})));
        let done = (0..3).map(|n| self.track(&format!("done-{n}"), DONE[class], &json!({})));
        pages.chain(done).chain(added).collect()
    }

    fn track(&self, message: &str, name: &str, properties: &Value) -> Event {
        let body = EventBody::Track { event: name.into(), properties: object(properties) };
        self.event(message, BEGAN_MS, body)
    }

    fn view(&self, message: &str, at_ms: i64) -> Event {
        self.event(message, at_ms, EventBody::Page { name: None, properties: Properties::new() })
    }

    fn event(&self, message: &str, at_ms: i64, body: EventBody) -> Event {
        let path = format!("/{}/p-{:03}", SECTIONS[self.class()], self.number % 200);
        let page = PageInfo {
            url: Some(format!("https://shop.example{path}")),
            path: Some(path),
            ..PageInfo::default()
        };
        let message_id = format!("{message}-{}", self.number);
        Event { message_id, timestamp: Timestamp::from_ms(at_ms), page: Some(page), body }
    }

    /// What the tag says of the device.
    pub(super) fn device(&self) -> Properties {
        object(&json!({"type": DEVICES[self.class()], "width": 390, "height": 844}))
    }

    /// A page view after all that the profile knows, with its time.
    pub(super) fn page_view(&self) -> (Event, Timestamp) {
        let now_ms = self.profile.last_input_at().as_ms() + BETWEEN_MS;
        (self.view(&format!("{now_ms}"), now_ms), Timestamp::from_ms(now_ms))
    }
}

fn object(value: &Value) -> Properties {
    value.as_object().cloned().unwrap_or_default()
}
