//! What a shop sees at a glance: counted at once, once, and the same after a restart.

use kizukai_engagement::DecisionOutcome;
use kizukai_model::{Money, Span, Timestamp};
use kizukai_runtime::{CheckKey, CheckState, Figures, Home};
use serde_json::json;

use crate::world::{START, World, campaign, page_request};

impl World {
    pub(crate) async fn home(&self) -> Home {
        self.runtime().home(&self.site).await.unwrap()
    }

    /// The first page once the past is counted.
    pub(crate) async fn counted_home(&self) -> Home {
        loop {
            let home = self.home().await;
            if !home.is_counting {
                return home;
            }
        }
    }

    async fn order(&self, device: &str, id: &str, properties: serde_json::Value) {
        let bought = vec![self.track_with(id, "Order Completed", properties)];
        self.decide(page_request(device, bought)).await;
    }
}

const fn yen(amount: i64) -> Money {
    Money::from_milli(amount * 1_000)
}

#[tokio::test]
async fn what_is_acknowledged_is_counted_once_and_the_same_after_a_restart() {
    let mut world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    for device in ["a", "b"] {
        world.decide(page_request(device, vec![world.page(&format!("p-{device}"))])).await;
    }
    world.decide(page_request("a", vec![world.page("p-a")])).await;
    world.decide(page_request("a", vec![world.track("c1", "Cart Viewed")])).await;
    world.order("a", "o1", json!({"order_id": "1", "revenue": 1_000})).await;
    world.order("a", "o2", json!({"order_id": "1", "revenue": 1_000})).await;
    world.order("b", "o3", json!({"order_id": "1", "revenue": 1_000})).await;
    world.order("b", "o4", json!({"order_id": "2", "revenue": 500, "currency": "USD"})).await;
    world.clock.advance(Span::from_hours(1));
    world.decide(page_request("a", vec![world.page("p2"), world.track("c2", "Cart Viewed")])).await;

    let home = world.counted_home().await;
    let expected = Figures { visitors: 2, page_views: 3, orders: 2, revenue: yen(1_000), shows: 1 };
    assert_eq!((home.today.so_far, home.today.whole), (expected, expected));
    assert_eq!(home.today.hours[12].figures, Figures { page_views: 2, ..expected });
    assert_eq!((home.today.hours[13].figures.visitors, home.today.hours[13].figures.page_views), (1, 1));
    assert_eq!((home.today.date.as_str(), home.today.hours.len()), ("2026-11-24", 24));
    assert_eq!(home.visitors_now, 1);
    let decisions = world.runtime().decisions(&world.site, "help", 10, None).await.unwrap();
    world.reopen();
    assert_eq!(world.counted_home().await.today, home.today);
    let again = world.runtime().decisions(&world.site, "help", 10, None).await.unwrap().unwrap();
    let before = decisions.unwrap();
    assert_eq!(
        (again.decisions, again.counts, again.reasons),
        (before.decisions, before.counts, before.reasons)
    );
}

#[tokio::test]
async fn decisions_are_counted_by_outcome_and_reason_and_listed_newest_first() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    for n in 0..4 {
        world.decide(page_request("d", vec![world.track(&format!("m{n}"), "Cart Viewed")])).await;
        world.pass(Span::from_hours(1)).await;
    }
    let read =
        async |outcome| world.runtime().decisions(&world.site, "help", 2, outcome).await.unwrap().unwrap();
    let all = read(None).await;
    assert_eq!((all.counts.shown, all.counts.capped, all.counts.total()), (1, 3, 4));
    assert_eq!((all.reasons[0].reason.as_deref(), all.reasons[0].count), (Some("cap 1 per 1d"), 3));
    assert_eq!(all.decisions.len(), 2);
    assert!(all.decisions[0].at > all.decisions[1].at);
    let shown = read(Some(DecisionOutcome::Shown)).await.decisions;
    assert_eq!((shown.len(), shown[0].anonymous_id.as_deref()), (1, Some("d")));
    assert_eq!(shown[0].step.as_ref().unwrap().as_str(), "ask");
    assert_eq!(world.runtime().decisions(&world.site, "none", 2, None).await.unwrap(), None);
}

#[tokio::test]
async fn all_campaigns_are_told_with_their_present_phase_and_latest_decisions() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({})), campaign("other", json!({"status": "paused"}))]).await;
    world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await;
    let results = world.runtime().results_of_all(&world.site).await.unwrap();
    assert_eq!(results.iter().map(|of| of.campaign.as_str()).collect::<Vec<_>>(), ["help", "other"]);
    assert_eq!((results[0].phase, results[0].arms[0].decided, results[0].outcomes.shown), (1, 1, 1));
    assert_eq!((results[1].outcomes.total(), results[1].last_decision_at.as_deref()), (0, None));
    world.publish(&[campaign("help", json!({"priority": 3}))]).await;
    let results = world.runtime().results_of_all(&world.site).await.unwrap();
    assert_eq!((results[0].phase, results[0].arms[0].decided, results[0].outcomes.shown), (2, 0, 1));
}

