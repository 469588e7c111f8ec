//! Confidence sequences of a visitor's value, looked at daily for 30 days.

use kizukai_stats::plan::{Measure, fixed_visitors};
use kizukai_stats::value::{Look, Setup, ValueTest, Winsor};
use kizukai_stats::{ErrorRate, Sums};
use rand_pcg::Pcg64;

use crate::draw::{binomial, order, poisson, stream};
use crate::{Share, runs};

const DAYS: u32 = 30;
const BASES: [f64; 2] = [0.01, 0.05];
const CONTROL_SHARES: [f64; 2] = [0.5, 0.2];
const PLANTED: f64 = 0.2;
const FACTOR: f64 = 1.8;
/// 99 % of the simulated orders are below.
const LIMIT_YEN: i64 = 25_700;
/// Mean and mean square of an order that is cut at the limit: partial moments of the log-normal distribution.
const ORDER_MEAN: f64 = 5_415.931_656;
const ORDER_SQUARE: f64 = 50_696_073.795;

#[derive(Clone, Copy)]
struct Phase {
    base: f64,
    control_share: f64,
    lift: f64,
}

/// What a phase of simulated looks came to.
struct Outcome {
    is_decided: bool,
    has_missed: bool,
}

impl Phase {
    /// Variance of a visitor's value at a rate of buyers.
    fn variance(rate: f64) -> f64 {
        rate * ORDER_SQUARE - (rate * ORDER_MEAN).powi(2)
    }

    /// The sample for one look, where the planted lift makes values of the arm vary more, too.
    fn fixed_visitors(self) -> f64 {
        let (control, arm) = (Self::variance(self.base), Self::variance(self.base * (1.0 + PLANTED)));
        let variance = control * (1.0 - self.control_share) + arm * self.control_share;
        let measure = Measure::Value { mean: self.base * ORDER_MEAN, variance };
        fixed_visitors(measure, self.control_share, PLANTED, ErrorRate::TWENTIETH, 0.8)
            .expect("within the limits")
    }

    /// Visitors of whom, in the smaller arm, about so many buy: looks begin at 25, whatever the phase was planned for.
    fn visitors_for(self, buyers: f64) -> f64 {
        buyers / (self.base * self.control_share)
    }

    /// Sums of a day's visitors of an arm. More buy under a lift; what an order is worth stays.
    fn day(draws: &mut Pcg64, visitors: u64, rate: f64) -> Sums {
        let buyers = binomial(draws, visitors, rate);
        let (mut sum, mut squares) = (0, 0);
        for _ in 0..buyers {
            let value = i128::from(Winsor::at(LIMIT_YEN).cut(order(draws).round() as i64));
            sum += value;
            squares += value * value;
        }
        Sums::from_totals(visitors, buyers, sum, squares).expect("within the limits")
    }

    fn run(self, scenario: u64, run: u64, visitors: f64, planned: f64) -> Outcome {
        let mut draws = stream(scenario, run);
        let mut test = ValueTest::new(Setup::new(planned, ErrorRate::TWENTIETH).expect("within the limits"));
        let (mut control, mut arm) = (Sums::default(), Sums::default());
        let mut outcome = Outcome { is_decided: false, has_missed: false };
        for _ in 0..DAYS {
            let all = poisson(&mut draws, visitors / f64::from(DAYS));
            let of_control = binomial(&mut draws, all, self.control_share);
            control += Self::day(&mut draws, of_control, self.base);
            arm += Self::day(&mut draws, all - of_control, self.base * (1.0 + self.lift));
            if let Look::Known(estimate) = test.look(&control, &arm) {
                outcome.is_decided |= estimate.is_decided();
                let truth = self.base * self.lift * ORDER_MEAN;
                outcome.has_missed |= !estimate.difference_interval.holds(truth) || estimate.has_drifted();
                outcome.has_missed |= !estimate.lift_interval.holds(self.lift);
            }
        }
        outcome
    }
}

