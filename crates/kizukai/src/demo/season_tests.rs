//! Simulated visitors through the real door: what they do is taken, and what reports find is the ground truth.

use std::sync::Arc;

use kizukai_model::{Clock, SiteId, Span};
use kizukai_runtime::{ArmFigures, Metric, Runtime};
use kizukai_simulation::http::Address;
use kizukai_simulation::replay::replay;
use kizukai_simulation::{Season, Table, Tally, truth};

use super::clock::DemoClock;
use super::shop;
use super::visitors::{Progress, Stage};
use crate::config::Config;
use crate::serving::Server;

/// A season that happened to a sample shop.
struct Happened {
    runtime: Runtime,
    site: SiteId,
    season: Season,
    tally: Tally,
    // Removed with the season.
    _folder: tempfile::TempDir,
}

async fn happen(seed: u64, newcomers: f64, days: i64) -> Happened {
    let folder = tempfile::tempdir().unwrap();
    let now = DemoClock::default().now();
    let clock = Arc::new(DemoClock::beginning_at(now.minus(Span::from_days(days))));
    let keys = shop::keys(folder.path(), &*clock).unwrap();
    let mut config = Config::default();
    config.server.listen.set_port(0);
    let server = Server::open(&config, config.settings().unwrap(), folder.path().to_owned(), clock.clone())
        .await
        .unwrap();
    shop::stock(server.runtime(), folder.path()).await.unwrap();
    let runtime = server.runtime().clone();
    let site = shop::site(&runtime).unwrap();
    let stage = Stage {
        address: Address { socket: server.address().unwrap(), write_key: keys.write_key },
        runtime: runtime.clone(),
        clock: clock.clone(),
        progress: Arc::new(Progress::new(false)),
        stopping: server.stopping(),
    };
    let season = Season { seed, from: clock.now(), until: now, newcomers, wave: Span::from_secs(10) };
    let serving = tokio::spawn(async move { server.run(&config, axum::Router::new()).await });
    let crowd = replay(&stage.address, season, &stage, |_| {}).await.unwrap();
    assert!(!serving.is_finished(), "the server serves to the end");
    Happened { runtime, site, season, tally: crowd.tally().clone(), _folder: folder }
}

/// Visitors decided, reached, and yen: of everybody spoken to, and of the control.
async fn figures(of: &Happened, campaign: &str) -> [(f64, f64, f64); 2] {
    let results = of.runtime.results(&of.site, campaign).await.unwrap().unwrap();
    let sum = |control: bool| {
        let arms: Vec<&ArmFigures> =
            results.phases[0].arms.iter().filter(|arm| arm.control == control).collect();
        let total = |read: fn(&ArmFigures) -> u64| arms.iter().map(|arm| read(arm)).sum::<u64>() as f64;
        assert!(!control || total(|arm| arm.seen) == 0.0, "{campaign} shows something to its control");
        let yen = arms.iter().map(|arm| serde_json::to_value(arm.value).unwrap().as_f64().unwrap()).sum();
        (total(|arm| arm.decided), total(|arm| arm.converted), yen)
    };
    [sum(false), sum(true)]
}

/// How far the truth may lie outside the interval that is told: the stand-in leaves out holdout, quiet time and attention.
const LEFT_OUT: f64 = 0.01;

/// Of each arm the interval that is told holds the truth. Answers of how many arms one is told.
async fn assert_told(of: &Happened, truths: &[truth::Effect]) -> usize {
    let campaign = &truths[0].campaign;
    let effect = of.runtime.effect(&of.site, campaign, None).await.unwrap().unwrap();
    assert!(
        !effect.sizes.assigned.is_fault && !effect.sizes.decided.is_fault,
        "{campaign}: {:?}",
        effect.sizes
    );
    let mut told_of = 0;
    for arm in effect.arms.iter().filter(|arm| !arm.control) {
        let truth = truths.iter().find(|truth| truth.arm.as_deref() == Some(arm.arm.as_str()));
        let truth = truth.unwrap_or(&truths[0]).conversion;
        let Some(told) = arm.metrics.iter().find(|told| told.metric == Metric::Goal) else { continue };
        let (Some(low), Some(high)) = (told.difference_low, told.difference_high) else {
            assert!(told.difference.is_none(), "{campaign} without its interval: {told:?}");
            continue;
        };
        println!("{campaign} {}: {low:.3} to {high:.3}, truth {truth:.3}", arm.arm);
        assert!(
            low - LEFT_OUT <= truth && truth <= high + LEFT_OUT,
            "{campaign} {}: {low:.3} to {high:.3}, truth {truth:.3}",
            arm.arm
        );
        told_of += 1;
    }
    told_of
}

#[tokio::test(flavor = "multi_thread")]
async fn every_event_is_taken_and_the_naive_difference_finds_the_truth_again() {
    let is_long = std::env::var_os("KIZUKAI_SOAK").is_some_and(|value| value == "1");
    let (newcomers, days) = if is_long { (500.0, 20) } else { (60.0, 10) };
    let happened = happen(5, newcomers, days).await;
    assert!(happened.tally.refused.is_empty(), "{:?}", happened.tally);
    assert!(happened.tally.orders > 50 && happened.tally.answers > 100, "{:?}", happened.tally);
    for campaign in ["cart-shipping", "cart-assurance", "list-end", "search-help", "size-help"] {
        let [(shown, reached, _), (ghosts, reached_unspoken, _)] = figures(&happened, campaign).await;
        assert!(shown > 10.0 && ghosts > 0.0, "{campaign}: {shown} shown, {ghosts} ghosts");
        let truth = truth::effects(campaign, happened.season).unwrap().remove(0);
        let found = reached / shown - reached_unspoken / ghosts;
        let variance = |rate: f64, of: f64| rate * (1.0 - rate) / of;
        let error = (variance(truth.with, shown) + variance(truth.without, ghosts)).sqrt();
        // Four standard errors, and what the stand-in leaves out: holdout, quiet time, attention.
        let apart = (found - truth.conversion).abs();
        assert!(apart < 4.0 * error + 0.03, "{campaign}: found {found:.3} ± {error:.3}, truth {truth:?}");
    }
    let mut told_of = 0;
    for campaign in Table::shipped().campaign.keys() {
        if let Some(truths) = truth::effects(campaign, happened.season) {
            told_of += assert_told(&happened, &truths).await;
        }
    }
    assert!(told_of >= if is_long { 8 } else { 1 }, "intervals are told of {told_of} arms");
    let harmful = happened.runtime.definition(&happened.site, "campaign", "list-end").unwrap().unwrap();
    if is_long {
        assert_eq!(harmful.text["status"], "paused", "the measure that does harm has stopped by itself");
    }
}
