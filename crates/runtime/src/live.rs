//! What is happening right now, for those who watch: inputs as they become durable.
//!
//! A watcher that reads too slowly skips what it missed; nobody ever waits for a watcher.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::broadcast;

use kizukai_model::{ProfileId, SiteId};

use crate::{Runtime, limits};

/// One durable input, as `GET /api/live` shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LiveInput {
    /// Whose.
    pub profile: ProfileId,
    /// The device that spoke, by its anonymous id; none for what no device did.
    #[serde(rename = "anonymousId", skip_serializing_if = "Option::is_none")]
    pub anonymous_id: Option<String>,
    /// The input's number within the profile.
    pub seq: u64,
    /// Its events, oldest first, decisions included; as in `GET /api/profiles/{id}/events`.
    pub events: Vec<Value>,
}

/// Who watches which site.
#[derive(Debug, Default)]
pub(crate) struct LiveFeed {
    sites: Mutex<HashMap<SiteId, broadcast::Sender<Arc<LiveInput>>>>,
}

impl LiveFeed {
    fn watch(&self, site: &SiteId) -> broadcast::Receiver<Arc<LiveInput>> {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        sites.entry(site.clone()).or_insert_with(|| broadcast::channel(limits::LIVE_INPUTS).0).subscribe()
    }

    /// The sender of a site that somebody watches.
    pub(crate) fn watched(&self, site: &SiteId) -> Option<broadcast::Sender<Arc<LiveInput>>> {
        let sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        sites.get(site).filter(|sender| sender.receiver_count() > 0).cloned()
    }
}

impl Runtime {
    /// Watches a site: inputs from now on, as they become durable.
    pub fn live(&self, site: &SiteId) -> broadcast::Receiver<Arc<LiveInput>> {
        self.inner.live.watch(site)
    }
}
