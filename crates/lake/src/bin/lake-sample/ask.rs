//! Asks a lake of the sample shop one of a few questions, and prints the answer as lines of bucket, series and value.
//!
//! The same questions stand as SQL in `crates/lake/tests/duckdb`; the answers are the same. Zeros are left out. How long the answer
//! took, from asking to the last value, is told at the end on the error output.

use jiff::ToSpan as _;
use kizukai_lake::sample::{CAMPAIGN, SITE, Sample};
use kizukai_lake::{
    Bucket, Days, Kind, Lake, LakeError, Location, Measure, SeriesName, Split, Tail, Trend, What, limits,
};
use kizukai_model::Clock as _;
use kizukai_model::time::SystemClock;

/// What is asked about the first days of the sample.
pub(crate) enum Question {
    Decided(Days),
    Trend(Trend),
}

impl Question {
    /// Reads a number of days and the name of a question; nothing when there is none of that name.
    pub(crate) fn read(days: &str, name: &str) -> Option<Self> {
        let from = Sample::million().first_day;
        let until = from.saturating_add((days.parse::<i64>().ok()? - 1).days());
        let days = Days { from, until };
        if name == "decided" { Some(Self::Decided(days)) } else { trend(name, days).map(Self::Trend) }
    }
}

/// Answers a question.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the answer is what it is asked for")]
pub(crate) async fn answer(location: &Location, question: Question) -> Result<(), LakeError> {
    let lake = Lake::open(location).await?;
    let clock = SystemClock::default();
    let started = clock.monotonic_ms();
    let lines = match question {
        Question::Decided(days) => decided(&lake, days).await?,
        Question::Trend(trend) => lines(&lake, &trend).await?,
    };
    let took_ms = clock.monotonic_ms() - started;
    lines.iter().for_each(|line| println!("{line}"));
    eprintln!("took_ms {took_ms}");
    Ok(())
}

fn trend(question: &str, days: Days) -> Option<Trend> {
    let (kind, event, measure, bucket) = match question {
        "day" => (Kind::Track, Some("Product Viewed"), Measure::Events, Bucket::Day),
        "hour" => (Kind::Page, None, Measure::Events, Bucket::Hour),
        "property" => (Kind::Track, None, Measure::Events, Bucket::Day),
        "sum" => (Kind::Track, Some("Order Completed"), Measure::Sum("value".parse().ok()?), Bucket::Day),
        "visitors" => (Kind::Page, None, Measure::Visitors, Bucket::Day),
        _ => return None,
    };
    let split = match question {
        "property" => {
            Split::By { field: "properties.variant.color".parse().ok()?, series: limits::SERIES_DEFAULT }
        }
        "sum" => Split::By { field: "category".parse().ok()?, series: limits::SERIES_DEFAULT },
        _ => Split::No,
    };
    let what = What { kind, event: event.map(str::to_owned) };
    Some(Trend {
        site: SITE.into(),
        zone: Sample::million().zone,
        days,
        bucket,
        what,
        measure,
        filters: Vec::new(),
        split,
    })
}

async fn lines(lake: &Lake, trend: &Trend) -> Result<Vec<String>, LakeError> {
    let answer = lake.trend(trend, &Tail::new()).await?;
    let mut lines = Vec::new();
    for series in answer.series {
        let name = match series.name {
            SeriesName::All => "(all)".to_owned(),
            SeriesName::Missing => "(missing)".to_owned(),
            SeriesName::Other => "(other)".to_owned(),
            SeriesName::Value(text) | SeriesName::Group(text) => text,
        };
        let values = answer.starts.iter().zip(series.values);
        let told = values
            .filter_map(|(start, value)| value.filter(|value| *value != 0.0).map(|value| (start, value)));
        lines.extend(told.map(|(start, value)| format!("{start}\t{name}\t{value:.3}")));
    }
    lines.sort();
    Ok(lines)
}

async fn decided(lake: &Lake, days: Days) -> Result<Vec<String>, LakeError> {
    let counted = lake.decided(SITE, CAMPAIGN, days, &Tail::new()).await?;
    let line = |of: kizukai_lake::Decided| {
        let phase = of.phase.map(|phase| phase.to_string());
        let told = [phase, of.arm, of.outcome].map(|word| word.unwrap_or_else(|| "-".to_owned()));
        format!("{}\t{}\t{}", of.day, told.join(" "), of.decisions)
    };
    let mut lines: Vec<_> = counted.into_iter().map(line).collect();
    lines.sort();
    Ok(lines)
}
