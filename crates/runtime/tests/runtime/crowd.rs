//! A crowd from one seed: people with several devices and tabs at once, messages that come late, twice and in another
//! order, clocks that are wrong, log-ins, log-outs, and a process that crashes in between.

use std::collections::BTreeMap;

use kizukai_engagement::text::Format;
use kizukai_engagement::{StepRef, Surface, Verdict};
use kizukai_model::event::{Answer, CloseReason};
use kizukai_model::{Clock, Event, EventBody, Properties, Span, Timestamp};
use kizukai_runtime::{DecideReply, DecideRequest};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::world::{World, campaign, event_at, page_request, step_ref};

/// Who uses a device. The last ones are shared: there people log in after each other.
pub(crate) const DEVICES: [(&str, &[&str]); 6] = [
    ("d0", &["u0"]),
    ("d1", &["u0"]),
    ("d2", &["u1"]),
    ("d3", &[]),
    ("d4", &["u1", "u2"]),
    ("d5", &["u0", "u1", "u2"]),
];
/// Rounds of one crowd; in each several requests are on their way at once.
const ROUNDS: usize = 120;
/// Most shows of one campaign and of all together in a day, as the texts below say.
pub(crate) const CAP: usize = 2;
pub(crate) const SITE_CAP: usize = 4;
/// How wrong a device's clock is.
const SKEWS: [Span; 4] =
    [Span::from_ms(0), Span::from_mins(10), Span::from_mins(60 * 3), Span::from_days(365)];

/// A crowd, and what it was told.
pub(crate) struct Crowd {
    pub(crate) world: World,
    dice: Dice,
    messages: u64,
    /// Sent once and to be sent again, by device, with the time of the first sending.
    again: Vec<(usize, Event, Timestamp)>,
    /// Kept back, to come after later ones.
    late: Vec<(usize, Event)>,
    shown: Vec<(usize, StepRef)>,
    /// Message ids with a verdict that says they are stored, and the device they came from.
    pub(crate) acknowledged: BTreeMap<String, usize>,
}

impl Crowd {
    pub(crate) async fn run(seed: u64) -> Self {
        let mut world = World::closed();
        // Small, so that profiles leave memory and come back.
        world.cache_profiles = 3;
        world.open();
        world.publish(&texts()).await;
        let dice = Dice(seed ^ 0xC0_4D);
        let (again, late, shown) = (Vec::new(), Vec::new(), Vec::new());
        let mut crowd = Self { world, dice, messages: 0, again, late, shown, acknowledged: BTreeMap::new() };
        for _ in 0..ROUNDS {
            crowd.round().await;
        }
        crowd.deliver_what_is_late().await;
        crowd
    }

    async fn round(&mut self) {
        match self.dice.roll(16) {
            0 => self.world.reopen(),
            1 => self.world.runtime().flush().await.unwrap(),
            2 | 3 => {
                let minutes = [1, 7, 31, 60 * 9, 60 * 25][usize::try_from(self.dice.roll(5)).unwrap()];
                self.world.pass(Span::from_mins(minutes)).await;
            }
            4 => self.world.traits(self.dice.pick(&["u0", "u1", "u2"]), json!({"rank": "gold"})).await,
            _ => self.world.clock.advance(Span::from_secs(20)),
        }
        let tabs = 1 + self.dice.roll(6);
        let requests = (0..tabs).map(|_| self.request()).collect();
        self.send_all(requests).await;
    }

    /// All at once, as tabs and devices do.
    async fn send_all(&mut self, requests: Vec<(usize, DecideRequest)>) {
        let mut running = tokio::task::JoinSet::new();
        for (device, request) in requests {
            let (runtime, site) = (self.world.runtime().clone(), self.world.site.clone());
            running.spawn(async move { (device, runtime.decide(&site, request).await.unwrap()) });
        }
        for (device, reply) in running.join_all().await {
            self.hear(device, &reply);
        }
    }

    fn hear(&mut self, device: usize, reply: &DecideReply) {
        let begun = reply.show.iter().filter(|item| !item.resumed);
        let interrupting = begun.filter(|item| item.format != Format::Inline).count();
        assert!(interrupting <= 1, "one winner: {reply:?}");
        self.shown.extend(reply.show.iter().map(|item| (device, step_ref(item))));
        let stored = reply.verdicts.iter().filter(|verdict| verdict.verdict == Verdict::Ok);
        self.acknowledged.extend(stored.map(|verdict| (verdict.message_id.clone(), device)));
    }

