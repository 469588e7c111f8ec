//! From the series of a phase to what can be said of its arms.

use kizukai_model::Key;
use kizukai_stats::ErrorRate;
use kizukai_stats::plan::{Goal, Measure, Traffic, forecast};
use kizukai_stats::verdict::{self, Criteria, Decision, Finding, State, Verdict, Worth, decide, judge};
use kizukai_store::{ArmSums, DayNumber};

use super::metric::{Better, Fixed, Kind, Metric, POWER, Role, Tested};
use super::series::{Arm, Series, counts, whole};
use super::{ArmEffect, MetricEffect, PhaseSizes};

/// How often verdicts of a phase may be wrong, over all its arms.
pub(super) const ERROR_RATE: f64 = 0.05;

/// How much more often other campaigns may have spoken in one arm than in another before it is told (contract).
const OTHERS_MAY_DIFFER: f64 = 0.1;

/// Days of the traffic that is taken for what comes.
const TRAFFIC_DAYS: i64 = 28;
/// Days of a month.
const MONTH_DAYS: f64 = 30.0;
/// Days beyond which nobody waits.
const TOO_LONG_DAYS: f64 = 365.0;
/// Visitors who reached the goal that make the control's rate better than the plan's.
const REACHED_LEAST: u64 = 10;

/// What is known of a phase beside its sums.
pub(super) struct Phase<'a> {
    pub(super) series: &'a Series,
    /// The arms that can be drawn, with the shares they are drawn for.
    pub(super) shares: &'a [(Key, f64)],
    pub(super) fixed: Fixed,
    pub(super) window_days: f64,
    /// The last whole day.
    pub(super) through: DayNumber,
    /// Whether visitors still enter.
    pub(super) is_running: bool,
    /// Whether the goal says an amount.
    pub(super) has_amounts: bool,
}

/// What can be said of one arm, and how strong the evidence is.
pub(super) struct Judged {
    pub(super) effect: ArmEffect,
    /// Of the goal, as it stands now.
    pub(super) evidence_ln: Option<f64>,
}

