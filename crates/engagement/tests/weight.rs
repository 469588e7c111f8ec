//! What a profile is said to weigh, against what an allocator counts while one is made. A test of its own, because the
//! allocator counts for the whole program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::alloc::System;

use kizukai_engagement::input::Names;
use kizukai_engagement::program::publish;
use kizukai_engagement::{Definition, Input, Moment, Profile, Program, ProgramSource, Surface, step};
use kizukai_model::event::PageInfo;
use kizukai_model::{Event, EventDefaults, IdKind, ProfileId, Span, Timestamp};
use serde_json::{Value, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A shop with so many campaigns that speak inside the page whenever a product is viewed, and counters and a segment.
fn shop(campaigns: usize) -> Program {
    let mut texts = vec![
        json!({"kind": "site", "holdout": 0}),
        json!({"kind": "segment", "key": "keen", "condition":
            {"$event": {"name": "Product Viewed", "within": "7d", "count": {"$gte": 3}}}}),
    ];
    texts.extend((0..campaigns).map(|n| {
        json!({
            "kind": "campaign", "key": format!("note-{n}"), "status": "running",
            "trigger": {"on": "event", "name": "Product Viewed"}, "control": 20, "caps": [{"max": 1, "per": "visit"}],
            "goal": {"event": "Order Completed", "within": "7d"},
            "arms": [{"key": "note", "scenario": {"start": "say", "steps": {"say":
                {"type": "message", "format": "inline", "selector": format!("#note-{n}"), "body": "こんにちは"}}}}],
        })
    }));
    let definitions = texts.iter().map(|text| Definition::read(None, text).unwrap().0).collect();
    publish(&ProgramSource::empty("s_1".into()), definitions, start()).unwrap().program
}

fn start() -> Timestamp {
    Timestamp::parse("2026-11-22T12:00:00+09:00").unwrap()
}

/// A person in the making.
struct Person<'a> {
    program: &'a Program,
    profile: Box<Profile>,
    now: Timestamp,
    sent: usize,
}

impl Person<'_> {
    fn send(&mut self, path: &str, event: &Value) {
        self.sent += 1;
        self.now = self.now.plus(Span::from_secs(20));
        let page = PageInfo { path: Some(path.into()), ..PageInfo::default() };
        let message_id = format!("message-{}", self.sent);
        let defaults = EventDefaults {
            received_at: self.now,
            sent_at: None,
            page: Some(&page),
            message_id: &message_id,
        };
        let events = vec![Event::parse(event, &defaults).unwrap()];
        let moment = Moment {
            surface: Surface::Page,
            device_id: Some("a-device-of-a-visitor".into()),
            names: Names { anonymous_id: Some("a-device-of-a-visitor".into()), user_id: None },
            page: Some(page),
            events,
            ..Moment::default()
        };
        step(self.program, &mut self.profile, &Input::Moment(Box::new(moment)), self.now);
    }

    /// Looks at so many products, and puts every fourth into the cart.
    fn visit(&mut self, products: usize) {
        self.now = self.now.plus(Span::from_hours(5));
        for n in 0..products {
            let product = json!({"product_id": format!("product-{n}"), "name": "小さな鉄瓶", "category": "kitchen",
                "price": 4_800 + n, "quantity": 1});
            let path = format!("/products/product-{n}");
            self.send(&path, &json!({"type": "page"}));
            self.send(&path, &json!({"type": "track", "event": "Product Viewed", "properties": product}));
            if n % 4 == 0 {
                self.send(&path, &json!({"type": "track", "event": "Product Added", "properties": product}));
            }
        }
    }

    fn is_told_of(&mut self, traits: usize) {
        let traits = (0..traits).map(|n| (format!("trait_{n}"), json!("gold member")));
        let traits = traits.collect();
        let input = Input::Traits { traits, message_id: "traits".into(), names: Names::default() };
        step(self.program, &mut self.profile, &input, self.now);
    }

    fn orders(&mut self, order: usize) {
        let properties = json!({"order_id": format!("order-{order}"), "revenue": 9_800, "products": []});
        self.send("/order", &json!({"type": "track", "event": "Order Completed", "properties": properties}));
    }
}

/// What a person does.
type Life = fn(&mut Person<'_>);

/// Makes a person; gives what the profile is said to weigh and what the allocator counts of it.
fn weighed(program: &Program, live: Life) -> (usize, isize) {
    let region = Region::new(ALLOCATOR);
    let profile = Box::new(Profile::new(ProfileId::derive("s_1", IdKind::Anonymous, "a")));
    let mut person = Person { program, profile, now: start(), sent: 0 };
    live(&mut person);
    let Person { profile, .. } = person;
    let change = region.change();
    let counted = change.bytes_allocated.cast_signed() - change.bytes_deallocated.cast_signed();
    (profile.weight(), counted)
}

#[test]
fn the_weight_of_a_profile_lies_within_the_stated_factor_of_what_an_allocator_counts() {
    let (few, many) = (shop(3), shop(40));
    let nobody: Life = |_| {};
    let cases: [(&str, &Program, Life); 7] = [
        ("nobody", &few, nobody),
        ("one page", &few, |person| person.send("/", &json!({"type": "page"}))),
        ("one visit", &few, |person| person.visit(8)),
        ("one long visit, many campaigns", &many, |person| person.visit(40)),
        ("twenty traits", &few, |person| {
            person.visit(2);
            person.is_told_of(20);
        }),
        ("thirty visits", &few, |person| (0..30).for_each(|_| person.visit(6))),
        ("a regular", &many, |person| {
            person.is_told_of(12);
            for order in 0..20 {
                person.visit(8);
                person.orders(order);
            }
        }),
    ];
    for (name, program, live) in cases {
        // What is made once for everybody is made now.
        weighed(program, live);
        let (said, counted) = weighed(program, live);
        let factor = said as f64 / counted as f64;
        assert!((0.9..=2.5).contains(&factor), "{name}: said {said}, counted {counted}, {factor:.2}");
    }
}
