//! The texts as the API description shows them. What is read is [`kizukai_engagement::text`]; a test holds the two
//! together by reading the example.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::ToSchema;

/// Any of the three kinds.
#[derive(ToSchema)]
#[schema(as = AnyText)]
#[serde(untagged)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) enum AnyText {
    Campaign(Box<Campaign>),
    Segment(Segment),
    Site(Box<SiteSettings>),
}

/// Who, when, what, goal, care.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Campaign {
    /// `campaign`.
    kind: Option<String>,
    /// 1 to 64 letters, digits, `-`, `_` or `.`; public.
    key: Option<String>,
    /// What people call it.
    name: Option<String>,
    /// `draft`, `running`, `paused` or `ended`.
    #[schema(example = "running")]
    status: Option<String>,
    /// Who may get it: a condition; left out: everybody.
    audience: Option<BTreeMap<String, Value>>,
    trigger: Trigger,
    arms: Vec<Arm>,
    /// Percent of the assigned visitors who see nothing; 20 when left out, zero must be written.
    #[schema(minimum = 0, maximum = 100)]
    control: Option<f64>,
    goal: Option<Goal>,
    /// Shows of this campaign per visitor.
    caps: Option<Vec<Cap>>,
    /// Higher goes first; ties by key.
    priority: Option<i64>,
    schedule: Option<Schedule>,
    /// After what it speaks no more: `closed`, `answered`, `goal`.
    stop: Option<Vec<String>>,
    /// Who needs no more of it: whoever meets this condition under way leaves before the next word that comes unasked.
    exit: Option<BTreeMap<String, Value>>,
    /// For people, e.g. theory, counter-theory.
    tags: Option<Vec<String>>,
    /// What showing it once costs the shop, in units of the site's currency; results take it off the profit.
    message_cost: Option<f64>,
    /// The smallest effect worth knowing of, in percent; fixed when a phase begins. 20 when left out.
    #[schema(minimum = 1, maximum = 100)]
    smallest_effect: Option<f64>,
    rules: Option<Rules>,
    /// Only for visitors whose user id was proved.
    needs_verified: Option<bool>,
}

/// What is done without anybody asking when a verdict is there. Everything is off when left out.
#[derive(ToSchema)]
#[schema(as = CampaignRules)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Rules {
    /// Stop an arm that harms.
    stop_harm: Option<bool>,
    /// Show the winner to everybody.
    promote_winner: Option<bool>,
}

/// The moment.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Trigger {
    /// `event` (a track), `signal`, `segment_entered` or `segment_left`.
    on: String,
    /// `page_view`, `dwell`, `scroll`, `exit_intent`, `hesitation`, …, the name of a track, or the key of a segment.
    name: String,
    /// A condition that must hold besides; `event.*` is what fired.
    r#where: Option<BTreeMap<String, Value>>,
    /// How much of a signal, e.g. `{seconds: 5}`.
    params: Option<BTreeMap<String, Value>>,
    /// How long afterwards it asks to speak, e.g. `5m`; anew when it fires again meanwhile.
    after: Option<String>,
}

/// One alternative.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Arm {
    key: String,
    /// Its share of the visitors who are not control; 1 when left out.
    weight: Option<f64>,
    scenario: Scenario,
}

/// A graph of steps with a beginning. Every way through it ends.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Scenario {
    /// The first step.
    start: String,
    /// By key; `end` is reserved.
    steps: BTreeMap<String, Step>,
}

