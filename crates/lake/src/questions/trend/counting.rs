//! Counting rows by bucket and key.
//!
//! A key says which series a row belongs to. Keys are small numbers, so that what is grouped by is the same for every kind of split.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray, Int64Array};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit, TimestampMillisecondType};
use datafusion::common::ScalarValue;
use datafusion::common::cast::as_string_view_array;
use datafusion::dataframe::DataFrame;
use datafusion::functions_aggregate::expr_fn::{count, count_distinct, sum};
use datafusion::logical_expr::{Expr, cast, col, lit};
use kizukai_model::{ProfileId, Timestamp};

use super::{Measure, Series, SeriesName, Trend};
use crate::columns::DAY;
use crate::error::LakeError;
use crate::questions::calendar::{Bucket, Calendar};
use crate::questions::field::{Field, function};
use crate::questions::persons::Merges;
use crate::tail::days_since_1970;

/// How a row is told which series it belongs to.
pub(super) enum Key<'a> {
    /// All to one.
    Same,
    /// By the place of its value among these.
    Value { field: &'a Field, top: &'a [String] },
    /// By a mask of the groups its person is in.
    Groups(&'a [(String, Vec<ProfileId>)]),
}

impl Key<'_> {
    /// The key of rows whose field is absent.
    pub(super) const MISSING: i64 = -1;
    /// The key of rows whose value is not among those asked for.
    pub(super) const OTHER: i64 = -2;

    fn expression(&self, merges: &Merges) -> Expr {
        match self {
            Self::Same => lit(0_i64),
            Self::Groups(groups) => merges.clone().groups(groups.iter().map(|(_, profiles)| profiles)),
            Self::Value { field, top } => {
                let places: HashMap<String, i64> = top.iter().cloned().zip(0..).collect();
                let read = move |texts: &ArrayRef| {
                    let place = |text: Option<&str>| {
                        text.map_or(Self::MISSING, |text| places.get(text).copied().unwrap_or(Self::OTHER))
                    };
                    let texts = as_string_view_array(texts)?;
                    Ok(Arc::new(Int64Array::from_iter_values(texts.iter().map(place))) as ArrayRef)
                };
                function("place", DataType::Utf8View, DataType::Int64, read).call(vec![field.text()])
            }
        }
    }
}

/// Rows that are to be counted, and how.
pub(super) struct Counting {
    rows: DataFrame,
    measure: Measure,
    calendar: Arc<Calendar>,
    bucket: Expr,
    merges: Merges,
}

impl Counting {
    pub(super) fn new(
        rows: DataFrame,
        trend: &Trend,
        calendar: Calendar,
        merges: Merges,
    ) -> Result<Self, LakeError> {
        let calendar = Arc::new(calendar);
        let (rows, bucket) = match trend.bucket {
            Bucket::Day => {
                let first = i64::from(days_since_1970(trend.days.from));
                (rows, cast(cast(col(DAY), DataType::Int32), DataType::Int64) - lit(first))
            }
            Bucket::Hour => {
                let within =
                    col("time").gt_eq(time(calendar.starts[0])).and(col("time").lt(time(calendar.end)));
                (rows.filter(within)?, place_of_time(&calendar))
            }
        };
        Ok(Self { rows, measure: trend.measure.clone(), calendar, bucket, merges })
    }

    pub(super) fn starts(&self) -> Vec<Timestamp> {
        self.calendar.starts.clone()
    }

    /// What is added up or told apart.
    fn measured(&self) -> Expr {
        match &self.measure {
            Measure::Events => lit(1_i64),
            Measure::Visitors => self.merges.clone().expression(),
            Measure::Sum(number) | Measure::Mean(number) => number.expression(),
        }
        .alias("measured")
    }

    /// How many there are, and their sum.
    fn aggregates(&self) -> Vec<Expr> {
        let measured = col("measured");
        match &self.measure {
            Measure::Events => vec![count(measured)],
            Measure::Visitors => vec![count_distinct(measured)],
            Measure::Sum(_) | Measure::Mean(_) => vec![count(measured.clone()), sum(measured)],
        }
    }

    /// The values of a field that have the most of what is measured.
    pub(super) async fn top(&self, field: &Field, series: usize) -> Result<Vec<String>, LakeError> {
        let aggregate = match (&self.measure, self.aggregates().as_slice()) {
            (Measure::Sum(_), [_, sum]) => sum.clone(),
            (_, [count, ..]) => count.clone(),
            (_, []) => unreachable!("every measure counts"),
        };
        let found = self
            .rows
            .clone()
            .select(vec![field.text().alias("text"), self.measured()])?
            .filter(col("text").is_not_null())?
            .aggregate(vec![col("text")], vec![aggregate.alias("rank")])?
            .sort(vec![col("rank").sort(false, false), col("text").sort(true, false)])?
            .limit(0, Some(series))?
            .collect()
            .await?;
        let mut top = Vec::with_capacity(series);
        for batch in found {
            top.extend(as_string_view_array(batch.column(0))?.iter().flatten().map(str::to_owned));
        }
        Ok(top)
    }

