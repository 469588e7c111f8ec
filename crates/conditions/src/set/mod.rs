//! Many conditions asked together about one subject.
//!
//! The audiences of a site look at the same few things again and again: the page's path, the device, a trait, a
//! counter. Asked one by one, five hundred conditions read the path five hundred times. Here everything that is looked
//! at (a *slot*) is read at most once, every costly test is tried at most once, and texts are compared as numbers. Each
//! condition is a short row of such comparisons, the ones that cost least first; and all of a block are bits that
//! what is found clears.
//!
//! | file | what |
//! |---|---|
//! | `build` | from compiled conditions to slots, tests and rows |
//! | `block` | the rows of many conditions turned about: which of them survive what is found |
//! | `evaluation` | rows and blocks against one subject |
//!
//! **Invariant.** A set says of each condition what [`Compiled::evaluate`] says of it alone; the property test
//! `a_set_agrees_with_each_condition_alone` holds them together. It cannot explain: ask the condition itself.

mod block;
mod build;
mod evaluation;

use std::collections::HashMap;
use std::ops::Range;

pub use evaluation::Evaluation;

use crate::tree::Test;
use crate::{Compiled, EventFeature, Path, SequenceFeature, Subject};

/// Conditions by their place, ready to be asked together.
#[derive(Debug, Default)]
pub struct ConditionSet {
    slots: Vec<Slot>,
    tests: Vec<CostlyTest>,
    plans: Vec<Plan>,
    /// The rows of all conditions, one after the other.
    rows: Vec<Demand>,
    conditions: Vec<Range<u32>>,
    /// The lists of all [`Demand::Among`], one after the other.
    symbols: Vec<u32>,
    blocks: Vec<block::Block>,
}

/// Something that is looked at.
#[derive(Debug)]
struct Slot {
    source: Source,
    /// The texts some demand compares it with, numbered.
    symbols: HashMap<Box<str>, u32>,
}

#[derive(Debug)]
enum Source {
    Attribute(Path),
    Event(EventFeature),
    Sequence(SequenceFeature),
    Segment(Box<str>),
}

/// A test whose outcome is worth remembering: a pattern, a list of mixed values, an operator on lists.
#[derive(Debug)]
struct CostlyTest {
    slot: u32,
    test: Test,
    /// The condition it comes from, which knows how to try it.
    owner: Compiled,
}

/// One comparison of a row. Small, so that rows are read fast.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Demand {
    /// A number from `low` to `high`, both included.
    Between { slot: u32, low: f64, high: f64 },
    /// The text of that number, or (`negated`) anything but that text.
    Symbol { slot: u32, symbol: u32, negated: bool },
    /// One of the texts, or (`negated`) anything but those. A list is left to the costly test.
    Among { slot: u32, from: u32, to: u32, negated: bool, of_list: u32 },
    /// A costly test.
    Test(u32),
    /// A condition that is more than a row.
    Plan(u32),
    /// What nobody understands.
    Undecided,
}

/// A condition with branches.
#[derive(Debug)]
enum Plan {
    All(Vec<Plan>),
    Any(Vec<Plan>),
    Not(Box<Plan>),
    Demand(Demand),
}

impl ConditionSet {
    /// Takes conditions; their places count from 0 in this order.
    pub fn new<'c>(conditions: impl IntoIterator<Item = &'c Compiled>) -> Self {
        Self::of_conjunctions(conditions.into_iter().map(std::iter::once))
    }

    /// The same where at each place several conditions must hold, or none.
    pub fn of_conjunctions<'c, C>(conjunctions: impl IntoIterator<Item = C>) -> Self
    where
        C: IntoIterator<Item = &'c Compiled>,
    {
        build::Builder::default().build(conjunctions)
    }

    /// How many conditions it holds.
    pub const fn len(&self) -> usize {
        self.conditions.len()
    }

    /// Whether it holds none.
    pub const fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Begins to ask about a subject. Its answers must not change while the evaluation lives.
    pub fn ask<'s>(&'s self, subject: &'s dyn Subject) -> Evaluation<'s> {
        Evaluation::new(self, subject)
    }
}
