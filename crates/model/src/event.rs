//! Events: what a page, an app or a server tells Kizukai about a visitor.
//!
//! The shape follows the Segment specification (`track page screen identify group alias`); four more types carry
//! the dialogue (`signal answer seen close`), one what the visitor allows (`consent`). How JSON from outside becomes an [`Event`] is in `event_parse`.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Properties, Purposes, Timestamp};

/// One event, valid, with its time already corrected for the sender's clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The sender's id of the event; a second event with it is a duplicate.
    #[serde(rename = "messageId")]
    pub message_id: String,
    /// When it happened, never after its receipt.
    pub timestamp: Timestamp,
    /// The page it happened on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageInfo>,
    /// What happened.
    #[serde(flatten)]
    pub body: EventBody,
}

/// What an event says, by type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EventBody {
    /// Something was done: `Product Viewed`, `Order Completed`, …
    Track {
        /// The event's name.
        event: String,
        /// Its properties.
        #[serde(default, skip_serializing_if = "Properties::is_empty")]
        properties: Properties,
    },
    /// A page was viewed; also the signal `page_view`.
    Page {
        /// The page's name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Its properties.
        #[serde(default, skip_serializing_if = "Properties::is_empty")]
        properties: Properties,
    },
    /// A screen of an app was viewed.
    Screen {
        /// The screen's name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Its properties.
        #[serde(default, skip_serializing_if = "Properties::is_empty")]
        properties: Properties,
    },
    /// Who the person is, and what is known of them.
    Identify {
        /// The shop's id of the person.
        #[serde(default, rename = "userId", skip_serializing_if = "Option::is_none")]
        user_id: Option<String>,
        /// Traits to set; null removes one.
        #[serde(default, skip_serializing_if = "Properties::is_empty")]
        traits: Properties,
    },
    /// The person belongs to a group.
    Group {
        /// The group's id.
        #[serde(rename = "groupId")]
        group_id: String,
        /// The group's traits.
        #[serde(default, skip_serializing_if = "Properties::is_empty")]
        traits: Properties,
    },
    /// Two ids are one person.
    Alias {
        /// The id used until now.
        #[serde(rename = "previousId")]
        previous_id: String,
        /// The id from now on.
        #[serde(rename = "userId")]
        user_id: String,
    },
    /// The tag noticed a behaviour.
    Signal {
        /// `dwell scroll exit_intent idle return hesitation rage_click element_visible custom …`
        name: String,
        /// What was measured, e.g. `seconds`, `percent`, `score`.
        #[serde(default, skip_serializing_if = "Properties::is_empty")]
        properties: Properties,
    },
    /// The visitor answered a step.
    Answer {
        /// Which passage through which scenario.
        enrolment: String,
        /// Which step.
        step: String,
        /// What was answered.
        #[serde(flatten)]
        answer: Answer,
    },
    /// A step was really visible.
    Seen {
        /// Which passage through which scenario.
        enrolment: String,
        /// Which step.
        step: String,
    },
    /// A step was put away.
    Close {
        /// Which passage through which scenario.
        enrolment: String,
        /// Which step.
        step: String,
        /// How.
        reason: CloseReason,
    },
    /// The visitor allowed or refused purposes.
    Consent {
        /// Which.
        purposes: Purposes,
    },
    /// What an event said was not kept: the visitor had not consented. Never comes from outside.
    Withheld {},
}

/// An answer: the key of a choice, or a value (text, rating, several keys).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// One choice, by key.
    Choice(String),
    /// Free text, a number, or a list of choice keys.
    Value(Value),
}

impl Answer {
    /// The answer as one JSON value: the key, or the value.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Choice(key) => Value::String(key.clone()),
            Self::Value(value) => value.clone(),
        }
    }
}

/// How a visitor put a message away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// The close button.
    Button,
    /// The Escape key.
    Escape,
    /// A click beside a modal.
    Outside,
    /// "Not now".
    NotNow,
    /// "Never show me this".
    Never,
    /// Nobody put it away: a toast went by itself.
    Timeout,
}

impl EventBody {
    /// The type's name on the wire.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Track { .. } => "track",
            Self::Page { .. } => "page",
            Self::Screen { .. } => "screen",
            Self::Identify { .. } => "identify",
            Self::Group { .. } => "group",
            Self::Alias { .. } => "alias",
            Self::Signal { .. } => "signal",
            Self::Answer { .. } => "answer",
            Self::Seen { .. } => "seen",
            Self::Close { .. } => "close",
            Self::Consent { .. } => "consent",
            Self::Withheld {} => "withheld",
        }
    }

    /// The properties of a track, page, screen or signal.
    pub const fn properties(&self) -> Option<&Properties> {
        match self {
            Self::Track { properties, .. }
            | Self::Page { properties, .. }
            | Self::Screen { properties, .. }
            | Self::Signal { properties, .. } => Some(properties),
            _ => None,
        }
    }
}

