//! The content of a step as the API description shows it. It is made by [`kizukai_engagement::content`]; a test reads
//! what really is made by these shapes.

use serde::Deserialize;
use utoipa::ToSchema;

/// What a step says. Texts are rendered for the visitor's language.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Content {
    /// `message`, `question`, or `rewrite` for changes to what stands on the page.
    r#type: String,
    title: Option<String>,
    body: Option<String>,
    image: Option<Image>,
    video: Option<Video>,
    coupon: Option<Coupon>,
    countdown: Option<Countdown>,
    /// What stands in the countdown's place once it is over.
    ended: Option<String>,
    #[serde(default)]
    choices: Vec<Choice>,
    /// Questions: `single`, `multiple`, `text`, `rating` or `form`. Choices of a message behave like `single`.
    answer: Option<String>,
    /// The fields of a form.
    #[serde(default)]
    fields: Vec<Field>,
    /// The highest rating, 2 to 10.
    max: Option<u32>,
    placeholder: Option<String>,
    /// The label of the button that sends.
    submit: Option<String>,
    /// A toast: how long it stays; it pauses under pointer and focus and while the tab is hidden.
    duration_ms: Option<u64>,
    /// Where an inline step goes: a CSS selector.
    selector: Option<String>,
    /// Where relative to it: `append`, `prepend`, `before` or `after`.
    position: Option<String>,
    /// A rewrite: the changes, in order. What was there before comes back when the step is closed.
    #[serde(default)]
    rewrite: Vec<Change>,
    /// Colours and shape, where the site or the step chose them; else the page's own.
    theme: Option<Theme>,
    /// The language of the texts (BCP 47).
    lang: String,
    /// In which direction it runs: `ltr` or `rtl`.
    dir: String,
    /// Words of the frame: `close not_now never menu send required invalid_email invalid_tel invalid_number too_long
    /// error_summary`.
    labels: std::collections::BTreeMap<String, String>,
}

/// A picture.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Image {
    src: String,
    /// What it shows; empty for decoration.
    alt: String,
    /// CSS pixels.
    width: Option<u32>,
    /// CSS pixels.
    height: Option<u32>,
}

/// A film with native controls, which never starts by itself with sound.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Video {
    src: String,
    poster: Option<String>,
    /// What it shows.
    alt: String,
    captions: Option<Captions>,
}

/// Captions (WebVTT).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Captions {
    src: String,
    lang: String,
    label: String,
}

/// A code to copy.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Coupon {
    code: String,
    /// What the button says.
    label: String,
    /// What it says once the code is copied.
    copied: String,
    note: Option<String>,
}

/// The time left until a real deadline.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Countdown {
    /// ISO 8601.
    until: String,
    /// Milliseconds left at the time of the answer, by the server's clock.
    remaining_ms: u64,
    label: Option<String>,
    /// What stands there at zero.
    ended: Option<String>,
}

/// A field of a form.
#[derive(Deserialize, ToSchema)]
#[schema(as = FormField)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Field {
    /// Its name in the answer.
    key: String,
    /// `text`, `email`, `tel`, `number`, `textarea`, `select` or `checkbox`.
    r#type: String,
    label: String,
    placeholder: Option<String>,
    help: Option<String>,
    required: bool,
    /// Characters.
    max_length: Option<u32>,
    min: Option<f64>,
    max: Option<f64>,
    /// What the browser may fill in, in the words of HTML.
    autocomplete: Option<String>,
    #[serde(default)]
    options: Vec<FieldOption>,
}

/// An option of a select.
#[derive(Deserialize, ToSchema)]
#[schema(as = FormOption)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct FieldOption {
    /// What is sent back.
    key: String,
    label: String,
}

/// A change to what stands on the page.
#[derive(Deserialize, ToSchema)]
#[schema(as = PageChange)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Change {
    /// What is changed: a CSS selector.
    selector: String,
    /// Its text, never as HTML.
    text: Option<String>,
    image: Option<Image>,
    /// Where it leads.
    href: Option<String>,
    /// Its children's selectors in the order in which they shall stand.
    #[serde(default)]
    order: Vec<String>,
}

/// Colours and shape of a message.
#[derive(Deserialize, ToSchema)]
#[schema(as = MessageTheme)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Theme {
    /// On light pages.
    light: ThemeValues,
    /// On dark pages.
    dark: ThemeValues,
}

/// Values of CSS.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct ThemeValues {
    /// Behind the text, `#rrggbb`.
    surface: String,
    /// `#rrggbb`.
    text: String,
    /// What can be pressed, `#rrggbb`.
    accent: String,
    /// How round corners are, e.g. `12px`.
    radius: String,
    /// How much room there is; `1` is usual.
    density: String,
}

/// One choice.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct Choice {
    /// What is sent back.
    key: String,
    label: String,
    /// Where the page goes after the answer was sent.
    href: Option<String>,
}
