//! The ledger's writer: one connection, one transaction a call.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::checkpoint::Checkpointer;
use super::lock::Lock;
use super::schema::LEDGER;
use super::{columns, erasure, open, outbox, snapshots, tally};
use crate::StoreError;
use crate::ledger::{
    AliasRow, Commit, Erased, Erasure, InputRow, Lease, Ledger, OrderClaim, OutboxRow, Snapshots,
    TimerChange, TimerRow,
};

/// The writer of a ledger in a data folder.
#[derive(Debug)]
pub struct SqliteLedger {
    connection: Connection,
    checkpoints: Checkpointer,
    _lock: Arc<Lock>,
}

impl SqliteLedger {
    pub(super) fn open(dir: &Path, lock: Arc<Lock>) -> Result<Self, StoreError> {
        let mut connection = open::writer(dir, &LEDGER)?;
        let checkpoints = Checkpointer::start(dir, &mut connection)?;
        Ok(Self { connection, checkpoints, _lock: lock })
    }

    /// Runs `write` in one transaction, which is rolled back when it or its commit fails.
    fn write<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.checkpoints.finish(&self.connection);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answer = write(&transaction)?;
        transaction.commit()?;
        Ok(answer)
    }
}

impl Drop for SqliteLedger {
    fn drop(&mut self) {
        self.checkpoints.stop(&mut self.connection);
    }
}

impl Ledger for SqliteLedger {
    fn commit(&mut self, commit: &Commit) -> Result<(), StoreError> {
        if commit.is_empty() {
            return Ok(());
        }
        self.write(|transaction| append(transaction, commit))
    }

    fn commit_with_snapshots(&mut self, commit: &Commit, snapshots: &Snapshots) -> Result<(), StoreError> {
        self.write(|transaction| {
            append(transaction, commit)?;
            snapshots::write(transaction, snapshots)
        })
    }

    fn write_snapshots(&mut self, snapshots: &Snapshots) -> Result<(), StoreError> {
        self.write(|transaction| snapshots::write(transaction, snapshots))
    }

    fn erase(&mut self, erasure: &Erasure) -> Result<Erased, StoreError> {
        erasure::overwrite_free_pages(&self.connection, true)?;
        let erased = self.write(|transaction| erasure::erase(transaction, erasure));
        erasure::overwrite_free_pages(&self.connection, false)?;
        if erased.is_ok() && !erasure::empty_log(&self.connection)? {
            tracing::warn!(
                "a reader stands in the way: pages of who was erased stay in the log until it begins anew"
            );
        }
        erased
    }

    fn recount(&mut self) -> Result<(), StoreError> {
        self.write(tally::recount)
    }

    fn count_as(&mut self, way: u32) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("UPDATE watermark SET counting = ?1", [way])?;
            Ok(())
        })
    }

    fn lease_outbox(&mut self, lease: &Lease<'_>) -> Result<Vec<OutboxRow>, StoreError> {
        self.write(|transaction| outbox::lease(transaction, lease))
    }
}

fn append(transaction: &Transaction<'_>, commit: &Commit) -> Result<(), StoreError> {
    append_inputs(transaction, &commit.inputs)?;
    put_aliases(transaction, &commit.aliases)?;
    change_timers(transaction, &commit.timers)?;
    claim_orders(transaction, &commit.orders)?;
    outbox::enqueue(transaction, &commit.outbox)?;
    outbox::change(transaction, &commit.sent)
}

fn append_inputs(transaction: &Transaction<'_>, rows: &[InputRow]) -> Result<(), StoreError> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO input (id, bucket, site, profile, seq, prev, now, program, input, decisions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for row in rows {
        if row.id < 1 {
            return Err(StoreError::refused(format!("input {} is not a position: they begin at 1", row.id)));
        }
        insert.execute(params![
            row.id,
            row.profile.bucket(),
            row.site,
            row.profile.as_bytes(),
            row.seq.cast_signed(),
            row.prev,
            row.now.as_ms(),
            row.program.cast_signed(),
            row.input,
            row.decisions,
        ])?;
    }
    Ok(())
}

pub(super) fn put_aliases(transaction: &Transaction<'_>, rows: &[AliasRow]) -> Result<(), StoreError> {
    let mut upsert = transaction.prepare_cached(
        "INSERT INTO alias (site, kind, id, bucket, profile) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (site, kind, id) DO UPDATE SET bucket = excluded.bucket, profile = excluded.profile",
    )?;
    for row in rows {
        let (profile, bucket) = (row.profile.as_bytes(), row.profile.bucket());
        upsert.execute(params![row.site, columns::kind(row.kind), row.id, bucket, profile])?;
    }
    Ok(())
}

fn change_timers(transaction: &Transaction<'_>, changes: &[TimerChange]) -> Result<(), StoreError> {
    for change in changes {
        let (sql, row) = match change {
            TimerChange::Set(row) => (
                "INSERT INTO timer (due, bucket, site, profile, timer) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO NOTHING",
                row,
            ),
            TimerChange::Clear(row) => (
                "DELETE FROM timer
                 WHERE due = ?1 AND bucket = ?2 AND site = ?3 AND profile = ?4 AND timer = ?5",
                row,
            ),
        };
        let TimerRow { site, profile, timer, due } = row;
        transaction.prepare_cached(sql)?.execute(params![
            due.as_ms(),
            profile.bucket(),
            site,
            profile.as_bytes(),
            timer.cast_signed(),
        ])?;
    }
    Ok(())
}

fn claim_orders(transaction: &Transaction<'_>, claims: &[OrderClaim]) -> Result<(), StoreError> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO order_claim (site, order_id, bucket, profile) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (site, order_id) DO NOTHING",
    )?;
    for OrderClaim { site, order_id, profile } in claims {
        insert.execute(params![site, order_id, profile.bucket(), profile.as_bytes()])?;
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use kizukai_model::ProfileId;

    use super::*;
    use crate::LedgerReader;
    use crate::sqlite::DataFolder;

    /// One input of so many bytes, of one profile.
    pub(in crate::sqlite) fn input(id: i64, bytes: usize) -> Commit {
        let row = InputRow {
            id,
            site: "s_1".into(),
            profile: ProfileId::from_bytes([7; 16]),
            seq: id.cast_unsigned(),
            prev: None,
            now: kizukai_model::Timestamp::from_ms(id),
            program: 1,
            input: vec![1; bytes],
            decisions: None,
        };
        Commit { inputs: vec![row], ..Commit::default() }
    }

    fn set_max_pages(ledger: &SqliteLedger, pages: i64) {
        ledger.connection.pragma_update(None, "max_page_count", pages).unwrap();
    }

    #[test]
    fn a_full_file_is_reported_as_full_and_the_writer_goes_on_once_there_is_space() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(dir.path()).unwrap();
        let (mut ledger, reader) = (folder.ledger().unwrap(), folder.reader().unwrap());
        ledger.commit(&input(1, 10)).unwrap();

        set_max_pages(&ledger, 1); // cannot go below what is used: no page is left
        let refused = ledger.commit(&input(2, 100_000)).unwrap_err();
        assert!(matches!(refused, StoreError::Full { .. }), "{refused:?}");
        assert!(refused.is_passing());
        assert_eq!(reader.last_row().unwrap(), 1);

        set_max_pages(&ledger, 1_000_000);
        ledger.commit(&input(2, 100_000)).unwrap();
        assert_eq!(reader.last_row().unwrap(), 2);
    }
}
