//! Conditions by the block, as bits: what was found in a slot clears the bits of all conditions it fails at once.
//!
//! A block remembers for each slot which of its conditions survive which finding: for each text somebody asks for, and
//! for each interval between the bounds somebody asks for. A lookup and a handful of `and` replace a walk over every
//! condition. Blocks are of a fixed size, so that what they remember grows with the number of conditions and no faster.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Demand, Slot, Source};

/// Conditions of one block.
pub(super) const CONDITIONS: usize = WORDS * 64;
const WORDS: usize = 8;
/// Texts of one slot that a block keeps survivors for. Lists beyond are asked one by one.
const TEXTS: usize = 4 * CONDITIONS;

/// A bit for each condition of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mask([u64; WORDS]);

impl Mask {
    pub(super) const NONE: Self = Self([0; WORDS]);
    const ALL: Self = Self([u64::MAX; WORDS]);

    /// The first so many.
    pub(super) fn first(many: usize) -> Self {
        let mut mask = Self::NONE;
        (0..many).for_each(|n| mask.insert(n));
        mask
    }

    fn insert(&mut self, n: usize) {
        self.0[n / 64] |= 1 << (n % 64);
    }

    pub(super) fn has(&self, n: usize) -> bool {
        self.0[n / 64] & (1 << (n % 64)) != 0
    }

    pub(super) fn remove(&mut self, n: usize) {
        self.0[n / 64] &= !(1 << (n % 64));
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    pub(super) fn clear(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(word, other)| word & other != 0)
    }

    /// The numbers of its bits, ascending.
    pub(super) fn numbers(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(n, mut word)| {
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
                word &= word - 1;
                Some(n * 64 + bit)
            })
        })
    }
}

/// Some conditions of a set, by the place of the first.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) places: Range<usize>,
    /// In the order in which it pays to look.
    pub(super) slots: Vec<Survivors>,
    /// Costly tests, each with the conditions that demand it.
    pub(super) tests: Vec<(Mask, u32)>,
    /// Whatever has no bits, each with the number of its condition in the block.
    pub(super) rest: Vec<(usize, Demand)>,
    /// Conditions that cannot hold.
    pub(super) undecided: Mask,
}

/// Which conditions survive what is found in a slot.
#[derive(Debug)]
pub(super) struct Survivors {
    pub(super) slot: u32,
    /// Those that demand something of it.
    pub(super) asking: Mask,
    /// Sorted, each with the survivors of that text.
    symbols: Vec<(u32, Mask)>,
    other_text: Mask,
    /// Sorted: from each on other conditions survive than before.
    cuts: Vec<f64>,
    /// The survivors of a number below the first cut, from the first on, and so forth.
    intervals: Vec<Mask>,
    /// Of a list; besides, these tests decide.
    list: Mask,
    pub(super) of_list: Vec<(Mask, u32)>,
    neither: Mask,
}

/// What was found, as far as a block asks.
#[derive(Clone, Copy)]
pub(super) enum Finding {
    Number(f64),
    /// The number of a text; one that nobody asks for has none.
    Text(Option<u32>),
    List,
    Neither,
}

impl Survivors {
    pub(super) fn of(&self, finding: Finding) -> &Mask {
        match finding {
            Finding::Number(number) if !number.is_nan() => {
                &self.intervals[self.cuts.partition_point(|cut| *cut <= number)]
            }
            Finding::Text(symbol) => {
                let known =
                    symbol.map(|symbol| self.symbols.binary_search_by_key(&symbol, |(known, _)| *known));
                known.and_then(Result::ok).map_or(&self.other_text, |at| &self.symbols[at].1)
            }
            Finding::List => &self.list,
            Finding::Number(_) | Finding::Neither => &self.neither,
        }
    }

