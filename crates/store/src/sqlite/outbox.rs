//! The outbox's rows. A lease is a `due` moved into the future: one that is not finished comes due again.

use kizukai_model::Timestamp;
use rusqlite::{Row, Transaction, params};

use super::columns;
use crate::StoreError;
use crate::ledger::OutboxRow;

pub(super) fn enqueue(transaction: &Transaction<'_>, rows: &[OutboxRow]) -> Result<(), StoreError> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO outbox (id, bucket, site, profile, kind, payload, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for row in rows {
        insert.execute(params![
            row.id.cast_signed(),
            row.profile.bucket(),
            row.site,
            row.profile.as_bytes(),
            row.kind,
            row.payload,
            row.due.as_ms(),
        ])?;
    }
    Ok(())
}

pub(super) fn lease(
    transaction: &Transaction<'_>,
    now: Timestamp,
    lease_until: Timestamp,
    limit: usize,
) -> Result<Vec<OutboxRow>, StoreError> {
    if lease_until <= now {
        return Err(StoreError::refused(format!("a lease until {lease_until} would be over at {now}")));
    }
    let rows: Vec<OutboxRow> = transaction
        .prepare_cached(
            "SELECT id, site, profile, kind, payload, due FROM outbox WHERE due <= ?1 ORDER BY due, id LIMIT ?2",
        )?
        .query_map(params![now.as_ms(), columns::limit(limit)], read)?
        .collect::<Result<_, _>>()?;
    let mut hide = transaction.prepare_cached("UPDATE outbox SET due = ?2 WHERE id = ?1")?;
    for row in &rows {
        hide.execute(params![row.id.cast_signed(), lease_until.as_ms()])?;
    }
    Ok(rows)
}

pub(super) fn finish(transaction: &Transaction<'_>, ids: &[u64]) -> Result<(), StoreError> {
    let mut delete = transaction.prepare_cached("DELETE FROM outbox WHERE id = ?1")?;
    for id in ids {
        delete.execute([id.cast_signed()])?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        id: columns::unsigned(row, 0)?,
        site: row.get(1)?,
        profile: columns::profile(row, 2)?,
        kind: row.get(3)?,
        payload: row.get(4)?,
        due: columns::time(row, 5)?,
    })
}
