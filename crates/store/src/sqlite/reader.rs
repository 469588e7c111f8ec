//! The ledger's reader: one read-only connection. Outside a transaction each statement sees the newest commit.

use std::path::Path;

use kizukai_model::{IdKind, Key, ProfileId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::schema::LEDGER;
use super::{columns, derived, open, outbox, tally};
use crate::StoreError;
use crate::ledger::{
    ArmDay, ArmResult, Counts, DeadRow, InputRow, LedgerReader, OutboxCount, ParticipationRow, RowId,
    SegmentRow, SnapshotRow, TimerRow,
};

/// A reader of the ledger in a data folder; also beside another process that holds the folder's lock.
#[derive(Debug)]
pub struct SqliteReader {
    connection: Connection,
}

impl SqliteReader {
    /// Opens a folder for reading only. Its files must be there, with this program's schema.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self::on(open::reader(dir, &LEDGER)?))
    }

    pub(super) const fn on(connection: Connection) -> Self {
        Self { connection }
    }
}

impl LedgerReader for SqliteReader {
    fn alias(&self, site: &str, kind: IdKind, id: &str) -> Result<Option<ProfileId>, StoreError> {
        let sql = "SELECT profile FROM alias WHERE site = ?1 AND kind = ?2 AND id = ?3";
        let mut select = self.connection.prepare_cached(sql)?;
        let found = select.query_row(params![site, columns::kind(kind), id], |row| columns::profile(row, 0));
        Ok(found.optional()?)
    }

    fn snapshot(&self, site: &str, profile: ProfileId) -> Result<Option<SnapshotRow>, StoreError> {
        let mut select = self.connection.prepare_cached(
            "SELECT site, profile, upto_seq, head, merged_into, version, state FROM snapshot
             WHERE bucket = ?1 AND site = ?2 AND profile = ?3",
        )?;
        let owner = params![profile.bucket(), site, profile.as_bytes()];
        Ok(select.query_row(owner, read_snapshot).optional()?)
    }

    fn input(&self, row: RowId) -> Result<Option<InputRow>, StoreError> {
        Ok(read_input_at(&self.connection, row)?)
    }

