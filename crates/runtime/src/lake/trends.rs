//! How something went over time: any event by day or hour, whole or split. What is sealed and what is not are read together,
//! so that an answer is as fresh as the last commit.

use std::collections::BTreeSet;
use std::str::FromStr as _;

use jiff::civil::Date;
use kizukai_lake::{
    Bucket, Days, Field, Filter, Kind, Measure, Number, SeriesName, Split, Trend, What, limits as lake_limits,
};
use kizukai_model::{Key, ProfileId, SiteId, Timestamp};
use serde::Serialize;
use serde_json::Value;

use super::keeper::failed;
use crate::vocabulary::looks_personal;
use crate::{Runtime, RuntimeError, limits};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct TrendQuestion {
    /// `track`, `page`, `signal`, `decision`, …; `track` when left out.
    pub kind: Option<String>,
    /// The event's name; any when left out.
    pub event: Option<String>,
    /// `events`, `visitors`, `sum` or `mean`; `events` when left out.
    pub measure: Option<String>,
    /// What is added up: `value`, `quantity`, or a property such as `properties.revenue`.
    pub of: Option<String>,
    /// `day` or `hour`; `day` when left out.
    pub bucket: Option<String>,
    /// First day; a month ago when left out.
    pub from: Option<String>,
    /// Last day; today when left out.
    pub until: Option<String>,
    /// A field to split by, or `segment`.
    pub split: Option<String>,
    /// Fields with the values they must have one of: `{"properties.category": ["shoes"]}`.
    pub filters: Option<Value>,
    /// Whether who asks may see persons: else nothing is told by what names one.
    pub may_see_persons: bool,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendAnswer {
    /// When each bucket begins (RFC 3339).
    pub buckets: Vec<String>,
    /// In the order of their importance; those without a value and the rest at the end.
    pub series: Vec<TrendSeries>,
    /// Whether the last one holds what has no series of its own.
    pub other: bool,
    /// Up to when everything is counted (RFC 3339).
    pub through: String,
    /// Rows in the lake's files, of all sites.
    pub sealed_rows: u64,
    /// Rows that are not sealed yet.
    pub unsealed_rows: u64,
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendSeries {
    /// `all`, `value`, `group`, `missing` or `other`.
    pub kind: &'static str,
    /// The value, or the group's name.
    pub key: Option<String>,
    /// One for each bucket; null is the mean of nothing.
    pub values: Vec<Option<f64>>,
    /// Over the whole period: of visitors not the sum of the buckets, for who comes on two days is one.
    pub total: Option<f64>,
}

/// What there is to ask for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendChoices {
    /// Events, the most frequent of the newest first.
    pub events: Vec<TrendEvent>,
    /// Properties of the event that was named.
    pub properties: Vec<TrendProperty>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrendEvent {
    /// Its name.
    pub name: String,
    /// `track` or `page`.
    pub kind: &'static str,
}

/// A property.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendProperty {
    /// Its path: `properties.category`.
    pub path: String,
    /// Some of its values.
    pub examples: Vec<String>,
}

/// Names of fields that screens use, and the columns they are.
const FIELDS: [(&str, &str); 8] = [
    ("device", "device_type"),
    ("page.path", "path"),
    ("page.host", "host"),
    ("page.title", "title"),
    ("page.referrer", "referrer_host"),
    ("utm.source", "utm_source"),
    ("utm.medium", "utm_medium"),
    ("utm.campaign", "utm_campaign"),
];

/// Columns that name a person, or something of one alone.
const PERSONAL: [&str; 6] = ["user_id", "anonymous_id", "message_id", "order_id", "enrolment", "merged_into"];

/// Days that are asked for when none are named.
const USUAL_DAYS: i64 = 30;
/// Splits by segment.
const BY_SEGMENT: &str = "segment";

impl Runtime {
    /// Answers a question.
    ///
    /// # Errors
    /// [`RuntimeError::Question`] for one that cannot be answered, and why; [`RuntimeError::Lake`] when the lake cannot be read.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn trend(&self, site: &SiteId, question: TrendQuestion) -> Result<TrendAnswer, RuntimeError> {
        let may_see_persons = question.may_see_persons;
        let source = self.source(site).await?;
        let zone = jiff::tz::TimeZone::get(&source.site.text.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
        let now = self.now();
        let today = jiff::Timestamp::from_millisecond(now.as_ms()).unwrap_or_default();
        let days = days(&question, today.to_zoned(zone.clone()).date())?;
        let split = self.split(site, &question).await?;
        let trend = Trend {
            site: site.clone(),
            zone,
            days,
            bucket: one_of(
                question.bucket.as_deref(),
                "bucket",
                &[("day", Bucket::Day), ("hour", Bucket::Hour)],
            )?,
            what: what(&question)?,
            measure: measure(&question)?,
            filters: filters(&question)?,
            split,
        };
        let keeper = std::sync::Arc::clone(&self.inner.lake);
        let (opened, tail) = self
            .blocking(move || {
                let opened = keeper.open()?;
                opened.catch_up(&keeper.zones()?)?;
                let tail = opened.tail();
                Ok((opened, tail))
            })
            .await?;
        let unsealed_rows = tail.rows() as u64;
        let sealed_rows = opened.lake.files().iter().map(|file| file.rows).sum();
        let lake = std::sync::Arc::clone(&opened.lake);
        let asked = opened.spawn(async move { lake.trend(&trend, &tail).await });
        let found = asked.await.map_err(|_| RuntimeError::Stopped)?.map_err(failed)?;
        let mut series: Vec<_> = found.series.into_iter().map(told).collect();
        if !may_see_persons {
            series.iter_mut().for_each(hide_persons);
        }
        Ok(TrendAnswer {
            buckets: found.starts.into_iter().map(Timestamp::to_rfc3339).collect(),
            other: series.last().is_some_and(|series| series.kind == "other"),
            series,
            through: now.to_rfc3339(),
            sealed_rows,
            unsealed_rows,
        })
    }

    async fn split(&self, site: &SiteId, question: &TrendQuestion) -> Result<Split, RuntimeError> {
        match question.split.as_deref() {
            None => Ok(Split::No),
            Some(BY_SEGMENT) => self.by_segment(site).await,
            Some(name) => {
                let field = field(name, question.may_see_persons)?;
                Ok(Split::By { field, series: lake_limits::SERIES_DEFAULT })
            }
        }
    }

    /// The largest segments with those who are in them now.
    async fn by_segment(&self, site: &SiteId) -> Result<Split, RuntimeError> {
        self.flush().await?;
        let source = self.source(site).await?;
        let segments: Vec<(Key, String)> = source
            .segments
            .iter()
            .map(|segment| (segment.text.key.clone(), segment.text.name.clone()))
            .collect();
        let site = site.clone();
        self.read(move |reader| {
            let mut sized = Vec::new();
            for (key, name) in segments {
                sized.push((reader.segment_size(&site, &key)?, key, name));
            }
            sized.sort_by_key(|(size, ..)| std::cmp::Reverse(*size));
            let mut groups = Vec::new();
            for (_, key, name) in sized.into_iter().take(lake_limits::SERIES_DEFAULT) {
                let mut members: Vec<ProfileId> = Vec::new();
                while members.len() < limits::TREND_MEMBERS {
                    let after = members.last().copied();
                    let page = reader.segment_members(&site, &key, after, limits::SNAPSHOT_PROFILES)?;
                    if page.is_empty() {
                        break;
                    }
                    members.extend(page.into_iter().map(|row| row.profile));
                }
                let label = if name.is_empty() { key.to_string() } else { name };
                groups.push((label, members));
            }
            Ok(Split::Groups(groups))
        })
        .await
    }

    /// What there is to ask for; the properties of an event where one is named.
    ///
    /// # Errors
    /// As [`Runtime::vocabulary`].
    pub async fn trend_choices(
        &self,
        site: &SiteId,
        event: Option<&str>,
    ) -> Result<TrendChoices, RuntimeError> {
        let words = self.vocabulary(site).await?;
        let known = |name: &str, kind| TrendEvent { name: name.to_owned(), kind };
        let track = words.events.iter().map(|word| known(&word.name, "track"));
        let named = words.events.iter().find(|word| Some(word.name.as_str()) == event);
        let properties = named.map(|word| word.properties.as_slice()).unwrap_or_default();
        let examples = |values: &[Value]| {
            values
                .iter()
                .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                .collect()
        };
        let told = |word: &crate::PropertyWord| TrendProperty {
            path: format!("properties.{}", word.name),
            examples: examples(&word.values),
        };
        Ok(TrendChoices {
            events: track.chain([known("page", "page")]).collect(),
            properties: properties.iter().map(told).collect(),
        })
    }
}

fn told(series: kizukai_lake::Series) -> TrendSeries {
    let (kind, key) = match series.name {
        SeriesName::All => ("all", None),
        SeriesName::Value(value) => ("value", Some(value)),
        SeriesName::Group(name) => ("group", Some(name)),
        SeriesName::Missing => ("missing", None),
        SeriesName::Other => ("other", None),
    };
    TrendSeries { kind, key, values: series.values, total: series.total }
}

/// A value that says who somebody is, whatever the name of its property.
fn hide_persons(series: &mut TrendSeries) {
    let is_personal = |key: &String| looks_personal("", &Value::String(key.clone()));
    if series.kind == "value" && series.key.as_ref().is_some_and(is_personal) {
        series.key = Some("…".to_owned());
    }
}

fn wrong(what: impl Into<String>) -> RuntimeError {
    RuntimeError::Question(what.into())
}

fn one_of<T: Copy>(word: Option<&str>, name: &str, known: &[(&str, T)]) -> Result<T, RuntimeError> {
    let word = word.unwrap_or(known[0].0);
    let found = known.iter().find(|(one, _)| *one == word).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let words: Vec<_> = known.iter().map(|(one, _)| *one).collect();
        wrong(format!("{name}: `{word}` is none of {}", words.join(", ")))
    })
}