    /// From the demands on one slot, each with the number of its condition.
    fn new(slot: u32, demands: &[(usize, Demand)], symbols: &[u32]) -> Self {
        let survivors = |holds: &dyn Fn(&Demand) -> bool| {
            let mut mask = Mask::ALL;
            demands.iter().filter(|(_, demand)| !holds(demand)).for_each(|(n, _)| mask.remove(*n));
            mask
        };
        let of_text = |text: Option<u32>| {
            survivors(&|demand| match demand {
                Demand::Symbol { symbol, negated, .. } => (text == Some(*symbol)) != *negated,
                Demand::Among { negated, .. } => {
                    text.is_some_and(|text| texts(demand, symbols).binary_search(&text).is_ok()) != *negated
                }
                _ => false,
            })
        };
        let of_number = |number: f64| {
            survivors(&|demand| match demand {
                Demand::Between { low, high, .. } => *low <= number && number <= *high,
                Demand::Symbol { negated, .. } | Demand::Among { negated, .. } => *negated,
                _ => false,
            })
        };
        let mut known: Vec<u32> =
            demands.iter().flat_map(|(_, demand)| texts(demand, symbols)).copied().collect();
        known.sort_unstable();
        known.dedup();
        let mut cuts: Vec<f64> = demands.iter().flat_map(|(_, demand)| bounds(demand)).collect();
        cuts.sort_unstable_by(f64::total_cmp);
        cuts.dedup();
        let below = f64::NEG_INFINITY;
        let mut asking = Mask::NONE;
        demands.iter().for_each(|(n, _)| asking.insert(*n));
        let mut of_list: BTreeMap<u32, Mask> = BTreeMap::new();
        for (n, demand) in demands {
            if let Demand::Among { of_list: test, .. } = demand {
                of_list.entry(*test).or_insert(Mask::NONE).insert(*n);
            }
        }
        Self {
            slot,
            asking,
            symbols: known.into_iter().map(|symbol| (symbol, of_text(Some(symbol)))).collect(),
            other_text: of_text(None),
            intervals: std::iter::once(below).chain(cuts.iter().copied()).map(of_number).collect(),
            cuts,
            list: survivors(&|demand| match demand {
                Demand::Symbol { negated, .. } => *negated,
                Demand::Among { .. } => true,
                _ => false,
            }),
            of_list: of_list.into_iter().map(|(test, mask)| (mask, test)).collect(),
            neither: survivors(&|demand| match demand {
                Demand::Symbol { negated, .. } | Demand::Among { negated, .. } => *negated,
                _ => false,
            }),
        }
    }
}

/// The texts a demand asks for, sorted.
fn texts<'d>(demand: &'d Demand, symbols: &'d [u32]) -> &'d [u32] {
    match demand {
        Demand::Symbol { symbol, .. } => std::slice::from_ref(symbol),
        Demand::Among { from, to, .. } => &symbols[*from as usize..*to as usize],
        _ => &[],
    }
}

/// Where a demand begins to hold, and where it ceases to.
fn bounds(demand: &Demand) -> impl Iterator<Item = f64> {
    let bounds = match demand {
        Demand::Between { low, high, .. } => [Some(*low), (*high < f64::INFINITY).then(|| high.next_up())],
        _ => [None, None],
    };
    bounds.into_iter().flatten().filter(|bound| *bound > f64::NEG_INFINITY)
}

impl Block {
    /// From the rows of the conditions at these places.
    pub(super) fn new<'r>(
        places: Range<usize>,
        rows: impl Iterator<Item = &'r [Demand]>,
        slots: &[Slot],
        symbols: &[u32],
    ) -> Self {
        let mut by_slot: BTreeMap<u32, Vec<(usize, Demand)>> = BTreeMap::new();
        let mut texts_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut tests: BTreeMap<u32, Mask> = BTreeMap::new();
        let (mut rest, mut undecided) = (Vec::new(), Mask::NONE);
        for (n, demand) in rows.enumerate().flat_map(|(n, row)| row.iter().map(move |demand| (n, *demand))) {
            match demand {
                Demand::Between { slot, .. } | Demand::Symbol { slot, .. } | Demand::Among { slot, .. } => {
                    let known = texts_of.entry(slot).or_default();
                    *known += texts(&demand, symbols).len();
                    let has_room = *known <= TEXTS || matches!(demand, Demand::Between { .. });
                    if has_room {
                        by_slot.entry(slot).or_default().push((n, demand));
                    } else {
                        rest.push((n, demand));
                    }
                }
                Demand::Test(test) => tests.entry(test).or_insert(Mask::NONE).insert(n),
                Demand::Plan(_) => rest.push((n, demand)),
                Demand::Undecided => undecided.insert(n),
            }
        }
        let mut survivors: Vec<_> =
            by_slot.into_iter().map(|(slot, demands)| Survivors::new(slot, &demands, symbols)).collect();
        let is_attribute = |slot: u32| matches!(slots[slot as usize].source, Source::Attribute(_));
        survivors.sort_by_key(|survivors| (!is_attribute(survivors.slot), survivors.symbols.is_empty()));
        let tests = tests.into_iter().map(|(test, mask)| (mask, test)).collect();
        Self { places, slots: survivors, tests, rest, undecided }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_counts_its_bits_in_order_and_loses_what_is_cleared() {
        let mut mask = Mask::first(130);
        assert_eq!(mask.numbers().collect::<Vec<_>>(), (0..130).collect::<Vec<_>>());
        mask.clear(&Mask::first(128));
        assert_eq!(mask.numbers().collect::<Vec<_>>(), [128, 129]);
        assert!(mask.meets(&Mask::ALL) && !mask.meets(&Mask::first(128)));
        mask.keep(&Mask::first(129));
        mask.remove(128);
        assert_eq!((mask, mask.has(128)), (Mask::NONE, false));
    }
}
