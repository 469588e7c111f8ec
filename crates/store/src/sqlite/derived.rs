//! Reading what is derived of one profile: for comparing it with what its inputs make of it.

use kizukai_model::{Key, ProfileId};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{columns, tally};
use crate::StoreError;
use crate::ledger::{ParticipationRow, SegmentRow, TimerRow};

pub(super) fn participations(
    connection: &Connection,
    site: &str,
    profile: ProfileId,
) -> Result<Vec<ParticipationRow>, StoreError> {
    let sql = "SELECT counted FROM snapshot WHERE bucket = ?1 AND site = ?2 AND profile = ?3";
    let owner = params![profile.bucket(), site, profile.as_bytes()];
    let stored = connection.prepare_cached(sql)?.query_row(owner, |row| row.get(0)).optional()?;
    let counted: Option<String> = stored.flatten();
    tally::decode(site, profile, counted.as_deref().unwrap_or("[]"))
}

pub(super) fn memberships(
    connection: &Connection,
    site: &str,
    profile: ProfileId,
) -> Result<Vec<SegmentRow>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT site, segment, profile, entered_at FROM segment_member
         WHERE bucket = ?1 AND site = ?2 AND profile = ?3 ORDER BY segment",
    )?;
    let rows = select.query_map(params![profile.bucket(), site, profile.as_bytes()], read_member)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// By profile id, which is the order of the index: a bucket is a profile's first byte.
pub(super) fn segment_members(
    connection: &Connection,
    site: &str,
    segment: &Key,
    after: Option<ProfileId>,
    limit: usize,
) -> Result<Vec<SegmentRow>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT site, segment, profile, entered_at FROM segment_member
         WHERE site = ?1 AND segment = ?2 AND (bucket, profile) > (?3, ?4)
         ORDER BY bucket, profile LIMIT ?5",
    )?;
    let bucket = after.map_or(0, |profile| profile.bucket());
    let behind: &[u8] = after.as_ref().map_or(&[], |profile| profile.as_bytes());
    let asked = params![site, segment.as_str(), bucket, behind, columns::limit(limit)];
    let rows = select.query_map(asked, read_member)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_member(row: &Row<'_>) -> rusqlite::Result<SegmentRow> {
    Ok(SegmentRow {
        site: row.get(0)?,
        segment: columns::key(row, 1)?,
        profile: columns::profile(row, 2)?,
        entered_at: columns::time(row, 3)?,
    })
}

pub(super) fn has_timer(connection: &Connection, row: &TimerRow) -> Result<bool, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT 1 FROM timer WHERE due = ?1 AND bucket = ?2 AND site = ?3 AND profile = ?4 AND timer = ?5",
    )?;
    let TimerRow { site, profile, timer, due } = row;
    Ok(select.exists(params![
        due.as_ms(),
        profile.bucket(),
        site,
        profile.as_bytes(),
        timer.cast_signed()
    ])?)
}