fn days(question: &TrendQuestion, today: Date) -> Result<Days, RuntimeError> {
    let read = |text: &str, name: &str| {
        Date::from_str(text).map_err(|_| wrong(format!("{name}: `{text}` is no day such as 2026-11-29")))
    };
    let until = question.until.as_deref().map_or(Ok(today), |text| read(text, "until"))?;
    let month_ago = until.saturating_sub(jiff::Span::new().days(USUAL_DAYS - 1));
    let from = question.from.as_deref().map_or(Ok(month_ago), |text| read(text, "from"))?;
    Ok(Days { from, until })
}

fn what(question: &TrendQuestion) -> Result<What, RuntimeError> {
    let word = question.kind.as_deref().unwrap_or("track");
    let kind = Kind::parse(word).ok_or_else(|| wrong(format!("kind: `{word}` is none")))?;
    // A page's name is its title at best: whoever asks for pages asks for all of them.
    let event = question.event.clone().filter(|name| kind != Kind::Page || name != "page");
    Ok(What { kind, event })
}

fn measure(question: &TrendQuestion) -> Result<Measure, RuntimeError> {
    let of = || {
        let name = question.of.as_deref().unwrap_or("value");
        Number::from_str(name).map_err(failed)
    };
    match question.measure.as_deref().unwrap_or("events") {
        "events" => Ok(Measure::Events),
        "visitors" => Ok(Measure::Visitors),
        "sum" => Ok(Measure::Sum(of()?)),
        "mean" => Ok(Measure::Mean(of()?)),
        other => Err(wrong(format!("measure: `{other}` is none of events, visitors, sum, mean"))),
    }
}

