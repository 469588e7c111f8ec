//! Killed right after an erasure was acknowledged: the person is gone, everybody else is there, and nothing is left in the files.

use std::path::Path;

use anyhow::{Context, Result};
use kizukai_testkit::{Shop, events, texts};
use serde_json::json;

/// A word that stands in everything the person did.
const MARK: &str = "hanako-of-the-blue-door";

/// The files of a folder, and of those in it, in which the mark stands.
fn files_with_mark(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_with_mark(&path)?);
            continue;
        }
        let bytes = std::fs::read(&path)?;
        if bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    Ok(found)
}

#[tokio::test]
async fn killed_right_after_the_acknowledgement_the_erased_stays_erased() -> Result<()> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    for (device, note) in [("phone", MARK), ("tablet", MARK), ("other", "somebody else")] {
        let viewed = events::track(&format!("{device}-1"), "Product Viewed", &json!({"note": note}));
        client.decide(&events::request(device, &[viewed])).await?.ok()?;
        let login = events::identify(&format!("{device}-2"), &format!("{note}@example.jp"));
        client.decide(&events::request(device, &[login])).await?.ok()?;
    }
    assert!(!files_with_mark(shop.data())?.is_empty(), "the mark is there before");
    let erased = client.ask("DELETE", "/api/profiles/phone", &[], "").await?.ok()?;
    assert_eq!(erased["profiles"], 2, "both devices were one person: {erased}");
    server.kill_9()?;

    assert_eq!(files_with_mark(shop.data())?, [""; 0]);
    shop.rebuild().context("right after the crash")?;
    let server = shop.serve().await?;
    let mut client = server.client();
    for device in ["phone", "tablet"] {
        assert_eq!(client.get(&format!("/api/profiles/{device}")).await?.status, 404, "{device}");
    }
    assert_eq!(client.history("other").await?.len(), 2);
    let again = events::track("phone-3", "Product Viewed", &json!({}));
    client.decide(&events::request("phone", &[again])).await?.ok()?;
    assert_eq!(client.profile("phone").await?["sequence"], 1);
    server.terminate()?;
    shop.rebuild().context("after the stranger came")?;
    Ok(())
}
