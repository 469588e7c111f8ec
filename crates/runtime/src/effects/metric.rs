//! What is measured, and the test of each metric.

use kizukai_stats::fixed::{self, Effect as As, Measured, Prior};
use kizukai_stats::plan::{Measure, fixed_visitors};
use kizukai_stats::rate::{self, RateTest};
use kizukai_stats::value::{self, Look, ValueTest};
use kizukai_stats::verdict::{self, State};
use kizukai_stats::{ErrorRate, Sums};
use kizukai_store::ArmSums;
use serde::Serialize;

use super::series::{Arm, Series, amounts, counts, plain};
use super::{CupedLook, FixedLook};

/// What is measured of a visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Reached the goal.
    Goal,
    /// What the goals were worth.
    Value,
    /// Number of orders.
    Orders,
    /// What the orders earned the shop.
    Profit,
    /// Left within half a minute.
    LeftAtOnce,
    /// Came back within a week.
    CameBack,
    /// Milliseconds until a page had loaded.
    LoadMs,
}

/// What a metric is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// To be made better.
    Goal,
    /// Not to be made worse.
    Guardrail,
}

/// Which way a metric should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// What kind of figure a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A share of the visitors.
    Rate,
    /// An amount a visitor.
    Value,
}

/// The share of visitors who are taken to reach a goal of which nothing is known.
pub(super) const BASE_RATE: f64 = 0.03;
/// The same of leaving at once, and of coming back.
const BASE_HABIT: f64 = 0.2;
/// Variance over squared mean of one buyer's amount where nothing is known: as much as an exponential distribution's.
const SPREAD_OF_BUYERS: f64 = 1.0;
/// The same of the milliseconds of a page.
const SPREAD_OF_LOAD: f64 = 1.0;
/// Thousandths of an amount of money.
const MILLI: f64 = 1_000.0;

/// What tests are set up with, fixed before the phase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fixed {
    pub(super) base_rate: f64,
    /// Variance over squared mean of what a visitor is worth.
    pub(super) value_spread: f64,
    pub(super) smallest: f64,
    pub(super) control_share: f64,
}

impl Fixed {
    /// By a plan.
    pub(super) fn new(
        base_rate: Option<f64>,
        value_spread: Option<f64>,
        smallest: f64,
        control_share: f64,
    ) -> Self {
        let base_rate = base_rate.filter(|rate| (1e-4..=0.99).contains(rate)).unwrap_or(BASE_RATE);
        let spread = value_spread.filter(|spread| spread.is_finite() && *spread > 0.0);
        Self {
            base_rate,
            value_spread: spread.unwrap_or((1.0 + SPREAD_OF_BUYERS) / base_rate),
            smallest: smallest.clamp(kizukai_stats::limits::LIFT_MIN, 1.0),
            control_share: control_share.clamp(0.01, 0.99),
        }
    }
}

/// What a test says, in the unit that is shown.
#[derive(Clone, Debug)]
pub(super) struct Tested {
    pub(super) state: State,
    pub(super) control: Option<f64>,
    pub(super) arm: Option<f64>,
    /// ln of the evidence as it stands now; none before there is enough.
    pub(super) evidence_ln: Option<f64>,
    pub(super) fixed: Option<FixedLook>,
}

impl Metric {
    /// All of them, in the order in which they are told.
    pub(super) const ALL: [Self; 7] =
        [Self::Goal, Self::Value, Self::Profit, Self::Orders, Self::LeftAtOnce, Self::CameBack, Self::LoadMs];

    /// Guardrails, which share the error rate of harm among them.
    pub(super) const GUARDRAILS: usize = 4;

    pub(super) const fn role(self) -> Role {
        match self {
            Self::Goal | Self::Value | Self::Profit => Role::Goal,
            Self::Orders | Self::LeftAtOnce | Self::CameBack | Self::LoadMs => Role::Guardrail,
        }
    }

