//! Caps that cannot break: however many tabs and devices of one visitor ask at the same moment, one show.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::{Client, Shop, TestServer, allow_open_files, events, texts};
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Requests at the same moment.
const REQUESTS: usize = 1_000;
/// Requests of a second wave, after the first show was put away.
const LATER_REQUESTS: usize = 200;
/// Files a process needs for so many connections.
const OPEN_FILES: u64 = 4_096;

/// A served shop with one campaign that may speak to a visitor once.
async fn shop_that_speaks_once() -> Result<(Shop, TestServer)> {
    allow_open_files(OPEN_FILES)?;
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    let steps = json!({"hello": texts::message("いらっしゃいませ", &[("ok", "end")])});
    let mut greeting = texts::campaign("greeting", "hello", &steps);
    greeting["caps"] = json!([{"max": 1, "per": "ever"}]);
    client.publish("/api/campaigns/greeting", &greeting).await?;
    Ok((shop, server))
}

/// Sends all requests at the same moment, each on a connection of its own that is open already.
async fn at_once(server: &TestServer, requests: Vec<Value>) -> Result<Vec<Value>> {
    let start = Arc::new(Barrier::new(requests.len()));
    let mut tabs = JoinSet::new();
    for request in requests {
        let mut client: Client = server.client();
        client.connect().await?;
        let start = Arc::clone(&start);
        tabs.spawn(async move {
            start.wait().await;
            client.decide(&request).await?.ok()
        });
    }
    tabs.join_all().await.into_iter().collect()
}

fn page_of(device: &str, n: usize) -> Value {
    events::request(device, &[events::page(&format!("m-{device}-{n}"), "/")])
}

/// The one new show in all answers.
fn the_one_show(answers: &[Value]) -> Result<Value> {
    let shows: Vec<_> = answers.iter().flat_map(events::new_shows).collect();
    ensure!(shows.len() == 1, "{} new shows in {} answers: {shows:?}", shows.len(), answers.len());
    shows.first().cloned().context("one was counted")
}

/// How many decisions of a history have this outcome.
fn decisions(history: &[Value], outcome: &str) -> usize {
    let decided = |row: &&Value| row["type"] == "decision" && row["properties"]["outcome"] == outcome;
    history.iter().filter(decided).count()
}

fn pages(history: &[Value]) -> usize {
    history.iter().filter(|row| row["type"] == "page").count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tabs_of_one_visitor_get_one_show() -> Result<()> {
    let (_shop, server) = shop_that_speaks_once().await?;
    let answers = at_once(&server, (0..REQUESTS).map(|n| page_of("a1", n)).collect()).await?;
    let shown = the_one_show(&answers)?;
    let mut client = server.client();
    let history = client.history("a1").await?;
    assert_eq!((decisions(&history, "shown"), pages(&history)), (1, REQUESTS));

    // Put away, its place is free again: now nothing but the cap keeps the next tabs silent.
    let closed = events::request("a1", &[events::close("m-close", &shown)]);
    assert_eq!(client.decide(&closed).await?.ok()?["verdicts"][0]["verdict"], "ok");
    let later = (REQUESTS..REQUESTS + LATER_REQUESTS).map(|n| page_of("a1", n)).collect();
    let answers = at_once(&server, later).await?;
    assert!(answers.iter().all(|answer| answer["show"] == json!([])));
    let history = client.history("a1").await?;
    let silent = REQUESTS + LATER_REQUESTS - 1;
    assert_eq!((decisions(&history, "shown"), decisions(&history, "capped")), (1, silent));
    assert_eq!(client.profile("a1").await?["campaigns"]["greeting"]["exposures"], 1);
    server.terminate()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_devices_of_one_logged_in_person_get_one_show() -> Result<()> {
    let (_shop, server) = shop_that_speaks_once().await?;
    let mut client = server.client();
    for device in ["a1", "a2"] {
        let login = events::request(device, &[events::identify(&format!("m-login-{device}"), "u1")]);
        assert_eq!(client.decide(&login).await?.ok()?["verdicts"][0]["verdict"], "ok");
    }
    let requests = (0..REQUESTS).map(|n| page_of(["a1", "a2"][n % 2], n)).collect();
    the_one_show(&at_once(&server, requests).await?)?;
    let history = client.history("a1").await?;
    assert_eq!((decisions(&history, "shown"), pages(&history)), (1, REQUESTS));
    assert_eq!(client.history("a2").await?.len(), history.len());
    server.terminate()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_devices_that_become_one_person_in_the_same_moment_get_one_show() -> Result<()> {
    let (_shop, server) = shop_that_speaks_once().await?;
    let request = |n: usize| {
        let mut request = page_of(["a1", "a2"][n % 2], n);
        request["userId"] = json!("u1");
        request
    };
    the_one_show(&at_once(&server, (0..REQUESTS).map(request).collect()).await?)?;
    let mut client = server.client();
    let history = client.history("a2").await?;
    assert_eq!((decisions(&history, "shown"), pages(&history)), (1, REQUESTS));
    assert_eq!(client.profile("a1").await?["id"], client.profile("a2").await?["id"]);
    server.terminate()
}
