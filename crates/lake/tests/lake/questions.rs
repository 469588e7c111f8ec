//! Questions over files and tail, against the same rows counted plainly.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::date;
use jiff::tz::TimeZone;
use kizukai_lake::sample::{CAMPAIGN, SITE, Sample};
use kizukai_lake::{
    Bucket, Days, Filter, Kind, Lake, Location, Measure, Row, Series, SeriesName, Split, Tail, Trend, What,
};
use kizukai_model::ProfileId;

fn sample() -> Sample {
    Sample { rows: 20_000, days: 5, profiles: 900, ..Sample::million() }
}

struct Shop {
    _folder: tempfile::TempDir,
    lake: Lake,
    tail: Tail,
    rows: Vec<Row>,
}

/// The sample with the last fifth of its rows unsealed, a few small files a day.
async fn shop(sample: &Sample) -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(&Location::Folder(folder.path().join("lake"))).await.unwrap();
    let last = sample.last_row();
    let sealed = last * 4 / 5;
    let mut tail = Tail::new();
    for part in 0..7 {
        let (after, upto) = (sealed * part / 7, sealed * (part + 1) / 7);
        lake.seal(sample.between(after, upto), upto).await.unwrap();
    }
    // Some of the tail is sealed already: it must not count twice.
    for after in (sealed - 500..last).step_by(300) {
        tail.append(sample.between(after, (after + 300).min(last)));
    }
    Shop { _folder: folder, lake, tail, rows: sample.between(0, last) }
}

fn trend(sample: &Sample, kind: Kind, event: Option<&str>, measure: Measure, split: Split) -> Trend {
    let from = sample.first_day;
    Trend {
        site: SITE.into(),
        zone: sample.zone.clone(),
        days: Days { from, until: from.saturating_add(jiff::Span::new().days(i64::from(sample.days) - 1)) },
        bucket: Bucket::Day,
        what: What { kind, event: event.map(str::to_owned) },
        measure,
        filters: Vec::new(),
        split,
    }
}

fn day_of(row: &Row, days: Days) -> Option<usize> {
    let days = (days.from.until(row.day).ok()?.get_days(), days.from.until(days.until).ok()?.get_days());
    (days.0 >= 0 && days.0 <= days.1).then(|| usize::try_from(days.0).unwrap())
}

fn values(series: &Series) -> Vec<f64> {
    series.values.iter().map(|value| value.unwrap()).collect()
}

/// Who each profile is in the end.
fn now(rows: &[Row]) -> HashMap<ProfileId, ProfileId> {
    let merges = rows.iter().filter_map(|row| row.merged_into.map(|into| (row.profile, into)));
    let merges: HashMap<_, _> = merges.collect();
    let last = |mut profile: ProfileId| {
        while let Some(into) = merges.get(&profile) {
            profile = *into;
        }
        profile
    };
    merges.keys().map(|profile| (*profile, last(*profile))).collect()
}

#[tokio::test]
async fn events_are_counted_by_day_in_files_and_tail() {
    let sample = sample();
    let shop = shop(&sample).await;
    let trend = trend(&sample, Kind::Track, Some("Product Viewed"), Measure::Events, Split::No);
    let answer = shop.lake.trend(&trend, &shop.tail).await.unwrap();
    let mut expected = vec![0.0; 5];
    for row in shop.rows.iter().filter(|row| row.event.as_deref() == Some("Product Viewed")) {
        if let Some(day) = day_of(row, trend.days) {
            expected[day] += 1.0;
        }
    }
    assert!(expected.iter().all(|count| *count > 100.0));
    assert_eq!(answer.series.len(), 1);
    assert_eq!(values(&answer.series[0]), expected);
    assert_eq!(answer.series[0].total, Some(expected.iter().sum()));
}

