//! How much memory a profile takes, so that a cache of profiles can be bounded by bytes.
//!
//! An estimate from lengths alone, cheap enough for every step: what a profile of a shop's visitor holds most of is
//! counted, the rest goes into a constant. It lies between nine tenths and two and a half times of what an allocator is
//! asked for (`tests/weight.rs` measures it, from somebody who came once to a regular with many orders), and mostly a little
//! above, which is the side to err on.

use super::{CampaignState, Profile};

/// The profile itself, its names, and what its short texts take.
const BASE: usize = size_of::<Profile>() + 1_024;
/// A node of a tree with its share of the room that is kept free, for small keys and values.
const ENTRY: usize = 48;
/// A short text with what the allocator rounds it up to.
const TEXT: usize = 48;
/// A value with its name, as products and counters are.
const NAMED: usize = 256;
/// A trait or an order: also the message and the device that told it.
const TOLD: usize = 448;
/// What a goal was worth, by its order.
const CONVERSION: usize = 112;

impl Profile {
    /// About how many bytes this profile takes in memory.
    pub fn weight(&self) -> usize {
        let campaigns: usize = self.campaigns.values().map(|state| state.weight()).sum();
        let visit = self.visits.current.as_ref();
        let path =
            visit.map_or(0, |visit| visit.path.len() * (TEXT + 2 * ENTRY) + visit.device.len() * NAMED);
        let named = self.cart.items().count() + self.counts.len();
        let told = self.traits.len() + self.orders.remembered();
        BASE + campaigns
            + path
            + named * NAMED
            + told * TOLD
            + self.appointments.len() * (ENTRY + TEXT)
            + self.dedup.weight()
            + self.shows.weight()
            + self.visits.stays.weight()
    }
}

impl CampaignState {
    fn weight(&self) -> usize {
        let own = size_of::<Self>() + ENTRY + 3 * TEXT;
        own + self.conversions.len() * CONVERSION + self.answers.len() * NAMED
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
