//! The exact test of two rates, looked at daily for 30 days.

use kizukai_stats::plan::{Measure, fixed_visitors};
use kizukai_stats::rate::{Counts, RateTest, Setup};
use kizukai_stats::{ErrorRate, Interval, StatsError};
use rand_pcg::Pcg64;

use crate::draw::{binomial, poisson, stream};
use crate::{Share, runs};

const DAYS: u32 = 30;
const BASES: [f64; 2] = [0.01, 0.05];
/// Half and half, and the product's default.
const CONTROL_SHARES: [f64; 2] = [0.5, 0.2];
/// The lift that is planted, and planned for.
const PLANTED: f64 = 0.2;
/// The sample within which it is to be found, over the one for a fixed horizon.
const FACTOR: f64 = 1.8;

#[derive(Clone, Copy)]
struct Phase {
    base: f64,
    control_share: f64,
    lift: f64,
    /// How far the base rate swings over the week, as part of it.
    swing: f64,
}

impl Phase {
    /// Visitors of 30 days: 1.8 times the sample for a fixed horizon.
    fn visitors(self) -> f64 {
        let measure = Measure::Rate { base: self.base };
        FACTOR
            * fixed_visitors(measure, self.control_share, PLANTED, ErrorRate::TWENTIETH, 0.8)
                .expect("within the limits")
    }

    fn day(self, draws: &mut Pcg64, visitors: f64, day: u32) -> (Counts, Counts) {
        let all = poisson(draws, visitors / f64::from(DAYS));
        let control = binomial(draws, all, self.control_share);
        let weekly = 1.0 + self.swing * (f64::from(day) * std::f64::consts::TAU / 7.0).sin();
        let base = self.base * weekly;
        let of = |draws: &mut Pcg64, visitors, rate| {
            Counts::new(visitors, binomial(draws, visitors, rate)).expect("within the limits")
        };
        (of(draws, control, base), of(draws, all - control, base * (1.0 + self.lift)))
    }

    fn test(self) -> RateTest {
        RateTest::new(Setup::new(self.base, PLANTED, ErrorRate::TWENTIETH).expect("within the limits"))
    }

    /// After 30 days.
    fn run(self, scenario: u64, run: u64) -> RateTest {
        let mut draws = stream(scenario, run);
        let visitors = self.visitors();
        let mut test = self.test();
        for day in 0..DAYS {
            let (control, arm) = self.day(&mut draws, visitors, day);
            test.push_day(control, arm).expect("within the limits");
        }
        test
    }
}

fn phases(lift: f64, swing: f64) -> impl Iterator<Item = (Phase, String)> {
    let each = BASES.into_iter().flat_map(|base| CONTROL_SHARES.map(|share| (base, share)));
    each.map(move |(base, control_share)| {
        let phase = Phase { base, control_share, lift, swing };
        (phase, format!("rate {base}, control {control_share}, lift {lift}, swing {swing}"))
    })
}

/// Whether there has been enough evidence against a difference, or a lift.
fn is_refuted(evidence_ln: Result<f64, StatsError>) -> bool {
    evidence_ln.expect("a number") >= ErrorRate::TWENTIETH.threshold_ln()
}

#[test]
fn a_rate_without_effect_gets_a_verdict_in_at_most_one_phase_of_twenty() {
    for (scenario, swing) in [(1, 0.0), (2, 0.4)] {
        for (phase, name) in phases(0.0, swing) {
            let share = Share::of(runs(1_000), |run| {
                is_refuted(phase.run(scenario, run).evidence_against_difference_ln(0.0))
            });
            share.assert_at_most(0.05, &format!("false verdicts, {name}"));
        }
    }
}

#[test]
fn intervals_of_a_rate_hold_the_truth_at_all_looks_together() {
    for (scenario, lift) in [(3, PLANTED), (4, -PLANTED), (5, 1.0)] {
        for (phase, name) in phases(lift, 0.0) {
            let difference = phase.base * lift;
            let missed = Share::of(runs(500), |run| {
                let test = phase.run(scenario, run);
                is_refuted(test.evidence_against_difference_ln(difference))
                    || is_refuted(test.evidence_against_lift_ln(lift))
            });
            missed.assert_at_most(0.05, &format!("either interval misses, {name}"));
        }
    }
}

