//! What holds for any input: sums are exact, and no figure is ever NaN or infinite.

use kizukai_stats::fixed::{Effect, Kind, Measured, Prior, adjusted, bayesian, frequentist};
use kizukai_stats::limits::{VALUE_MAX, VISITORS_MAX, WAIT_DAYS_MAX};
use kizukai_stats::plan::{
    Goal, Measure, Traffic, Wait, fixed_visitors, forecast, smallest_lift, visible_within,
};
use kizukai_stats::rate::{Counts, RateTest, Setup};
use kizukai_stats::ratio::RatioTest;
use kizukai_stats::value::{Look, ValueTest};
use kizukai_stats::{ErrorRate, Interval, LiftInterval, StatsError, Sums, many, value};
use proptest::prelude::*;

fn values() -> impl Strategy<Value = Vec<(i64, [i64; 2])>> {
    let any = prop_oneof![0_i64..3, -5_000_i64..50_000, Just(VALUE_MAX), Just(-VALUE_MAX), any::<i64>()];
    prop::collection::vec((any.clone(), [any.clone(), any]), 0..60)
}

fn summed(values: &[(i64, [i64; 2])]) -> Sums<2> {
    let mut sums = Sums::default();
    values.iter().for_each(|(value, covariates)| sums.add(*value, *covariates).expect("within the limits"));
    sums
}

/// Counts from nobody to the most there may be.
fn counts() -> impl Strategy<Value = Counts> {
    let visitors =
        prop_oneof![0_u64..5, 0_u64..200, 0_u64..100_000, Just(VISITORS_MAX / 10), 0..VISITORS_MAX / 10];
    let reached = prop_oneof![Just(0.0), Just(1.0), 0.0..1.0_f64, 0.0..0.05_f64];
    (visitors, reached).prop_map(|(visitors, part)| {
        let reached = ((visitors as f64 * part) as u64).min(visitors);
        Counts::new(visitors, reached).expect("within the limits")
    })
}

fn setups() -> impl Strategy<Value = Setup> {
    let base = prop_oneof![Just(1e-6), Just(1.0 - 1e-6), 0.001..0.999_f64];
    let error = prop_oneof![Just(1e-12), Just(0.499), Just(0.05)];
    (base, prop_oneof![Just(0.01), Just(10.0), 0.05..0.5_f64], error).prop_map(|(base, smallest, error)| {
        Setup::new(base, smallest, ErrorRate::new(error).expect("within the limits"))
            .expect("within the limits")
    })
}

fn ends(interval: Interval, lift: LiftInterval) -> impl Iterator<Item = f64> {
    [Some(interval.low), Some(interval.high), lift.low, lift.high].into_iter().flatten()
}

fn assert_numbers(figures: impl IntoIterator<Item = f64>, of: &dyn std::fmt::Debug) {
    for (place, figure) in figures.into_iter().enumerate() {
        assert!(figure.is_finite(), "figure {place} is {figure}: {of:?}");
    }
}

