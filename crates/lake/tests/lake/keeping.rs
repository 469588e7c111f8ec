//! What is sealed stays, once, until it is erased or kept no longer.

use std::sync::Arc;

use jiff::civil::date;
use kizukai_lake::sample::{SITE, Sample};
use kizukai_lake::{Bucket, Days, Kind, Lake, LakeError, Location, Measure, Row, Split, Tail, Trend, What};
use kizukai_model::{ProfileId, SiteId};
use object_store::local::LocalFileSystem;

use crate::reading::{data_files, named_files, places, places_of, rows_of_files};

fn sample() -> Sample {
    Sample { rows: 6_000, days: 3, profiles: 300, ..Sample::million() }
}

struct Place {
    folder: tempfile::TempDir,
    location: Location,
    store: LocalFileSystem,
}

async fn lake() -> (Place, Lake) {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Folder(folder.path().join("lake"));
    let lake = Lake::open(&location).await.unwrap();
    let store = crate::reading::folder(&folder.path().join("lake"));
    (Place { folder, location, store }, lake)
}

async fn seal_in_parts(lake: &Lake, sample: &Sample, parts: i64) {
    let last = sample.last_row();
    for part in 0..parts {
        let (after, upto) = (last * part / parts, last * (part + 1) / parts);
        lake.seal(sample.between(after, upto), upto).await.unwrap();
    }
}

#[tokio::test]
async fn every_row_is_there_once_after_sealing_compaction_and_opening_again() {
    let (place, lake) = lake().await;
    let sample = sample();
    seal_in_parts(&lake, &sample, 20).await;
    let expected = places_of(&sample.between(0, sample.last_row()));
    assert_eq!(places(&place.store).await, expected);
    let before = lake.files().len();
    while lake.compact(date(2026, 12, 1)).await.unwrap() {}
    // Rows of the first hour lie on the day before.
    assert!(lake.files().len() <= 4 && before > 20, "{} files of {before}", lake.files().len());
    assert_eq!(places(&place.store).await, expected);
    drop(lake);
    let lake = Lake::open(&place.location).await.unwrap();
    assert_eq!(lake.sealed(), sample.last_row());
    assert_eq!(places(&place.store).await, expected);
}

#[tokio::test]
async fn a_file_says_of_itself_what_the_manifest_says() {
    let (place, lake) = lake().await;
    let sample = sample();
    seal_in_parts(&lake, &sample, 3).await;
    while lake.compact(date(2026, 12, 1)).await.unwrap() {}
    for file in lake.files() {
        let rows = rows_of_files(&place.store, std::slice::from_ref(&file)).await;
        assert_eq!(rows.len() as u64, file.rows);
        assert_eq!(rows.iter().map(|row| row.row).min(), Some(file.first_row));
        assert_eq!(rows.iter().map(|row| row.row).max(), Some(file.last_row));
        assert_eq!(rows.iter().map(|row| row.time_ms).min(), Some(file.first_time.as_ms()));
        assert_eq!(rows.iter().map(|row| row.time_ms).max(), Some(file.last_time.as_ms()));
        assert_eq!(rows.iter().filter(|row| row.kind == "merge").count() as u64, file.merges);
        assert!(rows.is_sorted_by_key(|row| (
            row.kind.clone(),
            row.event.clone(),
            row.time_ms,
            row.row,
            row.item
        )));
    }
}

#[tokio::test]
async fn rows_that_were_sealed_or_come_later_are_refused() {
    let (place, lake) = lake().await;
    let sample = sample();
    lake.seal(sample.between(0, 100), 100).await.unwrap();
    for (rows, upto) in [
        (sample.between(0, 100), 100),
        (sample.between(99, 120), 120),
        (sample.between(100, 120), 110),
        (Vec::new(), 99),
    ] {
        let refused = lake.seal(rows, upto).await;
        assert!(matches!(refused, Err(LakeError::NotNext { sealed: 100, .. })), "{refused:?}");
    }
    assert_eq!(places(&place.store).await, places_of(&sample.between(0, 100)));
    lake.seal(Vec::new(), 150).await.unwrap();
    assert_eq!(lake.sealed(), 150);
}

