//! One visit to the shop: a state machine that yields the next request and takes its answer. No input or output.
//!
//! `pages` is the way through the shop, `dialogue` what is done about messages, `mood` what being spoken to changed.
//! A visit of the control and one that was spoken to draw the same numbers by the same names; they part only where
//! [`Mood`] adds points to a chance.

mod dialogue;
mod mood;
mod pages;
mod payload;

use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::catalogue::Product;
use crate::draw::Draw;
use crate::reply::{Armed, Reply};
use crate::request::{Device, Event, Happening, PageAt, Request};
use crate::table::{Manner, Table, Temperament};
use crate::visitor::Member;

pub use mood::{Mood, Spoken};
pub use payload::Item;

use dialogue::Dialogue;
use pages::Place;

/// Requests of one visit at most; a visit far below it ends by itself.
const REQUESTS_MOST: u32 = 200;

/// Seconds for which the last page of a visit is looked at, from and to.
const READING: [u64; 2] = [5, 90];

/// What a visit begins with.
#[derive(Debug)]
pub struct Start {
    /// The ground truth.
    pub table: &'static Table,
    /// How the visitor is minded.
    pub temperament: Temperament,
    /// The visit's own draws.
    pub draw: Draw,
    /// The device's id.
    pub anonymous_id: String,
    /// With what.
    pub device: Device,
    /// In which language.
    pub locale: &'static str,
    /// Who logs in, if somebody does in this visit.
    pub login: Option<Member>,
    /// What the browser kept in the cart.
    pub cart: Vec<Item>,
    /// Nobody came on this device or any other before.
    pub is_first: bool,
}

/// A request, and how long after the one before it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Seconds.
    pub after_s: u64,
    /// The request.
    pub request: Request,
}

