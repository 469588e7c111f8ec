//! What is answered to a request, as far as a visitor's page acts on it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::request::StepId;

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Reply {
    /// What became of each event, in order.
    #[serde(default)]
    pub verdicts: Vec<Verdict>,
    /// What the page must show.
    #[serde(default)]
    pub show: Vec<Show>,
    /// What waits for a signal.
    #[serde(default)]
    pub armed: Vec<Armed>,
    /// What must go.
    #[serde(default)]
    pub close: Vec<OnPage>,
}

/// What became of one event.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Verdict {
    /// `ok`, `duplicate`, `dropped`, `invalid` or `retry`.
    pub verdict: String,
    /// Why.
    pub reason: Option<String>,
}

/// A step to be shown.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Show {
    /// The campaign's key.
    pub campaign: String,
    /// The arm's key.
    pub arm: String,
    /// The passage.
    pub enrolment: String,
    /// The step.
    pub step: String,
    /// `corner`, `inline` and so on.
    pub format: String,
    /// What it asks.
    #[serde(default)]
    pub content: Content,
    /// It goes on from before.
    #[serde(default)]
    pub resumed: bool,
}

impl Show {
    /// Its place in the dialogue.
    pub fn step_id(&self) -> StepId {
        StepId { enrolment: self.enrolment.clone(), step: self.step.clone() }
    }
}

/// What can be answered to a step.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Content {
    /// Choices.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// How a question is answered.
    pub answer: Option<String>,
    /// The highest rating.
    pub max: Option<u64>,
    /// Fields of a form.
    #[serde(default)]
    pub fields: Vec<Field>,
}

/// One choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Choice {
    /// What is sent back.
    pub key: String,
    /// Where the page goes then.
    pub href: Option<String>,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Field {
    /// Its key.
    pub key: String,
    /// `text`, `email` and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// Of a number: the least.
    pub min: Option<f64>,
    /// Of a select: what there is to choose.
    #[serde(default)]
    pub options: Vec<Choice>,
}

/// A campaign that waits for a signal.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Armed {
    /// The signal.
    pub signal: String,
    /// How much of it.
    #[serde(default)]
    pub params: BTreeMap<String, Value>,
}

impl Armed {
    /// Whether what was measured reaches what is asked: numbers at least, anything else exactly.
    pub fn is_met_by(&self, name: &str, measured: &Value) -> bool {
        let reaches = |(key, asked): (&String, &Value)| match (asked.as_f64(), measured[key].as_f64()) {
            (Some(asked), Some(found)) => found >= asked,
            _ => measured[key] == *asked,
        };
        self.signal == name && self.params.iter().all(reaches)
    }
}

/// A step on the page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OnPage {
    /// The passage.
    pub enrolment: String,
    /// The step.
    pub step: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_real_answer_is_read_and_what_is_new_in_it_is_passed_over() {
        let reply: Reply = serde_json::from_value(json!({
            "anonymousId": "a", "verdicts": [{"messageId": "m", "verdict": "ok"}],
            "show": [{"campaign": "c", "arm": "a", "enrolment": "e", "step": "s", "format": "corner", "resumed": false,
                      "content": {"type": "message", "lang": "ja", "choices": [{"key": "k", "label": "l"}], "new": 1}}],
            "armed": [{"campaign": "c", "signal": "dwell", "params": {"seconds": 15}}],
            "close": [], "next_check_ms": null,
        }))
        .unwrap();
        assert_eq!(reply.show[0].content.choices[0].key, "k");
        assert!(reply.armed[0].is_met_by("dwell", &json!({"seconds": 15.2})));
        assert!(!reply.armed[0].is_met_by("dwell", &json!({"seconds": 14})));
        assert!(!reply.armed[0].is_met_by("scroll", &json!({"seconds": 15.2})));
    }
}
