//! What became of one event, as every endpoint that takes events answers it.

use serde::Serialize;
use utoipa::ToSchema;

use kizukai_engagement::Verdict;
use kizukai_engagement::outcome::EventVerdict;

/// What became of one event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verdict)]
pub(crate) struct VerdictOfEvent {
    /// The event's id; null where an invalid one has none that can be read.
    #[serde(rename = "messageId")]
    message_id: Option<String>,
    /// `ok`: applied. `duplicate`: known already. `dropped`: understood, not applied. `invalid`: not understood.
    /// `retry`: not stored, send it again.
    #[schema(value_type = VerdictName)]
    verdict: Verdict,
    /// Why, where that is not plain: a stable word, sometimes followed by a colon and a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "missing_field: event")]
    reason: Option<String>,
}

impl VerdictOfEvent {
    /// For an event that could not be read.
    pub(crate) const fn invalid(message_id: Option<String>, reason: String) -> Self {
        Self { message_id, verdict: Verdict::Invalid, reason: Some(reason) }
    }
}

impl VerdictOfEvent {
    /// For an event that was understood and could not be stored.
    pub(crate) const fn retry(message_id: String, reason: Option<String>) -> Self {
        Self { message_id: Some(message_id), verdict: Verdict::Retry, reason }
    }

    /// The event's id, where it can be read.
    pub(crate) fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    /// What became of it.
    pub(crate) const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Why.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Whether it was not taken, for good.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(self.verdict, Verdict::Invalid | Verdict::Dropped)
    }

    /// Whether the event has to be sent again.
    pub(crate) fn is_retry(&self) -> bool {
        self.verdict == Verdict::Retry
    }
}

impl From<EventVerdict> for VerdictOfEvent {
    fn from(of_event: EventVerdict) -> Self {
        Self { message_id: Some(of_event.message_id), verdict: of_event.verdict, reason: of_event.reason }
    }
}

/// What can become of an event.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) enum VerdictName {
    Ok,
    Duplicate,
    Dropped,
    Invalid,
    Retry,
}
