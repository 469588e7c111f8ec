//! Checks of one message or question: its format, its place, its answers.

use std::collections::BTreeSet;

use kizukai_conditions::Scope;
use kizukai_model::{Span, limits};

use super::words::says_something;
use super::{Findings, form, media, theme, words};
use crate::content;
use crate::text::{AnswerKind, Format, Spoken};

/// How long a toast may stay. Below, nobody can read it; above, it is a message that should be closed.
const TOAST: std::ops::RangeInclusive<Span> = Span::from_secs(4)..=Span::from_secs(30);

pub(super) fn spoken(path: &str, spoken: &Spoken, is_question: bool, scope: &Scope, found: &mut Findings) {
    let says_something = spoken.title.is_some()
        || spoken.body.is_some()
        || spoken.image.is_some()
        || spoken.video.is_some()
        || !spoken.rewrite.is_empty();
    if !says_something {
        found.problem(path, "say something: title, body, image or video");
    }
    place(path, spoken, found);
    toast(path, spoken, is_question, found);
    if let Some(condition) = &spoken.condition {
        found.condition(&format!("{path}.where"), condition, scope);
    }
    found.wait(format!("{path}.patience"), spoken.patience);
    if spoken.save_as.as_deref().is_some_and(|name| name.is_empty() || name.contains('.')) {
        found.problem(format!("{path}.save_as"), "the name of a trait, without dots");
    }
    answers(path, spoken, is_question, found);
    form::form(path, spoken, found);
    media::media(path, spoken, found);
    if let Some(theme) = &spoken.theme {
        theme::theme(&format!("{path}.theme"), theme, found);
    }
    words::words(path, spoken, found);
}

fn place(path: &str, spoken: &Spoken, found: &mut Findings) {
    let is_inline = spoken.format == Format::Inline;
    match (is_inline, spoken.rewrite.is_empty(), &spoken.selector) {
        (true, true, None) => found.problem(
            format!("{path}.selector"),
            "inline needs the selector of its place, or `rewrite` with what it changes",
        ),
        (true, false, Some(_)) => found.problem(
            format!("{path}.selector"),
            "a rewrite names its places in `rewrite`: leave the selector of the step out",
        ),
        (false, _, Some(_)) => found.problem(format!("{path}.selector"), "only inline has a selector"),
        (true, true, Some(_)) | (true, false, None) | (false, _, None) => {}
    }
    if !is_inline && !spoken.rewrite.is_empty() {
        found.problem(format!("{path}.rewrite"), "only `format: inline` changes the page");
    }
}

/// A toast goes by itself: nothing in it may ask for haste.
fn toast(path: &str, spoken: &Spoken, is_question: bool, found: &mut Findings) {
    let is_toast = spoken.format == Format::Toast;
    match spoken.duration {
        Some(_) if !is_toast => found.problem(format!("{path}.duration"), "only a toast goes by itself"),
        Some(duration) if !TOAST.contains(&duration) => {
            found.problem(format!("{path}.duration"), format!("from {} to {}", TOAST.start(), TOAST.end()));
        }
        _ => {}
    }
    if !is_toast {
        return;
    }
    if is_question {
        found.problem(path, "a toast goes before one has answered: ask in a corner or a modal");
    }
    if spoken.choices.len() > 1 {
        found.problem(
            format!("{path}.choices"),
            "a toast goes by itself: at most one choice, and several in a corner",
        );
    }
}

fn answers(path: &str, spoken: &Spoken, is_question: bool, found: &mut Findings) {
    let by_choice = matches!(spoken.answer, AnswerKind::Single | AnswerKind::Multiple);
    if is_question && by_choice && spoken.choices.is_empty() {
        found.problem(format!("{path}.choices"), "a question needs answers to choose from");
    }
    if !is_question && spoken.answer != AnswerKind::Single {
        found.problem(format!("{path}.answer"), "only a question can be answered so: write `type: question`");
    }
    if !by_choice && !spoken.choices.is_empty() {
        found.problem(format!("{path}.choices"), "a text, rating or form question has no choices");
    }
    if spoken.max.is_some_and(|max| !(2..=10).contains(&max)) {
        found.problem(format!("{path}.max"), "from 2 to 10");
    }
    if spoken.choices.len() > limits::OPTIONS {
        found.problem(format!("{path}.choices"), format!("at most {}", limits::OPTIONS));
    }
    let mut keys = BTreeSet::new();
    for (n, choice) in spoken.choices.iter().enumerate() {
        if !keys.insert(&choice.key) {
            found.problem(format!("{path}.choices[{n}].key"), format!("`{}` is there twice", choice.key));
        }
        if !says_something(&choice.label) {
            found.problem(format!("{path}.choices[{n}].label"), "an answer needs words to press on");
        }
        if choice.href.as_deref().is_some_and(|href| !content::is_safe_address(href)) {
            found.problem(format!("{path}.choices[{n}].href"), "an http(s), relative, mailto or tel address");
        }
    }
}
