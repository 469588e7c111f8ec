//! Opening files: connections with their settings, and schema migration.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::failure::io;
use super::schema::SchemaFile;
use crate::StoreError;

/// How long a connection waits for another one's lock before it reports [`StoreError::Busy`].
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Prepared statements a connection keeps; more than this crate has.
const STATEMENTS_KEPT: usize = 64;
/// Page cache of a writer, in KiB. Filled as needed.
const WRITER_CACHE_KIB: u32 = 8 * 1024;
/// Page cache of a reader, in KiB.
const READER_CACHE_KIB: u32 = 8 * 1024;
/// Pages in the write-ahead log (4 KiB each) from which a commit also moves them into the file.
const CHECKPOINT_PAGES: u32 = 4_000;
/// Bytes the write-ahead log is cut to after a burst.
const LOG_BYTES_KEPT: u64 = 64 * 1024 * 1024;

/// Creates the folder, and those above it, readable by this user only. An existing folder stays as it is.
pub(super) fn create_folder(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| io(dir, &error))
}

/// Makes the folder's list of files durable, and the folder's own entry in the one above.
pub(super) fn sync_folder(dir: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    for folder in [dir.join("."), dir.join("..")] {
        match File::open(&folder).and_then(|open| open.sync_all()) {
            Ok(()) => {}
            // The folder above may belong to somebody else; whoever made this folder there had to sync it.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {}
            Err(error) => return Err(io(&folder, &error)),
        }
    }
    Ok(())
}

/// Creates a file where it is missing and brings it up to the newest schema.
pub(super) fn prepare(dir: &Path, file: &SchemaFile) -> Result<(), StoreError> {
    create_file(&dir.join(file.name))?;
    let mut connection = writer(dir, file)?;
    migrate(&mut connection, file)?;
    touch(&connection)
}

/// Reads the beginning of every table and index, so that a badly damaged file is refused under its own name.
fn touch(connection: &Connection) -> Result<(), StoreError> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let tables: Vec<String> =
        connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for table in tables {
        let mut first = connection.prepare(&format!("SELECT * FROM \"{table}\" LIMIT 1"))?;
        first.query([])?.next()?;
    }
    Ok(())
}

/// Creates an empty file readable by this user only; SQLite gives its log the same rights.
pub(super) fn create_file(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| io(path, &error))
}

/// A connection that writes. Every commit is synced before it returns.
pub(super) fn writer(dir: &Path, file: &SchemaFile) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(&dir.join(file.name), flags, WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // What is deleted is overwritten wherever its page is written anyway, so that an erasure finds little left to do.
    connection.pragma_update_and_check(None, "secure_delete", "fast", |_| Ok(()))?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES_KEPT.cast_signed())?;
    Ok(connection)
}

/// A connection that only reads; the file must have this program's schema already.
pub(super) fn reader(dir: &Path, file: &SchemaFile) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(&dir.join(file.name), flags, READER_CACHE_KIB)?;
    let found = version(&connection, file)?;
    if found < file.newest() {
        let name = file.name;
        return Err(StoreError::refused(format!(
            "{name} has schema version {found} and must be opened once"
        )));
    }
    Ok(connection)
}

/// A connection that only reads a file of any schema version this program knows, and that version.
pub(super) fn any_version(dir: &Path, file: &SchemaFile) -> Result<(Connection, i64), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(&dir.join(file.name), flags, READER_CACHE_KIB)?;
    let found = version(&connection, file)?;
    if found == 0 {
        return Err(StoreError::corrupt(format!("{} is empty", file.name)));
    }
    Ok((connection, found))
}

/// The same for a file that nobody has open and whose log, if there is one, does not count: leaves nothing beside it.
pub(super) fn undisturbed(dir: &Path, file: &SchemaFile) -> Result<(Connection, i64), StoreError> {
    let path = dir.join(file.name);
    let text =
        path.to_str().ok_or_else(|| StoreError::refused(format!("{} is not UTF-8", path.display())))?;
    let escaped = text.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let uri = format!("file:{escaped}?immutable=1");
    let connection = connect(Path::new(&uri), flags, READER_CACHE_KIB)?;
    let found = version(&connection, file)?;
    Ok((connection, found))
}

