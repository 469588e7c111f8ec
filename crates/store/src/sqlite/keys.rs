//! The catalog's secrets: keys by their hash, and what proofs of identity are computed from.

use kizukai_model::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use super::{columns, definitions};
use crate::StoreError;
use crate::catalog::{IdentitySecret, KeyKind, SecretKey};

pub(super) fn add(
    transaction: &Transaction<'_>,
    site: &str,
    kind: KeyKind,
    hash: [u8; 32],
    label: &str,
    created_at: Timestamp,
) -> Result<SecretKey, StoreError> {
    must_exist(transaction, site)?;
    let sql = "INSERT INTO api_key (site, kind, hash, label, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    transaction.execute(sql, params![site, number(kind), hash, label, created_at.as_ms()])?;
    let id = transaction.last_insert_rowid().cast_unsigned();
    Ok(SecretKey { id, site: site.into(), kind, hash, label: label.to_owned(), created_at })
}

pub(super) fn all(connection: &Connection) -> Result<Vec<SecretKey>, StoreError> {
    let sql = "SELECT id, site, kind, hash, label, created_at FROM api_key ORDER BY id";
    let mut select = connection.prepare_cached(sql)?;
    let keys = select.query_map([], read_key)?.collect::<Result<_, _>>()?;
    Ok(keys)
}

pub(super) fn remove(connection: &Connection, site: &str, id: u64) -> Result<bool, StoreError> {
    let mut delete = connection.prepare_cached("DELETE FROM api_key WHERE site = ?1 AND id = ?2")?;
    Ok(delete.execute(params![site, id.cast_signed()])? > 0)
}

pub(super) fn identity_secrets(connection: &Connection) -> Result<Vec<IdentitySecret>, StoreError> {
    let sql = "SELECT site, secret, created_at, valid_until FROM identity_secret ORDER BY number";
    let mut select = connection.prepare_cached(sql)?;
    let secrets = select.query_map([], read_secret)?.collect::<Result<_, _>>()?;
    Ok(secrets)
}

pub(super) fn replace_identity_secret(
    transaction: &Transaction<'_>,
    site: &str,
    secret: &str,
    created_at: Timestamp,
    previous_until: Timestamp,
) -> Result<(), StoreError> {
    must_exist(transaction, site)?;
    transaction.execute("DELETE FROM identity_secret WHERE site = ?1 AND valid_until IS NOT NULL", [site])?;
    let until = previous_until.as_ms();
    transaction
        .execute("UPDATE identity_secret SET valid_until = ?2 WHERE site = ?1", params![site, until])?;
    let sql = "INSERT INTO identity_secret (site, secret, created_at) VALUES (?1, ?2, ?3)";
    transaction.execute(sql, params![site, secret, created_at.as_ms()])?;
    Ok(())
}

pub(super) fn must_exist(transaction: &Transaction<'_>, site: &str) -> Result<(), StoreError> {
    let found = definitions::current_program(transaction, site)?;
    found.map(drop).ok_or_else(|| StoreError::UnknownSite { site: site.to_owned() })
}

const fn number(kind: KeyKind) -> i64 {
    match kind {
        KeyKind::Api => 0,
        KeyKind::Ingest => 1,
    }
}

fn read_key(row: &Row<'_>) -> rusqlite::Result<SecretKey> {
    let kind = match row.get(2)? {
        0 => KeyKind::Api,
        1 => KeyKind::Ingest,
        other => return Err(rusqlite::Error::IntegralValueOutOfRange(2, other)),
    };
    Ok(SecretKey {
        id: columns::unsigned(row, 0)?,
        site: row.get(1)?,
        kind,
        hash: row.get(3)?,
        label: row.get(4)?,
        created_at: columns::time(row, 5)?,
    })
}

fn read_secret(row: &Row<'_>) -> rusqlite::Result<IdentitySecret> {
    Ok(IdentitySecret {
        site: row.get(0)?,
        secret: row.get(1)?,
        created_at: columns::time(row, 2)?,
        valid_until: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_ms),
    })
}
