//! Means, variances and covariances of an arm, from its exact sums.
//!
//! The usual Σy² − (Σy)²/n loses all digits when values are large and alike. Here sums are first centred at the whole
//! number below the mean, in integers and so without loss; only what is left is divided.

use crate::limits::{VALUE_MAX, VISITORS_MAX};
use crate::sums::Sums;

/// What the sums of an arm amount to. Variances are those of a sample (divided by n − 1), and 0 for one visitor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments<const K: usize = 0> {
    /// Number of visitors, at least 1.
    pub visitors: f64,
    /// Mean value a visitor.
    pub mean: f64,
    /// Variance of the values.
    pub variance: f64,
    /// Means of the covariates.
    pub covariate_means: [f64; K],
    /// Covariances of each covariate with the values.
    pub with_value: [f64; K],
    /// Covariances of the covariates with each other.
    pub among: [[f64; K]; K],
}

impl<const K: usize> Moments<K> {
    pub(crate) fn of(sums: &Sums<K>) -> Option<Self> {
        let n = sums.visitors;
        if n <= 0 {
            return None;
        }
        let covariance = |product: i128, left: i128, right: i128| covariance(n, product, left, right);
        let mut moments = Self {
            visitors: n as f64,
            mean: sums.y as f64 / n as f64,
            variance: covariance(sums.yy, sums.y, sums.y).max(0.0),
            covariate_means: sums.x.map(|x| x as f64 / n as f64),
            with_value: [0.0; K],
            among: [[0.0; K]; K],
        };
        for i in 0..K {
            moments.with_value[i] = covariance(sums.xy[i], sums.x[i], sums.y);
            for j in 0..K {
                moments.among[i][j] = covariance(sums.xx[i][j], sums.x[i], sums.x[j]);
            }
        }
        Some(moments)
    }
}

/// Sample covariance of n pairs: the product of their sums' whole means is taken out before anything is rounded.
fn covariance(n: i128, product: i128, left: i128, right: i128) -> f64 {
    if n < 2 {
        return 0.0;
    }
    let (a, b) = (left.div_euclid(n), right.div_euclid(n));
    let (rest_a, rest_b) = (left.rem_euclid(n) as f64, right.rem_euclid(n) as f64);
    let largest = i128::from(VALUE_MAX);
    let is_in_bounds = a.abs() <= largest && b.abs() <= largest && n <= i128::from(VISITORS_MAX);
    let centred = if is_in_bounds {
        // Σ(l − a)(r − b) = Σlr − bΣl − aΣr + nab.
        let exact = product.saturating_sub(b * left).saturating_sub(a * right).saturating_add(n * a * b);
        exact as f64 - rest_a * rest_b / n as f64
    } else {
        product as f64 - left as f64 * right as f64 / n as f64
    };
    centred / (n - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anscombes_first_quartet_has_its_published_moments() {
        // Anscombe (1973), set I, values in hundredths.
        let x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
        let y = [804, 695, 758, 881, 833, 996, 724, 426, 1084, 482, 568];
        let mut sums = Sums::<1>::default();
        x.iter().zip(y).for_each(|(x, y)| sums.add(y, [*x]).unwrap());
        let moments = sums.moments().unwrap();
        assert_eq!(moments.covariate_means, [9.0]);
        assert_eq!(moments.among, [[11.0]]);
        assert!((moments.mean - 750.090_909_090_909_1).abs() < 1e-9);
        assert!((moments.variance - 41_272.690_909_090_9).abs() < 1e-6);
        assert!((moments.with_value[0] / moments.among[0][0] - 50.009_090_909_090_9).abs() < 1e-9);
    }

    #[test]
    fn large_values_that_hardly_differ_keep_their_variance() {
        let mut sums = Sums::<0>::default();
        (1..=4).for_each(|value| sums.add(999_999_999_000 + value, []).unwrap());
        let variance = sums.moments().unwrap().variance;
        assert!((variance - 5.0 / 3.0).abs() < 1e-12, "{variance}");
    }

    #[test]
    fn nobody_has_no_moments_and_one_visitor_no_variance() {
        assert_eq!(Sums::<2>::default().moments(), None);
        let mut sums = Sums::<0>::default();
        sums.add(-7, []).unwrap();
        let moments = sums.moments().unwrap();
        assert_eq!((moments.mean, moments.variance), (-7.0, 0.0));
    }
}
