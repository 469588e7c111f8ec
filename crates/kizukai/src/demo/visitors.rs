//! Lets simulated visitors into the sample shop: thirty days of them at the first start, then a handful at a time.
//!
//! They come through the same door as everybody, `POST /v1/decide`. Only the time is told: while the thirty days
//! happen, the whole shop lives in the past, with timers firing when they are due there.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use kizukai_model::{Clock, Span, Timestamp};
use kizukai_runtime::Runtime;
use kizukai_simulation::http::Address;
use kizukai_simulation::replay::{Timekeeper, replay};
use kizukai_simulation::{NEWCOMERS, Season, Visitor, live};
use tokio::sync::watch;

use super::clock::DemoClock;
use crate::terminal;

/// Days that have happened when the shop is first seen.
pub(crate) const DAYS: u32 = 30;

/// Every shop's thirty days are drawn from this; who is spoken to depends on the shop's own ids.
const SEED: u64 = 20_261_122;

/// When less time passes at once, timers fire after the next request, as they do in a shop where time passes by itself.
const FIRE_AFTER: Span = Span::from_mins(1);

/// A line on the terminal every so many days.
const TELL_EVERY_DAYS: u32 = 5;

/// How far the thirty days have come. Shared with the page that shows it.
#[derive(Debug)]
pub(crate) struct Progress(AtomicU32);

impl Progress {
    /// Nothing has happened yet, or all is over.
    pub(crate) const fn new(is_over: bool) -> Self {
        Self(AtomicU32::new(if is_over { DAYS } else { 0 }))
    }

    /// Days that are over.
    pub(crate) fn days(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    fn reach(&self, days: u32) {
        self.0.fetch_max(days.min(DAYS), Ordering::Relaxed);
    }
}

/// The moment thirty days before one.
pub(crate) fn beginning(now: Timestamp) -> Timestamp {
    now.minus(Span::from_days(i64::from(DAYS)))
}

/// What the visitors need of the shop.
pub(crate) struct Stage {
    pub(crate) address: Address,
    pub(crate) runtime: Runtime,
    pub(crate) clock: Arc<DemoClock>,
    pub(crate) progress: Arc<Progress>,
    pub(crate) stopping: watch::Receiver<bool>,
}

impl Stage {
    /// Lets visitors come until the shop stops: first those of the thirty days if `is_new`, then live.
    pub(crate) async fn play(self, is_new: bool) {
        let mut stopping = self.stopping.clone();
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => {}
            () = self.open(is_new) => {}
        }
    }

    async fn open(&self, is_new: bool) {
        let remembered = if is_new { self.past().await } else { Vec::new() };
        self.clock.go_live();
        self.progress.reach(DAYS);
        terminal::complain("visitors come and go now");
        let seed = self.clock.now().as_ms().unsigned_abs();
        live::live(&self.address, seed, remembered).await;
    }

    async fn past(&self) -> Vec<Visitor> {
        let began_ms = self.clock.monotonic_ms();
        let from = self.clock.now();
        let season = Season {
            seed: SEED,
            from,
            until: self.clock.real_now(),
            newcomers: NEWCOMERS,
            wave: Span::from_secs(1),
        };
        let each_day = |days| {
            self.progress.reach(days);
            if days % TELL_EVERY_DAYS == 0 && days < DAYS {
                terminal::complain(&format!("replaying the last {DAYS} days: day {days}"));
            }
        };
        match replay(&self.address, season, self, each_day).await {
            Ok(crowd) => {
                let tally = crowd.tally();
                let took_s = self.clock.monotonic_ms().saturating_sub(began_ms) / 1_000;
                terminal::complain(&format!(
                    "replayed the last {DAYS} days in {took_s} s: {} visits, {} orders, {} answers",
                    tally.visits, tally.orders, tally.answers
                ));
                if !tally.refused.is_empty() {
                    tracing::warn!(refused = ?tally.refused, "some events of simulated visitors were not taken");
                }
                crowd.into_away(live::REMEMBERED_MOST)
            }
            Err(error) => {
                tracing::error!(%error, "the last days could not be replayed to their end");
                Vec::new()
            }
        }
    }
}

impl Timekeeper for Stage {
    async fn reach(&self, now: Timestamp) {
        let before = self.clock.now();
        self.clock.reach(now);
        if day(now) > day(before)
            && let Err(error) = self.runtime.act_by_rules().await
        {
            tracing::warn!(%error, "rules could not be looked at in the past");
        }
        if now.since(before) < FIRE_AFTER {
            return;
        }
        if let Err(error) = self.runtime.fire_due().await {
            tracing::warn!(%error, "timers of the past could not be fired");
        }
    }
}

/// The day of a moment, in UTC: rules are looked at once in each.
const fn day(at: Timestamp) -> i64 {
    at.as_ms().div_euclid(Span::from_days(1).as_ms())
}
