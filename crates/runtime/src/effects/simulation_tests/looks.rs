//! Somebody looks at a phase every day.

use kizukai_stats::ErrorRate;
use kizukai_stats::rate::{RateTest, Setup};
use kizukai_stats::verdict::Verdict;

use super::super::MetricEffect;
use super::super::judging::Phase;
use super::super::metric::Metric;
use super::super::series::{Arm, Series, counts};
use super::shop::Shop;
use super::tally::{PHASE, Tally};
use super::{DAYS, WINDOW_DAYS};

/// The evidence below which an estimate of the goal is not made: half of what refutes an effect. Estimates take long, and
/// one that refutes neither "no effect" nor the truth is neither a verdict nor a miss.
const WORTH_A_LOOK: f64 = 10.0;

/// What is true.
#[derive(Clone, Copy, Debug)]
pub(super) struct Truth {
    /// Of those who reach the goal, and of what a visitor is worth.
    pub(super) lift: f64,
    pub(super) goal_difference: f64,
    pub(super) value_difference: f64,
}

/// What was told of a metric at any look.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// It was better.
    pub(super) is_better: bool,
    /// There was an effect: better, worse or changing.
    pub(super) is_decided: bool,
    /// One of the intervals that were shown did not hold the truth.
    pub(super) has_missed: bool,
}

impl Told {
    fn hear(&mut self, told: &MetricEffect, difference: f64, lift: f64) {
        let holds = |low: Option<f64>, high: Option<f64>, truth: f64| {
            low.is_none_or(|low| low <= truth) && high.is_none_or(|high| truth <= high)
        };
        self.is_better |= told.verdict == Verdict::Better;
        self.is_decided |= matches!(told.verdict, Verdict::Better | Verdict::Worse | Verdict::Changing);
        self.has_missed |= !holds(told.difference_low, told.difference_high, difference);
        self.has_missed |= !holds(told.lift_low, told.lift_high, lift);
    }
}

/// What was seen at all looks together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) goal: Told,
    pub(super) value: Told,
    /// The sizes of the arms were said to be wrong.
    pub(super) is_fault: bool,
}

/// Looks every day until the time of the last visitor is over. Thoroughly: everything is judged every day, and what this
/// leaves out else is checked to tell nothing.
pub(super) fn look_daily(shop: &Shop, arrivals: &[Tally], truth: Truth, is_thorough: bool) -> Seen {
    let (mut seen, mut so_far, mut watch) = (Seen::default(), Tally::default(), Watch::new(shop, truth));
    let last = DAYS + WINDOW_DAYS;
    for day in 0..last {
        if let Some(arrived) = arrivals.get(day as usize) {
            so_far.join(arrived);
        }
        let today = shop.first_day + day + 1;
        let series = series(shop, &so_far, today);
        let phase = phase(shop, &series, today);
        let (control, arm) = (series.control().expect("a control"), &series.arms[0]);
        let sizes = phase.sizes();
        seen.is_fault |= sizes.assigned.is_fault || sizes.decided.is_fault;
        let told = |metric| phase.metric(metric, control, arm, &sizes).0;
        let of_value = told(Metric::Value);
        seen.value.hear(&of_value, truth.value_difference, truth.lift);
        let is_worth_a_look = watch.day(control, arm, today - 1, seen.goal.is_better);
        if is_thorough || is_worth_a_look || day == last - 1 {
            let before = seen.goal;
            let of_goal = told(Metric::Goal);
            seen.goal.hear(&of_goal, truth.goal_difference, truth.lift);
            if is_thorough {
                let says_more =
                    (seen.goal.is_decided, seen.goal.has_missed) != (before.is_decided, before.has_missed);
                assert!(is_worth_a_look || !says_more, "day {day}: {of_goal:?}");
                let judged = phase.arms(&sizes);
                for alone in [of_goal, of_value] {
                    let with_all = judged[0].effect.metrics.iter().find(|told| told.metric == alone.metric);
                    assert!(with_all.is_none_or(|told| *told == alone), "day {day}: {alone:?}");
                }
            }
        }
    }
    seen
}

/// Whether the sizes of the arms are said to be wrong at any look: the last one tells of all.
pub(super) fn is_fault(shop: &Shop, arrivals: &[Tally]) -> bool {
    let mut all = Tally::default();
    arrivals.iter().for_each(|arrived| all.join(arrived));
    let today = shop.first_day + DAYS + 1;
    let series = series(shop, &all, today);
    let sizes = phase(shop, &series, today).sizes();
    sizes.assigned.is_fault || sizes.decided.is_fault
}

fn series(shop: &Shop, tally: &Tally, today: i64) -> Series {
    let keys: Vec<_> = shop.shares.iter().map(|(key, _)| key.clone()).collect();
    Series::new(tally.arm_days(shop.arm()), PHASE, &keys, today)
}

fn phase<'a>(shop: &'a Shop, series: &'a Series, today: i64) -> Phase<'a> {
    Phase {
        series,
        shares: &shop.shares,
        fixed: shop.fixed,
        window_days: WINDOW_DAYS as f64,
        through: today - 1,
        is_running: true,
        has_amounts: true,
    }
}

/// Follows the evidence of the goal, to know on which days an estimate can tell anything.
struct Watch {
    test: RateTest,
    truth: Truth,
}

impl Watch {
    fn new(shop: &Shop, truth: Truth) -> Self {
        let setup = Setup::new(shop.fixed.base_rate, shop.fixed.smallest, ErrorRate::TWENTIETH);
        Self { test: RateTest::new(setup.expect("the plan is within what is possible")), truth }
    }

    /// Whether that day is worth a look.
    fn day(&mut self, control: &Arm, arm: &Arm, day: i64, is_found: bool) -> bool {
        let [control, arm] = [control, arm].map(|arm| counts(arm.on(day).visitors, arm.on(day).reached));
        if control.visitors() + arm.visitors() == 0 {
            return false;
        }
        self.test.push_day(control, arm).expect("within the limits");
        let against =
            |difference: f64| self.test.evidence_against_difference_ln(difference).expect("a number");
        let of_lift = self.test.evidence_against_lift_ln(self.truth.lift).expect("a number");
        let against_truth = against(self.truth.goal_difference).max(of_lift);
        let evidence = if is_found { against_truth } else { against_truth.max(against(0.0)) };
        evidence >= WORTH_A_LOOK.ln()
    }
}
