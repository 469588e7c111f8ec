//! Many visitors: the memory of a server that has served a hundred thousand, and how many decides a second are left when
//! a million profiles lie in the data folder.
//!
//! The profiles come by the import, as a shop's own data would: each has its group and its points. The first page view
//! of an imported visitor is the dearest moment there is: a profile is read from disk and ten campaigns draw their arms.

use std::ops::Range;
use std::time::Duration;

use anyhow::Result;
use kizukai_testkit::{Shop, TestServer};

use crate::figures::Figures;
use crate::histogram::median;
use crate::load::Load;
use crate::machine;
use crate::plan::{DECIDE, rounds_note};
use crate::shop::{self, Template, VISITORS};

/// Visitors served before the memory is read.
const SERVED: u64 = 100_000;
/// Profiles of the larger folder.
const MANY: u64 = 1_000_000;
/// Rounds of few, many, few.
const ROUNDS: usize = 3;
/// How long one round sends as fast as it is answered.
const FULL: Duration = Duration::from_secs(5);
/// How long each server is warmed up before the first round.
const WARM_UP: Duration = Duration::from_secs(2);

/// Measures both.
pub(crate) async fn measure(figures: &mut Figures) -> Result<()> {
    let few = Shop::open()?;
    let (server_of_few, load_of_few) = serve(&few, 0..VISITORS).await?;
    let many = Shop::open()?;
    let (mut server, load) = serve(&many, 0..SERVED).await?;
    load.each(SERVED).await?;
    figures.add("rss_100k_mb", machine::resident_mb(server.process().id())?, "MiB");
    shop::import_visitors(&mut server.client(), SERVED..MANY).await?;
    let load = Load { visitors: MANY, ..load };
    for load in [&load_of_few, &load] {
        load.rate(WARM_UP).await?;
    }
    let (mut thousand, mut million) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let before = load_of_few.rate(FULL).await?;
        million.push(load.rate(FULL).await?);
        thousand.push(f64::midpoint(before, load_of_few.rate(FULL).await?));
    }
    figures.note(rounds_note("decide with 1,000 profiles", "req/s", &thousand));
    figures.note(rounds_note("decide with 1,000,000 profiles", "req/s", &million));
    let (thousand, million) = (median(thousand), median(million));
    figures.add("decide_1m_rps", million, "req/s");
    figures.add("profile_growth_1m_to_1k", thousand / million, "");
    figures.add("rss_1m_mb", machine::resident_mb(server.process().id())?, "MiB");
    server_of_few.terminate()?;
    Ok(())
}

/// A shop with its campaigns and these visitors, being served.
async fn serve(shop: &Shop, visitors: Range<u64>) -> Result<(TestServer, Load)> {
    let mut server = shop.serve().await?;
    shop::publish(&mut server.client()).await?;
    let count = visitors.end - visitors.start;
    shop::import_visitors(&mut server.client(), visitors).await?;
    let template = Template::page(DECIDE, &shop.write_key);
    let load = Load { address: server.process().address(), template, visitors: count };
    Ok((server, load))
}
