//! What is answered to a decide.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_engagement::explain::Explanation;
use kizukai_engagement::{Armed, StepRef};
use kizukai_runtime::{DecideReply, ShownItem};

use super::content_schema::Content;
use crate::events::Places;
use crate::verdict::VerdictOfEvent;

/// What follows from a request. Everything in it is durable.
#[derive(Serialize, ToSchema)]
pub(super) struct DecideResponse {
    /// The device's id; keep it and send it with the next request.
    #[serde(rename = "anonymousId")]
    anonymous_id: String,
    /// One for each event, in order.
    verdicts: Vec<VerdictOfEvent>,
    /// What the page must show.
    #[schema(value_type = Vec<ShowItem>)]
    show: Vec<ShownItem>,
    /// What waits for a signal on this page. The whole list: it replaces the last one.
    #[schema(value_type = Vec<ArmedItem>)]
    armed: Vec<Arc<Armed>>,
    /// What the page must take down.
    #[schema(value_type = Vec<StepOnPage>)]
    close: Vec<StepRef>,
    /// Milliseconds until a visible page should ask again, with no events; null: not before something happens.
    next_check_ms: Option<u64>,
    /// Why each campaign does or does not speak; only for who may ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<ExplanationItem>>)]
    explain: Option<Vec<Explanation>>,
}

impl DecideResponse {
    /// Puts the runtime's reply and the verdicts of the invalid events together.
    pub(super) fn new(reply: DecideReply, places: Places) -> Self {
        Self {
            anonymous_id: reply.anonymous_id,
            verdicts: places.fill(reply.verdicts),
            show: reply.show,
            armed: reply.armed,
            close: reply.close,
            next_check_ms: reply.next_check_ms,
            explain: reply.explain,
        }
    }

    /// The device's id.
    pub(super) fn anonymous_id(&self) -> &str {
        &self.anonymous_id
    }

    /// What became of the events.
    pub(super) fn verdicts(&self) -> &[VerdictOfEvent] {
        &self.verdicts
    }

    /// Whether nothing was stored: every event has to be sent again.
    pub(super) fn is_all_retry(&self) -> bool {
        !self.verdicts.is_empty() && self.verdicts.iter().all(VerdictOfEvent::is_retry)
    }
}

/// A step to be shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct ShowItem {
    /// The campaign's key.
    campaign: String,
    /// The arm's key.
    arm: String,
    /// The passage through the scenario; sent back with seen, answer and close.
    enrolment: String,
    /// The step's key; sent back likewise.
    step: String,
    /// `fullscreen`, `modal`, `corner`, `bar`, `toast` or `inline`.
    format: String,
    /// What to show, as plain texts: never as HTML.
    content: Content,
    /// It was shown before and goes on.
    resumed: bool,
}

/// A campaign that waits for a signal on this page.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct ArmedItem {
    /// The campaign's key.
    campaign: String,
    /// The signal to report.
    signal: String,
    /// How much of it.
    params: std::collections::BTreeMap<String, Value>,
}

/// A step on the page.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct StepOnPage {
    /// The passage.
    enrolment: String,
    /// The step.
    step: String,
}

/// Why a campaign does or does not speak.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the API")]
pub(super) struct ExplanationItem {
    /// The campaign's key.
    campaign: String,
    /// The gate at which it stopped; null when it speaks.
    gate: Option<String>,
    /// The arm, once drawn.
    arm: Option<String>,
    /// One plain sentence.
    reason: String,
    /// The reason for programs: `cap`, `quiet`, `budget`, `rival`, `held_out`, `audience`, `no_trigger` …
    code: String,
    /// Figures of the reason: of a cap `max`, `per`, `scope`, `shows` and `frees_at`.
    details: std::collections::BTreeMap<String, Value>,
}
