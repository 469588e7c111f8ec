//! Rows of any Parquet file, of ours or of others: what an import reads.

use std::fs::File;
use std::path::Path;
use std::vec::IntoIter;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::json::ArrayWriter;
use datafusion::parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use datafusion::parquet::errors::ParquetError;
use kizukai_model::Properties;

use crate::LakeError;

/// Rows that are in memory at once.
const BATCH_ROWS: usize = 1_024;

/// A Parquet file, row by row. Each row is an object of its columns in their order, without those that are null; times are
/// RFC 3339 where the file says at which offset, and without an offset where it does not.
#[derive(Debug)]
pub struct Table {
    batches: ParquetRecordBatchReader,
    ready: IntoIter<Properties>,
    rows: u64,
}

impl Table {
    /// Opens a file.
    ///
    /// # Errors
    /// [`LakeError::Parquet`] when it cannot be read, or is none.
    pub fn open(file: &Path) -> Result<Self, LakeError> {
        let file = File::open(file).map_err(ParquetError::from)?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
        let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or_default();
        let batches = builder.with_batch_size(BATCH_ROWS).build()?;
        Ok(Self { batches, ready: Vec::new().into_iter(), rows })
    }

    /// How many rows there are in all.
    pub const fn rows(&self) -> u64 {
        self.rows
    }
}

impl Iterator for Table {
    type Item = Result<Properties, LakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.ready.next() {
                return Some(Ok(row));
            }
            let batch = self.batches.next()?;
            match batch.map_err(LakeError::from).and_then(|batch| objects(&batch)) {
                Ok(rows) => self.ready = rows.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn objects(batch: &RecordBatch) -> Result<Vec<Properties>, LakeError> {
    let mut writer = ArrayWriter::new(Vec::new());
    writer.write(batch)?;
    writer.finish()?;
    let unreadable = |error: serde_json::Error| ParquetError::External(Box::new(error));
    Ok(serde_json::from_slice(&writer.into_inner()).map_err(unreadable)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use datafusion::arrow::array::{ArrayRef, Float64Array, StringArray, TimestampMillisecondArray};
    use datafusion::parquet::arrow::ArrowWriter;
    use serde_json::{Value, json};

    fn written(columns: Vec<(&str, ArrayRef)>) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
        let mut writer = ArrowWriter::try_new(file.reopen().expect("the file"), batch.schema(), None)
            .expect("a writer of such columns");
        writer.write(&batch).expect("rows");
        writer.close().expect("a whole file");
        file
    }

    #[test]
    fn a_row_is_an_object_of_what_it_has() {
        let at = || TimestampMillisecondArray::from(vec![1_795_316_400_000, 0]);
        let file = written(vec![
            ("userId", Arc::new(StringArray::from(vec![Some("u1"), None])) as ArrayRef),
            ("revenue", Arc::new(Float64Array::from(vec![Some(1_200.5), Some(3.0)]))),
            ("local", Arc::new(at())),
            ("utc", Arc::new(at().with_timezone("+00:00"))),
        ]);
        let table = Table::open(file.path()).expect("a table");
        assert_eq!(table.rows(), 2);
        let rows: Vec<Value> = table.map(|row| Value::Object(row.expect("a row"))).collect();
        let first = json!({"userId": "u1", "revenue": 1200.5, "local": "2026-11-22T03:00:00", "utc": "2026-11-22T03:00:00Z"});
        assert_eq!(rows[0], first);
        assert_eq!(rows[1]["userId"], Value::Null);
        assert_eq!(rows[1]["revenue"], 3.0);
    }

    #[test]
    fn a_file_that_is_no_table_is_told() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "userId,event\n").expect("written");
        assert!(matches!(Table::open(file.path()), Err(LakeError::Parquet(_))));
    }
}
