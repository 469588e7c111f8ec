//! Who is here now.
//!
//! The engine makes the rows, a limited number at once, so that nobody's page waits for a long list.

use serde::Serialize;

use kizukai_engagement::profile::{Glimpse, VISIT_TIMEOUT};
use kizukai_model::{ProfileId, SiteId, Span};
use kizukai_store::RowId;

use crate::engine::{Request, Slice, SliceAsked};
use crate::{Runtime, RuntimeError, limits};

/// Those who are here.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LiveVisitors {
    /// How many are here, listed or not.
    pub total: usize,
    /// The last seen first; with a cursor only those who did something since.
    pub visitors: Vec<Glimpse>,
    /// Profiles that became part of another one since, or were erased.
    pub gone: Vec<ProfileId>,
    /// To be passed as `after` next time.
    pub cursor: String,
    /// How long ago the last sign of somebody may be who counts as here, in seconds.
    pub window_s: i64,
}

impl Runtime {
    /// Who is here: seen within the window, at most the silence that ends a visit. `after` is the cursor of an earlier
    /// answer; one that is none counts as left out. After a start it begins empty, and visitors come back with
    /// the next thing they do.
    ///
    /// # Errors
    /// When the runtime is overloaded.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn visitors(
        &self,
        site: &SiteId,
        window: Span,
        after: Option<&str>,
        limit: usize,
    ) -> Result<LiveVisitors, RuntimeError> {
        let window = window.min(VISIT_TIMEOUT);
        let after: RowId = after.and_then(|cursor| cursor.parse().ok()).unwrap_or_default();
        let limit = limit.min(limits::VISITORS_LISTED);
        let mut below = RowId::MAX;
        let mut found: Option<Slice> = None;
        loop {
            let room = limit - found.as_ref().map_or(0, |found| found.visitors.len());
            let asked = SliceAsked { window, after, below, limit: room.min(limits::PRESENT_AT_ONCE) };
            let site = site.clone();
            let slice = self.ask(|answer| Request::Visitors { site, asked, answer }).await?;
            let next = slice.next;
            match &mut found {
                None => found = Some(slice),
                Some(found) => {
                    found.visitors.extend(slice.visitors);
                    found.gone.extend(slice.gone);
                }
            }
            match next {
                Some(row) if found.as_ref().is_some_and(|found| found.visitors.len() < limit) => below = row,
                _ => break,
            }
        }
        let Slice { visitors, gone, total, newest, .. } = found.unwrap_or_default();
        let cursor = newest.to_string();
        Ok(LiveVisitors { total, visitors, gone, cursor, window_s: window.as_secs() })
    }

    /// How many are here.
    ///
    /// # Errors
    /// As [`Runtime::visitors`].
    pub async fn visitors_now(&self, site: &SiteId) -> Result<usize, RuntimeError> {
        Ok(self.visitors(site, VISIT_TIMEOUT, None, 0).await?.total)
    }
}
