//! The pulse of one site: everything that is counted, and the counting of one input.

use std::collections::BTreeMap;

use kizukai_engagement::{DecisionOutcome, Input, Moment, Program, Surface};
use kizukai_model::commerce::{Commerce, Order};
use kizukai_model::{Event, EventBody, Key, ProfileId, SiteId, Timestamp, ids};
use kizukai_store::RowId;

use super::calendar::{BINS, Calendar, DayNumber, Place, date};
use super::campaigns::{CampaignPulse, Campaigns};
use super::checks::{Checks, InstallationCheck, ReportedOrders};
use super::day::{Day, Figures};
use super::events::{EventCount, EventCounts};
use super::orders::{Change, Orders, Report};
use super::segments::Segments;
use crate::codec::Entry;

/// Days that are counted, today included.
pub(crate) const DAYS: usize = 15;

/// What of a site's settings counting depends on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SiteSettings {
    pub(crate) site: SiteId,
    /// Before that there was nothing.
    pub(super) created_at: Timestamp,
    calendar: Calendar,
    currency: String,
    server_orders_only: bool,
}

impl SiteSettings {
    pub(crate) fn of(program: &Program, created_at: Timestamp) -> Self {
        Self {
            site: program.site_id().clone(),
            created_at,
            calendar: Calendar::new(program.zone().clone()),
            currency: program.site().currency.clone(),
            server_orders_only: program.site().server_orders_only,
        }
    }
}

/// A day of a site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DayFigures {
    /// The day, in the site's time zone.
    pub date: String,
    /// Its hours.
    pub hours: Vec<HourFigures>,
    /// Up to the time of day that it is now.
    pub so_far: Figures,
    /// The whole day.
    pub whole: Figures,
}

/// An hour of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct HourFigures {
    /// 0 to 23.
    pub hour: usize,
    /// What it brought.
    #[serde(flatten)]
    pub figures: Figures,
}

/// Everything counted of a site.
pub(crate) struct SitePulse {
    settings: SiteSettings,
    /// Everything from here on is counted.
    pub(super) counted_since: Timestamp,
    days: BTreeMap<DayNumber, Box<Day>>,
    orders: Orders,
    events: EventCounts,
    campaigns: Campaigns,
    segments: Segments,
    checks: Checks,
    /// When the last request came that brought events.
    pub(super) last_moment_at: Option<Timestamp>,
    /// The day on which what is too old was last let go.
    tidied_on: DayNumber,
}

impl SitePulse {
    pub(super) fn new(settings: SiteSettings, now: Timestamp) -> Self {
        Self {
            settings,
            counted_since: now,
            days: BTreeMap::new(),
            orders: Orders::default(),
            events: EventCounts::default(),
            campaigns: Campaigns::default(),
            segments: Segments::default(),
            checks: Checks::default(),
            last_moment_at: None,
            tidied_on: DayNumber::MIN,
        }
    }

    pub(super) const fn settings(&self) -> &SiteSettings {
        &self.settings
    }

    /// Everything from here on is counted, and still known.
    pub(crate) fn counted_since(&self, now: Timestamp) -> Timestamp {
        self.counted_since.max(self.calendar().start_of(self.oldest_day(now)))
    }

    /// The oldest day that is still known.
    fn oldest_day(&self, now: Timestamp) -> DayNumber {
        self.calendar().place(now).day - DAYS as DayNumber + 1
    }

    pub(crate) fn campaign(&self, campaign: &Key) -> Option<&CampaignPulse> {
        self.campaigns.get(campaign)
    }

    pub(crate) const fn segments(&self) -> &Segments {
        &self.segments
    }

    pub(crate) fn checks(&self, asks_consent: bool) -> Vec<InstallationCheck> {
        self.checks.told(asks_consent)
    }

    pub(crate) fn events(&self, now: Timestamp) -> Vec<EventCount> {
        self.events.told(now)
    }

    /// How orders were reported.
    pub(crate) fn reported_orders(&self) -> ReportedOrders {
        self.checks.orders()
    }

