//! How many durable steps a second this machine appends: inputs of 300 bytes in commits of 64, each synced.
//!
//! ```sh
//! cargo run --release -p kizukai-store --example append [DIR]
//! ```
//!
//! DIR (default: a folder below the present one, on the disk to be measured) is created and removed again.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use std::error::Error;
use std::path::PathBuf;

use kizukai_model::time::SystemClock;
use kizukai_model::{Clock, IdKind, ProfileId, Timestamp};
use kizukai_store::sqlite::DataFolder;
use kizukai_store::{Commit, InputRow, Ledger, RowId};

/// Inputs in one commit.
const BATCH: i64 = 64;
/// How long to append.
const DURATION_MS: u64 = 10_000;
/// Bytes of one input.
const INPUT_BYTES: usize = 300;
/// Profiles, taken in turn.
const PROFILES: i64 = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let dir = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("append-example"), PathBuf::from);
    if dir.exists() {
        return Err(format!("{} exists already", dir.display()).into());
    }
    let clock = SystemClock::default();
    let (steps, ms) = append(&DataFolder::open(&dir)?, &clock)?;
    std::fs::remove_dir_all(&dir)?;
    let rate = |count: u64| count as f64 * 1_000.0 / ms as f64;
    println!(
        "{:.0} steps/s durable ({steps} steps of {INPUT_BYTES} bytes in {ms} ms, {:.0} commits/s of {BATCH})",
        rate(steps),
        rate(steps / BATCH.cast_unsigned()),
    );
    Ok(())
}

/// Appends until the time is up; answers how many inputs, and the milliseconds it took.
fn append(folder: &DataFolder, clock: &impl Clock) -> Result<(u64, u64), Box<dyn Error>> {
    let mut ledger = folder.ledger()?;
    let profiles: Vec<ProfileId> =
        (0..PROFILES).map(|n| ProfileId::derive("s_bench", IdKind::Anonymous, &n.to_string())).collect();
    let (begin_ms, mut first) = (clock.monotonic_ms(), 1);
    loop {
        let inputs = (first..first + BATCH).map(|id| input(id, &profiles, clock.now())).collect();
        ledger.commit(&Commit { inputs, ..Commit::default() })?;
        first += BATCH;
        let elapsed_ms = clock.monotonic_ms() - begin_ms;
        if elapsed_ms >= DURATION_MS {
            return Ok(((first - 1).cast_unsigned(), elapsed_ms));
        }
    }
}

fn input(id: RowId, profiles: &[ProfileId], now: Timestamp) -> InputRow {
    let turn = id.cast_unsigned() as usize;
    InputRow {
        id,
        site: "s_bench".into(),
        profile: profiles[turn % profiles.len()],
        seq: (turn / profiles.len()) as u64 + 1,
        prev: (id > PROFILES).then(|| id - PROFILES),
        now,
        program: 1,
        input: vec![b'x'; INPUT_BYTES],
        decisions: None,
    }
}
