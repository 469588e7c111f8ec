//! Verdicts, their reasons, and the origins that send: counted always.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use kizukai_engagement::Verdict;
use kizukai_model::Timestamp;
use kizukai_runtime::DayCount;

use super::Counted;
use crate::limits::{COUNTED_ORIGINS, COUNTED_REASONS, ORIGIN_CHARS, REASON_CHARS};
use crate::verdict::{VerdictName, VerdictOfEvent};

/// What origins beyond the bound are counted under.
const OTHER_ORIGINS: &str = "(other origins)";

/// Events of the last 24 hours by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct VerdictCounts {
    /// Applied.
    pub(crate) ok: u64,
    /// Known already.
    pub(crate) duplicate: u64,
    /// Understood, not applied.
    pub(crate) dropped: u64,
    /// Not understood.
    pub(crate) invalid: u64,
}

impl VerdictCounts {
    /// All of them.
    pub(crate) const fn total(&self) -> u64 {
        self.ok + self.duplicate + self.dropped + self.invalid
    }
}

/// How often a verdict came for a reason in the last 24 hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ReasonOfVerdict {
    #[schema(value_type = VerdictName)]
    pub(crate) verdict: Verdict,
    pub(crate) reason: String,
    pub(crate) count: u64,
}

/// How many requests an origin sent in the last 24 hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct OriginCount {
    #[schema(example = "https://shop.example")]
    pub(crate) origin: String,
    pub(crate) count: u64,
    /// RFC 3339.
    pub(crate) last_at: String,
}

/// The counts of one site.
#[derive(Default)]
pub(super) struct Counts {
    ok: DayCount,
    duplicate: DayCount,
    dropped: DayCount,
    invalid: DayCount,
    /// By the verdict's place and the reason.
    reasons: BTreeMap<(u8, String), (Verdict, DayCount)>,
    origins: BTreeMap<String, (DayCount, Timestamp)>,
}

impl Counts {
    pub(super) fn verdict(&mut self, of_event: &VerdictOfEvent, now: Timestamp) {
        let verdict = of_event.verdict();
        match verdict {
            Verdict::Ok => self.ok.add(now, 1),
            Verdict::Duplicate => self.duplicate.add(now, 1),
            Verdict::Dropped => self.dropped.add(now, 1),
            Verdict::Invalid => self.invalid.add(now, 1),
            Verdict::Retry => return,
        }
        let Some(reason) = of_event.reason() else { return };
        let place = verdict as u8;
        let mut key = (place, reason.chars().take(REASON_CHARS).collect::<String>());
        if self.reasons.len() >= COUNTED_REASONS && !self.reasons.contains_key(&key) {
            // Behind the colon stands what somebody sent; before it one of our own words.
            key.1 = reason.split(':').next().unwrap_or_default().to_owned();
        }
        let counted = self.reasons.entry(key).or_insert_with(|| (verdict, DayCount::default()));
        counted.1.add(now, 1);
    }

    pub(super) fn origin(&mut self, origin: &str, now: Timestamp) {
        if let Some((count, last_at)) = self.origins.get_mut(origin) {
            count.add(now, 1);
            *last_at = now;
            return;
        }
        let is_strange = self.origins.len() >= COUNTED_ORIGINS || origin.len() > ORIGIN_CHARS;
        let name = if is_strange { OTHER_ORIGINS } else { origin };
        let counted = self.origins.entry(name.to_owned()).or_insert_with(|| (DayCount::default(), now));
        counted.0.add(now, 1);
        counted.1 = now;
    }

    pub(super) fn at(&self, now: Timestamp) -> Counted {
        let verdicts = VerdictCounts {
            ok: self.ok.at(now),
            duplicate: self.duplicate.at(now),
            dropped: self.dropped.at(now),
            invalid: self.invalid.at(now),
        };
        let reasons = self.reasons.iter().map(|((_, reason), (verdict, count))| ReasonOfVerdict {
            verdict: *verdict,
            reason: reason.clone(),
            count: count.at(now),
        });
        let origins = self.origins.iter().map(|(origin, (count, last_at))| OriginCount {
            origin: origin.clone(),
            count: count.at(now),
            last_at: last_at.to_rfc3339(),
        });
        let mut reasons: Vec<_> = reasons.filter(|reason| reason.count > 0).collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
        let mut origins: Vec<_> = origins.collect();
        origins.sort_by_key(|origin| std::cmp::Reverse(origin.count));
        Counted { verdicts, reasons, origins }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_316_400_000);

    #[test]
    fn strange_reasons_and_origins_stay_within_their_bounds() {
        let mut counts = Counts::default();
        for n in 0..COUNTED_REASONS + 9 {
            let invalid = VerdictOfEvent::invalid(None, format!("unknown_type: t{n}"));
            counts.verdict(&invalid, NOW);
            counts.origin(&format!("https://{n}.example"), NOW);
        }
        let counted = counts.at(NOW);
        assert_eq!(
            (counted.verdicts.invalid as usize, counted.reasons.len()),
            (COUNTED_REASONS + 9, COUNTED_REASONS + 1)
        );
        assert_eq!((counted.reasons[0].reason.as_str(), counted.reasons[0].count), ("unknown_type", 9));
        assert_eq!(counted.origins.len(), COUNTED_ORIGINS + 1);
        assert_eq!(counted.origins[0].origin, OTHER_ORIGINS);
    }
}
