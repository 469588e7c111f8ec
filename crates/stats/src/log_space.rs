//! Sums of numbers that are kept as logarithms.

/// ln Σ exp(wₖ + xₖ), without overflow. −∞ terms count nothing; of nothing at all it is the smallest number there is.
pub(crate) fn ln_sum_exp(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = terms.clone().fold(f64::MIN, f64::max);
    let sum: f64 = terms.map(|term| (term - largest).exp()).sum();
    if sum > 0.0 { largest + sum.ln() } else { f64::MIN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_and_small_terms_neither_overflow_nor_vanish() {
        assert_eq!(ln_sum_exp([1e6, 1e6].into_iter()), 1e6 + 2_f64.ln());
        assert_eq!(ln_sum_exp([-1e6, -1e6].into_iter()), -1e6 + 2_f64.ln());
        assert_eq!(ln_sum_exp([f64::NEG_INFINITY, 3.0].into_iter()), 3.0);
        assert_eq!(ln_sum_exp(std::iter::empty()), f64::MIN);
    }
}