#[tokio::test]
async fn visitors_are_people_however_many_profiles_they_had() {
    let sample = sample();
    let shop = shop(&sample).await;
    let trend = trend(&sample, Kind::Page, None, Measure::Visitors, Split::No);
    let answer = shop.lake.trend(&trend, &shop.tail).await.unwrap();
    let now = now(&shop.rows);
    assert!(now.len() > 10);
    let mut people = vec![BTreeSet::new(); 5];
    for row in shop.rows.iter().filter(|row| row.kind == Kind::Page) {
        if let Some(day) = day_of(row, trend.days) {
            people[day].insert(*now.get(&row.profile).unwrap_or(&row.profile));
        }
    }
    let expected: Vec<f64> = people.iter().map(|people| people.len() as f64).collect();
    assert_eq!(values(&answer.series[0]), expected);
    let all: BTreeSet<_> = people.into_iter().flatten().collect();
    assert_eq!(answer.series[0].total, Some(all.len() as f64));
}

#[tokio::test]
async fn a_split_names_the_most_frequent_values_and_keeps_the_rest() {
    let sample = sample();
    let shop = shop(&sample).await;
    let field = "properties.variant.color".parse().unwrap();
    let trend = trend(
        &sample,
        Kind::Track,
        None,
        Measure::Sum("properties.price".parse().unwrap()),
        Split::By { field, series: 3 },
    );
    let answer = shop.lake.trend(&trend, &shop.tail).await.unwrap();
    let mut sums: BTreeMap<Option<String>, Vec<f64>> = BTreeMap::new();
    for row in shop.rows.iter().filter(|row| row.kind == Kind::Track) {
        let Some(day) = day_of(row, trend.days) else { continue };
        let color = row.properties["variant"]["color"].as_str().map(str::to_owned);
        sums.entry(color).or_insert_with(|| vec![0.0; 5])[day] += row.properties["price"].as_f64().unwrap();
    }
    let missing = sums.remove(&None).unwrap();
    let mut ranked: Vec<_> = sums.into_iter().map(|(color, sums)| (color.unwrap(), sums)).collect();
    ranked.sort_by(|a, b| b.1.iter().sum::<f64>().total_cmp(&a.1.iter().sum::<f64>()));
    let mut others = vec![0.0; 5];
    for (_, sums) in &ranked[3..] {
        others.iter_mut().zip(sums).for_each(|(other, sum)| *other += sum);
    }
    let names: Vec<_> = answer.series.iter().map(|series| series.name.clone()).collect();
    let mut expected: Vec<_> =
        ranked[..3].iter().map(|(color, _)| SeriesName::Value(color.clone())).collect();
    expected.extend([SeriesName::Missing, SeriesName::Other]);
    assert_eq!(names, expected);
    let sums: Vec<_> = ranked[..3].iter().map(|(_, sums)| sums.clone()).chain([missing, others]).collect();
    assert_eq!(answer.series.iter().map(values).collect::<Vec<_>>(), sums);
}

#[tokio::test]
async fn people_of_the_rest_count_once_also_with_several_values() {
    let sample = sample();
    let shop = shop(&sample).await;
    let split = Split::By { field: "context.app.version".parse().unwrap(), series: 2 };
    let trend = trend(&sample, Kind::Page, None, Measure::Visitors, split);
    let answer = shop.lake.trend(&trend, &shop.tail).await.unwrap();
    let SeriesName::Value(first) = &answer.series[0].name else { panic!("a value has the most") };
    let SeriesName::Value(second) = &answer.series[1].name else { panic!("a value has the second most") };
    let now = now(&shop.rows);
    let mut people = BTreeSet::new();
    for row in shop.rows.iter().filter(|row| row.kind == Kind::Page && day_of(row, trend.days).is_some()) {
        let version = row.context["app"]["version"].as_str().unwrap();
        if version != first && version != second {
            people.insert(*now.get(&row.profile).unwrap_or(&row.profile));
        }
    }
    assert_eq!((&answer.series[2].name, answer.series.len()), (&SeriesName::Other, 3));
    assert_eq!(answer.series[2].total, Some(people.len() as f64));
}

