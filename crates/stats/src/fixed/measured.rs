//! An arm as a mean and a variance.

use crate::moments::Moments;
use crate::rate::Counts;
use crate::sums::Sums;

/// Whether values are shares of visitors (0 or 1 each) or amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Each visitor reached the goal or did not: the variance is p(1 − p).
    Proportion,
    /// Each visitor has an amount: the variance is that of the sample.
    Mean,
}

/// Mean and variance of the visitors of an arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    pub(super) visitors: f64,
    pub(super) mean: f64,
    pub(super) variance: f64,
    /// The mean before anything was taken out.
    pub(super) unadjusted_mean: f64,
}

impl Measured {
    /// An arm of which some visitors reached the goal.
    pub fn proportion(counts: Counts) -> Self {
        let rate = counts.rate();
        let visitors = counts.visitors() as f64;
        Self { visitors, mean: rate, variance: rate * (1.0 - rate), unadjusted_mean: rate }
    }

    /// An arm whose visitors have amounts.
    pub fn mean<const K: usize>(sums: &Sums<K>) -> Self {
        match sums.moments() {
            Some(moments) => Self::plain(&moments, Kind::Mean),
            None => Self { visitors: 0.0, mean: 0.0, variance: 0.0, unadjusted_mean: 0.0 },
        }
    }

    fn plain<const K: usize>(moments: &Moments<K>, kind: Kind) -> Self {
        let variance = match kind {
            Kind::Proportion => (moments.mean * (1.0 - moments.mean)).max(0.0),
            Kind::Mean => moments.variance,
        };
        Self { visitors: moments.visitors, mean: moments.mean, variance, unadjusted_mean: moments.mean }
    }

    /// With `slope` times the covariate taken out.
    fn without(self, moments: &Moments<1>, slope: f64) -> Self {
        let variance = if moments.visitors <= 1.0 {
            0.0
        } else {
            self.variance + slope * slope * moments.among[0][0] - 2.0 * slope * moments.with_value[0]
        };
        Self { mean: self.mean - slope * moments.covariate_means[0], variance, ..self }
    }
}

/// Both arms (control, arm) with what a covariate from before the campaign explains taken out (CUPED: Deng, Xu, Kohavi & Walker
/// 2013, WSDM). The slope is that over both arms together. A covariate that tells nothing changes nothing.
pub fn adjusted(control: &Sums<1>, arm: &Sums<1>, kind: Kind) -> (Measured, Measured) {
    let (Some(of_control), Some(of_arm)) = (control.moments(), arm.moments()) else {
        return (Measured::mean(control), Measured::mean(arm));
    };
    let plain = (Measured::plain(&of_control, kind), Measured::plain(&of_arm, kind));
    let slope = slope(&(*control + *arm));
    if slope == 0.0 {
        return plain;
    }
    (plain.0.without(&of_control, slope), plain.1.without(&of_arm, slope))
}

/// Slope of the value over the covariate; 0 where either does not vary.
fn slope(both: &Sums<1>) -> f64 {
    let Some(moments) = both.moments() else { return 0.0 };
    let of_covariate = moments.among[0][0];
    if of_covariate <= 0.0 || moments.variance <= 0.0 {
        return 0.0;
    }
    moments.with_value[0] / of_covariate
}
