//! A machine whose clock is put a year off, under the running program and over its restarts: nothing acknowledged is lost,
//! and visitors are served as before.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use kizukai_model::{Span, Timestamp, read_time};
use kizukai_testkit::{Client, Shop, compile_shim, events, scratch_folder, texts};
use serde_json::{Value, json};

use crate::counted;

const YEAR_S: i64 = 365 * 86_400;

/// A shop on a machine whose clock can be set.
struct ShopInTime {
    shop: Shop,
    offset: PathBuf,
    /// What was acknowledged, oldest first.
    acknowledged: Vec<String>,
}

impl ShopInTime {
    fn open() -> Result<Self> {
        let scratch = scratch_folder()?;
        let folder = scratch.path().canonicalize()?;
        let offset = folder.join("offset");
        let shim = compile_shim("clock", &folder)?;
        let text = |path: &PathBuf| path.to_str().map(str::to_owned).context("a folder's name is UTF-8");
        let environment =
            vec![("LD_PRELOAD".to_owned(), text(&shim)?), ("KIZUKAI_SHIM_CLOCK".to_owned(), text(&offset)?)];
        Ok(Self { shop: Shop::open_with(scratch, environment)?, offset, acknowledged: Vec::new() })
    }

    /// Sets the machine's clock, so many seconds off the right time.
    fn set_clock(&self, seconds: i64) -> Result<()> {
        // As a whole, so that no look at the clock finds half a number.
        let next = self.offset.with_extension("next");
        fs::write(&next, seconds.to_string())?;
        Ok(fs::rename(next, &self.offset)?)
    }

    /// A view of a page, which must be acknowledged; answers what was told.
    async fn view(&mut self, client: &mut Client) -> Result<Value> {
        let id = format!("m{}", self.acknowledged.len());
        let told = client.decide(&events::request("d", &[events::page(&id, "/")])).await?.ok()?;
        assert_eq!(told["verdicts"], json!([{"messageId": id, "verdict": "ok"}]));
        self.acknowledged.push(id);
        Ok(told)
    }

    /// Everything acknowledged is there, once and in order, and a retry of the newest is known.
    async fn assert_whole(&self, client: &mut Client) -> Result<()> {
        let rows = client.history("d").await?;
        let rows = rows.iter().rev().filter(|row| row["type"] == "page");
        let found: Vec<_> = rows.map(|row| row["messageId"].as_str().unwrap_or("none").to_owned()).collect();
        assert_eq!(found, self.acknowledged);
        let newest = found.last().context("something was acknowledged")?;
        let again = events::request("d", &[events::page(newest, "/")]);
        assert_eq!(client.decide(&again).await?.ok()?["verdicts"][0]["verdict"], "duplicate");
        Ok(())
    }
}

async fn publish_greeting(client: &mut Client) -> Result<()> {
    client.publish("/api/site", &texts::site()).await?;
    let steps = json!({"ask": texts::message("いらっしゃいませ", &[("ok", "end")])});
    client.publish("/api/campaigns/hello", &texts::campaign("hello", "ask", &steps)).await.map(drop)
}

async fn jumps(client: &mut Client) -> Result<u64> {
    let [ahead, back] =
        ["ahead", "back"].map(|direction| format!("kizukai_clock_jumps_total{{direction=\"{direction}\"}}"));
    Ok(counted(client, &ahead).await? + counted(client, &back).await?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_a_year_off_under_the_running_program_loses_nothing() -> Result<()> {
    let mut time = ShopInTime::open()?;
    let server = time.shop.serve().await?;
    let mut client = server.client();
    publish_greeting(&mut client).await?;
    assert_eq!(time.view(&mut client).await?["show"][0]["campaign"], "hello");
    assert_eq!(jumps(&mut client).await?, 0);
    for seconds in [YEAR_S, 0, -YEAR_S, 0, YEAR_S, -YEAR_S] {
        time.set_clock(seconds)?;
        let told = time.view(&mut client).await?;
        assert_eq!(told["show"][0]["resumed"], true, "the dialogue goes on {seconds} s off: {told}");
        time.assert_whole(&mut client).await?;
    }
    assert!(jumps(&mut client).await? >= 3, "the clock did not jump, so nothing was tried");
    let visits = client.profile("d").await?["visits"]["count"].clone();
    assert_eq!(visits, json!(1), "a year passed for the visitor");
    server.kill_9()?;

    // It starts a year back, after the newest input's time.
    time.shop.rebuild()?;
    let server = time.shop.serve().await?;
    let mut client = server.client();
    time.assert_whole(&mut client).await?;
    time.view(&mut client).await?;
    time.assert_whole(&mut client).await?;
    server.terminate()?;
    time.shop.rebuild()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_a_year_off_over_restarts_loses_nothing() -> Result<()> {
    let mut time = ShopInTime::open()?;
    let mut last = Timestamp::from_ms(0);
    for seconds in [0, YEAR_S, 0, -YEAR_S, 0] {
        time.set_clock(seconds)?;
        let server = time.shop.serve().await?;
        let mut client = server.client();
        time.view(&mut client).await?;
        time.view(&mut client).await?;
        time.assert_whole(&mut client).await?;
        let newest = client.history("d").await?[0].clone();
        // None was sent, so it is the time of receipt.
        let received = read_time(&newest["timestamp"]).context("an event has its time")?;
        assert!(received >= last, "time went back from {last} to {received}");
        let is_months_later = received.since(last) > Span::from_days(300);
        assert_eq!(
            is_months_later,
            seconds == YEAR_S || last == Timestamp::from_ms(0),
            "{last}, then {received}"
        );
        last = received;
        server.kill_9()?;
        time.shop.rebuild()?;
    }
    Ok(())
}
