//! What should not come to a server, over real connections: each has a clear outcome, nothing valid beside it is lost,
//! and the server is as well afterwards as before.

mod bodies;
mod clock;
mod connections;
mod names;
mod poison;
mod raw;
mod requests;

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::{Client, Deadline, Shop, scratch_folder};
use serde_json::Value;

/// How long something may take to happen that the server does by itself.
const PATIENCE: Duration = Duration::from_secs(60);

/// A shop whose server has these settings (`LIMITS__HEADER_SECONDS`).
fn shop_with(settings: &[(&str, &str)]) -> Result<Shop> {
    let environment = settings.iter().map(|(name, value)| (format!("KIZUKAI_{name}"), (*value).to_owned()));
    Shop::open_with(scratch_folder()?, environment.collect())
}

async fn assert_well(client: &mut Client) -> Result<()> {
    for path in ["/healthz", "/readyz"] {
        let answer = client.get(path).await?;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
    }
    Ok(())
}

/// The server's figures as text.
async fn figures(client: &mut Client) -> Result<String> {
    let answer = client.get("/metrics").await?;
    ensure!(answer.status == 200, "no figures: {answer:?}");
    Ok(String::from_utf8(answer.body.to_vec())?)
}

/// How often a named limit was hit.
async fn hits(client: &mut Client, limit: &str) -> Result<u64> {
    counted(client, &format!("kizukai_limit_hits_total{{limit=\"{limit}\"}}")).await
}

/// A counter; 0 while it was never counted.
async fn counted(client: &mut Client, counter: &str) -> Result<u64> {
    let figures = figures(client).await?;
    let line = figures.lines().find_map(|line| line.strip_prefix(counter));
    line.map_or(Ok(0), |value| value.trim().parse().context("a counter is a number"))
}

/// Waits until a limit was hit so often.
async fn until_hit(client: &mut Client, limit: &str, times: u64) -> Result<()> {
    let deadline = Deadline::after(PATIENCE);
    loop {
        let found = hits(client, limit).await?;
        if found >= times {
            return Ok(());
        }
        ensure!(!deadline.is_over(), "{limit} was hit {found} times, not {times}");
    }
}

/// Sends a batch to Segment's HTTP API; answers the verdicts as words with their reasons.
async fn batch(client: &mut Client, write_key: &str, body: String) -> Result<Vec<String>> {
    let headers = [("content-type", "application/json"), ("x-write-key", write_key)];
    let answer = client.ask("POST", "/v1/batch", &headers, body).await?.ok()?;
    let verdicts = answer["verdicts"].as_array().context("verdicts are a list")?;
    Ok(verdicts.iter().map(in_words).collect())
}

fn in_words(verdict: &Value) -> String {
    let text = |name: &str| verdict[name].as_str().unwrap_or_default();
    format!("{} {}", text("verdict"), text("reason")).trim_end().to_owned()
}
