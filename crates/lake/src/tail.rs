//! The tail: rows of the ledger that are not sealed yet, ready to be asked.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray as _, BooleanArray, Date32Array, RecordBatch};
use datafusion::arrow::compute::{concat_batches, filter_record_batch};
use datafusion::arrow::datatypes::Int64Type;
use jiff::civil::Date;
use kizukai_model::SiteId;

use crate::columns::{self, FILE_SCHEMA};
use crate::encoding::index_of;
use crate::limits;
use crate::row::Row;

/// Rows that come after what is sealed. Cheap to copy: copies share the rows, so one can be asked while another grows.
///
/// Append what the ledger commits, and [`cut`](Self::cut) after each sealing. A question leaves out rows that are sealed already, so
/// that it does not matter which of the two comes first.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    parts: Vec<Part>,
}

/// Rows of one site and day.
#[derive(Clone, Debug)]
struct Part {
    site: SiteId,
    day: Date,
    last_row: i64,
    batch: RecordBatch,
}

impl Tail {
    /// A tail without rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.parts.iter().map(|part| part.batch.num_rows()).sum()
    }

    /// Bytes it takes, about.
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|part| part.batch.get_array_memory_size()).sum()
    }

    /// Adds rows that were not in it before.
    pub fn append(&mut self, mut rows: Vec<Row>) {
        rows.sort_by(|a, b| (&a.site, a.day).cmp(&(&b.site, b.day)));
        for rows in rows.chunk_by(|a, b| a.site == b.site && a.day == b.day) {
            let last_row = rows.iter().map(|row| row.row).max().expect("a chunk has rows");
            let (site, day, batch) = (rows[0].site.clone(), rows[0].day, columns::encode(rows));
            self.add(Part { site, day, last_row, batch });
        }
    }

    /// Adds a part, to the one before of its site and day as long as that is small.
    fn add(&mut self, part: Part) {
        let fits = |other: &&mut Part| {
            (&other.site, other.day) == (&part.site, part.day)
                && other.batch.num_rows() < limits::TAIL_PART_ROWS
        };
        match self.parts.iter_mut().rev().find(fits) {
            Some(other) => {
                let joined = concat_batches(&FILE_SCHEMA, [&other.batch, &part.batch]);
                other.batch = joined.expect("parts have one schema, and texts of a part are below 2 GB");
                other.last_row = other.last_row.max(part.last_row);
            }
            None => self.parts.push(part),
        }
    }

    /// Lets go of the rows up to `sealed`.
    pub fn cut(&mut self, sealed: i64) {
        self.parts.retain(|part| part.last_row > sealed);
        for part in &mut self.parts {
            part.batch = after(&part.batch, sealed);
        }
    }

    /// Batches of a site in a period that come after `sealed`, with the day as last column.
    pub(crate) fn batches(&self, site: &str, from: Date, until: Date, sealed: i64) -> Vec<RecordBatch> {
        let within = |part: &&Part| *part.site == *site && part.day >= from && part.day <= until;
        let open = self.parts.iter().filter(within).filter(|part| part.last_row > sealed);
        let rows = open.map(|part| with_day(&after(&part.batch, sealed), part.day));
        rows.filter(|batch| batch.num_rows() > 0).collect()
    }
}

/// The rows that come after `sealed`.
fn after(batch: &RecordBatch, sealed: i64) -> RecordBatch {
    let rows = batch.column(index_of("row")).as_primitive::<Int64Type>();
    if rows.values().iter().all(|row| *row > sealed) {
        return batch.clone();
    }
    let open: BooleanArray = rows.values().iter().map(|row| Some(*row > sealed)).collect();
    filter_record_batch(batch, &open).expect("a row has one answer")
}

fn with_day(batch: &RecordBatch, day: Date) -> RecordBatch {
    let day: ArrayRef = Arc::new(Date32Array::from_value(days_since_1970(day), batch.num_rows()));
    let columns = batch.columns().iter().cloned().chain([day]).collect();
    RecordBatch::try_new(Arc::clone(&columns::TABLE_SCHEMA), columns).expect("the day is the last column")
}

/// A day as Arrow counts it.
pub(crate) fn days_since_1970(day: Date) -> i32 {
    day.since(Date::constant(1970, 1, 1)).expect("days of the calendar are near").get_days()
}

/// The day of Arrow's count.
pub(crate) fn day_of(days: i32) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sample::{SITE, Sample};

    fn sample() -> Sample {
        Sample { rows: 400, days: 2, profiles: 30, ..Sample::million() }
    }

    fn places(tail: &Tail, sealed: i64) -> Vec<i64> {
        let batches = tail.batches(SITE, Date::MIN, Date::MAX, sealed);
        let rows =
            batches.iter().flat_map(|batch| batch.column(0).as_primitive::<Int64Type>().values().to_vec());
        let mut rows: Vec<_> = rows.collect();
        rows.sort_unstable();
        rows
    }

    #[test]
    fn what_is_sealed_is_left_out_before_and_after_it_is_cut() {
        let sample = sample();
        let mut tail = Tail::new();
        for after in (0..200).step_by(7) {
            tail.append(sample.between(after, (after + 7).min(200)));
        }
        assert_eq!(tail.rows(), 400);
        let open: Vec<i64> = (151..=200).flat_map(|row| [row, row]).collect();
        assert_eq!(places(&tail, 150), open);
        tail.cut(150);
        assert_eq!((places(&tail, 150), tail.rows()), (open, 100));
        tail.cut(200);
        assert_eq!((tail.rows(), tail.bytes()), (0, 0));
    }

    #[test]
    fn small_parts_of_a_day_are_joined() {
        let sample = sample();
        let mut tail = Tail::new();
        (0..200).for_each(|after| tail.append(sample.between(after, after + 1)));
        assert!(tail.parts.len() <= 3, "{} parts", tail.parts.len());
    }

    #[test]
    fn a_copy_does_not_grow_with_the_tail() {
        let sample = sample();
        let mut tail = Tail::new();
        tail.append(sample.between(0, 10));
        let copy = tail.clone();
        tail.append(sample.between(10, 20));
        assert_eq!((copy.rows(), tail.rows()), (20, 40));
    }

    #[test]
    fn only_days_and_sites_that_are_asked_for_are_read() {
        let mut tail = Tail::new();
        tail.append(sample().between(0, 200));
        let day = date(2026, 11, 2);
        let rows: usize = tail.batches(SITE, day, day, 0).iter().map(RecordBatch::num_rows).sum();
        assert!((100..300).contains(&rows), "{rows}");
        assert!(tail.batches("s_other", Date::MIN, Date::MAX, 0).is_empty());
    }

    #[test]
    fn a_day_is_the_same_in_both_countings() {
        for day in [date(1970, 1, 1), date(2026, 11, 30), date(1969, 12, 31)] {
            assert_eq!(day_of(days_since_1970(day)), Some(day));
        }
        assert_eq!(days_since_1970(date(1970, 1, 2)), 1);
    }
}
