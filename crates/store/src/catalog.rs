//! The catalog: sites, their keys, and every version of what they published; their people are in [`crate::people`], what is not
//! published yet in [`crate::studio`].
//!
//! A **program** is the state of a site's definitions between two publications, numbered from 1. Versions are
//! never removed: an input in the ledger names the program it was stepped under, and a rebuild needs it.

use kizukai_model::{Key, SiteId, Timestamp};

use crate::{People, StoreError, Studio};

/// One shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Its name, for people.
    pub name: String,
    /// The public key of its tag: it only writes.
    pub write_key: String,
    /// When it was set up.
    pub created_at: Timestamp,
}

/// What a secret key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// The admin API of its site.
    Api,
    /// Sending events where a write key may, and being trusted.
    Ingest,
}

/// A secret key of a site. The secret itself is not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretKey {
    /// Its number, given by the store and never given again.
    pub id: u64,
    /// The site it opens.
    pub site: SiteId,
    /// What it opens there.
    pub kind: KeyKind,
    /// SHA-256 of the secret, made by the caller.
    pub hash: [u8; 32],
    /// What it is for, for people.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A secret with which a site's own servers prove who a visitor is. Stored as it is, because proofs are computed from it.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentitySecret {
    /// The site whose visitors it proves.
    pub site: SiteId,
    /// The secret.
    pub secret: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it holds, once a newer one has replaced it.
    pub valid_until: Option<Timestamp>,
}

impl std::fmt::Debug for IdentitySecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdentitySecret").field("site", &self.site).finish_non_exhaustive()
    }
}

/// What is fixed of a phase when it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// The shop.
    pub site: SiteId,
    /// The campaign; None for the site as a whole.
    pub campaign: Option<Key>,
    /// The phase.
    pub phase: u32,
    /// When it began.
    pub since: Timestamp,
    /// The plan, encoded by the runtime.
    pub plan: Vec<u8>,
}

/// One version of a campaign, a segment or the site's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionRow {
    /// The shop.
    pub site: SiteId,
    /// `campaign`, `segment` or `site`.
    pub kind: String,
    /// Its key within the kind.
    pub key: Key,
    /// Counts per kind and key, from 1, without gaps.
    pub version: u32,
    /// The phase it belongs to.
    pub phase: u32,
    /// The program with which it became current.
    pub program: u64,
    /// When that was.
    pub published_at: Timestamp,
    /// The text, as JSON.
    pub text: Vec<u8>,
}

/// Reads and writes a catalog. Each write is one transaction, synced when it answers `Ok`.
pub trait Catalog: People + Studio + Send {
    /// Adds a site, whose programs stand under these rules of the step. [`StoreError::Duplicate`] when its id or write
    /// key exists.
    fn create_site(&mut self, site: &Site, rules: u32) -> Result<(), StoreError>;

    /// One site.
    fn site(&self, id: &str) -> Result<Option<Site>, StoreError>;

    /// All sites, oldest first.
    fn sites(&self) -> Result<Vec<Site>, StoreError>;

    /// Gives a site another name. [`StoreError::UnknownSite`] when there is no such site.
    fn rename_site(&mut self, site: &str, name: &str) -> Result<(), StoreError>;

    /// The site a write key belongs to.
    fn site_by_write_key(&self, write_key: &str) -> Result<Option<Site>, StoreError>;

    /// Adds a secret key and numbers it. [`StoreError::Duplicate`] when the hash exists,
    /// [`StoreError::UnknownSite`] when the site does not.
    fn add_key(
        &mut self,
        site: &str,
        kind: KeyKind,
        hash: [u8; 32],
        label: &str,
        created_at: Timestamp,
    ) -> Result<SecretKey, StoreError>;

    /// The secret keys of all sites, oldest first.
    fn keys(&self) -> Result<Vec<SecretKey>, StoreError>;

    /// Removes a site's key; false when it has no such key.
    fn remove_key(&mut self, site: &str, id: u64) -> Result<bool, StoreError>;

    /// The identity secrets of all sites, oldest first.
    fn identity_secrets(&self) -> Result<Vec<IdentitySecret>, StoreError>;

    /// Gives a site a new identity secret. The one before holds until `previous_until`, those before it no longer.
    /// [`StoreError::UnknownSite`] when there is no such site.
    fn replace_identity_secret(
        &mut self,
        site: &str,
        secret: &str,
        created_at: Timestamp,
        previous_until: Timestamp,
    ) -> Result<(), StoreError>;

    /// The number of a site's current program; 0 before the first.
    fn current_program(&self, site: &str) -> Result<u64, StoreError>;

    /// Publishes: stores the rows and makes `expected_program + 1` current, which is answered.
    ///
    /// [`StoreError::Conflict`] when the current program is not `expected_program`; [`StoreError::UnknownSite`];
    /// The plans of phases that begin with it are kept along with it; one that is there already stays.
    /// [`StoreError::Refused`] when there are no rows, or a row is of another site, carries another program, or
    /// is not the next version of its kind and key.
    fn publish(
        &mut self,
        site: &str,
        expected_program: u64,
        rows: &[DefinitionRow],
        plans: &[PlanRow],
    ) -> Result<u64, StoreError>;

    /// Keeps the plan of a phase; one that is there already stays.
    fn put_plan(&mut self, plan: &PlanRow) -> Result<(), StoreError>;

    /// The plans of a site's phases: those of the site as a whole, then by campaign and phase.
    fn plans(&self, site: &str) -> Result<Vec<PlanRow>, StoreError>;

    /// The rules of the step that a program stands under; 1 where nobody said.
    fn rules(&self, site: &str, program: u64) -> Result<u32, StoreError>;

    /// From the next program on other rules hold: makes `expected_program + 1` current, with the same definitions, and
    /// answers it. [`StoreError::Conflict`] and [`StoreError::UnknownSite`] as [`Catalog::publish`];
    /// [`StoreError::Refused`] when newer rules hold already.
    fn adopt_rules(&mut self, site: &str, expected_program: u64, rules: u32) -> Result<u64, StoreError>;

    /// The definitions that make up a program, by kind and key: of each the latest that is not younger.
    fn definitions(&self, site: &str, program: u64) -> Result<Vec<DefinitionRow>, StoreError>;

    /// Versions of one definition, newest first.
    fn history(
        &self,
        site: &str,
        kind: &str,
        key: &Key,
        limit: usize,
    ) -> Result<Vec<DefinitionRow>, StoreError>;

    /// Versions that a program has replaced, by key and newest first, at most `limit_per_key` of each key: what
    /// open enrolments may still run on.
    fn older_versions(
        &self,
        site: &str,
        kind: &str,
        program: u64,
        limit_per_key: usize,
    ) -> Result<Vec<DefinitionRow>, StoreError>;
}
