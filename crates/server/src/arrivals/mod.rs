//! What arrives from a shop's pages and servers, before anything is made of it: for the install guide and the event
//! debugger.
//!
//! An event that cannot be read never reaches the runtime, so it is counted here. `counts` is kept always and costs a
//! lock and a few additions a request. Raw events are kept in `ring`s only while somebody looks; refused ones always, for they
//! are what somebody will ask for. Both are bounded, in memory, and gone with the process.
//!
//! What must not happen here: keeping what a visitor did not consent to, or a secret that came along with an event.

mod counts;
mod ring;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use serde_json::Value;

use kizukai_model::{SiteId, Span, Timestamp};

use self::counts::Counts;
pub(crate) use self::counts::{OriginCount, ReasonOfVerdict, VerdictCounts};
use self::ring::Ring;
pub(crate) use self::ring::{Arrival, Filter};
use crate::limits::{ARRIVALS_ACCEPTED, ARRIVALS_BYTES, ARRIVALS_REFUSED};
use crate::verdict::VerdictOfEvent;

/// How long somebody who asked is taken to be looking.
const LOOKS_FOR: Span = Span::from_secs(60);

/// One request's events.
pub(crate) struct Arrived<'a> {
    /// The call: `decide`, `track`, `batch` and so on.
    pub(crate) via: &'static str,
    /// The request's header.
    pub(crate) headers: &'a HeaderMap,
    /// The device that the request as a whole is about.
    pub(crate) anonymous_id: Option<&'a str>,
    /// As they came.
    pub(crate) events: &'a [Value],
    /// One for each of them.
    pub(crate) verdicts: &'a [VerdictOfEvent],
}

/// What has arrived, by site.
#[derive(Default)]
pub(crate) struct Arrivals(Mutex<Sites>);

#[derive(Default)]
struct Sites {
    by_id: HashMap<SiteId, Site>,
    /// Bytes of raw events in all rings.
    bytes: usize,
}

#[derive(Default)]
struct Site {
    counts: Counts,
    last_seq: u64,
    refused: Ring,
    accepted: Ring,
    looked_at: Option<Timestamp>,
}

/// What is counted of a site's arrivals.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub(crate) verdicts: VerdictCounts,
    pub(crate) reasons: Vec<ReasonOfVerdict>,
    pub(crate) origins: Vec<OriginCount>,
}

impl Arrivals {
    /// A request was answered.
    pub(crate) fn record(&self, site: &SiteId, now: Timestamp, arrived: &Arrived<'_>) {
        let mut sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sites = &mut *sites;
        if !sites.by_id.contains_key(site) {
            sites.by_id.insert(site.clone(), Site::default());
        }
        let Some(of_site) = sites.by_id.get_mut(site) else { return };
        let origin = arrived.headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
        if let Some(origin) = origin {
            of_site.counts.origin(origin, now);
        }
        let is_watched = of_site.is_watched(now);
        if !is_watched {
            sites.bytes -= of_site.accepted.clear();
        }
        for (source, verdict) in arrived.events.iter().zip(arrived.verdicts) {
            of_site.counts.verdict(verdict, now);
            of_site.last_seq += 1;
            let is_refused = verdict.is_refused();
            if !is_refused && !is_watched {
                continue;
            }
            let has_room = sites.bytes < ARRIVALS_BYTES;
            let arrival = Arrival::of(of_site.last_seq, now, arrived, source, verdict, has_room);
            sites.bytes += arrival.bytes();
            sites.bytes -= if is_refused {
                of_site.refused.push(arrival, ARRIVALS_REFUSED)
            } else {
                of_site.accepted.push(arrival, ARRIVALS_ACCEPTED)
            };
        }
    }

    /// Arrivals that pass a filter, newest first, and the number of the last one there was; from now on somebody looks.
    pub(crate) fn look(&self, site: &SiteId, now: Timestamp, filter: &Filter<'_>) -> (Vec<Arrival>, u64) {
        let mut sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_site = sites.by_id.entry(site.clone()).or_default();
        of_site.looked_at = Some(now);
        let rings = [&of_site.refused, &of_site.accepted];
        let mut found: Vec<&Arrival> = rings.into_iter().flat_map(|ring| ring.newest_first(filter)).collect();
        found.sort_by_key(|arrival| std::cmp::Reverse(arrival.seq));
        (found.into_iter().take(filter.limit).cloned().collect(), of_site.last_seq)
    }

    /// What was counted in the last 24 hours.
    pub(crate) fn counted(&self, site: &SiteId, now: Timestamp) -> Counted {
        let sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sites.by_id.get(site).map_or_else(Counted::default, |site| site.counts.at(now))
    }

