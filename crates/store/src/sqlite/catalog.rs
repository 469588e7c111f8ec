//! The catalog's sites. Secrets are in `keys`, definitions in `definitions`.

use std::path::Path;
use std::sync::Arc;

use kizukai_model::{Key, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::lock::Lock;
use super::schema::CATALOG;
use super::{columns, definitions, keys, open, plans};
use crate::StoreError;
use crate::catalog::{Catalog, DefinitionRow, IdentitySecret, KeyKind, PlanRow, SecretKey, Site};

/// The catalog in a data folder.
#[derive(Debug)]
pub struct SqliteCatalog {
    connection: Connection,
    _lock: Option<Arc<Lock>>,
}

impl SqliteCatalog {
    pub(super) fn open(dir: &Path, lock: Arc<Lock>) -> Result<Self, StoreError> {
        Ok(Self { connection: open::writer(dir, &CATALOG)?, _lock: Some(lock) })
    }

    /// For reading alone, beside whoever holds the folder; everything that writes fails.
    pub fn read_only(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self { connection: open::reader(dir, &CATALOG)?, _lock: None })
    }

    fn one_site(&self, sql: &str, by: &str) -> Result<Option<Site>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.query_row([by], read_site).optional()?)
    }

    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

impl Catalog for SqliteCatalog {
    fn create_site(&mut self, site: &Site, rules: u32) -> Result<(), StoreError> {
        let sql = "INSERT INTO site (id, name, write_key, created_at) VALUES (?1, ?2, ?3, ?4)";
        let Site { id, name, write_key, created_at } = site;
        let transaction = self.write()?;
        transaction.prepare_cached(sql)?.execute(params![id, name, write_key, created_at.as_ms()])?;
        definitions::put_rules(&transaction, id, 0, rules)?;
        Ok(transaction.commit()?)
    }

    fn site(&self, id: &str) -> Result<Option<Site>, StoreError> {
        self.one_site("SELECT id, name, write_key, created_at FROM site WHERE id = ?1", id)
    }

    fn sites(&self) -> Result<Vec<Site>, StoreError> {
        let sql = "SELECT id, name, write_key, created_at FROM site ORDER BY number";
        let mut select = self.connection.prepare_cached(sql)?;
        let sites = select.query_map([], read_site)?.collect::<Result<_, _>>()?;
        Ok(sites)
    }

    fn rename_site(&mut self, site: &str, name: &str) -> Result<(), StoreError> {
        let sql = "UPDATE site SET name = ?2 WHERE id = ?1";
        let renamed = self.connection.prepare_cached(sql)?.execute([site, name])?;
        if renamed == 0 {
            return Err(StoreError::UnknownSite { site: site.to_owned() });
        }
        Ok(())
    }

    fn site_by_write_key(&self, write_key: &str) -> Result<Option<Site>, StoreError> {
        self.one_site("SELECT id, name, write_key, created_at FROM site WHERE write_key = ?1", write_key)
    }

    fn add_key(
        &mut self,
        site: &str,
        kind: KeyKind,
        hash: [u8; 32],
        label: &str,
        created_at: Timestamp,
    ) -> Result<SecretKey, StoreError> {
        let transaction = self.write()?;
        let key = keys::add(&transaction, site, kind, hash, label, created_at)?;
        transaction.commit()?;
        Ok(key)
    }

    fn keys(&self) -> Result<Vec<SecretKey>, StoreError> {
        keys::all(&self.connection)
    }

    fn remove_key(&mut self, site: &str, id: u64) -> Result<bool, StoreError> {
        keys::remove(&self.connection, site, id)
    }

    fn identity_secrets(&self) -> Result<Vec<IdentitySecret>, StoreError> {
        keys::identity_secrets(&self.connection)
    }

    fn replace_identity_secret(
        &mut self,
        site: &str,
        secret: &str,
        created_at: Timestamp,
        previous_until: Timestamp,
    ) -> Result<(), StoreError> {
        let transaction = self.write()?;
        keys::replace_identity_secret(&transaction, site, secret, created_at, previous_until)?;
        Ok(transaction.commit()?)
    }

    fn current_program(&self, site: &str) -> Result<u64, StoreError> {
        Ok(definitions::current_program(&self.connection, site)?.unwrap_or(0))
    }

    fn publish(
        &mut self,
        site: &str,
        expected_program: u64,
        rows: &[DefinitionRow],
        plans: &[PlanRow],
    ) -> Result<u64, StoreError> {
        let transaction = self.write()?;
        let program = definitions::publish(&transaction, site, expected_program, rows)?;
        plans.iter().try_for_each(|plan| plans::put(&transaction, plan))?;
        transaction.commit()?;
        Ok(program)
    }

    fn put_plan(&mut self, plan: &PlanRow) -> Result<(), StoreError> {
        let transaction = self.write()?;
        plans::put(&transaction, plan)?;
        Ok(transaction.commit()?)
    }

    fn plans(&self, site: &str) -> Result<Vec<PlanRow>, StoreError> {
        plans::of_site(&self.connection, site)
    }

    fn rules(&self, site: &str, program: u64) -> Result<u32, StoreError> {
        definitions::rules(&self.connection, site, program)
    }

    fn adopt_rules(&mut self, site: &str, expected_program: u64, rules: u32) -> Result<u64, StoreError> {
        let transaction = self.write()?;
        let program = definitions::adopt_rules(&transaction, site, expected_program, rules)?;
        transaction.commit()?;
        Ok(program)
    }

    fn definitions(&self, site: &str, program: u64) -> Result<Vec<DefinitionRow>, StoreError> {
        definitions::of_program(&self.connection, site, program)
    }

    fn history(
        &self,
        site: &str,
        kind: &str,
        key: &Key,
        limit: usize,
    ) -> Result<Vec<DefinitionRow>, StoreError> {
        definitions::history(&self.connection, site, kind, key, limit)
    }

    fn older_versions(
        &self,
        site: &str,
        kind: &str,
        program: u64,
        limit_per_key: usize,
    ) -> Result<Vec<DefinitionRow>, StoreError> {
        definitions::older(&self.connection, site, kind, program, limit_per_key)
    }
}

fn read_site(row: &Row<'_>) -> rusqlite::Result<Site> {
    Ok(Site {
        id: row.get(0)?,
        name: row.get(1)?,
        write_key: row.get(2)?,
        created_at: columns::time(row, 3)?,
    })
}
