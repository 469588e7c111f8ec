//! From compiled conditions to slots, tests and rows.

use std::collections::HashMap;

use serde_json::Value;

use super::block::{self, Block};
use super::{ConditionSet, CostlyTest, Demand, Plan, Slot, Source};
use crate::canonical::canonical;
use crate::tree::{Check, Comparison, Node, Test};
use crate::{Compiled, FeatureKey};

/// Knows what it has met, so that everything is there once.
#[derive(Default)]
pub(super) struct Builder {
    set: ConditionSet,
    slots: HashMap<Identity, u32>,
    tests: HashMap<(u32, String), u32>,
}

/// What makes two slots the same.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    Attribute(Box<str>),
    Event(FeatureKey),
    Sequence(FeatureKey),
    Segment(Box<str>),
}

impl Builder {
    pub(super) fn build<'c, C>(mut self, conjunctions: impl IntoIterator<Item = C>) -> ConditionSet
    where
        C: IntoIterator<Item = &'c Compiled>,
    {
        for conditions in conjunctions {
            let mut row = Vec::new();
            conditions.into_iter().for_each(|condition| self.row(&condition.0.root, condition, &mut row));
            row.sort_by_key(|demand| self.cost(demand));
            let from = self.set.rows.len() as u32;
            self.set.rows.extend(row);
            self.set.conditions.push(from..self.set.rows.len() as u32);
        }
        self.set.blocks = self.blocks();
        self.set
    }

    fn blocks(&self) -> Vec<Block> {
        let set = &self.set;
        let row = |place: usize| {
            let row = &set.conditions[place];
            &set.rows[row.start as usize..row.end as usize]
        };
        let starts = (0..set.conditions.len()).step_by(block::CONDITIONS);
        let places = starts.map(|start| start..set.conditions.len().min(start + block::CONDITIONS));
        places.map(|places| Block::new(places.clone(), places.map(row), &set.slots, &set.symbols)).collect()
    }

    /// Whatever must hold at the top becomes a row; what has branches below becomes a plan in it.
    fn row(&mut self, node: &Node, owner: &Compiled, row: &mut Vec<Demand>) {
        match node {
            Node::All(nodes) => nodes.iter().for_each(|node| self.row(node, owner, row)),
            Node::Any(nodes) if nodes.is_empty() => {}
            Node::Any(nodes) if nodes.len() == 1 => self.row(&nodes[0], owner, row),
            Node::Any(_) | Node::Not(_) => {
                let plan = self.plan(node, owner);
                self.set.plans.push(plan);
                row.push(Demand::Plan(self.set.plans.len() as u32 - 1));
            }
            leaf => row.extend(self.leaf(leaf, owner)),
        }
    }

    fn plan(&mut self, node: &Node, owner: &Compiled) -> Plan {
        match node {
            Node::All(nodes) => Plan::All(nodes.iter().map(|node| self.plan(node, owner)).collect()),
            Node::Any(nodes) if nodes.is_empty() => Plan::All(Vec::new()),
            Node::Any(nodes) => Plan::Any(nodes.iter().map(|node| self.plan(node, owner)).collect()),
            Node::Not(node) => Plan::Not(Box::new(self.plan(node, owner))),
            leaf => {
                let mut demands: Vec<_> = self.leaf(leaf, owner).into_iter().map(Plan::Demand).collect();
                if demands.len() == 1 { demands.swap_remove(0) } else { Plan::All(demands) }
            }
        }
    }

