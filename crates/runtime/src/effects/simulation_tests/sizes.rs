//! How often the alarm on the sizes of arms rings: where treated visitors are lost between the draw and the decision, and
//! where nobody is.
//!
//! A visitor types when the first page is viewed, so that an arm is drawn and nothing may be said; of the treated a part
//! never comes to the next page, as if the message broke it. A part l lost of the arm, with a control of share s, is z standard
//! errors away after (z / l)² / (s (1 − s)) visitors. The alarm takes about z = 4.4; the numbers of visitors here are those of
//! z = 6.7, with which 99 phases of a hundred are to be flagged.

use kizukai_engagement::input::Activity;
use kizukai_model::{Key, Span};

use super::crowd::{self, Plot};
use super::draw::{binomial, poisson, stream};
use super::looks::is_fault;
use super::shop::{Shop, Speaking, Visitor};
use super::tally::Tally;
use super::{DAYS, Share, runs};

/// How often a fault is to be flagged.
const FLAGGED: f64 = 0.95;
/// How often clean sizes may be.
const FALSE_ALARMS: f64 = 0.001;

/// What one visitor counts as who came on the first day: of the control, of the arm, and of the arm but lost.
struct Visitors {
    control: Tally,
    arm: Tally,
    lost: Tally,
}

impl Visitors {
    fn new(shop: &Shop) -> Self {
        let counted = |is_control: bool, is_lost: bool| {
            let stepped = (0..).find_map(|n| {
                let mut visitor = Visitor::new(shop, &format!("one-{n}"));
                let drawn = visitor.view(shop.opening, Some(Activity::Typing));
                (is_control == (drawn[0].arm.as_str() == Key::CONTROL)).then_some(visitor)
            });
            let mut visitor = stepped.expect("both are drawn sooner or later");
            if !is_lost {
                visitor.view(shop.opening.plus(Span::from_mins(5)), None);
            }
            let mut tally = Tally::default();
            visitor.counted().into_iter().for_each(|(_, control, day, sums)| tally.add(control, day, sums));
            tally
        };
        Self { control: counted(true, false), arm: counted(false, false), lost: counted(false, true) }
    }

    fn phase(&self, shop: &Shop, plot: Plot, run: u64) -> Vec<Tally> {
        let mut draws = stream(plot.scenario, run);
        let of_day = |day| {
            let all = poisson(&mut draws, plot.visitors / DAYS as f64);
            let control = binomial(&mut draws, all, shop.control_share);
            let lost = binomial(&mut draws, all - control, plot.lost);
            let mut tally = Tally::default();
            tally.add_times(&self.control, day, control);
            tally.add_times(&self.arm, day, all - control - lost);
            tally.add_times(&self.lost, day, lost);
            tally
        };
        (0..DAYS).map(of_day).collect()
    }
}

fn plot(scenario: u64, visitors: f64, lost: f64) -> Plot {
    Plot { scenario, visitors, lift: 0.0, types: true, lost }
}

fn flagged(runs: u32, mut is_flagged: impl FnMut(u64) -> bool) -> Share {
    let mut flagged = Share::default();
    (0..runs).for_each(|run| flagged.count(is_flagged(run.into())));
    flagged
}

fn name(way: &str, control_percent: f64, plot: Plot) -> String {
    format!(
        "flagged, {way}, control {control_percent} %, {} % of the treated lost, {} visitors",
        plot.lost * 100.0,
        plot.visitors
    )
}

/// Counted as one stepped visitor of each kind.
fn drawn(control_percent: f64, plot: Plot, runs: u32) -> (Share, String) {
    let shop = Shop::new(0.05, control_percent, Speaking::Interrupting);
    let visitors = Visitors::new(&shop);
    let share = flagged(runs, |run| is_fault(&shop, &visitors.phase(&shop, plot, run)));
    (share, name("drawn", control_percent, plot))
}

/// Every visitor goes through the step.
fn stepped(control_percent: f64, plot: Plot, runs: u32) -> (Share, String) {
    let shop = Shop::new(0.05, control_percent, Speaking::Interrupting);
    let share = flagged(runs, |run| is_fault(&shop, &crowd::phases(&shop, plot, run)[0]));
    (share, name("stepped", control_percent, plot))
}

#[test]
fn an_arm_that_loses_one_visitor_of_fifty_is_flagged_in_nineteen_phases_of_twenty() {
    for (scenario, control_percent, visitors) in [(121, 50.0, 450_000.0), (122, 20.0, 700_000.0)] {
        let (share, name) = drawn(control_percent, plot(scenario, visitors, 0.02), runs(200, 1_000));
        share.assert_at_least(FLAGGED, &name);
    }
}

#[test]
fn arms_that_lose_nobody_are_flagged_in_at_most_one_phase_of_a_thousand() {
    for (scenario, control_percent, visitors) in [(123, 50.0, 450_000.0), (124, 20.0, 700_000.0)] {
        let (share, name) = drawn(control_percent, plot(scenario, visitors, 0.0), runs(200, 5_000));
        share.assert_at_most(FALSE_ALARMS, &name);
    }
}

#[test]
fn where_every_visitor_is_stepped_an_arm_that_loses_one_of_ten_is_flagged_and_a_whole_one_is_not() {
    for (scenario, control_percent, visitors) in [(125, 50.0, 18_000.0), (126, 20.0, 30_000.0)] {
        let runs = runs(1, 12);
        let (share, name) = stepped(control_percent, plot(scenario, visitors, 0.1), runs);
        share.assert_at_least(FLAGGED, &name);
        let (share, name) = stepped(control_percent, plot(scenario + 10, visitors, 0.0), runs);
        share.assert_at_most(FALSE_ALARMS, &name);
    }
}
