//! Campaigns that do not speak in the very moment their trigger fires: those that wait a while after it, and those that listen
//! to a visitor entering or leaving a segment, for which nobody need be on a page.

use std::collections::HashMap;

use crate::text::{TriggerOn, TriggerText};

/// Positions of running campaigns in the program, sorted, by what fires them.
#[derive(Debug, Default)]
pub(crate) struct Appointing(HashMap<TriggerOn, HashMap<String, Vec<usize>>>);

impl Appointing {
    /// Positions must come in ascending order.
    pub(super) fn add(&mut self, trigger: &TriggerText, position: usize) {
        let named = self.0.entry(trigger.on).or_default();
        named.entry(trigger.name.clone()).or_default().push(position);
    }

    /// Those that listen to this.
    pub(crate) fn fired_by(&self, on: TriggerOn, name: &str) -> &[usize] {
        self.0.get(&on).and_then(|named| named.get(name)).map_or(&[], Vec::as_slice)
    }

    /// Whether there are none at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
