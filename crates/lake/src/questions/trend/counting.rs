//! Counting rows by bucket and key.
//!
//! A key says which series a row belongs to. Keys are small numbers, so that what is grouped by is the same for every kind of split.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray as _, Int64Array};
use datafusion::arrow::datatypes::{DataType, Int64Type, TimeUnit, TimestampMillisecondType};
use datafusion::common::ScalarValue;
use datafusion::common::cast::as_string_view_array;
use datafusion::dataframe::DataFrame;
use datafusion::functions_aggregate::expr_fn::{count, count_distinct, sum};
use datafusion::logical_expr::{Expr, cast, col, lit};
use kizukai_model::{ProfileId, Timestamp};

use super::counted::{self, Counted, Read, Tally};
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

    /// Counts by the values of a field, and says which have the most of what is measured: the places of their keys.
    ///
    /// All values are counted at once. Where they are too many for that, the rare ones are joined before, which takes reading twice.
    pub(super) async fn by_value(
        &self,
        field: &Field,
        series: usize,
    ) -> Result<(Vec<String>, Tallies), LakeError> {
        match self.count(field.text(), texts).await {
            Ok(counted) => Ok(self.ranked(&counted, series)),
            Err(LakeError::TooMany { .. } | LakeError::TooLarge(_)) => {
                let top = self.top(field, series).await?;
                let tallies = self.tallies(Key::Value { field, top: &top }).await?;
                Ok((top, tallies))
            }
            Err(error) => Err(error),
        }
    }

    /// Names the values with the most, and joins the others.
    fn ranked(&self, counted: &Counted<Option<String>>, series: usize) -> (Vec<String>, Tallies) {
        let rank = |tally: &Tally| match self.measure {
            Measure::Sum(_) => tally.sum,
            _ => tally.count as f64,
        };
        let totals = counted.joined(|(_, text)| text.as_deref());
        let mut ranked: Vec<_> =
            totals.into_iter().filter_map(|(text, tally)| Some((text?, tally))).collect();
        ranked.sort_by(|a, b| rank(&b.1).total_cmp(&rank(&a.1)).then_with(|| a.0.cmp(b.0)));
        let top: Vec<_> = ranked.into_iter().take(series).map(|(text, _)| text.to_owned()).collect();
        let places: HashMap<_, _> = top.iter().map(String::as_str).zip(0..).collect();
        let place = |text: &Option<String>| match text {
            Some(text) => places.get(text.as_str()).copied().unwrap_or(Key::OTHER),
            None => Key::MISSING,
        };
        let tallies = self.tallied(counted, place);
        (top, tallies)
    }

    /// The values of a field that have the most of what is measured.
    async fn top(&self, field: &Field, series: usize) -> Result<Vec<String>, LakeError> {
        let measured = col("measured");
        let rank = match &self.measure {
            Measure::Visitors => count_distinct(measured),
            Measure::Sum(_) => sum(measured),
            Measure::Events | Measure::Mean(_) => count(measured),
        };
        let found = self
            .rows
            .clone()
            .select(vec![field.text().alias("text"), self.measured()])?
            .filter(col("text").is_not_null())?
            .aggregate(vec![col("text")], vec![rank.alias("rank")])?
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

    /// Counts everything by bucket and key, and over the whole period by key.
    pub(super) async fn tallies(&self, key: Key<'_>) -> Result<Tallies, LakeError> {
        let counted = self.count(key.expression(&self.merges), longs).await?;
        Ok(self.tallied(&counted, |key| *key))
    }

    fn tallied<K: Hash + Eq>(&self, counted: &Counted<K>, key: impl Fn(&K) -> i64) -> Tallies {
        Tallies {
            measure: self.measure.clone(),
            buckets: self.calendar.starts.len(),
            by_bucket: counted.joined(|(bucket, name)| (*bucket, key(name))),
            totals: counted.joined(|(_, name)| key(name)),
        }
    }

    /// Counts by bucket and some key, of which there may not be too many.
    async fn count<K: Hash + Eq>(&self, key: Expr, keys: Read<K>) -> Result<Counted<K>, LakeError> {
        let columns = vec![self.bucket.clone().alias("bucket"), key.alias("key"), self.measured()];
        let rows = self.rows.clone().select(columns)?;
        match self.measure {
            Measure::Visitors => counted::people(rows, keys).await,
            Measure::Events => counted::rows(rows, vec![count(col("measured"))], keys).await,
            Measure::Sum(_) | Measure::Mean(_) => {
                counted::rows(rows, vec![count(col("measured")), sum(col("measured"))], keys).await
            }
        }
    }
}

fn longs(keys: &ArrayRef) -> Result<Vec<i64>, LakeError> {
    Ok(keys.as_primitive::<Int64Type>().values().to_vec())
}

fn texts(keys: &ArrayRef) -> Result<Vec<Option<String>>, LakeError> {
    Ok(as_string_view_array(keys)?.iter().map(|text| text.map(str::to_owned)).collect())
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

#[cfg(test)]
mod tests {
    use datafusion::prelude::SessionContext;
    use jiff::civil::Date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::questions::{Days, What};
    use crate::row::Kind;
    use crate::sample::{SITE, Sample};
    use crate::tail::Tail;
    use crate::{Number, Split};

    fn counting(measure: Measure) -> Counting {
        let sample = Sample { rows: 3_000, days: 3, profiles: 100, ..Sample::million() };
        let mut tail = Tail::new();
        tail.append(sample.between(0, sample.last_row()));
        let days = Days { from: Date::constant(2026, 11, 1), until: Date::constant(2026, 11, 3) };
        let batches = tail.batches(SITE, days.from, days.until, 0);
        let trend = Trend {
            site: SITE.into(),
            zone: TimeZone::UTC,
            days,
            bucket: Bucket::Day,
            what: What { kind: Kind::Track, event: None },
            measure,
            filters: Vec::new(),
            split: Split::No,
        };
        let calendar = Calendar::new(days, Bucket::Day, &trend.zone).unwrap();
        let rows = SessionContext::new().read_batches(batches).unwrap();
        Counting::new(rows, &trend, calendar, Merges::default()).unwrap()
    }

    #[tokio::test]
    async fn rare_values_are_joined_before_counting_or_after_with_the_same_answer() {
        let field: Field = "properties.variant.color".parse().unwrap();
        let price = || "properties.price".parse::<Number>().unwrap();
        let measures = [Measure::Events, Measure::Visitors, Measure::Sum(price()), Measure::Mean(price())];
        for measure in measures {
            let counting = counting(measure.clone());
            for series in [1, 5, 20] {
                let counted = counting.count(field.text(), texts).await.unwrap();
                let (top_after, after) = counting.ranked(&counted, series);
                let top = counting.top(&field, series).await.unwrap();
                let before = counting.tallies(Key::Value { field: &field, top: &top }).await.unwrap();
                assert_eq!(
                    (top, before.by_bucket, before.totals),
                    (top_after, after.by_bucket, after.totals)
                );
            }
        }
    }
}
