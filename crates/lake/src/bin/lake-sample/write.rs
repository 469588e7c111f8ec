//! Writes the sample shop's rows into a lake, sealing portions and compacting, and goes on where an earlier run was stopped.

use jiff::ToSpan as _;
use kizukai_lake::sample::Sample;
use kizukai_lake::{Lake, LakeError, Location};

/// Rows of a profile, on average.
const ROWS_OF_A_PROFILE: u64 = 20;

/// Reads rows, days and rows of a portion.
pub(crate) fn read(given: &[&str]) -> Option<(Sample, i64)> {
    let [rows, days, portion] = given else { return None };
    let rows: u64 = rows.parse().ok()?;
    let profiles = (rows / ROWS_OF_A_PROFILE).max(10);
    let sample = Sample { rows, days: days.parse().ok()?, profiles, ..Sample::million() };
    Some((sample, portion.parse().ok().filter(|portion| *portion > 0)?))
}

/// Writes what is not yet there, and tells how far it is, a line a portion.
#[expect(clippy::print_stdout, reason = "how far it is, is what it is asked for")]
pub(crate) async fn write(location: &Location, sample: &Sample, portion: i64) -> Result<(), LakeError> {
    let lake = Lake::open(location).await?;
    println!("opened {}", lake.sealed());
    while lake.sealed() < sample.last_row() {
        let after = lake.sealed();
        let upto = (after + portion).min(sample.last_row());
        let rows = sample.between(after, upto);
        let today = rows.last().map_or(sample.first_day, |row| row.day);
        lake.seal(rows, upto).await?;
        println!("sealed {upto}");
        lake.compact(today).await?;
    }
    let after_all = sample.first_day.saturating_add(i64::from(sample.days).days());
    while lake.compact(after_all).await? {
        println!("compacted");
    }
    Ok(())
}