/// One step. Which fields it takes depends on its `type`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Step {
    /// `message`, `question`, `branch`, `split`, `wait`, `traits` or `end`.
    r#type: String,
    /// Messages and questions: `fullscreen`, `modal`, `corner`, `bar`, `toast` or `inline`.
    format: Option<String>,
    title: Option<LocalText>,
    body: Option<LocalText>,
    /// `{src, alt, width, height}`.
    image: Option<BTreeMap<String, Value>>,
    /// `{src, poster, alt, captions: {src, lang, label}}`.
    video: Option<BTreeMap<String, Value>>,
    /// `{code, label, copied, note}`; the code may be personal.
    coupon: Option<BTreeMap<String, Value>>,
    /// `{until, label, ended}`: until a point in time, or `schedule` for the end of the campaign's own.
    countdown: Option<BTreeMap<String, Value>>,
    choices: Option<Vec<ScenarioChoice>>,
    /// Questions: `single`, `multiple`, `text`, `rating` or `form`.
    answer: Option<String>,
    /// A form: `{key, type, label, placeholder, help, required, max_length, min, max, autocomplete, options}` each.
    fields: Option<Vec<BTreeMap<String, Value>>>,
    /// The highest rating.
    #[schema(minimum = 2, maximum = 10)]
    max: Option<u8>,
    placeholder: Option<LocalText>,
    submit: Option<LocalText>,
    /// Where an answer leads that has no `next` of its own; a wait: where it leads.
    next: Option<String>,
    /// Where closing leads; `end` when left out.
    on_close: Option<String>,
    /// Waits for the first page on which this holds.
    r#where: Option<BTreeMap<String, Value>>,
    /// How long it waits to be shown; `30m` when left out.
    patience: Option<String>,
    /// A toast: how long it stays, `4s` to `30s`; `8s` when left out.
    duration: Option<String>,
    /// Inline: where, a CSS selector.
    selector: Option<String>,
    /// Inline: `append`, `prepend`, `before` or `after`.
    position: Option<String>,
    /// Inline, in place of a selector: changes to the page, `{selector, text, image, href, order}` each.
    rewrite: Option<Vec<BTreeMap<String, Value>>>,
    theme: Option<Theme>,
    /// Never shown on another device.
    private: Option<bool>,
    /// The trait that keeps the answer.
    save_as: Option<String>,
    /// A branch: tried in order.
    cases: Option<Vec<Case>>,
    /// A branch: where to go when no case holds; a wait with `on`: when what is waited for does not come in time.
    r#else: Option<String>,
    /// A wait: how long, e.g. `30s`, `5m`, `1h`; with `on`: how long at most, `7d` for an event and `30d` for a visit when
    /// left out.
    r#for: Option<String>,
    /// A wait: until a time of day such as `09:00` comes next, or a date and time, on the site's clock.
    until: Option<String>,
    /// A wait: for an `event` (a track), or for the next `visit`.
    on: Option<String>,
    /// A wait for an event: its name; `where` says which of them.
    name: Option<String>,
    /// A split: the ways, drawn by lot.
    ways: Option<Vec<SplitWay>>,
    /// Traits: what is written; null removes one.
    set: Option<BTreeMap<String, Value>>,
}

/// One text for everybody, or one for each language.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) enum LocalText {
    Plain(String),
    ByLocale(BTreeMap<String, String>),
}

/// Colours and shape of messages: a preset by name, or a preset with changes. The presets: `kinari`, `sumi`, `ai`,
/// `matcha`, `sakura`, `kaki`, `fuji`, `sora`, `ume`, `take`, `yuzu`, `kurumi`.
#[derive(ToSchema)]
#[schema(as = ThemeChoice)]
#[serde(untagged)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) enum Theme {
    Preset(String),
    Own(OwnTheme),
}

/// A preset with changes.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct OwnTheme {
    preset: Option<String>,
    /// `#rrggbb`.
    accent: Option<String>,
    /// `#rrggbb`.
    surface: Option<String>,
    /// `#rrggbb`.
    text: Option<String>,
    /// CSS pixels.
    #[schema(minimum = 0, maximum = 32)]
    radius: Option<f64>,
    /// 1 is usual.
    #[schema(minimum = 0.75, maximum = 1.5)]
    density: Option<f64>,
}

/// One possible answer.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ScenarioChoice {
    /// What is stored; public.
    key: String,
    label: LocalText,
    /// Where it leads; never leaves the server.
    next: Option<String>,
    /// A page it opens: http(s), relative, mailto or tel.
    href: Option<String>,
}

/// One way out of a split.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct SplitWay {
    /// Its share, relative to the other ways; 1 when left out.
    weight: Option<f64>,
    next: String,
}

/// One way out of a branch.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Case {
    /// A condition.
    when: BTreeMap<String, Value>,
    next: String,
}

