//! Shows and ghosts with their times, as caps ask for them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use kizukai_model::{Key, Span, Timestamp, limits};

/// The latest shows of one campaign that are kept whatever other campaigns show, so that their number cannot push a
/// cap's shows out of memory. A campaign's cap over a time may not be greater.
pub(crate) const SHOWS_OF_ONE: usize = 50;

/// What a visitor was shown, in order of time: the latest of all campaigns together, and the latest of each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Shows(Vec<ShowRecord>);

/// A show, or a ghost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ShowRecord {
    pub(crate) at: Timestamp,
    pub(crate) enrolment: String,
    pub(crate) campaign: Key,
    /// The attention it took, in thousandths of a point.
    #[serde(default, skip_serializing_if = "is_free")]
    pub(crate) points: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_free(points: &i64) -> bool {
    *points == 0
}

impl Shows {
    pub(crate) fn add(&mut self, show: ShowRecord) {
        self.0.push(show);
        self.forget();
    }

    /// Those of a time, both ends included.
    pub(crate) fn between(&self, from: Timestamp, until: Timestamp) -> impl Iterator<Item = &ShowRecord> {
        self.0.iter().filter(move |show| from <= show.at && show.at <= until)
    }

    /// How many there were, of one campaign or of all, at times that count.
    pub(crate) fn count(&self, campaign: Option<&Key>, is_in_period: impl Fn(Timestamp) -> bool) -> u32 {
        let counts = |show: &&ShowRecord| {
            is_in_period(show.at) && campaign.is_none_or(|campaign| *campaign == show.campaign)
        };
        u32::try_from(self.0.iter().filter(counts).count()).unwrap_or(u32::MAX)
    }

    /// When the oldest of those that count leave a rolling period, so that fewer than `max` are in it; None when there
    /// are fewer already, or none may be.
    pub(crate) fn fewer_at(
        &self,
        campaign: Option<&Key>,
        now: Timestamp,
        period: Span,
        max: u32,
    ) -> Option<Timestamp> {
        let counts = |show: &&ShowRecord| campaign.is_none_or(|campaign| *campaign == show.campaign);
        let in_period = || self.0.iter().filter(counts).filter(|show| show.at > now.minus(period));
        let last_to_leave = in_period().count().checked_sub(usize::try_from(max).ok()?)?;
        in_period().nth(last_to_leave).map(|show| show.at.plus(period))
    }

    /// About how many bytes it takes in memory.
    pub(crate) fn weight(&self) -> usize {
        self.0.len() * (size_of::<ShowRecord>() + 32)
    }

    /// Shows are united by their enrolment.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for show in &other.0 {
            if !self.0.iter().any(|known| known.enrolment == show.enrolment) {
                self.0.push(show.clone());
            }
        }
        self.0.sort_by(|a, b| (a.at, &a.enrolment).cmp(&(b.at, &b.enrolment)));
        self.forget();
    }

    fn forget(&mut self) {
        if self.0.len() <= limits::SHOWS {
            return;
        }
        let surplus = self.0.len() - limits::SHOWS;
        let mut of_campaign: BTreeMap<&Key, usize> = BTreeMap::new();
        let mut keep: Vec<bool> = Vec::with_capacity(self.0.len());
        for (n, show) in self.0.iter().enumerate().rev() {
            let newer = of_campaign.entry(&show.campaign).or_default();
            keep.push(n >= surplus || *newer < SHOWS_OF_ONE);
            *newer += 1;
        }
        let mut keep = keep.into_iter().rev();
        self.0.retain(|_| keep.next().unwrap_or(true));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(campaign: &str, at: i64) -> ShowRecord {
        ShowRecord {
            at: Timestamp::from_ms(at),
            enrolment: format!("{campaign}-{at}"),
            campaign: campaign.parse().unwrap(),
            points: 0,
        }
    }

    #[test]
    fn many_shows_of_one_campaign_do_not_push_out_those_of_another() {
        let mut shows = Shows::default();
        shows.add(show("rare", 0));
        (1..1_000).for_each(|at| shows.add(show("frequent", at)));
        assert_eq!(shows.count(Some(&"rare".parse().unwrap()), |_| true), 1);
        assert_eq!(shows.0.len(), limits::SHOWS + 1);
        assert_eq!(shows.count(None, |at| at.as_ms() >= 800), 200);
    }

    #[test]
    fn uniting_shows_does_not_depend_on_the_order() {
        let of = |campaign: &str, times: std::ops::Range<i64>| {
            let mut shows = Shows::default();
            times.for_each(|at| shows.add(show(campaign, at)));
            shows
        };
        let parts = [of("a", 0..150), of("b", 100..260), of("c", 5..9)];
        let united = |order: [usize; 3]| {
            let mut all = Shows::default();
            order.iter().for_each(|n| all.absorb(&parts[*n]));
            all
        };
        assert_eq!(united([0, 1, 2]), united([2, 1, 0]));
        assert_eq!(united([0, 1, 2]), united([1, 0, 2]));
        assert_eq!(united([0, 0, 1]), united([1, 0, 1]));
    }
}
