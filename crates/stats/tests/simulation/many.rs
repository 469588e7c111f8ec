//! Many campaigns judged together, daily, some of them without effect.

use kizukai_stats::ErrorRate;
use kizukai_stats::many::believed;
use kizukai_stats::rate::{Counts, RateTest, Setup};

use crate::draw::{binomial, stream};
use crate::runs;

const CAMPAIGNS: u64 = 20;
/// Campaigns of them that do something.
const EFFECTIVE: u64 = 5;
const DAYS: u32 = 10;

/// Part of false ones among those believed on the day on which most are.
fn false_part(run: u64) -> f64 {
    let mut draws = stream(41, run);
    let setup = Setup::new(0.05, 0.3, ErrorRate::TWENTIETH).expect("within the limits");
    let mut tests = vec![RateTest::new(setup); CAMPAIGNS as usize];
    let mut found: Vec<bool> = Vec::new();
    for _ in 0..DAYS {
        for (index, test) in (0..).zip(&mut tests) {
            let lift = if index < EFFECTIVE { 0.4 } else { 0.0 };
            let mut day =
                |rate: f64| Counts::new(600, binomial(&mut draws, 600, rate)).expect("within the limits");
            test.push_day(day(0.05), day(0.05 * (1.0 + lift))).expect("within the limits");
        }
        let evidence: Vec<f64> = tests.iter().map(RateTest::evidence_ln).collect();
        let now = believed(&evidence, ErrorRate::TWENTIETH).expect("within the limits");
        let count = |list: &[bool]| list.iter().filter(|is| **is).count();
        if count(&now) >= count(&found) {
            found = now;
        }
    }
    let false_ones = found[EFFECTIVE as usize..].iter().filter(|is| **is).count();
    let all = found.iter().filter(|is| **is).count();
    false_ones as f64 / all.max(1) as f64
}

#[test]
fn of_those_believed_together_at_most_a_twentieth_is_false_on_average() {
    let runs = runs(40);
    let mean = (0..u64::from(runs)).map(false_part).sum::<f64>() / f64::from(runs);
    println!("false among believed: {mean:.4} of {runs}");
    assert!(mean <= 0.05, "{mean}");
}
