//! Writing profiles behind their inputs.
//!
//! What is counted of a profile and its segments seldom change between two snapshots. Who knows that they have not says
//! so (`settled`), and they are not even looked at.

use std::collections::HashMap;

use kizukai_model::{Key, ProfileId};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::columns;
use super::tally::{self, Tally};
use crate::StoreError;
use crate::ledger::{SegmentRow, SnapshotRow, Snapshots};

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

    let mut tally = Tally::default();
    for row in &snapshots.profiles {
        let counted = match participations.get(&(&*row.site, row.profile)) {
            Some(rows) => Counted::Anew(tally::encode(rows)?),
            None => Counted::AsBefore,
        };
        put_profile(transaction, row, counted, &mut tally)?;
    }
    tally.write(transaction)?;
    for owner in &owners {
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

/// What results count of a profile that is written.
enum Counted {
    /// The same as before.
    AsBefore,
    /// This.
    Anew(Option<String>),
}

fn put_profile(
    transaction: &Transaction<'_>,
    row: &SnapshotRow,
    counted: Counted,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let is_settled = matches!(counted, Counted::AsBefore);
    let counted = if let Counted::Anew(counted) = counted {
        count_anew(transaction, row, counted.as_deref(), tally)?;
        counted
    } else {
        None
    };
    let mut upsert = transaction.prepare_cached(
        "INSERT INTO snapshot (bucket, site, profile, upto_seq, head, merged_into, version, state, counted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (bucket, site, profile) DO UPDATE SET
             upto_seq = excluded.upto_seq, head = excluded.head, merged_into = excluded.merged_into,
             version = excluded.version, state = excluded.state, counted = iif(?10, counted, excluded.counted)",
    )?;
    upsert.execute(params![
        row.profile.bucket(),
        row.site,
        row.profile.as_bytes(),
        row.upto_seq.cast_signed(),
        row.head,
        row.merged_into.as_ref().map(ProfileId::as_bytes),
        row.version,
        row.state,
        counted,
        is_settled,
    ])?;
    Ok(())
}

fn count_anew(
    transaction: &Transaction<'_>,
    row: &SnapshotRow,
    counted: Option<&str>,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let sql = "SELECT counted FROM snapshot WHERE bucket = ?1 AND site = ?2 AND profile = ?3";
    let owner = params![row.profile.bucket(), row.site, row.profile.as_bytes()];
    let stored = transaction.prepare_cached(sql)?.query_row(owner, |row| row.get(0)).optional()?;
    let before: Option<String> = stored.flatten();
    before.iter().try_for_each(|before| tally.take_out(&row.site, before))?;
    counted.iter().try_for_each(|counted| tally.put_in(&row.site, counted))
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
