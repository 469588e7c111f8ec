//! Latencies, and their percentiles.

use std::time::Duration;

/// All latencies of a run; a run of seconds holds few enough to keep each.
#[derive(Debug, Default)]
pub(crate) struct Latencies(Vec<u32>);

impl Latencies {
    /// Adds one, to the microsecond.
    pub(crate) fn add(&mut self, latency: Duration) {
        self.0.push(u32::try_from(latency.as_micros()).unwrap_or(u32::MAX));
    }

    /// Takes over another's.
    pub(crate) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many.
    pub(crate) const fn count(&self) -> usize {
        self.0.len()
    }

    /// The smallest latency that at least `share` (0 to 1) of all do not exceed, in milliseconds; 0 without any.
    pub(crate) fn percentile_ms(&mut self, share: f64) -> f64 {
        self.0.sort_unstable();
        let rank = (share * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.max(1) - 1).map_or(0.0, |micros| f64::from(*micros) / 1_000.0)
    }
}

/// The middle one; of an even number the lower of the two. NaN of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_latency_that_occurred() {
        let mut latencies = Latencies::default();
        (1..=200).rev().for_each(|ms| latencies.add(Duration::from_millis(ms)));
        assert_eq!(
            [0.0, 0.5, 0.99, 1.0].map(|share| latencies.percentile_ms(share)),
            [1.0, 100.0, 198.0, 200.0]
        );
        assert!(Latencies::default().percentile_ms(0.99).abs() < f64::EPSILON);
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert!((median(vec![5.0, 1.0, 9.0]) - 5.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).is_nan());
    }
}
