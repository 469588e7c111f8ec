//! Do the arms have the sizes they were drawn for? An alarm that may be looked at every day.
//!
//! When they do not, something loses visitors of one arm and not of the other (a broken message, a blocked script, a robot), and
//! what is left cannot be compared, whatever the results say. Ask it twice: of the *assigned*, which tells of the draw, and of
//! the *decided*, which tells of all that happens between the draw and the moment.
//!
//! The test is the multinomial e-process of Lindon & Malek (2022, NeurIPS, "Anytime-valid inference for multinomial count data"): the
//! likelihood of the counts under a Dirichlet mixture around the weights, over that under the weights. Exact for any number of
//! looks. Where they leave open how concentrated the mixture is, three are joined here, for faults of about a tenth, a
//! thirtieth and a hundredth of an arm's share: a join of e-processes is one.

use libm::lgamma;

use crate::error::StatsError;
use crate::interval::ErrorRate;
use crate::limits::{ARMS_MAX, VISITORS_MAX};
use crate::log_space::ln_sum_exp;

/// Concentrations that are joined: visitors that the mixture's trust in the weights is worth.
const CONCENTRATIONS: [f64; 3] = [100.0, 1_000.0, 10_000.0];

/// The alarm over the arms of one phase.
#[derive(Clone, Debug)]
pub struct RatioTest {
    shares: Vec<f64>,
    threshold_ln: f64,
    largest_ln: f64,
}

/// What the alarm says at a look.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct RatioLook {
    /// ln of the evidence now that the sizes are not those drawn for.
    pub evidence_ln: f64,
    /// ln of the largest so far.
    pub largest_evidence_ln: f64,
    /// Whether the alarm was ever reached: it stays.
    pub is_fault: bool,
}

impl RatioTest {
    /// For arms that are drawn by these weights. Of phases without a fault no more than `false_alarms` are ever flagged
    /// ([`ErrorRate::THOUSANDTH`] is usual: this alarm stops people's work).
    ///
    /// # Errors
    /// [`StatsError::Weights`].
    pub fn new(weights: &[f64], false_alarms: ErrorRate) -> Result<Self, StatsError> {
        let total: f64 = weights.iter().sum();
        let is_usable = weights.iter().all(|weight| *weight > 0.0 && *weight / total > 1e-12);
        if !(2..=ARMS_MAX).contains(&weights.len()) || !total.is_finite() || !is_usable {
            return Err(StatsError::Weights);
        }
        let shares = weights.iter().map(|weight| weight / total).collect();
        Ok(Self { shares, threshold_ln: false_alarms.threshold_ln(), largest_ln: 0.0 })
    }

    /// The next look: visitors of each arm so far, in the order of the weights.
    ///
    /// # Errors
    /// [`StatsError::Arms`], [`StatsError::TooMany`].
    pub fn look(&mut self, visitors: &[u64]) -> Result<RatioLook, StatsError> {
        if visitors.len() != self.shares.len() {
            return Err(StatsError::Arms { arms: self.shares.len(), counts: visitors.len() });
        }
        if let Some(many) = visitors.iter().find(|count| **count > VISITORS_MAX) {
            return Err(StatsError::TooMany(*many));
        }
        let evidence_ln = self.evidence_ln(visitors);
        self.largest_ln = self.largest_ln.max(evidence_ln);
        let is_fault = self.largest_ln >= self.threshold_ln;
        Ok(RatioLook { evidence_ln, largest_evidence_ln: self.largest_ln, is_fault })
    }

    fn evidence_ln(&self, visitors: &[u64]) -> f64 {
        let joined = CONCENTRATIONS.map(|concentration| self.against_weights_ln(visitors, concentration));
        ln_sum_exp(joined.into_iter()) - (CONCENTRATIONS.len() as f64).ln()
    }

    /// ln of the Dirichlet-multinomial likelihood over the multinomial one.
    fn against_weights_ln(&self, visitors: &[u64], concentration: f64) -> f64 {
        let all: f64 = visitors.iter().map(|count| *count as f64).sum();
        let arms = self.shares.iter().zip(visitors).map(|(share, count)| {
            let (count, trust) = (*count as f64, share * concentration);
            risen_ln(trust, count) - count * share.ln()
        });
        arms.sum::<f64>() - risen_ln(concentration, all)
    }
}

/// ln (Γ(a + n) / Γ(a)).
fn risen_ln(a: f64, n: f64) -> f64 {
    lgamma(a + n) - lgamma(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_a_fair_bet_on_the_weights() {
        // Over all outcomes of 12 draws by the weights, the expected fortune is exactly 1.
        let test = RatioTest::new(&[4.0, 1.0], ErrorRate::THOUSANDTH).unwrap();
        let mut ways = 1.0;
        let mut expected = 0.0;
        for first in 0..=12_u64 {
            let likelihood = ways * 0.8_f64.powi(first as i32) * 0.2_f64.powi(12 - first as i32);
            expected += likelihood * test.evidence_ln(&[first, 12 - first]).exp();
            ways *= (12 - first) as f64 / (first + 1) as f64;
        }
        assert!((expected - 1.0).abs() < 1e-9, "{expected}");
    }

    #[test]
    fn one_draw_tells_nothing_and_a_lost_arm_everything() {
        let mut test = RatioTest::new(&[1.0, 1.0, 2.0], ErrorRate::THOUSANDTH).unwrap();
        assert!(test.look(&[1, 0, 0]).unwrap().evidence_ln.abs() < 1e-9);
        assert!(!test.look(&[250, 250, 500]).unwrap().is_fault);
        assert!(test.look(&[500, 500, 500]).unwrap().is_fault);
        assert!(test.look(&[5_000, 5_000, 10_000]).unwrap().is_fault, "an alarm stays");
    }

    #[test]
    fn weights_and_counts_that_cannot_be_are_refused() {
        let rate = ErrorRate::THOUSANDTH;
        for weights in [&[1.0][..], &[1.0, 0.0], &[1.0, f64::NAN], &[1.0, -1.0], &[f64::INFINITY, 1.0]] {
            assert_eq!(RatioTest::new(weights, rate).unwrap_err(), StatsError::Weights);
        }
        let mut test = RatioTest::new(&[1.0, 1.0], rate).unwrap();
        assert_eq!(test.look(&[1]), Err(StatsError::Arms { arms: 2, counts: 1 }));
        assert!(test.look(&[u64::MAX, 1]).is_err());
        assert!(test.look(&[VISITORS_MAX, VISITORS_MAX]).unwrap().evidence_ln.is_finite());
    }
}
