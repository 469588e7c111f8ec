//! Random lives of visitors, act by act, with everything that was fed to the step and everything that came out.

use kizukai_engagement::{DecisionOutcome, Input, Moment, Outcome, ShowRef, Surface};
use kizukai_model::{Span, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::shop::{Shop, campaign, message, scenario, segment, visitor};

/// Something a visitor, a shop or time does.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Wait(u32),
    Page(u8),
    Signal(u8, u8),
    Track(u8, u8),
    Identify(u8),
    Trusted(u8),
    Answer(u8, u8),
    Close(u8, u8),
    Seen(u8),
    Check,
    Beacon(u8),
    Again,
    Timers,
    Device(u8),
    Publish(u8),
}

pub(crate) fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => prop_oneof![0..90_u32, 0..4_000_u32, 0..200_000_u32].prop_map(Act::Wait),
        3 => (0..4_u8).prop_map(Act::Page),
        4 => (0..3_u8, 0..100_u8).prop_map(|(name, score)| Act::Signal(name, score)),
        3 => (0..5_u8, 0..6_u8).prop_map(|(name, n)| Act::Track(name, n)),
        1 => (0..4_u8).prop_map(Act::Identify),
        1 => (0..3_u8).prop_map(Act::Trusted),
        4 => (0..4_u8, 0..4_u8).prop_map(|(show, answer)| Act::Answer(show, answer)),
        2 => (0..4_u8, 0..5_u8).prop_map(|(show, reason)| Act::Close(show, reason)),
        1 => (0..4_u8).prop_map(Act::Seen),
        1 => Just(Act::Check),
        1 => (0..4_u8).prop_map(Act::Beacon),
        1 => Just(Act::Again),
        2 => Just(Act::Timers),
        1 => (0..3_u8).prop_map(Act::Device),
        1 => (0..3_u8).prop_map(Act::Publish),
    ];
    prop::collection::vec(act, 1..60)
}

pub(crate) const DIALOGUE_CAP: usize = 2;
pub(crate) const TIP_CAP: usize = 1;
pub(crate) const SITE_CAP: usize = 4;

pub(crate) fn texts(variant: u8) -> Vec<Value> {
    let choices = json!([{"key": "a", "label": "A", "next": "pause"}, {"key": "b", "label": "B", "next": "guide"}, {"key": "ok", "label": "OK", "next": "way"}]);
    let steps = json!({
        "ask": message(json!({"choices": choices, "on_close": "bye"})),
        "pause": {"type": "wait", "for": "10m", "next": "after"},
        "after": message(json!({"next": "rate", "patience": "2h"})),
        "rate": {"type": "question", "format": "bar", "title": "評価", "answer": "rating", "save_as": "rating", "next": "lot"},
        "lot": {"type": "split", "ways": [{"next": "note"}, {"weight": 2, "next": "order"}]},
        "note": {"type": "traits", "set": {"rated": true, "rating": null}, "next": "back"},
        "back": {"type": "wait", "on": "visit", "for": "6h", "next": "bye"},
        "order": {"type": "wait", "on": "event", "name": "Order Completed", "for": "3h", "next": "bye", "else": "evening"},
        "evening": {"type": "wait", "until": "18:00", "next": "bye"},
        "guide": message(json!({"where": {"page.path": "/p1"}, "patience": "20m", "private": true})),
        "way": {"type": "branch", "cases": [{"when": {"cart.quantity": {"$gt": 1}}, "next": "guide"}], "else": "bye"},
        "bye": message(json!({})),
    });
    let tip = scenario("tip", json!({"tip": message(json!({"format": "inline", "selector": "#tip"}))}));
    let steps_in_order = json!([{"name": "Product Viewed"}, {"name": "Product Added"}]);
    vec![
        json!({"kind": "site", "holdout": 0, "quiet": {"time": "2m", "page_views": 1}, "caps": [{"max": SITE_CAP, "per": "24h"}]}),
        segment("busy", json!({"$event": {"name": "Product Viewed", "within": "30m", "count": {"$gte": 2}}})),
        segment("hot", json!({"$sequence": {"steps": steps_in_order, "within": "30m", "since": "2h"}})),
        segment("evening", json!({"now.hour": {"$gte": 18}, "visit.count": {"$gte": 1}})),
        campaign(
            "dialogue",
            json!({
                "arms": scenario("ask", steps), "caps": [{"max": DIALOGUE_CAP, "per": "24h"}], "priority": 3, "control": 30,
                "goal": {"event": "Order Completed", "value": "properties.revenue"},
                "exit": {"orders.count": {"$gte": 3}},
            }),
        ),
        campaign(
            "tip",
            json!({
                "arms": tip, "caps": [{"max": TIP_CAP, "per": "visit"}], "trigger": {"on": "signal", "name": "page_view"}, "control": 50,
            }),
        ),
        campaign(
            "eager",
            json!({"trigger": {"on": "event", "name": "Product Added"}, "priority": 5, "stop": ["answered"], "status": if variant == 1 { "paused" } else { "running" }}),
        ),
        campaign(
            "later",
            json!({
                "trigger": {"on": "event", "name": "Product Added", "after": "10m"}, "exit": {"cart.quantity": 0},
                "control": 20, "arms": scenario("tip", json!({"tip": message(json!({"format": "inline", "selector": "#later"}))})),
            }),
        ),
        campaign(
            "keen",
            json!({
                "trigger": {"on": "segment_entered", "name": "hot"}, "control": 20,
                "arms": scenario("tip", json!({"tip": message(json!({"format": "inline", "selector": "#keen"}))})),
            }),
        ),
        campaign(
            "scroller",
            json!({"trigger": {"on": "signal", "name": "scroll", "params": {"percent": 50}}, "audience": {"$segment": "busy"}, "priority": i64::from(variant)}),
        ),
    ]
}

