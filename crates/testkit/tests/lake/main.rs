//! The program's own lake: what happened lies in the files once, whenever it was killed, and what the program counts is what
//! others count in the files.
//!
//! `KIZUKAI_SEED` repeats a run; `KIZUKAI_SOAK=1` makes it long.

mod counted;
mod files;
mod killed;

use std::time::Duration;

use anyhow::{Result, ensure};
use kizukai_testkit::{Client, Deadline, Shop, scratch_folder};
use serde_json::Value;

/// Everything is sealed when it is seen, once a second.
const AT_ONCE: [(&str, &str); 1] = [("KIZUKAI_LAKE__SEAL_AFTER_SECONDS", "0")];
/// How long the last rows may take to be sealed, in a debug build on a busy machine.
const SEALED: Duration = Duration::from_secs(120);

/// A shop that seals as soon as it can.
fn shop() -> Result<Shop> {
    let environment = AT_ONCE.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Shop::open_with(scratch_folder()?, environment.into())
}

/// A trend as the program tells it.
async fn trend(client: &mut Client, question: &str) -> Result<Value> {
    client.get(&format!("/api/trends?{question}")).await?.ok()
}

/// Waits until nothing is left beside the files.
async fn all_sealed(client: &mut Client) -> Result<()> {
    let deadline = Deadline::after(SEALED);
    loop {
        let told = trend(client, "kind=page").await?;
        if told["unsealed_rows"] == 0 {
            return Ok(());
        }
        ensure!(!deadline.is_over(), "rows stay beside the files: {told}");
    }
}
