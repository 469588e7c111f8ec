//! The parts of a content besides its words: picture, film, coupon, countdown, form, changes to the page.

use serde_json::{Map, Value, json};

use kizukai_model::{Text, Timestamp};

use super::Renderer;
use super::labels::copying;
use crate::program::parse_moment;
use crate::text::{
    CaptionsText, CountdownText, CouponText, FieldKind, FieldText, ImageText, OptionText, RewriteText,
    VideoText,
};

/// An object in the making: fields that are not there are left out.
#[derive(Default)]
pub(super) struct Fields(pub(super) Map<String, Value>);

impl Fields {
    pub(super) fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    pub(super) fn put_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Object(fields.0)
    }
}

impl Renderer<'_> {
    fn optional(&self, text: Option<&Text>) -> Option<Value> {
        text.map(|text| self.text(text))
    }

    /// None when its address may not be given to a browser.
    pub(super) fn image(&self, image: &ImageText) -> Option<Value> {
        let mut shown = Fields::default();
        shown.put("src", self.address(&image.src)?);
        shown.put("alt", self.optional(image.alt.as_ref()).unwrap_or_else(|| json!("")));
        shown.put_some("width", image.width);
        shown.put_some("height", image.height);
        Some(shown.into())
    }

    pub(super) fn video(&self, video: &VideoText) -> Option<Value> {
        let mut shown = Fields::default();
        shown.put("src", self.address(&video.src)?);
        shown.put_some("poster", video.poster.as_deref().and_then(|poster| self.address(poster)));
        shown.put("alt", self.optional(video.alt.as_ref()).unwrap_or_else(|| json!("")));
        shown.put_some("captions", video.captions.as_ref().and_then(|captions| self.captions(captions)));
        Some(shown.into())
    }

    fn captions(&self, captions: &CaptionsText) -> Option<Value> {
        let src = self.address(&captions.src)?;
        Some(json!({"src": src, "lang": captions.lang, "label": self.text(&captions.label)}))
    }

    /// None when the code is empty: then there is nothing to copy.
    pub(super) fn coupon(&self, coupon: &CouponText) -> Option<Value> {
        let code = self.text(&coupon.code);
        code.as_str().filter(|code| !code.trim().is_empty())?;
        let [copy, copied] = copying(self.language);
        let mut shown = Fields::default();
        shown.put("code", code);
        shown.put("label", self.optional(coupon.label.as_ref()).unwrap_or_else(|| json!(copy)));
        shown.put("copied", self.optional(coupon.copied.as_ref()).unwrap_or_else(|| json!(copied)));
        shown.put_some("note", self.optional(coupon.note.as_ref()));
        Some(shown.into())
    }

    /// Adds the countdown; once it is over, only what stands there then.
    pub(super) fn countdown(
        &self,
        countdown: &CountdownText,
        scheduled: Option<Timestamp>,
        content: &mut Fields,
    ) {
        let until = match countdown.until.as_deref() {
            Some(CountdownText::SCHEDULE) => scheduled,
            written => written.and_then(|text| parse_moment(text, self.program.zone())),
        };
        let ended = self.optional(countdown.ended.as_ref());
        match until.filter(|until| *until > self.now) {
            None => content.put_some("ended", ended),
            Some(until) => {
                let mut shown = Fields::default();
                shown.put("until", until.to_rfc3339());
                shown.put("remaining_ms", until.since(self.now).as_ms());
                shown.put_some("label", self.optional(countdown.label.as_ref()));
                shown.put_some("ended", ended);
                content.put("countdown", shown);
            }
        }
    }

    pub(super) fn field(&self, field: &FieldText) -> Value {
        let mut shown = Fields::default();
        shown.put("key", field.key.as_str());
        shown.put("type", json!(field.kind));
        shown.put("label", self.optional(field.label.as_ref()).unwrap_or_else(|| json!("")));
        shown.put_some("placeholder", self.optional(field.placeholder.as_ref()));
        shown.put_some("help", self.optional(field.help.as_ref()));
        shown.put("required", field.required);
        shown.put_some("max_length", field.longest());
        shown.put_some("min", field.min);
        shown.put_some("max", field.max);
        shown.put_some("autocomplete", field.autocomplete.as_deref());
        if field.kind == FieldKind::Select {
            let option = |option: &OptionText| json!({"key": option.key, "label": self.text(&option.label)});
            shown.put("options", field.options.iter().map(option).collect::<Value>());
        }
        shown.into()
    }

    pub(super) fn change(&self, change: &RewriteText) -> Value {
        let mut shown = Fields::default();
        shown.put("selector", change.selector.as_str());
        shown.put_some("text", self.optional(change.text.as_ref()));
        shown.put_some("image", change.image.as_ref().and_then(|image| self.image(image)));
        shown.put_some("href", change.href.as_deref().and_then(|href| self.address(href)));
        if !change.order.is_empty() {
            shown.put("order", json!(change.order));
        }
        shown.into()
    }
}
