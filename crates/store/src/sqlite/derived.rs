//! Reading what is derived of one profile: for comparing it with what its inputs make of it.

use kizukai_model::ProfileId;
use rusqlite::{Connection, OptionalExtension as _, params};

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
    let rows = select.query_map(params![profile.bucket(), site, profile.as_bytes()], |row| {
        Ok(SegmentRow {
            site: row.get(0)?,
            segment: columns::key(row, 1)?,
            profile: columns::profile(row, 2)?,
            entered_at: columns::time(row, 3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
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
