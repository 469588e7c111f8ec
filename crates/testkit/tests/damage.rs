//! Bytes that went bad: a clear word naming the file and what to do, never a panic, never silent loss.

use std::fs;
use std::process::Output;

use anyhow::{Context, Result, ensure};
use kizukai_store::sqlite::DataFolder;
use kizukai_testkit::visitors::{self, DIALOGUE};
use kizukai_testkit::{Shop, TestServer, events, texts};
use serde_json::Value;

async fn shop_with_visitors() -> Result<(Shop, TestServer)> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    client.publish(&format!("/api/campaigns/{DIALOGUE}"), &visitors::dialogue()).await?;
    for n in 0..60 {
        let page = events::request(&format!("device-{n}"), &[events::page(&format!("m-{n}"), "/")]);
        client.decide(&page).await?.ok()?;
    }
    Ok((shop, server))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Ends the server in order and folds the logs into the files, where the damage is to be done.
fn close(shop: &Shop, server: TestServer) -> Result<()> {
    server.terminate()?;
    drop(DataFolder::open(shop.data())?);
    Ok(())
}

/// Starting must fail with a word on the file and the way out.
async fn assert_refused(shop: &Shop, file: &str) -> Result<()> {
    let refused = shop.serve().await.err().with_context(|| format!("it serves with a damaged {file}"))?;
    let told = format!("{refused:#}");
    ensure!(told.contains(file) && told.contains("kizukai doctor"), "of a damaged {file} it says: {told}");
    ensure!(!told.contains("panicked"), "{told}");
    Ok(())
}

/// What the doctor finds, by check, without what is well.
fn diagnosis(shop: &Shop) -> Result<(bool, Vec<Value>)> {
    let output = shop.run("doctor", &["--json"])?;
    ensure!(!said(&output).contains("panicked"), "{}", said(&output));
    let findings: Vec<Value> =
        serde_json::from_slice(&output.stdout).context("the doctor prints JSON alone")?;
    let bad = findings.into_iter().filter(|finding| finding["severity"] != "ok").collect();
    Ok((output.status.success(), bad))
}

fn assert_diagnosed(shop: &Shop, checks: &[&str], word: &str) -> Result<()> {
    let (is_well, findings) = diagnosis(shop)?;
    let names = |finding: &&Value| {
        checks.iter().any(|check| finding["check"] == *check)
            && finding["message"].as_str().is_some_and(|message| message.contains(word))
    };
    let found = findings.iter().find(names);
    ensure!(!is_well && found.is_some(), "the doctor does not find {checks:?} `{word}`: {findings:?}");
    ensure!(found.is_some_and(|finding| finding["advice"].is_string()), "no advice: {findings:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_healthy_folder_is_well_while_served_and_after() -> Result<()> {
    let (shop, server) = shop_with_visitors().await?;
    // How much space the disk of this machine has is no concern of the test.
    let is_about_the_shop = |finding: &Value| finding["check"] != "disk";
    let (_, findings) = diagnosis(&shop)?;
    assert!(!findings.iter().any(is_about_the_shop), "while served: {findings:?}");
    server.terminate()?;
    let (_, findings) = diagnosis(&shop)?;
    assert!(!findings.iter().any(is_about_the_shop), "afterwards: {findings:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_with_bad_pages_is_named_at_the_start_and_by_the_doctor() -> Result<()> {
    for file in ["ledger.db", "catalog.db"] {
        for (from, what) in [(0, "its beginning"), (4_096, "everything behind its first page")] {
            let (shop, server) = shop_with_visitors().await?;
            close(&shop, server)?;
            let path = shop.data().join(file);
            let mut bytes = fs::read(&path)?;
            let to = if from == 0 { 100 } else { bytes.len() };
            bytes[from..to].fill(0xa5);
            fs::write(&path, bytes)?;
            assert_refused(&shop, file).await.context(what)?;
            // A list of tables that goes on behind the first page is lost with it: then nothing of the file can be checked.
            let checks: &[&str] = if from == 0 { &["files"] } else { &["files", "integrity"] };
            assert_diagnosed(&shop, checks, file).context(what)?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_went_bad_before_acknowledged_commits_is_refused() -> Result<()> {
    let (shop, server) = shop_with_visitors().await?;
    server.kill_9()?;
    let log = shop.data().join("ledger.db-wal");
    let whole = fs::read(&log)?;
    let mut bytes = whole.clone();
    bytes[whole.len() / 3] ^= 0x10;
    fs::write(&log, &bytes)?;
    assert_refused(&shop, "ledger.db-wal").await?;
    assert_diagnosed(&shop, &["logs"], "ledger.db-wal")?;

    fs::write(&log, &whole)?;
    let server = shop.serve().await?;
    server.client().profile("device-59").await?;
    server.terminate()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_that_cannot_be_read_harms_no_other_and_can_be_built_anew() -> Result<()> {
    let (shop, server) = shop_with_visitors().await?;
    close(&shop, server)?;
    let path = shop.data().join("ledger.db");
    let mut bytes = fs::read(&path)?;
    let name = br#""anonymous_ids":["device-7"]"#;
    let at =
        bytes.windows(name.len()).rposition(|window| window == name).context("a snapshot holds the name")?;
    bytes[at] = b'#';
    fs::write(&path, bytes)?;

    let server = shop.serve().await?;
    let mut client = server.client();
    client.profile("device-8").await?;
    let answer = client.get("/api/profiles/device-7?kind=anonymous").await?;
    assert_eq!(answer.status, 500, "{:?}", answer.json());
    server.terminate()?;
    assert_diagnosed(&shop, &["profiles"], "1 profiles cannot be read")?;

    assert!(!shop.run("rebuild", &["--check"])?.status.success(), "a difference is no success");
    let mended = shop.run("rebuild", &["--write"])?;
    assert!(mended.status.success(), "{}", said(&mended));
    assert!(shop.run("rebuild", &["--check"])?.status.success(), "it was mended");
    let server = shop.serve().await?;
    server.client().profile("device-7").await?;
    server.terminate()
}
