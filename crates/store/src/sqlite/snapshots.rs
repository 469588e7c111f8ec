//! Writing profiles behind their inputs.
//!
//! A profile's participations and segments seldom change between two snapshots. Who knows that they have not says so
//! (`settled`), and they are not even looked at; otherwise rows that are equal to those stored are not written again.

use std::collections::HashMap;

use kizukai_model::{Key, ProfileId};
use rusqlite::{Transaction, params};

use super::columns;
use crate::StoreError;
use crate::ledger::{ParticipationRow, SegmentRow, SnapshotRow, Snapshots};

/// A profile within all sites.
type Owner<'a> = (&'a str, ProfileId);

pub(super) fn write(transaction: &Transaction<'_>, snapshots: &Snapshots) -> Result<(), StoreError> {
    let is_counted = |row: &&SnapshotRow| {
        snapshots.settled.is_empty() || !snapshots.settled.contains(&(row.site.clone(), row.profile))
    };
    let counted = snapshots.profiles.iter().filter(is_counted);
    let owners: Vec<Owner<'_>> = counted.map(|row| (&*row.site, row.profile)).collect();
    let participations = by_owner(&owners, &snapshots.participations, |row| (&row.site, row.profile))?;
    let segments = by_owner(&owners, &snapshots.segments, |row| (&row.site, row.profile))?;

    put_profiles(transaction, &snapshots.profiles)?;
    for owner in &owners {
        replace_participations(transaction, owner, &participations[owner])?;
        replace_segments(transaction, owner, &segments[owner])?;
    }
    transaction.prepare_cached("UPDATE watermark SET row = ?1")?.execute([snapshots.watermark])?;
    Ok(())
}

/// Groups rows by the profile they belong to; each owner has an entry.
fn by_owner<'a, Row>(
    owners: &[Owner<'a>],
    rows: &'a [Row],
    owner_of: impl Fn(&'a Row) -> Owner<'a>,
) -> Result<HashMap<Owner<'a>, Vec<&'a Row>>, StoreError> {
    let mut groups: HashMap<Owner<'a>, Vec<&'a Row>> =
        owners.iter().map(|owner| (*owner, Vec::new())).collect();
    for row in rows {
        let owner = owner_of(row);
        let group = groups.get_mut(&owner);
        group
            .ok_or_else(|| StoreError::refused(format!("rows of profile {} came without it", owner.1)))?
            .push(row);
    }
    Ok(groups)
}

fn put_profiles(transaction: &Transaction<'_>, rows: &[SnapshotRow]) -> Result<(), StoreError> {
    let mut upsert = transaction.prepare_cached(
        "INSERT INTO snapshot (bucket, site, profile, upto_seq, head, merged_into, version, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (bucket, site, profile) DO UPDATE SET
             upto_seq = excluded.upto_seq, head = excluded.head, merged_into = excluded.merged_into,
             version = excluded.version, state = excluded.state",
    )?;
    for row in rows {
        upsert.execute(params![
            row.profile.bucket(),
            row.site,
            row.profile.as_bytes(),
            row.upto_seq.cast_signed(),
            row.head,
            row.merged_into.as_ref().map(ProfileId::as_bytes),
            row.version,
            row.state,
        ])?;
    }
    Ok(())
}

fn replace_participations(
    transaction: &Transaction<'_>,
    owner: &Owner<'_>,
    rows: &[&ParticipationRow],
) -> Result<(), StoreError> {
    for row in rows {
        put_participation(transaction, row)?;
    }
    remove_others(
        transaction,
        owner,
        "SELECT campaign FROM participation WHERE bucket = ?1 AND site = ?2 AND profile = ?3",
        "DELETE FROM participation WHERE bucket = ?1 AND site = ?2 AND profile = ?3 AND campaign = ?4",
        |key| rows.iter().any(|row| row.campaign == *key),
    )
}

fn put_participation(transaction: &Transaction<'_>, row: &ParticipationRow) -> Result<(), StoreError> {
    let mut upsert = transaction.prepare_cached(
        "INSERT INTO participation (bucket, site, profile, campaign, arm, control, crossed, assigned_at,
             assigned_phase, decided_at, decided_phase, seen_at, converted_at, value)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (bucket, site, profile, campaign) DO UPDATE SET
             arm = excluded.arm, control = excluded.control, crossed = excluded.crossed,
             assigned_at = excluded.assigned_at, assigned_phase = excluded.assigned_phase,
             decided_at = excluded.decided_at, decided_phase = excluded.decided_phase,
             seen_at = excluded.seen_at, converted_at = excluded.converted_at, value = excluded.value
         WHERE (arm, control, crossed, assigned_at, assigned_phase, decided_at, decided_phase, seen_at,
                converted_at, value)
             IS NOT (excluded.arm, excluded.control, excluded.crossed, excluded.assigned_at,
                excluded.assigned_phase, excluded.decided_at, excluded.decided_phase, excluded.seen_at,
                excluded.converted_at, excluded.value)",
    )?;
    upsert.execute(params![
        row.profile.bucket(),
        row.site,
        row.profile.as_bytes(),
        row.campaign.as_str(),
        row.arm.as_str(),
        row.control,
        row.crossed,
        row.assigned_at.as_ms(),
        row.assigned_phase,
        columns::ms(row.decided_at),
        row.decided_phase,
        columns::ms(row.seen_at),
        columns::ms(row.converted_at),
        row.value.as_milli(),
    ])?;
    Ok(())
}

fn replace_segments(
    transaction: &Transaction<'_>,
    owner: &Owner<'_>,
    rows: &[&SegmentRow],
) -> Result<(), StoreError> {
    let mut upsert = transaction.prepare_cached(
        "INSERT INTO segment_member (bucket, site, profile, segment, entered_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (bucket, site, profile, segment) DO UPDATE SET entered_at = excluded.entered_at
         WHERE entered_at IS NOT excluded.entered_at",
    )?;
    for SegmentRow { site, segment, profile, entered_at } in rows {
        let (bucket, profile) = (profile.bucket(), profile.as_bytes());
        upsert.execute(params![bucket, site, profile, segment.as_str(), entered_at.as_ms()])?;
    }
    remove_others(
        transaction,
        owner,
        "SELECT segment FROM segment_member WHERE bucket = ?1 AND site = ?2 AND profile = ?3",
        "DELETE FROM segment_member WHERE bucket = ?1 AND site = ?2 AND profile = ?3 AND segment = ?4",
        |key| rows.iter().any(|row| row.segment == *key),
    )
}

/// Deletes a profile's stored rows whose key is not to stay.
fn remove_others(
    transaction: &Transaction<'_>,
    (site, profile): &Owner<'_>,
    select: &str,
    delete: &str,
    stays: impl Fn(&Key) -> bool,
) -> Result<(), StoreError> {
    let stored: Vec<Key> = transaction
        .prepare_cached(select)?
        .query_map(params![profile.bucket(), site, profile.as_bytes()], |row| columns::key(row, 0))?
        .collect::<Result<_, _>>()?;
    for key in stored.iter().filter(|key| !stays(key)) {
        transaction.prepare_cached(delete)?.execute(params![
            profile.bucket(),
            site,
            profile.as_bytes(),
            key.as_str()
        ])?;
    }
    Ok(())
}
