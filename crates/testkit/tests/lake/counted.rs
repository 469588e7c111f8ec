//! What the program counts beside what DuckDB counts in its files, to the last line.
//!
//! `KIZUKAI_LAKE_PYTHON` names a Python that has DuckDB (`make lake-python`); without it there is nobody to compare with.
//! `KIZUKAI_SOAK=1` compares a million events.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::visitors::{self, DIALOGUE};
use kizukai_testkit::{Client, Seed, TestServer, events, is_soak, texts};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{all_sealed, files, shop, trend};

/// Connections.
const CONNECTIONS: usize = 8;
/// Events of each visitor, who sends them at once.
const EVENTS: usize = 10;
const COLORS: [&str; 4] = ["red", "白", "indigo", "緑"];

fn visitors_of_a_connection() -> usize {
    let events = if is_soak() { 1_000_000 } else { 20_000 };
    events / EVENTS / CONNECTIONS
}

/// What one visitor does: looks at a page and at products, and buys now and then.
fn visit(device: &str, seed: &mut Seed) -> Value {
    let mut done = vec![events::page(&format!("{device}-0"), "/cart")];
    for n in 1..EVENTS {
        let message = format!("{device}-{n}");
        done.push(if seed.one_in(20) {
            let order = json!({"order_id": message, "revenue": 100 * (1 + seed.below(90))});
            events::track(&message, "Order Completed", &order)
        } else {
            events::track(&message, "Product Viewed", &json!({"color": COLORS[seed.below(COLORS.len())]}))
        });
    }
    events::request(device, &done)
}

async fn send_all(server: &TestServer, seed: &mut Seed) -> Result<()> {
    let mut running = JoinSet::new();
    for connection in 0..CONNECTIONS {
        let (mut client, mut seed) = (server.client(), seed.fork());
        running.spawn(async move {
            for n in 0..visitors_of_a_connection() {
                let request = visit(&format!("c{connection}-v{n}"), &mut seed);
                let verdicts = events::verdicts(&client.decide(&request).await?.ok()?);
                ensure!(verdicts.iter().all(|(_, verdict)| verdict == "ok"), "{verdicts:?}");
            }
            Ok(())
        });
    }
    running.join_all().await.into_iter().collect()
}

fn counted_by_duckdb(python: &Path, lake: &Path) -> Result<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lake/count.py");
    let output = Command::new(python).arg(script).arg(lake).arg("Asia/Tokyo").output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// A trend as sorted rows of bucket, series and value; what is zero is left out, as SQL does.
async fn rows(client: &mut Client, question: &str, bucket: usize) -> Result<Vec<Vec<String>>> {
    let told = trend(client, question).await?;
    let buckets: Vec<_> =
        told["buckets"].as_array().context("buckets")?.iter().map(|begins| local(begins, bucket)).collect();
    let mut rows = Vec::new();
    for series in told["series"].as_array().context("series")? {
        let values = series["values"].as_array().context("values")?.iter().map(Value::as_f64);
        for (bucket, value) in buckets.iter().zip(values) {
            let value = value.unwrap_or_default();
            if value > 0.0 {
                rows.push(
                    [bucket.clone()]
                        .into_iter()
                        .chain(series["key"].as_str().map(str::to_owned))
                        .chain([format!("{value:.0}")])
                        .collect(),
                );
            }
        }
    }
    rows.sort();
    Ok(rows)
}

/// When a bucket begins, by the clock of the shop: so many signs of `2026-11-22 15:00`.
fn local(begins: &Value, signs: usize) -> String {
    let at: jiff::Timestamp = begins.as_str().unwrap_or_default().parse().expect("a time");
    let zoned = at.in_tz("Asia/Tokyo").expect("a zone");
    zoned.strftime("%Y-%m-%d %H:%M").to_string().chars().take(signs).collect()
}

fn as_rows(value: &Value) -> Vec<Vec<String>> {
    serde_json::from_value(value.clone()).expect("rows of texts")
}

#[tokio::test(flavor = "multi_thread")]
async fn trends_and_counts_of_campaigns_are_what_duckdb_counts_in_the_files() -> Result<()> {
    let Some(python) = std::env::var_os("KIZUKAI_LAKE_PYTHON").map(PathBuf::from) else { return Ok(()) };
    let mut seed = Seed::from_env(77);
    let shop = shop()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    client.publish(&format!("/api/campaigns/{DIALOGUE}"), &visitors::dialogue()).await?;
    send_all(&server, &mut seed).await?;
    all_sealed(&mut client).await?;

    let theirs = counted_by_duckdb(&python, &files::folder(shop.data()))?;
    let (day, hour) = ("2026-11-22".len(), "2026-11-22 15".len());
    for (name, question, signs) in [
        ("colors", "event=Product%20Viewed&split=properties.color", day),
        ("visitors", "kind=page&measure=visitors&bucket=hour", hour),
        ("revenue", "event=Order%20Completed&measure=sum&of=value", day),
    ] {
        let (ours, theirs) = (rows(&mut client, question, signs).await?, as_rows(&theirs[name]));
        assert!(!ours.is_empty(), "{name}");
        assert_eq!(ours, theirs, "{name}");
    }
    let results = client.get(&format!("/api/campaigns/{DIALOGUE}/results")).await?.ok()?;
    let arms = results["phases"][0]["arms"].as_array().context("arms")?;
    let row =
        |arm: &Value| vec![arm["arm"].as_str().unwrap_or_default().to_owned(), arm["decided"].to_string()];
    let mut decided: Vec<_> = arms.iter().map(row).collect();
    decided.sort();
    assert_eq!(decided, as_rows(&theirs["decided"]));
    server.terminate()
}
