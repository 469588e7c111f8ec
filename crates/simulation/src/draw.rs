//! Draws by name: the same seed and the same name give the same draw, whatever was drawn before.
//!
//! That is what makes two runs comparable in which a visitor was spoken to or not: a decision that has nothing to do
//! with it comes out the same in both, because its draw has a name and no place in a sequence.

/// A place in the tree of all draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw(u64);

impl Draw {
    /// The root of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// The branch of a name and a number, such as the third visit.
    #[must_use]
    pub fn branch(self, name: &str, number: u64) -> Self {
        // FNV-1a over the name; the mixing does the rest.
        let hashed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(mix(mix(self.0 ^ hashed).wrapping_add(number)))
    }

    /// A number from 0 (included) to 1 (excluded).
    pub fn unit(self, name: &str) -> f64 {
        const SCALE: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.bits(name) >> 11) as f64 * SCALE
    }

    /// True with this chance.
    pub fn chance(self, name: &str, chance: f64) -> bool {
        self.unit(name) < chance
    }

    /// A whole number from `least` to `most`, both included.
    pub fn between(self, name: &str, [least, most]: [u64; 2]) -> u64 {
        let span = most.saturating_sub(least) + 1;
        let drawn = u128::from(self.bits(name)) * u128::from(span);
        least + u64::try_from(drawn >> 64).expect("below a span that is a u64")
    }

    /// A place in a list that is not empty.
    pub fn place(self, name: &str, len: usize) -> usize {
        let last = u64::try_from(len.saturating_sub(1)).unwrap_or(u64::MAX);
        usize::try_from(self.between(name, [0, last])).unwrap_or(0)
    }

    /// A place in a list of weights, of which at least one is above zero.
    pub fn weighted(self, name: &str, weights: &[f64]) -> usize {
        let mut left = self.unit(name) * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0)
    }

    /// 64 bits.
    pub fn bits(self, name: &str) -> u64 {
        self.branch(name, 0).0
    }
}

/// The output function of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
const fn mix(state: u64) -> u64 {
    let mut bits = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_its_name_and_on_nothing_drawn_before() {
        let visit = Draw::new(7).branch("visit", 3);
        let alone = visit.unit("order");
        visit.unit("pace");
        assert_eq!(Draw::new(7).branch("visit", 3).unit("order").to_bits(), alone.to_bits());
        assert_ne!(Draw::new(7).branch("visit", 4).unit("order").to_bits(), alone.to_bits());
        assert_ne!(Draw::new(8).branch("visit", 3).unit("order").to_bits(), alone.to_bits());
        assert_ne!(visit.unit("add").to_bits(), alone.to_bits());
    }

    #[test]
    fn chances_and_weights_come_out_as_often_as_they_say() {
        let draws = (0..20_000).map(|number| Draw::new(1).branch("d", number));
        let hits = draws.clone().filter(|draw| draw.chance("c", 0.3)).count();
        assert!((5_700..6_300).contains(&hits), "{hits}");
        let mut places = [0_u32; 4];
        draws.clone().for_each(|draw| places[draw.weighted("w", &[1.0, 0.0, 2.0, 1.0])] += 1);
        assert!((4_700..5_300).contains(&places[0]) && places[1] == 0, "{places:?}");
        assert!((9_700..10_300).contains(&places[2]), "{places:?}");
        let sum: u64 = draws.map(|draw| draw.between("b", [2, 4])).sum();
        assert!((59_500..60_500).contains(&sum), "{sum}");
    }
}
