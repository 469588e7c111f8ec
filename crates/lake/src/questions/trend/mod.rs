//! How something went over time: any event by day or hour, whole or split.

mod counted;
mod counting;
mod people;

use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use kizukai_model::{ProfileId, SiteId, Timestamp};

use counting::{Counting, Key, Tallies};

use super::calendar::Calendar;
use super::persons::Merges;
use super::{Bucket, Days, Field, Filter, Number, Rows, What};
use crate::error::{LakeError, at_most};
use crate::lake::Lake;
use crate::limits;
use crate::tail::Tail;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Trend {
    /// Of which site.
    pub site: SiteId,
    /// Its time zone.
    pub zone: TimeZone,
    /// On which days.
    pub days: Days,
    /// How they are cut.
    pub bucket: Bucket,
    /// Of what.
    pub what: What,
    /// What is counted.
    pub measure: Measure,
    /// Only rows that meet all of these.
    pub filters: Vec<Filter>,
    /// How the answer is split.
    pub split: Split,
}

/// What is counted of the rows of a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The rows.
    Events,
    /// Whose they are: each person once, also one who has had several profiles that were merged since.
    Visitors,
    /// The sum of a number.
    Sum(Number),
    /// The mean of a number, over the rows that have it.
    Mean(Number),
}

/// How an answer is split into series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    /// One series.
    No,
    /// One series for each of the most important values of a field: those with the most of what is measured, for a mean those with the
    /// most rows. The others are one series more, and so are rows without the field.
    By {
        /// Which field.
        field: Field,
        /// How many values; usually [`limits::SERIES_DEFAULT`].
        series: usize,
    },
    /// One series for each of these groups of profiles. Who is in several counts in each; who is in none is in the series of others.
    Groups(Vec<(String, Vec<ProfileId>)>),
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendResult {
    /// When each bucket begins, also those in which nothing happened.
    pub starts: Vec<Timestamp>,
    /// In the order of their importance; groups as they were given; `Missing` and `Other` at the end, where there are such rows.
    pub series: Vec<Series>,
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is about.
    pub name: SeriesName,
    /// One for each bucket. `None` is the mean of nothing.
    pub values: Vec<Option<f64>>,
    /// The measure over the whole period: of visitors not the sum of the buckets, for who comes on two days is one.
    pub total: Option<f64>,
}

/// What a series is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesName {
    /// Everything: the answer is not split.
    All,
    /// Rows with this value.
    Value(String),
    /// People of this group.
    Group(String),
    /// Rows whose field is absent or null.
    Missing,
    /// All that has no series of its own.
    Other,
}

impl Lake {
    /// Answers how something went over time. Reads the files of the period and the tail, and only the columns that it needs.
    ///
    /// # Errors
    /// `Period` or `TooMany` when the question goes beyond [`limits`], `TooLarge` when counting takes too much memory, else `Store` or
    /// `Query`.
    pub async fn trend(&self, trend: &Trend, tail: &Tail) -> Result<TrendResult, LakeError> {
        let calendar = Calendar::new(trend.days, trend.bucket, &trend.zone)?;
        at_most(limits::FILTERS, trend.filters.len(), "filters")?;
        let rows = Rows::new(self, &trend.site, tail);
        let needs_persons = trend.measure == Measure::Visitors || matches!(trend.split, Split::Groups(_));
        let merges = if needs_persons { Merges::read(&rows).await? } else { Merges::default() };
        let mut found = rows.of(trend.read_days())?.filter(trend.what.expression())?;
        for filter in &trend.filters {
            found = found.filter(filter.expression()?)?;
        }
        let counting = Counting::new(found, trend, calendar, merges)?;
        let series = match &trend.split {
            Split::No => {
                let tallies = counting.tallies(Key::Same).await?;
                vec![tallies.series(SeriesName::All, |_| true)]
            }
            Split::By { field, series } => {
                at_most(limits::SERIES_MAX, *series, "series")?;
                let (top, tallies) = counting.by_value(field, *series).await?;
                by_value(&tallies, top)
            }
            Split::Groups(groups) => {
                at_most(limits::SERIES_MAX, groups.len(), "groups")?;
                let tallies = counting.tallies(Key::Groups(groups)).await?;
                by_group(&tallies, groups)
            }
        };
        Ok(TrendResult { starts: counting.starts(), series })
    }
}

impl Trend {
    /// Days whose files may hold rows of the period. Hours go by the time itself, and days of other zones overlap: the site's zone may
    /// have been another when a row was sealed.
    fn read_days(&self) -> Days {
        match self.bucket {
            Bucket::Day => self.days,
            Bucket::Hour => Days {
                from: self.days.from.saturating_sub(1.day()),
                until: self.days.until.saturating_add(1.day()),
            },
        }
    }
}

/// Series of the named values, then those rows that have none, then the others.
fn by_value(tallies: &Tallies, top: Vec<String>) -> Vec<Series> {
    let (missing, other) = (Key::MISSING, Key::OTHER);
    let mut series = Vec::new();
    for (place, value) in (0..).zip(top) {
        series.push(tallies.series(SeriesName::Value(value), |key| key == place));
    }
    for (name, place) in [(SeriesName::Missing, missing), (SeriesName::Other, other)] {
        if tallies.has(place) {
            series.push(tallies.series(name, |key| key == place));
        }
    }
    series
}

/// Series of the groups, then those people who are in none.
fn by_group(tallies: &Tallies, groups: &[(String, Vec<ProfileId>)]) -> Vec<Series> {
    let mut series = Vec::new();
    for (bit, (name, _)) in groups.iter().enumerate() {
        series.push(tallies.series(SeriesName::Group(name.clone()), |mask| mask >> bit & 1 == 1));
    }
    if tallies.has(0) {
        series.push(tallies.series(SeriesName::Other, |mask| mask == 0));
    }
    series
}
