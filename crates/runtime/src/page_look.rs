//! The look of the shop's own page, read there by the tag for whoever opens the link: a preview whose only message says
//! that it was read.
//!
//! The built-in campaign waits for a custom signal that no shop says. A tag that finds it armed fetches the chunk that reads
//! colours, corners and fonts, and says the signal with them (`web/tag/src/page_look`).

use kizukai_engagement::PageLook;
use kizukai_engagement::program::Wish;
use kizukai_model::{EventBody, SiteId};
use serde_json::{Value, json};

use crate::{DecideRequest, PreviewLink, Runtime, RuntimeError, ShownItem};

/// The name of the custom signal; `web/tag/src/signals/registry.ts` knows it too.
const SIGNAL: &str = "kizukai_page_look";
/// The built-in campaign.
const CAMPAIGN: &str = "page-look";

/// A page was opened with the link, or not yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    look: Option<PageLook>,
    path: String,
}

/// What was read, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadPage {
    /// The path of the page.
    pub path: String,
    /// Its look.
    pub look: PageLook,
}

impl Reading {
    /// Keeps what the tag says of its page; what it says last counts.
    pub(crate) fn hear(&mut self, request: &DecideRequest) {
        for event in &request.events {
            let EventBody::Signal { name, properties } = &event.body else { continue };
            if name != "custom" || properties.get("name").and_then(Value::as_str) != Some(SIGNAL) {
                continue;
            }
            self.look = Some(PageLook::read(properties));
            let page = event.page.as_ref().or(request.page.as_ref());
            self.path = page.and_then(|page| page.path.clone()).unwrap_or_default();
        }
    }

    /// The message wears what was read.
    pub(crate) fn dress(&self, shows: &mut [ShownItem]) {
        let Some(look) = &self.look else { return };
        for content in shows.iter_mut().filter_map(|show| show.content.as_object_mut()) {
            content.insert("theme".to_owned(), look.to_wire());
        }
    }
}

impl Runtime {
    /// Makes a link to a page of the shop that reads its look.
    ///
    /// # Errors
    /// When the site is unknown, or the catalog cannot be read.
    pub async fn make_page_look(&self, site: &SiteId) -> Result<PreviewLink, RuntimeError> {
        let source = self.source(site).await?;
        let wish = Wish { arm: None, at_once: false, as_anyone: true };
        self.begin_preview(site, &source, (CAMPAIGN, campaign()), &wish, Some(Reading::default()))
    }

    /// What was read with that link. The outer None: there is no such link, or it is over; the inner one: nothing yet.
    pub fn page_look(&self, site: &SiteId, token: &str) -> Option<Option<ReadPage>> {
        let Reading { look, path } = self.inner.previews.reading(site, token, self.now())?;
        Some(look.map(|look| ReadPage { path, look }))
    }
}

fn campaign() -> Value {
    json!({
        "name": "The shop's own look",
        "trigger": {"on": "signal", "name": "custom", "params": {"name": SIGNAL}},
        "goal": {"event": "Order Completed", "within": "7d"},
        "arms": [{"key": "a", "scenario": {"start": "read", "steps": {"read": {
            "type": "message",
            "format": "corner",
            "title": {"ja": "お店の色を読み取りました", "en": "The colours of your shop have been read"},
            "body": {
                "ja": "ご案内はこのように見えます。管理画面に戻って、お確かめください。",
                "en": "Messages will look like this one. Go back to the console to see and keep it.",
            },
            "choices": [{"key": "ok", "label": {"ja": "わかりました", "en": "All right"}, "next": "end"}],
        }}}}],
    })
}