impl Event {
    /// The name a `$event` feature or an event trigger matches: a track's name; `None` for other types.
    pub fn track_name(&self) -> Option<&str> {
        match &self.body {
            EventBody::Track { event, .. } => Some(event),
            _ => None,
        }
    }

    /// What the event is called in one word: the name of a track or a signal, else its type.
    pub fn word(&self) -> &str {
        match &self.body {
            EventBody::Track { event: name, .. } | EventBody::Signal { name, .. } => name,
            body => body.type_name(),
        }
    }

    /// The signal this event is: a signal's own name, or `page_view` for a page.
    pub fn signal_name(&self) -> Option<&str> {
        match &self.body {
            EventBody::Signal { name, .. } => Some(name),
            EventBody::Page { .. } => Some("page_view"),
            _ => None,
        }
    }

    /// The event as the API shows it: Segment shaped, the time as RFC 3339, the page under `context`.
    pub fn to_wire(&self) -> Value {
        let mut wire = serde_json::to_value(self).unwrap_or_default();
        if let Value::Object(fields) = &mut wire {
            fields.insert("timestamp".into(), json!(self.timestamp.to_rfc3339()));
            if let Some(page) = fields.shift_remove("page") {
                fields.insert("context".into(), json!({ "page": page }));
            }
        }
        wire
    }
}

/// The page an event happened on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageInfo {
    /// The whole address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The path alone, beginning with `/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The document's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the visitor came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    /// The query, with or without its `?`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
}

impl PageInfo {
    /// Reads what is there of `url path title referrer search`; None when nothing is. A missing path or search
    /// is taken from the address.
    pub fn read(source: &Properties) -> Option<Self> {
        let text = |name: &str| {
            source.get(name).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        let mut page = Self {
            url: text("url"),
            path: text("path"),
            title: text("title"),
            referrer: text("referrer"),
            search: text("search"),
        };
        if page == Self::default() {
            return None;
        }
        if let Some(url) = &page.url {
            let (path, search) = split_address(url);
            page.path = page.path.or_else(|| Some(path.to_owned()));
            page.search = page.search.or_else(|| search.map(str::to_owned));
        }
        Some(page)
    }

    /// The value of one query parameter, percent-decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let search = self.search.as_deref()?;
        search.strip_prefix('?').unwrap_or(search).split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decode(key) == name).then(|| percent_decode(value))
        })
    }
}

/// Splits an address into path and query, leaving scheme, host and fragment out.
fn split_address(url: &str) -> (&str, Option<&str>) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    let rest = rest.split('#').next().unwrap_or(rest);
    match rest.split_once('?') {
        Some((path, search)) => (path, Some(search)),
        None => (rest, None),
    }
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let escaped = || {
            let mut ahead = rest.clone();
            let high = (ahead.next()? as char).to_digit(16)?;
            let low = (ahead.next()? as char).to_digit(16)?;
            u8::try_from(high * 16 + low).ok()
        };
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => match escaped() {
                Some(value) => {
                    bytes.push(value);
                    rest.next();
                    rest.next();
                }
                None => bytes.push(b'%'),
            },
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_its_path_and_query_from_its_address() {
        let source = json!({"url": "https://shop.example/cart?utm_source=mail&q=%E9%9D%B4+a#top"});
        let page = PageInfo::read(source.as_object().unwrap()).unwrap();
        assert_eq!(page.path.as_deref(), Some("/cart"));
        assert_eq!(page.query("utm_source").as_deref(), Some("mail"));
        assert_eq!(page.query("q").as_deref(), Some("靴 a"));
        assert_eq!(page.query("top"), None);
    }

    #[test]
    fn an_event_reads_back_from_storage_and_shows_its_time_as_text() {
        let event = Event {
            message_id: "m1".into(),
            timestamp: Timestamp::from_ms(0),
            page: Some(PageInfo { path: Some("/cart".into()), ..PageInfo::default() }),
            body: EventBody::Answer {
                enrolment: "e".into(),
                step: "ask".into(),
                answer: Answer::Choice("yes".into()),
            },
        };
        let stored = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&stored).unwrap(), event);
        let wire = event.to_wire();
        assert_eq!(wire["timestamp"], "1970-01-01T00:00:00.000Z");
        assert_eq!(wire["context"]["page"]["path"], "/cart");
        assert_eq!(wire["choice"], "yes");
    }
}
