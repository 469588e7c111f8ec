//! Who may do what: which site a key opens and how far, and which site's pages may ask.
//!
//! Sites, keys and secrets are few and in memory, so that no request waits for a disk to be let in, and a wrong key costs
//! one look. Write keys are public names; secrets are looked up by their SHA-256 and never compared byte by byte, so
//! that the time an answer takes says nothing about them.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use sha2::{Digest, Sha256};

use kizukai_engagement::text::SiteText;
use kizukai_model::SiteId;
use kizukai_store::{IdentitySecret, KeyKind, SecretKey, Site};

use crate::{Actor, Runtime};

/// What a key lets its sender do: speak for visitors of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// The site.
    pub site: SiteId,
    /// It is a secret ingest key: what its sender says of visitors is believed.
    pub trusted: bool,
}

/// Sites and everything that opens them.
pub(crate) struct Directory {
    doors: RwLock<Doors>,
}

/// What [`Directory`] guards.
#[derive(Default)]
struct Doors {
    sites: HashMap<SiteId, Site>,
    by_write_key: HashMap<String, SiteId>,
    by_secret: HashMap<[u8; 32], SecretKey>,
    identity: HashMap<SiteId, Arc<Vec<IdentitySecret>>>,
    origins: HashMap<SiteId, Arc<Vec<String>>>,
    settings: HashMap<SiteId, Arc<SiteText>>,
}

impl Directory {
    pub(crate) fn new(sites: Vec<Site>, keys: Vec<SecretKey>, secrets: Vec<IdentitySecret>) -> Self {
        let mut doors = Doors::default();
        for site in sites {
            doors.by_write_key.insert(site.write_key.clone(), site.id.clone());
            doors.sites.insert(site.id.clone(), site);
        }
        doors.by_secret = keys.into_iter().map(|key| (key.hash, key)).collect();
        for secret in secrets {
            Arc::make_mut(doors.identity.entry(secret.site.clone()).or_default()).push(secret);
        }
        Self { doors: RwLock::new(doors) }
    }

    pub(crate) fn site(&self, id: &str) -> Option<Site> {
        self.read(|doors| doors.sites.get(id).cloned())
    }

    pub(crate) fn sites(&self) -> Vec<Site> {
        let mut sites: Vec<_> = self.read(|doors| doors.sites.values().cloned().collect());
        sites.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        sites
    }

    /// A site's settings as they stand from now on.
    pub(crate) fn set_up(&self, site: &SiteId, text: &SiteText) {
        let (origins, settings) = (Arc::new(text.origins.clone()), Arc::new(text.clone()));
        self.write(|doors| {
            doors.origins.insert(site.clone(), origins);
            doors.settings.insert(site.clone(), settings);
        });
    }

    pub(crate) fn add_site(&self, site: Site) {
        self.write(|doors| {
            doors.by_write_key.insert(site.write_key.clone(), site.id.clone());
            doors.sites.insert(site.id.clone(), site);
        });
    }

    pub(crate) fn rename_site(&self, site: &str, name: &str) {
        self.write(|doors| doors.sites.get_mut(site).map(|known| name.clone_into(&mut known.name)));
    }

    /// A site's keys, oldest first.
    pub(crate) fn keys(&self, site: &str) -> Vec<SecretKey> {
        let own = |key: &&SecretKey| *key.site == *site;
        let mut keys: Vec<_> = self.read(|doors| doors.by_secret.values().filter(own).cloned().collect());
        keys.sort_by_key(|key| key.id);
        keys
    }

    pub(crate) fn add_key(&self, key: SecretKey) {
        self.write(|doors| doors.by_secret.insert(key.hash, key));
    }

    pub(crate) fn remove_key(&self, site: &str, id: u64) {
        self.write(|doors| doors.by_secret.retain(|_, key| key.id != id || *key.site != *site));
    }

    /// A site's identity secrets, oldest first.
    pub(crate) fn identity_secrets(&self, site: &str) -> Arc<Vec<IdentitySecret>> {
        self.read(|doors| doors.identity.get(site).cloned()).unwrap_or_default()
    }

    pub(crate) fn set_identity_secrets(&self, site: &SiteId, secrets: Vec<IdentitySecret>) {
        self.write(|doors| doors.identity.insert(site.clone(), Arc::new(secrets)));
    }

    fn by_secret(&self, secret: &str, kind: KeyKind) -> Option<SecretKey> {
        let hash = hash_of(secret);
        self.read(|doors| doors.by_secret.get(&hash).filter(|key| key.kind == kind).cloned())
    }

    fn read<T>(&self, look: impl FnOnce(&Doors) -> T) -> T {
        look(&self.doors.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Doors) -> T) {
        change(&mut self.doors.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The form in which a secret key is stored and looked up.
pub(crate) fn hash_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

impl Runtime {
    /// What a write key or an ingest key lets its sender do; none for an unknown one.
    pub fn admit(&self, key: &str) -> Option<Admission> {
        let directory = &self.inner.directory;
        let public = directory.read(|doors| doors.by_write_key.get(key).cloned());
        if let Some(site) = public {
            return Some(Admission { site, trusted: false });
        }
        directory.by_secret(key, KeyKind::Ingest).map(|key| Admission { site: key.site, trusted: true })
    }

    /// The site an API key opens.
    pub fn site_by_api_key(&self, secret: &str) -> Option<SiteId> {
        Some(self.holder_of_api_key(secret)?.0)
    }

    /// The site an API key opens, and who its holder is when something is changed with it.
    pub fn holder_of_api_key(&self, secret: &str) -> Option<(SiteId, Actor)> {
        let key = self.inner.directory.by_secret(secret, KeyKind::Api)?;
        let actor = Actor::key(key.id, &key.label);
        Some((key.site, actor))
    }

    /// A site's settings as they hold now.
    pub fn settings(&self, site: &SiteId) -> Arc<SiteText> {
        self.inner.directory.read(|doors| doors.settings.get(site).cloned()).unwrap_or_default()
    }

    /// The origins whose pages may send events to a site; empty: any.
    pub fn origins(&self, site: &SiteId) -> Arc<Vec<String>> {
        self.inner.directory.read(|doors| doors.origins.get(site).cloned()).unwrap_or_default()
    }

    /// Whether pages of an origin may send events to some site: all that is known before a key is.
    pub fn is_welcome_somewhere(&self, origin: &str) -> Welcome {
        self.inner.directory.read(|doors| {
            let lists = || doors.sites.keys().map(|site| doors.origins.get(site));
            if lists().flatten().any(|list| list.iter().any(|own| own == origin)) {
                return Welcome::Named;
            }
            let is_open = lists().any(|list| list.is_none_or(|list| list.is_empty()));
            if is_open { Welcome::Anybody } else { Welcome::Nowhere }
        })
    }
}

/// How an origin is welcome before it is known which site is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Welcome {
    /// Some site names it.
    Named,
    /// No site names it, and some site takes any.
    Anybody,
    /// Every site has a list, and it is on none.
    Nowhere,
}
