//! Killed in the middle of everything, again and again: what was acknowledged is there, once.
//!
//! `KIZUKAI_SEED` repeats a run; `KIZUKAI_SOAK=1` makes it long.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::visitors::{self, DIALOGUE, Visitors};
use kizukai_testkit::{Client, Deadline, Seed, Shop, TestServer, events, is_soak, ledger, load, texts};
use serde_json::Value;

/// Connections under load.
const CONNECTIONS: usize = 8;
/// Persons on each.
const VISITORS: usize = 4;
/// How long all waits of a second may take to be over, in a debug build on a busy machine.
const WAITS_ARE_OVER: Duration = Duration::from_secs(60);

fn rounds() -> usize {
    if is_soak() { 20 } else { 5 }
}

async fn set_up(shop: &Shop) -> Result<()> {
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    client.publish(&format!("/api/campaigns/{DIALOGUE}"), &visitors::dialogue()).await?;
    server.kill_9()
}

/// The ids of all events of everybody, each as often as some profile lists it.
async fn listed(client: &mut Client, devices: &BTreeSet<&str>) -> Result<BTreeMap<String, usize>> {
    let mut profiles = BTreeSet::new();
    let mut times = BTreeMap::new();
    for device in devices {
        let id = client.profile(device).await?["id"].to_string();
        if profiles.insert(id) {
            for row in client.history(device).await? {
                let message = row["messageId"].as_str().context("a row has an id")?;
                *times.entry(message.to_owned()).or_insert(0) += 1;
            }
        }
    }
    Ok(times)
}

async fn assert_all_there_once(client: &mut Client, groups: &[Visitors]) -> Result<usize> {
    let acknowledged: BTreeMap<_, _> = groups.iter().flat_map(Visitors::acknowledged).collect();
    let devices = acknowledged.values().map(|device| device.as_str()).collect();
    let listed = listed(client, &devices).await?;
    let lost: Vec<_> = acknowledged.keys().filter(|id| !listed.contains_key(**id)).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), acknowledged.len());
    let twice: Vec<_> = listed.iter().filter(|(_, times)| **times != 1).collect();
    assert!(twice.is_empty(), "more than once: {twice:?}");
    Ok(acknowledged.len())
}

/// The devices of a person are one profile or two; an order counts in one of them, once.
async fn assert_orders_count_once(client: &mut Client, groups: &[Visitors]) -> Result<()> {
    for (devices, sent) in groups.iter().flat_map(Visitors::orders) {
        let mut counted = BTreeMap::new();
        for device in devices {
            let answer = client.get(&format!("/api/profiles/{device}?kind=anonymous")).await?;
            if answer.status == 200 {
                let profile = answer.json();
                let orders = &profile["orders"];
                assert_eq!(orders["revenue"].as_f64(), orders["count"].as_f64().map(|count| count * 1_000.0));
                counted.insert(profile["id"].to_string(), orders["count"].as_u64().unwrap_or_default());
            }
        }
        assert_eq!(counted.values().sum::<u64>(), sent as u64, "orders of {devices:?}: {counted:?}");
    }
    Ok(())
}

fn state_of(profile: &Value) -> &str {
    profile["campaigns"][DIALOGUE]["enrolment"]["state"].as_str().unwrap_or("none")
}

/// Whoever said `later` is no longer waiting; and on the next page hears the next step, once.
async fn assert_waits_went_on(client: &mut Client, patients: &[&str]) -> Result<()> {
    let deadline = Deadline::after(WAITS_ARE_OVER);
    for device in patients {
        while state_of(&client.profile(device).await?) == "waiting" {
            ensure!(!deadline.is_over(), "{device} still waits");
        }
        let request = |n: usize| events::request(device, &[events::page(&format!("{device}-back-{n}"), "/")]);
        let first = client.decide(&request(1)).await?.ok()?;
        let second = client.decide(&request(2)).await?.ok()?;
        for (answer, is_resumed) in [(&first, false), (&second, true)] {
            assert_eq!(answer["show"].as_array().map(Vec::len), Some(1), "{device}: {answer}");
            let shown = &answer["show"][0];
            assert_eq!(
                (&shown["step"], &shown["resumed"]),
                (&"after".into(), &is_resumed.into()),
                "{device}"
            );
        }
    }
    Ok(())
}

/// In the ledger: nothing of a profile stands there twice, and each patient's wait is one timer.
fn assert_timers_fired_once(shop: &Shop, patients: &BTreeMap<String, &str>) -> Result<usize> {
    let inputs = ledger::inputs(shop.data())?;
    let mut places = BTreeSet::new();
    let mut timers = BTreeMap::new();
    for input in &inputs {
        assert!(places.insert((&input.profile, input.seq)), "a sequence number twice: {input:?}");
        if input.what["input"] == "timer" {
            *timers.entry((input.profile.as_str(), input.what["timer"].to_string())).or_insert(0) += 1;
        }
    }
    assert!(timers.values().all(|times| *times == 1), "timers fired: {timers:?}");
    for (profile, device) in patients {
        let fired = timers.keys().filter(|(of, _)| of == profile).count();
        assert_eq!(fired, 1, "timers of {device} ({profile})");
    }
    Ok(inputs.len())
}

/// The profile ids of devices, as the ledger writes them.
async fn profile_ids<'a>(client: &mut Client, devices: &[&'a str]) -> Result<BTreeMap<String, &'a str>> {
    let mut ids = BTreeMap::new();
    for device in devices {
        let profile = client.profile(device).await?;
        ids.insert(profile["id"].as_str().context("a profile has an id")?.to_owned(), *device);
    }
    Ok(ids)
}

async fn crash_again_and_again(shop: &Shop, seed: &mut Seed) -> Result<Vec<Visitors>> {
    let group = |n: usize, seed: &mut Seed| Visitors::new(&format!("c{n}"), VISITORS, seed.fork());
    let mut groups: Vec<_> = (0..CONNECTIONS).map(|n| group(n, seed)).collect();
    for round in 0..rounds() {
        let server = shop.serve().await.with_context(|| format!("round {round}"))?;
        let requests = 50 + seed.below(if is_soak() { 2_000 } else { 400 });
        groups = load::until(server, groups, requests as u64, TestServer::kill_9).await?;
    }
    Ok(groups)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_load_nothing_acknowledged_is_lost_or_doubled() -> Result<()> {
    let mut seed = Seed::from_env(20_261_122);
    let shop = Shop::open()?;
    set_up(&shop).await?;
    let mut groups = crash_again_and_again(&shop, &mut seed).await?;
    shop.rebuild().context("right after the last crash")?;

    let server = shop.serve().await?;
    load::settle(&server, &mut groups).await?;
    let mut client = server.client();
    let events = assert_all_there_once(&mut client, &groups).await?;
    assert_orders_count_once(&mut client, &groups).await?;
    let patients: Vec<_> = groups.iter().flat_map(Visitors::patients).map(String::as_str).collect();
    assert!(patients.len() >= rounds(), "only {} waits were begun", patients.len());
    assert_waits_went_on(&mut client, &patients).await?;
    let ids = profile_ids(&mut client, &patients).await?;
    server.terminate()?;

    let inputs = assert_timers_fired_once(&shop, &ids)?;
    shop.rebuild().context("after an orderly end")?;
    println!("{} crashes, {events} events, {} waits, {inputs} inputs", rounds(), patients.len());
    Ok(())
}