/// Something still to be done on this page.
#[derive(Clone, Debug)]
enum Deed {
    /// The browser notices it, if a campaign waits for it.
    Signal { name: &'static str, properties: Value, after_s: u64 },
    /// Another size is looked at.
    Size { product: &'static Product, size: &'static str },
    /// The product goes into the cart, or not.
    Add { product: &'static Product },
    /// The visitor makes as if to leave, unless something is in the cart by now.
    Exit { after_s: u64 },
    /// Exit intent was over: one product more, or not.
    Stay,
    /// The order is placed, or not; before it, one small thing more, or not.
    Order,
}

/// One visit.
#[derive(Debug)]
pub struct Visit {
    start: Start,
    manner: &'static Manner,
    mood: Mood,
    dialogue: Dialogue,
    armed: Vec<Armed>,
    page: PageAt,
    place: Option<Place>,
    deeds: VecDeque<Deed>,
    cart: Vec<Item>,
    /// Products still to be looked at, and how many were.
    products_left: u64,
    products_seen: u64,
    /// Hurdles taken so far: the name of the next one's draw.
    hurdles: u64,
    orders: bool,
    ordered: Option<u64>,
    has_seen_cart: bool,
    requests: u32,
    messages: u32,
    is_over: bool,
}

impl Visit {
    /// Begins.
    pub fn new(start: Start) -> Self {
        let manner = start.table.manner(start.temperament);
        Self {
            manner,
            mood: Mood::default(),
            dialogue: Dialogue::default(),
            armed: Vec::new(),
            page: PageAt { referrer: outside(start.draw), ..PageAt::default() },
            place: None,
            deeds: VecDeque::new(),
            cart: start.cart.clone(),
            products_left: start.draw.between("products", manner.products),
            products_seen: 0,
            hurdles: 0,
            orders: false,
            ordered: None,
            has_seen_cart: false,
            requests: 0,
            messages: 0,
            is_over: false,
            start,
        }
    }

    /// The next request; None when the visitor has gone.
    pub fn next_act(&mut self) -> Option<Act> {
        if self.is_over || self.requests >= REQUESTS_MOST {
            return None;
        }
        if let Some((after_s, happening)) = self.dialogue.next_event() {
            return Some(self.act(after_s, vec![happening], false));
        }
        while let Some(deed) = self.deeds.pop_front() {
            if let Some((after_s, happening)) = self.carry_out(deed) {
                return Some(self.act(after_s, vec![happening], false));
            }
        }
        match self.next_place() {
            Some(place) => Some(self.enter(place)),
            None => self.leave(),
        }
    }

    /// Takes the answer to the last request.
    pub fn take(&mut self, reply: &Reply) {
        self.armed.clone_from(&reply.armed);
        self.dialogue.close(&reply.close);
        for show in &reply.show {
            let reaction = self.start.table.reaction(&show.campaign, &show.arm, self.start.temperament);
            if self.dialogue.take(show, reaction, self.start.draw) {
                self.mood.react(show, reaction);
            }
        }
    }

    /// What being spoken to changed.
    pub const fn mood(&self) -> &Mood {
        &self.mood
    }

    /// Yen of the order of this visit.
    pub const fn ordered(&self) -> Option<u64> {
        self.ordered
    }

    /// What is left in the cart.
    pub fn cart(&self) -> &[Item] {
        &self.cart
    }

    /// Messages closed in this visit, and messages answered.
    pub const fn closed_and_answered(&self) -> (u32, u32) {
        self.dialogue.closed_and_answered()
    }

    fn carry_out(&mut self, deed: Deed) -> Option<(u64, Happening)> {
        match deed {
            Deed::Signal { name, properties, after_s } => self.notice(name, properties, after_s),
            Deed::Exit { after_s } if self.cart.is_empty() => {
                let device = if self.start.device == Device::Phone { "phone" } else { "desktop" };
                self.notice("exit_intent", json!({"device": device}), after_s)
            }
            Deed::Exit { .. } => None,
            Deed::Size { product, size } => {
                let mut properties = payload::product(product, Some(size), None);
                properties["size"] = size.into();
                Some((2, Happening::Track { name: "Size Selected", properties }))
            }
            Deed::Add { product } => {
                let name = format!("add {}", self.products_seen);
                let adds = self.start.draw.chance(&name, self.manner.add + self.mood.take_next());
                adds.then(|| self.put_into_cart(product))
            }
            Deed::Stay => {
                let stays = self.start.draw.chance("stay", self.mood.take_next());
                self.products_left += u64::from(stays);
                None
            }
            Deed::Order => {
                self.orders = self.start.draw.chance("order", self.manner.order + self.mood.order);
                let takes_more =
                    self.orders && self.start.draw.chance("one more", mood::SMALL_THING + self.mood.basket);
                takes_more.then(|| self.put_into_cart(payload::small_thing()))
            }
        }
    }

    /// The browser reports only what a campaign waits for.
    fn notice(&self, name: &'static str, properties: Value, after_s: u64) -> Option<(u64, Happening)> {
        let is_awaited = self.armed.iter().any(|armed| armed.is_met_by(name, &properties));
        is_awaited.then_some((after_s, Happening::Signal { name, properties }))
    }

    fn put_into_cart(&mut self, product: &'static Product) -> (u64, Happening) {
        let sizes = &product.sizes;
        let size = (!sizes.is_empty())
            .then(|| sizes[self.start.draw.place(&format!("size {}", self.products_seen), sizes.len())]);
        self.cart.push(Item { product, size });
        let mut properties = payload::product(product, size, Some(1));
        properties["value"] = product.price.into();
        (self.pace(), Happening::Track { name: "Product Added", properties })
    }

    /// The last sign of the visitor, when the page has been read: the browser tells that it is left, and how it loaded. For some
    /// it tells of another page in the same breath, glimpsed and left before its own request was made.
    fn leave(&mut self) -> Option<Act> {
        self.is_over = true;
        let draw = self.start.draw;
        let mut happenings = Vec::new();
        if matches!(self.place, Some(Place::Product(_))) && draw.chance("glimpse", 0.3) {
            let product = self.product_to_see();
            self.go_to(format!("/products/{}", product.id), String::new(), product.name);
            let properties = payload::product(product, None, None);
            happenings.extend([Happening::Page, Happening::Track { name: "Product Viewed", properties }]);
        }
        let load_ms = draw.between("load", self.start.device.load_ms());
        happenings.push(Happening::Signal { name: "page_leave", properties: json!({"load_ms": load_ms}) });
        Some(self.act(draw.between("reading", READING), happenings, true))
    }

    fn act(&mut self, after_s: u64, happenings: Vec<Happening>, closing: bool) -> Act {
        self.requests += 1;
        let events = happenings.into_iter().map(|what| self.event(what)).collect();
        let request = Request {
            anonymous_id: self.start.anonymous_id.clone(),
            page: self.page.clone(),
            device: self.start.device,
            locale: self.start.locale,
            events,
            showing: self.dialogue.showing(),
            closing,
        };
        Act { after_s, request }
    }

    fn event(&mut self, what: Happening) -> Event {
        self.messages += 1;
        Event { id: format!("v-{:016x}-{}", self.start.draw.bits("messages"), self.messages), what }
    }

    /// Seconds until the next act.
    fn pace(&self) -> u64 {
        self.start.draw.between(&format!("pace {}", self.requests), self.manner.pace)
    }
}

/// Where the visitor came from.
fn outside(draw: Draw) -> String {
    const PAGES: [&str; 4] =
        ["", "https://search.example/?q=器", "https://mail.example/", "https://photos.example/orifushi"];
    PAGES[draw.weighted("outside", &[4.0, 4.0, 1.0, 2.0])].to_owned()
}

/// What the browser noticed.
fn signal(name: &'static str, properties: Value, after_s: u64) -> Deed {
    Deed::Signal { name, properties, after_s }
}

/// The signal of a wavering hand.
fn hesitation(draw: Draw) -> Deed {
    let score = draw.between("score", [60, 92]);
    let seconds = draw.between("seconds", [8, 12]);
    let properties =
        json!({"score": score, "seconds": seconds, "reversals": 3, "hovers": 1, "changes": 0, "returns": 0});
    signal("hesitation", properties, seconds)
}
