//! What an answer means: whether it fits its step, what is kept of it, and where it leads.

use kizukai_model::event::Answer;
use kizukai_model::{Key, limits};
use serde_json::Value;

use super::form_answers;
use crate::content::DEFAULT_RATING_MAX;
use crate::program::SpokenStep;
use crate::text::AnswerKind;

/// What an answer means at a step: what is kept of it, and where it leads. None when the step has no such answer.
pub(super) fn understand(spoken: &SpokenStep, answer: &Answer) -> Option<(Answer, Key)> {
    let text = &spoken.text;
    let choice = |key: &str| text.choices.iter().find(|choice| choice.key.as_str() == key);
    match (text.answer, answer) {
        (AnswerKind::Single, answer) => {
            let key = match answer {
                Answer::Choice(key) => key.as_str(),
                Answer::Value(value) => value.as_str()?,
            };
            let chosen = choice(key)?;
            Some((Answer::Choice(key.to_owned()), chosen.next.clone().unwrap_or_else(|| text.next.clone())))
        }
        (AnswerKind::Multiple, answer) => {
            let value = answer.to_value();
            let keys = match &value {
                Value::Array(keys) => each_once(keys),
                one => vec![one.clone()],
            };
            let all_known = keys.iter().all(|key| key.as_str().and_then(choice).is_some());
            (all_known && !keys.is_empty()).then(|| (Answer::Value(Value::Array(keys)), text.next.clone()))
        }
        (AnswerKind::Text, answer) => {
            let words: String =
                answer.to_value().as_str()?.trim().chars().take(limits::ANSWER_CHARS).collect();
            (!words.is_empty()).then(|| (Answer::Value(words.into()), text.next.clone()))
        }
        (AnswerKind::Rating, answer) => {
            let max = u64::from(text.max.unwrap_or(DEFAULT_RATING_MAX));
            let rating = match answer.to_value() {
                Value::Number(number) => number.as_u64()?,
                Value::String(digits) => digits.parse().ok()?,
                _ => return None,
            };
            (1..=max).contains(&rating).then(|| (Answer::Value(rating.into()), text.next.clone()))
        }
        (AnswerKind::Form, answer) => {
            let filled = form_answers::understand(&text.fields, &answer.to_value())?;
            Some((Answer::Value(filled), text.next.clone()))
        }
    }
}

fn each_once(values: &[Value]) -> Vec<Value> {
    let mut seen = Vec::with_capacity(values.len());
    for value in values {
        if !seen.contains(value) {
            seen.push(value.clone());
        }
    }
    seen
}
