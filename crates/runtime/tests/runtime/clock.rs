//! The machine's clock is put a year ahead, or back: visits end, waits elapse, nothing explodes and nothing freezes.

use std::sync::Arc;

use kizukai_model::{Clock, Span};
use kizukai_runtime::SteadyClock;
use serde_json::json;

use crate::world::{START, World, campaign, page_request};

const YEAR: Span = Span::from_days(365);

fn back(span: Span) -> Span {
    Span::from_ms(-span.as_ms())
}

/// A shop whose clock has the machine's jumps taken out, as `kizukai serve` does.
async fn steady_shop() -> World {
    let mut world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    world.shut_down().await;
    open_steadily(&mut world);
    world
}

fn open_steadily(world: &mut World) {
    let mut options = world.options();
    options.clock = Arc::new(SteadyClock::new(Arc::clone(&world.clock)));
    world.open_with(options);
}

/// Asked in the cart, the visitor says `later`: five minutes.
async fn begin_to_wait(world: &World, device: &str) {
    let shown = world.decide(page_request(device, vec![world.track("m1", "Cart Viewed")])).await.show;
    world.decide(page_request(device, vec![world.answer("m2", &shown[0], "later")])).await;
}

async fn visits(world: &World, device: &str) -> u64 {
    world.profile(device).await["visits"]["count"].as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ahead_and_back_neither_ends_a_visit_nor_fires_a_timer() {
    let world = steady_shop().await;
    begin_to_wait(&world, "d").await;
    world.clock.jump(YEAR);
    world.pass(Span::from_mins(2)).await;
    world.decide(page_request("d", vec![world.page("m3")])).await;
    world.clock.jump(back(YEAR));
    world.pass(Span::from_mins(1)).await;
    world.decide(page_request("d", vec![world.page("m4")])).await;
    assert!(world.fired_timers().is_empty(), "the wait has two minutes left");
    assert_eq!(visits(&world, "d").await, 1);
    let last = world.log().iter().map(|row| row.now).max().unwrap();
    assert!(last <= START.plus(Span::from_mins(5)), "{last}");

    world.pass(Span::from_mins(3)).await;
    assert_eq!(world.fired_timers().len(), 1, "the wait ends when it would have");
    world.pass(Span::from_mins(40)).await;
    world.decide(page_request("d", vec![world.page("m5")])).await;
    assert_eq!(visits(&world, "d").await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_back_over_a_restart_freezes_nothing() {
    let mut world = steady_shop().await;
    begin_to_wait(&world, "d").await;
    let before = world.log().iter().map(|row| row.now).max().unwrap();
    world.crash();
    world.clock.jump(back(YEAR));
    open_steadily(&mut world);
    world.decide(page_request("new", vec![world.page("m3")])).await;
    world.pass(Span::from_mins(6)).await;
    assert_eq!(world.fired_timers().len(), 1, "the wait ended");
    world.pass(Span::from_mins(40)).await;
    for device in ["d", "new"] {
        world.decide(page_request(device, vec![world.page(&format!("{device}-m4"))])).await;
        assert_eq!(visits(&world, device).await, 2, "{device}");
    }
    assert!(world.log().iter().all(|row| row.now >= START), "time went back");
    assert!(world.log().iter().map(|row| row.now).max().unwrap() > before);
    assert!(world.clock.now() < START, "the machine is still wrong");
}
