//! Phases drawn from what stepped visitors count as.
//!
//! Some thousand visitors go through the step, as many of each kind as are needed; a day of a phase is then a draw of so many
//! of each. Visitors of a kind who bought nothing, neither before nor after, count alike but for the day, and are put in at once.

use kizukai_model::Span;
use rand_pcg::Pcg64;

use super::DAYS;
use super::crowd::Plot;
use super::draw::{BOUGHT_BEFORE, binomial, habit, happens, moment, order, place, poisson, stream};
use super::shop::{Shop, Visitor};
use super::tally::Tally;

/// Visitors of each kind but the one who bought nothing.
const OF_A_KIND: usize = 1_000;

/// What visitors of one arm count as who came on the first day.
#[derive(Default)]
struct Kinds {
    /// Bought in time.
    reached: Vec<Tally>,
    /// Bought before, but not in time.
    before: Vec<Tally>,
    /// Bought nothing.
    nothing: Option<Tally>,
}

/// Stepped visitors of a shop with one campaign.
pub(super) struct Pool<'a> {
    shop: &'a Shop,
    control: Kinds,
    arm: Kinds,
    /// What those who bought in time are worth on average, in yen, as far as it counts.
    pub(super) mean_yen: f64,
}

impl<'a> Pool<'a> {
    pub(super) fn new(shop: &'a Shop) -> Self {
        let mut pool = Self { shop, control: Kinds::default(), arm: Kinds::default(), mean_yen: 0.0 };
        let mut n = 0_u64;
        while !(pool.control.is_full() && pool.arm.is_full()) {
            n += 1;
            pool.step(n);
        }
        pool.mean_yen = pool.arm.mean_yen();
        assert_eq!(pool.mean_yen, pool.control.mean_yen(), "visitors of both arms buy the same");
        pool
    }

    /// One visitor more, of the kind of which there are too few in the arm that is drawn.
    fn step(&mut self, n: u64) {
        let mut draws = stream(90, n);
        let at = moment(&mut draws, self.shop.opening, Span::from_days(1));
        let is_control = is_drawn_to_the_control(self.shop, n);
        let kinds = if is_control { &mut self.control } else { &mut self.arm };
        let (reached, before) = (kinds.reached.len(), kinds.before.len());
        // The same purchases in both arms, so that what a visitor is worth is the same.
        let purchase = |kind: u64, n: usize| stream(91 + kind, n as u64);
        let mut visitor = Visitor::new(self.shop, &format!("pool-{n}"));
        if kinds.nothing.is_none() {
            visitor.view(at, None);
            kinds.nothing = Some(tally(&visitor));
        } else if before < OF_A_KIND {
            let mut draws = purchase(0, before);
            let usual = habit(&mut draws);
            visitor.order(at.minus(Span::from_days(20)), order(&mut draws, usual), None);
            visitor.view(at, None);
            kinds.before.push(tally(&visitor));
        } else if reached < OF_A_KIND {
            let mut draws = purchase(1, reached);
            let usual = habit(&mut draws);
            if happens(&mut draws, BOUGHT_BEFORE) {
                visitor.order(at.minus(Span::from_days(20)), order(&mut draws, usual), None);
            }
            visitor.view(at, None);
            let when = moment(&mut draws, at, Span::from_days(super::WINDOW_DAYS));
            visitor.order(when, order(&mut draws, usual), Some(0));
            kinds.reached.push(tally(&visitor));
        }
    }

    /// A phase, by the day on which visitors come. Nobody is lost.
    pub(super) fn phase(&self, plot: Plot, run: u64) -> Vec<Tally> {
        let mut draws = stream(plot.scenario, run);
        let of_day = |day| {
            let all = poisson(&mut draws, plot.visitors / DAYS as f64);
            let control = binomial(&mut draws, all, self.shop.control_share);
            let mut tally = Tally::default();
            let base = self.shop.base;
            self.control.draw(&mut draws, &mut tally, control, base, day);
            self.arm.draw(&mut draws, &mut tally, all - control, base * (1.0 + plot.lift), day);
            tally
        };
        (0..DAYS).map(of_day).collect()
    }
}

fn is_drawn_to_the_control(shop: &Shop, n: u64) -> bool {
    let mut visitor = Visitor::new(shop, &format!("pool-{n}"));
    let decisions = visitor.view(shop.opening, None);
    decisions[0].arm.as_str() == kizukai_model::Key::CONTROL
}

fn tally(visitor: &Visitor<'_>) -> Tally {
    let mut tally = Tally::default();
    for (_, control, day, sums) in visitor.counted() {
        tally.add(control, day, sums);
    }
    tally
}

impl Kinds {
    fn is_full(&self) -> bool {
        self.reached.len() == OF_A_KIND && self.before.len() == OF_A_KIND
    }

    fn mean_yen(&self) -> f64 {
        let mut all = Tally::default();
        self.reached.iter().for_each(|visitor| all.join(visitor));
        all.value_milli() as f64 / 1_000.0 / OF_A_KIND as f64
    }

    /// So many of these visitors come on a day, of whom about `rate` reach the goal.
    fn draw(&self, draws: &mut Pcg64, tally: &mut Tally, visitors: u64, rate: f64, day: i64) {
        let reached = binomial(draws, visitors, rate);
        let before = binomial(draws, visitors - reached, BOUGHT_BEFORE);
        for (kind, count) in [(&self.reached, reached), (&self.before, before)] {
            for _ in 0..count {
                tally.add_times(&kind[place(draws, kind.len())], day, 1);
            }
        }
        let nothing = self.nothing.as_ref().expect("the pool is full");
        tally.add_times(nothing, day, visitors - reached - before);
    }
}
