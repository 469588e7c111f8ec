//! `kizukai rebuild`: builds every profile anew from the recorded inputs and compares it with the stored one.

use kizukai_runtime::{RebuildReport, Room, rebuild};

use crate::arguments::Rebuild;
use crate::{neighbour, terminal};

/// Rebuilds; ends with an error when profiles differ and were not replaced.
pub(crate) fn run(asked: &Rebuild) -> anyhow::Result<()> {
    anyhow::ensure!(asked.data.join("catalog.db").exists(), "{} is no data folder", asked.data.display());
    let report = rebuild(&asked.data, asked.write, Room::default())
        .map_err(|error| neighbour::opening(&asked.data, error))?;
    if asked.json {
        terminal::say(&serde_json::to_string(&report)?);
    } else {
        tell(&report);
    }
    let is_equal = report.different.is_empty() && report.wrong_sums == 0;
    anyhow::ensure!(
        asked.write || is_equal,
        "{} stored profiles and {} sums of results differ; `--write` replaces them",
        differences(&report),
        report.wrong_sums
    );
    Ok(())
}

const fn differences(report: &RebuildReport) -> u64 {
    report.different.len() as u64 + report.untold
}

fn tell(report: &RebuildReport) {
    terminal::say(&format!("inputs     {}", report.inputs));
    terminal::say(&format!("profiles   {}", report.profiles));
    terminal::say(&format!("equal      {}", report.equal));
    terminal::say(&format!("different  {}", differences(report)));
    terminal::say(&format!("written    {}", report.written));
    if report.wrong_sums > 0 {
        terminal::say(&format!("{} sums of results are not what the profiles say", report.wrong_sums));
    }
    if report.stray_timers > 0 {
        terminal::say(&format!(
            "{} timers are unknown to their profiles; they are harmless",
            report.stray_timers
        ));
    }
    for difference in &report.different {
        let (site, profile, seq) = (&difference.site, &difference.profile, difference.seq);
        terminal::say(&format!("  {site} {profile} at input {seq}: {}", difference.reason));
    }
    if report.untold > 0 {
        terminal::say(&format!("  and {} more", report.untold));
    }
}
