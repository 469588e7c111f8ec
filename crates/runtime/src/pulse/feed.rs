//! How inputs come to the pulse: from the committer, as they become durable.
//!
//! The committer hands over what it has committed and never waits. When too much is waiting to be counted it notes which
//! rows it did not hand over, counts them as missed, and tells the pulse, which reads them from the ledger.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use kizukai_store::RowId;

use super::Pulse;
use super::site::SiteSettings;
use crate::committer::Stepped;
use crate::{limits, measures};

/// Something asked of the pulse.
pub(super) type Question = Box<dyn FnOnce(&mut Pulse) + Send>;

/// What the pulse is told.
pub(super) enum Told {
    /// Inputs that are durable, in order.
    Inputs(Vec<Arc<Stepped>>),
    /// Inputs from one row to another were not handed over.
    Missed { from: RowId, to: RowId },
    /// A site's settings from now on.
    SetUp(SiteSettings),
    /// A question; everything told before it is counted.
    Question(Question),
    /// Nothing comes any more.
    Stop,
}

/// The way to the pulse, for those who ask.
#[derive(Clone)]
pub(crate) struct PulseDoor {
    sender: Sender<Told>,
    waiting: Arc<AtomicUsize>,
}

/// The way to the pulse, for the committer. When it goes, the pulse stops.
pub(crate) struct PulseFeed {
    door: PulseDoor,
    missed: Option<(RowId, RowId)>,
}

impl PulseDoor {
    pub(super) fn new() -> (Self, Receiver<Told>) {
        let (sender, receiver) = channel();
        (Self { sender, waiting: Arc::default() }, receiver)
    }

    /// A site's settings hold from now on.
    pub(crate) fn set_up(&self, settings: SiteSettings) {
        self.tell(Told::SetUp(settings));
    }

    /// Asks; false when nobody is there.
    pub(super) fn ask(&self, question: Question) -> bool {
        self.tell(Told::Question(question))
    }

    /// What was handed over is taken.
    pub(super) fn taken(&self, inputs: usize) {
        self.waiting.fetch_sub(inputs, Ordering::AcqRel);
    }

    pub(crate) fn feed(&self) -> PulseFeed {
        PulseFeed { door: self.clone(), missed: None }
    }

    fn tell(&self, told: Told) -> bool {
        self.sender.send(told).is_ok()
    }
}

impl PulseFeed {
    /// These inputs are durable.
    pub(crate) fn hand_over(&mut self, inputs: Vec<Arc<Stepped>>) {
        let (Some(first), Some(last)) = (inputs.first(), inputs.last()) else { return };
        let (first, last, count) = (first.id, last.id, inputs.len());
        if self.door.waiting.load(Ordering::Acquire) + count > limits::PULSE_WAITING {
            measures::pulse_missed(count);
            let from = self.missed.map_or(first, |(from, _)| from);
            self.missed = Some((from, last));
            return;
        }
        if let Some((from, to)) = self.missed.take() {
            self.door.tell(Told::Missed { from, to });
        }
        self.door.waiting.fetch_add(count, Ordering::AcqRel);
        self.door.tell(Told::Inputs(inputs));
    }
}

impl Drop for PulseFeed {
    fn drop(&mut self) {
        self.door.tell(Told::Stop);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{Effects, Entry};
    use kizukai_engagement::Input;
    use kizukai_model::{ProfileId, Timestamp};

    fn stepped(id: RowId) -> Arc<Stepped> {
        let entry = Entry {
            profile: ProfileId::from_bytes([1; 16]),
            seq: 1,
            now: Timestamp::from_ms(id),
            input: Arc::new(Input::Timer { timer: 1 }),
            effects: Effects::default(),
        };
        Arc::new(Stepped { id, site: "s_1".into(), prev: None, program: 1, entry })
    }

    fn rows(told: &Told) -> Vec<RowId> {
        match told {
            Told::Inputs(inputs) => inputs.iter().map(|stepped| stepped.id).collect(),
            Told::Missed { from, to } => vec![-from, -to],
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_comes_too_fast_is_named_before_the_next_that_fits_and_nobody_waits() {
        let (door, told) = PulseDoor::new();
        let mut feed = door.feed();
        feed.hand_over(vec![stepped(1)]);
        let full = limits::PULSE_WAITING - 1;
        door.waiting.fetch_add(full, Ordering::AcqRel);
        feed.hand_over(vec![stepped(2), stepped(3)]);
        feed.hand_over(vec![stepped(7)]);
        door.taken(full);
        feed.hand_over(vec![stepped(8)]);
        drop(feed);
        let heard: Vec<_> = told.try_iter().collect();
        assert_eq!(heard.iter().map(rows).collect::<Vec<_>>(), [vec![1], vec![-2, -7], vec![8], vec![]]);
        assert!(matches!(heard.last(), Some(Told::Stop)));
    }
}
