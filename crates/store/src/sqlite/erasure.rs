//! Removing people for good: every row of theirs, and every byte of those rows.
//!
//! The log has no index by profile, so a profile's inputs are walked from the newest along `prev`; the small tables are
//! read whole, once an erasure, so that an id or a timer nobody remembers is found too. Deleted bytes are overwritten:
//! the writer does so at all times where a page is written anyway (`open::writer`), and here also in pages that become
//! free. What older transactions left in free pages is overwritten by filling them once. Afterwards the log, which holds
//! pages as they were, is moved into the file and cut to nothing.

use kizukai_model::ProfileId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::ledger;
use super::tally::Tally;
use crate::StoreError;
use crate::ledger::{Erased, Erasure, RowId};

/// Bytes of one row that fills free pages.
const FILLING_BYTES: i64 = 16 * 1024 * 1024;

/// Tables of which every row belongs to a profile, the log and the snapshots aside.
const TABLES: [&str; 5] = ["alias", "timer", "order_claim", "outbox", "segment_member"];

/// Removes the rows.
pub(super) fn erase(transaction: &Transaction<'_>, erasure: &Erasure) -> Result<Erased, StoreError> {
    let mut tally = Tally::default();
    let mut erased = Erased::default();
    for (profile, head) in &erasure.profiles {
        erased.inputs += remove_inputs(transaction, &erasure.site, *profile, *head)?;
        erased.profiles += u64::from(remove_snapshot(transaction, erasure, *profile, &mut tally)?);
        for table in TABLES {
            let sql = format!("DELETE FROM {table} WHERE bucket = ?1 AND site = ?2 AND profile = ?3");
            transaction.execute(&sql, params![profile.bucket(), erasure.site, profile.as_bytes()])?;
        }
    }
    tally.write(transaction)?;
    ledger::put_aliases(transaction, &erasure.aliases)?;
    fill_free_pages(transaction)?;
    Ok(erased)
}

fn remove_inputs(
    transaction: &Transaction<'_>,
    site: &str,
    profile: ProfileId,
    head: Option<RowId>,
) -> Result<u64, StoreError> {
    let mut remove = transaction
        .prepare_cached("DELETE FROM input WHERE id = ?1 AND site = ?2 AND profile = ?3 RETURNING prev")?;
    let (mut next, mut removed) = (head, 0);
    while let Some(row) = next {
        let prev = remove.query_row(params![row, site, profile.as_bytes()], |row| row.get(0)).optional()?;
        removed += u64::from(prev.is_some());
        next = prev.flatten();
    }
    Ok(removed)
}

/// Removes a snapshot, and what is counted of it from the sums.
fn remove_snapshot(
    transaction: &Transaction<'_>,
    erasure: &Erasure,
    profile: ProfileId,
    tally: &mut Tally,
) -> Result<bool, StoreError> {
    let mut remove = transaction.prepare_cached(
        "DELETE FROM snapshot WHERE bucket = ?1 AND site = ?2 AND profile = ?3 RETURNING counted",
    )?;
    let owner = params![profile.bucket(), erasure.site, profile.as_bytes()];
    let removed: Option<Option<String>> = remove.query_row(owner, |row| row.get(0)).optional()?;
    if let Some(Some(counted)) = &removed {
        tally.take_out(&erasure.site, counted)?;
    }
    Ok(removed.is_some())
}

/// Takes every free page into use and gives it back overwritten.
fn fill_free_pages(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let number = |pragma| transaction.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let mut bytes = number("freelist_count")? * number("page_size")?;
    let mut fill = transaction.prepare_cached(
        "INSERT INTO outbox (id, bucket, site, profile, kind, payload, due) VALUES (?1, 0, '', x'', '', zeroblob(?2), 0)",
    )?;
    let mut rows = 0_i64;
    while bytes > 0 {
        let part = bytes.min(FILLING_BYTES);
        rows += 1;
        fill.execute(params![i64::MIN + rows, part])?;
        bytes -= part;
    }
    transaction.execute("DELETE FROM outbox WHERE id <= ?1", [i64::MIN + rows])?;
    Ok(())
}

/// Whether deleted bytes are overwritten in pages that become free, too.
pub(super) fn overwrite_free_pages(connection: &Connection, is_wanted: bool) -> Result<(), StoreError> {
    let mode = if is_wanted { "on" } else { "fast" };
    // Answers the mode it is now.
    connection.pragma_update_and_check(None, "secure_delete", mode, |_| Ok(()))?;
    Ok(())
}

/// Moves the whole log into the file and cuts it to nothing. False when a reader stands in the way.
pub(super) fn empty_log(connection: &Connection) -> Result<bool, StoreError> {
    let is_busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(is_busy == 0)
}
