//! Events as the API description shows them. They are read by [`kizukai_model::Event::parse`], leniently.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::ToSchema;

/// One event. Which fields it needs depends on its `type`.
#[derive(ToSchema)]
#[schema(as = Event)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EventDocument {
    /// `track page screen identify group alias`, `signal answer seen close` of the dialogue, or `consent`.
    #[schema(example = "track")]
    r#type: String,
    /// The sender's id of the event; a second event with it within a day is a duplicate.
    #[schema(rename = "messageId", max_length = 256)]
    message_id: Option<String>,
    /// When it happened, ISO 8601; left out: now.
    #[schema(format = DateTime)]
    timestamp: Option<String>,
    /// `track`: its name.
    #[schema(example = "Product Viewed", max_length = 200)]
    event: Option<String>,
    /// `page`, `screen`: its name. `signal`: which (`dwell scroll exit_intent hesitation …`).
    name: Option<String>,
    /// `track`, `page`, `screen`, `signal`: what is known of it.
    properties: Option<BTreeMap<String, Value>>,
    /// `identify`, `group`: what is known of the person or group; null removes one.
    traits: Option<BTreeMap<String, Value>>,
    /// `identify`, `alias`: the shop's id of the person.
    #[schema(rename = "userId", max_length = 256)]
    user_id: Option<String>,
    /// `alias`: the id until now.
    #[schema(rename = "previousId", max_length = 256)]
    previous_id: Option<String>,
    /// `group`: the group.
    #[schema(rename = "groupId", max_length = 256)]
    group_id: Option<String>,
    /// `consent`: what the visitor allows, `{measurement, assistance, marketing}`.
    purposes: Option<BTreeMap<String, bool>>,
    /// `answer`, `seen`, `close`: the passage, as it came with the show.
    enrolment: Option<String>,
    /// `answer`, `seen`, `close`: the step, as it came with the show.
    step: Option<String>,
    /// `answer`: the key of the choice.
    choice: Option<String>,
    /// `answer`: free text, a rating, the keys of several choices, or the filled-in form as `{field: value}`. One that
    /// does not fit its step: `invalid`, `bad_answer`; the step stays open.
    value: Option<Value>,
    /// `close`: `button`, `escape`, `outside`, `not_now`, `never`, or `timeout` for a toast that went by itself.
    reason: Option<String>,
    /// Where it happened, if not on the page of the request.
    context: Option<EventContext>,
}

/// Where an event happened.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct EventContext {
    page: Option<PageDocument>,
}

/// A page.
#[derive(ToSchema)]
#[schema(as = Page)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct PageDocument {
    /// The whole address.
    url: Option<String>,
    /// The path alone; taken from the address when left out.
    path: Option<String>,
    /// The document's title.
    title: Option<String>,
    /// Where the visitor came from.
    referrer: Option<String>,
    /// The query; taken from the address when left out.
    search: Option<String>,
}
