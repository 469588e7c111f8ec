//! Who entered and left each segment, by day.

use std::collections::BTreeMap;

use kizukai_model::Key;

use super::calendar::{self, DayNumber};
use super::site::DAYS;
use crate::{limits, measures};

/// How many entered and left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flow {
    pub(crate) entered: u64,
    pub(crate) left: u64,
}

/// Changes of a segment on one day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SegmentDay {
    /// The day, in the site's time zone.
    pub date: String,
    /// How often somebody entered.
    pub entered: u64,
    /// How often somebody left.
    pub left: u64,
}

/// All segments of a site.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    by_key: BTreeMap<Key, BTreeMap<DayNumber, Flow>>,
}

impl Segments {
    pub(super) fn changed(&mut self, segment: &Key, entered: bool, day: DayNumber) {
        if self.by_key.len() >= limits::PULSE_SEGMENTS && !self.by_key.contains_key(segment) {
            return measures::pulse_overflow("pulse_segments");
        }
        let days = self.by_key.entry(segment.clone()).or_default();
        let flow = days.entry(day).or_default();
        if entered {
            flow.entered += 1;
        } else {
            flow.left += 1;
        }
        while days.len() > DAYS {
            days.pop_first();
        }
    }

    /// All changes of the days from one on.
    pub(crate) fn since(&self, segment: &Key, first: DayNumber) -> Flow {
        let days = self.by_key.get(segment).into_iter().flat_map(|days| days.range(first..));
        days.fold(Flow::default(), |sum, (_, flow)| Flow {
            entered: sum.entered + flow.entered,
            left: sum.left + flow.left,
        })
    }

    /// Changes day by day, from a day to another.
    pub(crate) fn by_day(&self, segment: &Key, first: DayNumber, last: DayNumber) -> Vec<SegmentDay> {
        let days = self.by_key.get(segment);
        let flow = |day| days.and_then(|days| days.get(&day)).copied().unwrap_or_default();
        let told = |day| {
            let Flow { entered, left } = flow(day);
            SegmentDay { date: calendar::date(day), entered, left }
        };
        (first..=last).map(told).collect()
    }
}
