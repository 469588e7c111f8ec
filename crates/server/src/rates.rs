//! How often a sender may ask, by address and by key, with the generic cell rate algorithm of `governor`.
//!
//! What is remembered of addresses is bounded: those that have not asked lately are forgotten first, and beyond the bound
//! newcomers share a few places, so that a flood from many addresses costs no memory and stops at those.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use kizukai_model::{Clock, SiteId};
use kizukai_runtime::Admission;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::client::Client;
use crate::limits::{SHARED_PLACES, TRACKED_SENDERS};
use crate::problem::ApiError;

/// Between two looks for senders to forget.
const SWEEP_MS: u64 = 1_000;

/// How often, steadily and at once. A rate of 0 is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests a second, in the long run.
    pub per_second: u32,
    /// Requests at once, after a quiet time.
    pub burst: u32,
}

/// How often senders may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimits {
    /// Of one address.
    pub per_address: Rate,
    /// With one site's key.
    pub per_key: Rate,
    /// Wrong API keys a minute of one address; as many at once. 0 is no limit.
    pub wrong_keys_per_minute: u32,
    /// Tries to sign in a minute, of one address and with one member's address; as many at once. 0 is no limit.
    pub sign_ins_per_minute: u32,
}

impl Default for RateLimits {
    /// A visitor's page sends some five requests; fifty a second are ten visitors behind one address that all turn a page
    /// every second. A site's key takes what one machine serves.
    fn default() -> Self {
        Self {
            per_address: Rate { per_second: 50, burst: 300 },
            per_key: Rate { per_second: 10_000, burst: 20_000 },
            wrong_keys_per_minute: 10,
            sign_ins_per_minute: 20,
        }
    }
}

/// The figures of all senders.
pub(crate) struct Rates {
    addresses: Option<Limiter<IpAddr>>,
    keys: Option<Limiter<(SiteId, bool)>>,
    wrong_keys: Option<Limiter<IpAddr>>,
    sign_ins: Option<Limiter<IpAddr>>,
    /// By the hash of a member's address, so that no address of a person lies about.
    sign_ins_of_member: Option<Limiter<[u8; 32]>>,
}

impl Rates {
    pub(crate) fn new(limits: &RateLimits, clock: &Arc<dyn Clock>) -> Self {
        let steady = |rate: Rate| {
            let quota = Quota::per_second(NonZeroU32::new(rate.per_second)?);
            Some(quota.allow_burst(NonZeroU32::new(rate.burst).unwrap_or(NonZeroU32::MIN)))
        };
        let a_minute = |count| NonZeroU32::new(count).map(Quota::per_minute);
        let sign_ins = a_minute(limits.sign_ins_per_minute);
        Self {
            addresses: steady(limits.per_address).map(|quota| Limiter::new("address_rate", quota, clock)),
            keys: steady(limits.per_key).map(|quota| Limiter::new("key_rate", quota, clock)),
            wrong_keys: a_minute(limits.wrong_keys_per_minute)
                .map(|quota| Limiter::new("wrong_keys", quota, clock)),
            sign_ins: sign_ins.map(|quota| Limiter::new("sign_ins", quota, clock)),
            sign_ins_of_member: sign_ins.map(|quota| Limiter::new("sign_ins_of_member", quota, clock)),
        }
    }

    /// Counts a request of an address.
    pub(crate) fn address(&self, client: Client) -> Result<(), ApiError> {
        check(self.addresses.as_ref(), client.0)
    }

    /// Counts a request with a key.
    pub(crate) fn key(&self, admission: &Admission, client: Client) -> Result<(), ApiError> {
        check(self.keys.as_ref(), client.0.map(|_| (admission.site.clone(), admission.trusted)))
    }

    /// Counts a wrong API key; whose right one is never refused, so that nobody can lock others out.
    pub(crate) fn wrong_key(&self, client: Client) -> Result<(), ApiError> {
        check(self.wrong_keys.as_ref(), client.0)
    }

    /// Counts a try to come in with something secret.
    pub(crate) fn entry(&self, client: Client) -> Result<(), ApiError> {
        check(self.sign_ins.as_ref(), client.0)
    }

    /// Counts a try to sign in: before the password is looked at, so that the right one is no oracle, and from this
    /// machine too, as a proxy that is not named looks like it.
    pub(crate) fn sign_in(&self, client: Client, email: &str) -> Result<(), ApiError> {
        self.entry(client)?;
        let member = Sha256::digest(email.trim().to_lowercase().as_bytes()).into();
        check(self.sign_ins_of_member.as_ref(), Some(member))
    }
}

