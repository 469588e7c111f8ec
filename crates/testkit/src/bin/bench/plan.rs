//! The order of measurements, and what each figure is.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};
use kizukai_testkit::{Process, Shop, Stopwatch, TestServer, in_process};

use crate::figures::{Figures, shown};
use crate::histogram::median;
use crate::load::{CONNECTIONS, Load};
use crate::shop::{self, BATCH, CAMPAIGNS, Template, VISITORS};
use crate::{echo, lake, machine, population};

/// Rounds of each measurement; the figure is their median.
const ROUNDS: usize = 5;
/// How long one round sends as fast as it is answered, to each server.
const FULL: Duration = Duration::from_secs(3);
/// How long each server is warmed up before the first round.
const WARM_UP: Duration = Duration::from_secs(2);
/// How long one round sends at half the rate.
const HALF: Duration = Duration::from_secs(4);
/// Starts measured.
const STARTS: usize = 5;
/// Where a decide goes.
pub(crate) const DECIDE: &str = "/v1/decide";

/// A part of the benchmark that can be asked for alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Echo, decide and ingest as fast as they are answered.
    Rates,
    /// Decides at a fixed rate.
    Latency,
    /// Starting, and the memory of a server nobody has asked yet.
    Start,
    /// The step and its conditions, in this process.
    Inside,
    /// Many visitors: memory, and what a million of them cost.
    Population,
    /// Trends of ten million rows beside DuckDB.
    Lake,
    /// Ingest while the lake is written.
    Sealing,
}

impl Section {
    /// All, in order.
    pub(crate) const ALL: [Self; 7] =
        [Self::Inside, Self::Rates, Self::Latency, Self::Start, Self::Population, Self::Lake, Self::Sealing];

    /// Reads a name.
    pub(crate) fn named(name: &str) -> Result<Self> {
        Ok(match name {
            "rates" => Self::Rates,
            "latency" => Self::Latency,
            "start" => Self::Start,
            "inside" => Self::Inside,
            "population" => Self::Population,
            "lake" => Self::Lake,
            "sealing" => Self::Sealing,
            other => bail!("no section {other}: inside, rates, latency, start, population, lake or sealing"),
        })
    }
}

/// Measures the sections, prints the table and writes the file.
#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
pub(crate) async fn measure(sections: &[Section]) -> Result<()> {
    let mut figures = Figures::default();
    let wanted = |section| sections.contains(&section);
    if wanted(Section::Inside) {
        figures.add("targeting_500_us", in_process::targeting_500_us(), "µs");
        figures.add("step_growth_10000_to_10", in_process::step_growth_10000_to_10(), "");
        figures.add("step_50_us", in_process::step_us(CAMPAIGNS), "µs");
    }
    if wanted(Section::Rates) || wanted(Section::Latency) || wanted(Section::Start) {
        measure_thousand(sections, &mut figures).await?;
    }
    if wanted(Section::Population) {
        population::measure(&mut figures).await?;
    }
    if wanted(Section::Lake) {
        lake::trends(&mut figures)?;
    }
    if wanted(Section::Sealing) {
        lake::sealing(&mut figures).await?;
    }
    let path = figures.write()?;
    println!("{}\nwritten to {}", figures.table(), path.display());
    Ok(())
}

/// Everything that is measured with a thousand visitors.
async fn measure_thousand(sections: &[Section], figures: &mut Figures) -> Result<()> {
    let shop = Shop::open()?;
    let disk = machine::file_system(shop.data())?;
    let sync_ms = machine::sync_ms(shop.scratch())?;
    let (mut server, idle_mb) = set_up(&shop).await?;
    let reference = Process::start(Command::new(std::env::current_exe()?).arg("echo"))?;
    let loads = Loads::new(&shop, &mut server, &reference);
    let decide_rps = if sections.contains(&Section::Rates) {
        rates(&loads, server.process().id(), figures).await?
    } else {
        loads.decide.rate(WARM_UP).await?
    };
    if sections.contains(&Section::Latency) {
        latency(&loads, decide_rps / 2.0, figures).await?;
    }
    server.terminate()?;
    if sections.contains(&Section::Start) {
        figures.add("startup_ms", startup_ms(&shop).await?, "ms");
        figures.add("rss_idle_mb", idle_mb, "MiB");
    }
    describe(&loads, &disk, sync_ms, figures);
    Ok(())
}

/// The shop with campaigns and visitors, and the memory of its server before it saw a visitor.
async fn set_up(shop: &Shop) -> Result<(TestServer, f64)> {
    let server = shop.serve().await?;
    shop::publish(&mut server.client()).await?;
    server.terminate()?;
    let mut server = shop.serve().await?;
    let idle_mb = machine::resident_mb(server.process().id())?;
    shop::import_visitors(&mut server.client(), 0..VISITORS).await?;
    Ok((server, idle_mb))
}

