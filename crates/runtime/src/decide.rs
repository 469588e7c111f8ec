//! Deciding what a visitor gets, and traits from the shop's own data: the two requests that change a profile.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use kizukai_engagement::explain::Explanation;
use kizukai_engagement::input::Activity;
use kizukai_engagement::outcome::EventVerdict;
use kizukai_engagement::text::Format;
use kizukai_engagement::{Armed, StepRef, Surface};
use kizukai_model::{Event, IdKind, Key, PageInfo, ProfileId, Properties, Purposes, SiteId};

use crate::engine::Request;
use crate::{Runtime, RuntimeError};

/// One request of a visitor's device, or of a server on a visitor's behalf.
#[derive(Clone, Debug, Default)]
pub struct DecideRequest {
    /// The device's id; a request without one gets a fresh id in the reply.
    pub anonymous_id: Option<String>,
    /// Who the visitor is, as the shop says: an identify before the events, without a verdict.
    pub user_id: Option<String>,
    /// Whether a page waits for the answer.
    pub surface: Surface,
    /// What happened, in order; valid ones only.
    pub events: Vec<Event>,
    /// The page of the request.
    pub page: Option<PageInfo>,
    /// What is known of the device.
    pub device: Properties,
    /// The visitor's language.
    pub locale: Option<String>,
    /// What the visitor is doing.
    pub activity: Option<Activity>,
    /// What the request says of consent, by purpose.
    pub consent: Purposes,
    /// The browser sends Global Privacy Control.
    pub gpc: bool,
    /// What the page says it shows.
    pub showing: Vec<StepRef>,
    /// The sender used a secret key.
    pub trusted: bool,
    /// User ids that were proved (see [`Runtime::proves`]).
    pub proved: Vec<String>,
    /// Whether to say why each campaign does or does not speak.
    pub explain: bool,
}

/// What follows, durable by the time it is handed out.
#[derive(Clone, Debug)]
pub struct DecideReply {
    /// The device's id, the given one or a fresh one.
    pub anonymous_id: String,
    /// One for each event of the request, in order.
    pub verdicts: Vec<EventVerdict>,
    /// What the page must show.
    pub show: Vec<ShownItem>,
    /// What waits for a signal on this page; replaces the last list.
    pub armed: Vec<Arc<Armed>>,
    /// What the page must take down.
    pub close: Vec<StepRef>,
    /// Milliseconds until an open wait falls due.
    pub next_check_ms: Option<u64>,
    /// The visitor does not want to be remembered: the device is not to keep the id either.
    pub is_forgotten: bool,
    /// Why each campaign does or does not speak; only when asked for.
    pub explain: Option<Vec<Explanation>>,
}

/// A step to be shown, its texts rendered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownItem {
    /// Whose.
    pub campaign: Key,
    /// Which alternative.
    pub arm: Key,
    /// Which passage.
    pub enrolment: String,
    /// Which step.
    pub step: Key,
    /// How it looks.
    pub format: Format,
    /// What it says.
    pub content: Value,
    /// It was shown before and goes on.
    pub resumed: bool,
}

/// Traits from the shop's own data.
#[derive(Clone, Debug)]
pub struct TraitsChange {
    /// What kind of id.
    pub kind: IdKind,
    /// The id; an unknown one becomes a new profile.
    pub id: String,
    /// Values to set; null removes one.
    pub traits: Properties,
    /// Names the change, to settle ties; left out, the later change wins.
    pub message_id: Option<String>,
}

impl Runtime {
    /// Takes what happened to a visitor and decides what follows. Answers when it is durable.
    ///
    /// # Errors
    /// [`RuntimeError::Overloaded`] and [`RuntimeError::Retry`]: nothing of it is stored, send it again.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site, events = request.events.len()))]
    pub async fn decide(&self, site: &SiteId, request: DecideRequest) -> Result<DecideReply, RuntimeError> {
        let received_at = self.now();
        let site = site.clone();
        let request = Box::new(request);
        self.ask(|answer| Request::Decide { site, request, received_at, answer }).await
    }

    /// Takes what happened to several visitors, in this order; one answer for each request, in order. One that fails
    /// harms no other. All of them are on their way before the first is waited for, so they share commits.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site, requests = requests.len()))]
    pub async fn decide_all(
        &self,
        site: &SiteId,
        requests: Vec<DecideRequest>,
    ) -> Vec<Result<DecideReply, RuntimeError>> {
        let received_at = self.now();
        let sent: Vec<_> = requests
            .into_iter()
            .map(|request| {
                let (site, request) = (site.clone(), Box::new(request));
                self.send(|answer| Request::Decide { site, request, received_at, answer })
            })
            .collect();
        let mut replies = Vec::with_capacity(sent.len());
        for waiting in sent {
            replies.push(match waiting {
                Ok(reply) => reply.await.unwrap_or(Err(RuntimeError::Stopped)),
                Err(error) => Err(error),
            });
        }
        replies
    }

    /// Sets traits from the shop's own data, trusted. Gives the profile they went to.
    ///
    /// # Errors
    /// As [`Runtime::decide`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn set_traits(&self, site: &SiteId, change: TraitsChange) -> Result<ProfileId, RuntimeError> {
        self.ask(self.traits_request(site, change)).await
    }
}
