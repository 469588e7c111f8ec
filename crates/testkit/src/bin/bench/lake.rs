//! The lake: how long a trend takes beside DuckDB on the same files, and what sealing takes from those who send events.
//!
//! Each answer is given by a fresh process, the two taking turns, and has to be the same to the last line. The questions stand as SQL
//! in `crates/lake/tests/duckdb`. Sealing is measured as it happens: two servers take events as fast as they answer, one
//! that seals all the time and one that seals nothing yet, in rounds, the other being stopped meanwhile.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::{Shop, TestServer, scratch_folder};

use crate::figures::Figures;
use crate::histogram::median;
use crate::load::Load;
use crate::plan::{DECIDE, rounds_note};
use crate::shop::{self, Template, VISITORS};

/// Rows of the lake.
const ROWS: &str = "10000000";
/// Days they are of, and days that are asked for.
const DAYS: &str = "30";
/// Rows that are sealed at once.
const PORTION: &str = "125000";
/// Answers of each, to each question.
const ROUNDS: usize = 5;
/// Questions with the names of their figures: how long DuckDB takes, and how many times as long the lake takes.
const QUESTIONS: [(&str, &str, &str); 6] = [
    ("property", "lake_property_ms", "lake_property_to_duckdb"),
    ("day", "lake_day_ms", "lake_day_to_duckdb"),
    ("hour", "lake_hour_ms", "lake_hour_to_duckdb"),
    ("sum", "lake_sum_ms", "lake_sum_to_duckdb"),
    ("visitors", "lake_visitors_ms", "lake_visitors_to_duckdb"),
    ("decided", "lake_decided_ms", "lake_decided_to_duckdb"),
];

/// What a server is told that seals what comes at once; as it comes, it looks for the first time after a minute.
const AT_ONCE: (&str, &str) = ("KIZUKAI_LAKE__SEAL_AFTER_SECONDS", "0");
/// How often two servers begin with empty folders: rates fall while a folder fills, whether it is sealed or not.
const TURNS: usize = 5;
/// Rounds of each in a turn: all of them within the first minute of both, with time to spare for the beginning.
const ROUNDS_OF_A_TURN: usize = 6;
/// How long one of them sends as fast as it is answered.
const ROUND: Duration = Duration::from_secs(3);
/// How long a server is warmed up before the first.
const WARM_UP: Duration = Duration::from_secs(2);

/// Measures the trends, where there is a Python that has DuckDB (`KIZUKAI_LAKE_PYTHON`).
pub(crate) fn trends(figures: &mut Figures) -> Result<()> {
    let python = std::env::var_os("KIZUKAI_LAKE_PYTHON")
        .map(PathBuf::from)
        .context("KIZUKAI_LAKE_PYTHON names no Python that has DuckDB: `make lake-python` makes one")?;
    let scratch = scratch_folder()?;
    let folder = scratch.path().join("lake");
    answer(Command::new(beside("lake-sample")?).arg("write").arg(&folder).args([ROWS, DAYS, PORTION]))?;
    let ask = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lake/tests/duckdb/ask.py");
    for (question, took, ratio) in QUESTIONS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let lake =
                answer(Command::new(beside("lake-sample")?).arg("ask").arg(&folder).args([DAYS, question]))?;
            let duckdb = answer(Command::new(&python).arg(&ask).arg(&folder).args([DAYS, question]))?;
            ensure!(lake.lines == duckdb.lines, "{question}: the lake and DuckDB answer differently");
            ours.push(lake.took_ms);
            theirs.push(duckdb.took_ms);
        }
        figures.note(rounds_note(&format!("the lake's {question}"), "ms", &ours));
        figures.note(rounds_note(&format!("DuckDB's {question}"), "ms", &theirs));
        let (ours, theirs) = (median(ours), median(theirs));
        figures.add(took, ours, "ms");
        figures.add(ratio, ours / theirs, "");
    }
    Ok(())
}

/// What a program answered.
struct Answered {
    lines: String,
    /// As it says itself: without its start.
    took_ms: f64,
}