    /// Nothing of these devices and people is kept any longer.
    pub(crate) fn forget(&self, site: &SiteId, ids: &[&str]) {
        let mut sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(of_site) = sites.by_id.get_mut(site) else { return };
        let gone = of_site.refused.forget(ids) + of_site.accepted.forget(ids);
        sites.bytes -= gone;
    }
}

impl Site {
    fn is_watched(&self, now: Timestamp) -> bool {
        self.looked_at.is_some_and(|at| now.since(at) < LOOKS_FOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_engagement::outcome::EventVerdict;
    use kizukai_engagement::{Verdict, consent};
    use serde_json::json;

    const NOW: Timestamp = Timestamp::from_ms(1_795_316_400_000);

    fn verdict(verdict: Verdict, reason: Option<&str>) -> VerdictOfEvent {
        EventVerdict { message_id: "m".into(), verdict, reason: reason.map(str::to_owned) }.into()
    }

    fn arrive(arrivals: &Arrivals, now: Timestamp, source: Value, verdict: VerdictOfEvent) {
        let (events, verdicts) = ([source], [verdict]);
        let headers = HeaderMap::new();
        let arrived = Arrived {
            via: "track",
            headers: &headers,
            anonymous_id: Some("a1"),
            events: &events,
            verdicts: &verdicts,
        };
        arrivals.record(&"s_1".into(), now, &arrived);
    }

    fn look(arrivals: &Arrivals, now: Timestamp) -> Vec<Arrival> {
        arrivals.look(&"s_1".into(), now, &Filter::all(100)).0
    }

    #[test]
    fn refused_events_are_always_kept_and_others_only_while_somebody_looks() {
        let arrivals = Arrivals::default();
        let send = |now, name: &str, came: Verdict| {
            arrive(&arrivals, now, json!({"type": "track", "event": name}), verdict(came, None));
        };
        let names = |found: Vec<Arrival>| -> Vec<String> {
            found.into_iter().filter_map(|arrival| arrival.name).collect()
        };
        send(NOW, "early", Verdict::Ok);
        send(NOW, "broken", Verdict::Invalid);
        assert_eq!(names(look(&arrivals, NOW)), ["broken"]);
        send(NOW, "watched", Verdict::Ok);
        assert_eq!(names(look(&arrivals, NOW)), ["watched", "broken"]);
        let later = NOW.plus(LOOKS_FOR);
        send(later, "late", Verdict::Ok);
        assert_eq!(names(look(&arrivals, later)), ["broken"]);
    }

    #[test]
    fn what_a_visitor_did_not_consent_to_and_secrets_are_not_kept() {
        let arrivals = Arrivals::default();
        look(&arrivals, NOW);
        let source = json!({"type": "identify", "userId": "u1", "userHash": "abc", "writeKey": "ik_secret"});
        arrive(&arrivals, NOW, source.clone(), verdict(Verdict::Ok, None));
        arrive(&arrivals, NOW, source, verdict(Verdict::Dropped, Some(consent::NO_CONSENT)));
        let found = look(&arrivals, NOW);
        assert_eq!(found[1].raw(), json!({"type": "identify", "userId": "u1"}));
        assert_eq!((found[0].raw(), &found[0].anonymous_id), (Value::Null, &None));
    }

    #[test]
    fn a_large_event_is_cut_and_the_rings_are_bounded() {
        let arrivals = Arrivals::default();
        let large = "x".repeat(20_000);
        for n in 0..ARRIVALS_REFUSED + 5 {
            let source = json!({"type": "track", "event": format!("e{n}"), "properties": {"text": large}});
            arrive(&arrivals, NOW, source, verdict(Verdict::Invalid, Some("too_large")));
        }
        let found = arrivals.look(&"s_1".into(), NOW, &Filter::all(1_000)).0;
        assert_eq!((found.len(), found[0].is_truncated), (ARRIVALS_REFUSED, true));
        let sites = arrivals.0.lock().unwrap();
        let bytes: usize = found.iter().map(Arrival::bytes).sum();
        assert_eq!(sites.bytes, bytes);
        assert!(bytes <= ARRIVALS_REFUSED * crate::limits::ARRIVAL_BYTES);
    }

    #[test]
    fn a_person_who_is_erased_is_forgotten_here_too() {
        let arrivals = Arrivals::default();
        for id in ["a1", "b2"] {
            let source = json!({"type": "page", "anonymousId": id});
            arrive(&arrivals, NOW, source, verdict(Verdict::Invalid, None));
        }
        arrivals.forget(&"s_1".into(), &["b2"]);
        let left: Vec<_> = look(&arrivals, NOW).into_iter().map(|arrival| arrival.anonymous_id).collect();
        assert_eq!(left, [Some("a1".to_owned())]);
    }
}