impl Phase<'_> {
    /// The arms, the control last.
    pub(super) fn arms(&self, sizes: &PhaseSizes) -> Vec<Judged> {
        self.series.arms.iter().map(|arm| self.arm(arm, sizes)).collect()
    }

    /// Whether the arms have the sizes they were drawn for.
    pub(super) fn sizes(&self) -> PhaseSizes {
        PhaseSizes::of(self.series, self.shares)
    }

    /// Whether other campaigns spoke differently often to visitors of different arms.
    pub(super) fn others_differ(&self) -> bool {
        let Some(control) =
            self.series.control().and_then(|control| a_visitor(&control.over, |sums| sums.other_shows))
        else {
            return false;
        };
        let arms = self.series.arms.iter().filter(|arm| !arm.control);
        let mut shows = arms.filter_map(|arm| a_visitor(&arm.over, |sums| sums.other_shows));
        shows.any(|shows| (shows - control).abs() > OTHERS_MAY_DIFFER * control.max(shows))
    }

    fn arm(&self, arm: &Arm, sizes: &PhaseSizes) -> Judged {
        let mut effect = described(arm);
        let Some(control) = self.series.control().filter(|_| !arm.control) else {
            return Judged { effect, evidence_ln: None };
        };
        let mut evidence_ln = None;
        for metric in Metric::ALL.into_iter().filter(|metric| self.has_amounts || *metric != Metric::Value) {
            let (told, evidence) = self.metric(metric, control, arm, sizes);
            if metric == Metric::Goal {
                evidence_ln = evidence;
            }
            if metric == Metric::Goal || told.control.is_some() || told.arm.is_some() {
                effect.metrics.push(told);
            }
        }
        let verdict = |metric: Metric| {
            effect.metrics.iter().find(|told| told.metric == metric).map(|told| told.verdict)
        };
        let guardrails: Vec<(Metric, Verdict)> = Metric::ALL
            .into_iter()
            .filter(|metric| metric.role() == Role::Guardrail)
            .filter_map(|metric| Some((metric, verdict(metric)?)))
            .collect();
        if let Some(goal) = verdict(Metric::Goal) {
            let of_guardrails: Vec<_> = guardrails.iter().map(|(_, verdict)| *verdict).collect();
            let decision = decide(goal, &of_guardrails);
            effect.decision = Some(decision);
            effect.harmed = match decision {
                Decision::StopHarm(place) => Some(guardrails[place].0),
                Decision::StopWorse => Some(Metric::Goal),
                _ => None,
            };
            if matches!(goal, Verdict::Preliminary | Verdict::TooLittle(_) | Verdict::Open) && self.is_running
            {
                (effect.days_left, effect.waits_too_long) = self.days_left(control, arm);
            }
        }
        Judged { effect, evidence_ln }
    }

    /// One metric of an arm against the control, and ln of the evidence as it stands now.
    pub(super) fn metric(
        &self,
        metric: Metric,
        control: &Arm,
        arm: &Arm,
        sizes: &PhaseSizes,
    ) -> (MetricEffect, Option<f64>) {
        let rivals = self.series.arms.len().saturating_sub(1).max(1) as f64;
        let chances = if metric.role() == Role::Guardrail { Metric::GUARDRAILS as f64 } else { 1.0 };
        let error_rate =
            ErrorRate::new(ERROR_RATE / rivals / chances).expect("it is between nothing and one in twenty");
        let tested = metric.test(self.series, control, arm, &self.fixed, error_rate);
        let is_comparable = !sizes.assigned.is_fault && !sizes.decided.is_fault;
        (self.told(metric, &tested, is_comparable, arm), tested.evidence_ln)
    }

    fn told(&self, metric: Metric, tested: &Tested, is_comparable: bool, arm: &Arm) -> MetricEffect {
        let better = match metric.better() {
            Better::Higher => verdict::Better::Higher,
            Better::Lower => verdict::Better::Lower,
        };
        let criteria = Criteria { better, smallest: self.fixed.smallest, is_comparable };
        let is_young = tested.control.is_none() && tested.arm.is_none();
        let state = if is_young { State::Preliminary } else { tested.state };
        let judgement = judge(&state, criteria);
        let finding = judgement.finding;
        MetricEffect {
            metric,
            role: metric.role(),
            better: metric.better(),
            kind: metric.kind(),
            control: tested.control,
            arm: tested.arm,
            difference: finding.map(|finding| finding.difference),
            difference_low: finding.map(|finding| finding.difference_interval.low),
            difference_high: finding.map(|finding| finding.difference_interval.high),
            lift: finding.and_then(|finding| finding.lift),
            lift_low: finding.and_then(|finding| finding.lift_interval.low),
            lift_high: finding.and_then(|finding| finding.lift_interval.high),
            verdict: judgement.verdict,
            missing: if let Verdict::TooLittle(missing) = judgement.verdict { Some(missing) } else { None },
            evidence: tested.evidence_ln.map(f64::exp).filter(|evidence| evidence.is_finite()),
            worth_a_month: finding.and_then(|finding| self.worth(metric, &finding, arm)),
            fixed: tested.fixed,
        }
    }

    /// Of amounts of money in the currency, of the goal by what one reached goal is worth.
    fn worth(&self, metric: Metric, finding: &Finding, arm: &Arm) -> Option<Worth> {
        let worth_of_one = match metric {
            Metric::Value | Metric::Profit => 1.0,
            Metric::Goal => {
                let control = self.series.control()?;
                let (value, reached) =
                    (control.over.value.sum + arm.over.value.sum, control.over.reached + arm.over.reached);
                (reached > 0 && value > 0).then(|| value as f64 / 1_000.0 / reached as f64)?
            }
            _ => return None,
        };
        finding.worth(worth_of_one, self.visitors_a_day() * MONTH_DAYS)
    }

    /// Visitors a day it was decided for lately, in all arms.
    pub(super) fn visitors_a_day(&self) -> f64 {
        self.lately(self.series.arms.iter())
    }

    fn lately<'s>(&self, arms: impl Iterator<Item = &'s Arm>) -> f64 {
        let first = self.series.days.first().copied().unwrap_or(self.through);
        let from = first.max(self.through - TRAFFIC_DAYS + 1);
        let days = (self.through - from + 1).max(1);
        let on = |arm: &Arm| (from..=self.through).map(|day| whole(arm.on(day).decided)).sum::<u64>();
        arms.map(on).sum::<u64>() as f64 / days as f64
    }

    /// Days until a verdict of the smallest effect is there, four times in five; and whether nobody should wait.
    fn days_left(&self, control: &Arm, arm: &Arm) -> (Option<u32>, bool) {
        let visitors_a_day = self.lately([control, arm].into_iter());
        let of_control = counts(control.over.visitors, control.over.reached);
        let base =
            if of_control.reached() >= REACHED_LEAST { of_control.rate() } else { self.fixed.base_rate };
        let share = self.share(control) / (self.share(control) + self.share(arm)).max(f64::MIN_POSITIVE);
        let traffic = Traffic {
            visitors_a_day: visitors_a_day.max(f64::MIN_POSITIVE),
            control_share: share.clamp(0.01, 0.99),
            goal_days: 0,
        };
        let smallest = self.fixed.smallest;
        let error_rate = ErrorRate::TWENTIETH;
        let goal = Goal { smallest, error_rate, power: POWER };
        let lift = smallest.min(1.0 / base.max(1e-4) - 1.0);
        if visitors_a_day <= 0.0 {
            return (None, false);
        }
        let Ok(forecast) = forecast(Measure::Rate { base }, traffic, lift, goal) else {
            return (None, false);
        };
        let Some(needed) = forecast.visitors else { return (None, true) };
        let had = (whole(control.all.decided) + whole(arm.all.decided)) as f64;
        let days = ((needed - had) / visitors_a_day).max(0.0) + self.window_days;
        if days > TOO_LONG_DAYS { (None, true) } else { (Some(days.ceil().max(1.0) as u32), false) }
    }

    fn share(&self, arm: &Arm) -> f64 {
        self.shares.iter().find(|(key, _)| *key == arm.key).map_or(0.0, |(_, share)| *share)
    }
}

