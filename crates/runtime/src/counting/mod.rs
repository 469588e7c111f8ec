//! What results count of a profile, ready to be stored.
//!
//! | file | what |
//! |---|---|
//! | `margins` | when the site said its margin |
//! | `plan` | what is fixed of a phase when it begins, and how it is stored |
//! | `planning` | making the plans of phases that a publication begins |
//! | `past` | what the shop's past tells of a campaign before a phase of it begins |
//! | `anew` | counting everybody anew when the way of counting has changed |
//!
//! Profiles say what became of a visitor; the plan of the phase says until when it counts and how much at most; the
//! calendar of the phase says on which day. All three stay what they were when the phase began, so what is counted of a
//! profile follows from the profile alone, at any time.

mod anew;
mod margins;
mod past;
mod plan;
mod planning;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::tz::TimeZone;

use kizukai_engagement::Profile;
use kizukai_engagement::assignment::holdout_seed;
use kizukai_engagement::outcome::{Decided, Participation};
use kizukai_engagement::profile::{HoldoutPhase, MarginPeriod, Plans};
use kizukai_model::{Key, SiteId, Timestamp};
use kizukai_store::{DayNumber, DecidedRow, ParticipationRow, PlanRow};

use crate::RuntimeError;
use crate::programs::SharedCatalog;
use crate::pulse::Calendar;

pub(crate) use anew::{bring_up_to_date, plan_what_has_no_plan};
pub(crate) use past::Pasts;
pub(crate) use plan::Plan;
#[cfg(test)]
pub(crate) use planning::Past;
pub(crate) use planning::{SMALLEST_EFFECT, plans_of};

/// The way of counting: to be raised when something else is counted, or counted differently, of the same profile.
pub(crate) const WAY: u32 = 2;

/// How a site's profiles are counted.
#[derive(Clone, Debug)]
pub(crate) struct Counting {
    plans: Plans,
    /// By campaign, None for the site, and phase.
    calendars: BTreeMap<(Option<Key>, u32), Calendar>,
    /// Of phases without a plan.
    fallback: Calendar,
}

impl Counting {
    /// By the plans that the catalog has.
    pub(crate) fn of_site(catalog: &SharedCatalog, site: &SiteId) -> Result<Self, RuntimeError> {
        let plans = catalog.with(|catalog| catalog.plans(site))?;
        Self::by_plans(site, plans, margins::of_site(catalog, site)?)
    }

    /// By these plans, and the times when the site said its margin.
    pub(crate) fn by_plans(
        site: &SiteId,
        rows: Vec<PlanRow>,
        margins: Vec<MarginPeriod>,
    ) -> Result<Self, RuntimeError> {
        let mut plans = Plans { margins, holdout_seed: holdout_seed(site), ..Plans::default() };
        let mut calendars = BTreeMap::new();
        for row in rows {
            let plan = Plan::decode(&row)?;
            calendars.insert((row.campaign.clone(), row.phase), plan.calendar());
            match (row.campaign, plan.holdout) {
                (Some(campaign), _) => drop(plans.campaigns.insert((campaign, row.phase), plan.counted())),
                (None, Some(percent)) => plans.holdouts.push(HoldoutPhase {
                    phase: row.phase,
                    since: row.since,
                    percent,
                    plan: plan.counted(),
                }),
                (None, None) => {}
            }
        }
        Ok(Self { plans, calendars, fallback: Calendar::new(TimeZone::UTC) })
    }

    /// What results count of a profile.
    pub(crate) fn rows(&self, site: &SiteId, profile: &Profile) -> Vec<ParticipationRow> {
        profile.participations(&self.plans).into_iter().map(|of| self.row(site, of)).collect()
    }

    /// What results and segment sizes count of a profile, as one number: while it stays the same, their rows are not
    /// written again. It lives in memory alone.
    pub(crate) fn standing(&self, profile: &Profile) -> u64 {
        let mut hasher = DefaultHasher::new();
        profile.participations(&self.plans).hash(&mut hasher);
        for segment in profile.segments() {
            segment.hash(&mut hasher);
        }
        hasher.finish()
    }

    fn row(&self, site: &SiteId, of: Participation) -> ParticipationRow {
        let day = |phase: u32, at: Timestamp| self.day(of.campaign.as_ref(), phase, at);
        let assigned_day = day(of.assigned_phase, of.assigned_at);
        let decided = of.decided.as_ref().map(|decided| decided_row(decided, |at| day(decided.phase, at)));
        ParticipationRow {
            site: site.clone(),
            campaign: of.campaign,
            profile: of.profile,
            arm: of.arm,
            control: of.control,
            crossed: of.crossed,
            assigned_phase: of.assigned_phase,
            assigned_day,
            decided,
        }
    }

    fn day(&self, campaign: Option<&Key>, phase: u32, at: Timestamp) -> DayNumber {
        let calendar = self.calendars.get(&(campaign.cloned(), phase)).unwrap_or(&self.fallback);
        calendar.place(at).day
    }
}

fn decided_row(of: &Decided, day: impl Fn(Timestamp) -> DayNumber) -> DecidedRow {
    let watched = of.watched;
    DecidedRow {
        phase: of.phase,
        day: day(of.at),
        over_day: day(watched.until),
        back_day: day(watched.back_until),
        seen: of.seen_at.is_some(),
        converted: of.converted_at.is_some(),
        worth: of.value,
        value: watched.value,
        orders: watched.orders,
        browser_orders: watched.browser_orders,
        profit: watched.profit,
        before: watched.before,
        closed_at_once: watched.closed_at_once,
        left_at_once: watched.left_at_once,
        came_back: watched.came_back,
        load_ms: watched.load_ms,
        other_shows: watched.other_shows,
        other_points: watched.other_points,
    }
}
