//! How much memory a profile takes, so that a cache of profiles can be bounded by bytes.
//!
//! An estimate from lengths alone, cheap enough for every step: what a profile of a shop's visitor holds most of is
//! counted, the rest goes into a constant. Measured against a server with a hundred thousand profiles (`bench/README.md`)
//! it lies a little above the truth, which is the side to err on.

use super::{CampaignState, Profile};

/// The profile itself, its names, and what its short texts take.
const BASE: usize = size_of::<Profile>() + 1_024;
/// A node of a tree with its share of the room that is kept free, for small keys and values.
const ENTRY: usize = 48;
/// A short text with what the allocator rounds it up to.
const TEXT: usize = 48;
/// A value with its name, as traits, products and counters are.
const NAMED: usize = 256;

impl Profile {
    /// About how many bytes this profile takes in memory.
    pub fn weight(&self) -> usize {
        let campaigns = self.campaigns.len() * (size_of::<CampaignState>() + ENTRY + 3 * TEXT);
        let visit = self.visits.current.as_ref();
        let path =
            visit.map_or(0, |visit| visit.path.len() * (TEXT + 2 * ENTRY) + visit.device.len() * NAMED);
        let named = self.traits.len() + self.cart.items().count() + self.counts.len();
        BASE + campaigns + path + named * NAMED + self.dedup.weight() + self.shows.weight()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::{IdKind, ProfileId, Timestamp};

    #[test]
    fn a_profile_weighs_what_is_remembered() {
        let mut profile = Profile::new(ProfileId::derive("s_1", IdKind::Anonymous, "a"));
        let empty = profile.weight();
        for message in 0..1_000 {
            profile.dedup.insert(message, Timestamp::from_ms(0));
        }
        assert!((8_000..40_000).contains(&(profile.weight() - empty)), "{}", profile.weight() - empty);
        let arm = kizukai_model::Key::CONTROL.parse::<kizukai_model::Key>().unwrap();
        let state = CampaignState::new(arm.clone(), Timestamp::from_ms(0), 1);
        let before = profile.weight();
        profile.campaigns.insert(arm, Box::new(state));
        assert!(profile.weight() - before >= size_of::<CampaignState>());
    }
}
