//! Memory that is bounded, and commits that wait for each other.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use kizukai_engagement::Profile;
use kizukai_model::Span;
use kizukai_runtime::{RuntimeError, Stores, packing};
use kizukai_store::{LedgerReader, sqlite::SqliteReader};
use serde_json::json;

use crate::faults::Faults;
use crate::world::{World, page_request};

/// Requests that may wait for the engine in these tests.
const QUEUE: usize = 60;

/// About how many bytes a visitor of these tests takes.
async fn weight_of_one() -> usize {
    let world = World::start().await;
    world.decide(page_request("d", vec![world.track("m", "Cart Viewed")])).await;
    world.runtime().flush().await.unwrap();
    let reader = SqliteReader::open(world.path()).unwrap();
    let row = reader.profiles_after(&world.site, None, 1).unwrap().remove(0);
    Profile::decode(row.version, &packing::unpack(&row.state).unwrap()).unwrap().weight()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_further_request_is_taken_while_too_much_memory_is_in_no_snapshot() {
    let mut world = World::start().await;
    world.shut_down().await;
    let (faults, mut options) = (Faults::default(), world.options());
    options.cache_bytes = 10 * weight_of_one().await;
    options.queue = QUEUE;
    world.open_with_stores(options, faults.before(Stores::open(world.path()).unwrap()));
    faults.fail_snapshots(usize::MAX);

    let (world_ref, mut waker) = (&world, Context::from_waker(Waker::noop()));
    let mut requests = Vec::new();
    let mut send = |n: usize| {
        let event = world_ref.track(&format!("m{n}"), "Cart Viewed");
        let mut request: Pin<Box<_>> = Box::pin(world_ref.ask(page_request(&format!("d{n}"), vec![event])));
        match request.as_mut().poll(&mut waker) {
            Poll::Pending => {
                requests.push(request);
                true
            }
            Poll::Ready(refused) => {
                assert!(matches!(refused, Err(RuntimeError::Overloaded)), "{refused:?}");
                false
            }
        }
    };
    assert!((0..40).all(&mut send));
    // Answered by the engine itself, behind all of them: each was served by now, or waits.
    world.publish(&[json!({"kind": "site", "holdout": 0, "locale": "en"})]).await;
    let further = (40..40 + QUEUE).take_while(|n| send(*n)).count();
    let served = 40 - (QUEUE - further);
    assert!(
        (10..=16).contains(&served),
        "{served} were served with room for 10, and for half as many to be written"
    );

    faults.fail_snapshots(0);
    assert_eq!(requests.len(), 40 + further);
    for mut request in requests {
        // The report of a failed round may come after the clock was moved, and the next try then waits from there on.
        let answered = loop {
            world.clock.advance(Span::from_secs(2));
            if let Ok(answered) = tokio::time::timeout(Duration::from_millis(100), &mut request).await {
                break answered;
            }
        };
        answered.unwrap();
    }
    assert_eq!(world.log().len(), 40 + further);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_answered_is_durable_however_long_commits_wait_for_each_other() {
    for commit_wait_ms in [0, 1, 50] {
        let mut world = World::start().await;
        world.shut_down().await;
        let mut options = world.options();
        options.commit_wait_ms = commit_wait_ms;
        world.open_with(options);
        let reader = SqliteReader::open(world.path()).unwrap();
        let request = async |n: usize| {
            let event = world.track(&format!("m{n}"), "Cart Viewed");
            world.decide(page_request(&format!("d{n}"), vec![event])).await;
            let stored = reader.inputs_after(0, 1_000).unwrap();
            let name = format!("\"m{n}\"");
            let is_there = stored.iter().any(|row| String::from_utf8_lossy(&row.input).contains(&name));
            assert!(is_there, "m{n} was answered and is not stored, at a wait of {commit_wait_ms} ms");
        };
        let mut all: Vec<_> = (0..50).map(|n| Box::pin(request(n))).collect();
        for sent in &mut all {
            assert!(sent.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
        for sent in all {
            sent.await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_alone_does_not_wait_for_others() {
    let mut world = World::start().await;
    world.shut_down().await;
    let mut options = world.options();
    options.commit_wait_ms = 600_000;
    world.open_with(options);
    for n in 0..5 {
        let alone = world.decide(page_request("d", vec![world.track(&format!("m{n}"), "Cart Viewed")]));
        let answered = tokio::time::timeout(Duration::from_secs(60), alone).await;
        assert!(answered.is_ok(), "request {n} waited for others");
    }
}
