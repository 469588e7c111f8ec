//! A thousand connections are a thousand open files on either side; many machines allow 1,024 unless asked.

use anyhow::{Result, ensure};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Allows this process, and those it starts from now on, so many open files.
///
/// # Errors
/// When the machine's hard limit is lower.
pub fn allow_open_files(count: u64) -> Result<()> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= count) {
        return Ok(());
    }
    ensure!(
        maximum.is_none_or(|maximum| maximum >= count),
        "this machine allows {maximum:?} open files (`ulimit -Hn`), {count} are needed"
    );
    setrlimit(Resource::Nofile, Rlimit { current: Some(count), maximum })?;
    Ok(())
}
