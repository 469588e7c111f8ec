//! Waits end when they should: once, also after a restart, and only while they mean something.

use kizukai_model::Span;
use serde_json::json;

use crate::world::{World, campaign, page_request, step_ref};

/// A visitor who asked to be asked again in five minutes.
async fn waiting_visitor(world: &World) {
    world.publish(&[campaign("help", json!({}))]).await;
    let shown = world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await.show;
    let reply = world.decide(page_request("d", vec![world.answer("m2", &shown[0], "later")])).await;
    assert_eq!(reply.next_check_ms, Some(300_000));
    assert_eq!(world.profile("d").await["campaigns"]["help"]["enrolment"]["state"], "waiting");
}

#[tokio::test]
async fn a_wait_ends_on_time_and_once() {
    let world = World::start().await;
    waiting_visitor(&world).await;
    world.pass(Span::from_ms(299_999)).await;
    assert!(world.fired_timers().is_empty());
    world.pass(Span::from_ms(1)).await;
    assert_eq!(world.fired_timers().len(), 1);
    world.pass(Span::from_ms(1)).await;
    assert_eq!(world.fired_timers().len(), 1);
    let reply = world.decide(page_request("d", vec![world.page("m3")])).await;
    assert_eq!(reply.show[0].step.as_str(), "again");
}

#[tokio::test]
async fn a_wait_that_ends_while_nobody_runs_fires_after_the_restart() {
    for is_clean in [false, true] {
        let mut world = World::start().await;
        waiting_visitor(&world).await;
        if is_clean {
            world.shut_down().await;
        }
        world.crash();
        world.clock.advance(Span::from_mins(6));
        world.open();
        world.runtime().fire_due().await.unwrap();
        assert_eq!(world.fired_timers().len(), 1);
        world.reopen();
        world.runtime().fire_due().await.unwrap();
        assert_eq!(world.fired_timers().len(), 1);
        let reply = world.decide(page_request("d", vec![world.page("m3")])).await;
        assert_eq!(reply.show[0].step.as_str(), "again");
    }
}

#[tokio::test]
async fn a_wait_moves_with_a_merge_and_ends_once() {
    let world = World::start().await;
    waiting_visitor(&world).await;
    world.traits("hanako", json!({})).await;
    world.decide(page_request("d", vec![world.identify("m3", "hanako")])).await;
    world.pass(Span::from_mins(6)).await;
    assert_eq!(world.fired_timers().len(), 1);
    let reply = world.decide(page_request("d", vec![world.page("m4")])).await;
    assert_eq!(reply.show[0].step.as_str(), "again");
}

#[tokio::test]
async fn a_timer_its_profile_forgot_leaves_no_input() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    let shown = world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await.show;
    world.decide(page_request("d", vec![world.answer("m2", &shown[0], "later")])).await;
    let mut ended = campaign("help", json!({}));
    ended["status"] = json!("ended");
    world.publish(&[ended]).await;
    world.decide(page_request("d", vec![world.page("m3")])).await;
    let mut request = page_request("d", Vec::new());
    request.showing = vec![step_ref(&shown[0])];
    world.decide(request).await;
    assert_eq!(world.profile("d").await["campaigns"]["help"]["enrolment"], json!(null));
    world.pass(Span::from_mins(6)).await;
    assert!(world.fired_timers().is_empty());
}

#[tokio::test]
async fn more_timers_than_are_taken_at_once_all_fire() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    for n in 0..300 {
        let device = format!("d{n}");
        let viewed = vec![world.track(&format!("v{n}"), "Cart Viewed")];
        let shown = world.decide(page_request(&device, viewed)).await.show;
        let answer = vec![world.answer(&format!("a{n}"), &shown[0], "later")];
        world.decide(page_request(&device, answer)).await;
    }
    world.pass(Span::from_mins(6)).await;
    let mut fired = world.fired_timers();
    fired.sort_unstable();
    fired.dedup();
    assert_eq!(fired.len(), 300);
}
