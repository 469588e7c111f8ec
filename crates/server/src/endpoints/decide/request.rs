//! What a tag, an app or a server sends to be decided.
//!
//! Read leniently: an optional field of the wrong kind counts as left out, because a shop's page must not lose a
//! sale's events over a broken label. Only what makes the whole request useless is a problem.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use kizukai_engagement::StepRef;
use kizukai_engagement::input::Activity;
use kizukai_model::{PageInfo, Properties, Purposes, Timestamp, depth_exceeds, limits, read_id, read_time};

use crate::body;
use crate::limits::{CONTEXT_BYTES, LOCALE_CHARS, SHOWING};
use crate::problem::ApiError;

/// A request to decide.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DecideRequest)]
pub(super) struct DecideBody {
    /// The site's public write key, or a secret ingest key, whose sender is trusted.
    #[serde(default, deserialize_with = "optional_id")]
    #[schema(required, value_type = String)]
    pub(super) write_key: Option<String>,
    /// The device's id. Left out: from the cookie, else a fresh one is made and answered.
    #[serde(default, deserialize_with = "optional_id")]
    #[schema(max_length = 256)]
    pub(super) anonymous_id: Option<String>,
    /// The shop's id of the person: an identify before the events, without a verdict.
    #[serde(default, deserialize_with = "optional_id")]
    #[schema(max_length = 256)]
    pub(super) user_id: Option<String>,
    /// HMAC-SHA-256 of `userId` with the site's identity secret, as hexadecimal digits, made by the shop's server: proves
    /// who the person is.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) user_hash: Option<String>,
    /// When the client sent this by its own clock (ISO 8601): corrects the events' times.
    #[serde(default, deserialize_with = "optional_time")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) sent_at: Option<Timestamp>,
    /// Where the visitor is, with what, in which language, doing what.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) context: Context,
    /// Segment-shaped events, signals, answers, seen, close; at most 500.
    #[serde(default, deserialize_with = "list_of_events")]
    #[schema(value_type = Vec<crate::endpoints::event_schema::EventDocument>, max_items = 500)]
    pub(super) events: Vec<Value>,
    /// What the page shows now.
    #[serde(default, deserialize_with = "steps")]
    #[schema(value_type = Vec<super::response::StepOnPage>)]
    pub(super) showing: Vec<StepRef>,
    /// The page is going away: nothing is decided for it.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) closing: bool,
    /// Say why each campaign does or does not speak; needs an API key of the site, else it is ignored.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) explain: bool,
}

/// Where the visitor is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = DecideContext)]
pub(super) struct Context {
    /// The page of the request: `url path title referrer search`.
    #[serde(default, deserialize_with = "page")]
    #[schema(value_type = Option<crate::endpoints::event_schema::PageDocument>)]
    pub(super) page: Option<PageInfo>,
    /// What is known of the device, read by conditions as `device.*`.
    #[serde(default, deserialize_with = "device")]
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    pub(super) device: Properties,
    /// The visitor's language, e.g. `ja-JP`.
    #[serde(default, deserialize_with = "locale")]
    #[schema(max_length = 35)]
    pub(super) locale: Option<String>,
    /// What the visitor is doing, where that forbids to interrupt.
    #[serde(default, deserialize_with = "lenient")]
    #[schema(value_type = Option<ActivityName>)]
    pub(super) activity: Option<Activity>,
    /// What the visitor allows, `{measurement, assistance, marketing}`; about one that is missing nothing is said.
    /// Segment's `{categoryPreferences: {…}}` with categories of those names is read too.
    #[serde(default, deserialize_with = "consent")]
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    pub(super) consent: Purposes,
    /// The browser sends Global Privacy Control; so does the header `Sec-GPC: 1`.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) gpc: bool,
}

/// What a visitor may be doing.
#[derive(ToSchema)]
#[schema(as = Activity, rename_all = "snake_case")]
#[expect(dead_code, reason = "only describes the API")]
pub(super) enum ActivityName {
    Typing,
    Checkout,
}

impl DecideBody {
    /// Reads a body.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ApiError> {
        // A list would be taken for the fields in order.
        if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
            body::from_json::<Value>(bytes)?;
            return Err(ApiError::BadField("the body must be an object".into()));
        }
        body::from_json(bytes)
    }
}

/// The field if it has its shape, else as if it were left out.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(source: D) -> Result<T, D::Error> {
    let value = Value::deserialize(source)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

fn optional_id<'de, D: Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    let id = read_id(&Value::deserialize(source)?);
    let fits = id.as_ref().is_none_or(|id| id.chars().count() <= limits::ID_CHARS);
    Ok(if fits { id } else { ignored("id_chars") })
}

fn optional_time<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(read_time(&Value::deserialize(source)?))
}

/// Events are the point of the request: what is not a list is a problem, not nothing.
fn list_of_events<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<Value>, D::Error> {
    match Value::deserialize(source)? {
        Value::Array(events) => Ok(events),
        Value::Null => Ok(Vec::new()),
        _ => Err(D::Error::custom("`events` must be a list")),
    }
}