#[tokio::test]
async fn the_mean_of_nothing_is_nothing() {
    let sample = sample();
    let shop = shop(&sample).await;
    let mut trend = trend(
        &sample,
        Kind::Track,
        Some("Order Completed"),
        Measure::Mean("value".parse().unwrap()),
        Split::No,
    );
    trend.days.until = date(2026, 11, 7);
    let answer = shop.lake.trend(&trend, &shop.tail).await.unwrap();
    let orders: Vec<f64> = shop
        .rows
        .iter()
        .filter(|row| row.day == date(2026, 11, 2) && row.value.is_some())
        .map(|row| row.value.unwrap().as_units())
        .collect();
    let mean = answer.series[0].values[1].unwrap();
    assert!((mean - orders.iter().sum::<f64>() / orders.len() as f64).abs() < 1e-9);
    assert_eq!(answer.series[0].values[5..], [None, None]);
}

#[tokio::test]
async fn hours_follow_the_clock_of_the_site() {
    for (zone, first_day, hours) in
        [("Europe/Berlin", date(2026, 10, 24), 24 + 25 + 24), ("Asia/Kolkata", date(2026, 11, 1), 72)]
    {
        let zone = TimeZone::get(zone).unwrap();
        let sample = Sample { zone: zone.clone(), first_day, days: 3, rows: 6_000, ..sample() };
        let shop = shop(&sample).await;
        let mut trend = trend(&sample, Kind::Page, None, Measure::Events, Split::No);
        trend.bucket = Bucket::Hour;
        let answer = shop.lake.trend(&trend, &shop.tail).await.unwrap();
        assert_eq!(answer.starts.len(), hours);
        let mut expected: BTreeMap<String, f64> = BTreeMap::new();
        let local = |ms: i64| {
            jiff::Timestamp::from_millisecond(ms)
                .unwrap()
                .to_zoned(zone.clone())
                .strftime("%F %H %z")
                .to_string()
        };
        for row in shop.rows.iter().filter(|row| row.kind == Kind::Page && day_of(row, trend.days).is_some())
        {
            *expected.entry(local(row.time.as_ms())).or_default() += 1.0;
        }
        for (start, count) in answer.starts.iter().zip(values(&answer.series[0])) {
            assert_eq!(expected.remove(&local(start.as_ms())).unwrap_or(0.0), count, "{start}");
        }
        assert!(expected.is_empty());
    }
}

#[tokio::test]
async fn filters_all_hold_and_an_absent_value_can_be_one() {
    let sample = sample();
    let shop = shop(&sample).await;
    let mut trend = trend(&sample, Kind::Page, None, Measure::Events, Split::No);
    let filter = |field: &str, values: &[Option<&str>]| Filter {
        field: field.parse().unwrap(),
        values: values.iter().map(|value| value.map(str::to_owned)).collect(),
    };
    trend.filters = vec![
        filter("device_type", &[Some("mobile"), Some("tablet")]),
        filter("utm_source", &[None, Some("line")]),
        filter("context.app.version", &[Some("2.1")]),
    ];
    let answer = shop.lake.trend(&trend, &shop.tail).await.unwrap();
    let meets = |row: &&Row| {
        row.kind == Kind::Page
            && row.device_type.as_deref() != Some("desktop")
            && row.page.utm_source.as_deref().is_none_or(|source| source == "line")
            && row.context["app"]["version"] == "2.1"
            && day_of(row, trend.days).is_some()
    };
    let expected = shop.rows.iter().filter(meets).count();
    assert!(expected > 100);
    assert_eq!(answer.series[0].total, Some(expected as f64));
    trend.filters = vec![filter("arm", &[])];
    assert_eq!(shop.lake.trend(&trend, &shop.tail).await.unwrap().series[0].total, Some(0.0));
}

