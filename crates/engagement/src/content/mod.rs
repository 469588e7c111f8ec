//! From a step to what the tag shows: texts in the visitor's language, personalised, as plain data.
//!
//! Content is data: the tag sets texts as text, so no text is escaped here and nothing here can become markup;
//! addresses are escaped, see `template`. Rendered is only what the viewing device may see (contract, Trust): without
//! proof of identity the traits it sent itself, with proof all of them.

mod labels;
mod parts;
mod template;

use serde_json::{Value, json};

use kizukai_model::{Properties, Span, Text, Timestamp};

use self::labels::{direction, labels};
use self::parts::Fields;
pub use self::template::{TemplateProblem, check_template, is_safe_address, is_safe_link, is_safe_source};
use crate::outcome::ShowRef;
use crate::program::{SpokenStep, parse_moment};
use crate::text::{AnswerKind, ChoiceText, Format, Position, Spoken, StepText};
use crate::{Profile, Program, theme};

/// How long a toast stays when its text does not say.
pub const DEFAULT_TOAST: Span = Span::from_secs(8);
/// The highest rating where the text names none.
pub(crate) const DEFAULT_RATING_MAX: u8 = 5;

/// Who looks at it, and when.
#[derive(Clone, Copy, Debug, Default)]
pub struct Viewer<'a> {
    /// The device, by its anonymous id.
    pub device_id: Option<&'a str>,
    /// The user id was proved.
    pub verified: bool,
    /// The visitor's language.
    pub locale: Option<&'a str>,
    /// The server's time of the answer: countdowns are measured from here.
    pub now: Timestamp,
}

/// The content of a step, ready for the tag. `Null` when the program does not have the step any more.
pub fn render(program: &Program, profile: &Profile, show: &ShowRef, viewer: &Viewer<'_>) -> Value {
    let campaign = program.campaign_version(&show.campaign, show.version);
    let Some(step) = campaign.and_then(|campaign| campaign.spoken(&show.arm, &show.step)) else {
        return Value::Null;
    };
    // The schedule is no part of a version's promise: a longer one moves the deadline of open dialogues too.
    let scheduled = program.campaign(&show.campaign).and_then(|current| current.until);
    let traits =
        if viewer.verified { profile.traits.all() } else { profile.traits.said_by(viewer.device_id) };
    let locale = viewer.locale.or(profile.locale.as_deref());
    Renderer::new(program, traits, locale, viewer.now, &step.text).content(step, scheduled).into()
}

/// The content of a step that is still being written, however much of it is wrong or missing, for somebody whose own
/// device sent these traits. `until`: the end of the campaign's schedule, as it is written. None for a step that says
/// nothing itself: a branch, a wait, an end.
pub fn render_draft(
    program: &Program,
    step: &StepText,
    traits: Properties,
    viewer: &Viewer<'_>,
    until: Option<&str>,
) -> Option<(Format, Value)> {
    let step = SpokenStep::of(step)?;
    let scheduled = until.and_then(|until| parse_moment(until, program.zone()));
    let renderer = Renderer::new(program, traits, viewer.locale, viewer.now, &step.text);
    Some((step.text.format, renderer.content(&step, scheduled).into()))
}

struct Renderer<'a> {
    program: &'a Program,
    traits: Properties,
    locales: [&'a str; 2],
    language: &'a str,
    now: Timestamp,
}

impl<'a> Renderer<'a> {
    fn new(
        program: &'a Program,
        traits: Properties,
        locale: Option<&'a str>,
        now: Timestamp,
        spoken: &'a Spoken,
    ) -> Self {
        let site = program.site().locale.as_str();
        let locales = [locale.unwrap_or(site), site];
        Self { program, traits, locales, language: language(spoken, &locales), now }
    }

    fn text(&self, text: &Text) -> Value {
        Value::String(template::fill(text.pick(&self.locales), &self.traits))
    }

    fn address(&self, source: &str) -> Option<String> {
        template::fill_address(source, &self.traits)
    }

