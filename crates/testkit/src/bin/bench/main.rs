//! `make bench`: how fast the real program is, beside a trivial JSON echo, on this machine, in this run.
//!
//! `bench` measures and writes a table to stdout and figures to the file that `KIZUKAI_BENCH_JSON` names;
//! `bench inside`, `rates`, `latency`, `start`, `population`, `lake`, `sealing` measure a part alone; `bench echo` is the reference, run by `bench` as a
//! process of its own. What is measured and how stands in
//! `bench/README.md`; keep the two in step.
//!
//! To start: [`plan`] is the order of measurements, `load` the generator, `shop` what the requests are about. To add a
//! figure, measure it in [`plan`] and put it into [`figures::Figures`].

mod connection;
mod echo;
mod figures;
mod histogram;
mod lake;
mod load;
mod machine;
mod plan;
mod population;
mod shop;

use anyhow::Result;

use plan::Section;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => runtime.block_on(plan::measure(&Section::ALL)),
        ["echo"] => runtime.block_on(echo::serve()),
        ref sections => {
            let sections = sections.iter().map(|name| Section::named(name)).collect::<Result<Vec<_>>>()?;
            runtime.block_on(plan::measure(&sections))
        }
    }
}
