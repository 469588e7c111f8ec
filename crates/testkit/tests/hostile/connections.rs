//! Connections that are held rather than used.

use std::net::IpAddr;

use anyhow::{Result, ensure};
use kizukai_testkit::{Client, Deadline, events};
use serde_json::json;

use crate::raw::Raw;
use crate::{PATIENCE, assert_well, figures, hits, shop_with, until_hit};

/// Connections whose header never ends.
const SLOW: usize = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_that_trickle_are_cut_and_counted_while_others_are_served() -> Result<()> {
    let shop = shop_with(&[("LIMITS__HEADER_SECONDS", "1")])?;
    let mut server = shop.serve().await?;
    let address = server.process().address();
    let mut silent = Raw::open(address).await?;
    let mut slow = Vec::new();
    for _ in 0..SLOW {
        let mut raw = Raw::open(address).await?;
        raw.send(b"POST /v1/decide HTTP/1.1\r\nhost: shop.example\r\nx-slow: ").await?;
        slow.push(raw);
    }

    let mut neighbour = server.client();
    let mut served = Vec::new();
    let deadline = Deadline::after(PATIENCE);
    while !slow.is_empty() {
        ensure!(!deadline.is_over(), "{} of {SLOW} are still open", slow.len());
        let id = format!("m{}", served.len());
        let answer = neighbour.decide(&events::request("good", &[events::page(&id, "/")])).await?.ok()?;
        assert_eq!(answer["verdicts"], json!([{"messageId": id, "verdict": "ok"}]));
        served.insert(0, json!(id));
        // Each goes on sending, as slowly as the neighbour is served.
        slow.retain_mut(Raw::trickle);
    }
    until_hit(&mut neighbour, "header_arrival", SLOW as u64).await?;
    assert_eq!(silent.until_closed().await?, b"", "who says nothing is idle, and closed as well");
    assert_eq!(hits(&mut neighbour, "header_arrival").await?, SLOW as u64, "an idle one is not counted");
    let kept: Vec<_> = neighbour.history("good").await?.iter().map(|row| row["messageId"].clone()).collect();
    assert_eq!(kept, served);
    server.terminate()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beyond_the_most_connections_the_next_waits_for_a_place() -> Result<()> {
    let shop = shop_with(&[("LIMITS__CONNECTIONS", "4")])?;
    let server = shop.serve().await?;
    let mut held = held(4, || server.client()).await?;
    let mut next = server.client();
    let mut waiting = Box::pin(next.get("/healthz"));
    tokio::select! {
        biased;
        answer = &mut waiting => panic!("a fifth connection was served: {answer:?}"),
        served = async {
            until_hit(&mut held[0], "connections", 1).await?;
            for client in &mut held {
                assert_well(client).await?;
            }
            anyhow::Ok(())
        } => served?,
    }
    drop(held.pop());
    assert_eq!(waiting.await?.status, 200, "there is a place again");
    server.terminate()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_say_nothing_give_their_places_back() -> Result<()> {
    let shop = shop_with(&[("LIMITS__CONNECTIONS", "2"), ("LIMITS__HEADER_SECONDS", "1")])?;
    let mut server = shop.serve().await?;
    let address = server.process().address();
    let mut silent = [Raw::open(address).await?, Raw::open(address).await?];
    assert_well(&mut server.client()).await?;
    for raw in &mut silent {
        assert_eq!(raw.until_closed().await?, b"");
    }
    server.terminate()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_address_does_not_get_all_connections() -> Result<()> {
    let shop = shop_with(&[("LIMITS__CONNECTIONS_PER_ADDRESS", "3"), ("LIMITS__COUNT_LOOPBACK", "true")])?;
    let mut server = shop.serve().await?;
    let address = server.process().address();
    let mut held = held(3, || server.client()).await?;
    let before = hits(&mut held[0], "connections_per_address").await?;
    let mut refused = Raw::open(address).await?;
    assert_eq!(refused.until_closed().await?, b"");
    assert_eq!(hits(&mut held[0], "connections_per_address").await?, before + 1);

    let mut elsewhere = Raw::open_from(IpAddr::from([127, 0, 0, 2]), address).await?;
    elsewhere.send(b"GET /healthz HTTP/1.1\r\nhost: shop.example\r\n\r\n").await?;
    assert_eq!(elsewhere.answer().await?.0, 200, "others are served");
    let figures = figures(&mut held[0]).await?;
    assert!(!figures.contains("127.0.0"), "an address stands in the figures");
    server.terminate()
}

/// So many clients, each with an open connection. The one that waited until the server was ready may still have a place.
async fn held(count: usize, client: impl Fn() -> Client) -> Result<Vec<Client>> {
    let deadline = Deadline::after(PATIENCE);
    let mut held = Vec::new();
    while held.len() < count {
        ensure!(!deadline.is_over(), "only {} of {count} connections are open", held.len());
        let mut next = client();
        if next.get("/healthz").await.is_ok_and(|answer| answer.status == 200) {
            held.push(next);
        }
    }
    Ok(held)
}
