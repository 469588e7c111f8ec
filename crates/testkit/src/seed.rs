//! Draws that come out the same from the same seed (SplitMix64), so that a failing run can be repeated.

/// A stream of draws.
#[derive(Debug, Clone)]
pub struct Seed(u64);

impl Seed {
    /// From a number.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From the environment's `KIZUKAI_SEED`, else from the number given. Prints which, for the log of a failed run.
    #[expect(clippy::print_stdout, reason = "the test runner shows it when the test fails")]
    pub fn from_env(default: u64) -> Self {
        let told = std::env::var("KIZUKAI_SEED").ok().and_then(|text| text.parse().ok());
        let seed = told.unwrap_or(default);
        println!("KIZUKAI_SEED={seed}");
        Self(seed)
    }

    /// A stream of its own, for a part of the test that must not depend on how the others run.
    #[must_use]
    pub fn fork(&mut self) -> Self {
        Self(self.next())
    }

    /// 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `bound`, which must not be zero.
    pub fn below(&mut self, bound: usize) -> usize {
        let drawn = u128::from(self.next()) * bound as u128;
        usize::try_from(drawn >> 64).expect("below a bound that is a usize")
    }

    /// True in one of `n` draws.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // First outputs of SplitMix64 from 1234567, as in the reference implementation.
        let mut seed = Seed::new(1_234_567);
        assert_eq!([seed.next(), seed.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn draws_stay_below_their_bound_and_reach_all_of_it() {
        let mut seed = Seed::new(1);
        let mut hits = [0_u32; 7];
        (0..7_000).for_each(|_| hits[seed.below(7)] += 1);
        assert!(hits.iter().all(|count| (800..1_200).contains(count)), "{hits:?}");
    }
}
