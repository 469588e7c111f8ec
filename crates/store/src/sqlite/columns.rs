//! How values lie in columns, in one place.
//!
//! Unsigned 64-bit numbers are stored bit for bit (an id that is a hash may have the top bit set); numbers that
//! SQL compares (programs, versions) stay far below it. A profile is its 16 bytes, a time its milliseconds.

use kizukai_model::{IdKind, Key, ProfileId, Timestamp};
use rusqlite::types::Type;
use rusqlite::{Error, Row};

use crate::ledger::ArmSums;

type Column = usize;

pub(super) fn profile(row: &Row<'_>, column: Column) -> rusqlite::Result<ProfileId> {
    row.get(column).map(ProfileId::from_bytes)
}

pub(super) fn profile_opt(row: &Row<'_>, column: Column) -> rusqlite::Result<Option<ProfileId>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(ProfileId::from_bytes))
}

pub(super) fn key(row: &Row<'_>, column: Column) -> rusqlite::Result<Key> {
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|error| Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

pub(super) fn unsigned(row: &Row<'_>, column: Column) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::cast_unsigned)
}

pub(super) fn time(row: &Row<'_>, column: Column) -> rusqlite::Result<Timestamp> {
    row.get(column).map(Timestamp::from_ms)
}

/// Sums of an arm's day.
pub(super) fn sums(row: &Row<'_>, column: Column) -> rusqlite::Result<ArmSums> {
    let text = row.get_ref(column)?.as_str()?;
    ArmSums::decode(text).ok_or_else(|| {
        Error::FromSqlConversionFailure(column, Type::Text, format!("`{text}` are no sums").into())
    })
}

/// A limit, for binding.
pub(super) fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// The number an [`IdKind`] is stored as.
pub(super) const fn kind(kind: IdKind) -> i64 {
    match kind {
        IdKind::Anonymous => 1,
        IdKind::User => 2,
    }
}
