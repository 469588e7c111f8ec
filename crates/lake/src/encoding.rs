//! Batches into the bytes of a Parquet file, and what the manifest says of it.

use datafusion::arrow::array::{AsArray as _, RecordBatch};
use datafusion::arrow::compute::{max, min};
use datafusion::arrow::datatypes::{Int64Type, TimestampMillisecondType};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_writer::ArrowWriterOptions;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::metadata::SortingColumn;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use datafusion::parquet::schema::types::ColumnPath;
use kizukai_model::Timestamp;

use crate::columns::{COLUMNS, FILE_SCHEMA};
use crate::error::LakeError;
use crate::limits;
use crate::row::{Kind, Row};

/// What rows of a file are sorted by, nulls first: a question asks for one kind and name, so most pages need not be read.
pub(crate) const ORDER: [&str; 5] = ["kind", "event", "time", "row", "item"];
/// Columns with a Bloom filter: the files of a person are found without reading them.
const PERSONS: [&str; 2] = ["profile", "merged_into"];
const CREATED_BY: &str = "kizukai";

/// Puts rows into the order of a file.
pub(crate) fn sort(rows: &mut [Row]) {
    rows.sort_unstable_by(|a, b| {
        let key = |row: &Row| (row.kind.as_str(), row.time, row.row, row.item);
        let (first, second) = (key(a), key(b));
        first.0.cmp(second.0).then_with(|| a.event.cmp(&b.event)).then_with(|| first.cmp(&second))
    });
}

/// Where a column of the schema stands.
pub(crate) fn index_of(name: &str) -> usize {
    COLUMNS.iter().position(|column| column.name == name).expect("the name of a column")
}

fn properties() -> WriterProperties {
    let sorted = |name: &&str| SortingColumn {
        column_idx: i32::try_from(index_of(name)).expect("a few dozen columns"),
        descending: false,
        nulls_first: true,
    };
    let mut builder = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(limits::ROW_GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_sorting_columns(Some(ORDER.iter().map(sorted).collect()));
    for name in PERSONS {
        builder = builder.set_column_bloom_filter_enabled(ColumnPath::from(name), true);
    }
    builder.build()
}

/// A file that is being made, in memory.
pub(crate) struct FileWriter {
    writer: ArrowWriter<Vec<u8>>,
    facts: Option<Facts>,
}

/// What the manifest says of a file's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) rows: u64,
    pub(crate) merges: u64,
    pub(crate) first_row: i64,
    pub(crate) last_row: i64,
    pub(crate) first_time: Timestamp,
    pub(crate) last_time: Timestamp,
}

impl FileWriter {
    /// A file without rows.
    pub(crate) fn new() -> Result<Self, LakeError> {
        // Without Arrow's own schema in it, every engine reads the same plain types.
        let options = ArrowWriterOptions::new().with_properties(properties()).with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(Vec::new(), FILE_SCHEMA.clone(), options)?;
        Ok(Self { writer, facts: None })
    }

    /// Adds rows, which come after all before in [`ORDER`].
    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), LakeError> {
        if let Some(facts) = Facts::of(batch) {
            self.facts = Some(self.facts.map_or(facts, |before| before.and(facts)));
            self.writer.write(batch)?;
        }
        Ok(())
    }

    /// How many rows it has.
    pub(crate) fn rows(&self) -> u64 {
        self.facts.map_or(0, |facts| facts.rows)
    }

    /// The bytes of the file, and what is known of it; None when it has no rows.
    pub(crate) fn finish(self) -> Result<Option<(Vec<u8>, Facts)>, LakeError> {
        let Some(facts) = self.facts else { return Ok(None) };
        Ok(Some((self.writer.into_inner()?, facts)))
    }
}

impl Facts {
    fn of(batch: &RecordBatch) -> Option<Self> {
        let rows = batch.column(index_of("row")).as_primitive::<Int64Type>();
        let times = batch.column(index_of("time")).as_primitive::<TimestampMillisecondType>();
        let kinds = batch.column(index_of("kind")).as_string_view();
        let merges = kinds.iter().filter(|kind| *kind == Some(Kind::Merge.as_str())).count();
        Some(Self {
            rows: batch.num_rows() as u64,
            merges: merges as u64,
            first_row: min(rows)?,
            last_row: max(rows)?,
            first_time: Timestamp::from_ms(min(times)?),
            last_time: Timestamp::from_ms(max(times)?),
        })
    }

    fn and(self, other: Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            merges: self.merges + other.merges,
            first_row: self.first_row.min(other.first_row),
            last_row: self.last_row.max(other.last_row),
            first_time: self.first_time.min(other.first_time),
            last_time: self.last_time.max(other.last_time),
        }
    }
}
