//! Killed, and asked to end, while files are written and joined.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::visitors::{self, DIALOGUE, Visitors};
use kizukai_testkit::{Deadline, Seed, Shop, TestServer, is_soak, load, texts};

use crate::{SEALED, all_sealed, files, shop, trend};

/// Connections under load.
const CONNECTIONS: usize = 4;
/// Persons on each.
const VISITORS: usize = 8;
/// Requests of a round before the first moment at which it may be killed.
const REQUESTS: u64 = 150;

fn rounds() -> usize {
    if is_soak() { 20 } else { 5 }
}

/// Waits until the server writes into the lake: as many looks after something changed there as the seed says.
fn writes(lake: &Path, looks: usize) -> Result<()> {
    let deadline = Deadline::after(SEALED);
    let before = files::entries(lake);
    while files::entries(lake) == before {
        ensure!(!deadline.is_over(), "nothing is sealed");
    }
    for _ in 0..looks {
        files::entries(lake);
    }
    Ok(())
}

/// Killed each time, but in the last round: then it is asked to end, and does, whatever it was writing.
async fn end_again_and_again(shop: &Shop, seed: &mut Seed) -> Result<Vec<Visitors>> {
    let group = |n: usize, seed: &mut Seed| Visitors::new(&format!("c{n}"), VISITORS, seed.fork());
    let mut groups: Vec<_> = (0..CONNECTIONS).map(|n| group(n, seed)).collect();
    let lake = files::folder(shop.data());
    for round in 0..=rounds() {
        let server = shop.serve().await.with_context(|| format!("round {round}"))?;
        let looks = seed.below(40);
        let end = |server: TestServer| {
            writes(&lake, looks)?;
            if round < rounds() { server.kill_9() } else { server.terminate() }
        };
        groups = load::until(server, groups, REQUESTS, end).await?;
    }
    Ok(groups)
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_it_seals_or_joins_files_the_program_loses_and_doubles_nothing() -> Result<()> {
    let mut seed = Seed::from_env(31);
    let shop = shop()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    client.publish(&format!("/api/campaigns/{DIALOGUE}"), &visitors::dialogue()).await?;
    server.kill_9()?;
    let mut groups = end_again_and_again(&shop, &mut seed).await?;
    let server = shop.serve().await?;
    load::settle(&server, &mut groups).await?;
    let mut client = server.client();
    all_sealed(&mut client).await?;
    let told = trend(&mut client, "kind=page").await?;
    server.terminate()?;

    let rows = files::rows(&files::folder(shop.data()))?;
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let is_event = |kind: &str| !matches!(kind, "decision" | "segment" | "merge");
    for row in rows.iter().filter(|row| row["kind"].as_str().is_some_and(is_event)) {
        let message = row["message_id"].as_str().context("an event has an id")?;
        *times.entry(message).or_default() += 1;
    }
    let acknowledged: BTreeSet<_> =
        groups.iter().flat_map(Visitors::acknowledged).map(|(id, _)| id).collect();
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
    let lost: Vec<_> = acknowledged.iter().filter(|id| !times.contains_key(id.as_str())).collect();
    assert!(lost.is_empty(), "{} of {} are not in the lake: {lost:?}", lost.len(), acknowledged.len());
    let twice: Vec<_> = times.iter().filter(|(_, times)| **times != 1).collect();
    assert!(twice.is_empty(), "more than once in the lake: {twice:?}");

    let pages = rows.iter().filter(|row| row["kind"] == "page").count();
    assert_eq!(told["series"][0]["total"].as_f64(), Some(pages as f64), "{told}");
    Ok(())
}
