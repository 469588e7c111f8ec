//! Reading a profile and its history. A reader sees everything that was acknowledged before it asked.
//!
//! The engine resolves the id and the answer comes back through the committer, behind every commit that holds
//! something of the profile; the history itself is read beside the engine.

use serde_json::Value;

use kizukai_model::{SiteId, limits};
use kizukai_store::LedgerReader;

use crate::engine::Request;
use crate::person::{Person, Who};
use crate::trail::{Position, Trail};
use crate::{Runtime, RuntimeError, codec};

/// A page of a profile's history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventsPage {
    /// Newest first: Segment-shaped events, decisions as `type: decision`.
    pub events: Vec<Value>,
    /// What to pass as `before` for the next page; None at the end.
    pub next: Option<String>,
}

impl Runtime {
    /// A profile as the API shows it; None when nobody is known by that id.
    ///
    /// # Errors
    /// When the store cannot be read, or the runtime is overloaded.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn profile(&self, site: &SiteId, who: Who) -> Result<Option<Value>, RuntimeError> {
        let found = self.person(site, who).await?;
        Ok(found.map(|person| person.profile.to_wire(&person.program, person.now)))
    }

    /// A copy of a profile.
    pub(crate) async fn person(&self, site: &SiteId, who: Who) -> Result<Option<Person>, RuntimeError> {
        let site = site.clone();
        self.ask(|answer| Request::Person { site, who, answer }).await
    }

    /// What happened to a profile, newest first, at most `limit` rows; `before` is the `next` of the page before.
    /// After a merge the other profile's history is in it too. None when nobody is known by that id; a `before` that
    /// is no cursor gives an empty page.
    ///
    /// # Errors
    /// As [`Runtime::profile`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn events(
        &self,
        site: &SiteId,
        who: Who,
        limit: usize,
        before: Option<&str>,
    ) -> Result<Option<EventsPage>, RuntimeError> {
        let asked_site = site.clone();
        let found = self.ask(|answer| Request::Head { site: asked_site, who, answer }).await?;
        let Some((profile, head)) = found else { return Ok(None) };
        let start = match before {
            Some(cursor) => Position::read(cursor),
            None => head.map(|row| Position::at(profile, row)),
        };
        let Some(start) = start else { return Ok(Some(EventsPage::default())) };
        let site = site.clone();
        let limit = limit.clamp(1, limits::EVENTS_READ);
        self.read(move |reader| page(reader, &site, &start, limit)).await.map(Some)
    }
}

/// Rows looked through for one page: rows without events, such as timers, cost reading too.
const ROWS_PER_PAGE: usize = 2_000;

/// One page from a position on. Where a row holds more events than fit, the next page goes on inside it.
fn page(
    reader: &dyn LedgerReader,
    site: &SiteId,
    start: &Position,
    limit: usize,
) -> Result<EventsPage, RuntimeError> {
    let mut trail = Trail::from(reader, site, start);
    let mut page = EventsPage::default();
    let mut skipped = start.skipped();
    for _ in 0..ROWS_PER_PAGE {
        let here = trail.position();
        let Some(entry) = trail.next()? else { return Ok(page) };
        let mut shown = codec::shown(&entry);
        shown.reverse();
        shown.drain(..skipped.min(shown.len()));
        let room = limit - page.events.len();
        if shown.len() > room {
            shown.truncate(room);
            page.events.append(&mut shown);
            page.next = here.map(|position| position.skipping(skipped + room).to_string());
            return Ok(page);
        }
        skipped = 0;
        page.events.append(&mut shown);
        if page.events.len() == limit {
            break;
        }
    }
    page.next = trail.position().map(|position| position.to_string());
    Ok(page)
}