#[tokio::test]
async fn the_same_weekday_is_compared_once_all_of_it_was_counted() {
    let mut world = World::start().await;
    world.clock.advance(Span::from_days(1));
    world.decide(page_request("a", vec![world.page("m1")])).await;
    world.clock.advance(Span::from_hours(3));
    world.decide(page_request("b", vec![world.page("m2")])).await;
    world.clock.advance(Span::from_hours(6 * 24 - 3));
    assert_eq!(world.counted_home().await.same_weekday, None, "the shop began in the middle of that day");
    world.clock.advance(Span::from_days(1));
    for _ in 0..2 {
        let before = world.counted_home().await.same_weekday.unwrap();
        assert_eq!((before.date.as_str(), before.hours[15].figures.page_views), ("2026-11-25", 1));
        assert_eq!((before.so_far.visitors, before.whole.visitors), (1, 2));
        world.reopen();
    }
}

#[tokio::test]
async fn a_new_time_zone_counts_everything_anew() {
    let world = World::start().await;
    world.decide(page_request("a", vec![world.page("m1")])).await;
    let hours = async || {
        let home = world.counted_home().await;
        home.today
            .hours
            .into_iter()
            .filter(|hour| hour.figures.page_views > 0)
            .map(|hour| hour.hour)
            .collect()
    };
    let before: Vec<usize> = hours().await;
    world.publish(&[json!({"kind": "site", "holdout": 0, "timezone": "UTC"})]).await;
    world.decide(page_request("b", vec![world.page("m2")])).await;
    let after: Vec<usize> = hours().await;
    assert_eq!((before, after), (vec![12], vec![3]));
    assert_eq!(world.home().await.today.whole.page_views, 2);
}

#[tokio::test]
async fn the_install_guide_tells_what_comes_and_what_is_wrong() {
    let world = World::start().await;
    let read = async || {
        world.counted_home().await;
        world.runtime().installation(&world.site).await.unwrap()
    };
    let nothing = read().await;
    assert_eq!((nothing.last_event_at, nothing.events.len(), nothing.is_stopped), (None, 0, false));
    world.decide(page_request("a", vec![world.page("m1"), world.track("m2", "Product Viewed")])).await;
    world.order("a", "m3", json!({"order_id": "1"})).await;
    let told = read().await;
    let state = |key| told.checks.iter().find(|check| check.key == key).map(|check| check.state);
    assert_eq!(state(CheckKey::Tag), Some(CheckState::Ok));
    assert_eq!(state(CheckKey::Page), Some(CheckState::Ok));
    assert_eq!(state(CheckKey::ProductViewed), Some(CheckState::Wrong), "it names no product");
    assert_eq!(state(CheckKey::OrderId), Some(CheckState::Ok));
    assert_eq!(state(CheckKey::OrderRevenue), Some(CheckState::Wrong));
    assert_eq!(state(CheckKey::Identify), Some(CheckState::Missing));
    assert_eq!(told.events.len(), 3);
    assert_eq!(told.last_event_at, Some(START.to_rfc3339()));
}

#[tokio::test]
async fn what_a_visitor_did_long_ago_is_no_news_of_today() {
    let world = World::start().await;
    let mut late = world.page("m1");
    late.timestamp = Timestamp::from_ms(START.as_ms() - Span::from_days(2).as_ms());
    let mut older = world.page("m2");
    older.timestamp = Timestamp::from_ms(START.as_ms() - Span::from_days(200).as_ms());
    world.decide(page_request("a", vec![late, older])).await;
    assert_eq!(world.counted_home().await.today.whole.page_views, 0);
}

#[tokio::test]
async fn a_server_that_runs_for_long_compares_with_the_days_it_still_knows() {
    let world = World::start().await;
    for day in 0..25 {
        for n in 0..4 {
            world.decide(page_request("d", vec![world.page(&format!("d{day}-{n}"))])).await;
        }
        world.clock.advance(Span::from_days(1));
    }
    assert_eq!(world.counted_home().await.counted_since, "2026-12-04T15:00:00.000Z");
    let told = world.runtime().installation(&world.site).await.unwrap();
    assert_eq!((told.usual_gap_s, told.is_stopped), (Some(900), true));
}
