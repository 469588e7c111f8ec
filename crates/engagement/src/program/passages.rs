//! What running passages can wait for and leave by, over all campaigns: so that a visitor's every event need not look at every
//! passage for something that no text asks.

use std::collections::HashSet;

use super::{Awaited, Campaign};

/// What the texts ask, in all versions that passages may stand on.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    awaited_events: HashSet<String>,
    await_visits: bool,
    have_exits: bool,
}

impl Passages {
    pub(super) fn of<'c>(campaigns: impl Iterator<Item = &'c Campaign>) -> Self {
        let mut asked = Self::default();
        for campaign in campaigns {
            asked.have_exits |= campaign.exit.is_some();
            for wait in campaign.waits() {
                match &wait.awaited {
                    Awaited::Event { name, .. } => drop(asked.awaited_events.insert(name.clone())),
                    Awaited::Visit { .. } => asked.await_visits = true,
                    Awaited::Span(_) | Awaited::TimeOfDay(_) | Awaited::Moment(_) => {}
                }
            }
        }
        asked
    }

    /// Whether some wait ends with this event.
    pub(crate) fn await_event(&self, name: &str) -> bool {
        self.awaited_events.contains(name)
    }

    /// Whether some wait ends with the next visit.
    pub(crate) const fn await_visits(&self) -> bool {
        self.await_visits
    }

    /// Whether some campaign can be left under way.
    pub(crate) const fn have_exits(&self) -> bool {
        self.have_exits
    }
}
