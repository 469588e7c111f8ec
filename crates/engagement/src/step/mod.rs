//! The one pure step: what a visitor experiences comes out of here.
//!
//! Reads from top to bottom as what happens at an input. The parts:
//!
//! | file | what |
//! |---|---|
//! | `moment` | one request: its events in order, then one arbitration |
//! | `apply` | what an event changes in the profile |
//! | `goals` | conversions of campaigns |
//! | `candidates` | which campaigns an event fires |
//! | `appointments` | campaigns that speak a while after their trigger |
//! | `gates` | may this campaign speak to this visitor now? |
//! | `attention` | what a message costs, and paying for it |
//! | `arbitration` | who of those that may speak does |
//! | `explanation`, `inquiry` | why not, when somebody asks |
//! | `dialogue` | passing through a scenario: answers, closing, patience |
//! | `waits` | what ends a wait: time, an act, the next visit |
//! | `answers`, `form_answers` | what an answer means |
//! | `endings` | what ends by itself |
//! | `page` | what goes back to the page |
//! | `upkeep` | features, segments, timers |

mod answers;
mod apply;
mod appointments;
mod arbitration;
mod attention;
mod candidates;
mod dialogue;
mod endings;
mod explanation;
mod form_answers;
mod gates;
mod goals;
mod inquiry;
mod moment;
mod page;
mod upkeep;
mod waits;

use kizukai_model::ids::digest_u64;
use kizukai_model::{Event, Key, PageInfo, Purpose, Timestamp};

use crate::explain::{Explanation, Inquiry};
use crate::input::{Activity, Input, Moment, Surface};
use crate::merge;
use crate::outcome::Outcome;
use crate::profile::{Profile, Source};
use crate::program::Program;
use crate::subject::View;

/// Applies one input to a profile, in place, and says what follows.
///
/// `now` is the server's time of receipt; where it lies before the profile's last input, that time is taken instead.
/// The same program, profile, input and time always give the same outcome and the same profile.
pub fn step(program: &Program, profile: &mut Profile, input: &Input, now: Timestamp) -> Outcome {
    let mut run = Run::begin(program, profile, now);
    run.restore_attention();
    match input {
        Input::Moment(moment) => run.moment(moment),
        Input::Timer { timer } => run.timer(*timer),
        Input::Traits { traits, message_id, names } => {
            run.take_names(names);
            run.profile.traits.set(traits, run.now, message_id, Source::Trusted);
        }
        Input::Merge { source, state, .. } => merge::absorb(&mut run, *source, state.as_deref()),
        Input::MergedInto { target } => merge::become_signpost(&mut run, *target),
        Input::Backfill(backfill) => run.back_fill(backfill),
    }
    // Two profiles that become one did nothing: what segments they are in then fires no campaign, so that the order of merges
    // does not matter.
    run.settle(!matches!(input, Input::Merge { .. }));
    run.outcome
}

/// Why each campaign does or does not speak to this visitor if the moment came now. Changes nothing.
pub(crate) fn rehearse(
    program: &Program,
    profile: &Profile,
    moment: &Moment,
    now: Timestamp,
) -> Vec<Explanation> {
    let mut profile = profile.clone();
    let mut run = Run::begin(program, &mut profile, now);
    run.restore_attention();
    run.explanations = Some(Vec::new());
    run.moment(moment);
    run.explanations.unwrap_or_default()
}

/// How every gate of each campaign stands for a visitor on a page where nothing happens. Changes nothing.
pub(crate) fn inquire(
    program: &Program,
    profile: &Profile,
    moment: &Moment,
    only: Option<&Key>,
    now: Timestamp,
) -> Vec<Inquiry> {
    let mut profile = profile.clone();
    let mut run = Run::begin(program, &mut profile, now);
    run.restore_attention();
    run.inquire(moment, only)
}

/// What keeps every campaign silent, whatever its text says and whichever arm a visitor drew.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    /// The visitor belongs to the holdout.
    is_held_out: bool,
    /// The purpose that the visitor did not consent to.
    refused: Option<Purpose>,
}

impl Standing {
    const fn is_silent(self) -> bool {
        self.is_held_out || self.refused.is_some()
    }

    /// Whether what the visitor does may be remembered.
    const fn is_measured(self) -> bool {
        !matches!(self.refused, Some(Purpose::Measurement))
    }
}

/// One step under way.
pub(crate) struct Run<'a> {
    pub(crate) program: &'a Program,
    pub(crate) profile: &'a mut Profile,
    pub(crate) now: Timestamp,
    pub(crate) outcome: Outcome,
    surface: Surface,
    /// The page of the moment, for conditions.
    page: Option<&'a PageInfo>,
    device_id: Option<&'a str>,
    /// What the visitor is doing.
    activity: Option<Activity>,
    verified: bool,
    /// What keeps every campaign silent.
    standing: Standing,
    /// The event that lets a campaign speak, while its scenario begins.
    firing: Option<&'a Event>,
    /// A visit began with this input.
    visit_began: bool,
    /// So many of the segments entered and left were heard by triggers.
    segments_heard: usize,
    /// Something changed since segments were looked at.
    segments_are_old: bool,
    /// Messages of this moment that were known already, by their hash.
    repeated: Vec<u64>,
    ids_made: u32,
    explanations: Option<Vec<Explanation>>,
}

impl<'a> Run<'a> {
    fn begin(program: &'a Program, profile: &'a mut Profile, now: Timestamp) -> Self {
        let now = now.max(profile.now);
        profile.now = now;
        profile.seq += 1;
        profile.first_seen.get_or_insert(now);
        Self {
            program,
            profile,
            now,
            outcome: Outcome::default(),
            surface: Surface::None,
            page: None,
            device_id: None,
            activity: None,
            verified: false,
            standing: Standing::default(),
            firing: None,
            visit_began: false,
            segments_heard: 0,
            segments_are_old: true,
            repeated: Vec::new(),
            ids_made: 0,
            explanations: None,
        }
    }

    /// A new id: a hash of the profile, its sequence number and how many were made in this step.
    pub(crate) fn new_id(&mut self) -> u64 {
        self.ids_made += 1;
        let made = self.ids_made.to_string();
        digest_u64(&[&self.profile.id.to_string(), &self.profile.seq.to_string(), &made])
    }

    /// The profile as conditions see it, at this event or at none.
    fn view<'s>(&'s self, event: Option<&'s Event>) -> View<'s> {
        View {
            program: self.program,
            profile: self.profile,
            now: self.now,
            event: event.or(self.firing),
            page: self.page,
            verified: self.verified,
        }
    }
}
