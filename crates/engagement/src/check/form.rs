//! Checks of a form's fields.

use std::collections::BTreeSet;

use kizukai_model::limits;

use super::Findings;
use super::words::says_something;
use crate::text::{AnswerKind, FieldKind, FieldText, Spoken};

pub(super) fn form(path: &str, spoken: &Spoken, found: &mut Findings) {
    let is_form = spoken.answer == AnswerKind::Form;
    if is_form && spoken.fields.is_empty() {
        found.problem(format!("{path}.fields"), "a form needs fields");
    }
    if !is_form && !spoken.fields.is_empty() {
        found.problem(format!("{path}.fields"), "fields belong to a question with `answer: form`");
    }
    if spoken.fields.len() > limits::FORM_FIELDS {
        found.problem(format!("{path}.fields"), format!("at most {}", limits::FORM_FIELDS));
    }
    let mut keys = BTreeSet::new();
    for (n, asked) in spoken.fields.iter().enumerate() {
        let path = format!("{path}.fields[{n}]");
        if !keys.insert(&asked.key) {
            found.problem(format!("{path}.key"), format!("`{}` is there twice", asked.key));
        }
        field(&path, asked, found);
    }
}

fn field(path: &str, field: &FieldText, found: &mut Findings) {
    if !field.label.as_ref().is_some_and(says_something) {
        found.problem(
            format!("{path}.label"),
            "say what is asked for: grey text in the field vanishes as soon as somebody types",
        );
    }
    if field.max_length.is_some_and(|longest| !(1..=limits::ANSWER_CHARS).contains(&longest)) {
        found.problem(format!("{path}.max_length"), format!("from 1 to {}", limits::ANSWER_CHARS));
    }
    if field.max_length.is_some() && field.longest().is_none() {
        found.problem(format!("{path}.max_length"), "only what is typed as text has a length");
    }
    let has_range = field.min.is_some() || field.max.is_some();
    if has_range && field.kind != FieldKind::Number {
        found.problem(path, "only a number has `min` and `max`");
    }
    if field.min.zip(field.max).is_some_and(|(min, max)| min > max) {
        found.problem(format!("{path}.min"), "not greater than `max`");
    }
    let is_word = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if field.autocomplete.as_deref().is_some_and(|words| words.is_empty() || !words.split(' ').all(is_word)) {
        found.problem(format!("{path}.autocomplete"), "a word of HTML such as email, tel or name");
    }
    options(path, field, found);
}

fn options(path: &str, field: &FieldText, found: &mut Findings) {
    let is_select = field.kind == FieldKind::Select;
    if is_select && field.options.is_empty() {
        found.problem(format!("{path}.options"), "a select needs options");
    }
    if !is_select && !field.options.is_empty() {
        found.problem(format!("{path}.options"), "only a select has options");
    }
    if field.options.len() > limits::OPTIONS {
        found.problem(format!("{path}.options"), format!("at most {}", limits::OPTIONS));
    }
    let mut keys = BTreeSet::new();
    for (n, option) in field.options.iter().enumerate() {
        if !keys.insert(&option.key) {
            found.problem(format!("{path}.options[{n}].key"), format!("`{}` is there twice", option.key));
        }
        if !says_something(&option.label) {
            found.problem(format!("{path}.options[{n}].label"), "what is chosen needs words");
        }
    }
}
