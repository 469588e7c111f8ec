//! A disk without space for a while: nothing is acknowledged that is not durable, and nobody has to restart anything.

use anyhow::{Context, Result};
use kizukai_testkit::visitors::DIALOGUE;
use kizukai_testkit::{Client, events, texts};
use serde_json::json;

use crate::disk::ShopOnDisk;
use crate::serve;

/// Requests while the disk is full.
const REFUSED: usize = 25;

/// A view of a page by a device of its own; answers the status.
async fn view(client: &mut Client, id: &str) -> Result<u16> {
    let request =
        events::request(&format!("proof-device-{id}"), &[events::page(&format!("proof-{id}"), "/")]);
    let answer = client.decide(&request).await?;
    if answer.status == 503 {
        anyhow::ensure!(answer.headers.contains_key("retry-after"), "when to come again is not said");
    }
    Ok(answer.status)
}

async fn is_known(client: &mut Client, id: &str) -> Result<bool> {
    Ok(client.get(&format!("/api/profiles/proof-device-{id}?kind=anonymous")).await?.status == 200)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_acknowledges_nothing_and_is_forgotten_once_there_is_space() -> Result<()> {
    let disk = ShopOnDisk::open()?;
    let server = serve(&disk.shop).await?;
    let mut client = server.client();
    assert_eq!(view(&mut client, "before").await?, 200);

    disk.fill_up()?;
    for n in 0..REFUSED {
        assert_eq!(view(&mut client, &format!("refused-{n}")).await?, 503, "request {n} on a full disk");
    }
    let published = client.ask("PUT", "/api/site", &[], json!({"holdout": 3}).to_string()).await?;
    assert!(published.status >= 500, "published with {} on a full disk", published.status);
    assert!(is_known(&mut client, "before").await?, "what was known can be read");
    assert_eq!(client.get("/healthz").await?.status, 200);

    disk.make_room()?;
    assert_eq!(view(&mut client, "after").await?, 200, "without a restart");
    for n in 0..REFUSED {
        assert!(!is_known(&mut client, &format!("refused-{n}")).await?, "refused {n} left something behind");
        assert_eq!(view(&mut client, &format!("refused-{n}")).await?, 200, "sent again");
    }
    client.publish("/api/site", &texts::site()).await?;
    server.kill_9()?;

    disk.shop.rebuild().context("after the crash")?;
    let server = disk.shop.serve().await?;
    let mut client = server.client();
    for id in ["before", "after", "refused-0", "refused-24"] {
        assert!(is_known(&mut client, id).await?, "{id} is lost");
    }
    client.get(&format!("/api/campaigns/{DIALOGUE}")).await?.ok()?;
    server.terminate()?;
    disk.shop.rebuild()
}
