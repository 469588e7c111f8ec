//! The outbox's rows. A lease is a `due` moved into the future: one that is not finished comes due again. A row that was given
//! up says why in `dead`, and is no longer seen by leases.

use kizukai_model::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::columns;
use crate::StoreError;
use crate::ledger::{DeadRow, Lease, OutboxChange, OutboxCount, OutboxRow};

pub(super) fn enqueue(transaction: &Transaction<'_>, rows: &[OutboxRow]) -> Result<(), StoreError> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO outbox (id, bucket, site, profile, kind, seq, payload, due, attempts)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for row in rows {
        insert.execute(params![
            row.id.cast_signed(),
            row.profile.bucket(),
            row.site,
            row.profile.as_bytes(),
            row.kind,
            row.seq.cast_signed(),
            row.payload,
            row.due.as_ms(),
            row.attempts,
        ])?;
    }
    Ok(())
}

pub(super) fn change(transaction: &Transaction<'_>, changes: &[OutboxChange]) -> Result<(), StoreError> {
    for change in changes {
        match change {
            OutboxChange::Done { id } => {
                transaction
                    .prepare_cached("DELETE FROM outbox WHERE id = ?1")?
                    .execute([id.cast_signed()])?;
            }
            OutboxChange::Later { id, due } => {
                transaction
                    .prepare_cached("UPDATE outbox SET due = ?2, attempts = attempts + 1 WHERE id = ?1")?
                    .execute(params![id.cast_signed(), due.as_ms()])?;
            }
            OutboxChange::Dead { id, at, reason } => {
                transaction
                    .prepare_cached(
                        "UPDATE outbox SET dead = ?3, dead_at = ?2, attempts = attempts + 1 WHERE id = ?1",
                    )?
                    .execute(params![id.cast_signed(), at.as_ms(), reason])?;
            }
            OutboxChange::Again { id, due } => {
                transaction
                    .prepare_cached(
                        "UPDATE outbox SET dead = NULL, dead_at = NULL, attempts = 0, due = ?2
                         WHERE id = ?1 AND dead IS NOT NULL",
                    )?
                    .execute(params![id.cast_signed(), due.as_ms()])?;
            }
        }
    }
    Ok(())
}

pub(super) fn lease(transaction: &Transaction<'_>, lease: &Lease<'_>) -> Result<Vec<OutboxRow>, StoreError> {
    let Lease { kind, now, until, limit } = *lease;
    if until <= now {
        return Err(StoreError::refused(format!("a lease until {until} would be over at {now}")));
    }
    let rows: Vec<OutboxRow> = transaction
        .prepare_cached(
            "SELECT id, site, profile, kind, seq, payload, due, attempts FROM outbox AS this
             WHERE kind = ?1 AND dead IS NULL AND due <= ?2 AND NOT EXISTS (
                SELECT 1 FROM outbox AS before
                WHERE before.bucket = this.bucket AND before.site = this.site AND before.profile = this.profile
                    AND before.kind = this.kind AND before.seq < this.seq AND before.dead IS NULL
             ) ORDER BY due, id LIMIT ?3",
        )?
        .query_map(params![kind, now.as_ms(), columns::limit(limit)], read)?
        .collect::<Result<_, _>>()?;
    let mut hide = transaction.prepare_cached("UPDATE outbox SET due = ?2 WHERE id = ?1")?;
    for row in &rows {
        hide.execute(params![row.id.cast_signed(), until.as_ms()])?;
    }
    Ok(rows)
}

pub(super) fn next_due(connection: &Connection, kind: &str) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT due FROM outbox WHERE kind = ?1 AND dead IS NULL ORDER BY due LIMIT 1";
    let mut select = connection.prepare_cached(sql)?;
    Ok(select.query_row([kind], |row| columns::time(row, 0)).optional()?)
}

pub(super) fn count(connection: &Connection, site: &str, kind: &str) -> Result<OutboxCount, StoreError> {
    let sql = "SELECT count(*) - count(dead), count(dead) FROM outbox WHERE site = ?1 AND kind = ?2";
    let mut select = connection.prepare_cached(sql)?;
    Ok(select.query_row([site, kind], |row| {
        Ok(OutboxCount { waiting: columns::unsigned(row, 0)?, dead: columns::unsigned(row, 1)? })
    })?)
}

pub(super) fn dead(
    connection: &Connection,
    site: &str,
    before: Option<Timestamp>,
    limit: usize,
) -> Result<Vec<DeadRow>, StoreError> {
    let before = before.map_or(i64::MAX, Timestamp::as_ms);
    let mut select = connection.prepare_cached(
        "SELECT id, site, profile, kind, seq, payload, due, attempts, dead_at, dead FROM outbox
         WHERE site = ?1 AND dead_at < ?2 ORDER BY dead_at DESC, id LIMIT ?3",
    )?;
    let rows = select.query_map(params![site, before, columns::limit(limit)], |row| {
        Ok(DeadRow { row: read(row)?, at: columns::time(row, 8)?, reason: row.get(9)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        id: columns::unsigned(row, 0)?,
        site: row.get(1)?,
        profile: columns::profile(row, 2)?,
        kind: row.get(3)?,
        seq: columns::unsigned(row, 4)?,
        payload: row.get(5)?,
        due: columns::time(row, 6)?,
        attempts: row.get(7)?,
    })
}
