//! How often verdicts are wrong, intervals miss the truth at any look, and effects are found.

use kizukai_stats::ErrorRate;

use super::super::metric::Metric;
use super::crowd::{self, Plot};
use super::draw::ORDER_MEAN;
use super::looks::{Seen, Truth, look_daily};
use super::pool::Pool;
use super::shop::{Shop, Speaking};
use super::{Share, is_long, runs};

/// The sample within which an effect is to be found, over the one for a fixed horizon.
const FACTOR: f64 = 1.8;
/// The lift that is planted.
const PLANTED: f64 = 0.2;
/// How often a verdict may be wrong, or an interval miss.
const PROMISED: f64 = 0.05;
/// How often an effect is to be found.
const FOUND: f64 = 0.8;
/// How often the sizes of arms may be called wrong where they are not.
const FALSE_ALARMS: f64 = 0.001;
/// One in so many phases is looked at thoroughly.
const THOROUGH: u32 = 100;
/// Visitors of a stepped phase at one in a hundred without effect: 600 reach the goal. The fixed sample takes long to step.
const FEWER: f64 = 60_000.0;

/// What was seen in phases of one kind.
#[derive(Default)]
struct Shares {
    goal_found: Share,
    goal_decided: Share,
    goal_missed: Share,
    value_decided: Share,
    value_missed: Share,
    faults: Share,
}

impl Shares {
    fn count(&mut self, seen: Seen) {
        self.goal_found.count(seen.goal.is_better);
        self.goal_decided.count(seen.goal.is_decided);
        self.goal_missed.count(seen.goal.has_missed);
        self.value_decided.count(seen.value.is_decided);
        self.value_missed.count(seen.value.has_missed);
        self.faults.count(seen.is_fault);
    }

    fn is_thorough(&self) -> bool {
        self.faults.runs.is_multiple_of(THOROUGH)
    }

    fn assert_promises(&self, lift: f64, of: &str) {
        if lift == 0.0 {
            self.goal_decided.assert_at_most(PROMISED, &format!("false verdicts on the goal, {of}"));
            self.value_decided.assert_at_most(PROMISED, &format!("false verdicts on the value, {of}"));
        } else {
            self.goal_found.assert_at_least(FOUND, &format!("found, {of}"));
        }
        self.goal_missed.assert_at_most(PROMISED, &format!("intervals of the goal miss, {of}"));
        self.value_missed.assert_at_most(PROMISED, &format!("intervals of the value miss, {of}"));
        self.faults.assert_at_most(FALSE_ALARMS, &format!("false alarms on sizes, {of}"));
    }
}

/// Campaigns side by side in a crowd.
fn campaigns() -> Speaking {
    Speaking::InThePage(runs(4, 10) as usize)
}

fn plot(shop: &Shop, scenario: u64, lift: f64) -> Plot {
    let visitors = FACTOR * Metric::Goal.planned(&shop.fixed, ErrorRate::TWENTIETH);
    Plot { scenario, visitors, lift, types: false, lost: 0.0 }
}

fn truth(shop: &Shop, lift: f64, mean_yen: f64) -> Truth {
    let goal_difference = shop.base * lift;
    Truth { lift, goal_difference, value_difference: goal_difference * mean_yen }
}

/// Phases drawn from stepped visitors.
fn assert_drawn(scenario: u64, base: f64, control_percent: f64, lift: f64, runs: u32) {
    let shop = Shop::new(base, control_percent, Speaking::InThePage(1));
    let pool = Pool::new(&shop);
    let (plot, truth) = (plot(&shop, scenario, lift), truth(&shop, lift, pool.mean_yen));
    let mut shares = Shares::default();
    for run in 0..runs {
        let phase = pool.phase(plot, run.into());
        shares.count(look_daily(&shop, &phase, truth, is_long() && shares.is_thorough()));
    }
    shares.assert_promises(lift, &format!("drawn, rate {base}, control {control_percent} %, lift {lift}"));
}

/// Phases in which every visitor goes through the step, many campaigns side by side in each run.
fn assert_stepped(scenario: u64, base: f64, lift: f64, runs: u32, visitors_max: f64) {
    let shop = Shop::new(base, 50.0, campaigns());
    let (plot, truth) = (plot(&shop, scenario, lift), truth(&shop, lift, ORDER_MEAN));
    let plot = Plot { visitors: plot.visitors.min(visitors_max), ..plot };
    let mut shares = Shares::default();
    for run in 0..runs {
        for phase in crowd::phases(&shop, plot, run.into()) {
            shares.count(look_daily(&shop, &phase, truth, shares.is_thorough()));
        }
    }
    shares.assert_promises(lift, &format!("stepped, rate {base}, control 50 %, lift {lift}"));
}

#[test]
fn without_effect_at_one_in_a_hundred_verdicts_and_intervals_are_wrong_in_at_most_one_phase_of_twenty() {
    assert_drawn(101, 0.01, 50.0, 0.0, runs(25, 500));
    assert_drawn(102, 0.01, 20.0, 0.0, runs(25, 500));
}

#[test]
fn without_effect_at_five_in_a_hundred_verdicts_and_intervals_are_wrong_in_at_most_one_phase_of_twenty() {
    assert_drawn(103, 0.05, 50.0, 0.0, runs(25, 500));
    assert_drawn(104, 0.05, 20.0, 0.0, runs(25, 500));
}

#[test]
fn a_lift_of_a_fifth_is_found_within_nine_fifths_of_the_fixed_sample_in_four_phases_of_five() {
    assert_drawn(105, 0.01, 50.0, PLANTED, runs(25, 500));
    assert_drawn(106, 0.01, 20.0, PLANTED, runs(25, 500));
    assert_drawn(107, 0.05, 50.0, PLANTED, runs(25, 500));
    assert_drawn(108, 0.05, 20.0, PLANTED, runs(25, 500));
}

#[test]
fn where_every_visitor_is_stepped_verdicts_and_intervals_are_wrong_in_at_most_one_phase_of_twenty() {
    assert_stepped(111, 0.05, 0.0, runs(1, 12), f64::INFINITY);
    if is_long() {
        assert_stepped(112, 0.01, 0.0, 5, FEWER);
    }
}

#[test]
fn where_every_visitor_is_stepped_a_lift_of_a_fifth_is_found_in_four_phases_of_five() {
    assert_stepped(113, 0.05, PLANTED, runs(1, 10), f64::INFINITY);
    if is_long() {
        assert_stepped(114, 0.01, PLANTED, 1, f64::INFINITY);
    }
}
