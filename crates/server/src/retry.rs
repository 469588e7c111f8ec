//! When to come back. A small constant `Retry-After` makes refused clients return in step and be refused again, for ever;
//! so the time is drawn anew for each, and grows while the refusals go on.

use std::sync::{Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use kizukai_model::ids::digest_u64;

use crate::app::App;

/// Seconds of the first refusal after a quiet time, at least.
const FIRST_S: u64 = 2;
/// How often the time is doubled at most: to 32 seconds, so that nobody is told more than 64. Clients cap what they
/// are told at 300.
const DOUBLINGS: u32 = 4;
/// Refusals within so many milliseconds count as one.
const WINDOW_MS: u64 = 5_000;

/// For the answer of a request that may be sent again after so many seconds, because of its sender and not of us.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotBefore {
    pub(crate) seconds: u64,
}

/// How long the refusals have been going on.
#[derive(Debug, Default)]
pub(crate) struct Pressure(Mutex<Option<Streak>>);

#[derive(Clone, Copy, Debug)]
struct Streak {
    began_ms: u64,
    doublings: u32,
}

impl Pressure {
    /// Seconds to wait for one more refused request: between a bound that grows with the streak and twice of it.
    pub(crate) fn wait_s(&self, now_ms: u64, random: u64) -> u64 {
        let mut streak = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = match *streak {
            Some(last) if now_ms < last.began_ms + WINDOW_MS => last,
            Some(last) if now_ms < last.began_ms + WINDOW_MS + 2_000 * last.floor_s() => {
                Streak { began_ms: now_ms, doublings: (last.doublings + 1).min(DOUBLINGS) }
            }
            _ => Streak { began_ms: now_ms, doublings: 0 },
        };
        *streak = Some(next);
        spread(next.floor_s(), random)
    }
}

impl Streak {
    const fn floor_s(self) -> u64 {
        FIRST_S << self.doublings
    }
}

/// Evenly between a time and twice of it, in whole seconds.
const fn spread(floor_s: u64, random: u64) -> u64 {
    floor_s + random % (floor_s + 1)
}

/// The layer that says so on every answer that asks for another try.
pub(crate) async fn retry_after(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let random = || digest_u64(&[&app.runtime().fresh_id()]);
    let seconds = match (response.status(), response.extensions().get::<NotBefore>()) {
        (_, Some(NotBefore { seconds })) => spread(*seconds, random()),
        (StatusCode::SERVICE_UNAVAILABLE, None) => app.pressure().wait_s(app.monotonic_ms(), random()),
        _ => return response,
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_while_refusals_go_on_and_starts_again_after_a_quiet_time() {
        let pressure = Pressure::default();
        let mut now_ms = 1_000_000;
        assert_eq!([0, 1, 2, 3].map(|random| pressure.wait_s(now_ms, random)), [2, 3, 4, 2]);
        for floor_s in [4, 8, 16, 32, 32] {
            now_ms += WINDOW_MS;
            assert_eq!(pressure.wait_s(now_ms, 0), floor_s);
            assert_eq!(pressure.wait_s(now_ms + 1, floor_s), 2 * floor_s);
        }
        assert_eq!(pressure.wait_s(now_ms + WINDOW_MS + 64_000, 0), 2);
    }

    #[test]
    fn refused_clients_do_not_come_back_in_step() {
        let pressure = Pressure::default();
        let mut told: Vec<_> =
            (0..6).map(|n: u64| pressure.wait_s(n * WINDOW_MS, digest_u64(&[&n.to_string()]))).collect();
        for n in 0..100_u64 {
            told.push(pressure.wait_s(6 * WINDOW_MS, digest_u64(&[&n.to_string()])));
        }
        let late: std::collections::BTreeSet<_> = told[6..].iter().copied().collect();
        assert!(late.len() > 20 && late.iter().all(|seconds| (32..=64).contains(seconds)), "{late:?}");
    }
}