/// What is sent to whom.
struct Loads {
    decide: Load,
    ingest: Load,
    echo: Load,
}

impl Loads {
    fn new(shop: &Shop, server: &mut TestServer, reference: &Process) -> Self {
        let address = server.process().address();
        let key = &shop.write_key;
        let to = |address, template| Load { address, template, visitors: VISITORS };
        Self {
            decide: to(address, Template::page(DECIDE, key)),
            ingest: to(address, Template::batch(DECIDE, key)),
            echo: to(reference.address(), Template::page(echo::PATH, key)),
        }
    }
}

/// Echo, decide, echo again, so that a machine that slows down or speeds up does so for both; then ingest. Answers
/// the decides a second.
async fn rates(loads: &Loads, server: u32, figures: &mut Figures) -> Result<f64> {
    for load in [&loads.echo, &loads.decide] {
        load.rate(WARM_UP).await?;
    }
    let (mut echo, mut decide, mut ingest, mut decide_us) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let before = loads.echo.rate(FULL).await?;
        let worked_s = machine::processor_s(server)?;
        let rate = loads.decide.rate(FULL).await?;
        decide_us.push((machine::processor_s(server)? - worked_s) * 1e6 / (rate * FULL.as_secs_f64()));
        decide.push(rate);
        echo.push(f64::midpoint(before, loads.echo.rate(FULL).await?));
        ingest.push(loads.ingest.rate(FULL).await? * BATCH as f64);
    }
    for (name, unit, rounds) in [
        ("echo", "req/s", &echo),
        ("decide", "req/s", &decide),
        ("processor time of a decide", "µs", &decide_us),
        ("ingest", "events/s", &ingest),
    ] {
        figures.note(rounds_note(name, unit, rounds));
    }
    let (echo, decide, ingest) = (median(echo), median(decide), median(ingest));
    figures.add_beside_echo("echo_rps", echo, "req/s", 1.0);
    figures.add_beside_echo("decide_50_rps", decide, "req/s", decide / echo);
    figures.add("decide_50_to_echo", decide / echo, "");
    figures.add("decide_50_cpu_us", median(decide_us), "µs");
    figures.add("ingest_batch20_eps", ingest, "events/s");
    Ok(decide)
}

async fn latency(loads: &Loads, rate: f64, figures: &mut Figures) -> Result<()> {
    let (mut p50, mut p99, mut most) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut latencies = loads.decide.latencies(rate, HALF).await?;
        p50.push(latencies.percentile_ms(0.50));
        p99.push(latencies.percentile_ms(0.99));
        most.push(latencies.percentile_ms(1.0));
    }
    figures.note(rounds_note("decide p99 at half load", "ms", &p99));
    figures.note(rounds_note("the slowest decide at half load", "ms", &most));
    figures.add("decide_p50_ms_half_load", median(p50), "ms");
    figures.add("decide_p99_ms_half_load", median(p99), "ms");
    Ok(())
}

/// The rounds one by one: what they differ by is what the machine did beside.
pub(crate) fn rounds_note(name: &str, unit: &str, rounds: &[f64]) -> String {
    let each: Vec<_> = rounds.iter().map(|value| shown(*value)).collect();
    format!("Rounds of {name}: {} {unit}.", each.join(", "))
}

/// From starting the program to its being ready, on the folder the load left behind.
async fn startup_ms(shop: &Shop) -> Result<f64> {
    let mut took = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let watch = Stopwatch::start();
        let server = shop.serve().await?;
        took.push(watch.elapsed_ms());
        server.terminate()?;
    }
    Ok(median(took))
}

fn describe(loads: &Loads, disk: &str, sync_ms: f64, figures: &mut Figures) {
    let cores = machine::cores();
    let bytes = [loads.decide.template.length(), loads.ingest.template.length()];
    figures.note(format!(
        "{CAMPAIGNS} campaigns of 3 to 5 conditions, 20 % of them match; {VISITORS} visitors, uniform; \
         {CONNECTIONS} keep-alive connections;\na page view ({} bytes) a decide, {BATCH} track events ({} bytes) an \
         ingest. Every decide is answered after a durable commit\n(SQLite, WAL, synchronous = FULL) on {disk}, where \
         syncing 4 KiB takes {sync_ms:.2} ms.",
        bytes[0], bytes[1]
    ));
    figures.note(format!(
        "Medians of {ROUNDS} rounds of echo, decide, echo, ingest. One generator for both servers; it shares the {cores} \
         cores with them.\nLatency: open loop at half of decide_50_rps, counted from when a request was due."
    ));
}
