//! Many campaigns at once: which of the effects can be believed together?
//!
//! Of a hundred campaigns without any effect five would be called effective at one in twenty each. The e-BH procedure of Wang & Ramdas
//! (2022, JRSS B 84(3), "False discovery rate control with e-values") keeps the expected part of false ones among those believed
//! below α, however the campaigns depend on each other: visitors meet several of them, so they do.

use crate::error::StatsError;
use crate::interval::ErrorRate;
use crate::limits::CAMPAIGNS_MAX;

/// For each campaign whether its effect is believed, in the order given.
///
/// `evidence_ln` are ln of e-values: the evidence *as it stands at this look* (`evidence_ln` of an estimate). The largest so far is
/// no e-value, and with it the promise would not hold. What is not a number counts as none.
///
/// # Errors
/// [`StatsError::TooManyCampaigns`] for more than [`CAMPAIGNS_MAX`] campaigns.
pub fn believed(evidence_ln: &[f64], error_rate: ErrorRate) -> Result<Vec<bool>, StatsError> {
    let campaigns = evidence_ln.len();
    if campaigns > CAMPAIGNS_MAX {
        return Err(StatsError::TooManyCampaigns(campaigns));
    }
    let mut order: Vec<usize> = (0..campaigns).filter(|index| !evidence_ln[*index].is_nan()).collect();
    order.sort_by(|left, right| evidence_ln[*right].total_cmp(&evidence_ln[*left]));
    // The largest k for which the k-th largest e-value is at least campaigns / (α k).
    let is_enough = |rank: usize| {
        let needed_ln = (campaigns as f64 / (rank + 1) as f64).ln() + error_rate.threshold_ln();
        evidence_ln[order[rank]] >= needed_ln
    };
    let count = (0..order.len()).rev().find(|rank| is_enough(*rank)).map_or(0, |rank| rank + 1);
    let mut believed = vec![false; campaigns];
    order[..count].iter().for_each(|index| believed[*index] = true);
    Ok(believed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(evidence: &[f64], expected: &[bool]) {
        let logarithms: Vec<f64> = evidence.iter().map(|value| value.ln()).collect();
        assert_eq!(believed(&logarithms, ErrorRate::TWENTIETH).unwrap(), expected, "{evidence:?}");
    }

    #[test]
    fn one_alone_is_judged_as_if_there_were_no_others() {
        check(&[20.1], &[true]);
        check(&[19.9], &[false]);
        check(&[], &[]);
    }

    #[test]
    fn each_needs_less_the_more_are_believed() {
        // Thresholds of four: 80, 40, 26.7, 20.
        check(&[81.0, 1.0, 1.0, 1.0], &[true, false, false, false]);
        check(&[79.0, 1.0, 1.0, 1.0], &[false, false, false, false]);
        check(&[21.0, 30.0, 45.0, 21.0], &[true, true, true, true]);
        check(&[27.0, 30.0, 19.0, 45.0], &[true, true, false, true]);
    }

    #[test]
    fn what_is_no_number_is_not_believed() {
        let believed = believed(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY], ErrorRate::TWENTIETH).unwrap();
        assert_eq!(believed, [false, true, false]);
    }
}
