//! The first page of the console: how the shop is doing now, and what needs attention.

use serde::Serialize;

use kizukai_model::SiteId;

use crate::pulse::DayFigures;
use crate::{AttentionItem, Runtime, RuntimeError};

/// How a shop is doing now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Home {
    /// The present moment (RFC 3339).
    pub now: String,
    /// Everything from here on is counted (RFC 3339).
    pub counted_since: String,
    /// The past is still being read.
    pub is_counting: bool,
    /// How many visitors are here.
    pub visitors_now: usize,
    /// Today.
    pub today: DayFigures,
    /// The same weekday a week ago; None when not all of it was counted.
    pub same_weekday: Option<DayFigures>,
    /// What needs attention, the worst first.
    pub attention: Vec<AttentionItem>,
}

impl Runtime {
    /// How a site is doing now.
    ///
    /// # Errors
    /// When there is no such site, or the store cannot be read.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn home(&self, site: &SiteId) -> Result<Home, RuntimeError> {
        let visitors_now = self.visitors_now(site).await?;
        let attention = self.attention(site).await?;
        let (owner, now) = (site.clone(), self.now());
        self.ask_pulse(move |pulse| {
            let is_counting = pulse.is_counting(&owner);
            let pulse = pulse.site(&owner)?;
            Ok(Home {
                now: now.to_rfc3339(),
                counted_since: pulse.counted_since(now).to_rfc3339(),
                is_counting,
                visitors_now,
                today: pulse.today(now),
                same_weekday: pulse.same_weekday(now),
                attention,
            })
        })
        .await
    }
}