fn filters(question: &TrendQuestion) -> Result<Vec<Filter>, RuntimeError> {
    let Some(filters) = &question.filters else { return Ok(Vec::new()) };
    let filters = filters.as_object().ok_or_else(|| wrong("where: an object of fields and values"))?;
    let value = |value: &Value| match value {
        Value::Null => Some(None),
        Value::String(text) => Some(Some(text.clone())),
        Value::Number(_) | Value::Bool(_) => Some(Some(value.to_string())),
        Value::Array(_) | Value::Object(_) => None,
    };
    let filter = |(name, values): (&String, &Value)| {
        let values: Option<Vec<_>> = match values {
            Value::Array(values) => values.iter().map(value).collect(),
            one => value(one).map(|one| vec![one]),
        };
        let values =
            values.ok_or_else(|| wrong(format!("where: `{name}` must be texts, numbers or null")))?;
        Ok(Filter { field: field(name, question.may_see_persons)?, values })
    };
    filters.iter().map(filter).collect()
}

/// A field by the name that screens give it.
fn field(name: &str, may_see_persons: bool) -> Result<Field, RuntimeError> {
    let column = FIELDS.iter().find(|(known, _)| *known == name).map_or(name, |(_, column)| column);
    let field = Field::from_str(column).map_err(failed)?;
    let parts: BTreeSet<&str> = column.split('.').collect();
    let is_personal = column.starts_with("traits.")
        || PERSONAL.contains(&column)
        || parts.iter().any(|part| looks_personal(part, &Value::Null));
    if is_personal && !may_see_persons {
        return Err(wrong(format!("`{name}` tells of single persons, which your role does not see")));
    }
    Ok(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_names_a_person_is_told_only_to_who_may_see_persons() {
        for (name, is_personal) in [
            ("page.path", false),
            ("properties.category", false),
            ("user_id", true),
            ("traits.rank", true),
            ("properties.email", true),
        ] {
            assert_eq!(field(name, false).is_err(), is_personal, "{name}");
            assert!(field(name, true).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_question_that_cannot_be_answered_says_what_is_wrong() {
        let wrong = |question: TrendQuestion, part: &str| {
            let today = "2026-11-30".parse().unwrap();
            let error = days(&question, today)
                .and_then(|_| what(&question))
                .and_then(|_| measure(&question))
                .and_then(|_| filters(&question));
            assert!(error.unwrap_err().to_string().contains(part), "{part}");
        };
        let some = |text: &str| Some(text.to_owned());
        wrong(TrendQuestion { from: some("soon"), ..TrendQuestion::default() }, "from: `soon`");
        wrong(TrendQuestion { kind: some("tracks"), ..TrendQuestion::default() }, "kind: `tracks`");
        wrong(TrendQuestion { measure: some("median"), ..TrendQuestion::default() }, "measure: `median`");
        wrong(
            TrendQuestion { filters: Some(json!({"path": {}})), ..TrendQuestion::default() },
            "where: `path`",
        );
    }
}
