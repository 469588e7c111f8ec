//! One day of a site: what came in each ten minutes, and who was there.
//!
//! Who was there is a bounded set of 64-bit hashes, each with the hours it was seen in and the first of its bins: so
//! distinct visitors of an hour, of the day, and of the day up to a time are all sums. A day that neither live inputs nor
//! the reading of the past touch any more lets its set go and keeps the sums.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use kizukai_model::{Money, ProfileId};

use super::calendar::{BINS, BINS_PER_HOUR};
use crate::{limits, measures};

/// What came in ten minutes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bin {
    pub(super) page_views: u32,
    pub(super) orders: u32,
    pub(super) revenue: Money,
    pub(super) shows: u32,
    /// Requests that brought something.
    pub(super) moments: u32,
    /// Visitors who were first seen in it.
    first_seen: u32,
}

/// The hours a visitor was seen in, one bit each, and the first bin.
#[derive(Clone, Copy)]
struct Seen {
    hours: u32,
    first_bin: u8,
}

/// A profile's id is a hash already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

type Visitors = HashMap<u64, Seen, BuildHasherDefault<AsItIs>>;

/// Figures of a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Figures {
    /// Distinct visitors.
    pub visitors: u32,
    /// Pages and screens viewed.
    pub page_views: u32,
    /// Orders, each number once.
    pub orders: u32,
    /// What they are worth, in the site's currency.
    pub revenue: Money,
    /// First messages shown.
    pub shows: u32,
}

/// One day.
pub(super) struct Day {
    bins: [Bin; BINS],
    visitors_of_hour: [u32; 24],
    /// None once nothing more is counted.
    visitors: Option<Visitors>,
}

impl Day {
    pub(super) fn new() -> Box<Self> {
        Box::new(Self {
            bins: [Bin::default(); BINS],
            visitors_of_hour: [0; 24],
            visitors: Some(Visitors::default()),
        })
    }

    pub(super) const fn bin(&mut self, bin: usize) -> &mut Bin {
        &mut self.bins[bin]
    }

    /// A visitor was seen.
    pub(super) fn see(&mut self, profile: ProfileId, bin: usize) {
        let Some(visitors) = &mut self.visitors else { return };
        let hash = short(profile);
        let (hour, first_bin) = (bin / BINS_PER_HOUR, u8::try_from(bin).unwrap_or(u8::MAX));
        let bit = 1_u32 << hour;
        let Some(seen) = visitors.get_mut(&hash) else {
            if visitors.len() >= limits::PULSE_VISITORS {
                return measures::pulse_overflow("pulse_visitors");
            }
            visitors.insert(hash, Seen { hours: bit, first_bin });
            self.visitors_of_hour[hour] += 1;
            self.bins[bin].first_seen += 1;
            return;
        };
        if seen.hours & bit == 0 {
            seen.hours |= bit;
            self.visitors_of_hour[hour] += 1;
        }
        if first_bin < seen.first_bin {
            self.bins[usize::from(seen.first_bin)].first_seen -= 1;
            self.bins[bin].first_seen += 1;
            seen.first_bin = first_bin;
        }
    }

    /// Nothing more is counted: who was there is forgotten, how many stays.
    pub(super) fn settle(&mut self) {
        self.visitors = None;
    }

    /// What the day brought in its first bins.
    pub(super) fn up_to(&self, bins: usize) -> Figures {
        let mut sum = Figures::default();
        for bin in self.bins.iter().take(bins) {
            sum.visitors += bin.first_seen;
            sum.page_views += bin.page_views;
            sum.orders += bin.orders;
            sum.revenue += bin.revenue;
            sum.shows += bin.shows;
        }
        sum
    }

    /// What one hour brought.
    pub(super) fn hour(&self, hour: usize) -> Figures {
        let mut sum = Figures { visitors: self.visitors_of_hour[hour], ..Figures::default() };
        for bin in self.of_hour(hour) {
            sum.page_views += bin.page_views;
            sum.orders += bin.orders;
            sum.revenue += bin.revenue;
            sum.shows += bin.shows;
        }
        sum
    }

    /// Requests of an hour that brought something.
    pub(super) fn moments_of_hour(&self, hour: usize) -> u32 {
        self.of_hour(hour).iter().map(|bin| bin.moments).sum()
    }

    /// Requests from a bin on that brought something.
    pub(super) fn moments_from(&self, bin: usize) -> u32 {
        self.bins[bin..].iter().map(|bin| bin.moments).sum()
    }

    fn of_hour(&self, hour: usize) -> &[Bin] {
        &self.bins[hour * BINS_PER_HOUR..(hour + 1) * BINS_PER_HOUR]
    }
}

fn short(profile: ProfileId) -> u64 {
    profile.as_bytes().iter().take(8).fold(0, |hash, byte| (hash << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(n: u8) -> ProfileId {
        ProfileId::from_bytes([n; 16])
    }

    #[test]
    fn a_visitor_counts_once_a_day_and_once_an_hour_in_whichever_order_they_are_seen() {
        let sights = [(1, 60), (2, 61), (1, 30), (1, 62), (3, 143), (2, 60)];
        let count = |sights: &[(u8, usize)]| {
            let mut day = Day::new();
            sights.iter().for_each(|(who, bin)| day.see(visitor(*who), *bin));
            let hours: Vec<u32> = [5, 10, 23].map(|hour| day.hour(hour).visitors).into();
            (day.up_to(BINS).visitors, day.up_to(60).visitors, day.up_to(61).visitors, hours)
        };
        let mut backwards = sights;
        backwards.reverse();
        assert_eq!(count(&sights), (3, 1, 2, vec![1, 2, 1]));
        assert_eq!(count(&backwards), count(&sights));
    }

    #[test]
    fn a_settled_day_keeps_its_figures_and_counts_nobody_more() {
        let mut day = Day::new();
        day.see(visitor(1), 0);
        day.bin(0).page_views += 1;
        day.settle();
        day.see(visitor(2), 0);
        assert_eq!((day.up_to(BINS).visitors, day.hour(0).page_views), (1, 1));
    }

    #[test]
    fn a_hundred_thousand_visitors_take_under_three_megabytes() {
        let mut day = Day::new();
        for n in 0..100_000_u64 {
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
            day.see(ProfileId::from_bytes(bytes), 0);
        }
        let visitors = day.visitors.as_ref().unwrap();
        // A table keeps one byte beside each place, and an eighth of the places free.
        let places = (visitors.capacity() * 8 / 7).next_power_of_two();
        let bytes = places * (size_of::<(u64, Seen)>() + 1) + size_of::<Day>();
        assert_eq!(day.up_to(BINS).visitors, 100_000);
        assert!(bytes < 3_000_000, "{bytes}");
    }
}
