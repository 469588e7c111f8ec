//! Acknowledged is durable, and durable means synced. The server runs on a disk that loses what was not synced.

mod disk;
mod full;
mod order;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use disk::{MARK, ShopOnDisk};
use kizukai_testkit::visitors::{self, DIALOGUE, Visitors};
use kizukai_testkit::{Client, Seed, Shop, TestServer, events, is_soak, load, texts};

/// Connections under load.
const CONNECTIONS: usize = 4;

fn requests() -> u64 {
    if is_soak() { 10_000 } else { 600 }
}

/// Serves the shop with a campaign and a member from a CSV, both acknowledged.
async fn serve(shop: &Shop) -> Result<TestServer> {
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    client.publish(&format!("/api/campaigns/{DIALOGUE}"), &visitors::dialogue()).await?;
    client.post("/api/profiles/import", "text/csv", "userId,rank\nmember,gold\n").await?.ok()?;
    Ok(server)
}

fn groups() -> Vec<Visitors> {
    let mut seed = Seed::from_env(20_261_123);
    (0..CONNECTIONS).map(|n| Visitors::new(&format!("{MARK}-{n}"), 4, seed.fork())).collect()
}

fn acknowledged(groups: &[Visitors]) -> BTreeMap<&str, &str> {
    let all = groups.iter().flat_map(Visitors::acknowledged);
    all.map(|(message, device)| (message.as_str(), device.as_str())).collect()
}

/// Acknowledged messages that the server does not list.
async fn missing<'a>(
    client: &mut Client,
    acknowledged: &BTreeMap<&'a str, &str>,
) -> Result<BTreeSet<&'a str>> {
    let mut listed = BTreeSet::new();
    for device in acknowledged.values().collect::<BTreeSet<_>>() {
        let path = format!("/api/profiles/{device}?kind=anonymous");
        if client.get(&path).await?.status == 200 {
            let history = client.history(device).await?;
            listed.extend(history.iter().filter_map(|row| row["messageId"].as_str().map(str::to_owned)));
        }
    }
    Ok(acknowledged.keys().copied().filter(|message| !listed.contains(*message)).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_leaves_after_the_sync_that_holds_it() -> Result<()> {
    let disk = ShopOnDisk::open()?;
    let server = serve(&disk.shop).await?;
    let groups = load::until(server, groups(), requests(), TestServer::kill_9).await?;
    let order = order::read(&disk.log()?);
    assert_eq!(order.too_early, BTreeSet::new(), "answered before they were synced");
    let unproved: Vec<_> =
        acknowledged(&groups).into_keys().filter(|message| !order.proved.contains(*message)).collect();
    assert!(unproved.is_empty(), "the log does not show their way to the disk: {unproved:?}");
    assert!(order.proved.len() as u64 > requests() / 2, "only {} messages followed", order.proved.len());
    println!("{} messages were synced before they were answered", order.proved.len());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_power_cut_everything_acknowledged_is_there() -> Result<()> {
    let disk = ShopOnDisk::open()?;
    let server = serve(&disk.shop).await?;
    let groups = load::until(server, groups(), requests(), TestServer::kill_9).await?;
    let survivor = disk.cut_power()?;
    println!("files that lost bytes: {:?}", disk.files_that_lost_bytes(&survivor)?);

    survivor.rebuild().context("right after the power cut")?;
    let server = survivor.serve().await?;
    let mut client = server.client();
    let acknowledged = acknowledged(&groups);
    let missing = missing(&mut client, &acknowledged).await?;
    assert!(missing.is_empty(), "{} of {} are lost: {missing:?}", missing.len(), acknowledged.len());
    let member = client.get("/api/profiles/member?kind=user").await?.ok()?;
    assert_eq!(member["traits"]["rank"], "gold");
    client.get(&format!("/api/campaigns/{DIALOGUE}")).await?.ok()?;
    let page = events::request("newcomer", &[events::page("proof-newcomer", "/")]);
    assert_eq!(client.decide(&page).await?.ok()?["show"][0]["step"], "ask");
    server.terminate()?;
    survivor.rebuild().context("after an orderly end")
}

/// The same on a disk that lies: were nothing lost here, the test above would prove nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_lies_about_syncing_is_seen_to_lose_acknowledged_events() -> Result<()> {
    let disk = ShopOnDisk::open()?;
    let server = serve(&disk.shop).await?;
    disk.begin_to_lie()?;
    let groups = load::until(server, groups(), requests() / 4, TestServer::kill_9).await?;
    let survivor = disk.cut_power()?;
    assert!(disk.files_that_lost_bytes(&survivor)?.contains("ledger.db-wal"));

    let server = survivor.serve().await?;
    let acknowledged = acknowledged(&groups);
    let missing = missing(&mut server.client(), &acknowledged).await?;
    assert!(!missing.is_empty(), "all {} messages survived a disk that lies", acknowledged.len());
    server.terminate()
}
