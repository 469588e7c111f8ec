//! Random days in a shop, from one seed: whatever the cache holds and however often the shop crashes, visitors get the
//! same, and a rebuild from nothing comes out equal.

use kizukai_engagement::StepRef;
use kizukai_model::{Event, Span};
use kizukai_runtime::{DecideReply, Room, rebuild};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::world::{World, campaign, page_request, scenario, step_ref};

/// Steps of one simulated time.
const STEPS: usize = 400;

/// What happens to the process meanwhile.
#[derive(Clone, Copy)]
enum Fate {
    Runs,
    Crashes,
    ShutsDown,
}

const DEVICES: [&str; 6] = ["d0", "d1", "d2", "d3", "d4", "d5"];
const USERS: [&str; 3] = ["u0", "u1", "u2"];

/// A simulated shop and all that visitors got.
struct Simulation {
    world: World,
    dice: Dice,
    /// Dice of its own, so that the fate of the process does not change what visitors do.
    fate_dice: Dice,
    shown: Vec<StepRef>,
    messages: usize,
    record: Vec<String>,
}

impl Simulation {
    async fn run(seed: u64, (cache_profiles, replay_inputs): (usize, i64), fate: Fate) -> Self {
        let mut world = World::closed();
        (world.cache_profiles, world.replay_inputs) = (cache_profiles, replay_inputs);
        world.open();
        world.publish(&texts(0)).await;
        let mut simulation = Self {
            world,
            dice: Dice(seed),
            fate_dice: Dice(seed ^ 0xFA7E),
            shown: Vec::new(),
            messages: 0,
            record: Vec::new(),
        };
        for _ in 0..STEPS {
            simulation.step().await;
            simulation.suffer(fate).await;
        }
        for id in DEVICES.iter().chain(&USERS) {
            let profile = simulation.world.profile(id).await;
            simulation.record.push(profile.to_string());
        }
        simulation
    }

    async fn step(&mut self) {
        match self.dice.roll(20) {
            0 => {
                let version = self.dice.roll(4);
                let published = self.world.publish(&texts(version)).await;
                self.record.push(format!("{published:?}"));
            }
            1 | 2 => {
                let minutes = [1, 5, 31, 60 * 25][usize::try_from(self.dice.roll(4)).unwrap()];
                self.world.pass(Span::from_mins(minutes)).await;
            }
            3 => {
                let (user, rank) = (self.dice.pick(&USERS), self.dice.pick(&["gold", "silver"]));
                self.world.traits(user, json!({"rank": rank})).await;
            }
            _ => self.visit().await,
        }
    }

    async fn visit(&mut self) {
        let device = self.dice.pick(&DEVICES);
        let count = self.dice.roll(4);
        let events: Vec<Event> = (0..count).map(|_| self.event(device)).collect();
        let mut request = page_request(device, events);
        if self.dice.roll(8) == 0 {
            request.user_id = Some(self.dice.pick(&USERS).to_owned());
        }
        let reply = self.world.decide(request).await;
        self.shown.extend(reply.show.iter().map(step_ref));
        self.record.push(told(&reply));
    }

    fn event(&mut self, device: &str) -> Event {
        // Now and then a message comes a second time.
        if self.dice.roll(10) != 0 {
            self.messages += 1;
        }
        let (id, world) = (format!("m{}", self.messages), &self.world);
        match self.dice.roll(12) {
            0 => world.identify(&id, self.dice.pick(&USERS)),
            1 if self.dice.roll(3) == 0 => {
                let previous = self.dice.pick(&[device, "d0", "u1", "ghost"]);
                world.alias(&id, previous, self.dice.pick(&USERS))
            }
            2 | 3 => world.page(&id),
            4 | 5 => world.track(&id, "Cart Viewed"),
            6 => {
                let order = json!({"order_id": format!("o{}", self.dice.roll(30)), "revenue": 12.3});
                world.track_with(&id, "Order Completed", order)
            }
            7 | 8 if !self.shown.is_empty() => {
                let recent = u64::try_from(self.shown.len().min(3)).unwrap();
                let place = self.shown.len() - 1 - usize::try_from(self.dice.roll(recent)).unwrap();
                match self.dice.roll(3) {
                    0 => world.close(&id, &self.shown[place]),
                    _ => world.answer_step(&id, &self.shown[place], self.dice.pick(&["tell", "later"])),
                }
            }
            _ => {
                let product = json!({"product_id": self.dice.roll(5), "price": 980});
                world.track_with(&id, self.dice.pick(&["Product Viewed", "Product Added"]), product)
            }
        }
    }

