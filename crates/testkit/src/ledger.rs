//! Looks into the ledger of a shop whose server has ended: what no HTTP answer lists.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use kizukai_runtime::packing;
use kizukai_store::LedgerReader;
use kizukai_store::sqlite::DataFolder;

/// Rows read at once.
const ROWS: usize = 1_000;
/// Rows a test may leave behind.
const ROWS_MOST: usize = 10_000_000;

/// An input as it was appended.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// The profile, as the API writes its id.
    pub profile: String,
    /// Its place in the profile's own sequence.
    pub seq: u64,
    /// What happened: `input` names the kind (`moment timer traits merge merged_into backfill`).
    pub what: Value,
}

/// All inputs, oldest first.
///
/// # Errors
/// When the folder is still served, or a row cannot be read.
pub fn inputs(data: &Path) -> Result<Vec<Input>> {
    let folder = DataFolder::open(data)?;
    let reader = folder.reader()?;
    let mut inputs = Vec::new();
    let mut after = 0;
    loop {
        let rows = reader.inputs_after(after, ROWS)?;
        let Some(last) = rows.last() else { return Ok(inputs) };
        after = last.id;
        for row in &rows {
            let what =
                serde_json::from_slice(&packing::unpack(&row.input)?).context("an input is not JSON")?;
            inputs.push(Input { profile: row.profile.to_string(), seq: row.seq, what });
        }
        ensure!(inputs.len() < ROWS_MOST, "the ledger does not end");
    }
}
