//! Forecasts against simulated phases, and what they say at the ends.

use kizukai_stats::limits::WAIT_DAYS_MAX;
use kizukai_stats::plan::{Goal, Measure, Traffic, Wait, forecast, visible_within};
use kizukai_stats::rate::{Counts, RateTest, Setup};
use kizukai_stats::{ErrorRate, StatsError};
use rand_distr::{Binomial, Distribution};
use rand_pcg::Pcg64;
use rand_pcg::rand_core::SeedableRng;

const GOAL: Goal = Goal { smallest: 0.2, error_rate: ErrorRate::TWENTIETH, power: 0.8 };

fn traffic(visitors_a_day: f64, control_share: f64) -> Traffic {
    Traffic { visitors_a_day, control_share, goal_days: 7 }
}

/// Part of the phases that have a verdict after so many days.
fn found(base: f64, lift: f64, traffic: Traffic, days: u32, runs: u64) -> f64 {
    let control = (traffic.visitors_a_day * traffic.control_share).round() as u64;
    let arm = traffic.visitors_a_day.round() as u64 - control;
    let is_found = |run: &u64| {
        let mut draws = Pcg64::seed_from_u64(51 << 32 | *run);
        let mut test =
            RateTest::new(Setup::new(base, GOAL.smallest, GOAL.error_rate).expect("within the limits"));
        for _ in 0..days {
            let mut counts = |visitors: u64, rate: f64| {
                Counts::new(
                    visitors,
                    Binomial::new(visitors, rate).expect("within the limits").sample(&mut draws),
                )
                .expect("within the limits")
            };
            test.push_day(counts(control, base), counts(arm, base * (1.0 + lift)))
                .expect("within the limits");
        }
        test.evidence_against_difference_ln(0.0).expect("a number") >= GOAL.error_rate.threshold_ln()
    };
    (0..runs).filter(is_found).count() as f64 / runs as f64
}

#[test]
fn as_many_phases_have_a_verdict_on_the_day_forecast_as_was_said() {
    let runs = 400;
    for (base, lift, share) in [(0.05, 0.2, 0.5), (0.05, 0.2, 0.2), (0.05, -0.2, 0.2), (0.01, 0.3, 0.5)] {
        let fixed = forecast(Measure::Rate { base }, traffic(1_000.0, share), lift, GOAL)
            .expect("within the limits")
            .fixed_visitors;
        let traffic = traffic((fixed / 25.0).round(), share);
        let forecast = forecast(Measure::Rate { base }, traffic, lift, GOAL).expect("within the limits");
        let Wait::Days(days) = forecast.wait else { panic!("{forecast:?}") };
        let share = found(base, lift, traffic, days - traffic.goal_days, runs);
        println!("{base} {lift}: {share} on day {days}, factor {:?}", forecast.factor());
        // Two standard errors of the simulation, and what a day more or less and the normal limit amount to.
        assert!(
            (0.8 - 0.04 - 0.02..0.8 + 0.04 + 0.03).contains(&share),
            "{base} {lift}: {share} {forecast:?}"
        );
    }
}

#[test]
fn looking_daily_costs_about_half_of_the_fixed_sample_more() {
    for share in [0.5, 0.2] {
        for measure in [Measure::Rate { base: 0.03 }, Measure::Value { mean: 150.0, variance: 1.2e6 }] {
            let fixed = forecast(measure, traffic(1.0, share), GOAL.smallest, GOAL)
                .expect("within the limits")
                .fixed_visitors;
            let forecast = forecast(measure, traffic(fixed / 30.0, share), GOAL.smallest, GOAL)
                .expect("within the limits");
            let factor = forecast.factor().expect("within the limits");
            println!("{measure:?}, control {share}: {forecast:?}, factor {factor:.3}");
            assert!((1.3..1.7).contains(&factor), "{measure:?}: {forecast:?}");
            assert!(
                forecast.expected_visitors.expect("within the limits")
                    < 0.75 * forecast.visitors.expect("within the limits"),
                "{forecast:?}"
            );
        }
    }
}

#[test]
fn a_shop_that_would_wait_for_more_than_a_year_is_told_not_to() {
    let small =
        forecast(Measure::Rate { base: 0.01 }, traffic(30.0, 0.2), 0.1, GOAL).expect("within the limits");
    assert_eq!((small.wait, small.visitors), (Wait::TooLong, None));
    assert!(small.fixed_visitors > 100_000.0, "{small:?}");
    let large = forecast(Measure::Rate { base: 0.01 }, traffic(100_000.0, 0.2), 0.1, GOAL)
        .expect("within the limits");
    assert!(matches!(large.wait, Wait::Days(days) if (8..30).contains(&days)), "{large:?}");
}

#[test]
fn the_lift_visible_within_a_month_takes_a_month() {
    let measure = Measure::Rate { base: 0.03 };
    let traffic = traffic(2_000.0, 0.2);
    let visible = |days| {
        visible_within(measure, traffic, days, GOAL.error_rate, GOAL.power).expect("within the limits")
    };
    let lift = visible(30).expect("tens of thousands of visitors");
    let goal = Goal { smallest: lift, ..GOAL };
    let wait = forecast(measure, traffic, lift, goal).expect("within the limits").wait;
    assert!(matches!(wait, Wait::Days(29..=30)), "{lift}: {wait:?}");
    assert!(visible(60).is_some_and(|longer| longer < lift));
    assert_eq!(visible(7), None, "nobody's goal window is over");
}

#[test]
fn a_goal_window_of_a_year_and_a_wait_of_more_are_refused() {
    let measure = Measure::Rate { base: 0.03 };
    let longer = |goal_days| Traffic { goal_days, ..traffic(2_000.0, 0.2) };
    let visible = |traffic, days| visible_within(measure, traffic, days, GOAL.error_rate, GOAL.power);
    for goal_days in [WAIT_DAYS_MAX, u32::MAX - 1, u32::MAX] {
        let refused = StatsError::GoalDays(goal_days);
        assert_eq!(forecast(measure, longer(goal_days), 0.2, GOAL), Err(refused));
        assert_eq!(visible(longer(goal_days), 30), Err(refused));
    }
    for days in [WAIT_DAYS_MAX + 1, u32::MAX] {
        assert_eq!(visible(longer(7), days), Err(StatsError::Wait(days)));
    }
    assert!(matches!(visible(longer(7), WAIT_DAYS_MAX), Ok(Some(_))));
    // A day is left: tens of thousands of visitors see it on that, hundreds do not.
    let last = |visitors_a_day| {
        let traffic = Traffic { visitors_a_day, ..longer(WAIT_DAYS_MAX - 1) };
        let forecast = forecast(measure, traffic, 0.2, GOAL).expect("within the limits");
        (forecast.wait, forecast.visitors.is_some())
    };
    assert_eq!(last(1e6), (Wait::Days(WAIT_DAYS_MAX), true));
    assert_eq!(last(500.0), (Wait::TooLong, false));
}
