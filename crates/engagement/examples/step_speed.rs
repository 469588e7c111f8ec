//! How long a step takes, in microseconds: `cargo run --release -p kizukai-engagement --example step_speed`.
//!
//! A thousand visitors view pages in turn. Figures are the best of five rounds: what the code costs, not the machine's
//! other work.
#![expect(clippy::print_stdout, reason = "it prints a table")]

use kizukai_engagement::program::publish;
use kizukai_engagement::{Definition, Input, Moment, Profile, Program, ProgramSource, Surface, step};
use kizukai_model::event::PageInfo;
use kizukai_model::time::SystemClock;
use kizukai_model::{Clock, Event, EventBody, IdKind, ProfileId, Properties, Timestamp};
use serde_json::{Value, json};

const SITE: &str = "s_speed";
const VISITORS: usize = 1_000;
const STEPS: usize = 20_000;
const ROUNDS: usize = 5;

/// Three to five conditions; one campaign in five is for these visitors.
fn audience(n: usize) -> Value {
    let mut asked = json!({
        "cart.subtotal": {"$gte": 0},
        "visit.count": {"$gte": 1},
        "traits.rank": {"$in": if n.is_multiple_of(5) { ["gold", "silver"] } else { ["platinum", "black"] }},
    });
    if !n.is_multiple_of(3) {
        asked["page.path"] = json!({"$regex": "^/products/"});
    }
    if n % 3 > 1 {
        asked["$event"] = json!({"name": format!("Event {}", n % 10), "within": "7d", "count": {"$lt": 100}});
    }
    asked
}

fn campaign(n: usize, trigger: &Value) -> Value {
    let hello = json!({"type": "message", "format": "corner", "title": "お困りですか", "choices": [{"key": "ok", "label": "はい"}]});
    json!({
        "kind": "campaign", "key": format!("c{n:04}"), "status": "running", "trigger": trigger, "audience": audience(n),
        "priority": n % 7, "caps": [{"max": 1, "per": "24h"}], "goal": {"event": "Order Completed", "value": "properties.revenue"},
        "arms": [{"key": "a", "scenario": {"start": "hello", "steps": {"hello": hello}}}],
    })
}

fn segments(many: usize) -> impl Iterator<Item = Value> {
    (0..many).map(|n| json!({"kind": "segment", "key": format!("s{n}"), "condition": audience(n)}))
}

fn program(texts: impl Iterator<Item = Value>) -> Program {
    let read = |text: Value| Definition::read(None, &text).expect("a text of the right shape").0;
    let site = json!({"kind": "site", "holdout": 5, "quiet": {"time": "1m"}});
    let changes = std::iter::once(site).chain(texts).map(read).collect();
    publish(&ProgramSource::empty(SITE.into()), changes, Timestamp::default())
        .expect("texts without problems")
        .program
}

fn visitor(program: &Program, n: usize) -> Profile {
    let mut profile = Profile::new(ProfileId::derive(SITE, IdKind::Anonymous, &format!("v{n}")));
    let traits: Properties = json!({"rank": "gold", "name": "花子"}).as_object().cloned().unwrap_or_default();
    let input = Input::Traits { traits, message_id: "csv".into(), names: Default::default() };
    step(program, &mut profile, &input, Timestamp::from_ms(0));
    profile
}

fn page_view(n: usize, now: Timestamp) -> Vec<Event> {
    let page = EventBody::Page { name: None, properties: Properties::new() };
    vec![Event { message_id: format!("m{n}"), timestamp: now, page: Some(page_info(n)), body: page }]
}

fn tracks(n: usize, now: Timestamp) -> Vec<Event> {
    let track = |k: usize| Event {
        message_id: format!("m{n}-{k}"),
        timestamp: now,
        page: Some(page_info(n)),
        body: EventBody::Track { event: format!("Event {}", k % 10), properties: Properties::new() },
    };
    (0..20).map(track).collect()
}

fn page_info(n: usize) -> PageInfo {
    let path = format!("/products/{}", n % 40);
    PageInfo { url: Some(format!("https://shop.example{path}")), path: Some(path), ..PageInfo::default() }
}

/// Microseconds a step: the best of several rounds.
fn measure(program: &Program, events: fn(usize, Timestamp) -> Vec<Event>, steps: usize) -> f64 {
    let clock = SystemClock::default();
    let round = |_| {
        let mut visitors: Vec<_> = (0..VISITORS).map(|n| visitor(program, n)).collect();
        let moments: Vec<_> = (0..steps)
            .map(|n| {
                let now = Timestamp::from_ms(1_000_000 + n as i64 * 20);
                let page = Some(page_info(n));
                let moment =
                    Moment { surface: Surface::Page, events: events(n, now), page, ..Moment::default() };
                (Input::Moment(Box::new(moment)), now)
            })
            .collect();
        let began = clock.monotonic_ms();
        for (n, (input, now)) in moments.iter().enumerate() {
            std::hint::black_box(step(program, &mut visitors[n % VISITORS], input, *now));
        }
        (clock.monotonic_ms() - began) as f64 * 1_000.0 / steps as f64
    };
    (0..ROUNDS).map(round).fold(f64::INFINITY, f64::min)
}

fn main() {
    let page = json!({"on": "signal", "name": "page_view"});
    let signal = json!({"on": "signal", "name": "hesitation"});
    let event = |n: usize| json!({"on": "event", "name": format!("Other {n}")});
    let listening = |many: usize, of: usize| {
        (0..of)
            .map(|n| if n < many { campaign(n, &page) } else { campaign(n, &event(n)) })
            .collect::<Vec<_>>()
    };
    let of = |texts: Vec<Value>| program(texts.into_iter());
    let armed = (0..50).map(|n| campaign(n, &signal)).collect::<Vec<_>>();
    let with_segments = listening(50, 50).into_iter().chain(segments(20)).collect::<Vec<_>>();
    let table = [
        ("page view, no campaign", of(vec![]), page_view as fn(usize, Timestamp) -> Vec<Event>, STEPS),
        ("page view, 10 campaigns listen", of(listening(10, 10)), page_view, STEPS),
        ("page view, 10 of 1,000 campaigns listen", of(listening(10, 1_000)), page_view, STEPS),
        ("page view, 50 campaigns listen", of(listening(50, 50)), page_view, STEPS),
        ("page view, 50 campaigns to arm", of(armed), page_view, STEPS),
        ("page view, 50 campaigns and 20 segments", of(with_segments.clone()), page_view, STEPS),
        ("20 track events, 50 campaigns and 20 segments", of(with_segments), tracks, STEPS / 10),
    ];
    for (name, program, events, steps) in table {
        println!("{:>8.1} µs  {name}", measure(&program, events, steps));
    }
}
