//! A store that fails at any one of its operations, in any of three ways: nothing is lost, nothing is there twice, nothing stays behind.

use std::sync::Arc;

use jiff::civil::date;
use kizukai_lake::sample::{SITE, Sample};
use kizukai_lake::{Lake, LakeError, Row};
use kizukai_model::ProfileId;
use object_store::ObjectStore;
use object_store::memory::InMemory;

use crate::faulty_store::{Fault, FaultyStore};
use crate::reading;

const PORTIONS: i64 = 5;
/// More operations than the story has.
const OPERATIONS: u64 = 1_000;

fn sample() -> Sample {
    Sample { rows: 200, days: 2, profiles: 20, ..Sample::million() }
}

fn erased(sample: &Sample) -> Vec<ProfileId> {
    vec![sample.profile(3), sample.profile(9)]
}

fn is_kept(row: &Row, sample: &Sample) -> bool {
    let gone = erased(sample);
    !gone.contains(&row.profile) && row.merged_into.is_none_or(|into| !gone.contains(&into))
}

/// Seals everything, merges it and erases two people, going on wherever the lake says it is.
async fn story(lake: &Lake, sample: &Sample) -> Result<(), LakeError> {
    let last = sample.last_row();
    while lake.sealed() < last {
        let upto = (lake.sealed() + last / PORTIONS).min(last);
        lake.seal(sample.between(lake.sealed(), upto), upto).await?;
    }
    while lake.compact(date(2026, 12, 1)).await? {}
    lake.erase(SITE, &erased(sample)).await.map(drop)
}

async fn assert_whole(store: &dyn ObjectStore, sample: &Sample) {
    let mut rows = sample.between(0, sample.last_row());
    rows.retain(|row| is_kept(row, sample));
    assert_eq!(reading::places(store).await, reading::places_of(&rows));
}

/// Tells the story on a store that fails at its `at`-th operation. Returns whether it came to that.
async fn tell(fault: Fault, at: u64) -> bool {
    let disk: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let faulty = Arc::new(FaultyStore::new(Arc::clone(&disk), fault, at));
    let sample = sample();
    let mut tries = 0;
    let mut lake = None;
    loop {
        tries += 1;
        assert!(tries < 5, "{fault:?} at {at} is got over");
        let open = match lake.take() {
            Some(open) => Ok(open),
            None => Lake::open_store(faulty.clone()).await,
        };
        if let Ok(open) = open {
            match story(&open, &sample).await {
                Ok(()) => break,
                Err(LakeError::Superseded { version }) => {
                    panic!("{fault:?} at {at}: nobody else wrote {version}")
                }
                // A process that goes on keeps its lake; one that was stopped opens it again.
                Err(_) if fault != Fault::Stop => lake = Some(open),
                Err(_) => {}
            }
        }
        faulty.go_on();
    }
    assert_whole(&*disk, &sample).await;
    drop(Lake::open_store(Arc::clone(&disk)).await.unwrap());
    assert_whole(&*disk, &sample).await;
    assert_eq!(reading::data_files(&*disk).await, reading::named_files(&*disk).await, "{fault:?} at {at}");
    faulty.has_failed()
}

async fn tell_at_every_operation(fault: Fault) {
    let mut at = 0;
    while tell(fault, at).await {
        at += 1;
        assert!(at < OPERATIONS, "the story ends");
    }
    assert!(at > 30, "the story has only {at} operations");
}

#[tokio::test]
async fn an_operation_that_is_refused_is_got_over() {
    tell_at_every_operation(Fault::Refuse).await;
}

#[tokio::test]
async fn an_operation_whose_answer_is_lost_is_got_over() {
    tell_at_every_operation(Fault::LoseAnswer).await;
}

#[tokio::test]
async fn a_process_that_stops_at_any_operation_leaves_a_whole_lake() {
    tell_at_every_operation(Fault::Stop).await;
}

#[tokio::test]
async fn a_put_that_arrives_after_its_failure_does_no_harm() {
    tell_at_every_operation(Fault::ArriveLate).await;
}