    /// Counts everything by bucket and key, and people also over the whole period.
    pub(super) async fn tallies(&self, key: Key<'_>) -> Result<Tallies, LakeError> {
        let key = key.expression(&self.merges).alias("key");
        let by_bucket = self.count(self.bucket.clone(), key.clone()).await?;
        let mut totals = HashMap::new();
        if self.measure == Measure::Visitors {
            let whole = self.count(lit(0_i64), key).await?;
            totals.extend(whole.into_iter().map(|((_, key), tally)| (key, tally)));
        } else {
            for ((_, key), tally) in &by_bucket {
                totals.entry(*key).or_insert_with(Tally::default).add(*tally);
            }
        }
        Ok(Tallies { measure: self.measure.clone(), buckets: self.calendar.starts.len(), by_bucket, totals })
    }

    async fn count(&self, bucket: Expr, key: Expr) -> Result<HashMap<(usize, i64), Tally>, LakeError> {
        let rows = self.rows.clone().select(vec![bucket.alias("bucket"), key, self.measured()])?;
        let counted = rows.aggregate(vec![col("bucket"), col("key")], self.aggregates())?;
        let mut found: HashMap<_, Tally> = HashMap::new();
        for batch in counted.collect().await? {
            let buckets = batch.column(0).as_primitive::<Int64Type>();
            let keys = batch.column(1).as_primitive::<Int64Type>();
            let counts = batch.column(2).as_primitive::<Int64Type>();
            let sums = match batch.columns().get(3) {
                Some(sums) => Some(datafusion::arrow::compute::cast(sums, &DataType::Float64)?),
                None => None,
            };
            let sums = sums.as_ref().map(AsArray::as_primitive::<Float64Type>);
            for at in (0..batch.num_rows()).filter(|at| buckets.is_valid(*at)) {
                let sum = sums.filter(|sums| sums.is_valid(at)).map_or(0.0, |sums| sums.value(at));
                let bucket = usize::try_from(buckets.value(at)).expect("rows lie in the period");
                let tally = Tally { count: counts.value(at).cast_unsigned(), sum };
                found.entry((bucket, keys.value(at))).or_default().add(tally);
            }
        }
        Ok(found)
    }
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: u64,
    sum: f64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
    }
}

/// What was counted, by bucket and key.
pub(super) struct Tallies {
    measure: Measure,
    buckets: usize,
    by_bucket: HashMap<(usize, i64), Tally>,
    totals: HashMap<i64, Tally>,
}

impl Tallies {
    /// Whether any row has this key.
    pub(super) fn has(&self, key: i64) -> bool {
        self.totals.contains_key(&key)
    }

    /// The series of all rows with one of some keys. No row, and of visitors no person, may have two of them.
    pub(super) fn series(&self, name: SeriesName, belongs: impl Fn(i64) -> bool) -> Series {
        let mut buckets = vec![Tally::default(); self.buckets];
        for ((bucket, key), tally) in &self.by_bucket {
            if belongs(*key) {
                buckets[*bucket].add(*tally);
            }
        }
        let mut total = Tally::default();
        self.totals.iter().filter(|(key, _)| belongs(**key)).for_each(|(_, tally)| total.add(*tally));
        let values = buckets.into_iter().map(|tally| self.value(tally)).collect();
        Series { name, values, total: self.value(total) }
    }

    fn value(&self, tally: Tally) -> Option<f64> {
        match self.measure {
            Measure::Events | Measure::Visitors => Some(tally.count as f64),
            Measure::Sum(_) => Some(tally.sum),
            Measure::Mean(_) => (tally.count > 0).then(|| tally.sum / tally.count as f64),
        }
    }
}

fn time(at: Timestamp) -> Expr {
    lit(ScalarValue::TimestampMillisecond(Some(at.as_ms()), Some("UTC".into())))
}

/// In which part of the calendar a row's time lies.
fn place_of_time(calendar: &Arc<Calendar>) -> Expr {
    let calendar = Arc::clone(calendar);
    let read = move |times: &ArrayRef| {
        // Rows of one name are sorted by time: most lie where the one before does.
        let mut near = 0;
        let times = times.as_primitive::<TimestampMillisecondType>();
        let places = times.values().iter().map(|at| {
            let place = calendar.place(*at, near);
            near = place.unwrap_or(near);
            place.and_then(|place| i64::try_from(place).ok())
        });
        Ok(Arc::new(places.collect::<Int64Array>()) as ArrayRef)
    };
    let time = DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()));
    function("place of time", time, DataType::Int64, read).call(vec![col("time")])
}
