//! Which campaigns an event fires.

use serde_json::Value;

use kizukai_model::{Event, Properties};

use super::Run;
use crate::program::Listeners;

/// What was heard in this moment, by the trigger that listens to it.
#[derive(Default)]
pub(super) struct Candidates<'e>(Vec<Heard<'e>>);

/// Events with one name.
pub(super) struct Heard<'e> {
    pub(super) listeners: &'e Listeners,
    /// The first of them: it fires every campaign whose trigger asks for nothing but the name.
    first: &'e Event,
    /// The first that reached what a trigger asks, by the campaign's place; empty where no trigger asks anything.
    reached: Vec<Option<&'e Event>>,
}

impl<'e> Candidates<'e> {
    /// What the listeners heard so far, with the event that is heard now.
    fn hear(&mut self, listeners: &'e Listeners, event: &'e Event) -> &mut Heard<'e> {
        let known = self.0.iter().position(|heard| std::ptr::eq(heard.listeners, listeners));
        let at = known.unwrap_or_else(|| {
            let places = if listeners.has_demanding() { listeners.positions().len() } else { 0 };
            self.0.push(Heard { listeners, first: event, reached: vec![None; places] });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    /// By trigger.
    pub(super) fn heard(&self) -> &[Heard<'e>] {
        &self.0
    }

    /// Whether the campaign at this position in the program was fired.
    pub(super) fn has(&self, position: usize) -> bool {
        self.0.iter().any(|heard| {
            let place = heard.listeners.positions().binary_search(&position);
            place.is_ok_and(|place| heard.event(place).is_some())
        })
    }
}

impl<'e> Heard<'e> {
    /// The first event that fired the campaign at this place.
    fn event(&self, place: usize) -> Option<&'e Event> {
        if self.listeners.is_demanding(place) { self.reached[place] } else { Some(self.first) }
    }

    /// Whether this event was the first to fire the campaign at this place.
    pub(super) fn is_fired_by(&self, event: &'e Event, place: usize) -> bool {
        self.event(place).is_some_and(|by| std::ptr::eq(by, event))
    }

    /// The events that fired some campaign, each once.
    pub(super) fn events(&self) -> Vec<&'e Event> {
        let by_name = self.listeners.fires_by_name().then_some(self.first);
        let mut events: Vec<&'e Event> = Vec::new();
        for event in by_name.into_iter().chain(self.reached.iter().copied().flatten()) {
            if !events.iter().any(|known| std::ptr::eq(*known, event)) {
                events.push(event);
            }
        }
        events
    }
}

impl<'a> Run<'a> {
    pub(super) fn collect(&mut self, event: &'a Event, candidates: &mut Candidates<'a>) {
        let program = self.program;
        let by_event = event.track_name().and_then(|name| program.fired_by_event(name));
        let by_signal = event.signal_name().and_then(|name| program.fired_by_signal(name));
        for listeners in by_event.into_iter().chain(by_signal) {
            if listeners.asks_segments {
                self.update_segments();
            }
            let heard = candidates.hear(listeners, event);
            if listeners.has_demanding() {
                self.reach(event, heard);
            }
        }
    }

    /// Asks the triggers that demand more than a name and are not satisfied yet.
    fn reach(&self, event: &'a Event, heard: &mut Heard<'a>) {
        let program = self.program;
        let view = self.view(Some(event));
        let mut conditions = heard.listeners.triggers().ask(&view);
        for (place, position) in heard.listeners.positions().iter().enumerate() {
            if !heard.listeners.is_demanding(place) || heard.reached[place].is_some() {
                continue;
            }
            let params = &program.campaigns()[*position].text.trigger.params;
            if meets(params, event.body.properties()) && conditions.holds(place) {
                heard.reached[place] = Some(event);
            }
        }
    }
}

/// Whether what was measured reaches what is asked: numbers at least, texts exactly.
pub(super) fn meets(params: &Properties, measured: Option<&Properties>) -> bool {
    params.iter().all(|(name, asked)| {
        let Some(found) = measured.and_then(|measured| measured.get(name)) else { return false };
        match (asked, found) {
            (Value::Number(asked), Value::Number(found)) => found.as_f64() >= asked.as_f64(),
            _ => asked == found,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_signal_meets_params_by_reaching_numbers_and_matching_texts() {
        for (params, measured, expected) in [
            (json!({"seconds": 5}), json!({"seconds": 5}), true),
            (json!({"seconds": 5}), json!({"seconds": 4.9}), false),
            (json!({"name": "a"}), json!({"name": "a", "other": 1}), true),
            (json!({"name": "a"}), json!({"name": "b"}), false),
            (json!({"seconds": 5}), json!({}), false),
            (json!({}), json!({}), true),
        ] {
            let met = meets(params.as_object().unwrap(), measured.as_object());
            assert_eq!(met, expected, "{params} {measured}");
        }
    }
}