    pub(crate) const fn calendar(&self) -> &Calendar {
        &self.settings.calendar
    }

    /// Counts an input.
    pub(super) fn count(&mut self, row: RowId, entry: &Entry) {
        let place = self.calendar().place(entry.now);
        if let Input::Moment(moment) = &*entry.input {
            self.moment(row, entry, moment, place);
        }
        for (n, decision) in entry.effects.decisions.iter().enumerate() {
            self.campaigns.decided((row, n), decision, place.day, entry.now);
            if decision.outcome == DecisionOutcome::Shown
                && let Some(day) = self.day(place.day)
            {
                day.bin(place.bin).shows += 1;
            }
        }
        for change in &entry.effects.segments {
            self.segments.changed(&change.segment, change.entered, place.day);
        }
    }

    fn moment(&mut self, row: RowId, entry: &Entry, moment: &Moment, place: Place) {
        self.checks.moment(moment, entry.now);
        let is_withheld = moment.events.iter().any(|event| event.body == EventBody::Withheld {});
        if moment.surface == Surface::Page && !is_withheld {
            self.see(entry.profile, place);
        }
        let mut brought_events = false;
        for event in entry.applied_events() {
            brought_events = true;
            self.event(row, entry, moment, event);
        }
        if brought_events {
            self.last_moment_at = self.last_moment_at.max(Some(entry.now));
            if let Some(day) = self.day(place.day) {
                day.bin(place.bin).moments += 1;
            }
        }
    }

    fn event(&mut self, row: RowId, entry: &Entry, moment: &Moment, event: &Event) {
        self.events.add(event, entry.now);
        self.checks.event(event, &self.settings.currency, entry.now);
        let place = self.calendar().place(event.timestamp);
        let is_view = matches!(event.body, EventBody::Page { .. } | EventBody::Screen { .. });
        if is_view && let Some(day) = self.day(place.day) {
            day.bin(place.bin).page_views += 1;
        }
        if is_view || event.page.is_some() {
            self.see(entry.profile, place);
        }
        let EventBody::Track { event: name, properties } = &event.body else { return };
        let change = match Commerce::from_track(name, properties) {
            Some(Commerce::OrderCompleted(order)) => self.ordered(row, moment, event, &order, place),
            Some(Commerce::OrderRefunded(id, amount)) => self.orders.refunded(hash(&id), amount),
            Some(Commerce::OrderCancelled(id)) => self.orders.cancelled(hash(&id)),
            _ => return,
        };
        self.apply(change);
    }

    fn ordered(&mut self, row: RowId, moment: &Moment, event: &Event, order: &Order, place: Place) -> Change {
        let id = order.id.clone().unwrap_or_else(|| format!("message:{}", event.message_id));
        let is_elsewhere = moment.orders_elsewhere.contains(&id);
        let is_old = self.day(place.day).is_none();
        if is_old || is_elsewhere || (self.settings.server_orders_only && !moment.trusted) {
            return (None, None);
        }
        let is_foreign = order.currency.as_deref().is_some_and(|code| code != self.settings.currency);
        let is_trusted = moment.trusted;
        let report = Report { row, place, revenue: order.revenue, is_foreign, is_trusted };
        self.orders.completed(hash(&id), report)
    }

    fn apply(&mut self, (before, after): Change) {
        if let Some(gone) = before
            && let Some(day) = self.day(gone.place.day)
        {
            let bin = day.bin(gone.place.bin);
            bin.orders = bin.orders.saturating_sub(1);
            bin.revenue -= gone.revenue;
        }
        if let Some(come) = after
            && let Some(day) = self.day(come.place.day)
        {
            let bin = day.bin(come.place.bin);
            bin.orders += 1;
            bin.revenue += come.revenue;
        }
    }

    fn see(&mut self, profile: ProfileId, place: Place) {
        if let Some(day) = self.day(place.day) {
            day.see(profile, place.bin);
        }
    }

