//! Numbers that look random and come out the same from the same seed (SplitMix64).

/// A stream of numbers.
pub(crate) struct Draws(u64);

impl Draws {
    /// From `KIZUKAI_SEED` of the environment, else from the number given. Prints which, for the log of a failed run.
    #[expect(clippy::print_stdout, reason = "the test runner shows it when the test fails")]
    pub(crate) fn from_env(default: u64) -> Self {
        let told = std::env::var("KIZUKAI_SEED").ok().and_then(|text| text.parse().ok());
        let seed = told.unwrap_or(default);
        println!("KIZUKAI_SEED={seed}");
        Self(seed)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % bound
    }
}
