//! May this campaign speak to this visitor now? Gates in a fixed order; the first that fails is the reason.
//!
//! To add a gate: a variant of [`Gate`] in its place, a function here, a line in [`admits`] (before an arm is drawn;
//! equal for all arms; not stored) or in [`speaks`] (after it; stored as a decision).

use std::borrow::Cow;
use std::collections::BTreeMap;

use kizukai_model::{Key, Timestamp};

use super::Standing;
use crate::outcome::{DecisionOutcome, Gate};
use crate::profile::{CampaignState, Slot};
use crate::program::Campaign;
use crate::subject::View;
use crate::text::{Cap, CapPeriod, Status, StopOn};

/// Why a campaign does not speak.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) gate: Gate,
    pub(super) reason: Cow<'static, str>,
    /// Who has the slot.
    pub(super) holder: Option<Key>,
}

fn refuse(gate: Gate, reason: impl Into<Cow<'static, str>>) -> Result<(), Refusal> {
    Err(Refusal::at(gate, reason))
}

impl Refusal {
    /// At a gate, because of nobody else.
    pub(super) fn at(gate: Gate, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { gate, reason: reason.into(), holder: None }
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
    if audience_holds { Ok(()) } else { refuse(Gate::Audience, "the audience does not hold") }
}

/// Those of them that no signal can change: status, holdout, schedule, consent, proof of identity.
pub(super) fn is_open(campaign: &Campaign, view: &View<'_>, standing: Standing) -> Result<(), Refusal> {
    status(campaign)?;
    if standing.is_held_out {
        return refuse(Gate::Holdout, "the visitor belongs to the site's holdout");
    }
    schedule(campaign, view.now)?;
    if let Some(reason) = standing.refusal() {
        return refuse(Gate::Audience, reason);
    }
    if campaign.text.needs_verified && !view.verified {
        return refuse(Gate::Audience, "only for visitors whose user id was proved");
    }
    Ok(())
}

fn status(campaign: &Campaign) -> Result<(), Refusal> {
    match campaign.text.status {
        Status::Running => Ok(()),
        Status::Draft => refuse(Gate::Status, "it is a draft"),
        Status::Paused => refuse(Gate::Status, "it is paused"),
        Status::Ended => refuse(Gate::Status, "it has ended"),
    }
}

fn schedule(campaign: &Campaign, now: Timestamp) -> Result<(), Refusal> {
    if campaign.is_scheduled(now) { Ok(()) } else { refuse(Gate::Schedule, "outside its schedule") }
}

/// The gates after the arm: stopped, caps, quiet, budget, rivals. `unaffordable`: why the visitor's attention does not
/// suffice. `taken`: who holds which slot.
pub(super) fn speaks(
    campaign: &Campaign,
    state: &CampaignState,
    view: &View<'_>,
    unaffordable: impl FnOnce() -> Option<String>,
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
        return refuse(Gate::Stopped, "the visitor asked never to see it again");
    }
    if state.is_not_now(now) {
        return refuse(Gate::Stopped, "the visitor said not now");
    }
    for stop in &campaign.text.stop {
        let (reached, reason) = match stop {
            StopOn::Closed => (state.closed_at.is_some(), "the visitor closed it before"),
            StopOn::Answered => (state.answered_at.is_some(), "the visitor answered it before"),
            StopOn::Goal => (state.converted_at.is_some(), "the visitor reached its goal"),
        };
        if reached {
            return refuse(Gate::Stopped, reason);
        }
    }
    Ok(())
}

fn caps(campaign: &Campaign, view: &View<'_>) -> Result<(), Refusal> {
    for cap in &campaign.text.caps {
        if shows(view, cap, Some(&campaign.key)) >= cap.max {
            return refuse(Gate::Caps, format!("cap {} per {}", cap.max, period(cap)));
        }
    }
    for cap in &view.program.site().caps {
        if shows(view, cap, None) >= cap.max {
            return refuse(Gate::Caps, format!("site cap {} per {}", cap.max, period(cap)));
        }
    }
    Ok(())
}

fn period(cap: &Cap) -> String {
    match cap.per {
        CapPeriod::Rolling(span) => span.to_string(),
        CapPeriod::Visit => "visit".into(),
        CapPeriod::Ever => "ever".into(),
    }
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
        return refuse(Gate::Quiet, format!("quiet for {} after the last show", quiet.time));
    }
    if view.profile.pages_since_show.is_some_and(|pages| pages < quiet.page_views) {
        return refuse(Gate::Quiet, format!("quiet for {} page views after the last show", quiet.page_views));
    }
    Ok(())
}

fn rivals(campaign: &Campaign, state: &CampaignState, taken: &BTreeMap<Slot, Key>) -> Result<(), Refusal> {
    let holder = if state.enrolment.is_some() { Some(&campaign.key) } else { taken.get(&campaign.slot) };
    match holder {
        None => Ok(()),
        Some(holder) => {
            let own = *holder == campaign.key;
            let reason = if own {
                "its own dialogue is under way".into()
            } else {
                format!("`{holder}` has the place").into()
            };
            Err(Refusal { gate: Gate::Rivals, reason, holder: Some(holder.clone()) })
        }
    }
}
