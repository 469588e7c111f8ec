//! What happens with a campaign by its verdicts.

use serde::Serialize;

use super::judgement::Verdict;

/// What is to be done with an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Go on.
    Wait,
    /// Find out why the arms do not have their sizes; until then nothing can be said.
    Repair,
    /// Stop: a guardrail is harmed, the one at this place in the list.
    StopHarm(usize),
    /// Stop: the goal got worse.
    StopWorse,
    /// Show the arm to all: it is better, and no guardrail is known to be harmed.
    Promote,
    /// End: whatever effect there is does not matter.
    Settle,
}

/// By the goal's verdict and those of the guardrails. Harm is looked at first: a winner that harms is stopped.
pub fn decide(goal: Verdict, guardrails: &[Verdict]) -> Decision {
    let is_broken =
        std::iter::once(&goal).chain(guardrails).any(|verdict| *verdict == Verdict::NotComparable);
    if is_broken {
        return Decision::Repair;
    }
    if let Some(guardrail) = guardrails.iter().position(|verdict| *verdict == Verdict::Worse) {
        return Decision::StopHarm(guardrail);
    }
    match goal {
        Verdict::Worse => Decision::StopWorse,
        Verdict::Better => Decision::Promote,
        Verdict::NoDifference => Decision::Settle,
        Verdict::Preliminary
        | Verdict::TooLittle(_)
        | Verdict::Open
        | Verdict::Changing
        | Verdict::NotComparable => Decision::Wait,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harm_comes_before_success_and_a_fault_before_both() {
        use Verdict::{Better, NoDifference, NotComparable, Open, Preliminary, Worse};
        for (goal, guardrails, expected) in [
            (Better, &[Open, Open][..], Decision::Promote),
            (Better, &[Open, Worse], Decision::StopHarm(1)),
            (Open, &[Worse, Worse], Decision::StopHarm(0)),
            (Worse, &[Better], Decision::StopWorse),
            (NoDifference, &[], Decision::Settle),
            (Open, &[Better], Decision::Wait),
            (Preliminary, &[], Decision::Wait),
            (NotComparable, &[Worse], Decision::Repair),
            (Better, &[NotComparable, Worse], Decision::Repair),
        ] {
            assert_eq!(decide(goal, guardrails), expected, "{goal:?} {guardrails:?}");
        }
    }
}