/// A visitor's life, act by act, with everything it was told and everything it fed to the step.
pub(crate) struct Life {
    pub(crate) shop: Shop,
    shows: Vec<ShowRef>,
    last: Vec<Value>,
    pub(crate) inputs: Vec<(Input, Timestamp, u64)>,
    pub(crate) outcomes: Vec<Outcome>,
}

impl Life {
    pub(crate) fn new(device: &str) -> Self {
        let mut shop = Shop::new(&texts(0));
        shop.profile = visitor(device);
        shop.sender = format!("{device}-");
        shop.moment.device_id = Some(device.into());
        shop.moment.names.anonymous_id = Some(device.into());
        Self { shop, shows: Vec::new(), last: Vec::new(), inputs: Vec::new(), outcomes: Vec::new() }
    }

    fn feed(&mut self, input: Input) {
        let outcome = self.shop.input(&input);
        self.shows.extend(outcome.show.iter().cloned());
        self.inputs.push((input, self.shop.now, self.shop.program.version()));
        self.outcomes.push(outcome);
    }

    fn send(&mut self, surface: Surface, events: Vec<Value>) {
        let parsed = events.iter().map(|event| self.shop.event(event)).collect();
        self.last = events;
        self.feed(Input::Moment(Box::new(Moment { surface, events: parsed, ..self.shop.moment.clone() })));
    }

    fn on_page(&mut self, event: Value) {
        self.send(Surface::Page, vec![event]);
    }

    fn one_of_the_last(&self, n: u8) -> Value {
        let show = self.shows.iter().rev().nth(usize::from(n));
        json!({"enrolment": show.map_or("none", |show| &show.enrolment), "step": show.map_or("ask", |show| show.step.as_str())})
    }

    pub(crate) fn act(&mut self, act: &Act) {
        match *act {
            Act::Wait(seconds) => self.shop.now = self.shop.now.plus(Span::from_secs(seconds.into())),
            Act::Page(n) => {
                let path = format!("/p{n}");
                self.shop.moment.page =
                    Some(kizukai_model::PageInfo { path: Some(path), ..Default::default() });
                self.on_page(json!({"type": "page"}));
            }
            Act::Signal(name, score) => {
                let name = ["hesitation", "scroll", "dwell"][usize::from(name)];
                self.on_page(json!({"type": "signal", "name": name, "properties": {"percent": score}}));
            }
            Act::Track(name, n) => self.on_page(track(name, n)),
            Act::Beacon(n) => self.send(Surface::None, vec![track(n, n), json!({"type": "page"})]),
            Act::Identify(n) => self.on_page(json!({"type": "identify", "traits": {"size": n}})),
            Act::Trusted(n) => {
                let traits = json!({"rank": n}).as_object().cloned().unwrap_or_default();
                let message_id = format!("{}crm{}", self.shop.sender, self.inputs.len());
                self.feed(Input::Traits { traits, message_id, names: Default::default() });
            }
            Act::Answer(show, answer) => {
                let mut event = self.one_of_the_last(show);
                event["type"] = json!("answer");
                match answer {
                    3 => event["value"] = json!(4),
                    n => event["choice"] = json!(["a", "b", "ok"][usize::from(n)]),
                }
                self.on_page(event);
            }
            Act::Close(show, reason) => {
                let mut event = self.one_of_the_last(show);
                event["type"] = json!("close");
                event["reason"] =
                    json!(["button", "escape", "outside", "not_now", "never"][usize::from(reason)]);
                self.on_page(event);
            }
            Act::Seen(show) => {
                let mut event = self.one_of_the_last(show);
                event["type"] = json!("seen");
                self.on_page(event);
            }
            Act::Check => self.send(Surface::Page, vec![]),
            Act::Again => {
                let events = std::mem::take(&mut self.last);
                self.send(Surface::Page, events);
            }
            Act::Timers => self.fire_timers(),
            Act::Device(n) => self.shop.moment.device_id = Some(format!("device{n}")),
            Act::Publish(variant) => drop(self.shop.publish(&texts(variant))),
        }
    }

    pub(crate) fn fire_timers(&mut self) {
        let mut fired = 0;
        while let Some((_, timer)) = self.shop.next_timer().filter(|(due, _)| *due <= self.shop.now) {
            self.feed(Input::Timer { timer });
            fired += 1;
            assert!(fired < 2_000, "timers go on for ever");
        }
    }

    pub(crate) fn live(device: &str, acts: &[Act]) -> Self {
        let mut life = Self::new(device);
        acts.iter().for_each(|act| life.act(act));
        life
    }

    pub(crate) fn decided_times(&self) -> Vec<(&str, Timestamp)> {
        let told = self.inputs.iter().zip(&self.outcomes);
        told.flat_map(|((_, now, _), outcome)| {
            outcome.decisions.iter().filter_map(|decision| {
                matches!(decision.outcome, DecisionOutcome::Shown | DecisionOutcome::Ghost)
                    .then_some((decision.campaign.as_str(), *now))
            })
        })
        .collect()
    }
}

fn track(name: u8, n: u8) -> Value {
    let name = ["Product Viewed", "Product Added", "Product Removed", "Order Completed", "Order Refunded"]
        [usize::from(name)];
    json!({"type": "track", "event": name, "properties": {
        "product_id": format!("p{n}"), "price": 700, "order_id": format!("o{n}"), "revenue": 1000.5, "amount": 300,
    }})
}
