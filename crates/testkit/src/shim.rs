//! Libraries that are loaded before the C library (`LD_PRELOAD`) and make the machine under a program a worse one:
//! `shim/disk.c`, a disk that loses what was not synced, and `shim/clock.c`, a clock that jumps.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Builds the library `shim/NAME.c` into a folder; answers where it lies.
///
/// # Errors
/// When there is no C compiler (`CC`, else `cc`), or it does not take the source.
pub fn compile_shim(name: &str, folder: &Path) -> Result<PathBuf> {
    let shim = folder.join(format!("{name}.so"));
    let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("shim/{name}.c"));
    let mut command = Command::new(&compiler);
    command.args(["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o"]).arg(&shim).arg(source);
    let output = command.args(["-ldl", "-lpthread"]).output().context("a C compiler is needed (gcc)")?;
    ensure!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(shim)
}