    fn leaf(&mut self, leaf: &Node, owner: &Compiled) -> Vec<Demand> {
        match leaf {
            Node::Attribute { path, tests } => {
                let identity = Identity::Attribute(path.dotted().into());
                let slot = self.slot(identity, || Source::Attribute(path.clone()));
                tests.iter().map(|test| self.demand(slot, test, owner)).collect()
            }
            Node::Event { feature, count, .. } => {
                let feature = &owner.0.events[*feature];
                let slot = self.slot(Identity::Event(feature.key), || Source::Event(feature.clone()));
                count.iter().map(|test| self.demand(slot, test, owner)).collect()
            }
            Node::Sequence { feature, .. } => {
                let feature = &owner.0.sequences[*feature];
                let slot = self.slot(Identity::Sequence(feature.key), || Source::Sequence(feature.clone()));
                vec![Demand::Between { slot, low: 1.0, high: 1.0 }]
            }
            Node::Segment { key, .. } => {
                let slot = self.slot(Identity::Segment(key.clone()), || Source::Segment(key.clone()));
                vec![Demand::Between { slot, low: 1.0, high: 1.0 }]
            }
            Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Unknown(_) => vec![Demand::Undecided],
        }
    }

    fn demand(&mut self, slot: u32, test: &Test, owner: &Compiled) -> Demand {
        match (&test.check, &test.origin.operand) {
            (Check::Unknown, _) => Demand::Undecided,
            (Check::Order(comparison), Value::Number(operand)) => {
                between(slot, *comparison, operand.as_f64().unwrap_or(f64::NAN))
            }
            (Check::Equal, Value::Number(operand)) => {
                let operand = operand.as_f64().unwrap_or(f64::NAN);
                Demand::Between { slot, low: operand, high: operand }
            }
            (Check::Equal, Value::String(text)) => {
                Demand::Symbol { slot, symbol: self.symbol(slot, text), negated: false }
            }
            (Check::NotEqual, Value::String(text)) => {
                Demand::Symbol { slot, symbol: self.symbol(slot, text), negated: true }
            }
            (Check::In { fold: false, negated }, Value::Array(entries))
                if entries.iter().all(Value::is_string) =>
            {
                self.among(slot, test, entries, *negated, owner)
            }
            _ => Demand::Test(self.costly(slot, test, owner)),
        }
    }

    fn among(
        &mut self,
        slot: u32,
        test: &Test,
        entries: &[Value],
        negated: bool,
        owner: &Compiled,
    ) -> Demand {
        let texts = entries.iter().filter_map(Value::as_str);
        let mut symbols: Vec<u32> = texts.map(|text| self.symbol(slot, text)).collect();
        symbols.sort_unstable();
        symbols.dedup();
        let from = self.set.symbols.len() as u32;
        self.set.symbols.extend(symbols);
        let to = self.set.symbols.len() as u32;
        Demand::Among { slot, from, to, negated, of_list: self.costly(slot, test, owner) }
    }

    fn slot(&mut self, identity: Identity, source: impl FnOnce() -> Source) -> u32 {
        let slots = &mut self.set.slots;
        *self.slots.entry(identity).or_insert_with(|| {
            slots.push(Slot { source: source(), symbols: HashMap::new() });
            slots.len() as u32 - 1
        })
    }

    fn symbol(&mut self, slot: u32, text: &str) -> u32 {
        let symbols = &mut self.set.slots[slot as usize].symbols;
        let next = symbols.len() as u32;
        *symbols.entry(text.into()).or_insert(next)
    }

    /// The same operator with the same operand on the same thing is one test, whatever condition it stands in.
    fn costly(&mut self, slot: u32, test: &Test, owner: &Compiled) -> u32 {
        let tests = &mut self.set.tests;
        let text = format!("{} {}", test.origin.operator, canonical(&test.origin.operand));
        *self.tests.entry((slot, text)).or_insert_with(|| {
            tests.push(CostlyTest { slot, test: test.clone(), owner: owner.clone() });
            tests.len() as u32 - 1
        })
    }

