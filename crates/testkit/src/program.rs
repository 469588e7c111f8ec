//! Where the program under test is, and where its data may lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The `kizukai` binary: what `KIZUKAI_BIN` names, else the one in the target folder this very program was built into.
///
/// # Errors
/// When there is none; it says how to get one.
pub fn program() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("KIZUKAI_BIN") {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(named);
        }
        bail!("KIZUKAI_BIN names {}, which is no file", named.display());
    }
    let own = own_path()?;
    // `target/debug/deps/name-hash` for a test, `target/release/bench` for a binary.
    let beside = own.ancestors().skip(1).take(2).map(|folder| folder.join("kizukai"));
    beside.into_iter().find(|path| path.is_file()).with_context(|| {
        format!("no kizukai beside {}: run `cargo build -p kizukai`, or set KIZUKAI_BIN", own.display())
    })
}

/// A folder for data, on the disk the program was built on: unlike `/tmp`, that is never memory alone.
///
/// # Errors
/// When it cannot be made.
pub fn scratch_folder() -> Result<tempfile::TempDir> {
    let own = own_path()?;
    let beside = own.parent().unwrap_or_else(|| Path::new("."));
    tempfile::Builder::new()
        .prefix("kizukai-data-")
        .tempdir_in(beside)
        .with_context(|| format!("no folder for data can be made in {}", beside.display()))
}

fn own_path() -> Result<PathBuf> {
    std::env::current_exe().context("this program does not know where it lies")
}
