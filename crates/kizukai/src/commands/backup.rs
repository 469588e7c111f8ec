//! `kizukai backup` and `kizukai restore`: a copy of the data folder while it is served, and back.

use kizukai_model::Clock;
use kizukai_model::time::SystemClock;
use kizukai_store::sqlite::CopyProgress;

use crate::arguments::{Backup, Restore};
use crate::{backup, terminal};

/// Part of a file, in percent, between two lines about progress.
const TOLD_EVERY_PERCENT: u64 = 20;
/// Pages of SQLite files made by this program.
const PAGE_BYTES: u64 = 4_096;

/// Copies the folder. Whatever was acknowledged before the call is in the copy.
pub(crate) fn run(asked: &Backup) -> anyhow::Result<()> {
    anyhow::ensure!(asked.data.join("catalog.db").exists(), "{} is no data folder", asked.data.display());
    let now = SystemClock::default().now();
    let place = backup::place(&asked.to, now)?;
    let mut progress = Progress::default();
    let manifest = backup::make(&asked.data, &place, now, &mut |step| progress.tell(step))?;
    if asked.json {
        let mut told = serde_json::to_value(&manifest)?;
        told["folder"] = place.display().to_string().into();
        terminal::say(&told.to_string());
    } else {
        let pictures = manifest.media.iter().map(|file| file.bytes);
        let bytes: u64 = manifest.files.iter().map(|file| file.bytes).chain(pictures).sum();
        terminal::say(&format!("backup   {}", place.display()));
        terminal::say(&format!(
            "holds    inputs up to {}, {} KiB, checked",
            manifest.last_row,
            bytes / 1_024
        ));
    }
    Ok(())
}

/// Puts a backup back into a new folder.
pub(crate) fn restore(asked: &Restore) -> anyhow::Result<()> {
    let manifest = backup::restore(&asked.from, &asked.data)?;
    let data = asked.data.display();
    terminal::say(&format!("restored {data}, as it was at {}", manifest.made_at));
    terminal::complain(&format!("To be sure of every profile: kizukai rebuild --check --data {data}"));
    Ok(())
}

/// Says now and then how far it is.
#[derive(Default)]
struct Progress {
    told: Option<(&'static str, u64)>,
}

impl Progress {
    fn tell(&mut self, step: CopyProgress) {
        let percent = (step.done_pages * 100).checked_div(step.all_pages).unwrap_or(100);
        let here = (step.file, percent / TOLD_EVERY_PERCENT);
        if self.told != Some(here) {
            self.told = Some(here);
            let kib = step.all_pages * PAGE_BYTES / 1_024;
            terminal::complain(&format!("{}: {percent} % of {kib} KiB", step.file));
        }
    }
}