fn connect(path: &Path, flags: OpenFlags, cache_kib: u32) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.pragma_update(None, "cache_size", -i64::from(cache_kib))?;
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(connection)
}

/// Runs the migrations a file lacks, all in one transaction.
fn migrate(connection: &mut Connection, file: &SchemaFile) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction, file)?;
    if found == file.newest() {
        return Ok(());
    }
    if found > 0 {
        let (name, newest) = (file.name, file.newest());
        tracing::warn!(
            name,
            from = found,
            to = newest,
            "bringing the schema up to date; older programs cannot open it"
        );
    }
    let already = usize::try_from(found).unwrap_or(0);
    for script in file.migrations.iter().skip(already) {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, "application_id", file.application_id)?;
    transaction.pragma_update(None, "user_version", file.newest())?;
    Ok(transaction.commit()?)
}

/// The schema version of a file: 0 when it is empty. Refuses newer ones, and files of something else.
fn version(connection: &Connection, file: &SchemaFile) -> Result<i64, StoreError> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (mark, found) = (number("application_id")?, number("user_version")?);
    let is_ours = mark == file.application_id || (mark == 0 && found == 0);
    if !is_ours || found < 0 {
        return Err(StoreError::corrupt(format!("{} is not a Kizukai file of this kind", file.name)));
    }
    let known = file.newest();
    if found > known {
        return Err(StoreError::Newer { file: file.name.to_owned(), found, known });
    }
    Ok(found)
}

impl SchemaFile {
    /// The schema version this program writes.
    pub(super) const fn newest(&self) -> i64 {
        self.migrations.len() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: SchemaFile =
        SchemaFile { name: "x.db", application_id: 7, migrations: &["CREATE TABLE a (n INTEGER) STRICT"] };
    const TWO: SchemaFile = SchemaFile {
        migrations: &[ONE.migrations[0], "ALTER TABLE a ADD COLUMN m INTEGER; INSERT INTO a VALUES (1, 2)"],
        ..ONE
    };
    const BROKEN: SchemaFile =
        SchemaFile { migrations: &[ONE.migrations[0], "CREATE TABLE b (n INTEGER) STRICT; nonsense"], ..ONE };

    fn count(dir: &Path, sql: &str) -> i64 {
        writer(dir, &ONE).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_older_file_is_migrated_forward_once() {
        let dir = tempfile::tempdir().unwrap();
        for file in [&ONE, &ONE, &TWO, &TWO] {
            prepare(dir.path(), file).unwrap();
        }
        assert_eq!(count(dir.path(), "SELECT count(*) FROM a WHERE m = 2"), 1);
    }

    #[test]
    fn a_newer_file_is_refused_by_writer_and_reader() {
        let dir = tempfile::tempdir().unwrap();
        prepare(dir.path(), &TWO).unwrap();
        let newer = StoreError::Newer { file: "x.db".into(), found: 2, known: 1 };
        assert_eq!(prepare(dir.path(), &ONE), Err(newer.clone()));
        assert_eq!(reader(dir.path(), &ONE).unwrap_err(), newer);
    }

    #[test]
    fn a_reader_refuses_a_file_that_still_has_to_be_migrated() {
        let dir = tempfile::tempdir().unwrap();
        prepare(dir.path(), &ONE).unwrap();
        assert!(matches!(reader(dir.path(), &TWO), Err(StoreError::Refused { .. })));
    }

    #[test]
    fn a_migration_that_fails_leaves_the_file_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        prepare(dir.path(), &ONE).unwrap();
        assert!(matches!(prepare(dir.path(), &BROKEN), Err(StoreError::Engine { .. })));
        assert_eq!(count(dir.path(), "SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
        prepare(dir.path(), &TWO).unwrap();
    }

    #[test]
    fn a_writer_logs_ahead_and_syncs_every_commit() {
        let dir = tempfile::tempdir().unwrap();
        prepare(dir.path(), &ONE).unwrap();
        let connection = writer(dir.path(), &ONE).unwrap();
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        let full: i64 = connection.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
        assert_eq!((mode.as_str(), full), ("wal", 2));
    }
}