fn check<K: Clone + Eq + Hash>(limiter: Option<&Limiter<K>>, sender: Option<K>) -> Result<(), ApiError> {
    let (Some(limiter), Some(sender)) = (limiter, sender) else { return Ok(()) };
    limiter.check(sender).map_err(ApiError::TooManyRequests)
}

/// The layer that counts requests by address before anything of them is read.
pub(crate) async fn limit_addresses(
    State(app): State<App>,
    client: Client,
    request: Request,
    next: Next,
) -> Response {
    match app.rates().address(client) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

/// A sender, or a place that several share.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Sender<K> {
    Own(K),
    Shared(u64),
}

struct Limiter<K: Clone + Eq + Hash> {
    name: &'static str,
    cells: RateLimiter<Sender<K>, HashMapStateStore<Sender<K>>, HandedClock, NoOpMiddleware<Nanos>>,
    /// When those that had not asked lately were last forgotten.
    swept_ms: AtomicU64,
    clock: HandedClock,
}

impl<K: Clone + Eq + Hash> Limiter<K> {
    fn new(name: &'static str, quota: Quota, clock: &Arc<dyn Clock>) -> Self {
        let clock = HandedClock(Arc::clone(clock));
        Self {
            name,
            cells: RateLimiter::hashmap_with_clock(quota, clock.clone()),
            swept_ms: AtomicU64::new(0),
            clock,
        }
    }

    /// Counts a request; the seconds to wait where it is one too many.
    fn check(&self, sender: K) -> Result<(), u64> {
        self.cells.check_key(&self.place(sender)).map_err(|refusal| {
            metrics::counter!("kizukai_limit_hits_total", "limit" => self.name).increment(1);
            let wait = refusal.wait_time_from(self.clock.now());
            wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
        })
    }

    /// Forgets who has not asked lately; not more than once a second, as it looks at everybody.
    fn sweep(&self) -> bool {
        let now_ms = self.clock.0.monotonic_ms();
        let swept_ms = self.swept_ms.load(Ordering::Relaxed);
        let is_mine = now_ms >= swept_ms + SWEEP_MS
            && self.swept_ms.compare_exchange(swept_ms, now_ms, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if is_mine {
            self.cells.retain_recent();
        }
        is_mine
    }

    fn place(&self, sender: K) -> Sender<K> {
        if self.cells.len() < TRACKED_SENDERS {
            return Sender::Own(sender);
        }
        if self.sweep() && self.cells.len() < TRACKED_SENDERS {
            return Sender::Own(sender);
        }
        metrics::counter!("kizukai_limit_hits_total", "limit" => "tracked_senders").increment(1);
        let mut hash = DefaultHasher::new();
        sender.hash(&mut hash);
        Sender::Shared(hash.finish() % SHARED_PLACES)
    }
}

/// The clock that was handed in, as `governor` asks for it.
#[derive(Clone)]
struct HandedClock(Arc<dyn Clock>);

impl GovernorClock for HandedClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::new(self.0.monotonic_ms().saturating_mul(1_000_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::time::ManualClock;
    use kizukai_model::{Span, Timestamp};

    fn limiter(per_second: u32, burst: u32) -> (Limiter<u32>, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::at(Timestamp::from_ms(1_000_000)));
        let handed: Arc<dyn Clock> = clock.clone();
        let quota = Quota::per_second(NonZeroU32::new(per_second).unwrap());
        let quota = quota.allow_burst(NonZeroU32::new(burst).unwrap());
        (Limiter::new("test", quota, &handed), clock)
    }

    #[test]
    fn a_burst_passes_then_the_steady_rate_and_each_sender_counts_alone() {
        let (limiter, clock) = limiter(2, 3);
        let passed = |sender: u32| (0..10).filter(|_| limiter.check(sender).is_ok()).count();
        assert_eq!((passed(1), passed(2)), (3, 3));
        assert_eq!(limiter.check(1), Err(1));
        clock.advance(Span::from_secs(1));
        assert_eq!(passed(1), 2);
    }

    #[test]
    fn a_flood_from_many_senders_is_remembered_within_bounds_and_refused() {
        let (limiter, clock) = limiter(1, 1);
        let senders = u32::try_from(TRACKED_SENDERS).unwrap();
        assert!((0..senders).all(|sender| limiter.check(sender).is_ok()));
        let more = (senders..2 * senders).step_by(10);
        let passed = more.filter(|sender| limiter.check(*sender).is_ok()).count();
        assert!(passed <= usize::try_from(SHARED_PLACES).unwrap(), "{passed}");
        assert!(limiter.cells.len() <= TRACKED_SENDERS + usize::try_from(SHARED_PLACES).unwrap());
        clock.advance(Span::from_mins(1));
        assert_eq!(limiter.check(3 * senders), Ok(()));
        assert!(limiter.cells.len() < 10, "who has not asked lately is forgotten");
    }
}
