//! Reads a lake's folder as anybody would: the newest manifest, and the files it names, with the Parquet library alone.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use datafusion::arrow::array::{Array as _, AsArray as _};
use datafusion::arrow::datatypes::{Int32Type, Int64Type, TimestampMillisecondType};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use kizukai_lake::{FileEntry, Location, Manifest};

/// Some columns of a row.
#[derive(Debug)]
pub struct Read {
    pub row: i64,
    pub item: u16,
    pub time_ms: i64,
    pub kind: String,
    pub event: Option<String>,
}

fn folder(location: &Location) -> &Path {
    match location {
        Location::Folder(folder) => folder,
        Location::Bucket { .. } => panic!("only a folder is read"),
    }
}

/// The newest manifest.
pub fn manifest(location: &Location) -> Manifest {
    let listed = fs::read_dir(folder(location).join("manifest")).unwrap().map(|entry| entry.unwrap().path());
    let newest = listed.filter(|path| path.extension().is_some_and(|ending| ending == "json")).max().unwrap();
    serde_json::from_slice(&fs::read(newest).unwrap()).unwrap()
}

/// The rows of some files.
pub fn rows_of_files(location: &Location, files: &[FileEntry]) -> Vec<Read> {
    let mut rows = Vec::new();
    for entry in files {
        let path = folder(location).join(&entry.path);
        assert_eq!(path.metadata().unwrap().len(), entry.bytes);
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
        for batch in reader {
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
pub fn places(location: &Location) -> Vec<(i64, u16)> {
    let rows = rows_of_files(location, &manifest(location).files);
    let mut places: Vec<_> = rows.iter().map(|row| (row.row, row.item)).collect();
    places.sort_unstable();
    places
}

/// Every file below `events`, named or not.
pub fn data_files(location: &Location) -> BTreeSet<PathBuf> {
    let mut open = vec![folder(location).join("events")];
    let mut files = BTreeSet::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(path);
            }
        }
    }
    files
}
