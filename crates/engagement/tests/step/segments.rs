//! Segments: entered and left by events, by traits, and by time alone.

use kizukai_engagement::Input;
use kizukai_engagement::outcome::SegmentChange;
use kizukai_model::Timestamp;
use serde_json::json;

use super::shop::{Shop, campaign, segment, shown, span};

fn changes(changes: &[SegmentChange]) -> Vec<(&str, bool)> {
    changes.iter().map(|change| (change.segment.as_str(), change.entered)).collect()
}

#[test]
fn an_event_enters_and_leaves_a_segment_within_its_own_moment() {
    let mut shop = Shop::new(&[
        segment("full-cart", json!({"cart.quantity": {"$gte": 1}})),
        campaign(
            "help",
            json!({"trigger": {"on": "event", "name": "Product Added"}, "audience": {"$segment": "full-cart"}}),
        ),
    ]);
    let outcome = shop.track("Product Added", json!({"product_id": "p"}));
    assert_eq!(changes(&outcome.segments), [("full-cart", true)]);
    assert_eq!(shown(&outcome), [("help", "hello")], "a rule sees the very event that fired it");
    let outcome = shop.track("Product Removed", json!({"product_id": "p"}));
    assert_eq!(changes(&outcome.segments), [("full-cart", false)]);
}

#[test]
fn a_trait_from_the_shops_own_data_enters_a_segment() {
    let mut shop = Shop::new(&[segment("gold", json!({"traits.rank": "gold"}))]);
    let traits = json!({"rank": "gold"}).as_object().cloned().unwrap();
    let outcome = shop.input(&Input::Traits { traits, message_id: "csv".into(), names: Default::default() });
    assert_eq!(changes(&outcome.segments), [("gold", true)]);
}

#[test]
fn a_segment_of_segments_follows_them_in_the_same_step() {
    let mut shop = Shop::new(&[
        segment("a-vip", json!({"$segment": "z-gold", "visit.count": {"$gte": 1}})),
        segment("z-gold", json!({"traits.rank": "gold"})),
    ]);
    shop.page("/");
    let outcome = shop.send(&[json!({"type": "identify", "traits": {"rank": "gold"}})]);
    assert_eq!(changes(&outcome.segments), [("z-gold", true), ("a-vip", true)]);
}

#[test]
fn a_window_that_moves_on_leaves_the_segment_by_the_recheck_timer_alone() {
    let mut shop = Shop::new(&[
        segment("busy", json!({"$event": {"name": "Product Viewed", "within": "10m", "count": {"$gte": 2}}})),
        segment("calm", json!({"$event": {"name": "Product Viewed", "within": "10m", "count": 0}})),
    ]);
    shop.track("Product Viewed", json!({}));
    shop.wait("5m");
    assert_eq!(changes(&shop.track("Product Viewed", json!({})).segments), [("busy", true)]);
    let times: Vec<_> = shop.profile.timers().collect();
    assert_eq!(times.len(), 1, "one recheck for all segments");
    shop.wait("359s");
    assert_eq!(shop.fire_timers(), 0, "03:10:59 still holds the minute of the first view");
    shop.wait("1s");
    shop.fire_timers();
    assert_eq!(shop.wire()["segments"], json!([]));
    shop.wait("5m");
    shop.fire_timers();
    assert_eq!(shop.wire()["segments"], json!(["calm"]));
    assert_eq!(shop.next_timer(), None);
}

#[test]
fn a_sequence_that_grows_old_leaves_too() {
    let steps = json!([{"name": "Product Viewed"}, {"name": "Cart Viewed"}]);
    let mut shop =
        Shop::new(&[segment("hot", json!({"$sequence": {"steps": steps, "within": "30m", "since": "24h"}}))]);
    shop.track("Product Viewed", json!({}));
    shop.wait("30m");
    assert_eq!(changes(&shop.track("Cart Viewed", json!({})).segments), [("hot", true)]);
    assert_eq!(shop.next_timer().unwrap().0, shop.now.plus(span("24h")));
    shop.wait("24h");
    shop.fire_timers();
    assert_eq!(shop.wire()["segments"], json!([]));
}

#[test]
fn an_hour_of_the_sites_clock_enters_and_leaves_only_those_it_concerns() {
    let evening = json!({"now.hour": {"$gte": 18, "$lt": 21}, "traits.rank": "gold"});
    let mut shop = Shop::new(&[segment("evening", evening)]);
    shop.page("/");
    assert_eq!(shop.next_timer(), None, "no hour makes a difference for this visitor");
    shop.send(&[json!({"type": "identify", "traits": {"rank": "gold"}})]);
    for (at, expected) in [("2026-11-22T09:00:00Z", json!(["evening"])), ("2026-11-22T12:00:00Z", json!([]))]
    {
        assert_eq!(shop.next_timer().unwrap().0, Timestamp::parse(at).unwrap());
        shop.now = Timestamp::parse(at).unwrap();
        assert_eq!(shop.fire_timers(), 1);
        assert_eq!(shop.wire()["segments"], expected);
    }
}

#[test]
fn a_segment_that_is_gone_or_new_is_noticed_at_the_next_step() {
    let mut shop = Shop::new(&[segment("visitors", json!({"visit.count": {"$gte": 1}}))]);
    shop.page("/");
    shop.publish(&[segment("old-friends", json!({"visit.count": {"$gte": 1}}))]);
    assert_eq!(changes(&shop.check().segments), [("old-friends", true)]);
}

#[test]
fn a_segment_about_the_visit_is_left_when_the_visit_is_over_though_nobody_comes_back() {
    let mut shop = Shop::new(&[segment("reader", json!({"visit.page_count": {"$gte": 2}}))]);
    shop.page("/a");
    shop.wait("10m");
    assert_eq!(changes(&shop.page("/b").segments), [("reader", true)]);
    shop.wait("29m");
    shop.fire_timers();
    assert_eq!(shop.wire()["segments"], json!(["reader"]));
    shop.wait("1m");
    shop.fire_timers();
    assert_eq!(shop.wire()["segments"], json!([]));
}

#[test]
fn a_segment_about_how_long_the_visit_lasts_is_entered_and_left_by_time_alone() {
    for (asked, enters_s, leaves_s) in [
        (json!({"$gte": 120}), 120, 1_800),
        (json!({"$gt": 120}), 121, 1_800),
        (json!({"$gte": 60, "$lt": 90}), 60, 90),
    ] {
        let mut shop = Shop::new(&[segment("long", json!({"visit.duration_s": asked}))]);
        shop.page("/");
        let begun = shop.now;
        for (is_in, at_s) in [(true, enters_s), (false, leaves_s)] {
            let due = shop.next_timer().unwrap().0;
            assert_eq!(due, begun.plus(span(&format!("{at_s}s"))), "{asked}");
            shop.now = due;
            shop.fire_timers();
            assert_eq!(shop.wire()["segments"] == json!(["long"]), is_in, "{asked}");
        }
        assert_eq!(shop.next_timer(), None, "nothing is left to look at");
    }
}
