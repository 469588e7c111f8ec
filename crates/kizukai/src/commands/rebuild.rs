//! `kizukai rebuild`: builds every profile anew from the recorded inputs and compares it with the stored one.

use kizukai_runtime::{RebuildReport, rebuild};

use crate::arguments::Rebuild;
use crate::{neighbour, terminal};

/// Rebuilds; ends with an error when profiles differ and were not replaced.
pub(crate) fn run(asked: &Rebuild) -> anyhow::Result<()> {
    anyhow::ensure!(asked.data.join("catalog.db").exists(), "{} is no data folder", asked.data.display());
    let report = rebuild(&asked.data, asked.write).map_err(|error| neighbour::opening(&asked.data, error))?;
    if asked.json {
        terminal::say(&serde_json::to_string(&report)?);
    } else {
        tell(&report);
    }
    let is_mended = asked.write || report.different.is_empty();
    anyhow::ensure!(is_mended, "{} stored profiles differ; `--write` replaces them", report.different.len());
    Ok(())
}

fn tell(report: &RebuildReport) {
    terminal::say(&format!("inputs     {}", report.inputs));
    terminal::say(&format!("profiles   {}", report.profiles));
    terminal::say(&format!("equal      {}", report.equal));
    terminal::say(&format!("different  {}", report.different.len()));
    terminal::say(&format!("written    {}", report.written));
    for difference in &report.different {
        let (site, profile, seq) = (&difference.site, &difference.profile, difference.seq);
        terminal::say(&format!("  {site} {profile} at input {seq}: {}", difference.reason));
    }
}