#[test]
fn a_planted_lift_is_found_within_nine_fifths_of_the_fixed_sample_in_four_phases_of_five() {
    for (phase, name) in phases(PLANTED, 0.0) {
        let found =
            Share::of(runs(1_000), |run| is_refuted(phase.run(6, run).evidence_against_difference_ln(0.0)));
        found.assert_at_least(0.8, &format!("found, {name}"));
    }
}

/// Points within and around an interval, as parts of its width.
const PARTS: [f64; 8] = [-0.5, -0.02, 0.02, 0.3, 0.7, 0.98, 1.02, 1.5];

fn points(interval: Interval) -> [(f64, bool); 8] {
    PARTS.map(|part| (interval.low + interval.width() * part, (0.0..=1.0).contains(&part)))
}

/// Holds a test's intervals against its evidence, effect by effect.
fn assert_agreement(test: &RateTest, place: &str) -> Interval {
    let estimate = test.estimate().expect("thousands of visitors");
    let place = format!("{place}: {estimate:?}");
    let is_decided = is_refuted(Ok(estimate.largest_evidence_ln));
    assert_eq!(estimate.is_decided(), is_decided, "{place}");
    assert_eq!(!estimate.lift_interval.holds(0.0), is_decided, "{place}");
    assert_eq!(estimate.evidence_ln, test.evidence_ln(), "{place}");
    for (point, is_inside) in points(estimate.difference_interval) {
        let is_out = is_refuted(test.evidence_against_difference_ln(point));
        assert_eq!(is_out, !is_inside, "{place} at {point}");
    }
    let lift = estimate.lift_interval.low.zip(estimate.lift_interval.high);
    for (point, is_inside) in lift.map(|(low, high)| points(Interval::new(low, high))).into_iter().flatten() {
        let is_out = is_refuted(test.evidence_against_lift_ln(point));
        assert_eq!(is_out, !is_inside, "{place} at a lift of {point}");
    }
    estimate.difference_interval
}

#[test]
fn intervals_agree_with_the_evidence_at_every_look_and_never_grow() {
    for (phase, name) in phases(PLANTED, 0.2) {
        for run in 0..3 {
            let mut draws = stream(7, run);
            let mut test = phase.test();
            let mut before = Interval::new(-1.0, 1.0);
            for day in 0..DAYS {
                let (control, arm) = phase.day(&mut draws, phase.visitors(), day);
                test.push_day(control, arm).expect("within the limits");
                if day % 5 == 4 {
                    let now = assert_agreement(&test, &format!("{name}, run {run}, day {day}"));
                    let tolerance = 1e-4 * now.width();
                    let outer = Interval::new(before.low - tolerance, before.high + tolerance);
                    assert!(outer.encloses(now), "{name}, run {run}, day {day}: {now:?} in {before:?}");
                    before = now;
                }
            }
        }
    }
}

#[test]
fn an_effect_that_wears_off_is_told_and_one_in_a_swinging_week_is_not() {
    let setup = Setup::new(0.05, PLANTED, ErrorRate::TWENTIETH).expect("within the limits");
    let mut test = RateTest::new(setup);
    for day in 0..40 {
        let reached = if day < 20 { 80 } else { 40 };
        let counts = |reached| Counts::new(1_000, reached).expect("within the limits");
        test.push_day(counts(50), counts(reached)).expect("within the limits");
        let estimate = test.estimate().expect("a thousand visitors an arm");
        assert!(!estimate.has_drifted() || day > 20, "day {day}: {estimate:?}");
    }
    assert!(test.estimate().is_some_and(|estimate| estimate.has_drifted()));
    for (phase, name) in phases(PLANTED, 0.4) {
        for run in 0..5 {
            let estimate = phase.run(8, run).estimate().expect("thousands of visitors");
            assert!(!estimate.has_drifted(), "{name}, run {run}: {estimate:?}");
        }
    }
}
