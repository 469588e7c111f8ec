//! Two devices turn out to be one person.

use kizukai_engagement::DecisionOutcome::{Capped, Shown};
use kizukai_engagement::profile::Plans;
use kizukai_engagement::{Input, Profile};
use serde_json::json;

use super::shop::{Shop, campaign, decided, message, only_show, scenario, shown, visitor};

/// Merges a profile into the shop's visitor, as the runtime does.
fn merge(shop: &mut Shop, mut source: Profile) -> Profile {
    let input =
        Input::Merge { source: source.id(), source_seq: source.seq(), state: Some(Box::new(source.clone())) };
    shop.input(&input);
    let target = shop.profile.id();
    kizukai_engagement::step(&shop.program, &mut source, &Input::MergedInto { target }, shop.now);
    source
}

/// Another device of the same shop does something; gives its profile.
fn on_another_device(shop: &mut Shop, device: &str, act: impl FnOnce(&mut Shop)) -> Profile {
    let mine = std::mem::replace(&mut shop.profile, visitor(device));
    let own_device = shop.moment.device_id.replace(device.into());
    act(shop);
    shop.moment.device_id = own_device;
    std::mem::replace(&mut shop.profile, mine)
}

#[test]
fn a_cap_of_one_holds_over_two_devices() {
    for per in ["24h", "visit", "ever"] {
        let mut shop = Shop::new(&[campaign("help", json!({"caps": [{"max": 1, "per": per}]}))]);
        shop.page("/");
        let phone = on_another_device(&mut shop, "phone", |shop| {
            let show = only_show(&shop.hesitate());
            shop.close(&show, "button");
        });
        merge(&mut shop, phone);
        assert_eq!(decided(&shop.hesitate()), [("help", Capped)], "{per}");
        assert_eq!(shop.campaign("help")["exposures"], 1);
    }
}

#[test]
fn a_dialogue_that_waits_goes_on_after_the_merge_with_a_timer_of_the_new_profile() {
    let steps = json!({"ask": message(json!({"next": "pause"})), "pause": {"type": "wait", "for": "5m", "next": "after"}, "after": message(json!({}))});
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("ask", steps)}))]);
    let phone = on_another_device(&mut shop, "phone", |shop| {
        let show = only_show(&shop.hesitate());
        shop.answer(&show, &json!("ok"));
    });
    let old_timers: Vec<_> = phone.timers().collect();
    let signpost = merge(&mut shop, phone);
    assert_eq!(signpost.timers().count(), 0);
    assert_eq!(signpost.merged_into(), Some(shop.profile.id()));
    assert!(shop.profile.timers().all(|timer| !old_timers.contains(&timer)));
    shop.wait("5m");
    shop.fire_timers();
    assert_eq!(shown(&shop.page("/")), [("help", "after")]);
}

#[test]
fn of_two_open_passages_the_older_stays_and_a_place_has_one_holder() {
    let mut shop = Shop::new(&[
        campaign("a", json!({})),
        campaign("b", json!({"trigger": {"on": "signal", "name": "page_view"}})),
    ]);
    let older = on_another_device(&mut shop, "phone", |shop| drop(shop.hesitate()));
    shop.wait("1m");
    let mine = only_show(&shop.hesitate());
    merge(&mut shop, older);
    let outcome = shop.page("/");
    assert_eq!(shown(&outcome), [("a", "hello")]);
    assert_ne!(outcome.show[0].enrolment, mine.enrolment);
    let ended = shop.campaign("a")["ended"].clone();
    assert_eq!((&ended["id"], &ended["how"]), (&json!(mine.enrolment), &json!("merged")));
    let mut shop = Shop::new(&[
        campaign("a", json!({})),
        campaign("b", json!({"trigger": {"on": "signal", "name": "page_view"}})),
    ]);
    let older = on_another_device(&mut shop, "phone", |shop| drop(shop.page("/")));
    shop.wait("1m");
    let mine = only_show(&shop.hesitate());
    merge(&mut shop, older);
    shop.showing(&mine);
    let outcome = shop.page("/");
    assert_eq!(shown(&outcome), [("b", "hello")]);
    assert_eq!(outcome.close.len(), 1, "the younger one must go");
}

