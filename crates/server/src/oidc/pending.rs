//! Sign-ins under way, by their `state`: few, for a short time, each for once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kizukai_model::Timestamp;

use crate::limits::{SIGN_IN_LIFE, SIGN_INS_UNDER_WAY};

/// What is remembered of a sign-in while the person is at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Journey {
    /// What the provider's token must repeat.
    pub(crate) nonce: String,
    /// What proves that the code is asked for by who began.
    pub(crate) verifier: String,
    /// Where the provider was told to send the person back to.
    pub(crate) callback: String,
    /// Where in the console the sign-in leads.
    pub(crate) next: String,
    /// When it began.
    pub(crate) began_at: Timestamp,
}

/// All sign-ins under way.
#[derive(Default)]
pub(crate) struct Pending(Mutex<HashMap<String, Journey>>);

impl Pending {
    /// Remembers one. At the bound the oldest is forgotten.
    pub(crate) fn begin(&self, state: String, journey: Journey) {
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = journey.began_at;
        under_way.retain(|_, known| !is_over(known, now));
        if under_way.len() >= SIGN_INS_UNDER_WAY {
            metrics::counter!("kizukai_limit_hits_total", "limit" => "sign_ins_under_way").increment(1);
            let oldest = under_way.iter().min_by_key(|(_, known)| known.began_at);
            if let Some(state) = oldest.map(|(state, _)| state.clone()) {
                under_way.remove(&state);
            }
        }
        under_way.insert(state, journey);
    }

    /// The sign-in of that state: for once, and in time.
    pub(crate) fn end(&self, state: &str, now: Timestamp) -> Option<Journey> {
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.remove(state).filter(|journey| !is_over(journey, now))
    }
}

fn is_over(journey: &Journey, now: Timestamp) -> bool {
    now.since(journey.began_at) >= SIGN_IN_LIFE
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::Span;

    fn journey(ms: i64) -> Journey {
        let text = String::new;
        let began_at = Timestamp::from_ms(ms);
        Journey { nonce: text(), verifier: text(), callback: text(), next: text(), began_at }
    }

    #[test]
    fn a_sign_in_ends_once_and_in_time() {
        let pending = Pending::default();
        pending.begin("a".into(), journey(0));
        pending.begin("b".into(), journey(0));
        assert_eq!(pending.end("a", Timestamp::from_ms(1)), Some(journey(0)));
        assert_eq!(pending.end("a", Timestamp::from_ms(1)), None);
        assert_eq!(pending.end("b", Timestamp::from_ms(0).plus(SIGN_IN_LIFE)), None);
        assert_eq!(pending.end("c", Timestamp::from_ms(1)), None);
    }

    #[test]
    fn the_oldest_makes_room() {
        let pending = Pending::default();
        let now = Timestamp::from_ms(0).plus(Span::from_secs(1));
        for (n, ms) in (0..=SIGN_INS_UNDER_WAY).zip(0..) {
            pending.begin(n.to_string(), journey(ms));
        }
        assert_eq!(pending.end("0", now), None);
        assert!(pending.end("1", now).is_some());
    }
}
