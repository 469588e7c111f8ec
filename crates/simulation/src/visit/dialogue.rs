//! What a visitor does about messages: look, answer, close, or leave them where they are.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use crate::draw::Draw;
use crate::reply::{Content, Field, OnPage, Show};
use crate::request::{Happening, StepId};
use crate::table::Reaction;

/// Steps of one dialogue that a visitor has the patience for.
const STEPS_MOST: u32 = 6;

/// Seconds until a message was really seen.
const SEEN_AFTER_S: u64 = 1;

/// Seconds until a toast that nobody minds goes by itself.
const TOAST_S: u64 = 8;
/// The reason of a message that went by itself.
const TIMEOUT: &str = "timeout";

/// What stands on the page, and what is still to be said about it.
#[derive(Debug, Default)]
pub(super) struct Dialogue {
    open: Vec<Open>,
    events: VecDeque<(u64, Happening)>,
    /// Steps met, by passage.
    met: BTreeMap<String, u32>,
    /// Passages in which the visitor talks.
    talking: Vec<String>,
    detour: Option<String>,
    closed: u32,
    answered: u32,
}

#[derive(Debug)]
struct Open {
    id: StepId,
    is_inline: bool,
}

impl Dialogue {
    /// Meets a message. True when it is the first of a dialogue that begins now.
    pub(super) fn take(&mut self, show: &Show, reaction: Reaction, visit: Draw) -> bool {
        let id = show.step_id();
        if self.open.iter().any(|open| open.id == id) {
            return false;
        }
        self.open.retain(|open| open.id.enrolment != id.enrolment);
        let is_inline = show.format == "inline";
        self.open.push(Open { id: id.clone(), is_inline });
        let met = self.met.entry(id.enrolment.clone()).or_insert(0);
        *met += 1;
        let (met, is_first) = (*met, *met == 1 && !show.resumed);
        self.events.push_back((SEEN_AFTER_S, Happening::Seen(id.clone())));
        let draw = visit.branch(&show.campaign, u64::from(met));
        if self.talking.contains(&id.enrolment) {
            self.go_on(show, met, draw);
        } else if !is_inline {
            self.begin(show, reaction, draw);
        }
        is_first
    }

    fn begin(&mut self, show: &Show, reaction: Reaction, draw: Draw) {
        let drawn = draw.unit("reaction");
        if drawn < reaction.answer {
            self.talking.push(show.enrolment.clone());
            self.go_on(show, 1, draw);
        } else if drawn < reaction.answer + reaction.close {
            self.close_by_hand(show, draw);
        } else if show.format == "toast" {
            let step = show.step_id();
            self.events.push_back((TOAST_S, Happening::Close { step, reason: TIMEOUT }));
        }
    }

    fn go_on(&mut self, show: &Show, met: u32, draw: Draw) {
        let given = if met > STEPS_MOST { None } else { answer(&show.content, draw) };
        let Some((given, href)) = given else { return self.close_by_hand(show, draw) };
        self.detour = href.or_else(|| self.detour.take());
        self.events
            .push_back((draw.between("thinks", [2, 7]), Happening::Answer { step: show.step_id(), given }));
    }

    fn close_by_hand(&mut self, show: &Show, draw: Draw) {
        let reason = ["button", "not_now", "never"][draw.weighted("how", &[6.0, 3.0, 1.0])];
        self.events
            .push_back((draw.between("closes", [1, 4]), Happening::Close { step: show.step_id(), reason }));
    }

    /// The next thing to say, and how many seconds later.
    pub(super) fn next_event(&mut self) -> Option<(u64, Happening)> {
        let (after_s, happening) = self.events.pop_front()?;
        if let Happening::Answer { step, .. } | Happening::Close { step, .. } = &happening {
            self.open.retain(|open| open.id != *step);
            match happening {
                Happening::Answer { .. } => self.answered += 1,
                Happening::Close { reason: TIMEOUT, .. } => {}
                _ => self.closed += 1,
            }
        }
        Some((after_s, happening))
    }

    /// What the server took down.
    pub(super) fn close(&mut self, gone: &[OnPage]) {
        let is_gone = |id: &StepId| gone.iter().any(|at| at.enrolment == id.enrolment && at.step == id.step);
        self.open.retain(|open| !is_gone(&open.id));
        self.events.retain(|(_, happening)| match happening {
            Happening::Seen(step) | Happening::Answer { step, .. } | Happening::Close { step, .. } => {
                !is_gone(step)
            }
            _ => true,
        });
    }