proptest! {
    #[test]
    fn sums_do_not_depend_on_the_order_or_the_parts(values in values(), at in 0_usize..60) {
        let whole = summed(&values);
        let (first, rest) = values.split_at(at.min(values.len()));
        prop_assert_eq!(summed(rest) + summed(first), whole);
        prop_assert_eq!(whole - summed(first), summed(rest));
        let backwards: Vec<_> = values.iter().rev().copied().collect();
        prop_assert_eq!(summed(&backwards), whole);
    }

    #[test]
    fn moments_are_those_of_the_values(values in prop::collection::vec((-1_000_i64..1_000, [-50_i64..50, 0..3]), 2..40)) {
        let moments = summed(&values).moments().expect("within the limits");
        let n = values.len() as f64;
        let mean = values.iter().map(|(value, _)| *value as f64).sum::<f64>() / n;
        let square = |value: i64| (value as f64 - mean).powi(2);
        let variance = values.iter().map(|(value, _)| square(*value)).sum::<f64>() / (n - 1.0);
        prop_assert!((moments.mean - mean).abs() < 1e-9);
        prop_assert!((moments.variance - variance).abs() < 1e-9 * (1.0 + variance));
    }

    #[test]
    fn a_rates_figures_are_numbers(setup in setups(), days in prop::collection::vec((counts(), counts()), 0..6)) {
        let mut test = RateTest::new(setup);
        days.iter().for_each(|(control, arm)| test.push_day(*control, *arm).expect("within the limits"));
        if let Some(estimate) = test.estimate() {
            let figures = [estimate.difference, estimate.evidence_ln, estimate.largest_evidence_ln];
            assert_numbers(figures.into_iter().chain(estimate.lift), &estimate);
            assert_numbers(ends(estimate.difference_interval, estimate.lift_interval), &estimate);
            prop_assert!(estimate.difference_interval.low <= estimate.difference_interval.high);
            prop_assert!(Interval::new(-1.0, 1.0).encloses(estimate.difference_interval), "{:?}", estimate);
        }
        for effect in [f64::NEG_INFINITY, -1.0, -0.999, 0.0, 0.5, 1.0, 1e300, f64::INFINITY] {
            let evidence = [test.evidence_against_difference_ln(effect), test.evidence_against_lift_ln(effect)];
            assert_numbers(evidence.map(|figure| figure.expect("a number")), &days);
        }
        for evidence in [test.evidence_against_difference_ln(f64::NAN), test.evidence_against_lift_ln(f64::NAN)] {
            prop_assert!(matches!(evidence, Err(StatsError::Effect(_))), "{:?}", evidence);
        }
    }

    #[test]
    fn swapping_the_arms_turns_no_evidence_round(setup in setups(), days in prop::collection::vec((counts(), counts()), 1..6)) {
        let (mut test, mut swapped) = (RateTest::new(setup), RateTest::new(setup));
        for (control, arm) in &days {
            test.push_day(*control, *arm).expect("within the limits");
            swapped.push_day(*arm, *control).expect("within the limits");
        }
        let (left, right) = (test.evidence_ln(), swapped.evidence_ln());
        prop_assert!((left - right).abs() <= 1e-6 * (1.0 + left.abs()), "{} {}", left, right);
    }

    #[test]
    fn a_values_figures_are_numbers(
        planned in prop_oneof![Just(1e-300), Just(1e300), 10.0..1e7_f64],
        days in prop::collection::vec((values(), values()), 1..5),
        times in 1_usize..8,
    ) {
        let mut test = ValueTest::new(value::Setup::new(planned, ErrorRate::TWENTIETH).expect("within the limits"));
        let (mut control, mut arm) = (Sums::<2>::default(), Sums::<2>::default());
        for (of_control, of_arm) in &days {
            for _ in 0..times {
                control += summed(of_control);
                arm += summed(of_arm);
            }
            if let Look::Known(estimate) = test.look(&control, &arm) {
                let figures = [estimate.difference, estimate.standard_error, estimate.evidence_ln, estimate.explained];
                assert_numbers(figures.into_iter().chain(estimate.lift), &estimate);
                assert_numbers(ends(estimate.difference_interval, estimate.lift_interval), &estimate);
            }
        }
    }

    #[test]
    fn an_alarms_figures_are_numbers(
        weights in prop::collection::vec(1e-9..1e9_f64, 2..6),
        visitors in prop::collection::vec(prop_oneof![0_u64..100, 0..VISITORS_MAX], 6),
    ) {
        if let Ok(mut test) = RatioTest::new(&weights, ErrorRate::THOUSANDTH) {
            let look = test.look(&visitors[..weights.len()]).expect("within the limits");
            assert_numbers([look.evidence_ln, look.largest_evidence_ln], &look);
        }
    }

    #[test]
    fn no_more_are_believed_when_evidence_shrinks(evidence in prop::collection::vec(-5.0..20.0_f64, 0..30), by in 0.0..5.0_f64) {
        let count = |evidence: &[f64]| {
            many::believed(evidence, ErrorRate::TWENTIETH).expect("within the limits").iter().filter(|is| **is).count()
        };
        let less: Vec<f64> = evidence.iter().map(|one| one - by).collect();
        prop_assert!(count(&less) <= count(&evidence));
    }

    #[test]
    fn figures_of_a_fixed_horizon_are_numbers(control in values(), arm in values(), deviation in prop_oneof![Just(0.0), Just(f64::NAN), 1e-200..1e200_f64]) {
        let one = |values: &[(i64, [i64; 2])]| {
            let mut sums = Sums::<1>::default();
            values.iter().for_each(|(value, covariates)| sums.add(*value, [covariates[0]]).expect("within the limits"));
            sums
        };
        let (control, arm) = (one(&control), one(&arm));
        for (control, arm) in [
            (Measured::mean(&control), Measured::mean(&arm)),
            adjusted(&control, &arm, Kind::Mean),
            adjusted(&control, &arm, Kind::Proportion),
        ] {
            for effect in [Effect::Absolute, Effect::Relative] {
                if let Ok(result) = frequentist(&control, &arm, effect, ErrorRate::TWENTIETH) {
                    let interval = result.interval;
                    assert_numbers([result.expected, result.standard_error, result.p_value, interval.low, interval.high], &result);
                }
                for prior in [Prior::Flat, Prior::Relative { mean: 0.0, deviation }, Prior::Absolute { mean: 1.0, deviation }] {
                    if let Ok(result) = bayesian(&control, &arm, effect, prior, ErrorRate::TWENTIETH) {
                        let figures = [result.expected, result.deviation, result.chance_to_be_larger, result.risk_of_arm, result.risk_of_control];
                        assert_numbers(figures, &result);
                        assert_numbers([result.interval.low, result.interval.high], &result);
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn plans_are_numbers(
        base in prop_oneof![Just(1e-6), Just(0.5), Just(1.0 - 1e-6), 0.001..0.999_f64],
        variance in prop_oneof![Just(1e-200), Just(1e200), 1.0..1e8_f64],
        lift in prop_oneof![Just(1e-9), Just(-0.999), Just(10.0), -0.5..0.5_f64],
        share in prop_oneof![Just(1e-9), 0.01..0.99_f64],
        visitors_a_day in prop_oneof![Just(1e-9), Just(1e12), 1.0..1e5_f64],
        goal_days in prop_oneof![Just(0), Just(WAIT_DAYS_MAX - 1), Just(WAIT_DAYS_MAX), Just(u32::MAX), 1..60_u32],
        days in prop_oneof![Just(0), Just(WAIT_DAYS_MAX), Just(WAIT_DAYS_MAX + 1), Just(u32::MAX), 1..90_u32],
    ) {
        let rate = ErrorRate::TWENTIETH;
        for measure in [Measure::Rate { base }, Measure::Value { mean: base, variance }] {
            assert_numbers(fixed_visitors(measure, share, lift, rate, 0.8), &measure);
            assert_numbers(smallest_lift(measure, share, visitors_a_day, rate, 0.8).ok().flatten(), &measure);
            let traffic = Traffic { visitors_a_day, control_share: share, goal_days };
            let goal = Goal { smallest: 0.1, error_rate: rate, power: 0.8 };
            if let Ok(forecast) = forecast(measure, traffic, lift, goal) {
                let figures = [Some(forecast.fixed_visitors), forecast.visitors, forecast.expected_visitors];
                assert_numbers(figures.into_iter().flatten(), &forecast);
                prop_assert!(goal_days < WAIT_DAYS_MAX, "{:?}", forecast);
                prop_assert_eq!(forecast.visitors.is_some(), matches!(forecast.wait, Wait::Days(1..=WAIT_DAYS_MAX)), "{:?}", forecast);
                prop_assert_eq!(forecast.visitors.is_some(), forecast.expected_visitors.is_some(), "{:?}", forecast);
            }
            let visible = visible_within(measure, traffic, days, rate, 0.8);
            prop_assert!(visible.is_err() || (days <= WAIT_DAYS_MAX && goal_days < WAIT_DAYS_MAX), "{:?}", visible);
            assert_numbers(visible.ok().flatten(), &measure);
        }
    }
}
