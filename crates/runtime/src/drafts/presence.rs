//! Who is looking at a campaign under edit right now: in memory, forgotten soon after the last sign.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use kizukai_model::{Key, SiteId, Timestamp};

use crate::{Actor, Runtime, RuntimeError, limits, measures};

/// Everybody who is at a campaign.
#[derive(Default)]
pub(crate) struct Presences(Mutex<BTreeMap<Place, Presence>>);

/// Where, and in which window of whose.
type Place = (SiteId, Key, String, String);

struct Presence {
    name: String,
    part: Option<String>,
    since: Timestamp,
    last_at: Timestamp,
}

/// Somebody else who is at the same campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentMember {
    /// Who.
    pub name: String,
    /// At which part of it, in the words of the page.
    pub part: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// A campaign under edit, as somebody finds it who is at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtWork {
    /// The draft's revision; 0 for none.
    pub revision: u32,
    /// The published version; 0 for none.
    pub live_version: u32,
    /// The others, who came first first.
    pub others: Vec<PresentMember>,
}

impl Runtime {
    /// Says that somebody is at a campaign, in a window of theirs, and tells who else is.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn present_at(
        &self,
        site: &SiteId,
        key: Key,
        actor: &Actor,
        client: &str,
        part: Option<String>,
    ) -> Result<AtWork, RuntimeError> {
        let source = self.source(site).await?;
        let live = source.campaigns.iter().find(|campaign| campaign.text.key == key);
        let live_version = live.map_or(0, |campaign| campaign.version);
        let name = actor
            .member
            .and_then(|id| self.member(id))
            .map_or_else(|| actor.name.clone(), |known| known.name);
        let own: Place = (site.clone(), key.clone(), actor.name.clone(), client.to_owned());
        let others = self.inner.presences.note(own, name, part, self.now());
        let (catalog, site) = (self.inner.catalog.clone(), site.clone());
        let draft = self.blocking(move || Ok(catalog.with(|catalog| catalog.draft(&site, &key))?)).await?;
        Ok(AtWork { revision: draft.map_or(0, |row| row.revision), live_version, others })
    }
}

impl Presences {
    fn note(&self, own: Place, name: String, part: Option<String>, now: Timestamp) -> Vec<PresentMember> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, presence| now.since(presence.last_at) < limits::PRESENCE_LIFE);
        let here = |place: &Place| place.0 == own.0 && place.1 == own.1;
        let others = known.iter().filter(|(place, _)| here(place) && **place != own);
        let mut others: Vec<_> = others
            .map(|(_, presence)| PresentMember {
                name: presence.name.clone(),
                part: presence.part.clone(),
                since: presence.since,
            })
            .collect();
        others.sort_by_key(|other| other.since);
        others.truncate(limits::PRESENCES_TOLD);
        if let Some(presence) = known.get_mut(&own) {
            (presence.part, presence.last_at) = (part, now);
        } else if known.len() < limits::PRESENCES {
            known.insert(own, Presence { name, part, since: now, last_at: now });
        } else {
            measures::limit_hit("presences");
        }
        others
    }
}
