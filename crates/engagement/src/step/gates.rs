//! May this campaign speak to this visitor now? Gates in a fixed order; the first that fails is the reason.
//!
//! To add a gate: a variant of [`Gate`] in its place, a function here, a line in [`admits`] (before an arm is drawn;
//! equal for all arms; not stored) or in [`speaks`] (after it; stored as a decision).

use std::collections::BTreeMap;

use kizukai_model::{Key, Timestamp};

use super::Standing;
use crate::outcome::{DecisionOutcome, Gate};
use crate::profile::{CampaignState, Slot};
use crate::program::Campaign;
use crate::reason::{Reason, Unfired};
use crate::subject::View;
use crate::text::{Cap, CapPeriod, Status, StopOn};

/// Why a campaign does not speak.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) gate: Gate,
    pub(super) reason: Reason,
    /// Who has the slot.
    pub(super) holder: Option<Key>,
}

fn refuse(gate: Gate, reason: Reason) -> Result<(), Refusal> {
    Err(Refusal::at(gate, reason))
}

impl Refusal {
    /// At a gate, because of nobody else.
    pub(super) const fn at(gate: Gate, reason: Reason) -> Self {
        Self { gate, reason, holder: None }
    }

    /// No event fired the campaign.
    pub(super) fn unfired(campaign: &Campaign, why: Unfired) -> Self {
        Self::at(Gate::Trigger, Reason::Trigger(why, Box::new(campaign.text.trigger.clone())))
    }

    /// Somebody else has the place.
    pub(super) fn rival(holder: &Key) -> Self {
        Self { gate: Gate::Rivals, reason: Reason::Rival(holder.clone()), holder: Some(holder.clone()) }
    }

    pub(super) const fn outcome(&self) -> DecisionOutcome {
        match self.gate {
            Gate::Caps => DecisionOutcome::Capped,
            Gate::Quiet => DecisionOutcome::Quiet,
            Gate::Budget => DecisionOutcome::Budget,
            Gate::Rivals => DecisionOutcome::Lost,
            Gate::Status
            | Gate::Holdout
            | Gate::Schedule
            | Gate::Audience
            | Gate::Trigger
            | Gate::Assignment
            | Gate::Stopped => DecisionOutcome::Stopped,
        }
    }
}

/// The gates before an arm is drawn, the trigger excepted: status, holdout, schedule, audience. `audience_holds` is
/// asked of all campaigns together, and handed in.
pub(super) fn admits(
    campaign: &Campaign,
    view: &View<'_>,
    standing: Standing,
    audience_holds: bool,
) -> Result<(), Refusal> {
    is_open(campaign, view, standing)?;
    if audience_holds { Ok(()) } else { refuse(Gate::Audience, Reason::Audience) }
}

/// Those of them that no signal can change: status, holdout, schedule, consent, proof of identity.
pub(super) fn is_open(campaign: &Campaign, view: &View<'_>, standing: Standing) -> Result<(), Refusal> {
    status(campaign)?;
    if standing.is_held_out {
        return refuse(Gate::Holdout, Reason::HeldOut);
    }
    schedule(campaign, view.now)?;
    if let Some(purpose) = standing.refused {
        return refuse(Gate::Audience, Reason::NoConsent(purpose));
    }
    if campaign.text.needs_verified && !view.verified {
        return refuse(Gate::Audience, Reason::NeedsVerified);
    }
    Ok(())
}

fn status(campaign: &Campaign) -> Result<(), Refusal> {
    match campaign.text.status {
        Status::Running => Ok(()),
        status @ (Status::Draft | Status::Paused | Status::Ended) => {
            refuse(Gate::Status, Reason::Status(status))
        }
    }
}

fn schedule(campaign: &Campaign, now: Timestamp) -> Result<(), Refusal> {
    if campaign.is_scheduled(now) {
        return Ok(());
    }
    refuse(Gate::Schedule, Reason::Schedule { from: campaign.from, until: campaign.until })
}

