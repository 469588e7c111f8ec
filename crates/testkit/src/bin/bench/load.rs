//! The generator: the same for the program and for the reference.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::{Seed, Stopwatch};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::connection::Connection;
use crate::histogram::Latencies;
use crate::shop::Template;

/// Keep-alive connections.
pub(crate) const CONNECTIONS: usize = 64;
/// How often the open loop looks which requests are due.
const TICK: Duration = Duration::from_micros(250);

/// Numbers messages over all runs, so that none is a duplicate.
static MESSAGES: AtomicU64 = AtomicU64::new(1);

/// Requests to one server.
#[derive(Debug, Clone)]
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) template: Template,
    /// Visitors, drawn uniformly.
    pub(crate) visitors: u64,
}

/// A connection with what it sends.
struct Sender {
    connection: Connection,
    template: Template,
    visitors: u64,
    seed: Seed,
}

impl Sender {
    async fn send(&mut self) -> Result<()> {
        let visitor = self.seed.next() % self.visitors;
        self.send_of(visitor).await
    }

    async fn send_of(&mut self, visitor: u64) -> Result<()> {
        let message = MESSAGES.fetch_add(1, Ordering::Relaxed);
        self.connection.exchange(self.template.fill(visitor, message)).await
    }
}

impl Load {
    /// Closed loop: each connection sends as soon as it was answered. Answers requests a second.
    pub(crate) async fn rate(&self, time: Duration) -> Result<f64> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut running = JoinSet::new();
        for mut sender in self.connect().await? {
            let stop = Arc::clone(&stop);
            running.spawn(async move {
                let mut answered = 0_u64;
                while !stop.load(Ordering::Relaxed) {
                    sender.send().await?;
                    answered += 1;
                }
                anyhow::Ok(answered)
            });
        }
        let watch = Stopwatch::start();
        tokio::time::sleep(time).await;
        stop.store(true, Ordering::Relaxed);
        let mut answered = 0;
        while let Some(counted) = running.join_next().await {
            answered += counted??;
        }
        Ok(answered as f64 / watch.elapsed().as_secs_f64())
    }

    /// Closed loop: one request of each of the first `count` visitors.
    pub(crate) async fn each(&self, count: u64) -> Result<()> {
        let next = Arc::new(AtomicU64::new(0));
        let mut running = JoinSet::new();
        for mut sender in self.connect().await? {
            let next = Arc::clone(&next);
            running.spawn(async move {
                loop {
                    let visitor = next.fetch_add(1, Ordering::Relaxed);
                    if visitor >= count {
                        return anyhow::Ok(());
                    }
                    sender.send_of(visitor).await?;
                }
            });
        }
        while let Some(done) = running.join_next().await {
            done??;
        }
        Ok(())
    }

    /// Open loop: requests fall due at a fixed rate whether or not earlier ones were answered, and go to the first
    /// free connection. A latency counts from when the request was due.
    pub(crate) async fn latencies(&self, rate: f64, time: Duration) -> Result<Latencies> {
        let total = (rate * time.as_secs_f64()) as u64;
        let due = Arc::new(Semaphore::new(0));
        let taken = Arc::new(AtomicU64::new(0));
        let senders = self.connect().await?;
        let watch = Stopwatch::start();
        let mut running = JoinSet::new();
        for mut sender in senders {
            let (due, taken) = (Arc::clone(&due), Arc::clone(&taken));
            running.spawn(async move {
                let mut latencies = Latencies::default();
                // Closed once all requests were taken.
                while let Ok(permit) = due.acquire().await {
                    permit.forget();
                    let ticket = taken.fetch_add(1, Ordering::Relaxed);
                    let was_due = Duration::from_secs_f64(ticket as f64 / rate);
                    sender.send().await?;
                    latencies.add(watch.elapsed().saturating_sub(was_due));
                    if ticket + 1 == total {
                        due.close();
                    }
                }
                anyhow::Ok(latencies)
            });
        }
        let pace = Arc::clone(&due);
        tokio::task::spawn_blocking(move || issue(&pace, watch, rate, total)).await?;
        let mut all = Latencies::default();
        while let Some(latencies) = running.join_next().await {
            all.join(latencies??);
        }
        ensure!(all.count() as u64 == total, "{} of {total} requests were answered", all.count());
        Ok(all)
    }

    /// Opens all connections and sends one request on each, whose answer is looked at.
    async fn connect(&self) -> Result<Vec<Sender>> {
        let mut senders = Vec::with_capacity(CONNECTIONS);
        for _ in 0..CONNECTIONS {
            let connection = Connection::open(self.address).await?;
            let seed = Seed::new(MESSAGES.fetch_add(1, Ordering::Relaxed));
            let mut sender =
                Sender { connection, template: self.template.clone(), visitors: self.visitors, seed };
            sender.send().await?;
            check(sender.connection.body())?;
            senders.push(sender);
        }
        Ok(senders)
    }
}

/// Every event of a decide must have been taken. What is no answer to a decide is the reference's.
fn check(body: &[u8]) -> Result<()> {
    let answer: serde_json::Value = serde_json::from_slice(body).context("an answer is JSON")?;
    let verdicts = answer["verdicts"].as_array().into_iter().flatten();
    let refused: Vec<_> = verdicts.filter(|verdict| verdict["verdict"] != "ok").collect();
    ensure!(refused.is_empty(), "events were not taken: {refused:?}");
    ensure!(answer["anonymousId"].is_string(), "an answer to nobody: {answer}");
    Ok(())
}

/// Lets requests fall due.
fn issue(due: &Semaphore, watch: Stopwatch, rate: f64, total: u64) {
    let mut issued = 0;
    while issued < total {
        let by_now = ((watch.elapsed().as_secs_f64() * rate) as u64 + 1).min(total);
        due.add_permits(usize::try_from(by_now - issued).unwrap_or_default());
        issued = by_now;
        std::thread::sleep(TICK);
    }
}