/// What counts as success.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Goal {
    /// The name of a track.
    event: String,
    r#where: Option<BTreeMap<String, Value>>,
    /// Within so long of the first show; `7d` when left out.
    within: Option<String>,
    /// What it is worth: a path, e.g. `properties.revenue`.
    value: Option<String>,
}

/// How often.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Cap {
    #[schema(minimum = 1)]
    max: u32,
    /// A rolling duration such as `24h`, or `visit`, or `ever`.
    per: String,
}

/// From when until when.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Schedule {
    #[schema(example = "2026-12-01T00:00:00+09:00")]
    from: Option<String>,
    until: Option<String>,
}

/// A named condition over a profile.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Segment {
    /// `segment`.
    kind: Option<String>,
    key: Option<String>,
    /// What people call it.
    name: Option<String>,
    /// Who is in it.
    condition: BTreeMap<String, Value>,
}

/// Settings of the whole site.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct SiteSettings {
    /// `site`.
    kind: Option<String>,
    /// Percent of visitors who get no campaign at all; 5 when left out.
    #[schema(minimum = 0, maximum = 100)]
    holdout: Option<f64>,
    /// Shows of all campaigns together per visitor.
    caps: Option<Vec<Cap>>,
    /// How long a visitor is left alone between two shows: `{time, page_views}`.
    quiet: Option<BTreeMap<String, Value>>,
    /// IANA; `Asia/Tokyo` when left out.
    timezone: Option<String>,
    /// When the visitor's is unknown; `ja` when left out.
    locale: Option<String>,
    /// ISO 4217; `JPY` when left out.
    currency: Option<String>,
    /// How user ids are proved: `{verification: off | required}`.
    identity: Option<BTreeMap<String, Value>>,
    /// The origins whose pages may send events, e.g. `https://shop.example`; left out: any, without credentials.
    #[schema(max_items = 100)]
    origins: Option<Vec<String>>,
    /// Count only orders that a server reported with a secret key.
    server_orders_only: Option<bool>,
    /// Whether browsers have to ask: `{mode: off | required}`; `off` when left out: what was not refused is allowed.
    consent: Option<BTreeMap<String, Value>>,
    attention: Option<Attention>,
    /// Who publishes campaigns and switches them on: `off`, whoever may publish, or `owner`, of the members an owner alone;
    /// `off` when left out.
    approval: Option<String>,
    profit: Option<Profit>,
    /// Colours and shape of messages; left out the tag takes them from the page.
    theme: Option<Theme>,
}

/// What the shop earns with what it sells; left out, results speak of revenue alone.
#[derive(ToSchema)]
#[schema(as = ProfitSettings)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Profit {
    /// What is left of a price before discounts when the goods are paid, in percent.
    #[schema(minimum = 0, maximum = 100)]
    margin: f64,
    /// Another margin for some products, by their id.
    products: Option<BTreeMap<String, f64>>,
}

/// The attention budget of each visitor, shared by everything that can interrupt. Points have up to three decimals.
#[derive(ToSchema)]
#[schema(as = AttentionBudget)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Attention {
    /// Points of a visitor who was left alone; 10 when left out.
    #[schema(minimum = 1, maximum = 1000)]
    capacity: Option<f64>,
    /// Points that come back in an hour; 1 when left out.
    #[schema(minimum = 0, maximum = 1000)]
    per_hour: Option<f64>,
    /// Points that come back with a new visit; 2 when left out.
    #[schema(minimum = 0, maximum = 1000)]
    per_visit: Option<f64>,
    /// What a message costs by its format: `{fullscreen: 8, modal: 5, corner: 3, bar: 2, toast: 1, inline: 0}` when
    /// left out. Where the arms of a campaign begin in different formats, all pay what the dearest costs.
    prices: Option<BTreeMap<String, f64>>,
    /// By how much more it costs in the checkout, where modal and fullscreen never come; 2 when left out.
    #[schema(minimum = 1, maximum = 100)]
    checkout: Option<f64>,
    dismissed: Option<Dismissed>,
}

/// What a message costs after the visitor put something away.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct Dismissed {
    /// By how much more; 2 when left out.
    #[schema(minimum = 1, maximum = 100)]
    factor: Option<f64>,
    /// For how long; `10m` when left out.
    r#for: Option<String>,
}
