//! The reference: an axum server that reads JSON and answers it. Nothing is decided, nothing is kept.

use anyhow::Result;
use axum::routing::post;
use axum::serve::ListenerExt;
use axum::{Json, Router};
use serde_json::Value;
use tokio::net::TcpListener;

/// The path it answers at.
pub(crate) const PATH: &str = "/echo";

/// Serves on a free loopback port until it is killed; says where on stderr, like `kizukai serve`.
#[expect(clippy::print_stderr, reason = "the process that started this one reads the address there")]
pub(crate) async fn serve() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    eprintln!("listening on http://{}", listener.local_addr()?);
    // As kizukai does, so that neither waits for the other side's acknowledgements.
    let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
    axum::serve(listener, Router::new().route(PATH, post(answer))).await?;
    Ok(())
}

async fn answer(Json(body): Json<Value>) -> Json<Value> {
    Json(body)
}
