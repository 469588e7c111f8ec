//! What the table comes to: the true effect of each campaign on those it speaks to, in conversion and yen.
//!
//! Everybody lives twice, once with the campaign and once without, drawing the same numbers; all else (the other
//! campaigns included) happens as it would. The difference between the two lives is the effect, the whole of it and
//! without the chance that separates two groups of different people. This is the effect that a report defines as
//! "speaking instead of silence here, with what it later displaces", from the first decision on, within the goal's time.

use std::collections::BTreeMap;

use kizukai_model::{Span, Timestamp};
use serde::Serialize;

use crate::crowd::{Crowd, Season};
use crate::request::{Happening, Request};
use crate::stand_in::StandIn;
use crate::table::Table;

/// A true effect, for each visitor the campaign decided to speak to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The campaign's key.
    pub campaign: String,
    /// The arm's key; none for all arms together.
    pub arm: Option<String>,
    /// How many it decided on.
    pub decided: usize,
    /// Part that reached the goal without it, from 0 to 1.
    pub without: f64,
    /// Part that reached the goal with it.
    pub with: f64,
    /// Points between the two: `with - without`.
    pub conversion: f64,
    /// Standard error of `conversion`: how much another seed may differ.
    pub conversion_error: f64,
    /// Yen of the goals for each visitor more (or less) with it.
    pub yen: f64,
    /// Standard error of `yen`.
    pub yen_error: f64,
}

/// What one life came to.
#[derive(Clone, Copy, Debug, Default)]
struct Life {
    reached: bool,
    yen: f64,
}

/// The effect of a campaign on the visitors of a season; all arms together first, then each where there are several.
/// None for a campaign without a goal, and for one that nobody met.
pub fn effects(campaign: &str, season: Season) -> Option<Vec<Effect>> {
    let truth = Table::shipped().campaign.get(campaign)?;
    let goal = truth.goal.as_deref()?;
    let within = truth.within?;
    let with = lives(campaign, season, true, goal, within)?;
    let without = lives(campaign, season, false, goal, within)?;
    let arms = StandIn::new(season.seed, campaign, true)?;
    let pairs: Vec<(u64, Life, Life)> = with
        .into_iter()
        .map(|(visitor, life)| (visitor, life, without.get(&visitor).copied().unwrap_or_default()))
        .collect();
    let mut effects = vec![effect(campaign, None, &pairs)?];
    if truth.arms.len() > 1 {
        for arm in truth.arms.keys() {
            let of_arm =
                |(visitor, ..): &&(u64, Life, Life)| arms.arm(campaign, *visitor) == Some(arm.as_str());
            let pairs: Vec<_> = pairs.iter().filter(of_arm).copied().collect();
            effects.push(effect(campaign, Some(arm.clone()), &pairs)?);
        }
    }
    Some(effects)
}

fn effect(campaign: &str, arm: Option<String>, pairs: &[(u64, Life, Life)]) -> Option<Effect> {
    if pairs.is_empty() {
        return None;
    }
    let chance = |life: &Life| f64::from(u8::from(life.reached));
    let part = |lives: &mut dyn Iterator<Item = f64>| lives.sum::<f64>() / pairs.len() as f64;
    let (conversion, conversion_error) = mean_and_error(
        &pairs.iter().map(|(_, with, without)| chance(with) - chance(without)).collect::<Vec<_>>(),
    );
    let (yen, yen_error) =
        mean_and_error(&pairs.iter().map(|(_, with, without)| with.yen - without.yen).collect::<Vec<_>>());
    Some(Effect {
        campaign: campaign.to_owned(),
        arm,
        decided: pairs.len(),
        without: part(&mut pairs.iter().map(|(_, _, without)| chance(without))),
        with: part(&mut pairs.iter().map(|(_, with, _)| chance(with))),
        conversion,
        conversion_error,
        yen,
        yen_error,
    })
}

/// The mean, and its standard error from the sample's variance.
fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0).max(1.0) / count).sqrt())
}

/// What everybody's life came to whom the campaign met.
fn lives(
    campaign: &str,
    season: Season,
    speaks: bool,
    goal: &str,
    within: Span,
) -> Option<BTreeMap<u64, Life>> {
    let mut crowd = Crowd::new(Table::shipped(), season);
    let mut shop = StandIn::new(season.seed, campaign, speaks)?;
    let mut lives: BTreeMap<u64, Life> = BTreeMap::new();
    while let Some(wave) = crowd.next_wave() {
        let now_ms = u64::try_from(wave.at.as_ms()).unwrap_or(0);
        for (visitor, request) in wave.requests {
            let reply = shop.decide(visitor, now_ms, &request);
            if let Some(first) = shop.first_decided(visitor) {
                let life = lives.entry(visitor).or_default();
                let is_in_time =
                    wave.at.since(Timestamp::from_ms(i64::try_from(first).unwrap_or(0))) <= within;
                if is_in_time && let Some(yen) = reached(&request, goal) {
                    life.yen += if life.reached && yen > 0.0 { 0.0 } else { yen };
                    life.reached = true;
                }
            }
            crowd.take(wave.at, visitor, &reply);
        }
    }
    Some(lives)
}

/// The yen of a goal that a request reports; a goal other than an order is worth nothing by itself.
fn reached(request: &Request, goal: &str) -> Option<f64> {
    request.events.iter().find_map(|event| match &event.what {
        Happening::Track { name, properties } if *name == goal => {
            let is_order = *name == "Order Completed";
            Some(if is_order { properties["revenue"].as_f64().unwrap_or(0.0) } else { 0.0 })
        }
        _ => None,
    })
}