/// A sum for each visitor whose time is over.
fn a_visitor(sums: &ArmSums, of: impl Fn(&ArmSums) -> i128) -> Option<f64> {
    share(of(sums), sums.visitors)
}

fn share(part: i128, of: i128) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

/// The figures of an arm by itself.
fn described(arm: &Arm) -> ArmEffect {
    let (over, all) = (&arm.over, &arm.all);
    let milli = |sum: i128, of: i128| share(sum, of).map(|mean| mean / 1_000.0);
    let young = arm.young();
    let young_of = |sum: i128| share(sum, i128::from(young));
    ArmEffect {
        arm: arm.key.clone(),
        control: arm.control,
        assigned: whole(all.assigned),
        decided: whole(all.decided),
        visitors: arm.visitors(),
        young,
        seen: whole(all.seen),
        crossed: whole(all.crossed),
        rate: share(over.reached, over.visitors),
        value_per_visitor: milli(over.value.sum, over.visitors),
        orders_per_visitor: share(over.orders.sum, over.visitors),
        profit_per_visitor: milli(over.profit.sum, over.profit_visitors),
        closed_at_once: (!arm.control).then(|| share(over.closed_at_once, over.visitors)).flatten(),
        left_at_once: share(over.left_at_once, over.visitors),
        came_back: share(over.came_back, over.back_visitors),
        load_ms: share(over.load_ms, over.load_visitors),
        browser_orders: share(over.browser_orders, over.orders.sum),
        other_shows_per_visitor: share(over.other_shows, over.visitors),
        other_points_per_visitor: milli(over.other_points, over.visitors),
        young_rate: young_of((all.converted - over.reached).max(0)),
        young_value_per_visitor: young_of((all.worth - over.value.sum).max(0)).map(|mean| mean / 1_000.0),
        metrics: Vec::new(),
        decision: None,
        harmed: None,
        days_left: None,
        waits_too_long: false,
    }
}

/// Whether a metric is a share.
impl MetricEffect {
    /// Whether it is a share of visitors.
    pub const fn is_rate(&self) -> bool {
        matches!(self.kind, Kind::Rate)
    }
}
