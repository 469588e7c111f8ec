//! What a metric's state means by its criteria.

use std::cmp::Ordering;

use serde::Serialize;

use super::state::{Finding, State};
use crate::interval::Interval;
use crate::value::Missing;

/// Which way a metric should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better: orders, profit.
    Higher,
    /// Less is better: leaving at once, complaints.
    Lower,
}

/// By what a metric is judged; fixed before the phase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Criteria {
    /// Which way it should go.
    pub better: Better,
    /// The smallest relative lift that matters, to either side, above 0.
    pub smallest: f64,
    /// Whether the arms' sizes are those they were drawn for ([`crate::ratio`]).
    pub is_comparable: bool,
}

/// What can be said of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nobody's goal window is over yet.
    Preliminary,
    /// Too little data, by so much.
    TooLittle(Missing),
    /// The arms do not have the sizes they were drawn for: no comparison holds.
    NotComparable,
    /// An effect of a size that matters is neither found nor excluded.
    Open,
    /// The effect has changed in the phase (a novelty that wore off), as a difference and as a lift, so no single one can be
    /// promised. Harm is told as harm nevertheless.
    Changing,
    /// The arm is better than the control.
    Better,
    /// The arm is worse than the control.
    Worse,
    /// If there is an effect, it is smaller than the smallest that matters.
    NoDifference,
}

/// A verdict and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// What can be said.
    pub verdict: Verdict,
    /// The effect; none before there is enough data.
    pub finding: Option<Finding>,
}

/// Judges a metric.
pub fn judge(state: &State, criteria: Criteria) -> Judgement {
    let finding = match state {
        State::Known(finding) => Some(*finding),
        State::Preliminary | State::TooLittle(_) => None,
    };
    let verdict = match state {
        _ if !criteria.is_comparable => Verdict::NotComparable,
        State::Preliminary => Verdict::Preliminary,
        State::TooLittle(missing) => Verdict::TooLittle(*missing),
        State::Known(finding) => of_finding(finding, criteria),
    };
    Judgement { verdict, finding }
}

fn of_finding(finding: &Finding, criteria: Criteria) -> Verdict {
    match of_effect(finding, criteria) {
        Verdict::Better if finding.steady.has_drifted() => Verdict::Changing,
        // What is too small to matter is so as a lift.
        Verdict::NoDifference if !finding.steady.is_steady_lift() => Verdict::Changing,
        verdict => verdict,
    }
}

fn of_effect(finding: &Finding, criteria: Criteria) -> Verdict {
    let (higher, lower) = match criteria.better {
        Better::Higher => (Verdict::Better, Verdict::Worse),
        Better::Lower => (Verdict::Worse, Verdict::Better),
    };
    let is_small = || finding.lift_interval.lies_within(Interval::around(0.0, criteria.smallest));
    match finding.steady.side(finding.difference_interval, finding.lift_interval) {
        Ordering::Greater => higher,
        Ordering::Less => lower,
        Ordering::Equal if is_small() => Verdict::NoDifference,
        Ordering::Equal => Verdict::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::LiftInterval;
    use crate::steady::Steady;

    fn known(low: f64, high: f64, lift: (f64, Option<f64>)) -> State {
        State::Known(Finding {
            difference: 0.5 * (low + high),
            difference_interval: Interval::new(low, high),
            lift: None,
            lift_interval: LiftInterval { low: Some(lift.0), high: lift.1 },
            steady: Steady::Both,
        })
    }

    #[test]
    fn a_verdict_is_what_the_interval_says() {
        use Better::{Higher, Lower};
        let nothing = Missing { visitors: 3, buyers: 25 };
        for (state, better, expected) in [
            (State::Preliminary, Higher, Verdict::Preliminary),
            (State::TooLittle(nothing), Higher, Verdict::TooLittle(nothing)),
            (known(0.001, 0.02, (0.01, Some(0.4))), Higher, Verdict::Better),
            (known(0.001, 0.02, (0.01, Some(0.4))), Lower, Verdict::Worse),
            (known(-0.02, -0.001, (-0.3, Some(-0.01))), Higher, Verdict::Worse),
            (known(-0.02, -0.001, (-0.3, Some(-0.01))), Lower, Verdict::Better),
            (known(-0.01, 0.01, (-0.05, Some(0.09))), Higher, Verdict::NoDifference),
            (known(-0.01, 0.02, (-0.05, Some(0.2))), Higher, Verdict::Open),
            (known(-0.01, 0.02, (-0.05, None)), Higher, Verdict::Open),
        ] {
            let criteria = Criteria { better, smallest: 0.1, is_comparable: true };
            assert_eq!(judge(&state, criteria).verdict, expected, "{state:?}");
            let unfair = Criteria { is_comparable: false, ..criteria };
            assert_eq!(judge(&state, unfair).verdict, Verdict::NotComparable, "{state:?}");
        }
    }

    #[test]
    fn an_effect_that_changes_is_no_success_but_may_be_harm() {
        let criteria = Criteria { better: Better::Higher, smallest: 0.1, is_comparable: true };
        for (low, high, expected) in
            [(0.001, 0.02, Verdict::Changing), (-0.02, -0.001, Verdict::Worse), (-0.02, 0.02, Verdict::Open)]
        {
            let State::Known(finding) = known(low, high, (-1.0, None)) else { unreachable!() };
            let state = State::Known(Finding { steady: Steady::Neither, ..finding });
            assert_eq!(judge(&state, criteria).verdict, expected, "{state:?}");
        }
    }

    #[test]
    fn the_verdict_is_read_from_the_figure_in_which_the_effect_fits_all_looks() {
        let criteria = Criteria { better: Better::Higher, smallest: 0.1, is_comparable: true };
        for (steady, difference, lift, expected) in [
            (Steady::Lift, (-0.01, 0.02), (0.1, Some(0.4)), Verdict::Better),
            (Steady::Lift, (-0.01, 0.02), (-0.4, Some(-0.1)), Verdict::Worse),
            (Steady::Lift, (0.01, 0.02), (-0.05, Some(0.05)), Verdict::NoDifference),
            (Steady::Difference, (0.01, 0.02), (-0.05, Some(0.05)), Verdict::Better),
            (Steady::Difference, (-0.01, 0.02), (0.1, Some(0.4)), Verdict::Open),
            (Steady::Difference, (-0.01, 0.02), (-0.05, Some(0.05)), Verdict::Changing),
        ] {
            let State::Known(finding) = known(difference.0, difference.1, lift) else { unreachable!() };
            let state = State::Known(Finding { steady, ..finding });
            assert_eq!(judge(&state, criteria).verdict, expected, "{state:?}");
        }
    }

    #[test]
    fn worth_is_the_effect_times_the_traffic() {
        let State::Known(finding) = known(0.001, 0.003, (0.1, None)) else { unreachable!() };
        let worth = finding.worth(2_000.0, 30_000.0).unwrap();
        assert!((worth.low - 60_000.0).abs() < 1e-6 && (worth.high - 180_000.0).abs() < 1e-6, "{worth:?}");
        assert!((worth.expected - 120_000.0).abs() < 1e-6, "{worth:?}");
        assert_eq!(finding.worth(f64::NAN, 1.0), None);
    }
}
