//! Whose events a batch holds. A server's batch speaks of many people; neighbours of one person become one request, and
//! the order of the batch is kept.

use axum::http::HeaderMap;
use base64::Engine;
use serde_json::Value;

use kizukai_engagement::Surface;
use kizukai_model::{Event, EventBody, Purposes, SiteId, limits, read_id, read_time};
use kizukai_runtime::{Admission, DecideRequest};

use super::message::Message;
use crate::app::App;
use crate::endpoints::decide::{read_device, read_locale};
use crate::events::{self, Envelope};
use crate::verdict::VerdictOfEvent;
use crate::write_key::LENIENT_BASE64;
use crate::{cookie, limits as http_limits};

/// Where one browser client puts the device's id, in base64.
const ANONYMOUS_ID_HEADER: &str = "anonymousid";

/// The events of one request by the people they are about.
pub(super) struct People {
    /// In order; each holds neighbouring events of one person.
    pub(super) requests: Vec<DecideRequest>,
    /// For each event of the batch its verdict, or the place of its request.
    places: Vec<Place>,
}

enum Place {
    Known(VerdictOfEvent),
    InRequest { request: usize, message_id: String },
}

/// What one event says of its sender.
struct Sender {
    anonymous_id: Option<String>,
    user_id: Option<String>,
    user_hash: Option<String>,
}

/// Sorts the events of a message.
pub(super) fn sort(app: &App, admission: &Admission, headers: &HeaderMap, message: &Message) -> People {
    let device = device_of(headers);
    let received_at = app.runtime().now();
    let fresh_id = || app.runtime().fresh_id();
    let mut people = People { requests: Vec::new(), places: Vec::with_capacity(message.events.len()) };
    for (index, source) in message.events.iter().enumerate() {
        let sent_at = message.sent_at.or_else(|| source.get("sentAt").and_then(read_time));
        let envelope = Envelope { received_at, sent_at, page: None };
        let read = sender(source).map_err(|reason| events::invalid(source, reason));
        let event = read.and_then(|sender| {
            events::read_one(index, source, &envelope, &fresh_id).map(|event| (sender, event))
        });
        match event {
            Ok((sender, event)) => {
                let sender =
                    Sender { anonymous_id: sender.anonymous_id.or_else(|| device.clone()), ..sender };
                let place = people.add(admission, sender.of(&event), event, source.get("context"));
                people.prove(app, &admission.site, &sender);
                people.places.push(place);
            }
            Err(verdict) => people.places.push(Place::Known(verdict)),
        }
    }
    people
}

impl Sender {
    /// Who the request is about as far as its envelope says: an alias names two people itself.
    fn of(&self, event: &Event) -> (Option<String>, Option<String>) {
        let is_alias = matches!(event.body, EventBody::Alias { .. });
        (self.anonymous_id.clone(), self.user_id.clone().filter(|_| !is_alias))
    }
}

impl People {
    fn add(
        &mut self,
        admission: &Admission,
        (anonymous_id, user_id): (Option<String>, Option<String>),
        event: Event,
        context: Option<&Value>,
    ) -> Place {
        let is_same =
            |last: &&mut DecideRequest| last.anonymous_id == anonymous_id && last.user_id == user_id;
        let message_id = event.message_id.clone();
        if let Some(last) = self.requests.last_mut().filter(is_same) {
            last.events.push(event);
        } else {
            let (surface, trusted) = (Surface::None, admission.trusted);
            let events = vec![event];
            let request =
                DecideRequest { anonymous_id, user_id, surface, events, trusted, ..DecideRequest::default() };
            self.requests.push(request);
        }
        let place = self.requests.len() - 1;
        let request = &mut self.requests[place];
        let field = |name: &str| context.and_then(|context| context.get(name));
        if let Some(locale) = field("locale").and_then(read_locale) {
            request.locale = Some(locale);
        }
        if let Some(device) = field("device").and_then(read_device) {
            request.device = device;
        }
        if let Some(consent) = field("consent") {
            request.consent = Purposes::of_context(consent);
        }
        Place::InRequest { request: place, message_id }
    }

    /// Notes the user id of the event just added as proved, if it is.
    fn prove(&mut self, app: &App, site: &SiteId, sender: &Sender) {
        let (Some(user), Some(hash)) = (&sender.user_id, &sender.user_hash) else { return };
        if let Some(request) = self.requests.last_mut()
            && !request.proved.contains(user)
            && app.runtime().proves(site, user, hash)
        {
            request.proved.push(user.clone());
        }
    }

    /// All verdicts in the order of the batch, once those of each request are known.
    pub(super) fn fill(
        places: Self,
        of_requests: Vec<Result<Vec<VerdictOfEvent>, String>>,
    ) -> Vec<VerdictOfEvent> {
        let mut of_requests: Vec<_> =
            of_requests.into_iter().map(|verdicts| verdicts.map(Vec::into_iter)).collect();
        let verdict = |place: Place| match place {
            Place::Known(verdict) => Some(verdict),
            Place::InRequest { request, message_id } => match of_requests.get_mut(request)? {
                Ok(verdicts) => verdicts.next(),
                Err(reason) => Some(VerdictOfEvent::retry(message_id, Some(reason.clone()))),
            },
        };
        places.places.into_iter().filter_map(verdict).collect()
    }
}

fn sender(source: &Value) -> Result<Sender, String> {
    let id = |name: &str| match source.get(name).and_then(read_id) {
        Some(id) if id.chars().count() > limits::ID_CHARS => Err(format!("too_long: {name}")),
        other => Ok(other),
    };
    let user_hash = source.get("userHash").and_then(Value::as_str).map(str::to_owned);
    Ok(Sender { anonymous_id: id("anonymousId")?, user_id: id("userId")?, user_hash })
}

/// The device's id beside the body: a client's header, or our own cookie where the pages are ours.
fn device_of(headers: &HeaderMap) -> Option<String> {
    let named = headers.get(ANONYMOUS_ID_HEADER).and_then(|value| value.to_str().ok()).map(plain_id);
    let fits = |id: &String| (1..=http_limits::HEADER_ID_BYTES).contains(&id.len());
    named.filter(fits).or_else(|| cookie::anonymous_id(headers).map(str::to_owned))
}

/// An id that may be base64 of the real one; what is no base64 of a text is the id itself.
fn plain_id(value: &str) -> String {
    let value = value.trim();
    let decoded = LENIENT_BASE64.decode(value).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded
        .filter(|id| !id.is_empty() && !id.chars().any(char::is_control))
        .unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_in_a_header_is_taken_out_of_its_base64() {
        for (header, id) in [
            ("ZmM5M2MwY2MtZmZmNi00NzdmLWJlNzUtZjkxNmE4MjQ2NGEz", "fc93c0cc-fff6-477f-be75-f916a82464a3"),
            ("fc93c0cc-fff6-477f-be75-f916a82464a3", "fc93c0cc-fff6-477f-be75-f916a82464a3"),
            ("YQ", "a"),
            ("ffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffff"),
        ] {
            assert_eq!(plain_id(header), id);
        }
    }

    #[test]
    fn an_id_of_the_wrong_kind_is_none_and_a_long_one_is_told() {
        let read = sender(&serde_json::json!({"anonymousId": null, "userId": ""})).unwrap();
        assert_eq!((read.anonymous_id, read.user_id), (None, None));
        let long = sender(&serde_json::json!({"userId": "x".repeat(300)}));
        assert_eq!(long.err().as_deref(), Some("too_long: userId"));
    }
}
