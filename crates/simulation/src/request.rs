//! What a visitor's page sends to be decided, as the tag would: typed here, as JSON on the way out.

use serde_json::{Map, Value, json};

/// One step on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StepId {
    /// The passage.
    pub enrolment: String,
    /// The step.
    pub step: String,
}

/// What an event says.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// A page was opened.
    Page,
    /// Something of the shop happened.
    Track {
        /// Its name.
        name: &'static str,
        /// What the shop sends with it.
        properties: Value,
    },
    /// The visitor logged in.
    Identify {
        /// The shop's id of the person.
        user_id: String,
        /// How the shop calls them.
        name: &'static str,
    },
    /// The browser noticed something that a campaign waited for.
    Signal {
        /// Its name.
        name: &'static str,
        /// What was measured.
        properties: Value,
    },
    /// A message was really visible.
    Seen(StepId),
    /// The visitor answered.
    Answer {
        /// What.
        step: StepId,
        /// `{"choice": …}` or `{"value": …}`.
        given: Value,
    },
    /// The visitor closed a message.
    Close {
        /// Which.
        step: StepId,
        /// How: `button`, `not_now`, `never`.
        reason: &'static str,
    },
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its messageId.
    pub id: String,
    /// What it says.
    pub what: Happening,
}

/// Where the visitor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageAt {
    /// The path, without the query.
    pub path: String,
    /// The query with its question mark, or nothing.
    pub search: String,
    /// The title.
    pub title: String,
    /// The page before, or the page outside that led here.
    pub referrer: String,
}

/// With what the visitor looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A phone held upright.
    Phone,
    /// A desk.
    Desktop,
}

impl Device {
    /// Milliseconds that a page of the shop takes to load there, from and to.
    pub(crate) const fn load_ms(self) -> [u64; 2] {
        match self {
            Self::Phone => [700, 2_600],
            Self::Desktop => [400, 1_500],
        }
    }
}

/// One request to `POST /v1/decide`.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The device's id; it begins with [`crate::MARK`].
    pub anonymous_id: String,
    /// Where.
    pub page: PageAt,
    /// With what.
    pub device: Device,
    /// In which language.
    pub locale: &'static str,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What stands on the page.
    pub showing: Vec<StepId>,
    /// The page is going away.
    pub closing: bool,
}

impl Request {
    /// As JSON. `origin` is the shop's, such as `http://127.0.0.1:8787`.
    pub fn to_json(&self, write_key: &str, origin: &str) -> Value {
        let PageAt { path, search, title, referrer } = &self.page;
        let page = json!({
            "url": format!("{origin}{path}{search}"),
            "path": path,
            "search": search,
            "title": title,
            "referrer": if referrer.starts_with('/') { format!("{origin}{referrer}") } else { referrer.clone() },
        });
        let device = match self.device {
            Device::Phone => json!({"type": "phone", "width": 390, "height": 844}),
            Device::Desktop => json!({"type": "desktop", "width": 1440, "height": 900}),
        };
        let mut context = json!({"page": page, "device": device, "locale": self.locale});
        if path.starts_with("/checkout") {
            context["activity"] = "checkout".into();
        }
        let mut body = json!({
            "writeKey": write_key,
            "anonymousId": self.anonymous_id,
            "context": context,
            "events": self.events.iter().map(|event| event.to_json(&self.page)).collect::<Vec<_>>(),
            "showing": self.showing.iter().map(StepId::to_json).collect::<Vec<_>>(),
        });
        if self.closing {
            body["closing"] = true.into();
        }
        body
    }
}

impl StepId {
    fn to_json(&self) -> Value {
        json!({"enrolment": self.enrolment, "step": self.step})
    }

    fn into_fields(self, kind: &str, more: &Value) -> Value {
        let mut fields = Map::from_iter([
            ("type".to_owned(), kind.into()),
            ("enrolment".to_owned(), self.enrolment.into()),
            ("step".to_owned(), self.step.into()),
        ]);
        fields.extend(more.as_object().cloned().unwrap_or_default());
        fields.into()
    }
}

impl Event {
    /// The name, where it is a `track`.
    pub const fn track_name(&self) -> Option<&'static str> {
        if let Happening::Track { name, .. } = self.what { Some(name) } else { None }
    }

    fn to_json(&self, page: &PageAt) -> Value {
        let mut event = match self.what.clone() {
            Happening::Page => {
                json!({"type": "page", "properties": {"path": page.path, "title": page.title}})
            }
            Happening::Track { name, properties } => {
                json!({"type": "track", "event": name, "properties": properties})
            }
            Happening::Identify { user_id, name } => {
                json!({"type": "identify", "userId": user_id, "traits": {"name": name}})
            }
            Happening::Signal { name, properties } => {
                json!({"type": "signal", "name": name, "properties": properties})
            }
            Happening::Seen(step) => step.into_fields("seen", &Value::Null),
            Happening::Answer { step, given } => step.into_fields("answer", &given),
            Happening::Close { step, reason } => step.into_fields("close", &json!({"reason": reason})),
        };
        event["messageId"] = self.id.as_str().into();
        event
    }
}
