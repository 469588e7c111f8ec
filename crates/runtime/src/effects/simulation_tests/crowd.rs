//! Phases in which every visitor goes through the step.

use kizukai_engagement::DecisionOutcome;
use kizukai_engagement::input::Activity;
use kizukai_model::{Key, Span, Timestamp};
use rand_pcg::Pcg64;

use super::draw::{BOUGHT_BEFORE, habit, happens, moment, order, poisson, stream};
use super::shop::{Shop, Visitor};
use super::tally::Tally;
use super::{DAYS, WINDOW_DAYS};

/// How long after a page on which a visitor types another one is viewed.
const LATER: Span = Span::from_mins(5);

/// What happens in phases.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) scenario: u64,
    /// Visitors of 30 days, in all arms.
    pub(super) visitors: f64,
    /// How much more of the treated reach the goal.
    pub(super) lift: f64,
    /// Every visitor types when the first page is viewed: what interrupts is drawn there, and decided for later.
    pub(super) types: bool,
    /// Part of the treated who never come as far as that.
    pub(super) lost: f64,
}

/// Phases of all campaigns of the shop, side by side: by campaign, then by the day on which visitors come.
pub(super) fn phases(shop: &Shop, plot: Plot, run: u64) -> Vec<Vec<Tally>> {
    let mut draws = stream(plot.scenario, run);
    let mut phases = vec![vec![Tally::default(); DAYS as usize]; shop.keys.len()];
    for day in 0..DAYS {
        for n in 0..poisson(&mut draws, plot.visitors / DAYS as f64) {
            let name = format!("{}-{run}-{day}-{n}", plot.scenario);
            let at = moment(&mut draws, shop.start_of(day), Span::from_days(1));
            for (place, control, counted_on, sums) in visit(shop, plot, &mut draws, &name, at).counted() {
                phases[place][day as usize].add(control, counted_on, sums);
            }
        }
    }
    phases
}

fn visit<'a>(shop: &'a Shop, plot: Plot, draws: &mut Pcg64, name: &str, at: Timestamp) -> Visitor<'a> {
    let mut visitor = Visitor::new(shop, name);
    let habit = habit(draws);
    if happens(draws, BOUGHT_BEFORE) {
        let before = moment(draws, at.minus(Span::from_days(60)), Span::from_days(50));
        visitor.order(before, order(draws, habit), None);
    }
    let (mut at, mut decisions) = (at, Vec::new());
    if plot.types {
        let drawn = visitor.view(at, Some(Activity::Typing));
        assert!(drawn.iter().all(|decision| decision.outcome == DecisionOutcome::Budget));
        at = at.plus(LATER);
        let is_lost = drawn[0].arm.as_str() != Key::CONTROL && happens(draws, plot.lost);
        if is_lost {
            return visitor;
        }
    }
    decisions.extend(visitor.view(at, None));
    assert_eq!(decisions.len(), shop.keys.len());
    let mut orders = Vec::new();
    for decision in decisions {
        let is_control = decision.outcome == DecisionOutcome::Ghost;
        assert!(is_control || decision.outcome == DecisionOutcome::Shown);
        let rate = if is_control { shop.base } else { shop.base * (1.0 + plot.lift) };
        if happens(draws, rate) {
            let when = moment(draws, at, Span::from_days(WINDOW_DAYS));
            orders.push((when, order(draws, habit), shop.place(&decision.campaign)));
        }
    }
    orders.sort_unstable();
    for (when, revenue, place) in orders {
        visitor.order(when, revenue, Some(place));
    }
    visitor
}
