//! What the days of a phase say about the effect.

use std::cmp::Ordering;

use serde::Serialize;

use super::block::Block;
use super::bounds::last_inside;
use super::counts::Counts;
use super::evidence::Evidence;
use super::null::Null;
use super::setup::Setup;
use crate::interval::{Interval, LiftInterval};
use crate::steady::Steady;

/// Differences further from 0 than this are not looked at: it stands for 1.
pub(super) const DIFFERENCE_MAX: f64 = 1.0 - 1e-9;
/// Factors between the rates below this stand for 0.
pub(super) const FACTOR_MIN: f64 = 1e-4;
/// Factors above this stand for "no bound".
pub(super) const FACTOR_MAX: f64 = 1e4;

/// Places that are tried as an interval's middle when the present effect is none.
const MIDDLES_MAX: usize = 64;

/// What is known of an arm's rate after some looks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RateEstimate {
    /// Visitors of the control that were compared.
    pub control: Counts,
    /// Visitors of the arm that were compared.
    pub arm: Counts,
    /// Rate of the arm minus that of the control.
    pub difference: f64,
    /// Where that difference is, at all looks together; at this look alone where no single one fits all (`steady`).
    pub difference_interval: Interval,
    /// Relative lift, 0.2 = a fifth more; none while nobody of the control reached the goal.
    pub lift: Option<f64>,
    /// Where that lift is, at all looks together; at this look alone where no single one fits all.
    pub lift_interval: LiftInterval,
    /// ln of the evidence against "no effect" as it stands now: an e-value, for [`crate::many`].
    pub evidence_ln: f64,
    /// ln of the largest so far: at ln(1/α) and above "no effect" is refuted, and stays so.
    pub largest_evidence_ln: f64,
    /// In which figures one effect fits all looks.
    pub steady: Steady,
}

impl RateEstimate {
    /// Whether "no effect" is refuted and the effect is on one side of it, by the interval that fits all looks. So it is from when
    /// the largest evidence reaches ln(1/α) on, unless the effect has drifted: then it is whether this look alone says so.
    pub fn is_decided(&self) -> bool {
        self.steady.side(self.difference_interval, self.lift_interval) != Ordering::Equal
    }

    /// Whether no single effect fits all looks, neither as a difference nor as a lift: it has changed in the phase.
    pub const fn has_drifted(&self) -> bool {
        self.steady.has_drifted()
    }
}

pub(super) fn of(setup: &Setup, blocks: &[Block]) -> Option<RateEstimate> {
    let totals = totals(blocks)?;
    let evidence = Evidence::against(Null::NONE, setup, blocks);
    let search = Search { setup, blocks };
    let (differences, is_steady_difference) = search.effects(Scale::Difference);
    let (lifts, is_steady_lift) = search.effects(Scale::Lift);
    let (control, arm) = (totals.control, totals.arm);
    Some(RateEstimate {
        control,
        arm,
        difference: arm.rate() - control.rate(),
        difference_interval: outward(differences),
        lift: (control.reached() > 0).then(|| arm.rate() / control.rate() - 1.0),
        lift_interval: as_lift(lifts),
        evidence_ln: evidence.now_ln,
        largest_evidence_ln: evidence.largest_ln,
        steady: Steady::of(is_steady_difference, is_steady_lift),
    })
}

/// From ln of the ratio. An end at the bound of what is looked at is the end of what is possible, or none.
fn as_lift(log_ratio: Interval) -> LiftInterval {
    let (least, most) = (FACTOR_MIN.ln(), FACTOR_MAX.ln());
    let low = if log_ratio.low <= least { -1.0 } else { log_ratio.low.exp_m1() };
    LiftInterval { low: Some(low), high: (log_ratio.high < most).then(|| log_ratio.high.exp_m1()) }
}

fn totals(blocks: &[Block]) -> Option<Block> {
    let first = *blocks.first()?;
    blocks[1..].iter().try_fold(first, |sum, block| sum.plus(block.control, block.arm).ok())
}

/// An end at the bound of what is looked at is the end of what is possible.
fn outward(interval: Interval) -> Interval {
    let end = |end: f64| if end.abs() >= DIFFERENCE_MAX { end.signum() } else { end };
    Interval::new(end(interval.low), end(interval.high))
}