    /// A day that is counted; None for one that lies too far back.
    fn day(&mut self, number: DayNumber) -> Option<&mut Day> {
        let newest = self.days.last_key_value().map_or(number, |(newest, _)| number.max(*newest));
        if newest - number >= DAYS as DayNumber {
            return None;
        }
        while self.days.first_key_value().is_some_and(|(day, _)| newest - day >= DAYS as DayNumber) {
            self.days.pop_first();
        }
        Some(self.days.entry(number).or_insert_with(Day::new))
    }

    /// Lets go who was there on days that are over, and once a day what is too old to be told; `reading`: the time the
    /// reading of the past has come to.
    pub(super) fn settle(&mut self, now: Timestamp, reading: Option<Timestamp>) {
        let today = self.calendar().place(now).day;
        if reading.is_none() && self.tidied_on < today {
            self.tidied_on = today;
            let oldest = self.oldest_day(now);
            self.orders.forget_before(oldest);
            self.events.forget_before(self.calendar().start_of(oldest));
        }
        let reading = reading.map(|at| self.calendar().place(at).day);
        let is_over = |day: DayNumber| day < today - 1 && reading.is_none_or(|reading| day > reading);
        self.days.iter_mut().filter(|(number, _)| is_over(**number)).for_each(|(_, day)| day.settle());
    }

    /// The first day all of which is counted.
    pub(crate) fn first_whole_day(&self, now: Timestamp) -> DayNumber {
        let since = self.calendar().place(self.counted_since(now));
        since.day + DayNumber::from(since.bin > 0)
    }

    pub(super) fn moments_of_hour(&self, day: DayNumber, hour: usize) -> u32 {
        self.days.get(&day).map_or(0, |day| day.moments_of_hour(hour))
    }

    /// Requests that brought events since a time, to ten minutes; and at most of the days that are counted.
    pub(crate) fn moments_since(&self, at: Timestamp) -> u32 {
        let from = self.calendar().place(at);
        let later: u32 = self.days.range(from.day + 1..).map(|(_, day)| day.moments_from(0)).sum();
        later + self.days.get(&from.day).map_or(0, |day| day.moments_from(from.bin))
    }

    /// Today.
    pub(crate) fn today(&self, now: Timestamp) -> DayFigures {
        self.figures(now, self.calendar().place(now).day)
    }

    /// The same weekday a week ago; None when not all of it was counted.
    pub(crate) fn same_weekday(&self, now: Timestamp) -> Option<DayFigures> {
        let day = self.calendar().place(now).day - 7;
        (day >= self.first_whole_day(now)).then(|| self.figures(now, day))
    }

    /// Distinct visitors and orders of a day, on average over the last whole days that were counted, at most seven; None when
    /// there is none.
    pub(crate) fn usual_day(&self, now: Timestamp) -> Option<(f64, f64)> {
        let today = self.calendar().place(now).day;
        let days: Vec<_> = (self.first_whole_day(now).max(today - 7)..today).collect();
        let whole = |day: &DayNumber| self.days.get(day).map(|day| day.up_to(BINS)).unwrap_or_default();
        let of_days = days.iter().map(whole).fold((0_u64, 0_u64), |(visitors, orders), day| {
            (visitors + u64::from(day.visitors), orders + u64::from(day.orders))
        });
        let count = days.len() as f64;
        (count > 0.0).then(|| (of_days.0 as f64 / count, of_days.1 as f64 / count))
    }

    fn figures(&self, now: Timestamp, number: DayNumber) -> DayFigures {
        let day = self.days.get(&number);
        let hour = |hour| HourFigures { hour, figures: day.map(|day| day.hour(hour)).unwrap_or_default() };
        let up_to = |bins| day.map(|day| day.up_to(bins)).unwrap_or_default();
        DayFigures {
            date: date(number),
            hours: (0..24).map(hour).collect(),
            so_far: up_to(self.calendar().place(now).bin + 1),
            whole: up_to(BINS),
        }
    }
}

fn hash(order: &str) -> u64 {
    ids::digest_u64(&[order])
}
