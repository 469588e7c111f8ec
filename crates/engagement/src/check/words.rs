//! Checks of every text of a step: its placeholders.

use kizukai_model::Text;

use super::Findings;
use crate::content;
use crate::text::Spoken;

pub(super) fn words(path: &str, spoken: &Spoken, found: &mut Findings) {
    for (field, text) in texts(spoken) {
        for source in text.all() {
            template(&format!("{path}.{field}"), source, found);
        }
    }
    for (field, address) in addresses(spoken) {
        template(&format!("{path}.{field}"), address, found);
    }
}

/// Whether there are words in every language that it is written in.
pub(super) fn says_something(text: &Text) -> bool {
    text.all().all(|words| !words.trim().is_empty())
}

/// Every text of a step, with its field.
fn texts(spoken: &Spoken) -> Vec<(String, &Text)> {
    let mut texts: Vec<(String, Option<&Text>)> = vec![
        ("title".into(), spoken.title.as_ref()),
        ("body".into(), spoken.body.as_ref()),
        ("placeholder".into(), spoken.placeholder.as_ref()),
        ("submit".into(), spoken.submit.as_ref()),
        ("image.alt".into(), spoken.image.as_ref().and_then(|image| image.alt.as_ref())),
    ];
    if let Some(video) = &spoken.video {
        texts.push(("video.alt".into(), video.alt.as_ref()));
        texts.push(("video.captions.label".into(), video.captions.as_ref().map(|captions| &captions.label)));
    }
    if let Some(coupon) = &spoken.coupon {
        texts.push(("coupon.code".into(), Some(&coupon.code)));
        texts.push(("coupon.label".into(), coupon.label.as_ref()));
        texts.push(("coupon.copied".into(), coupon.copied.as_ref()));
        texts.push(("coupon.note".into(), coupon.note.as_ref()));
    }
    if let Some(countdown) = &spoken.countdown {
        texts.push(("countdown.label".into(), countdown.label.as_ref()));
        texts.push(("countdown.ended".into(), countdown.ended.as_ref()));
    }
    for (n, choice) in spoken.choices.iter().enumerate() {
        texts.push((format!("choices[{n}].label"), Some(&choice.label)));
    }
    for (n, field) in spoken.fields.iter().enumerate() {
        texts.push((format!("fields[{n}].label"), field.label.as_ref()));
        texts.push((format!("fields[{n}].placeholder"), field.placeholder.as_ref()));
        texts.push((format!("fields[{n}].help"), field.help.as_ref()));
        for (m, option) in field.options.iter().enumerate() {
            texts.push((format!("fields[{n}].options[{m}].label"), Some(&option.label)));
        }
    }
    for (n, change) in spoken.rewrite.iter().enumerate() {
        texts.push((format!("rewrite[{n}].text"), change.text.as_ref()));
        let alt = change.image.as_ref().and_then(|image| image.alt.as_ref());
        texts.push((format!("rewrite[{n}].image.alt"), alt));
    }
    texts.into_iter().filter_map(|(field, text)| Some((field, text?))).collect()
}

/// Every address of a step that may have placeholders, with its field.
fn addresses(spoken: &Spoken) -> Vec<(String, &str)> {
    let mut addresses = Vec::new();
    if let Some(image) = &spoken.image {
        addresses.push(("image.src".to_owned(), image.src.as_str()));
    }
    if let Some(video) = &spoken.video {
        addresses.push(("video.src".to_owned(), video.src.as_str()));
    }
    for (n, choice) in spoken.choices.iter().enumerate() {
        addresses.extend(choice.href.as_deref().map(|href| (format!("choices[{n}].href"), href)));
    }
    for (n, change) in spoken.rewrite.iter().enumerate() {
        addresses.extend(change.href.as_deref().map(|href| (format!("rewrite[{n}].href"), href)));
    }
    addresses
}

fn template(path: &str, source: &str, found: &mut Findings) {
    match content::check_template(source) {
        Ok(()) => {}
        Err(content::TemplateProblem::Syntax(message)) => found.problem(path, message),
        Err(content::TemplateProblem::NoFallback(message)) => found.warning(path, message),
    }
}