/// In which figure an effect is searched for: the difference, or ln of the ratio.
#[derive(Clone, Copy)]
enum Scale {
    Difference,
    Lift,
}

impl Scale {
    fn null(self, effect: f64) -> Null {
        match self {
            Self::Difference => Null::Difference(effect),
            Self::Lift => Null::Ratio(effect.exp()),
        }
    }

    fn limit(self) -> f64 {
        match self {
            Self::Difference => DIFFERENCE_MAX,
            // The same size in both directions.
            Self::Lift => FACTOR_MAX.ln(),
        }
    }

    /// The effect in the data, and its standard error, half a visitor added to each count so that both exist.
    fn middle(self, block: &Block) -> (f64, f64) {
        let rate = |counts: Counts| (counts.reached() as f64 + 0.5) / (counts.visitors() as f64 + 1.0);
        let (control, arm) = (rate(block.control), rate(block.arm));
        let (n, m) = (block.control.visitors() as f64 + 1.0, block.arm.visitors() as f64 + 1.0);
        let limit = self.limit() * WITHIN_LIMIT;
        let (middle, error) = match self {
            Self::Difference => {
                (arm - control, (control * (1.0 - control) / n + arm * (1.0 - arm) / m).sqrt())
            }
            Self::Lift => {
                ((arm / control).ln(), ((1.0 - control) / (n * control) + (1.0 - arm) / (m * arm)).sqrt())
            }
        };
        (middle.clamp(-limit, limit), error)
    }
}

/// An interval's middle is no nearer to the bounds of what is looked at than this part of them.
const WITHIN_LIMIT: f64 = 0.999;

/// The search for the effects that the data do not speak against.
struct Search<'a> {
    setup: &'a Setup,
    blocks: &'a [Block],
}

impl Search<'_> {
    /// Those not refuted at any look so far, and true; where each is at some, those not refuted at this look, and false.
    fn effects(&self, scale: Scale) -> (Interval, bool) {
        let middles = middles(self.blocks, scale);
        match self.at_all_looks(scale, &middles) {
            Some(interval) => (interval, true),
            None => (self.at_this_look(scale, middles[0]), false),
        }
    }

    fn at_all_looks(&self, scale: Scale, middles: &[(f64, f64)]) -> Option<Interval> {
        let is_refuted = |effect: f64| self.against(scale, effect).largest_ln >= self.threshold();
        // "No effect" is tried, too: where it fits all looks it does so in both figures, and then neither has changed.
        let mut places = middles.iter().map(|(middle, _)| *middle).chain([0.0]);
        let middle = places.find(|middle| !is_refuted(*middle))?;
        Some(ends(middle, middles[0].1, scale, is_refuted))
    }

    fn at_this_look(&self, scale: Scale, (middle, error): (f64, f64)) -> Interval {
        let is_refuted = |effect: f64| self.against(scale, effect).now_ln >= self.threshold();
        ends(middle, error, scale, is_refuted)
    }

    fn against(&self, scale: Scale, effect: f64) -> Evidence {
        Evidence::against(scale.null(effect), self.setup, self.blocks)
    }

    fn threshold(&self) -> f64 {
        self.setup.error_rate().threshold_ln()
    }
}

fn ends(middle: f64, step: f64, scale: Scale, is_out: impl Fn(f64) -> bool) -> Interval {
    let limit = scale.limit();
    Interval::new(last_inside(middle, -limit, step, &is_out), last_inside(middle, limit, step, &is_out))
}

/// Effects in the data as they stood after each of some blocks, the present one first, each with its standard error. There
/// is at least one block.
fn middles(blocks: &[Block], scale: Scale) -> Vec<(f64, f64)> {
    let mut sum = Block::default();
    let every = blocks.len().div_ceil(MIDDLES_MAX).max(1);
    let mut middles: Vec<_> = blocks
        .iter()
        .map(|block| {
            sum = sum.plus(block.control, block.arm).unwrap_or(sum);
            scale.middle(&sum)
        })
        .collect();
    middles.reverse();
    middles.into_iter().step_by(every).collect()
}
