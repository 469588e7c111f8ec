//! A site's secret keys: making, listing, taking back. A secret is shown once, when it is made.

use kizukai_model::{SiteId, Timestamp};
use kizukai_store::KeyKind;

use crate::authentication::hash_of;
use crate::{Runtime, RuntimeError, limits};

/// What every ingest key begins with, so that people and secret scanners know one when they see it.
pub(crate) const INGEST_PREFIX: &str = "kzi_";
/// What every API key begins with.
pub(crate) const API_PREFIX: &str = "ak_";

/// A key as it may be told: without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyView {
    /// Its number.
    pub id: u64,
    /// What it opens.
    pub kind: KeyKind,
    /// What it is for.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What came of taking a key back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It opens nothing any more.
    Removed,
    /// The site has no such key.
    Unknown,
    /// It is the site's last API key; nobody could make another one.
    LastApiKey,
}

impl Runtime {
    /// A site's secret keys, oldest first.
    pub fn keys(&self, site: &SiteId) -> Vec<KeyView> {
        let keys = self.inner.directory.keys(site).into_iter();
        let view = |key: kizukai_store::SecretKey| KeyView {
            id: key.id,
            kind: key.kind,
            label: key.label,
            created_at: key.created_at,
        };
        keys.map(view).collect()
    }

    /// Makes a key; it opens its door at once. None when the site has [`limits::KEYS_PER_SITE`] already.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn make_key(
        &self,
        site: &SiteId,
        kind: KeyKind,
        label: String,
    ) -> Result<Option<(KeyView, String)>, RuntimeError> {
        // One at a time, so that two requests cannot pass the bound together.
        let _publishing = self.inner.sources.lock().await;
        if self.inner.directory.keys(site).len() >= limits::KEYS_PER_SITE {
            return Ok(None);
        }
        let prefix = match kind {
            KeyKind::Api => API_PREFIX,
            KeyKind::Ingest => INGEST_PREFIX,
        };
        let secret = format!("{prefix}{}", self.inner.fresh.secret());
        let (catalog, hash, now, site) =
            (self.inner.catalog.clone(), hash_of(&secret), self.now(), site.clone());
        let added = self
            .blocking(move || Ok(catalog.with(|catalog| catalog.add_key(&site, kind, hash, &label, now))?));
        let key = added.await?;
        let view = KeyView { id: key.id, kind, label: key.label.clone(), created_at: key.created_at };
        self.inner.directory.add_key(key);
        Ok(Some((view, secret)))
    }

    /// Takes a key back; it opens nothing from now on.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn remove_key(&self, site: &SiteId, id: u64) -> Result<Removal, RuntimeError> {
        let _publishing = self.inner.sources.lock().await;
        let keys = self.inner.directory.keys(site);
        let api_keys = keys.iter().filter(|key| key.kind == KeyKind::Api).count();
        match keys.iter().find(|key| key.id == id) {
            None => return Ok(Removal::Unknown),
            Some(key) if key.kind == KeyKind::Api && api_keys == 1 => return Ok(Removal::LastApiKey),
            Some(_) => {}
        }
        let (catalog, of) = (self.inner.catalog.clone(), site.clone());
        self.blocking(move || Ok(catalog.with(|catalog| catalog.remove_key(&of, id))?)).await?;
        self.inner.directory.remove_key(site, id);
        Ok(Removal::Removed)
    }
}
