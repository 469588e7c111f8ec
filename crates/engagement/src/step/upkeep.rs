//! What follows from every input: features in use, segments, timers.

use jiff::tz::TimeZone;

use kizukai_model::{Span, Timestamp};

use super::Run;
use crate::backfill::Backfill;
use crate::outcome::{SegmentChange, TimerChange};
use crate::profile::{Enrolment, Timer, TimerKind, VISIT_TIMEOUT};
use crate::program::Segment;
use crate::subject::View;

const HOURS_A_WEEK: usize = 168;

impl Run<'_> {
    /// Counts exactly what the program asks: new features begin empty (or were back-filled), unused ones are dropped.
    pub(super) fn adopt_features(&mut self) {
        let features = self.program.features();
        if self.profile.features != features.digest() {
            self.profile.counts.retain(features.keys());
            self.profile.features = features.digest();
        }
    }

    /// Takes counters made from the profile's own past for features it does not count yet.
    pub(super) fn back_fill(&mut self, backfill: &Backfill) {
        self.profile.counts.adopt(&backfill.0);
        self.adopt_features();
    }

    /// Enters and leaves segments, if anything changed since. Called before something may ask for them, so that a request
    /// with many events looks at them once.
    pub(super) fn update_segments(&mut self) {
        if !std::mem::take(&mut self.segments_are_old) {
            return;
        }
        let program = self.program;
        let alone = self.segments_that_hold_alone();
        for (n, segment) in program.segments().iter().enumerate() {
            let holds = alone.get(n).copied().unwrap_or_else(|| segment.condition.evaluate(&self.view(None)));
            let is_in = self.profile.segments.contains_key(&segment.key);
            if holds == is_in {
                continue;
            }
            if holds {
                self.profile.segments.insert(segment.key.clone(), self.now);
            } else {
                self.profile.segments.remove(&segment.key);
            }
            self.outcome.segments.push(SegmentChange { segment: segment.key.clone(), entered: holds });
        }
        if self.profile.segments.len() > program.segments().len() {
            let known =
                |key: &kizukai_model::Key| program.segments().iter().any(|segment| segment.key == *key);
            self.profile.segments.retain(|key, _| known(key));
        }
    }

    /// Whether each of the segments holds that ask for no other segment: they come first, and are asked together.
    fn segments_that_hold_alone(&self) -> Vec<bool> {
        let alone = self.program.segments_alone();
        let mut holds = vec![false; alone.len()];
        let view = self.view(None);
        alone.ask(&view).holding().into_iter().for_each(|place| holds[place] = true);
        holds
    }

    /// Brings segments and timers up to date at the end of a step. `fires`: whether entering and leaving fires campaigns.
    pub(super) fn settle(&mut self, fires: bool) {
        if self.profile.merged_into.is_some() {
            return;
        }
        self.adopt_features();
        self.update_segments();
        if fires {
            self.appoint_by_segments();
        }
        self.watch_visit_end();
        self.watch_segments();
    }

    /// While something is open in the visit a timer stands at the visit's end, so that every enrolment ends.
    fn watch_visit_end(&mut self) {
        let is_open = self
            .profile
            .campaigns
            .values()
            .any(|state| state.enrolment.as_ref().is_some_and(Enrolment::is_open));
        if !is_open || self.profile.timers.values().any(|timer| timer.kind == TimerKind::VisitEnd) {
            return;
        }
        let last = self.profile.visits.current.as_ref().map_or(self.now, |visit| visit.last_at);
        self.set_timer(last.plus(VISIT_TIMEOUT), TimerKind::VisitEnd);
    }

    /// One timer stands at the next moment at which some segment may change by time alone. An earlier one that stands
    /// already is left: it looks, and sets the next.
    fn watch_segments(&mut self) {
        if !self.program.segments_change_by_time() {
            return;
        }
        let Some(due) = self.next_segment_change() else { return };
        let standing = self.profile.timers.iter().find(|(_, timer)| timer.kind == TimerKind::Recheck);
        match standing.map(|(id, timer)| (*id, timer.due)) {
            Some((_, stands)) if stands <= due => {}
            Some((id, _)) => {
                self.clear_timer(id);
                self.set_timer(due, TimerKind::Recheck);
            }
            None => drop(self.set_timer(due, TimerKind::Recheck)),
        }
    }

    fn next_segment_change(&self) -> Option<Timestamp> {
        let (program, profile, now) = (self.program, &*self.profile, self.now);
        let conditions = program.segments().iter().map(|segment| segment.condition.features());
        let by_window = conditions.flat_map(|(events, sequences)| {
            let counts = events.iter().filter_map(|feature| {
                profile.counts.counters.get(&feature.key)?.next_change(feature, now, program.zone())
            });
            let orders = sequences
                .iter()
                .filter_map(|feature| profile.counts.sequences.get(&feature.key)?.next_change(feature, now));
            counts.chain(orders).collect::<Vec<_>>()
        });
        by_window
            .chain(self.next_change_by_clock())
            .chain(self.change_by_visit_end())
            .chain(self.change_by_visit_length())
            .min()
    }

    /// The first full hour of the site's clock, within a week, at which a segment that asks for the hour or the weekday
    /// begins or ceases to hold. Visitors for whom no hour makes a difference need no timer.
    fn next_change_by_clock(&self) -> Option<Timestamp> {
        let asking: Vec<_> =
            self.program.segments().iter().filter(|segment| segment.condition.reads("now")).collect();
        if asking.is_empty() {
            return None;
        }
        let hours = std::iter::successors(Some(self.now), |at| Some(next_hour(*at, self.program.zone())));
        hours.skip(1).take(HOURS_A_WEEK).find(|at| {
            let view = View { now: *at, ..self.view(None) };
            asking.iter().any(|segment| {
                segment.condition.evaluate(&view) != self.profile.segments.contains_key(&segment.key)
            })
        })
    }

    /// The end of the visit, if some segment about the visit begins or ceases to hold with it.
    fn change_by_visit_end(&self) -> Option<Timestamp> {
        let ends = self.profile.visits.ongoing(self.now)?.last_at.plus(VISIT_TIMEOUT);
        let view = View { now: ends, page: None, ..self.view(None) };
        let changes = |segment: &Segment| {
            segment.condition.evaluate(&view) != self.profile.segments.contains_key(&segment.key)
        };
        let mut about_the_visit =
            self.program.segments().iter().filter(|segment| segment.is_about_the_visit());
        about_the_visit.any(changes).then_some(ends)
    }

    /// The first moment, while the visit may go on, at which some segment begins or ceases to hold because the visit has
    /// lasted so long: at one of the lengths its condition names, or a second later.
    fn change_by_visit_length(&self) -> Option<Timestamp> {
        let visit =
            self.profile.visits.ongoing(self.now).filter(|_| self.program.rules().watch_visit_length())?;
        let ends = visit.last_at.plus(VISIT_TIMEOUT);
        let changes_at = |segment: &Segment, at: Timestamp| {
            let view = View { now: at, ..self.view(None) };
            segment.condition.evaluate(&view) != self.profile.segments.contains_key(&segment.key)
        };
        let looked_at = self.program.segments().iter().filter_map(|segment| {
            let mut moments: Vec<Timestamp> = segment
                .visit_lengths_s
                .iter()
                .flat_map(|seconds| [*seconds, seconds.saturating_add(1)])
                .map(|seconds| visit.started_at.plus(Span::from_secs(seconds)))
                .filter(|at| self.now < *at && *at < ends)
                .collect();
            moments.sort_unstable();
            moments.into_iter().find(|at| changes_at(segment, *at))
        });
        looked_at.min()
    }

    pub(crate) fn set_timer(&mut self, due: Timestamp, kind: TimerKind) -> u64 {
        let timer = self.new_id();
        self.profile.timers.insert(timer, Timer { due, kind });
        self.outcome.timers.push(TimerChange::Set { timer, due });
        timer
    }

    pub(crate) fn clear_timer(&mut self, timer: u64) {
        if let Some(gone) = self.profile.timers.remove(&timer) {
            self.outcome.timers.push(TimerChange::Clear { timer, due: gone.due });
        }
    }

    /// A timer fell due. One the profile does not know, or that is not due by the profile's time, changes nothing.
    pub(super) fn timer(&mut self, timer: u64) {
        let known = self.profile.timers.get(&timer).filter(|known| known.due <= self.now);
        let Some(kind) = known.map(|known| known.kind.clone()) else { return };
        self.clear_timer(timer);
        self.honour_refusals();
        match kind {
            TimerKind::Enrolment { campaign } => self.wait_is_over(&campaign),
            TimerKind::VisitEnd => self.leave_finished_visit(),
            TimerKind::Recheck => {}
        }
    }
}

/// The next full hour of the local clock.
fn next_hour(now: Timestamp, zone: &TimeZone) -> Timestamp {
    const HOUR_MS: i64 = 3_600_000;
    let instant = jiff::Timestamp::from_millisecond(now.as_ms()).unwrap_or_default();
    let offset_ms = i64::from(zone.to_offset(instant).seconds()) * 1_000;
    let local_hour = (now.as_ms() + offset_ms).div_euclid(HOUR_MS);
    Timestamp::from_ms((local_hour + 1) * HOUR_MS - offset_ms)
}
