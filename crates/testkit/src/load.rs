//! Visitors on several connections at once, until the server goes away.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::visitors::Visitors;
use crate::{Client, TestServer};

/// How long a server may take to acknowledge what is asked of it in one [`until`].
const PATIENCE: Duration = Duration::from_secs(120);
/// Requests one connection sends in one [`until`].
const REQUESTS_MOST: usize = 1_000_000;

/// Lets visitors act, each group on a connection of its own, until the server has acknowledged `requests`; then
/// does `end` to the server while they go on, until their connections break. Answers the visitors with their books.
///
/// # Errors
/// When the server does not get that far, or answers anything but 200 and "try again" (503).
pub async fn until(
    server: TestServer,
    groups: Vec<Visitors>,
    requests: u64,
    end: impl FnOnce(TestServer) -> Result<()>,
) -> Result<Vec<Visitors>> {
    let answered = Arc::new(AtomicU64::new(0));
    let (reached, mut is_reached) = watch::channel(false);
    let reached = Arc::new(reached);
    let mut running = JoinSet::new();
    for mut visitors in groups {
        let (mut client, answered, reached) = (server.client(), Arc::clone(&answered), Arc::clone(&reached));
        running.spawn(async move {
            let broken = act(&mut client, &mut visitors, || {
                if answered.fetch_add(1, Ordering::SeqCst) + 1 == requests {
                    reached.send_replace(true);
                }
            });
            broken.await.map(|()| visitors)
        });
    }
    let waited = tokio::time::timeout(PATIENCE, is_reached.wait_for(|reached| *reached)).await;
    let got = answered.load(Ordering::SeqCst);
    drop(waited.with_context(|| format!("{got} of {requests} requests were answered in time"))??);
    end(server)?;
    running.join_all().await.into_iter().collect()
}

/// Sends until the connection breaks.
async fn act(client: &mut Client, visitors: &mut Visitors, mut count: impl FnMut()) -> Result<()> {
    for _ in 0..REQUESTS_MOST {
        let request = visitors.request();
        let Ok(answer) = client.decide(&request).await else { return Ok(()) };
        if answer.status == 503 {
            continue;
        }
        visitors.answered(&answer.ok().with_context(|| format!("for {request}"))?);
        count();
    }
    anyhow::bail!("the server does not go away")
}

/// Sends again what was not answered, until everything is.
///
/// # Errors
/// When the server does not answer it with 200.
pub async fn settle(server: &TestServer, groups: &mut [Visitors]) -> Result<()> {
    let mut client = server.client();
    for visitors in groups {
        for _ in 0..100 {
            if !visitors.is_waiting() {
                break;
            }
            let answer = client.decide(&visitors.request()).await?;
            if answer.status != 503 {
                visitors.answered(&answer.ok()?);
            }
        }
        ensure!(!visitors.is_waiting(), "a request is not taken");
    }
    Ok(())
}
