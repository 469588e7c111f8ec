//! Which campaigns an event fires.

use serde_json::Value;

use kizukai_model::{Event, Properties};

use super::Run;

/// Campaigns that were fired in this moment, each with the first event that fired it.
#[derive(Default)]
pub(super) struct Candidates<'e>(Vec<(usize, &'e Event)>);

impl<'e> Candidates<'e> {
    fn add(&mut self, campaign: usize, event: &'e Event) {
        if !self.0.iter().any(|(known, _)| *known == campaign) {
            self.0.push((campaign, event));
        }
    }

    /// In the order in which they may speak: higher priority first, then by key, as the program keeps them.
    pub(super) fn in_order(&self) -> Vec<(usize, &'e Event)> {
        let mut ordered = self.0.clone();
        ordered.sort_unstable_by_key(|(campaign, _)| *campaign);
        ordered
    }
}

impl<'a> Run<'a> {
    pub(super) fn collect(&mut self, event: &'a Event, candidates: &mut Candidates<'a>) {
        let program = self.program;
        let by_event = event.track_name().map_or(&[][..], |name| program.fired_by_event(name));
        let by_signal = event.signal_name().map_or(&[][..], |name| program.fired_by_signal(name));
        for n in by_event.iter().chain(by_signal) {
            let campaign = &program.campaigns()[*n];
            if campaign.trigger_condition.as_ref().is_some_and(|condition| condition.reads("segments")) {
                self.update_segments();
            }
            let fires = meets(&campaign.text.trigger.params, event.body.properties())
                && campaign
                    .trigger_condition
                    .as_ref()
                    .is_none_or(|condition| condition.evaluate(&self.view(Some(event))));
            if fires {
                candidates.add(*n, event);
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