    /// What is cheap and likely to fail stands first.
    fn cost(&self, demand: &Demand) -> u8 {
        let is_attribute = |slot: u32| matches!(self.set.slots[slot as usize].source, Source::Attribute(_));
        match demand {
            Demand::Undecided => 0,
            Demand::Symbol { negated: false, .. } => 1,
            Demand::Among { negated: false, .. } => 2,
            Demand::Between { slot, .. } if is_attribute(*slot) => 3,
            Demand::Symbol { .. } | Demand::Among { .. } => 4,
            Demand::Between { .. } => 5,
            Demand::Test(_) => 6,
            Demand::Plan(_) => 7,
        }
    }
}

/// `> x` is "from the next number after x".
fn between(slot: u32, comparison: Comparison, operand: f64) -> Demand {
    let (low, high) = match comparison {
        Comparison::Less => (f64::NEG_INFINITY, operand.next_down()),
        Comparison::LessOrEqual => (f64::NEG_INFINITY, operand),
        Comparison::Greater => (operand.next_up(), f64::INFINITY),
        Comparison::GreaterOrEqual => (operand, f64::INFINITY),
    };
    Demand::Between { slot, low, high }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{JsonSubject, compile};

    #[test]
    fn what_is_asked_in_many_conditions_is_there_once() {
        let condition = |n: usize| {
            compile(&json!({
                "page.path": {"$regex": format!("^/p/[0-9]+/{}", n % 3)}, "traits.rank": {"$in": ["gold", "silver"]},
                "visit.page_count": {"$gte": n}, "$event": {"name": "Viewed", "count": {"$gte": n}}, "$segment": "loyal",
            }))
        };
        let conditions: Vec<_> = (0..30).map(condition).collect();
        let set = ConditionSet::new(&conditions);
        assert_eq!((set.len(), set.slots.len(), set.tests.len()), (30, 5, 3 + 1));
    }

    #[test]
    fn conditions_beyond_a_block_and_texts_beyond_its_room_hold_as_alone() {
        let list = |n: usize| (0..20).map(|k| format!("t{}", (n * 7 + k * k) % 900)).collect::<Vec<_>>();
        let condition = |n: usize| match n % 3 {
            0 => compile(&json!({"a": {"$in": list(n)}})),
            1 => compile(&json!({"a": {"$nin": list(n)}, "b": {"$gte": n % 50}})),
            _ => compile(&json!({"b": n % 90, "a": {"$ne": format!("t{n}")}})),
        };
        let conditions: Vec<_> = (0..1_300).map(condition).collect();
        let set = ConditionSet::new(&conditions);
        assert!(set.blocks.len() == 3 && !set.blocks[0].rest.is_empty() && !set.blocks[0].slots.is_empty());
        for n in 0..60 {
            let attributes = json!({"a": format!("t{}", n * 17 % 1_000), "b": n});
            let subject = JsonSubject::new(&attributes);
            let alone: Vec<_> =
                (0..conditions.len()).filter(|place| conditions[*place].evaluate(&subject)).collect();
            assert_eq!(set.ask(&subject).holding(), alone, "{attributes}");
        }
    }

    #[test]
    fn bounds_are_kept_to_the_last_bit() {
        let texts = [
            json!({"a": {"$gt": 1}}),
            json!({"a": {"$gte": 1}}),
            json!({"a": {"$lt": 1}}),
            json!({"a": {"$lte": 1}}),
            json!({"a": 1}),
            json!({"a": {"$gt": 0}}),
            json!({"a": {"$lt": 0}}),
        ];
        let conditions: Vec<_> = texts.iter().map(compile).collect();
        let set = ConditionSet::new(&conditions);
        for number in [1.0, 1.0_f64.next_up(), 1.0_f64.next_down(), 0.0, -0.0, f64::MAX, f64::MIN, 5e-324] {
            let attributes = json!({"a": number});
            let subject = JsonSubject::new(&attributes);
            let mut evaluation = set.ask(&subject);
            for (n, condition) in conditions.iter().enumerate() {
                assert_eq!(evaluation.holds(n), condition.evaluate(&subject), "{} of {number:e}", texts[n]);
            }
        }
    }
}
