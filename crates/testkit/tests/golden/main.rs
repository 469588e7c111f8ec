//! Data folders of every released version still open, with everything in them, and go on.
//!
//! `v1`, `v2` … beside this file are such folders: `ledger.db` and `catalog.db` as a crash left them, and `expected.json`
//! with what the version that wrote them answered. Before a version is released, its folder is written and committed:
//!
//! ```sh
//! KIZUKAI_WRITE_GOLDEN=v2 cargo test -p kizukai-testkit --test golden
//! ```
//!
//! It writes where nothing is yet and never over a committed folder. A folder that no longer rebuilds to the profiles it
//! holds means that [`step`](kizukai_engagement::step()) treats old inputs differently: give the new treatment its own
//! [rules](kizukai_engagement::Rules), do not touch the folder.

mod expected;
mod story;
mod time_machine;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use kizukai_engagement::Rules;
use kizukai_model::Span;
use kizukai_runtime::{Room, rebuild};
use kizukai_store::Catalog;
use kizukai_store::sqlite::DataFolder;
use kizukai_testkit::{Shop, events, scratch_folder};
use serde_json::json;

use expected::Expected;
use time_machine::TimeMachine;

/// What a golden folder is made of.
const FILES: [&str; 3] = ["ledger.db", "catalog.db", "expected.json"];

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// All committed folders.
fn folders() -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(home())? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    ensure!(!folders.is_empty(), "there is no golden folder");
    Ok(folders)
}

/// A copy to open: opening changes the files.
fn copy(folder: &Path) -> Result<tempfile::TempDir> {
    let copy = scratch_folder()?;
    for name in FILES {
        fs::copy(folder.join(name), copy.path().join(name))
            .with_context(|| format!("{} of {}", name, folder.display()))?;
    }
    Ok(copy)
}

/// Everything that is promised of a folder written by an older program.
async fn check(original: &Path) -> Result<()> {
    let folder = copy(original)?;
    let expected = Expected::read(folder.path())?;
    let report = rebuild(folder.path(), false, Room::default())?;
    assert_eq!(report.different, [], "profiles that the same inputs no longer lead to");
    assert!(report.profiles > 5 && report.inputs > 30, "{report:?}");

    let shop = TimeMachine::open(folder.path(), &expected)?;
    expected.check(&shop).await?;
    goes_on(&shop, &expected).await?;
    shop.shut_down().await?;
    let report = rebuild(folder.path(), false, Room::default())?;
    assert_eq!(report.different, [], "after it went on");
    let catalog = DataFolder::open(folder.path())?.catalog()?;
    let current = catalog.current_program(&expected.site)?;
    assert_eq!(catalog.rules(&expected.site, current)?, Rules::PRESENT.number());
    Ok(())
}

/// The dialogues that were open go on, waits end, orders are counted once.
async fn goes_on(shop: &TimeMachine, expected: &Expected) -> Result<()> {
    let open = &expected.open;
    let answered = shop.decide(&open["device"], &[events::answer("g-1", open, "later")]).await?;
    assert_eq!(answered, ["ok"], "an open dialogue is answered");
    let waiting = &expected.waiting;
    shop.pass(Span::from_hours(2)).await?;
    let profile = shop.profile(&waiting["device"]).await?;
    let enrolment = &profile["campaigns"][story::HELP]["enrolment"];
    assert_eq!((&enrolment["id"], &enrolment["step"]), (&waiting["enrolment"], &json!("again")), "{profile}");
    let before = shop.profile(&open["device"]).await?["orders"]["count"].clone();
    let orders = [events::order("g-2", story::COUNTED_ORDER), events::order("g-3", "g-order")];
    assert_eq!(shop.decide(&open["device"], &orders).await?, ["ok", "ok"]);
    let after = shop.profile(&open["device"]).await?["orders"]["count"].clone();
    assert_eq!(after.as_u64(), before.as_u64().map(|count| count + 1), "one of the two was counted before");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_of_every_released_version_opens_and_goes_on() -> Result<()> {
    for folder in folders()? {
        check(&folder).await.with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_now_is_golden_too() -> Result<()> {
    let folder = scratch_folder()?;
    story::tell(folder.path()).await?;
    check(folder.path()).await?;
    let Some(name) = std::env::var_os("KIZUKAI_WRITE_GOLDEN") else { return Ok(()) };
    let golden = home().join(name);
    if !golden.exists() {
        fs::create_dir_all(&golden)?;
        for name in FILES {
            fs::copy(folder.path().join(name), golden.join(name))?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_started_program_takes_over_a_folder_of_every_released_version() -> Result<()> {
    for original in folders()? {
        let folder = copy(&original)?;
        let expected = Expected::read(folder.path())?;
        let shop = Shop::of(folder.path(), &expected.write_key, &expected.api_key)?;
        shop.rebuild().context("before it was ever served")?;
        let server = shop.serve().await?;
        let mut client = server.client();
        for known in &expected.profiles {
            let path = format!("/api/profiles/{}?kind={}", known.id, known.kind);
            let profile = client.get(&path).await?.ok()?;
            assert_eq!(profile["anonymousIds"], known.profile["anonymousIds"]);
            assert_eq!(profile["orders"], known.profile["orders"]);
        }
        let page = events::request("g-newcomer", &[events::page("g-4", "/")]);
        assert_eq!(events::verdicts(&client.decide(&page).await?.ok()?).len(), 1);
        server.terminate()?;
        shop.rebuild().context("after it was served")?;
    }
    Ok(())
}
