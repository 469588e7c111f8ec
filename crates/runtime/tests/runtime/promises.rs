//! What must hold whatever a crowd does, checked by an oracle that knows nothing of the engine: it reads the log.

use std::collections::{BTreeMap, BTreeSet};

use kizukai_engagement::Surface;
use kizukai_model::{ProfileId, Span, Timestamp};
use kizukai_runtime::{Room, rebuild};
use kizukai_store::InputRow;
use serde_json::Value;

use crate::crowd::{CAP, Crowd, DEVICES, SITE_CAP};
use crate::world::{page_request, stored};

/// Shows and ghosts of one person: enrolment, campaign, when.
type Shows = BTreeSet<(String, String, Timestamp)>;

/// Seeds of the short version; `KIZUKAI_SIMULATIONS` asks for more.
const SEEDS: u64 = 3;

fn decisions(row: &InputRow) -> Vec<Value> {
    let Some(effects) = &row.decisions else { return Vec::new() };
    stored(effects)["decisions"].as_array().cloned().unwrap_or_default()
}

/// Reads the log forward and counts what each person was shown in the day before each show. Gives how many shows
/// there were.
fn assert_caps_hold(log: &[InputRow]) -> usize {
    let mut people: BTreeMap<ProfileId, Shows> = BTreeMap::new();
    let mut total = 0;
    for row in log {
        let input = stored(&row.input);
        if input["input"] == "merge" {
            let source = serde_json::from_value(input["source"].clone()).unwrap();
            let theirs = people.get(&source).cloned().unwrap_or_default();
            people.entry(row.profile).or_default().extend(theirs);
        }
        let shows = people.entry(row.profile).or_default();
        for decision in decisions(row) {
            if !["shown", "ghost"].contains(&decision["outcome"].as_str().unwrap()) {
                continue;
            }
            let campaign = decision["campaign"].as_str().unwrap();
            let day: Vec<_> =
                shows.iter().filter(|show| show.2 > row.now.minus(Span::from_days(1))).collect();
            let own = day.iter().filter(|show| show.1 == campaign).count();
            assert!(own < CAP, "{campaign} spoke {own} times in a day and speaks again: {decision}");
            assert!(day.len() < SITE_CAP, "{} shows in a day and one more: {decision}", day.len());
            let enrolment = decision["enrolment"].as_str().unwrap_or_default().to_owned();
            shows.insert((enrolment, campaign.to_owned(), row.now));
            total += 1;
        }
    }
    total
}

/// Time of receipt never goes back for a person, and numbers have no gap.
fn assert_one_order(log: &[InputRow]) {
    let mut last: BTreeMap<ProfileId, (u64, Timestamp)> = BTreeMap::new();
    for row in log {
        if let Some((seq, now)) = last.insert(row.profile, (row.seq, row.now)) {
            assert!(row.seq == seq + 1 && row.now >= now, "{} after {seq} at {now:?}", row.seq);
        }
    }
}

/// Every acknowledged message is in the history of somebody: once, unless its device was handed to somebody else
/// between two deliveries.
async fn assert_acknowledged_is_stored(crowd: &Crowd) {
    let mut stored: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = BTreeSet::new();
    let users = ["u0", "u1", "u2"];
    for id in DEVICES.iter().map(|(id, _)| *id).chain(users) {
        let profile = crowd.world.profile(id).await["id"].to_string();
        if !read.insert(profile) {
            continue;
        }
        for event in crowd.world.events(id, 100).await {
            if event["type"] != "decision" {
                *stored.entry(event["messageId"].as_str().unwrap().to_owned()).or_default() += 1;
            }
        }
    }
    for (message, device) in &crowd.acknowledged {
        let (times, (id, people)) = (stored.get(message).copied().unwrap_or(0), DEVICES[*device]);
        // A shared device leaves behind the history of those who used it before: it is read by nobody's name here.
        if people.len() <= 1 {
            assert_eq!(times, 1, "{message} of {id}");
        }
    }
    assert!(crowd.acknowledged.len() > 200);
}

/// After a month of silence nothing is open any more.
async fn assert_every_enrolment_ends(crowd: &Crowd) {
    for _ in 0..10 {
        crowd.world.pass(Span::from_days(3)).await;
    }
    for (device, _) in DEVICES {
        let mut request = page_request(device, Vec::new());
        request.surface = Surface::None;
        request.events = vec![crowd.world.track(&format!("last-{device}"), "Nothing")];
        crowd.world.decide(request).await;
        let profile = crowd.world.profile(device).await;
        for (key, state) in profile["campaigns"].as_object().unwrap() {
            assert!(state["enrolment"].is_null(), "{device} is still in {key}: {state}");
        }
    }
}

async fn assert_attention_is_never_negative(crowd: &Crowd) {
    for (device, _) in DEVICES {
        let profile = crowd.world.profile(device).await;
        let points = profile["attention"]["points"].as_f64().unwrap();
        let capacity = profile["attention"]["capacity"].as_f64().unwrap();
        assert!((0.0..=capacity).contains(&points), "{device}: {}", profile["attention"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_crowd_does_the_promises_hold() {
    let seeds = std::env::var("KIZUKAI_SIMULATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(SEEDS);
    for seed in 0..seeds {
        let mut crowd = Crowd::run(seed).await;
        let log = crowd.world.log();
        assert!(assert_caps_hold(&log) > 20, "seed {seed}: too little happened");
        assert_one_order(&log);
        assert_acknowledged_is_stored(&crowd).await;
        assert_attention_is_never_negative(&crowd).await;
        assert_every_enrolment_ends(&crowd).await;
        crowd.world.crash();
        let report = rebuild(crowd.world.path(), false, Room::default()).unwrap();
        assert_eq!(report.different, [], "seed {seed}");
    }
}