    pub(super) const fn better(self) -> Better {
        match self {
            Self::LeftAtOnce | Self::LoadMs => Better::Lower,
            _ => Better::Higher,
        }
    }

    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Goal | Self::LeftAtOnce | Self::CameBack => Kind::Rate,
            _ => Kind::Value,
        }
    }

    /// Thousandths are shown as wholes, milliseconds and orders as they are.
    const fn unit(self) -> f64 {
        if matches!(self, Self::Value | Self::Profit) { MILLI } else { 1.0 }
    }

    /// An arm against the control.
    pub(super) fn test(
        self,
        series: &Series,
        control: &Arm,
        arm: &Arm,
        fixed: &Fixed,
        error_rate: ErrorRate,
    ) -> Tested {
        match self.kind() {
            Kind::Rate => self.test_rate(series, control, arm, fixed, error_rate),
            Kind::Value => self.test_value(series, control, arm, fixed, error_rate),
        }
    }

    /// Visitors, and those of whom it holds.
    fn counts(self, sums: &ArmSums) -> rate::Counts {
        match self {
            Self::LeftAtOnce => counts(sums.visitors, sums.left_at_once),
            Self::CameBack => counts(sums.back_visitors, sums.came_back),
            _ => counts(sums.visitors, sums.reached),
        }
    }

    fn test_rate(
        self,
        series: &Series,
        control: &Arm,
        arm: &Arm,
        fixed: &Fixed,
        error_rate: ErrorRate,
    ) -> Tested {
        let base = if self == Self::Goal { fixed.base_rate } else { BASE_HABIT };
        let setup =
            rate::Setup::new(base, fixed.smallest, error_rate).expect("the plan is within what is possible");
        let mut test = RateTest::new(setup);
        for day in &series.days {
            let (of_control, of_arm) = (self.counts(&control.on(*day)), self.counts(&arm.on(*day)));
            if of_control.visitors() + of_arm.visitors() > 0 && test.push_day(of_control, of_arm).is_err() {
                break;
            }
        }
        let (of_control, of_arm) = (self.counts(&control.over), self.counts(&arm.over));
        let mean = |counts: rate::Counts| (counts.visitors() > 0).then(|| counts.rate());
        let estimate = test.estimate();
        let looked = FixedLook::of(&Measured::proportion(of_control), &Measured::proportion(of_arm), 1.0);
        Tested {
            state: estimate.map_or_else(|| State::from(&test), |estimate| State::Known((&estimate).into())),
            control: mean(of_control),
            arm: mean(of_arm),
            evidence_ln: estimate.map(|estimate| estimate.evidence_ln),
            fixed: looked,
        }
    }

    /// Amounts of the visitors of whom they are known.
    fn sums(self, sums: &ArmSums) -> Sums<1> {
        match self {
            Self::Orders => amounts(sums.visitors, &sums.orders, sums),
            // Where a margin came later the covariate would be of more visitors than the amounts: it is left out then.
            Self::Profit if sums.profit_visitors == sums.visitors => {
                amounts(sums.visitors, &sums.profit, sums)
            }
            Self::Profit => {
                let of = &sums.profit;
                alone(plain(sums.profit_visitors, of.buyers, of.sum, of.squares))
            }
            Self::LoadMs => {
                alone(plain(sums.load_visitors, sums.load_visitors, sums.load_ms, sums.load_squares))
            }
            _ => amounts(sums.visitors, &sums.value, sums),
        }
    }

    fn test_value(
        self,
        series: &Series,
        control: &Arm,
        arm: &Arm,
        fixed: &Fixed,
        error_rate: ErrorRate,
    ) -> Tested {
        let setup = value::Setup::new(self.planned(fixed, error_rate), error_rate)
            .expect("a plan has more than no visitors");
        let setup = if self == Self::Profit { setup } else { setup.never_negative() };
        let mut test = ValueTest::new(setup);
        let (mut of_control, mut of_arm) = (ArmSums::default(), ArmSums::default());
        let mut look = test.look(&self.sums(&of_control), &self.sums(&of_arm));
        for day in &series.days {
            of_control.add(control.on(*day), 1);
            of_arm.add(arm.on(*day), 1);
            look = test.look(&self.sums(&of_control), &self.sums(&of_arm));
        }
        let (control, arm) = (self.sums(&of_control), self.sums(&of_arm));
        let mean = |sums: &Sums<1>| sums.moments().map(|moments| moments.mean / self.unit());
        let estimate = if let Look::Known(estimate) = look { Some(estimate) } else { None };
        let looked = FixedLook::of(&Measured::mean(&control), &Measured::mean(&arm), self.unit());
        let cuped = self.cuped(&control, &arm);
        Tested {
            state: in_unit(State::from(&look), self.unit()),
            control: mean(&control),
            arm: mean(&arm),
            evidence_ln: estimate.map(|estimate| estimate.evidence_ln),
            fixed: looked.map(|looked| FixedLook { cuped, ..looked }),
        }
    }

    fn cuped(self, control: &Sums<1>, arm: &Sums<1>) -> Option<CupedLook> {
        let (control, arm) = fixed::adjusted(control, arm, fixed::Kind::Mean);
        let looked = FixedLook::of(&control, &arm, self.unit())?;
        Some(CupedLook { difference: looked.difference, low: looked.low, high: looked.high })
    }

    /// Visitors for one look at a time fixed beforehand. Only the spread counts, so that the mean is taken as 1.
    pub(super) fn planned(self, fixed: &Fixed, error_rate: ErrorRate) -> f64 {
        let variance = match self {
            Self::LoadMs => SPREAD_OF_LOAD,
            Self::Orders => 1.0 / fixed.base_rate,
            _ => fixed.value_spread,
        };
        let measure = match self {
            Self::Goal => Measure::Rate { base: fixed.base_rate },
            _ => Measure::Value { mean: 1.0, variance },
        };
        let lift = fixed.smallest.min(1.0 / fixed.base_rate - 1.0);
        let visitors = fixed_visitors(measure, fixed.control_share, lift, error_rate, POWER);
        visitors.expect("the plan is within what is possible")
    }
}

/// How surely an effect of the smallest size is to be found.
pub(super) const POWER: f64 = 0.8;

/// Without a covariate.
fn alone(values: Sums<0>) -> Sums<1> {
    Sums::with_covariate(values, 0, 0, 0)
}

fn in_unit(state: State, unit: f64) -> State {
    match state {
        State::Known(finding) => State::Known(verdict::Finding {
            difference: finding.difference / unit,
            difference_interval: finding.difference_interval.times(1.0 / unit),
            ..finding
        }),
        other => other,
    }
}

impl FixedLook {
    fn of(control: &Measured, arm: &Measured, unit: f64) -> Option<Self> {
        let error_rate = ErrorRate::TWENTIETH;
        let classical = fixed::frequentist(control, arm, As::Absolute, error_rate).ok()?;
        let bayesian = fixed::bayesian(control, arm, As::Absolute, Prior::Flat, error_rate).ok()?;
        Some(Self {
            difference: classical.expected / unit,
            low: classical.interval.low / unit,
            high: classical.interval.high / unit,
            p_value: classical.p_value,
            chance_to_be_larger: bayesian.chance_to_be_larger,
            cuped: None,
        })
    }
}
