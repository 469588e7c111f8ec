//! What the shop's pages and servers send, for the install guide.

use serde::Serialize;

use kizukai_model::SiteId;

use crate::pulse::{EventCount, InstallationCheck};
use crate::{Runtime, RuntimeError};

/// What arrives, as far as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstallationFigures {
    /// When the last request came that brought events (RFC 3339).
    pub last_event_at: Option<String>,
    /// Events have stopped: the silence is far longer than usual.
    pub is_stopped: bool,
    /// The usual time between two requests at this hour, in seconds; None without an earlier day.
    pub usual_gap_s: Option<i64>,
    /// Everything from here on is counted (RFC 3339).
    pub counted_since: String,
    /// What should come.
    pub checks: Vec<InstallationCheck>,
    /// What comes, the most frequent first.
    pub events: Vec<EventCount>,
}

impl Runtime {
    /// What the shop's pages and servers send.
    ///
    /// # Errors
    /// When there is no such site.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn installation(&self, site: &SiteId) -> Result<InstallationFigures, RuntimeError> {
        let asks_consent = {
            let sources = self.inner.sources.lock().await;
            let source = sources.get(site);
            source.is_some_and(|source| {
                source.site.text.consent.mode == kizukai_engagement::text::ConsentMode::Required
            })
        };
        let (owner, now) = (site.clone(), self.now());
        self.ask_pulse(move |pulse| {
            let pulse = pulse.site(&owner)?;
            let silence = pulse.silence(now);
            Ok(InstallationFigures {
                last_event_at: silence.last_at.map(kizukai_model::Timestamp::to_rfc3339),
                is_stopped: silence.is_stopped,
                usual_gap_s: silence.usual_gap.map(kizukai_model::Span::as_secs),
                counted_since: pulse.counted_since().to_rfc3339(),
                checks: pulse.checks(asks_consent),
                events: pulse.events(now),
            })
        })
        .await
    }
}
