//! A disk that is full for a while: nothing unacknowledged is believed, nothing acknowledged is lost.

use std::pin::Pin;
use std::task::{Context, Waker};

use kizukai_model::Span;
use kizukai_runtime::{RuntimeError, Stores, Who};
use serde_json::json;

use crate::faults::Faults;
use crate::world::{World, campaign, new_shows, page_request};

/// A request that has been sent: its first poll puts it into the engine's inbox.
fn sent<'a, T>(request: impl Future<Output = T> + 'a) -> Pin<Box<dyn Future<Output = T> + 'a>> {
    let mut request: Pin<Box<dyn Future<Output = T> + 'a>> = Box::pin(request);
    assert!(request.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    request
}

async fn shop_with_faults() -> (World, Faults) {
    let mut world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    world.shut_down().await;
    let faults = Faults::default();
    world.open_on(faults.before(Stores::open(world.path()).unwrap()));
    (world, faults)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_commit_is_answered_with_retry_and_the_retry_shows_once() {
    let (world, faults) = shop_with_faults().await;
    faults.fail_commits(1);
    let request = || page_request("d", vec![world.track("m1", "Cart Viewed")]);
    let failed = world.ask(request()).await;
    assert!(matches!(failed, Err(RuntimeError::Retry(_))), "{failed:?}");
    assert_eq!(world.profile("d").await, serde_json::Value::Null);
    let reply = world.decide(request()).await;
    assert_eq!(new_shows(&reply), 1);
    assert_eq!(world.profile("d").await["campaigns"]["help"]["exposures"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_stepped_on_top_of_a_failed_commit_fails_with_it() {
    let (mut world, faults) = shop_with_faults().await;
    world.decide(page_request("d", vec![world.track("m0", "Product Viewed")])).await;
    let before = world.profile("d").await;
    faults.hold();
    let request = |device: &str, id: &str| page_request(device, vec![world.track(id, "Cart Viewed")]);
    let first = sent(world.ask(request("d", "m1")));
    faults.until_one_waits();
    let on_top = [
        sent(world.ask(request("d", "m2"))),
        sent(world.ask(request("d", "m3"))),
        sent(world.ask(request("e", "m4"))),
    ];
    let profile = sent(world.runtime().profile(&world.site, Who::named("d")));
    // The engine answers this one itself, behind the others: they are stepped by now, and wait for the commit.
    world.publish(&[json!({"kind": "site", "holdout": 0, "locale": "en"})]).await;
    faults.fail_commits(1);
    faults.let_go();
    assert!(matches!(first.await, Err(RuntimeError::Retry(_))));
    for reply in on_top {
        assert!(matches!(reply.await, Err(RuntimeError::Retry(_))));
    }
    assert!(matches!(profile.await, Err(RuntimeError::Retry(_))));

    assert_eq!(world.profile("d").await, before);
    let reply = world.decide(page_request("d", vec![world.track("m2", "Cart Viewed")])).await;
    assert_eq!(new_shows(&reply), 1);
    let after = world.profile("d").await;
    world.reopen();
    assert_eq!(world.profile("d").await, after);
    assert_eq!(world.profile("e").await, serde_json::Value::Null);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merge_and_an_order_that_failed_never_happened() {
    let (world, faults) = shop_with_faults().await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await;
    let (hanako, phone) = (world.profile("hanako").await, world.profile("phone").await);
    let request = || {
        let order = world.track_with("m3", "Order Completed", json!({"order_id": "o-1", "revenue": 900}));
        page_request("phone", vec![world.identify("m2", "hanako"), order])
    };
    faults.fail_commits(1);
    assert!(world.ask(request()).await.is_err());
    assert_eq!((world.profile("hanako").await, world.profile("phone").await), (hanako, phone));
    world.decide(request()).await;
    let merged = world.profile("phone").await;
    assert_eq!((&merged["userId"], &merged["orders"]["count"]), (&json!("hanako"), &json!(1)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timer_whose_firing_failed_fires_later() {
    let (world, faults) = shop_with_faults().await;
    let shown = world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await.show;
    world.decide(page_request("d", vec![world.answer("m2", &shown[0], "later")])).await;
    faults.fail_commits(1);
    world.clock.advance(Span::from_mins(6));
    // The engine may notice the time by itself, so the failure meets either its own firing or this one.
    let first = world.runtime().fire_due().await;
    assert!(matches!(first, Ok(()) | Err(RuntimeError::Retry(_))), "{first:?}");
    world.runtime().fire_due().await.unwrap();
    assert_eq!(world.fired_timers().len(), 1);
    world.runtime().fire_due().await.unwrap();
    assert_eq!(world.fired_timers().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn snapshots_that_could_not_be_written_are_written_later() {
    let (mut world, faults) = shop_with_faults().await;
    world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await;
    let before = world.profile("d").await;
    faults.fail_snapshots(1);
    assert!(matches!(world.runtime().flush().await, Err(RuntimeError::Store(_))));
    world.runtime().flush().await.unwrap();
    world.reopen();
    assert_eq!(world.profile("d").await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn never_more_inputs_wait_for_a_snapshot_than_are_allowed() {
    let mut world = World::start().await;
    world.shut_down().await;
    let (faults, mut options) = (Faults::default(), world.options());
    options.replay_inputs = 10;
    let stores = faults.before(Stores::open(world.path()).unwrap());
    let reader = (stores.open_reader)().unwrap();
    world.open_with_stores(options, stores);
    for n in 0..100 {
        let request =
            page_request(&format!("d{}", n % 7), vec![world.track(&format!("m{n}"), "Cart Viewed")]);
        world.decide(request).await;
        let behind = reader.last_row().unwrap() - reader.watermark().unwrap();
        assert!(behind <= 10, "{behind} inputs behind after {n}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merge_can_be_stepped_again_when_only_some_snapshots_could_be_written() {
    let (mut world, faults) = shop_with_faults().await;
    world.crash();
    world.cache_profiles = 100_000;
    world.open_on(faults.before(Stores::open(world.path()).unwrap()));
    world.traits("hanako", json!({"rank": "gold"})).await;
    world.runtime().flush().await.unwrap();
    // The phone has waited longest for its snapshot when it becomes part of hanako, who waits behind many others.
    world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await;
    let others: String =
        (0..2 * kizukai_runtime::limits::SNAPSHOT_PROFILES).map(|n| format!("u{n}\n")).collect();
    world.runtime().import_traits(&world.site, &format!("userId\n{others}")).await.unwrap();
    world.decide(page_request("phone", vec![world.identify("m2", "hanako")])).await;
    let before = world.profile("hanako").await;
    faults.fail_snapshots_after(1);
    assert!(world.runtime().flush().await.is_err());
    world.reopen();
    assert_eq!(world.profile("hanako").await, before);
    assert_eq!(before["campaigns"]["help"]["exposures"], 1);
}
