//! Which site a key opens. Write keys only write; API keys are compared by their SHA-256, never stored themselves.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError, RwLock};

use lru::LruCache;
use sha2::{Digest, Sha256};

use kizukai_model::SiteId;
use kizukai_store::{Site, StoreError};

use crate::{Runtime, RuntimeError, limits};

/// Sites by id and by write key, and API keys seen lately.
pub(crate) struct Directory {
    sites: RwLock<HashMap<SiteId, Site>>,
    by_write_key: RwLock<HashMap<String, SiteId>>,
    by_api_key: Mutex<LruCache<[u8; 32], SiteId>>,
}

impl Directory {
    pub(crate) fn new(sites: Vec<Site>) -> Self {
        let kept = NonZeroUsize::new(limits::CACHE_KEYS).unwrap_or(NonZeroUsize::MIN);
        let by_write_key = sites.iter().map(|site| (site.write_key.clone(), site.id.clone())).collect();
        Self {
            by_write_key: RwLock::new(by_write_key),
            sites: RwLock::new(sites.into_iter().map(|site| (site.id.clone(), site)).collect()),
            by_api_key: Mutex::new(LruCache::new(kept)),
        }
    }

    pub(crate) fn site(&self, id: &str) -> Option<Site> {
        self.sites.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    pub(crate) fn sites(&self) -> Vec<Site> {
        let sites = self.sites.read().unwrap_or_else(PoisonError::into_inner);
        let mut sites: Vec<_> = sites.values().cloned().collect();
        sites.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        sites
    }
}

/// The form in which an API key is stored and looked up.
pub(crate) fn hash_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

impl Runtime {
    /// The site a write key belongs to. All sites are known from the start, so this never waits for a disk.
    ///
    /// # Errors
    /// None at present; a store that is not in memory may have some.
    pub fn site_by_write_key(&self, key: &str) -> Result<Option<SiteId>, RuntimeError> {
        let known = self.inner.directory.by_write_key.read().unwrap_or_else(PoisonError::into_inner);
        Ok(known.get(key).cloned())
    }

    /// The site an API key opens.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn site_by_api_key(&self, secret: &str) -> Result<Option<SiteId>, RuntimeError> {
        let hash = hash_of(secret);
        let seen = || self.inner.directory.by_api_key.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(site) = seen().get(&hash) {
            return Ok(Some(site.clone()));
        }
        let found: Result<_, StoreError> = self.inner.catalog.with(|catalog| catalog.api_key_by_hash(&hash));
        let Some(key) = found? else { return Ok(None) };
        seen().put(hash, key.site.clone());
        Ok(Some(key.site))
    }
}