    fn content(&self, step: &SpokenStep, scheduled: Option<Timestamp>) -> Fields {
        let spoken = &step.text;
        let mut content = Fields::default();
        content.put("type", kind(step));
        self.words(spoken, &mut content);
        content.put_some("image", spoken.image.as_ref().and_then(|image| self.image(image)));
        content.put_some("video", spoken.video.as_ref().and_then(|video| self.video(video)));
        content.put_some("coupon", spoken.coupon.as_ref().and_then(|coupon| self.coupon(coupon)));
        if let Some(countdown) = &spoken.countdown {
            self.countdown(countdown, scheduled, &mut content);
        }
        self.answers(step, &mut content);
        self.place(spoken, &mut content);
        let theme = spoken.theme.as_ref().or(self.program.site().theme.as_ref());
        content.put_some("theme", theme.map(theme::to_wire));
        content.put("lang", self.language);
        content.put("dir", direction(self.language));
        content.put("labels", labels(self.language, spoken.answer == AnswerKind::Form));
        content
    }

    fn words(&self, spoken: &Spoken, content: &mut Fields) {
        let texts = [
            ("title", &spoken.title),
            ("body", &spoken.body),
            ("placeholder", &spoken.placeholder),
            ("submit", &spoken.submit),
        ];
        for (field, text) in texts {
            content.put_some(field, text.as_ref().map(|text| self.text(text)));
        }
    }

    fn answers(&self, step: &SpokenStep, content: &mut Fields) {
        let spoken = &step.text;
        if !spoken.choices.is_empty() {
            let choices = spoken.choices.iter().map(|choice| self.choice(choice));
            content.put("choices", choices.collect::<Value>());
        }
        if step.is_question {
            content.put("answer", json!(spoken.answer));
        }
        match spoken.answer {
            AnswerKind::Rating => content.put("max", spoken.max.unwrap_or(DEFAULT_RATING_MAX)),
            AnswerKind::Form => {
                content.put("fields", spoken.fields.iter().map(|field| self.field(field)).collect::<Value>());
            }
            AnswerKind::Single | AnswerKind::Multiple | AnswerKind::Text => {}
        }
    }

    /// A choice without its `next`, which never leaves the server.
    fn choice(&self, choice: &ChoiceText) -> Value {
        let mut shown = Fields::default();
        shown.put("key", choice.key.as_str());
        shown.put("label", self.text(&choice.label));
        shown.put_some("href", choice.href.as_deref().and_then(|href| self.address(href)));
        shown.into()
    }

    /// Where it stands, and how long.
    fn place(&self, spoken: &Spoken, content: &mut Fields) {
        if spoken.format == Format::Toast {
            content.put("duration_ms", spoken.duration.unwrap_or(DEFAULT_TOAST).as_ms());
        }
        if !spoken.rewrite.is_empty() {
            content
                .put("rewrite", spoken.rewrite.iter().map(|change| self.change(change)).collect::<Value>());
        } else if let Some(selector) = &spoken.selector {
            content.put("selector", selector.as_str());
            content.put("position", json!(spoken.position.unwrap_or(Position::Append)));
        }
    }
}

const fn kind(step: &SpokenStep) -> &'static str {
    match (step.text.rewrite.is_empty(), step.is_question) {
        (false, _) => "rewrite",
        (true, true) => "question",
        (true, false) => "message",
    }
}

/// The language of a step's texts: that of the first text that is there in several. Where all texts are the same in
/// every language it is the first of the visitor's and the site's that the frame has words in.
fn language<'a>(spoken: &'a Spoken, locales: &[&'a str; 2]) -> &'a str {
    let labels = spoken.choices.iter().map(|choice| &choice.label);
    let fields = spoken.fields.iter().filter_map(|field| field.label.as_ref());
    let changes = spoken.rewrite.iter().filter_map(|change| change.text.as_ref());
    let mut texts = spoken.title.iter().chain(&spoken.body).chain(labels).chain(fields).chain(changes);
    if let Some(language) = texts.find_map(|text| text.language(locales)) {
        return language;
    }
    let known = ["ja", "en"];
    locales
        .iter()
        .find_map(|locale| known.into_iter().find(|language| locale.starts_with(language)))
        .unwrap_or("ja")
}