fn answer(command: &mut Command) -> Result<Answered> {
    let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed: {said}");
    let took_ms = said.split_whitespace().next_back().and_then(|word| word.parse().ok()).unwrap_or_default();
    Ok(Answered { lines: String::from_utf8(output.stdout)?, took_ms })
}

/// A program of the same build.
fn beside(name: &str) -> Result<PathBuf> {
    let program = std::env::current_exe()?.with_file_name(name);
    ensure!(program.exists(), "{} is missing: `make bench` builds it", program.display());
    Ok(program)
}

/// Measures how many batches a second are taken while the lake is sealed, beside a server that seals nothing yet.
pub(crate) async fn sealing(figures: &mut Figures) -> Result<()> {
    let mut pairs = Vec::new();
    for _ in 0..TURNS {
        pairs.extend(turn().await?);
    }
    let (without, sealing): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    figures.note(rounds_note("batches with nothing sealed", "req/s", &without));
    figures.note(rounds_note("batches while sealing", "req/s", &sealing));
    let ratios = pairs.iter().map(|(without, sealing)| sealing / without).collect();
    figures.add("ingest_while_sealing", median(ratios), "");
    Ok(())
}

/// Rounds of the two, side by side: the one that does not have its round is stopped. Those in which the other sealed nothing are
/// left out.
async fn turn() -> Result<Vec<(f64, f64)>> {
    let (mut plain, mut sealing) = (Taking::start(&[]).await?, Taking::start(&[AT_ONCE]).await?);
    let mut pairs = Vec::new();
    for round in 0..ROUNDS_OF_A_TURN {
        let last = newest(&sealing.lake);
        // Who is first changes, so that a machine that slows down does so for both.
        let (without, with) = if round % 2 == 0 {
            let without = plain.round(ROUND).await?;
            (without, sealing.round(ROUND).await?)
        } else {
            let with = sealing.round(ROUND).await?;
            (plain.round(ROUND).await?, with)
        };
        if newest(&sealing.lake) > last {
            pairs.push((without, with));
        }
    }
    ensure!(newest(&plain.lake) == 0, "the lake was sealed before it was to be: nothing to compare with");
    ensure!(
        2 * pairs.len() > ROUNDS_OF_A_TURN,
        "only {} of {ROUNDS_OF_A_TURN} rounds saw anything sealed",
        pairs.len()
    );
    plain.end()?;
    sealing.end()?;
    Ok(pairs)
}

/// A server that takes batches in its rounds, and is stopped between them.
struct Taking {
    server: TestServer,
    load: Load,
    lake: PathBuf,
    // Removed with it.
    _shop: Shop,
}

impl Taking {
    async fn start(told: &[(&str, &str)]) -> Result<Self> {
        let told = told.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let shop = Shop::open_with(scratch_folder()?, told)?;
        let mut server = shop.serve().await?;
        shop::publish(&mut server.client()).await?;
        shop::import_visitors(&mut server.client(), 0..VISITORS).await?;
        let template = Template::batch(DECIDE, &shop.write_key);
        let load = Load { address: server.process().address(), template, visitors: VISITORS };
        load.rate(WARM_UP).await?;
        server.process().pause()?;
        Ok(Self { server, load, lake: shop.data().join("lake/manifest"), _shop: shop })
    }

    async fn round(&mut self, time: Duration) -> Result<f64> {
        self.server.process().resume()?;
        let rate = self.load.rate(time).await?;
        self.server.process().pause()?;
        Ok(rate)
    }

    fn end(mut self) -> Result<()> {
        self.server.process().resume()?;
        self.server.terminate()
    }
}

/// The number of the newest manifest; each portion that is sealed makes one.
fn newest(manifests: &Path) -> u64 {
    let entries = std::fs::read_dir(manifests).into_iter().flatten().flatten();
    let number = |entry: std::fs::DirEntry| entry.path().file_stem()?.to_str()?.parse().ok();
    entries.filter_map(number).max().unwrap_or_default()
}