#[tokio::test]
async fn a_person_counts_in_each_of_their_groups() {
    let sample = sample();
    let shop = shop(&sample).await;
    let now = now(&shop.rows);
    let who = |numbers: std::ops::Range<u64>| numbers.map(|n| sample.profile(n)).collect::<Vec<_>>();
    let groups = vec![
        ("first".to_owned(), who(0..300)),
        ("second".to_owned(), who(200..400)),
        ("none".to_owned(), vec![]),
    ];
    let trend = trend(&sample, Kind::Page, None, Measure::Visitors, Split::Groups(groups.clone()));
    let answer = shop.lake.trend(&trend, &shop.tail).await.unwrap();
    let person = |profile: &ProfileId| *now.get(profile).unwrap_or(profile);
    let people: BTreeSet<_> = shop
        .rows
        .iter()
        .filter(|row| row.kind == Kind::Page && day_of(row, trend.days).is_some())
        .map(|row| person(&row.profile))
        .collect();
    let group = |at: usize| groups[at].1.iter().map(person).collect::<BTreeSet<_>>();
    let mut expected: Vec<_> = (0..3).map(|at| group(at).intersection(&people).count() as f64).collect();
    let grouped: BTreeSet<_> = (0..3).flat_map(group).collect();
    expected.push(people.difference(&grouped).count() as f64);
    let totals: Vec<_> = answer.series.iter().map(|series| series.total.unwrap()).collect();
    assert_eq!(totals, expected);
    assert_eq!(answer.series.last().unwrap().name, SeriesName::Other);
}

#[tokio::test]
async fn decisions_are_counted_by_day_phase_arm_and_outcome() {
    let sample = sample();
    let shop = shop(&sample).await;
    let days = Days { from: date(2026, 11, 2), until: date(2026, 11, 5) };
    let counted = shop.lake.decided(SITE, CAMPAIGN, days, &shop.tail).await.unwrap();
    let mut expected = BTreeMap::new();
    for row in shop.rows.iter().filter(|row| row.kind == Kind::Decision && day_of(row, days).is_some()) {
        let of = &row.dialogue;
        let key = (row.day, of.phase, of.arm.as_ref().map(ToString::to_string), of.outcome.clone());
        *expected.entry(key).or_insert(0_u64) += 1;
    }
    let found: Vec<_> =
        counted.into_iter().map(|of| ((of.day, of.phase, of.arm, of.outcome), of.decisions)).collect();
    assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    assert!(shop.lake.decided(SITE, "another", days, &shop.tail).await.unwrap().is_empty());
    assert!(shop.lake.decided("s_other", CAMPAIGN, days, &shop.tail).await.unwrap().is_empty());
}

#[tokio::test]
async fn names_and_values_are_suggested_by_how_often_they_occur() {
    let sample = sample();
    let shop = shop(&sample).await;
    let days = Days { from: date(2026, 11, 1), until: date(2026, 11, 5) };
    let what = What { kind: Kind::Track, event: None };
    let names = shop.lake.property_names(SITE, &what, days, &shop.tail).await.unwrap();
    let names: Vec<_> = names.iter().map(|name| name.text.as_str()).collect();
    for name in ["properties.price", "properties.variant.color", "context.app.version"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    let field = "category".parse().unwrap();
    let values = shop.lake.property_values(SITE, &what, &field, days, &shop.tail).await.unwrap();
    assert_eq!(values.len(), 4);
    assert_eq!(values[0].text, "皿");
    assert!(values.windows(2).all(|pair| pair[0].rows >= pair[1].rows));
}

#[tokio::test]
async fn a_question_about_nothing_is_answered_with_zeros() {
    let sample = sample();
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(&Location::Folder(folder.path().into())).await.unwrap();
    for measure in [Measure::Events, Measure::Visitors, Measure::Sum("value".parse().unwrap())] {
        let split = Split::By { field: "path".parse().unwrap(), series: 8 };
        let whole = lake
            .trend(&trend(&sample, Kind::Page, None, measure.clone(), Split::No), &Tail::new())
            .await
            .unwrap();
        assert_eq!(values(&whole.series[0]), [0.0; 5]);
        let split =
            lake.trend(&trend(&sample, Kind::Page, None, measure, split), &Tail::new()).await.unwrap();
        assert_eq!((split.series.len(), split.starts.len()), (0, 5));
    }
}
