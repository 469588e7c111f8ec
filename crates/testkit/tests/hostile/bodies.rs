//! Bodies whose length is not said beforehand, and bodies that do not come.

use std::net::SocketAddr;

use anyhow::Result;
use kizukai_model::limits::REQUEST_BYTES;
use kizukai_testkit::{Shop, events};
use serde_json::json;

use crate::raw::Raw;
use crate::{assert_well, hits, shop_with};

/// Where events are taken.
const PATHS: [&str; 4] = ["/v1/batch", "/v1/decide", "/v1/track", "/t"];
/// Bytes of one chunk.
const CHUNK: usize = 40_000;

/// A request of that many bytes, without events where the path takes a list of them.
fn padded(write_key: &str, bytes: usize) -> Vec<u8> {
    let head = format!(
        r#"{{"writeKey":"{write_key}","events":[],"batch":[],"event":"T","anonymousId":"a1","more":""#
    );
    let fill = "x".repeat(bytes - head.len() - 2);
    format!(r#"{head}{fill}"}}"#).into_bytes()
}

/// Sends the body in chunks, without the end mark: who has to hear that it is too large hears it before.
async fn in_chunks(address: SocketAddr, path: &str, body: &[u8]) -> Result<Raw> {
    let mut raw = Raw::open(address).await?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: shop.example\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    raw.send(head.as_bytes()).await?;
    for chunk in body.chunks(CHUNK) {
        raw.send(format!("{:x}\r\n", chunk.len()).as_bytes()).await?;
        raw.send(chunk).await?;
        raw.send(b"\r\n").await?;
    }
    Ok(raw)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_in_chunks_is_bounded_like_any_other() -> Result<()> {
    let shop = Shop::open()?;
    let mut server = shop.serve().await?;
    let address = server.process().address();
    let mut neighbour = server.client();
    for (n, path) in PATHS.iter().enumerate() {
        let mut raw = in_chunks(address, path, &padded(&shop.write_key, REQUEST_BYTES + 1)).await?;
        let (status, problem) = raw.answer().await?;
        assert_eq!((status, &problem["code"]), (413, &json!("body_too_large")), "{path}: {problem}");
        assert_eq!(hits(&mut neighbour, "request_bytes").await?, n as u64 + 1, "{path}");
        assert_well(&mut neighbour).await?;
    }
    for path in ["/v1/batch", "/v1/decide"] {
        let mut raw = in_chunks(address, path, &padded(&shop.write_key, REQUEST_BYTES)).await?;
        raw.send(b"0\r\n\r\n").await?;
        let (status, answer) = raw.answer().await?;
        assert_eq!((status, &answer["verdicts"]), (200, &json!([])), "{path}: {answer}");
    }
    assert_eq!(hits(&mut neighbour, "request_bytes").await?, PATHS.len() as u64);
    server.terminate()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_does_not_come_is_given_up_and_counted() -> Result<()> {
    let shop = shop_with(&[("LIMITS__BODY_SECONDS", "1")])?;
    let mut server = shop.serve().await?;
    let address = server.process().address();
    let mut neighbour = server.client();
    let mut waiting = Vec::new();
    for path in PATHS {
        waiting.push((path, in_chunks(address, path, br#"{"writeKey":"#).await?));
    }
    let view = events::request("good", &[events::page("m1", "/")]);
    neighbour.decide(&view).await?.ok()?;
    for (path, mut raw) in waiting {
        let (status, problem) = raw.answer().await?;
        assert_eq!((status, &problem["code"]), (408, &json!("body_incomplete")), "{path}: {problem}");
    }
    assert_eq!(hits(&mut neighbour, "body_arrival").await?, PATHS.len() as u64);
    assert_eq!(neighbour.history("good").await?.len(), 1);
    server.terminate()
}
