//! A sale in the phase: the base rate is threefold for some days, and the lift is what it always was.
//!
//! The difference is threefold then, too, so that no single one fits all looks. The lift does, and the verdict has to stay.

use std::ops::Range;

use kizukai_stats::plan::{Measure, fixed_visitors};
use kizukai_stats::rate::{Counts, RateTest, Setup};
use kizukai_stats::value::{self, Look, ValueTest};
use kizukai_stats::verdict::{Better, Criteria, State, Verdict, judge};
use kizukai_stats::{ErrorRate, Steady, Sums};

use crate::draw::{binomial, order, stream};
use crate::{Share, runs};

const DAYS: u32 = 30;
const BASE: f64 = 0.03;
const LIFT: f64 = 0.3;
const SMALLEST: f64 = 0.2;
/// How much more buy during the sale.
const SALE: f64 = 3.0;
/// Mean and mean square of an order, in yen: moments of the log-normal distribution of [`order`].
const ORDER_MEAN: f64 = 5_508.511;
const ORDER_SQUARE: f64 = 57_546_254.0;

/// When the sale is, and how many come a day.
#[derive(Clone)]
struct Phase {
    sale: Range<u32>,
    control: u64,
    arm: u64,
}

/// A sale that goes on until the end, one that has not much traffic, and a week in the middle.
const PHASES: [Phase; 3] = [
    Phase { sale: 20..30, control: 2_000, arm: 8_000 },
    Phase { sale: 20..30, control: 1_000, arm: 4_000 },
    Phase { sale: 12..19, control: 5_000, arm: 20_000 },
];

impl Phase {
    /// Rates of (control, arm) on a day.
    fn rates(&self, day: u32) -> (f64, f64) {
        let base = if self.sale.contains(&day) { BASE * SALE } else { BASE };
        (base, base * (1.0 + LIFT))
    }

    fn name(&self) -> String {
        format!("sale on days {:?}, {} : {} a day", self.sale, self.control, self.arm)
    }
}

fn verdict(state: &State) -> Verdict {
    let criteria = Criteria { better: Better::Higher, smallest: SMALLEST, is_comparable: true };
    judge(state, criteria).verdict
}

/// The verdict of a rate after the phase, and whether the interval of the lift holds the truth.
fn rate(phase: &Phase, run: u64) -> (Verdict, bool) {
    let mut draws = stream(61, run);
    let mut test =
        RateTest::new(Setup::new(BASE, SMALLEST, ErrorRate::TWENTIETH).expect("within the limits"));
    for day in 0..DAYS {
        let (control, arm) = phase.rates(day);
        let mut counts = |visitors, rate| {
            Counts::new(visitors, binomial(&mut draws, visitors, rate)).expect("within the limits")
        };
        test.push_day(counts(phase.control, control), counts(phase.arm, arm)).expect("within the limits");
    }
    let State::Known(finding) = State::from(&test) else { panic!("thousands of visitors an arm") };
    (verdict(&State::Known(finding)), finding.lift_interval.holds(LIFT))
}

/// The same of a value, looked at daily.
fn value(phase: &Phase, run: u64) -> (Verdict, bool) {
    let mut draws = stream(62, run);
    let measure = Measure::Value {
        mean: BASE * ORDER_MEAN,
        variance: BASE * ORDER_SQUARE - (BASE * ORDER_MEAN).powi(2),
    };
    let share = phase.control as f64 / (phase.control + phase.arm) as f64;
    let planned =
        fixed_visitors(measure, share, SMALLEST, ErrorRate::TWENTIETH, 0.8).expect("within the limits");
    let setup = value::Setup::new(planned, ErrorRate::TWENTIETH).expect("within the limits");
    let mut test = ValueTest::new(setup.never_negative());
    let (mut control, mut arm) = (Sums::default(), Sums::default());
    let mut last = (Verdict::Preliminary, true);
    for day in 0..DAYS {
        let rates = phase.rates(day);
        for (sums, visitors, rate) in [(&mut control, phase.control, rates.0), (&mut arm, phase.arm, rates.1)]
        {
            let buyers = binomial(&mut draws, visitors, rate);
            let values = (0..buyers).map(|_| order(&mut draws).round() as i128);
            let (sum, squares) = values.fold((0, 0), |(sum, squares), one| (sum + one, squares + one * one));
            *sums += Sums::from_totals(visitors, buyers, sum, squares).expect("within the limits");
        }
        let look = test.look(&control, &arm);
        let is_held = match &look {
            Look::Known(estimate) => estimate.lift_interval.holds(LIFT),
            Look::TooLittle(_) => true,
        };
        last = (verdict(&State::from(&look)), last.1 && is_held);
    }
    last
}

fn assert_steady(what: &str, short: u32, run: fn(&Phase, u64) -> (Verdict, bool)) {
    for phase in PHASES {
        let name = format!("{what}, {}", phase.name());
        let mut outcomes = Vec::new();
        let missed = Share::of(runs(short), |index| {
            let (verdict, is_held) = run(&phase, index);
            outcomes.push(verdict);
            !is_held
        });
        missed.assert_at_most(0.05, &format!("lift's interval misses, {name}"));
        let share = |verdict| Share::of(missed.runs, |index| outcomes[index as usize] == verdict);
        share(Verdict::Changing).assert_at_most(0.05, &format!("changing, {name}"));
        share(Verdict::Better).assert_at_least(0.9, &format!("better, {name}"));
    }
}

#[test]
fn a_steady_lift_of_a_rate_is_better_through_a_sale() {
    assert_steady("rate", 15, rate);
}

#[test]
fn a_steady_lift_of_a_value_is_better_through_a_sale() {
    assert_steady("value", 20, value);
}

/// After 60 days without any chance, the base five times as high in the second half: what is steady, and what is said.
fn without_chance(arm: impl Fn(u64) -> u64) -> (Steady, Verdict) {
    let mut test =
        RateTest::new(Setup::new(BASE, SMALLEST, ErrorRate::TWENTIETH).expect("within the limits"));
    for day in 0..60 {
        let base = if day < 30 { 60 } else { 300 };
        let counts = |reached| Counts::new(2_000, reached).expect("within the limits");
        test.push_day(counts(base), counts(arm(base))).expect("within the limits");
    }
    (test.estimate().expect("thousands of visitors").steady, verdict(&State::from(&test)))
}

#[test]
fn what_changes_is_told_in_the_figures_in_which_it_does() {
    assert_eq!(without_chance(|base| base + base / 2), (Steady::Lift, Verdict::Better));
    assert_eq!(without_chance(|base| base - base / 3), (Steady::Lift, Verdict::Worse));
    assert_eq!(without_chance(|base| base + 40), (Steady::Difference, Verdict::Better));
    assert_eq!(without_chance(|base| base - 40), (Steady::Difference, Verdict::Worse));
    assert_eq!(without_chance(|base| base), (Steady::Both, Verdict::NoDifference));
    // Fivefold the lift where the base is low, and twofold the difference where it is high.
    let fading = |base| if base == 60 { 160 } else { 310 };
    assert_eq!(without_chance(fading), (Steady::Neither, Verdict::Changing));
}