/// The gates after the arm: stopped, caps, quiet, budget, rivals. `unaffordable`: why the visitor's attention does not
/// suffice. `taken`: who holds which slot.
pub(super) fn speaks(
    campaign: &Campaign,
    state: &CampaignState,
    view: &View<'_>,
    unaffordable: impl FnOnce() -> Option<Reason>,
    taken: &BTreeMap<Slot, Key>,
) -> Result<(), Refusal> {
    stopped(campaign, state, view.now)?;
    caps(campaign, view)?;
    if campaign.slot == Slot::Interrupting {
        quiet(view)?;
    }
    if let Some(reason) = unaffordable() {
        return refuse(Gate::Budget, reason);
    }
    rivals(campaign, state, taken)
}

fn stopped(campaign: &Campaign, state: &CampaignState, now: Timestamp) -> Result<(), Refusal> {
    if state.never {
        return refuse(Gate::Stopped, Reason::Never);
    }
    if state.is_not_now(now) {
        return refuse(Gate::Stopped, Reason::NotNow { until: state.not_now_until });
    }
    for stop in &campaign.text.stop {
        let reached = match stop {
            StopOn::Closed => state.closed_at,
            StopOn::Answered => state.answered_at,
            StopOn::Goal => state.converted_at,
        };
        if reached.is_some() {
            return refuse(Gate::Stopped, Reason::Stopped(*stop));
        }
    }
    Ok(())
}

fn caps(campaign: &Campaign, view: &View<'_>) -> Result<(), Refusal> {
    let own = campaign.text.caps.iter().map(|cap| (cap, Some(&campaign.key)));
    let of_site = view.program.site().caps.iter().map(|cap| (cap, None));
    for (cap, of) in own.chain(of_site) {
        let shows = shows(view, cap, of);
        if shows >= cap.max {
            let frees_at = match cap.per {
                CapPeriod::Rolling(span) => view.profile.shows.fewer_at(of, view.now, span, cap.max),
                CapPeriod::Visit | CapPeriod::Ever => None,
            };
            let reason = Reason::Capped { cap: *cap, of_site: of.is_none(), shows, frees_at };
            return refuse(Gate::Caps, reason);
        }
    }
    Ok(())
}

/// Shows and ghosts in the cap's period, of one campaign or of all. Of a visit: since it began, on any device.
fn shows(view: &View<'_>, cap: &Cap, campaign: Option<&Key>) -> u32 {
    let profile = view.profile;
    match cap.per {
        CapPeriod::Rolling(span) => profile.shows.count(campaign, |at| at > view.now.minus(span)),
        CapPeriod::Visit => {
            let visit = profile.visits.ongoing(view.now);
            profile.shows.count(campaign, |at| visit.is_some_and(|visit| visit.started_at <= at))
        }
        CapPeriod::Ever => {
            let shown = |state: &CampaignState| state.exposures.saturating_add(state.ghosts);
            match campaign {
                Some(key) => profile.campaigns.get(key).map_or(0, |state| shown(state)),
                None => profile.campaigns.values().map(|state| shown(state)).sum(),
            }
        }
    }
}

/// Quiet time and page views since the last interruption.
pub(super) fn quiet(view: &View<'_>) -> Result<(), Refusal> {
    let quiet = view.program.site().quiet;
    let Some(last) = view.profile.last_interruption else { return Ok(()) };
    if view.now.since(last) < quiet.time {
        return refuse(Gate::Quiet, Reason::Quiet { time: quiet.time, until: last.plus(quiet.time) });
    }
    match view.profile.pages_since_show {
        Some(seen) if seen < quiet.page_views => {
            refuse(Gate::Quiet, Reason::QuietPages { page_views: quiet.page_views, seen })
        }
        _ => Ok(()),
    }
}

fn rivals(campaign: &Campaign, state: &CampaignState, taken: &BTreeMap<Slot, Key>) -> Result<(), Refusal> {
    let holder = if state.enrolment.is_some() { Some(&campaign.key) } else { taken.get(&campaign.slot) };
    match holder {
        None => Ok(()),
        Some(own) if *own == campaign.key => {
            Err(Refusal { reason: Reason::OwnDialogue, ..Refusal::rival(own) })
        }
        Some(holder) => Err(Refusal::rival(holder)),
    }
}