#[tokio::test]
async fn who_opens_the_lake_later_is_its_writer() {
    let (place, first) = lake().await;
    let sample = sample();
    first.seal(sample.between(0, 100), 100).await.unwrap();
    let second = Lake::open(&place.location).await.unwrap();
    second.seal(sample.between(100, 200), 200).await.unwrap();
    for _ in 0..2 {
        let refused = first.seal(sample.between(100, 200), 200).await;
        assert!(matches!(refused, Err(LakeError::Superseded { .. })), "{refused:?}");
    }
    assert!(matches!(first.compact(date(2026, 12, 1)).await, Err(LakeError::Superseded { .. })));
    second.seal(sample.between(200, 300), 300).await.unwrap();
    assert_eq!(places(&place.store).await, places_of(&sample.between(0, 300)));
}

#[tokio::test]
async fn a_late_event_does_not_have_its_day_written_again() {
    let (_place, lake) = lake().await;
    let sample = sample();
    seal_in_parts(&lake, &sample, 4).await;
    while lake.compact(date(2026, 12, 1)).await.unwrap() {}
    let files = lake.files();
    let mut late = sample.row(3_000);
    late.row = sample.last_row() + 1;
    lake.seal(vec![late], sample.last_row() + 1).await.unwrap();
    assert!(!lake.compact(date(2026, 12, 1)).await.unwrap());
    assert_eq!(lake.files().len(), files.len() + 1);
}

#[tokio::test]
async fn an_open_day_waits_until_it_has_many_small_files() {
    let (_place, lake) = lake().await;
    let sample = Sample { days: 1, ..sample() };
    let open_from = date(2026, 10, 1);
    for part in 0..8 {
        assert!(!lake.compact(open_from).await.unwrap(), "after {part}");
        let (after, upto) = (100 + part * 100, 200 + part * 100);
        let rows = sample.between(after, upto).into_iter().map(|row| Row { day: date(2026, 11, 1), ..row });
        lake.seal(rows.collect(), upto).await.unwrap();
    }
    assert!(lake.compact(open_from).await.unwrap());
    assert_eq!(lake.files().len(), 1);
}

#[tokio::test]
async fn days_that_are_kept_no_longer_go_with_their_files() {
    let (place, lake) = lake().await;
    let sample = sample();
    seal_in_parts(&lake, &sample, 2).await;
    let all = sample.between(0, sample.last_row());
    let kept: Vec<_> = all.iter().filter(|row| row.day >= date(2026, 11, 2)).cloned().collect();
    let gone = lake.retain(SITE, date(2026, 11, 2)).await.unwrap();
    assert_eq!(gone as usize, all.len() - kept.len());
    assert_eq!(places(&place.store).await, places_of(&kept));
    assert!(!place.folder.path().join("lake/events/site=s_sample/day=2026-11-01").exists());
    assert_eq!(lake.retain("s_other", date(2027, 1, 1)).await.unwrap(), 0);
    assert_eq!(lake.sealed(), sample.last_row());
}

#[tokio::test]
async fn an_erased_person_is_in_no_file_of_the_folder() {
    let (place, lake) = lake().await;
    let sample = sample();
    let last = sample.last_row();
    let mut rows = sample.between(0, last);
    // The same people at another shop stay.
    let other = rows[..500].iter().cloned().map(|row| Row { site: SiteId::from("s_other"), ..row });
    let other: Vec<_> = other.enumerate().map(|(at, row)| Row { row: last + 1 + at as i64, ..row }).collect();
    rows.extend(other);
    let end = last + 500;
    lake.seal(rows.clone(), end).await.unwrap();
    let merged = rows.iter().find(|row| row.kind == Kind::Merge).unwrap().clone();
    let profiles = [merged.merged_into.unwrap(), sample.profile(17), ProfileId::from_bytes([7; 16])];
    let theirs = |row: &Row| {
        *row.site == *SITE
            && (profiles.contains(&row.profile)
                || row.merged_into.is_some_and(|into| profiles.contains(&into)))
    };
    let erased = lake.erase(SITE, &profiles).await.unwrap();
    assert_eq!(erased as usize, rows.iter().filter(|row| theirs(row)).count());
    assert!(erased > 10);
    let kept: Vec<_> = rows.iter().filter(|row| !theirs(row)).cloned().collect();
    assert_eq!(places(&place.store).await, places_of(&kept));
    assert_eq!(data_files(&place.store).await, named_files(&place.store).await);
    assert_eq!(lake.erase(SITE, &profiles).await.unwrap(), 0);
}