fn steps<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<StepRef>, D::Error> {
    let Value::Array(items) = Value::deserialize(source)? else { return Ok(Vec::new()) };
    let steps = items.into_iter().take(SHOWING).filter_map(|item| serde_json::from_value(item).ok());
    let fits =
        |step: &StepRef| step.enrolment.len() <= limits::ID_CHARS && step.step.len() <= limits::ID_CHARS;
    Ok(steps.filter(fits).collect())
}

fn page<'de, D: Deserializer<'de>>(source: D) -> Result<Option<PageInfo>, D::Error> {
    Ok(bounded_object(source)?.and_then(|fields| PageInfo::read(&fields)))
}

fn device<'de, D: Deserializer<'de>>(source: D) -> Result<Properties, D::Error> {
    Ok(bounded_object(source)?.unwrap_or_default())
}

fn consent<'de, D: Deserializer<'de>>(source: D) -> Result<Purposes, D::Error> {
    Ok(Purposes::of_context(&Value::deserialize(source)?))
}

fn locale<'de, D: Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    Ok(read_locale(&Value::deserialize(source)?))
}

/// A language tag, if the value is one.
pub(crate) fn read_locale(value: &Value) -> Option<String> {
    let tag = value.as_str()?;
    let plain = tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    (plain && (1..=LOCALE_CHARS).contains(&tag.len())).then(|| tag.to_owned())
}

/// What is known of a device, if the value says something and not too much.
pub(crate) fn read_device(value: &Value) -> Option<Properties> {
    if !value.is_object() {
        return None;
    }
    bounded(value.clone())
}

fn bounded_object<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Map<String, Value>>, D::Error> {
    Ok(bounded(Value::deserialize(source)?))
}

fn bounded(value: Value) -> Option<Map<String, Value>> {
    if depth_exceeds(&value, limits::JSON_DEPTH) {
        return ignored("json_depth");
    }
    let Value::Object(fields) = value else { return None };
    let bytes: usize = fields.iter().map(|(name, value)| name.len() + weight(value)).sum();
    if bytes <= CONTEXT_BYTES { Some(fields) } else { ignored("context_bytes") }
}

/// About how many bytes a value takes as JSON.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 2,
        Value::Array(items) => items.iter().map(|item| weight(item) + 1).sum(),
        Value::Object(fields) => fields.iter().map(|(name, item)| name.len() + weight(item) + 4).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
    }
}

/// What is beyond a limit counts as left out, and is counted.
fn ignored<T>(limit: &'static str) -> Option<T> {
    metrics::counter!("kizukai_limit_hits_total", "limit" => limit).increment(1);
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(body: &Value) -> DecideBody {
        DecideBody::read(body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn optional_fields_of_the_wrong_kind_count_as_left_out() {
        let read = read(&json!({
            "writeKey": "w", "anonymousId": ["a"], "userId": {"id": 1}, "sentAt": "soon", "context": "no",
            "showing": {"enrolment": 1}, "closing": "yes", "explain": 1, "events": null, "more": [1],
        }));
        assert_eq!(read.write_key.as_deref(), Some("w"));
        assert_eq!((read.anonymous_id, read.user_id, read.sent_at), (None, None, None));
        assert!(read.showing.is_empty() && read.events.is_empty() && !read.closing && !read.explain);
    }

    #[test]
    fn one_bad_part_of_the_context_does_not_spoil_the_others() {
        let read = read(&json!({"context": {
            "page": {"url": "https://shop.example/cart?a=1"}, "device": [1], "locale": "ja-JP\r\n", "activity": "typing",
        }}));
        assert_eq!(read.context.page.unwrap().path.as_deref(), Some("/cart"));
        assert!(read.context.device.is_empty());
        assert_eq!(read.context.locale, None);
        assert_eq!(read.context.activity, Some(Activity::Typing));
    }

    #[test]
    fn ids_may_be_numbers_and_not_too_long() {
        assert_eq!(read(&json!({"userId": 42})).user_id.as_deref(), Some("42"));
        assert_eq!(read(&json!({"userId": "x".repeat(300)})).user_id, None);
    }

    #[test]
    fn a_page_that_would_weigh_on_every_event_is_left_out() {
        let url = format!("https://shop.example/?{}", "x".repeat(9_000));
        assert_eq!(read(&json!({"context": {"page": {"url": url}}})).context.page, None);
    }

    #[test]
    fn what_makes_the_whole_request_useless_is_named() {
        for (body, code) in [
            ("", "BrokenJson"),
            ("{\"writeKey\"", "BrokenJson"),
            ("[\"w\"]", "BadField"),
            ("\"w\"", "BadField"),
            ("{\"events\": {}}", "BadField"),
            (&format!("{{\"events\": {}{}}}", "[".repeat(200), "]".repeat(200)), "JsonTooDeep"),
        ] {
            let problem = DecideBody::read(body.as_bytes()).unwrap_err();
            assert!(format!("{problem:?}").starts_with(code), "{body}: {problem:?}");
        }
    }
}
