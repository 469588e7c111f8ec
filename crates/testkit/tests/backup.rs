//! A backup taken while the shop is busy, put back, is what had been acknowledged.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, ensure};
use kizukai_testkit::visitors::{self, DIALOGUE};
use kizukai_testkit::{Client, Deadline, Shop, TestServer, events, is_soak, texts};
use serde_json::Value;
use tokio::task::JoinSet;

/// Connections under load.
const CONNECTIONS: usize = 4;
/// How long a busy machine may take to acknowledge what is needed.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(120);

fn requests() -> usize {
    if is_soak() { 20_000 } else { 400 }
}

/// What was acknowledged so far: message ids.
type Books = Arc<Mutex<Vec<String>>>;

fn so_far(books: &Books) -> Vec<String> {
    books.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
}

/// Sends until told to stop; every message of a device of its connection.
async fn keep_busy(mut client: Client, connection: usize, books: Books, stop: Arc<AtomicBool>) -> Result<()> {
    let mut n = 0;
    while !stop.load(Ordering::SeqCst) {
        n += 1;
        let id = format!("c{connection}-{n}");
        let device = format!("device-{connection}-{}", n % 5);
        let request =
            events::request(&device, &[events::page(&id, "/"), events::order(&format!("{id}-o"), &id)]);
        client.decide(&request).await?.ok()?;
        books.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(id);
    }
    Ok(())
}

async fn until(books: &Books, count: usize) -> Result<()> {
    let deadline = Deadline::after(PATIENCE);
    while so_far(books).len() < count {
        ensure!(!deadline.is_over(), "only {} of {count} were acknowledged", so_far(books).len());
        tokio::task::yield_now().await;
    }
    Ok(())
}

async fn set_up(shop: &Shop) -> Result<TestServer> {
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    client.publish(&format!("/api/campaigns/{DIALOGUE}"), &visitors::dialogue()).await?;
    Ok(server)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path is UTF-8")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn back_up(shop: &Shop, to: &Path) -> Result<Value> {
    let output = shop.run("backup", &["--json", "--to", text(to)?])?;
    ensure!(output.status.success(), "backup failed: {}", said(&output));
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn restored(shop: &Shop, from: &Path, to: &Path) -> Result<Shop> {
    let target = shop.moved_to(to)?;
    let output = target.run("restore", &["--from", text(from)?])?;
    ensure!(output.status.success(), "restore failed: {}", said(&output));
    Ok(target)
}

async fn listed(client: &mut Client) -> Result<BTreeSet<String>> {
    let mut listed = BTreeSet::new();
    for connection in 0..CONNECTIONS {
        for device in 0..5 {
            let device = format!("device-{connection}-{device}");
            if client.get(&format!("/api/profiles/{device}?kind=anonymous")).await?.status == 200 {
                let rows = client.history(&device).await?;
                listed.extend(rows.iter().filter_map(|row| row["messageId"].as_str().map(str::to_owned)));
            }
        }
    }
    Ok(listed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_load_holds_all_that_was_acknowledged_and_disturbs_nobody() -> Result<()> {
    let shop = Arc::new(Shop::open()?);
    let server = set_up(&shop).await?;
    let (books, stop) = (Books::default(), Arc::new(AtomicBool::new(false)));
    let mut busy = JoinSet::new();
    for connection in 0..CONNECTIONS {
        busy.spawn(keep_busy(server.client(), connection, Arc::clone(&books), Arc::clone(&stop)));
    }
    until(&books, requests()).await?;
    let before = so_far(&books);
    let backup = shop.scratch().join("backup");
    let (asked, to) = (Arc::clone(&shop), backup.clone());
    let manifest = tokio::task::spawn_blocking(move || back_up(&asked, &to)).await??;
    let meanwhile = so_far(&books).len() - before.len();
    until(&books, before.len() + meanwhile + CONNECTIONS).await?;
    stop.store(true, Ordering::SeqCst);
    busy.join_all().await.into_iter().collect::<Result<Vec<()>>>()?;
    assert!(meanwhile > 0, "nobody was served during the backup");
    server.kill_9()?;

    let copy = restored(&shop, &backup, &shop.scratch().join("copy"))?;
    copy.rebuild().context("of the restored folder")?;
    let server = copy.serve().await?;
    let mut client = server.client();
    let listed = listed(&mut client).await?;
    let lost: Vec<_> = before.iter().filter(|id| !listed.contains(*id)).collect();
    assert!(lost.is_empty(), "{} of {} are not in the backup: {lost:?}", lost.len(), before.len());
    assert!(manifest["last_row"].as_u64() >= Some(before.len() as u64), "{manifest}");
    let page = events::request("newcomer", &[events::page("newcomer-1", "/")]);
    assert_eq!(client.decide(&page).await?.ok()?["show"][0]["step"], "ask", "it goes on serving");
    server.terminate()?;
    copy.rebuild().context("after it served")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_neither_overwrites_nor_is_believed_when_it_is_damaged() -> Result<()> {
    let shop = Shop::open()?;
    let server = set_up(&shop).await?;
    let page = events::request("somebody", &[events::page("m-1", "/")]);
    server.client().decide(&page).await?.ok()?;
    server.terminate()?;

    let backup = shop.scratch().join("backup");
    back_up(&shop, &backup)?;
    let again = shop.run("backup", &["--to", text(&backup)?])?;
    assert!(!again.status.success() && said(&again).contains("nothing is overwritten"), "{}", said(&again));
    let shelf = shop.scratch().join("shelf");
    fs::create_dir(&shelf)?;
    back_up(&shop, &shelf)?;
    assert_eq!(fs::read_dir(&shelf)?.count(), 1, "a folder named after the time, and nothing else");
    let over = shop.run("restore", &["--from", text(&backup)?])?;
    assert!(!over.status.success() && said(&over).contains("is there already"), "{}", said(&over));

    let ledger = backup.join("ledger.db");
    let mut bytes = fs::read(&ledger)?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&ledger, bytes)?;
    let error = restored(&shop, &backup, &shop.scratch().join("copy")).err().context("it was restored")?;
    assert!(error.to_string().contains("ledger.db of the backup is damaged"), "{error:#}");
    assert!(!shop.scratch().join("copy").exists(), "half a folder was left behind");
    fs::remove_file(backup.join("backup.json"))?;
    let error = restored(&shop, &backup, &shop.scratch().join("copy")).err().context("it was restored")?;
    assert!(error.to_string().contains("no finished backup"), "{error:#}");
    Ok(())
}
