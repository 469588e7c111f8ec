//! Reads a lake's store as anybody would: the newest manifest, and the files it names, with the Parquet library alone.

use std::collections::BTreeSet;
use std::path::Path as FilePath;

use datafusion::arrow::array::{Array as _, AsArray as _};
use datafusion::arrow::datatypes::{Int32Type, Int64Type, TimestampMillisecondType};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use futures_util::TryStreamExt as _;
use kizukai_lake::{FileEntry, Manifest, Row};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};

/// Some columns of a row.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) row: i64,
    pub(crate) item: u16,
    pub(crate) time_ms: i64,
    pub(crate) kind: String,
    pub(crate) event: Option<String>,
}

/// What lies in a folder.
pub(crate) fn folder(folder: &FilePath) -> LocalFileSystem {
    LocalFileSystem::new_with_prefix(folder).unwrap()
}

async fn names(store: &dyn ObjectStore, folder: &str) -> BTreeSet<String> {
    let listed = store.list(Some(&Path::from(folder))).map_ok(|object| object.location.to_string());
    listed.try_collect().await.unwrap()
}

/// The newest manifest.
pub(crate) async fn manifest(store: &dyn ObjectStore) -> Manifest {
    let names = names(store, "manifest").await;
    let newest = names.iter().rfind(|name| name.ends_with(".json")).unwrap();
    let bytes = store.get(&Path::from(newest.as_str())).await.unwrap().bytes().await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// The rows of some files.
pub(crate) async fn rows_of_files(store: &dyn ObjectStore, files: &[FileEntry]) -> Vec<Read> {
    let mut rows = Vec::new();
    for entry in files {
        let bytes = store.get(&Path::from(entry.path.as_str())).await.unwrap().bytes().await.unwrap();
        assert_eq!(bytes.len() as u64, entry.bytes);
        for batch in ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap().build().unwrap() {
            let batch = batch.unwrap();
            let column = |name: &str| batch.column_by_name(name).unwrap();
            let text = |name: &str, at: usize| {
                let texts = column(name).as_string::<i32>();
                texts.is_valid(at).then(|| texts.value(at).to_owned())
            };
            rows.extend((0..batch.num_rows()).map(|at| Read {
                row: column("row").as_primitive::<Int64Type>().value(at),
                item: u16::try_from(column("item").as_primitive::<Int32Type>().value(at)).unwrap(),
                time_ms: column("time").as_primitive::<TimestampMillisecondType>().value(at),
                kind: text("kind", at).unwrap(),
                event: text("event", at),
            }));
        }
    }
    rows
}

/// The places of all rows, in order.
pub(crate) async fn places(store: &dyn ObjectStore) -> Vec<(i64, u16)> {
    let rows = rows_of_files(store, &manifest(store).await.files).await;
    let mut places: Vec<_> = rows.iter().map(|row| (row.row, row.item)).collect();
    places.sort_unstable();
    places
}

/// The places that rows should have.
pub(crate) fn places_of(rows: &[Row]) -> Vec<(i64, u16)> {
    let mut places: Vec<_> = rows.iter().map(|row| (row.row, row.item)).collect();
    places.sort_unstable();
    places
}

/// Every file below `events`, named or not.
pub(crate) async fn data_files(store: &dyn ObjectStore) -> BTreeSet<String> {
    names(store, "events").await
}

/// Every file below `events` that the newest manifest names.
pub(crate) async fn named_files(store: &dyn ObjectStore) -> BTreeSet<String> {
    manifest(store).await.files.into_iter().map(|file| file.path).collect()
}
