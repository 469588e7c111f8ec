//! Who is meant, without deciding anything.

use kizukai_model::{Event, Timestamp};

use crate::program::{Campaign, Listeners};
use crate::subject::View;
use crate::{Profile, Program};

/// The running campaigns that listen to the event's name and whose audience holds for the visitor at that event, in
/// the order in which they may speak. It is what a step asks first of every campaign; schedule, holdout and the gates
/// after them are not asked, nothing is drawn and nothing is changed.
pub fn targeted<'p>(
    program: &'p Program,
    profile: &Profile,
    event: &Event,
    now: Timestamp,
) -> Vec<&'p Campaign> {
    let now = now.max(profile.now);
    let view = View { program, profile, now, event: Some(event), page: None, verified: false };
    let by_event = event.track_name().and_then(|name| program.fired_by_event(name));
    let by_signal = event.signal_name().and_then(|name| program.fired_by_signal(name));
    let meant = |listeners: &'p Listeners| {
        let holding = listeners.audiences().ask(&view).holding().into_iter();
        holding.map(|place| &*program.campaigns()[listeners.positions()[place]])
    };
    by_event.into_iter().chain(by_signal).flat_map(meant).collect()
}
