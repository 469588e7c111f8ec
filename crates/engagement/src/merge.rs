//! Two profiles turn out to be one person.
//!
//! The known side stays, with its id, user id and holdout; the other becomes a signpost. Merging is a sum of parts:
//! repeated it changes nothing, and the order of several merges does not matter. That is why nothing is decided here:
//! where both sides had something open in the same place, the next moment leaves it to the older (`step/dialogue.rs`).
//!
//! Segments are not taken over: at the end of the step the person enters those that hold for both together.
//! Both sides must count the same features: the runtime back-fills them before.

use kizukai_model::{Key, ProfileId};

use crate::outcome::TimerChange;
use crate::profile::{CampaignState, Ending, Enrolment, EnrolmentState, Profile, TimerKind};
use crate::step::Run;

/// Takes over everything another profile was. A profile that was taken over before is not taken over again.
pub(crate) fn absorb(run: &mut Run<'_>, source: ProfileId, state: Option<&Profile>) {
    let Some(state) = state else { return };
    if source == run.profile.id || !run.profile.merged_from.insert(source) {
        return;
    }
    absorb_person(run.profile, state);
    run.profile.attention.absorb(&state.attention, run.program.prices(), run.now);
    forget_watches(run);
    for (key, theirs) in &state.campaigns {
        absorb_campaign(run, key, theirs);
    }
}

fn absorb_person(mine: &mut Profile, theirs: &Profile) {
    mine.merged_from.extend(&theirs.merged_from);
    mine.anonymous_ids.extend(theirs.anonymous_ids.iter().cloned());
    mine.first_seen = [mine.first_seen, theirs.first_seen].into_iter().flatten().min();
    mine.locale = mine.locale.take().max(theirs.locale.clone());
    mine.consent.absorb(&theirs.consent);
    mine.traits.absorb(&theirs.traits);
    mine.visits.absorb(&theirs.visits);
    mine.cart.absorb(&theirs.cart);
    mine.orders.absorb(&theirs.orders);
    mine.dedup.absorb(&theirs.dedup);
    mine.counts.absorb(&theirs.counts);
    mine.appointments.absorb(&theirs.appointments);
    mine.shows.absorb(&theirs.shows);
    mine.last_interruption = mine.last_interruption.max(theirs.last_interruption);
    mine.pages_since_show = [mine.pages_since_show, theirs.pages_since_show].into_iter().flatten().min();
}

/// The timers that watch the visit and the segments are set anew at the end of the step, for what both were.
fn forget_watches(run: &mut Run<'_>) {
    let watches = |kind: &TimerKind| matches!(kind, TimerKind::VisitEnd | TimerKind::Recheck);
    let standing: Vec<u64> =
        run.profile.timers.iter().filter(|(_, timer)| watches(&timer.kind)).map(|(id, _)| *id).collect();
    standing.into_iter().for_each(|timer| run.clear_timer(timer));
}

/// One campaign's state; of two open enrolments the older stays.
fn absorb_campaign(run: &mut Run<'_>, key: &Key, theirs: &CampaignState) {
    let mine = run.profile.campaigns.get_mut(key);
    let Some(mine) = mine else {
        let mut moved = theirs.clone();
        let enrolment = moved.enrolment.take();
        run.profile.campaigns.insert(key.clone(), Box::new(moved));
        return move_in(run, key, enrolment);
    };
    mine.absorb(theirs);
    let now = run.now;
    let is_older = |a: &Enrolment, b: &Enrolment| (a.started_at, &a.id) < (b.started_at, &b.id);
    let Some(moving) = &theirs.enrolment else { return };
    if mine.enrolment.as_ref().is_some_and(|mine| is_older(mine, moving)) {
        return mine.note_end(moving, Ending::Merged, now);
    }
    let ended = mine.end(Ending::Merged, now);
    ended.iter().for_each(|ended| run.clear_timer_of(ended));
    move_in(run, key, Some(moving.clone()));
}

/// Puts an enrolment of the other profile in place, with a timer of its own here.
fn move_in(run: &mut Run<'_>, key: &Key, enrolment: Option<Enrolment>) {
    let Some(mut enrolment) = enrolment else { return };
    match &mut enrolment.state {
        EnrolmentState::Waiting { timer, until } | EnrolmentState::Deferred { timer, until, .. } => {
            *timer = run.set_timer(*until, TimerKind::Enrolment { campaign: key.clone() });
        }
        EnrolmentState::Open { .. } => {}
    }
    if let Some(state) = run.profile.campaigns.get_mut(key) {
        state.enrolment = Some(enrolment);
    }
}

/// Leaves only a signpost to where everything went. Its timers are gone.
pub(crate) fn become_signpost(run: &mut Run<'_>, target: ProfileId) {
    let timers = std::mem::take(&mut run.profile.timers);
    run.outcome
        .timers
        .extend(timers.iter().map(|(timer, gone)| TimerChange::Clear { timer: *timer, due: gone.due }));
    let (id, seq, now) = (run.profile.id, run.profile.seq, run.profile.now);
    *run.profile = Profile { seq, now, merged_into: Some(target), ..Profile::new(id) };
}
