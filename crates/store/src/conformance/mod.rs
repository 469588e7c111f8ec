//! What every store has to do, as one suite: an adapter passes it or is not one.
//!
//! An adapter implements [`Stores`] over an empty place and runs each of [`TOPICS`] in a test of its own with
//! [`run`]. To add a rule, add a case to its topic; a case that is in no list is a compiler warning.

#![expect(clippy::unwrap_used, reason = "this is test code; a failed call fails the case")]

mod aliases;
mod catalog;
mod commits;
mod erasing;
mod history;
mod outbox;
mod people;
mod publishing;
mod results;
pub(crate) mod rows;
mod snapshots;
mod studio;
mod timers;

use crate::{Catalog, Ledger, LedgerReader};

/// An adapter over one empty place of its own. Everything it opens looks at that place.
pub trait Stores {
    /// The writer; asked for once.
    fn ledger(&self) -> Box<dyn Ledger>;
    /// A reader beside it.
    fn reader(&self) -> Box<dyn LedgerReader>;
    /// The catalog; asked for once.
    fn catalog(&self) -> Box<dyn Catalog>;
}

/// One rule: its name, which is a sentence, and what checks it. Panics where the rule does not hold.
pub type Case = (&'static str, fn(&dyn Stores));

/// All rules by topic.
pub const TOPICS: [(&str, &[Case]); 12] = [
    ("aliases", aliases::CASES),
    ("catalog", catalog::CASES),
    ("commits", commits::CASES),
    ("erasing", erasing::CASES),
    ("history", history::CASES),
    ("outbox", outbox::CASES),
    ("people", people::CASES),
    ("publishing", publishing::CASES),
    ("results", results::CASES),
    ("snapshots", snapshots::CASES),
    ("studio", studio::CASES),
    ("timers", timers::CASES),
];

/// Runs a topic, each case over stores of its own. A failing case panics; the last name printed is its name.
#[expect(clippy::print_stdout, reason = "test output names the case that failed")]
pub fn run<S: Stores>(topic: &str, empty: impl Fn() -> S) {
    let found = TOPICS.iter().find(|(name, _)| *name == topic);
    let (_, cases) = found.expect("the topic is one of TOPICS");
    for (name, check) in *cases {
        println!("{topic}: {name}");
        check(&empty());
    }
}

/// Names cases after their functions.
macro_rules! cases {
    ($($case:ident),+ $(,)?) => {
        pub(super) const CASES: &[super::Case] = &[$((stringify!($case), $case)),+];
    };
}
use cases;