    fn request(&mut self) -> (usize, DecideRequest) {
        let device = usize::try_from(self.dice.roll(DEVICES.len() as u64)).unwrap();
        let (id, _) = DEVICES[device];
        let mut events: Vec<Event> = (0..=self.dice.roll(2)).map(|_| self.event(device)).collect();
        if self.dice.roll(6) == 0
            && let Some(event) = events.pop()
        {
            self.late.push((device, event));
        }
        if self.dice.roll(4) == 0 {
            // As the tag does: what is older than a day is given up, because nobody remembers its id.
            let oldest = self.world.clock.now().minus(Span::from_mins(60 * 23));
            self.again.retain(|(_, _, sent_at)| *sent_at > oldest);
            events
                .extend(self.again.iter().rfind(|(of, ..)| *of == device).map(|(_, event, _)| event.clone()));
            let late = self.late.iter().rposition(|(of, _)| *of == device);
            events.extend(late.map(|place| self.late.remove(place).1));
        }
        let now = self.world.clock.now();
        self.again.extend(events.iter().map(|event| (device, event.clone(), now)));
        let mut request = page_request(id, events);
        if self.dice.roll(7) == 0 {
            request.surface = Surface::None;
        }
        (device, request)
    }

    async fn deliver_what_is_late(&mut self) {
        let late = std::mem::take(&mut self.late);
        let request =
            |(device, event): (usize, Event)| (device, page_request(DEVICES[device].0, vec![event]));
        self.send_all(late.into_iter().map(request).collect()).await;
    }

    fn event(&mut self, device: usize) -> Event {
        self.messages += 1;
        let body = self.body(device);
        event_at(&format!("m{}", self.messages), self.time(), body)
    }

    fn time(&mut self) -> Timestamp {
        let now = self.world.clock.now();
        match self.dice.roll(8) {
            0 => now.minus(SKEWS[usize::try_from(self.dice.roll(4)).unwrap()]),
            1 => now.plus(SKEWS[usize::try_from(self.dice.roll(4)).unwrap()]),
            _ => now,
        }
    }

    fn body(&mut self, device: usize) -> EventBody {
        let (id, people) = DEVICES[device];
        match self.dice.roll(14) {
            0 if !people.is_empty() => {
                let user_id = Some(self.dice.pick(people).to_owned());
                EventBody::Identify { user_id, traits: Properties::new() }
            }
            1 if people.len() == 1 => EventBody::Alias { previous_id: id.into(), user_id: people[0].into() },
            2..=4 => EventBody::Page { name: None, properties: Properties::new() },
            5 => track("Order Completed", json!({"order_id": self.dice.roll(40), "revenue": 1200})),
            6..=8 => self.reaction(device).unwrap_or_else(|| track("Cart Viewed", json!({}))),
            _ => track("Cart Viewed", json!({})),
        }
    }

    /// To something that this device, or another, was shown lately.
    fn reaction(&mut self, device: usize) -> Option<EventBody> {
        let (_, StepRef { enrolment, step }) =
            self.shown.iter().rev().find(|(of, _)| *of == device).or(self.shown.last()).cloned()?;
        Some(match self.dice.roll(5) {
            0 => EventBody::Close { enrolment, step, reason: CloseReason::Button },
            1 => EventBody::Seen { enrolment, step },
            2 => EventBody::Answer { enrolment, step, answer: Answer::Choice("later".into()) },
            _ => EventBody::Answer { enrolment, step, answer: Answer::Choice("tell".into()) },
        })
    }
}

fn track(event: &str, properties: Value) -> EventBody {
    let properties = properties.as_object().cloned().unwrap();
    EventBody::Track { event: event.into(), properties }
}

/// Three campaigns that want to speak all the time, one of them within the page.
fn texts() -> Vec<Value> {
    let caps = json!([{"max": CAP, "per": "24h"}]);
    let inline = json!([{"key": "ask", "scenario": {"start": "note", "steps": {"note": {"type": "message",
        "format": "inline", "selector": "#here", "title": "ようこそ", "body": "ごゆっくりどうぞ"}}}}]);
    vec![
        json!({"kind": "site", "holdout": 5, "caps": [{"max": SITE_CAP, "per": "24h"}]}),
        campaign("help", json!({"control": 30, "caps": caps})),
        campaign(
            "again",
            json!({"priority": 3, "control": 10, "caps": caps, "stop": ["goal"],
            "trigger": {"on": "signal", "name": "page_view"}}),
        ),
        campaign("note", json!({"control": 0, "caps": caps, "arms": inline})),
    ]
}
