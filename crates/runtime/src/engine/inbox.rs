//! What the engine is told: requests from outside, of which only so many may wait, and the committer's reports,
//! which always get through.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use kizukai_model::{ProfileId, SiteId, Timestamp};
use kizukai_store::RowId;
use tokio::sync::oneshot;

use super::present::{Slice, SliceAsked};
use super::sample::Sample;
use crate::counting::Counting;
use crate::erasing::ErasedPerson;
use crate::person::{Person, Who};
use crate::{DecideReply, DecideRequest, RuntimeError, TraitsChange, measures};
use kizukai_engagement::Program;
use std::sync::Arc;

/// Where an answer goes.
pub(crate) type Answer<T> = oneshot::Sender<Result<T, RuntimeError>>;

/// A profile and its newest row.
pub(crate) type Head = (ProfileId, Option<RowId>);

/// A profile's snapshot on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    pub(crate) profile: ProfileId,
    /// The newest row it contains.
    pub(crate) upto: RowId,
    /// What results and segment sizes count of it, as one number ([`super::snapshots::standing`]).
    pub(crate) standing: u64,
}

/// What can be asked of the engine.
pub(crate) enum Request {
    /// A moment of a visitor.
    Decide {
        site: SiteId,
        request: Box<DecideRequest>,
        received_at: Timestamp,
        answer: Answer<DecideReply>,
    },
    /// Traits from outside.
    Traits {
        site: SiteId,
        change: TraitsChange,
        received_at: Timestamp,
        answer: Answer<ProfileId>,
    },
    /// A copy of a profile.
    Person {
        site: SiteId,
        who: Who,
        answer: Answer<Option<Person>>,
    },
    /// Where the history of a profile begins.
    Head {
        site: SiteId,
        who: Who,
        answer: Answer<Option<Head>>,
    },
    /// Who is here.
    Visitors {
        site: SiteId,
        asked: SliceAsked,
        answer: Answer<Slice>,
    },
    /// Some visitors to try things at.
    Sample {
        site: SiteId,
        answer: Answer<Sample>,
    },
    /// Remove a person for good.
    /// A person's profiles, each with its newest input.
    People {
        site: SiteId,
        who: Who,
        answer: Answer<Option<Vec<Head>>>,
    },
    Erase {
        site: SiteId,
        who: Who,
        answer: Answer<Option<ErasedPerson>>,
    },
    /// Fire the timers that are due, without waiting for the clock.
    FireDue {
        answer: Answer<()>,
    },
    /// Write snapshots of everything changed so far.
    Flush {
        answer: Answer<()>,
    },
}

/// What the engine finds in its inbox.
pub(crate) enum Message {
    /// From outside.
    Request(Request),
    /// Everything up to this ticket is durable.
    Committed { upto: RowId },
    /// A commit failed. Nothing from `first` on, of that generation, is or will be stored.
    Failed { generation: u64, first: RowId },
    /// Snapshots were written, or could not be.
    Written { profiles: Vec<Written>, result: Result<(), RuntimeError> },
    /// From now on a site runs another program. Never refused: it is in the catalog already.
    Program { program: Arc<Program>, counting: Arc<Counting>, answer: Answer<()> },
    /// Stop; with `flush`, write snapshots first.
    Stop { flush: bool },
}

/// The sending side of the inbox.
pub(crate) struct Door {
    sender: Sender<Message>,
    waiting: AtomicUsize,
    limit: usize,
}

impl Door {
    /// An inbox for so many requests.
    pub(crate) fn new(limit: usize) -> (Self, Receiver<Message>) {
        let (sender, receiver) = channel();
        (Self { sender, waiting: AtomicUsize::new(0), limit }, receiver)
    }

    /// Puts a request in, or says that too many wait.
    pub(crate) fn request(&self, request: Request) -> Result<(), RuntimeError> {
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= self.limit {
            self.waiting.fetch_sub(1, Ordering::AcqRel);
            measures::overloaded();
            return Err(RuntimeError::Overloaded);
        }
        self.sender.send(Message::Request(request)).map_err(|_| {
            self.taken();
            RuntimeError::Stopped
        })
    }

    /// Whether requests wait for the engine.
    pub(crate) fn is_waiting(&self) -> bool {
        self.waiting.load(Ordering::Acquire) > 0
    }

    /// A request was taken up by the engine.
    pub(crate) fn taken(&self) {
        self.waiting.fetch_sub(1, Ordering::AcqRel);
    }

    /// Requests that wait.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// A report, or the order to stop; never refused.
    pub(crate) fn report(&self, message: Message) {
        // The engine is gone only when the whole runtime ends: nobody is left who needs to know.
        drop(self.sender.send(message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_limit_a_request_is_refused_and_a_report_is_not() {
        let (door, inbox) = Door::new(2);
        let flush = || Request::Flush { answer: oneshot::channel().0 };
        assert!(door.request(flush()).is_ok());
        assert!(door.request(flush()).is_ok());
        assert!(matches!(door.request(flush()), Err(RuntimeError::Overloaded)));
        door.report(Message::Committed { upto: 1 });
        assert_eq!(inbox.try_iter().count(), 3);
        door.taken();
        assert!(door.request(flush()).is_ok());
        drop(inbox);
        door.taken();
        assert!(matches!(door.request(flush()), Err(RuntimeError::Stopped)));
    }
}
