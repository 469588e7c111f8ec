//! Reading what is derived of one profile: for comparing it with what its inputs make of it.

use kizukai_model::{ProfileId, Timestamp};
use rusqlite::{Connection, Row, params};

use super::columns;
use crate::StoreError;
use crate::ledger::{ParticipationRow, SegmentRow, TimerRow};

pub(super) fn participations(
    connection: &Connection,
    site: &str,
    profile: ProfileId,
) -> Result<Vec<ParticipationRow>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT site, campaign, profile, arm, control, crossed, assigned_at, assigned_phase, decided_at,
                decided_phase, seen_at, converted_at, value
         FROM participation WHERE bucket = ?1 AND site = ?2 AND profile = ?3 ORDER BY campaign",
    )?;
    let rows = select.query_map(params![profile.bucket(), site, profile.as_bytes()], read_participation)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_participation(row: &Row<'_>) -> rusqlite::Result<ParticipationRow> {
    let time = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_ms));
    Ok(ParticipationRow {
        site: row.get(0)?,
        campaign: columns::key(row, 1)?,
        profile: columns::profile(row, 2)?,
        arm: columns::key(row, 3)?,
        control: row.get(4)?,
        crossed: row.get(5)?,
        assigned_at: columns::time(row, 6)?,
        assigned_phase: row.get(7)?,
        decided_at: time(8)?,
        decided_phase: row.get(9)?,
        seen_at: time(10)?,
        converted_at: time(11)?,
        value: columns::money(row, 12)?,
    })
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