    /// Messages inside the page stay behind; those over it come along.
    pub(super) fn page_changed(&mut self) {
        self.open.retain(|open| !open.is_inline);
    }

    pub(super) fn showing(&self) -> Vec<StepId> {
        self.open.iter().map(|open| open.id.clone()).collect()
    }

    /// A link that was followed with an answer.
    pub(super) fn take_detour(&mut self) -> Option<String> {
        self.detour.take()
    }

    pub(super) const fn closed_and_answered(&self) -> (u32, u32) {
        (self.closed, self.answered)
    }
}

/// An answer, and where it leads; None when there is nothing to answer.
fn answer(content: &Content, draw: Draw) -> Option<(Value, Option<String>)> {
    let Content { choices, answer, max, fields } = content;
    match answer.as_deref() {
        Some("text") => Some((json!({"value": WISHES[draw.place("wish", WISHES.len())]}), None)),
        Some("rating") => {
            let best = max.unwrap_or(5).max(1);
            Some((json!({"value": draw.between("rating", [best.div_ceil(2), best])}), None))
        }
        Some("form") => {
            let filled: Map<String, Value> =
                fields.iter().map(|field| (field.key.clone(), fill(field))).collect();
            Some((json!({"value": filled}), None))
        }
        _ if choices.is_empty() => None,
        Some("multiple") => {
            Some((json!({"value": [choices[draw.place("choice", choices.len())].key]}), None))
        }
        _ => {
            let choice = &choices[draw.place("choice", choices.len())];
            Some((json!({"choice": choice.key}), choice.href.clone()))
        }
    }
}

const WISHES: [&str; 4] = ["小さな鉄瓶", "もう少し大きいもの", "色違い", "家族の分もほしい"];

fn fill(field: &Field) -> Value {
    match field.kind.as_str() {
        "email" => "visitor@shop.example".into(),
        "tel" => "03-0000-0000".into(),
        "number" => field.min.unwrap_or(1.0).ceil().into(),
        "checkbox" => true.into(),
        "select" => field.options.first().map_or(Value::Null, |option| option.key.as_str().into()),
        _ => "よろしくお願いします".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::Choice;

    fn show(step: &str) -> Show {
        let choices = vec![Choice { key: "ok".into(), href: Some("/products".into()) }];
        Show {
            campaign: "c".into(),
            enrolment: "e".into(),
            step: step.into(),
            format: "corner".into(),
            content: Content { choices, ..Content::default() },
            ..Show::default()
        }
    }

    fn always(answer: f64, close: f64) -> Reaction {
        Reaction { answer, close, ..Reaction::default() }
    }

    #[test]
    fn who_answers_goes_on_to_the_end_and_follows_the_link() {
        let (mut dialogue, draw) = (Dialogue::default(), Draw::new(1));
        assert!(dialogue.take(&show("a"), always(1.0, 0.0), draw));
        assert!(matches!(dialogue.next_event(), Some((_, Happening::Seen(_)))));
        assert!(matches!(dialogue.next_event(), Some((_, Happening::Answer { .. }))));
        assert_eq!(dialogue.showing(), []);
        assert!(!dialogue.take(&show("b"), always(0.0, 0.0), draw), "a reply is no new dialogue");
        assert!(dialogue.events.iter().any(|(_, event)| matches!(event, Happening::Answer { .. })));
        assert_eq!(dialogue.take_detour().as_deref(), Some("/products"));
    }

    #[test]
    fn who_does_neither_leaves_it_open_and_says_nothing_of_it_again() {
        let (mut dialogue, draw) = (Dialogue::default(), Draw::new(1));
        dialogue.take(&show("a"), always(0.0, 0.0), draw);
        while dialogue.next_event().is_some() {}
        assert!(!dialogue.take(&Show { resumed: true, ..show("a") }, always(1.0, 0.0), draw));
        assert_eq!((dialogue.next_event(), dialogue.showing().len()), (None, 1));
    }

    #[test]
    fn what_the_server_takes_down_is_not_answered_any_more() {
        let (mut dialogue, draw) = (Dialogue::default(), Draw::new(1));
        dialogue.take(&show("a"), always(0.0, 1.0), draw);
        dialogue.close(&[OnPage { enrolment: "e".into(), step: "a".into() }]);
        assert_eq!((dialogue.next_event(), dialogue.showing()), (None, vec![]));
    }
}
