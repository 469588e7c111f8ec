//! Questions: files and tail as one table, read as they were when the question was asked.
//!
//! To add a question, write a file here with what is asked, what is answered, and a method of [`Lake`]; [`Rows`] is what it reads.

mod calendar;
mod decided;
mod field;
mod json_path;
mod persons;
mod suggestions;
mod trend;

use std::sync::Arc;

use datafusion::dataframe::DataFrame;
use datafusion::datasource::MemTable;
use datafusion::logical_expr::{Expr, col, lit};
use jiff::civil::Date;

pub use calendar::{Bucket, Days};
pub use decided::Decided;
pub use field::{Field, Filter, Number};
pub use suggestions::Suggestion;
pub use trend::{Measure, Series, SeriesName, Split, Trend, TrendResult};

use crate::columns::TABLE_SCHEMA;
use crate::engine::Engine;
use crate::error::LakeError;
use crate::files::{DataFile, Snapshot};
use crate::lake::Lake;
use crate::row::Kind;
use crate::tail::Tail;

/// Which rows a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct What {
    /// Of which kind.
    pub kind: Kind,
    /// With which name; any when `None`.
    pub event: Option<String>,
}

impl What {
    fn expression(&self) -> Expr {
        let kind = col("kind").eq(lit(self.kind.as_str()));
        match &self.event {
            Some(event) => kind.and(col("event").eq(lit(event.as_str()))),
            None => kind,
        }
    }
}

/// What a question reads: the files of a manifest, which stay until it is dropped, and the rows that came after.
struct Rows<'a> {
    engine: &'a Engine,
    snapshot: Arc<Snapshot>,
    tail: &'a Tail,
    site: &'a str,
}

impl<'a> Rows<'a> {
    fn new(lake: &'a Lake, site: &'a str, tail: &'a Tail) -> Self {
        Self { engine: &lake.engine, snapshot: lake.snapshot(), tail, site }
    }

    /// All rows of a period.
    fn of(&self, days: Days) -> Result<DataFrame, LakeError> {
        self.of_files(days, |_| true)
    }

    /// The rows of a period that lie in some files, or in the tail.
    fn of_files(&self, days: Days, choose: impl Fn(&DataFile) -> bool) -> Result<DataFrame, LakeError> {
        let session = self.engine.session();
        let mut files = self.snapshot.of_days(self.site, days.from, days.until);
        files.retain(|file| choose(file));
        let sealed = session.read_table(Engine::table(&files))?;
        let tail = self.tail.batches(self.site, days.from, days.until, self.snapshot.sealed);
        if tail.is_empty() {
            return Ok(sealed);
        }
        let open = session.read_table(Arc::new(MemTable::try_new(Arc::clone(&TABLE_SCHEMA), vec![tail])?))?;
        if files.is_empty() { Ok(open) } else { Ok(sealed.union(open)?) }
    }
}

/// All days there are.
const ALWAYS: Days = Days { from: Date::MIN, until: Date::MAX };
