//! Errors of the engine and the file system, as [`StoreError`]s. The only place that knows SQLite's codes.

use std::io::ErrorKind;
use std::path::Path;

use rusqlite::{Error, ErrorCode, ffi};

use crate::StoreError;

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error.sqlite_error() {
            Some(code) => from_code(*code, error.to_string()),
            None => from_conversion(&error),
        }
    }
}

fn from_code(code: ffi::Error, detail: String) -> StoreError {
    match code.code {
        ErrorCode::DiskFull => StoreError::Full { detail },
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt { detail },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy { detail },
        ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied
        | ErrorCode::ReadOnly
        | ErrorCode::FileLockingProtocolFailed => StoreError::Io { detail },
        ErrorCode::ConstraintViolation if is_key(code.extended_code) => StoreError::Duplicate { detail },
        ErrorCode::TooBig => StoreError::Refused { detail },
        _ => StoreError::Engine { detail },
    }
}

const fn is_key(extended_code: i32) -> bool {
    matches!(
        extended_code,
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID | ffi::SQLITE_CONSTRAINT_UNIQUE
    )
}

/// A column that does not hold what was written into it is damage; anything else is a mistake in this crate.
fn from_conversion(error: &Error) -> StoreError {
    let detail = error.to_string();
    match error {
        Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::Utf8Error(..)
        | Error::InvalidColumnType(..) => StoreError::Corrupt { detail },
        _ => StoreError::Engine { detail },
    }
}

/// Names the file in what the engine said of it.
pub(super) fn in_file(name: &str, error: StoreError) -> StoreError {
    let named = |detail: String| if detail.contains(name) { detail } else { format!("{name}: {detail}") };
    match error {
        StoreError::Corrupt { detail } => StoreError::Corrupt { detail: named(detail) },
        StoreError::Io { detail } => StoreError::Io { detail: named(detail) },
        StoreError::Full { detail } => StoreError::Full { detail: named(detail) },
        StoreError::Busy { detail } => StoreError::Busy { detail: named(detail) },
        StoreError::Engine { detail } => StoreError::Engine { detail: named(detail) },
        other => other,
    }
}

/// An error of the file system, naming the path.
pub(super) fn io(path: &Path, error: &std::io::Error) -> StoreError {
    let detail = format!("{}: {error}", path.display());
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full { detail },
        _ => StoreError::Io { detail },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(extended_code: i32) -> StoreError {
        Error::SqliteFailure(ffi::Error::new(extended_code), Some("text".into())).into()
    }

    #[test]
    fn a_code_becomes_a_fact_to_act_on() {
        let detail = || "text".to_owned();
        for (code, expected) in [
            (ffi::SQLITE_FULL, StoreError::Full { detail: detail() }),
            (ffi::SQLITE_IOERR_FSYNC, StoreError::Io { detail: detail() }),
            (ffi::SQLITE_IOERR_WRITE, StoreError::Io { detail: detail() }),
            (ffi::SQLITE_CANTOPEN, StoreError::Io { detail: detail() }),
            (ffi::SQLITE_CORRUPT, StoreError::Corrupt { detail: detail() }),
            (ffi::SQLITE_NOTADB, StoreError::Corrupt { detail: detail() }),
            (ffi::SQLITE_BUSY_SNAPSHOT, StoreError::Busy { detail: detail() }),
            (ffi::SQLITE_CONSTRAINT_PRIMARYKEY, StoreError::Duplicate { detail: detail() }),
            (ffi::SQLITE_CONSTRAINT_NOTNULL, StoreError::Engine { detail: detail() }),
            (ffi::SQLITE_MISUSE, StoreError::Engine { detail: detail() }),
        ] {
            assert_eq!(mapped(code), expected, "code {code}");
        }
    }

    #[test]
    fn only_what_may_heal_by_itself_is_passing() {
        assert!(mapped(ffi::SQLITE_FULL).is_passing());
        assert!(mapped(ffi::SQLITE_IOERR_FSYNC).is_passing());
        assert!(mapped(ffi::SQLITE_BUSY).is_passing());
        assert!(!mapped(ffi::SQLITE_CORRUPT).is_passing());
        assert!(!mapped(ffi::SQLITE_CONSTRAINT_ROWID).is_passing());
    }
}