#[tokio::test]
async fn erasing_waits_for_questions_that_read_the_old_files() {
    let (place, lake) = lake().await;
    let (lake, sample) = (Arc::new(lake), sample());
    seal_in_parts(&lake, &sample, 1).await;
    let day = date(2026, 11, 2);
    let trend = Trend {
        site: SITE.into(),
        zone: sample.zone.clone(),
        days: Days::of(day),
        bucket: Bucket::Day,
        what: What { kind: Kind::Page, event: None },
        measure: Measure::Events,
        filters: Vec::new(),
        split: Split::No,
    };
    let before = lake.trend(&trend, &Tail::new()).await.unwrap();
    let asking: Vec<_> = (0..20)
        .map(|_| {
            let (lake, trend) = (Arc::clone(&lake), trend.clone());
            tokio::spawn(async move { lake.trend(&trend, &Tail::new()).await })
        })
        .collect();
    let people: Vec<_> = (0..50).map(|number| sample.profile(number)).collect();
    lake.erase(SITE, &people).await.unwrap();
    assert!(data_files(&place.store).await.len() <= lake.files().len());
    let after = lake.trend(&trend, &Tail::new()).await.unwrap();
    for answer in asking {
        let answer = answer.await.unwrap().unwrap();
        assert!(answer == before || answer == after);
    }
    assert_ne!(before, after);
}

#[tokio::test]
async fn what_no_manifest_names_is_swept_when_the_lake_is_opened() {
    let (place, lake) = lake().await;
    let sample = sample();
    seal_in_parts(&lake, &sample, 1).await;
    drop(lake);
    let day = place.folder.path().join("lake/events/site=s_sample/day=2026-11-01");
    for name in ["1-9.parquet", "half.unfinished"] {
        std::fs::write(day.join(name), "left behind").unwrap();
    }
    let lake = Lake::open(&place.location).await.unwrap();
    assert_eq!(data_files(&place.store).await.len(), lake.files().len());
    assert_eq!(places(&place.store).await.len(), 6_000);
}

#[tokio::test]
async fn old_manifests_go_and_a_few_stay() {
    let (place, lake) = lake().await;
    let sample = sample();
    seal_in_parts(&lake, &sample, 30).await;
    let kept = std::fs::read_dir(place.folder.path().join("lake/manifest")).unwrap().count();
    assert_eq!(kept, kizukai_lake::limits::MANIFESTS_KEPT + 1);
}

#[tokio::test]
async fn a_manifest_of_a_later_format_is_refused_by_name() {
    let (place, lake) = lake().await;
    drop(lake);
    let path = place.folder.path().join("lake/manifest/00000000000000000009.json");
    std::fs::write(path, r#"{"format":2,"version":9,"writer":9,"sealed":0,"files":[]}"#).unwrap();
    let refused = Lake::open(&place.location).await.unwrap_err();
    assert!(refused.to_string().contains("format 2"), "{refused}");
}

#[tokio::test]
async fn a_site_whose_name_is_no_folder_is_refused() {
    let (_place, lake) = lake().await;
    let row = sample().row(0);
    for site in ["", "a/b", "..", "a=b", "日本"] {
        let refused = lake.seal(vec![Row { site: site.into(), ..row.clone() }], 1).await;
        assert!(matches!(refused, Err(LakeError::Site(_))), "{refused:?}");
    }
}
