//! Ten thousand different names of events, as a mistaken program sends them that puts an id into each name.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use kizukai_model::limits::{EVENT_NAME_CHARS, EVENTS_PER_REQUEST};
use kizukai_testkit::{Client, Shop, TestServer, events, texts};
use serde_json::{Value, json};

use crate::{batch, counted, figures, in_words};

const NAMES: usize = 10_000;
/// Megabytes that ten thousand names may take beyond what one name in ten thousand events takes: nothing is kept by name,
/// so this is what an allocator may waste.
const WASTE_MB: u64 = 16;

/// Lines that the figures may grow by, such as those of a path that was asked for the first time.
const FIGURES_MORE: usize = 100;

/// So many events, each called as told; half of them through Segment's HTTP API. All are taken.
async fn send(
    client: &mut Client,
    write_key: &str,
    device: &str,
    name: impl Fn(usize) -> String,
) -> Result<()> {
    for first in (0..NAMES).step_by(EVENTS_PER_REQUEST) {
        let numbers = first..first + EVENTS_PER_REQUEST;
        let mut sent: Vec<_> =
            numbers.map(|n| events::track(&format!("{device}-{n}"), &name(n), &json!({}))).collect();
        let verdicts = if first % (2 * EVENTS_PER_REQUEST) == 0 {
            let answer = client.decide(&events::request(device, &sent)).await?.ok()?;
            answer["verdicts"].as_array().context("a list")?.iter().map(in_words).collect()
        } else {
            sent.iter_mut().for_each(|event| event["anonymousId"] = device.into());
            batch(client, write_key, json!({"batch": sent}).to_string()).await?
        };
        assert_eq!(verdicts, vec!["ok"; EVENTS_PER_REQUEST], "from {first}");
    }
    Ok(())
}

/// Memory of the server in megabytes.
fn resident_mb(server: &mut TestServer) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process().id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<u64>()? / 1_024)
}

/// A campaign for whoever did two of the ten thousand things.
fn for_two_of_them() -> Value {
    let mut campaign =
        texts::campaign("two", "ask", &json!({"ask": texts::message("二つ", &[("ok", "end")])}));
    let did = |n: usize| json!({"$event": {"name": format!("Name {n}"), "count": {"$eq": 1}}});
    campaign["audience"] = json!({"$and": [did(7), did(9_999)]});
    campaign
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_names_cost_what_ten_thousand_events_cost_and_none_is_lost() -> Result<()> {
    let shop = Shop::open()?;
    let mut server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    client.publish("/api/campaigns/two", &for_two_of_them()).await?;
    send(&mut client, &shop.write_key, "one-name", |_| "Name".to_owned()).await?;
    let (memory, before) = (resident_mb(&mut server)?, figures(&mut client).await?);

    send(&mut client, &shop.write_key, "many", |n| format!("Name {n}")).await?;
    let grown = resident_mb(&mut server)?.saturating_sub(memory);
    println!("ten thousand names took {grown} MB");
    assert!(grown <= WASTE_MB, "ten thousand names took {grown} MB");
    let after = figures(&mut client).await?;
    assert!(!after.contains("Name "), "a name stands in the figures: {after}");
    assert!(after.lines().count() < before.lines().count() + FIGURES_MORE, "{after}");
    let [one, many] = [client.profile("one-name").await?, client.profile("many").await?];
    let bytes = |profile: &Value| profile.to_string().len();
    assert!(bytes(&many) < bytes(&one) + 1_000, "names are kept in the profile: {many}");
    let page = events::request("many", &[events::page("p1", "/")]);
    assert_eq!(client.decide(&page).await?.ok()?["show"][0]["campaign"], "two");
    server.kill_9()?;

    shop.rebuild()?;
    let server = shop.serve().await?;
    let history = server.client().history("many").await?;
    let tracked = history.iter().filter(|row| row["type"] == "track");
    let kept: BTreeSet<_> = tracked.filter_map(|row| row["event"].as_str().map(str::to_owned)).collect();
    let sent: BTreeSet<_> = (0..NAMES).map(|n| format!("Name {n}")).collect();
    let [lost, strange]: [Vec<_>; 2] = [sent.difference(&kept).collect(), kept.difference(&sent).collect()];
    assert!(lost.is_empty() && strange.is_empty(), "lost: {lost:?}; never sent: {strange:?}");
    server.terminate()
}

#[tokio::test]
async fn a_name_beyond_the_limit_is_refused_by_reason_and_counted() -> Result<()> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    let [longest, too_long] = [EVENT_NAME_CHARS, EVENT_NAME_CHARS + 1].map(|chars| "名".repeat(chars));
    let mut sent =
        vec![events::track("m1", &longest, &json!({})), events::track("m2", &too_long, &json!({}))];
    sent.iter_mut().for_each(|event| event["anonymousId"] = "a1".into());
    let told = batch(&mut client, &shop.write_key, json!({"batch": sent}).to_string()).await?;
    assert_eq!(told, ["ok", "invalid too_long: event"]);
    assert_eq!(counted(&mut client, r#"kizukai_invalid_events_total{reason="too_long"}"#).await?, 1);
    assert_eq!(client.history("a1").await?[0]["event"], longest);
    server.terminate()
}
