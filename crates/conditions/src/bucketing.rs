//! From a hash to a choice, after the GrowthBook SDK specification.

use crate::hash;

/// A part of the line from 0 to 1: start included, end excluded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BucketRange {
    /// Where it starts (ratio, included).
    pub start: f64,
    /// Where it ends (ratio, excluded).
    pub end: f64,
}

impl BucketRange {
    /// Whether `n` lies in the range.
    pub fn contains(&self, n: f64) -> bool {
        n >= self.start && n < self.end
    }
}

/// `count` weights that are equal and sum to 1; none for a count of zero.
pub fn equal_weights(count: usize) -> Vec<f64> {
    vec![1.0 / count as f64; count]
}

/// The range of each of `count` variations.
///
/// `coverage` is the ratio of people who take part, clamped to 0 to 1. `weights` are ratios; when their number is not
/// `count` or their sum is not about 1 (0.99 to 1.01) the variations are weighted equally.
pub fn bucket_ranges(count: usize, coverage: f64, weights: Option<&[f64]>) -> Vec<BucketRange> {
    let coverage = coverage.clamp(0.0, 1.0);
    let usable = weights.filter(|weights| {
        let sum: f64 = weights.iter().sum();
        weights.len() == count && (0.99..=1.01).contains(&sum)
    });
    let weights = usable.map_or_else(|| equal_weights(count), <[f64]>::to_vec);
    let mut cumulative = 0.0;
    let range_of = |weight: f64| {
        let start = cumulative;
        cumulative += weight;
        BucketRange { start, end: start + coverage * weight }
    };
    weights.into_iter().map(range_of).collect()
}

/// The index of the first range that holds `n`; `None` when none does.
pub fn choose_variation(n: f64, ranges: &[BucketRange]) -> Option<usize> {
    ranges.iter().position(|range| range.contains(n))
}

/// Whether a person falls into `range` of a namespace, which keeps experiments apart from each other.
pub fn in_namespace(user_id: &str, namespace: &str, range: BucketRange) -> bool {
    hash(&format!("__{namespace}"), user_id, 1).is_some_and(|n| range.contains(n))
}