    fn inputs_after(&self, row: RowId, limit: usize) -> Result<Vec<InputRow>, StoreError> {
        let mut select = self.connection.prepare_cached(
            "SELECT id, site, profile, seq, prev, now, program, input, decisions FROM input
             WHERE id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let rows = select.query_map(params![row, columns::limit(limit)], read_input)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn inputs_before(&self, row: RowId, limit: usize) -> Result<Vec<InputRow>, StoreError> {
        let mut select = self.connection.prepare_cached(
            "SELECT id, site, profile, seq, prev, now, program, input, decisions FROM input
             WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
        )?;
        let rows = select.query_map(params![row, columns::limit(limit)], read_input)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn history(
        &self,
        site: &str,
        profile: ProfileId,
        head: RowId,
        limit: usize,
    ) -> Result<Vec<InputRow>, StoreError> {
        let view = self.connection.unchecked_transaction()?;
        let mut rows: Vec<InputRow> = Vec::new();
        let mut next = Some(head);
        while let Some(id) = next.filter(|_| rows.len() < limit) {
            let Some(row) = read_input_at(&view, id)? else { break };
            let is_own = row.profile == profile && *row.site == *site;
            if !is_own && rows.is_empty() {
                break;
            }
            let goes_back = row.prev.is_none_or(|prev| prev < id);
            if !is_own || !goes_back {
                return Err(StoreError::corrupt(format!(
                    "input {id} does not belong in the chain of {profile}"
                )));
            }
            next = row.prev;
            rows.push(row);
        }
        Ok(rows)
    }

    fn watermark(&self) -> Result<RowId, StoreError> {
        let mut select = self.connection.prepare_cached("SELECT row FROM watermark")?;
        Ok(select.query_row([], |row| row.get(0))?)
    }

    fn counted_as(&self) -> Result<u32, StoreError> {
        let mut select = self.connection.prepare_cached("SELECT counting FROM watermark")?;
        Ok(select.query_row([], |row| row.get(0))?)
    }

    fn last_row(&self) -> Result<RowId, StoreError> {
        let sql = "SELECT max((SELECT row FROM watermark), coalesce((SELECT max(id) FROM input), 0))";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    fn newest_input_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut select = self.connection.prepare_cached("SELECT now FROM input ORDER BY id DESC LIMIT 1")?;
        Ok(select.query_row([], |row| columns::time(row, 0)).optional()?)
    }

    fn due_timers(&self, now: Timestamp, limit: usize) -> Result<Vec<TimerRow>, StoreError> {
        let mut select = self.connection.prepare_cached(
            "SELECT site, profile, timer, due FROM timer WHERE due <= ?1
             ORDER BY due, bucket, site, profile, timer LIMIT ?2",
        )?;
        let rows = select.query_map(params![now.as_ms(), columns::limit(limit)], |row| {
            Ok(TimerRow {
                site: row.get(0)?,
                profile: columns::profile(row, 1)?,
                timer: columns::unsigned(row, 2)?,
                due: columns::time(row, 3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut select = self.connection.prepare_cached("SELECT min(due) FROM timer")?;
        let due: Option<i64> = select.query_row([], |row| row.get(0))?;
        Ok(due.map(Timestamp::from_ms))
    }

    fn order_claim(&self, site: &str, order_id: &str) -> Result<Option<ProfileId>, StoreError> {
        let sql = "SELECT profile FROM order_claim WHERE site = ?1 AND order_id = ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        Ok(select.query_row(params![site, order_id], |row| columns::profile(row, 0)).optional()?)
    }

    fn has_timer(&self, row: &TimerRow) -> Result<bool, StoreError> {
        derived::has_timer(&self.connection, row)
    }

    fn participations(&self, site: &str, profile: ProfileId) -> Result<Vec<ParticipationRow>, StoreError> {
        derived::participations(&self.connection, site, profile)
    }

    fn memberships(&self, site: &str, profile: ProfileId) -> Result<Vec<SegmentRow>, StoreError> {
        derived::memberships(&self.connection, site, profile)
    }

    fn arm_days(&self, site: &str, campaign: Option<&Key>) -> Result<Vec<ArmDay>, StoreError> {
        tally::by_day(&self.connection, site, campaign)
    }

    fn arm_results(&self, site: &str, campaign: &Key) -> Result<Vec<ArmResult>, StoreError> {
        tally::of_campaign(&self.connection, site, campaign)
    }

    fn wrong_sums(&self) -> Result<u64, StoreError> {
        tally::wrong_sums(&self.connection)
    }

    fn segment_size(&self, site: &str, segment: &Key) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM segment_member WHERE site = ?1 AND segment = ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        Ok(select.query_row(params![site, segment.as_str()], |row| columns::unsigned(row, 0))?)
    }

    fn segment_members(
        &self,
        site: &str,
        segment: &Key,
        after: Option<ProfileId>,
        limit: usize,
    ) -> Result<Vec<SegmentRow>, StoreError> {
        derived::segment_members(&self.connection, site, segment, after, limit)
    }

    fn profile_count(&self, site: &str) -> Result<u64, StoreError> {
        // Bucket by bucket it is a walk through the index alone.
        let sql = "SELECT count(*) FROM snapshot WHERE bucket = ?1 AND site = ?2";
        let view = self.connection.unchecked_transaction()?;
        let mut select = view.prepare_cached(sql)?;
        let mut count = 0;
        for bucket in 0..=u8::MAX {
            count += select.query_row(params![bucket, site], |row| columns::unsigned(row, 0))?;
        }
        Ok(count)
    }

    fn profiles_after(
        &self,
        site: &str,
        after: Option<ProfileId>,
        limit: usize,
    ) -> Result<Vec<SnapshotRow>, StoreError> {
        let view = self.connection.unchecked_transaction()?;
        // A bucket is a profile's first byte, so going through the buckets in turn is the order of the ids.
        let mut select = view.prepare_cached(
            "SELECT site, profile, upto_seq, head, merged_into, version, state FROM snapshot
             WHERE bucket = ?1 AND site = ?2 AND profile > ?3 ORDER BY profile LIMIT ?4",
        )?;
        let first = after.map_or(0, |profile| profile.bucket());
        let behind: &[u8] = after.as_ref().map_or(&[], |profile| profile.as_bytes());
        let mut found = Vec::new();
        for bucket in first..=u8::MAX {
            let room = limit - found.len();
            if room == 0 {
                break;
            }
            let rows =
                select.query_map(params![bucket, site, behind, columns::limit(room)], read_snapshot)?;
            for row in rows {
                found.push(row?);
            }
        }
        Ok(found)
    }

    fn next_outbox_due(&self, kind: &str) -> Result<Option<Timestamp>, StoreError> {
        outbox::next_due(&self.connection, kind)
    }

    fn outbox_count(&self, site: &str, kind: &str) -> Result<OutboxCount, StoreError> {
        outbox::count(&self.connection, site, kind)
    }

    fn dead_rows(
        &self,
        site: &str,
        before: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<DeadRow>, StoreError> {
        outbox::dead(&self.connection, site, before, limit)
    }

    fn counts(&self) -> Result<Counts, StoreError> {
        let sql = "SELECT (SELECT count(*) FROM input), (SELECT count(*) FROM snapshot),
                          (SELECT count(*) FROM alias), (SELECT count(*) FROM timer),
                          (SELECT count(*) FROM order_claim), (SELECT count(*) FROM outbox)";
        let counts = self.connection.query_row(sql, [], |row| {
            Ok(Counts {
                inputs: columns::unsigned(row, 0)?,
                profiles: columns::unsigned(row, 1)?,
                aliases: columns::unsigned(row, 2)?,
                timers: columns::unsigned(row, 3)?,
                orders: columns::unsigned(row, 4)?,
                outbox: columns::unsigned(row, 5)?,
            })
        })?;
        Ok(counts)
    }
}

fn read_input_at(connection: &Connection, id: RowId) -> rusqlite::Result<Option<InputRow>> {
    let mut select = connection.prepare_cached(
        "SELECT id, site, profile, seq, prev, now, program, input, decisions FROM input WHERE id = ?1",
    )?;
    select.query_row([id], read_input).optional()
}

fn read_input(row: &Row<'_>) -> rusqlite::Result<InputRow> {
    Ok(InputRow {
        id: row.get(0)?,
        site: row.get(1)?,
        profile: columns::profile(row, 2)?,
        seq: columns::unsigned(row, 3)?,
        prev: row.get(4)?,
        now: columns::time(row, 5)?,
        program: columns::unsigned(row, 6)?,
        input: row.get(7)?,
        decisions: row.get(8)?,
    })
}

fn read_snapshot(row: &Row<'_>) -> rusqlite::Result<SnapshotRow> {
    Ok(SnapshotRow {
        site: row.get(0)?,
        profile: columns::profile(row, 1)?,
        upto_seq: columns::unsigned(row, 2)?,
        head: row.get(3)?,
        merged_into: columns::profile_opt(row, 4)?,
        version: row.get(5)?,
        state: row.get(6)?,
    })
}
