//! Whether the arms of a phase have the sizes they were drawn for. The alarm holds at any look, so that it does not matter
//! how often somebody asks, nor whether the last day is over.

use kizukai_engagement::CampaignText;
use kizukai_model::Key;
use kizukai_stats::ErrorRate;
use kizukai_stats::ratio::RatioTest;
use kizukai_store::{ArmDay, ArmSums, DayNumber};

use super::reading::shares;
use super::series::{Series, whole};
use super::{ArmSize, PhaseSizes, Sizes};

impl PhaseSizes {
    /// Of a campaign's phase, the day that is not over included.
    pub(crate) fn of_campaign(text: &CampaignText, phase: u32, counted: Vec<ArmDay>) -> Self {
        let shares = shares(text);
        let keys: Vec<Key> = shares.iter().map(|(key, _)| key.clone()).collect();
        Self::of(&Series::new(counted, phase, &keys, DayNumber::MAX), &shares)
    }

    /// Of the days of a series. `shares`: the arms that can be drawn, with the shares they are drawn for.
    pub(super) fn of(series: &Series, shares: &[(Key, f64)]) -> Self {
        Self {
            assigned: sizes_by(series, shares, |sums| sums.assigned),
            decided: sizes_by(series, shares, |sums| sums.drawn_here),
        }
    }
}

fn sizes_by(series: &Series, shares: &[(Key, f64)], size: impl Fn(&ArmSums) -> i128) -> Sizes {
    let of = |key: &Key| {
        let arms = series.arms.iter().filter(|arm| arm.key == *key);
        arms.collect::<Vec<_>>()
    };
    let on = |key: &Key, day| of(key).iter().map(|arm| whole(size(&arm.on(day)))).sum::<u64>();
    let arms = shares.iter().map(|(key, expected)| ArmSize {
        arm: key.clone(),
        expected: *expected,
        visitors: of(key).iter().map(|arm| whole(size(&arm.over))).sum(),
    });
    let weights: Vec<f64> = shares.iter().map(|(_, share)| *share).collect();
    let mut is_fault = false;
    if let Ok(mut test) = RatioTest::new(&weights, ErrorRate::THOUSANDTH) {
        let mut so_far = vec![0; shares.len()];
        for day in &series.days {
            so_far.iter_mut().zip(shares).for_each(|(sum, (key, _))| *sum += on(key, *day));
            is_fault |= test.look(&so_far).is_ok_and(|look| look.is_fault);
        }
    }
    Sizes { is_fault, arms: arms.collect() }
}
