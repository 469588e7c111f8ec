//! How fast may be sent: token buckets, for a channel and for each recipient's domain.
//!
//! It reads no clock and waits for nobody: who asks says what time it is, and is told when to come again. Milliseconds are of
//! any clock that never goes back. What is known of domains is bounded: the one unused for longest is forgotten and begins
//! with a full bucket, which [`Rates::forgotten`] counts.

use std::num::NonZeroUsize;

use lru::LruCache;

/// How much may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many in `per_ms`; none at all when zero.
    pub count: u32,
    /// In how many milliseconds.
    pub per_ms: u64,
    /// How many at once after a pause; at least one.
    pub burst: u32,
}

/// A bucket into which tokens drip, and from which each delivery takes one.
#[derive(Debug, Clone)]
pub struct Bucket {
    rate: Rate,
    /// What is in it, in parts of a token of which `per_ms` make one.
    parts: u64,
    filled_at_ms: u64,
}

impl Bucket {
    /// A full one.
    pub fn new(rate: Rate, now_ms: u64) -> Self {
        Self { rate, parts: Self::capacity(rate), filled_at_ms: now_ms }
    }

    /// Takes a token, or says when there will be one: `u64::MAX` when never.
    pub fn take(&mut self, now_ms: u64) -> Result<(), u64> {
        self.ready(now_ms)?;
        self.parts -= Self::token(self.rate);
        Ok(())
    }

    /// Whether there is a token, without taking it.
    fn ready(&mut self, now_ms: u64) -> Result<(), u64> {
        self.fill(now_ms);
        let missing = Self::token(self.rate).saturating_sub(self.parts);
        if missing == 0 {
            Ok(())
        } else if self.rate.count == 0 {
            Err(u64::MAX)
        } else {
            Err(self.filled_at_ms.saturating_add(missing.div_ceil(self.rate.count.into())))
        }
    }

    fn fill(&mut self, now_ms: u64) {
        let passed_ms = now_ms.saturating_sub(self.filled_at_ms);
        let dripped = passed_ms.saturating_mul(self.rate.count.into());
        self.parts = self.parts.saturating_add(dripped).min(Self::capacity(self.rate));
        self.filled_at_ms = self.filled_at_ms.max(now_ms);
    }

    fn token(rate: Rate) -> u64 {
        rate.per_ms.max(1)
    }

    fn capacity(rate: Rate) -> u64 {
        if rate.count == 0 { 0 } else { Self::token(rate).saturating_mul(rate.burst.max(1).into()) }
    }
}

/// The bucket of a channel, and one for each recipient's domain.
#[derive(Debug)]
pub struct Rates {
    channel: Bucket,
    domain: Rate,
    domains: LruCache<String, Bucket>,
    forgotten: u64,
}

impl Rates {
    /// Full buckets, and room for so many domains.
    pub fn new(channel: Rate, domain: Rate, domains: NonZeroUsize, now_ms: u64) -> Self {
        Self { channel: Bucket::new(channel, now_ms), domain, domains: LruCache::new(domains), forgotten: 0 }
    }

    /// Takes a token from the channel and one from the domain, or none and says when both will have one.
    pub fn take(&mut self, domain: &str, now_ms: u64) -> Result<(), u64> {
        let of_channel = self.channel.ready(now_ms);
        let of_domain = self.bucket(domain, now_ms).ready(now_ms);
        match (of_channel, of_domain) {
            (Ok(()), Ok(())) => {
                self.channel.take(now_ms)?;
                self.bucket(domain, now_ms).take(now_ms)
            }
            (channel, domain) => Err(channel.err().max(domain.err()).unwrap_or(now_ms)),
        }
    }

    /// How often a domain was forgotten to make room for another.
    pub const fn forgotten(&self) -> u64 {
        self.forgotten
    }

    fn bucket(&mut self, domain: &str, now_ms: u64) -> &mut Bucket {
        let domain = domain.to_ascii_lowercase();
        if !self.domains.contains(&domain) && self.domains.len() == self.domains.cap().get() {
            self.forgotten += 1;
        }
        let rate = self.domain;
        self.domains.get_or_insert_mut(domain, || Bucket::new(rate, now_ms))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn rate(count: u32, per_ms: u64, burst: u32) -> Rate {
        Rate { count, per_ms, burst }
    }

    #[test]
    fn a_burst_is_let_through_and_then_one_at_a_time() {
        let mut bucket = Bucket::new(rate(2, 1_000, 3), 0);
        assert_eq!([bucket.take(0), bucket.take(0), bucket.take(0)], [Ok(()); 3]);
        assert_eq!(bucket.take(0), Err(500));
        assert_eq!(bucket.take(499), Err(500));
        assert_eq!(bucket.take(500), Ok(()));
        assert_eq!(bucket.take(500), Err(1_000));
        assert_eq!([bucket.take(9_000), bucket.take(9_000), bucket.take(9_000)], [Ok(()); 3]);
        assert_eq!(bucket.take(9_000), Err(9_500));
    }

    #[test]
    fn a_rate_of_nothing_never_lets_through_and_a_clock_that_goes_back_gives_nothing() {
        assert_eq!(Bucket::new(rate(0, 1_000, 5), 0).take(99), Err(u64::MAX));
        let mut bucket = Bucket::new(rate(1, 1_000, 1), 5_000);
        assert_eq!(bucket.take(5_000), Ok(()));
        assert_eq!(bucket.take(4_000), Err(6_000));
        assert_eq!(bucket.take(6_000), Ok(()));
    }

    #[test]
    fn a_slow_domain_costs_the_channel_nothing() {
        let two = NonZeroUsize::new(2).unwrap();
        let mut rates = Rates::new(rate(100, 1_000, 2), rate(1, 1_000, 1), two, 0);
        assert_eq!(rates.take("example.com", 0), Ok(()));
        assert_eq!(rates.take("Example.COM", 0), Err(1_000));
        assert_eq!(rates.take("example.org", 0), Ok(()));
        assert_eq!(rates.take("example.net", 0), Err(10));
        assert_eq!(rates.forgotten(), 1);
        assert_eq!(rates.take("example.net", 10), Ok(()));
    }

    proptest! {
        #[test]
        fn never_more_is_let_through_than_the_rate_and_the_burst(
            count in 1u32..50, per_ms in 1u64..5_000, burst in 1u32..20,
            steps in prop::collection::vec(0u64..200, 1..300),
        ) {
            let mut bucket = Bucket::new(rate(count, per_ms, burst), 0);
            let (mut now_ms, mut taken) = (0, 0u64);
            for step in steps {
                now_ms += step;
                match bucket.take(now_ms) {
                    Ok(()) => taken += 1,
                    Err(ready_at_ms) => {
                        prop_assert!(ready_at_ms > now_ms);
                        prop_assert!(bucket.clone().take(ready_at_ms - 1).is_err());
                        prop_assert!(bucket.clone().take(ready_at_ms).is_ok());
                    }
                }
            }
            prop_assert!(taken <= u64::from(burst) + now_ms * u64::from(count) / per_ms);
        }
    }
}
