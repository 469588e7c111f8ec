//! How fast the heart is by itself, without network, disk and other threads.
//!
//! Only a release build tells anything. Each figure is the median of alternating rounds, so that what else the machine
//! does meets both sides alike. The campaigns are in [`shop`].

mod shop;

use kizukai_engagement::{Input, Moment, Program, Surface, step, targeted};
use kizukai_model::{Event, Timestamp};

use crate::Stopwatch;
use shop::{CLASSES, Visitor};

/// Visitors that are looked at in turn: more than a processor's first caches hold.
const VISITORS: usize = 1_000;
/// Rounds of which the median counts: many short ones, so that what else the machine does spoils few of them.
const ROUNDS: usize = 101;
/// Campaigns of which targeting tells those that are for a visitor.
const TARGETED: usize = 500;
/// Campaigns that listen to a page view, however many there are.
const LISTENING: usize = 10;

/// Microseconds that it takes to tell, for one visitor and one page view, which of five hundred campaigns' audiences
/// hold: three to five conditions each (path by pattern, device, trait, pages of the visit, event counters, cart), one
/// campaign in five holds. A thousand visitors with different pages come in turn.
///
/// # Panics
/// Where anything but one campaign in five holds.
pub fn targeting_500_us() -> f64 {
    let program = shop::program((0..TARGETED).map(shop::campaign));
    let visitors: Vec<Visitor> = (0..VISITORS).map(|n| Visitor::new(&program, n)).collect();
    let views: Vec<(Event, Timestamp)> = visitors.iter().map(Visitor::page_view).collect();
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let watch = Stopwatch::start();
        let mut meant = 0;
        for (visitor, (event, now)) in visitors.iter().zip(&views) {
            meant += targeted(&program, &visitor.profile, event, *now).len();
        }
        rounds.push(watch.elapsed_ms() * 1_000.0 / VISITORS as f64);
        assert_eq!(meant, VISITORS * TARGETED / CLASSES, "one campaign in {CLASSES} is for a visitor");
    }
    median(rounds)
}

/// How many times as long a step takes with ten thousand campaigns as with ten, where ten listen to the event in
/// both cases. The others wait for events of their own, with audiences and counters like the ten.
pub fn step_growth_10000_to_10() -> f64 {
    // Compiling ten thousand campaigns leaves gaps on the heap. Both sides' visitors come after it and in turn, so that
    // they lie alike; otherwise the figure tells how the memory lies, not what a step does.
    let (few, many) = (listening_program(LISTENING, LISTENING), listening_program(10_000, LISTENING));
    let visitors = (0..VISITORS).map(|n| (Visitor::new(&few, n), Visitor::new(&many, n)));
    let (of_few, of_many): (Vec<_>, Vec<_>) = visitors.unzip();
    let mut few = Side { program: few, visitors: of_few };
    let mut many = Side { program: many, visitors: of_many };
    let ratios = (0..ROUNDS).map(|round| {
        if round % 2 == 0 {
            let few = few.step_us();
            many.step_us() / few
        } else {
            let many = many.step_us();
            many / few.step_us()
        }
    });
    median(ratios.collect())
}

/// Microseconds a page view takes in the step when so many campaigns listen to it.
pub fn step_us(listening: usize) -> f64 {
    let program = listening_program(listening, listening);
    let visitors = (0..VISITORS).map(|n| Visitor::new(&program, n)).collect();
    let mut side = Side { program, visitors };
    median((0..ROUNDS).map(|_| side.step_us()).collect())
}

/// So many campaigns, of which so many listen to a page view.
fn listening_program(campaigns: usize, listening: usize) -> Program {
    shop::program((0..campaigns).map(|n| if n < listening { shop::campaign(n) } else { shop::waiting(n) }))
}

/// One program with its visitors, stepped round after round.
struct Side {
    program: Program,
    visitors: Vec<Visitor>,
}

impl Side {
    /// Microseconds a step, each visitor once.
    fn step_us(&mut self) -> f64 {
        let input = |visitor: &Visitor| {
            let (event, now) = visitor.page_view();
            let (page, device) = (event.page.clone(), visitor.device());
            let moment =
                Moment { surface: Surface::Page, events: vec![event], page, device, ..Moment::default() };
            (Input::Moment(Box::new(moment)), now)
        };
        let inputs: Vec<_> = self.visitors.iter().map(input).collect();
        let watch = Stopwatch::start();
        for (visitor, (input, now)) in self.visitors.iter_mut().zip(&inputs) {
            std::hint::black_box(step(&self.program, &mut visitor.profile, input, *now));
        }
        watch.elapsed_ms() * 1_000.0 / VISITORS as f64
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_the_same_with_many_campaigns_that_do_not_listen() {
        let outcome = |campaigns: usize| {
            let program = listening_program(campaigns, LISTENING);
            let mut visitor = Visitor::new(&program, 3);
            let (event, now) = visitor.page_view();
            let page = event.page.clone();
            let moment = Moment { surface: Surface::Page, events: vec![event], page, ..Moment::default() };
            step(&program, &mut visitor.profile, &Input::Moment(Box::new(moment)), now)
        };
        assert!(!outcome(LISTENING).decisions.is_empty());
        assert_eq!(outcome(LISTENING), outcome(300));
    }

    #[test]
    fn one_campaign_in_five_is_for_each_visitor() {
        let program = shop::program((0..100).map(shop::campaign));
        for n in 0..40 {
            let visitor = Visitor::new(&program, n);
            let (event, now) = visitor.page_view();
            assert_eq!(targeted(&program, &visitor.profile, &event, now).len(), 100 / CLASSES, "visitor {n}");
        }
    }
}