    async fn suffer(&mut self, fate: Fate) {
        match (fate, self.fate_dice.roll(25)) {
            (Fate::Crashes, 0) => self.world.reopen(),
            (Fate::Crashes, 1) => self.world.runtime().flush().await.unwrap(),
            (Fate::ShutsDown, 0) => {
                self.world.shut_down().await;
                self.world.open();
            }
            _ => {}
        }
    }
}

/// Everything a page is told.
fn told(reply: &DecideReply) -> String {
    format!("{reply:?}")
}

/// The shop's texts in one of four versions; later ones count things that earlier ones do not.
fn texts(version: u64) -> Vec<Value> {
    let name = ["", "Product Viewed", "Product Added", "Cart Viewed"][usize::try_from(version).unwrap()];
    let within = format!("{version}d");
    let viewed = json!({"$event": {"name": name, "within": within, "count": {"$gte": version}}});
    let audience = if version == 0 { json!({}) } else { viewed };
    let two_arms = json!([{"key": "ask", "scenario": scenario()}, {"key": "also", "scenario": scenario()}]);
    vec![
        json!({"kind": "site", "holdout": 10, "quiet": {"time": "1m"}, "caps": [{"max": 5, "per": "24h"}]}),
        json!({"kind": "segment", "key": "gold", "condition": {"traits.rank": "gold"}}),
        json!({"kind": "segment", "key": "lately", "condition":
            {"$event": {"name": "Cart Viewed", "within": "1h", "count": {"$gte": 1}}}}),
        campaign(
            "help",
            json!({"audience": audience, "control": 20, "arms": two_arms,
            "caps": [{"max": 2, "per": "24h"}]}),
        ),
        campaign(
            "gold",
            json!({"audience": {"$segment": "gold"}, "priority": 5,
            "trigger": {"on": "signal", "name": "page_view"}, "caps": []}),
        ),
        campaign(
            "sequence",
            json!({"priority": version, "audience": {"$sequence": {"steps":
            [{"name": "Product Viewed"}, {"name": "Cart Viewed"}], "within": "30m", "since": "24h"}}}),
        ),
    ]
}

async fn assert_rebuild_is_equal(mut simulation: Simulation, name: &str) {
    simulation.world.crash();
    let profiles = if name == "plain" { 1 } else { 1_000 };
    let report = rebuild(simulation.world.path(), false, Room { profiles, bytes: usize::MAX }).unwrap();
    assert_eq!((&report.different, report.stray_timers, report.wrong_sums), (&Vec::new(), 0, 0), "{name}");
    // How many people there are in the end is drawn: some seeds log the same few in on every device.
    assert!(report.profiles >= 4 && report.inputs > 200, "{name}: {report:?}");
    let written = rebuild(simulation.world.path(), true, Room::default()).unwrap();
    assert_eq!(written.written, written.profiles);
    simulation.world.open();
    for (place, id) in DEVICES.iter().chain(&USERS).enumerate() {
        let before = &simulation.record[simulation.record.len() - DEVICES.len() - USERS.len() + place];
        assert_eq!(&simulation.world.profile(id).await.to_string(), before, "{name}: {id}");
    }
}

#[tokio::test]
async fn cache_and_crashes_change_nothing_and_a_rebuild_comes_out_equal() {
    let seeds: u64 = std::env::var("KIZUKAI_SIMULATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(2);
    for seed in 0..seeds {
        let plain = Simulation::run(seed, (1_000, 50_000), Fate::Runs).await;
        for kind in ["merge", "timer", "backfill", "traits"] {
            assert!(plain.world.count_inputs(kind) > 0, "seed {seed} has no {kind}");
        }
        let cases = [
            ("tiny cache", (1, 50_000), Fate::Runs),
            ("short log", (1_000, 5), Fate::Crashes),
            ("crashes", (2, 50_000), Fate::Crashes),
            ("restarts", (1_000, 50_000), Fate::ShutsDown),
        ];
        for (name, room, fate) in cases {
            let other = Simulation::run(seed, room, fate).await;
            for (place, (mine, theirs)) in plain.record.iter().zip(&other.record).enumerate() {
                assert_eq!(mine, theirs, "seed {seed}, {name}, record {place}");
            }
            assert_rebuild_is_equal(other, name).await;
        }
        assert_rebuild_is_equal(plain, "plain").await;
    }
}