fn phases(lift: f64) -> impl Iterator<Item = (Phase, String)> {
    let each = BASES.into_iter().flat_map(|base| CONTROL_SHARES.map(|share| (base, share)));
    each.map(move |(base, control_share)| {
        (
            Phase { base, control_share, lift },
            format!("value at rate {base}, control {control_share}, lift {lift}"),
        )
    })
}

#[test]
fn a_value_without_effect_gets_a_verdict_in_at_most_one_phase_of_twenty() {
    for (phase, name) in phases(0.0) {
        for (scenario, buyers) in [(21, 50.0), (22, 250.0), (23, 2_500.0)] {
            let visitors = phase.visitors_for(buyers);
            let false_ones =
                Share::of(runs(150), |run| phase.run(scenario, run, visitors, visitors).is_decided);
            false_ones.assert_at_most(0.05, &format!("false verdicts, {name}, {buyers} buyers"));
        }
    }
}

#[test]
fn intervals_of_a_value_hold_the_truth_at_all_looks_together() {
    for (scenario, lift) in [(24, PLANTED), (25, -PLANTED)] {
        for (phase, name) in phases(lift) {
            for buyers in [50.0, 1_000.0] {
                let visitors = phase.visitors_for(buyers);
                let missed =
                    Share::of(runs(150), |run| phase.run(scenario, run, visitors, visitors).has_missed);
                missed.assert_at_most(0.05, &format!("either interval misses, {name}, {buyers} buyers"));
            }
        }
    }
}

#[test]
fn a_planted_lift_of_value_is_found_within_nine_fifths_of_the_fixed_sample_in_four_phases_of_five() {
    for (phase, name) in phases(PLANTED) {
        let planned = phase.fixed_visitors();
        let found = Share::of(runs(200), |run| phase.run(26, run, planned * FACTOR, planned).is_decided);
        found.assert_at_least(0.8, &format!("found, {name}"));
    }
}

/// Part of the visits on which somebody buys, where the past tells something.
const BUYS: f64 = 0.6;
/// What three visits before explain of one's variance: 9q⁴V² / (var of one visit · var of three), V = e^{σ²}(e^{σ²} − 1).
const EXPLAINED: f64 = 0.172;

/// A phase of a shop whose visitors spend much as they did before: (ever decided, last part of variance that was explained).
fn run_with_past(run: u64, lift: f64) -> (bool, f64) {
    let mut draws = stream(27, run);
    let mut test = ValueTest::new(Setup::new(6_000.0, ErrorRate::TWENTIETH).expect("within the limits"));
    let mut arms = [Sums::<1>::default(); 2];
    let mut outcome = (false, 0.0);
    for _ in 0..DAYS {
        for visitor in 0..200_u32 {
            // One of four is in the control.
            let arm = usize::from(visitor % 4 != 0);
            let habit = order(&mut draws);
            let bought = |draws: &mut Pcg64, part: f64| {
                let buys = binomial(draws, 1, BUYS) as f64;
                (buys * habit * (0.5 + binomial(draws, 1, 0.5) as f64) * part).round() as i64
            };
            let before = bought(&mut draws, 1.0) + bought(&mut draws, 1.0) + bought(&mut draws, 1.0);
            let value = bought(&mut draws, if arm == 1 { 1.0 + lift } else { 1.0 });
            arms[arm].add(value, [before]).expect("within the limits");
        }
        if let Look::Known(estimate) = test.look(&arms[0], &arms[1]) {
            outcome = (outcome.0 | estimate.is_decided(), estimate.explained);
        }
    }
    outcome
}

#[test]
fn what_visitors_spent_before_makes_intervals_narrower_and_no_verdict_false() {
    let mut explained = 0.0;
    let runs = runs(60);
    let false_ones = Share::of(runs, |run| {
        let (is_decided, part) = run_with_past(run, 0.0);
        explained += part / f64::from(runs);
        is_decided
    });
    false_ones.assert_at_most(0.05, "false verdicts, value with what was spent before");
    println!("explained: {explained:.4}, by the formula {EXPLAINED}");
    assert!((explained - EXPLAINED).abs() < 0.03, "{explained}");
}