#[test]
fn the_arm_decided_first_stays_and_different_arms_are_crossed() {
    let arm = |key: &str| json!({"key": key, "scenario": {"start": "hello", "steps": {"hello": message(json!({}))}}});
    let mut shop = Shop::new(&[campaign("help", json!({"arms": [arm("a"), arm("b")]}))]);
    let mut devices = 0..200;
    let mut of_arm = |wanted: &str| {
        devices
            .find_map(|n| {
                shop.wait("1s");
                let device = format!("device{n}");
                let profile = on_another_device(&mut shop, &device, |shop| drop(shop.hesitate()));
                (profile.participations(&Plans::default())[0].arm.as_str() == wanted).then_some(profile)
            })
            .unwrap()
    };
    let (first, second, third) = (of_arm("b"), of_arm("a"), of_arm("b"));
    let decided = first.participations(&Plans::default())[0].decided.clone().unwrap();
    shop.profile = third;
    merge(&mut shop, first);
    let result = shop.participations().remove(0);
    assert_eq!((result.arm.as_str(), result.decided.unwrap().at, result.crossed), ("b", decided.at, false));
    merge(&mut shop, second);
    let result = shop.participations().remove(0);
    assert_eq!((result.arm.as_str(), result.crossed), ("b", true));
    let crossed = std::mem::replace(&mut shop.profile, visitor("another"));
    merge(&mut shop, crossed);
    assert!(shop.participations()[0].crossed, "and stay so");
}

#[test]
fn the_known_sides_holdout_wins() {
    let mut shop = Shop::new(&[json!({"kind": "site", "holdout": 50}), campaign("help", json!({}))]);
    let of = |held: bool, shop: &Shop| {
        (0..100)
            .map(|n| visitor(&format!("v{n}")))
            .find(|person| person.to_wire(&shop.program, shop.now)["holdout"] == held)
            .unwrap()
    };
    let (held, free) = (of(true, &shop), of(false, &shop));
    shop.profile = held.clone();
    merge(&mut shop, free.clone());
    assert!(shop.hesitate().decisions.is_empty());
    shop.profile = free;
    merge(&mut shop, held);
    assert_eq!(decided(&shop.hesitate()), [("help", Shown)]);
}

#[test]
fn counts_orders_and_visits_add_and_the_latest_trait_wins() {
    let mut shop = Shop::new(&[super::shop::segment(
        "keen",
        json!({"$event": {"name": "Product Viewed", "within": "1h", "count": 2}}),
    )]);
    let phone = on_another_device(&mut shop, "phone", |shop| {
        shop.send(&[json!({"type": "identify", "traits": {"size": "M", "colour": "red"}})]);
        shop.track("Product Viewed", json!({}));
        shop.track("Order Completed", json!({"order_id": "o1", "revenue": 100}));
    });
    shop.wait("1s");
    shop.send(&[json!({"type": "identify", "traits": {"size": "L"}})]);
    shop.track("Product Viewed", json!({}));
    shop.track("Order Completed", json!({"order_id": "o2", "revenue": 20}));
    merge(&mut shop, phone.clone());
    merge(&mut shop, phone);
    let wire = shop.wire();
    assert_eq!(wire["segments"], json!(["keen"]));
    assert_eq!((&wire["orders"]["count"], &wire["orders"]["revenue"]), (&json!(2), &json!(120)));
    assert_eq!((&wire["traits"]["size"], &wire["traits"]["colour"]), (&json!("L"), &json!("red")));
    assert_eq!(wire["visits"]["count"], 2);
}

#[test]
fn a_message_that_the_other_device_sent_is_known_after_the_merge() {
    let mut shop = Shop::new(&[]);
    let event = json!({"type": "track", "event": "Product Added", "messageId": "once", "properties": {"product_id": "p"}});
    let phone = on_another_device(&mut shop, "phone", |shop| drop(shop.send(std::slice::from_ref(&event))));
    merge(&mut shop, phone);
    shop.send(&[event]);
    assert_eq!(shop.wire()["cart"]["quantity"], 1);
}
