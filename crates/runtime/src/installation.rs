//! What the shop's pages and servers send, for the install guide.

use std::sync::Arc;

use serde::Serialize;

use kizukai_engagement::ProgramSource;
use kizukai_engagement::text::ConsentMode;
use kizukai_model::{SiteId, Span, Timestamp};

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
        let asks = |source: &Arc<ProgramSource>| source.site.text.consent.mode == ConsentMode::Required;
        let asks_consent = self.inner.sources.lock().await.get(site).is_some_and(asks);
        let (owner, now) = (site.clone(), self.now());
        self.ask_pulse(move |pulse| {
            let is_counting = pulse.is_counting(&owner);
            let pulse = pulse.site(&owner)?;
            let silence = pulse.silence(now);
            Ok(InstallationFigures {
                last_event_at: silence.last_at.map(Timestamp::to_rfc3339),
                is_stopped: silence.is_stopped && !is_counting,
                usual_gap_s: silence.usual_gap.map(Span::as_secs),
                counted_since: pulse.counted_since(now).to_rfc3339(),
                checks: pulse.checks(asks_consent),
                events: pulse.events(now),
            })
        })
        .await
    }
}
