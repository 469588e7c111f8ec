//! The rows of a set against one subject.

use super::block::{Block, Finding, Mask};
use super::{ConditionSet, Demand, Plan, Slot, Source};
use crate::comparison::View;
use crate::{Attribute, Subject, Truth};

/// No text that any demand asks for.
const UNKNOWN: u32 = u32::MAX;

/// A set's questions about one subject. What was read or tried once is remembered.
pub struct Evaluation<'s> {
    set: &'s ConditionSet,
    subject: &'s dyn Subject,
    seen: Vec<Option<Seen<'s>>>,
    outcomes: Vec<Option<Truth>>,
}

/// What was found in a slot.
struct Seen<'s> {
    /// NaN where it is no number, so that no comparison holds.
    number: f64,
    /// [`UNKNOWN`] where it is no text, or none that is asked for.
    symbol: u32,
    is_list: bool,
    is_text: bool,
    attribute: Attribute<'s>,
}

impl Seen<'_> {
    fn finding(&self) -> Finding {
        match (self.is_list, self.is_text) {
            (true, _) => Finding::List,
            (_, true) => Finding::Text((self.symbol != UNKNOWN).then_some(self.symbol)),
            _ if self.number.is_nan() => Finding::Neither,
            _ => Finding::Number(self.number),
        }
    }
}

impl<'s> Evaluation<'s> {
    pub(super) fn new(set: &'s ConditionSet, subject: &'s dyn Subject) -> Self {
        let mut seen = Vec::new();
        seen.resize_with(set.slots.len(), || None);
        Self { set, subject, seen, outcomes: vec![None; set.tests.len()] }
    }

    /// Whether the condition at that place holds; see [`Compiled::evaluate`](crate::Compiled::evaluate).
    ///
    /// # Panics
    /// Where the set has no such place.
    pub fn holds(&mut self, place: usize) -> bool {
        let set = self.set;
        let row = &set.conditions[place];
        set.rows[row.start as usize..row.end as usize].iter().all(|demand| self.truth(demand).holds())
    }

    /// The places of all conditions that hold, ascending. Much faster than asking for each.
    pub fn holding(&mut self) -> Vec<usize> {
        let set = self.set;
        let mut holding = Vec::new();
        for block in &set.blocks {
            let survivors = self.survivors(block);
            holding.extend(survivors.numbers().map(|n| block.places.start + n));
        }
        holding
    }

    fn survivors(&mut self, block: &Block) -> Mask {
        let mut alive = Mask::first(block.places.len());
        alive.clear(&block.undecided);
        for slot in &block.slots {
            if !alive.meets(&slot.asking) {
                continue;
            }
            let seen = self.look(slot.slot);
            alive.keep(slot.of(seen.finding()));
            if seen.is_list {
                self.keep_tried(&mut alive, &slot.of_list);
            }
        }
        self.keep_tried(&mut alive, &block.tests);
        for (n, demand) in &block.rest {
            if alive.has(*n) && !self.truth(demand).holds() {
                alive.remove(*n);
            }
        }
        alive
    }

    /// Tries what some condition that is left demands.
    fn keep_tried(&mut self, alive: &mut Mask, tests: &[(Mask, u32)]) {
        for (asking, test) in tests {
            if alive.meets(asking) && !self.tried(*test).holds() {
                alive.clear(asking);
            }
        }
    }

    fn truth(&mut self, demand: &Demand) -> Truth {
        match *demand {
            Demand::Between { slot, low, high } => {
                let number = self.look(slot).number;
                Truth::from(low <= number && number <= high)
            }
            Demand::Symbol { slot, symbol, negated } => {
                Truth::from((self.look(slot).symbol == symbol) != negated)
            }
            Demand::Among { slot, from, to, negated, of_list } => {
                let set = self.set;
                let seen = self.look(slot);
                if seen.is_list {
                    return self.tried(of_list);
                }
                let wanted = &set.symbols[from as usize..to as usize];
                Truth::from((seen.symbol != UNKNOWN && wanted.binary_search(&seen.symbol).is_ok()) != negated)
            }
            Demand::Test(test) => self.tried(test),
            Demand::Plan(plan) => {
                let set = self.set;
                self.planned(&set.plans[plan as usize])
            }
            Demand::Undecided => Truth::Undecided,
        }
    }

    fn planned(&mut self, plan: &Plan) -> Truth {
        match plan {
            Plan::All(plans) => Truth::all(plans.iter().map(|plan| self.planned(plan))),
            Plan::Any(plans) => Truth::any(plans.iter().map(|plan| self.planned(plan))),
            Plan::Not(plan) => !self.planned(plan),
            Plan::Demand(demand) => self.truth(demand),
        }
    }

    fn look(&mut self, slot: u32) -> &Seen<'s> {
        let (set, subject) = (self.set, self.subject);
        let place = slot as usize;
        self.seen[place].get_or_insert_with(|| see(&set.slots[place], subject))
    }

    fn tried(&mut self, test: u32) -> Truth {
        if let Some(known) = self.outcomes[test as usize] {
            return known;
        }
        let (set, subject) = (self.set, self.subject);
        let costly = &set.tests[test as usize];
        let value = View::of(&self.look(costly.slot).attribute);
        let outcome = costly.owner.0.test(&costly.test, value, subject);
        self.outcomes[test as usize] = Some(outcome);
        outcome
    }
}

#[inline(never)]
fn see<'s>(slot: &'s Slot, subject: &'s dyn Subject) -> Seen<'s> {
    let attribute = match &slot.source {
        Source::Attribute(path) => subject.attribute(path),
        Source::Event(feature) => Attribute::Number(subject.event_count(feature) as f64),
        Source::Sequence(feature) => Attribute::Number(f64::from(u8::from(subject.sequence_done(feature)))),
        Source::Segment(key) => Attribute::Number(f64::from(u8::from(subject.in_segment(key)))),
    };
    let (mut number, mut symbol, mut is_list, mut is_text) = (f64::NAN, UNKNOWN, false, false);
    match View::of(&attribute) {
        View::Number(found) => number = found,
        View::Text(text) => {
            is_text = true;
            symbol = slot.symbols.get(text).copied().unwrap_or(UNKNOWN);
        }
        View::List(_) => is_list = true,
        View::Null | View::Bool(_) | View::Object(_) => {}
    }
    Seen { number, symbol, is_list, is_text, attribute }
}
