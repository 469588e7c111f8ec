//! What of the machine belongs to the figures: its cores, the disk below the data, the memory of a process.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::Stopwatch;

use crate::histogram::median;

/// Syncs measured.
const SYNCS: usize = 100;

/// Cores this process may use.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The kind of file system a folder lies on.
///
/// # Errors
/// When it keeps files in memory alone: there a sync costs nothing, and the figures would mean nothing.
pub(crate) fn file_system(folder: &Path) -> Result<String> {
    let folder = folder.canonicalize()?;
    let mounts = fs::read_to_string("/proc/self/mounts")?;
    let fields = mounts.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let above = fields.filter(|fields| fields.len() > 2 && folder.starts_with(fields[1]));
    let nearest = above.max_by_key(|fields| fields[1].len()).context("no file system holds the folder")?;
    let kind = nearest[2].to_owned();
    ensure!(
        kind != "tmpfs" && kind != "ramfs",
        "{} lies in memory ({kind}), not on a disk",
        folder.display()
    );
    Ok(kind)
}

/// Milliseconds to append 4 KiB to a file and sync it; the median.
pub(crate) fn sync_ms(folder: &Path) -> Result<f64> {
    let path = folder.join("sync-probe");
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    let mut took = Vec::with_capacity(SYNCS);
    for _ in 0..SYNCS {
        let watch = Stopwatch::start();
        file.write_all(&[7; 4_096])?;
        file.sync_data()?;
        took.push(watch.elapsed_ms());
    }
    fs::remove_file(path)?;
    Ok(median(took))
}

/// Resident memory of a process in MiB.
pub(crate) fn resident_mb(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib / 1_024.0)
}

/// Processor time a process has used so far, all its threads together, in seconds. Unlike a rate it hardly depends on what
/// else the machine does.
pub(crate) fn processor_s(process: u32) -> Result<f64> {
    let mut used_ns = 0_u64;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        // A thread may have ended since it was listed.
        let Ok(times) = fs::read_to_string(thread?.path().join("schedstat")) else { continue };
        used_ns += times.split(' ').next().context("an empty schedstat")?.parse::<u64>()?;
    }
    Ok(used_ns as f64 / 1e9)
}
