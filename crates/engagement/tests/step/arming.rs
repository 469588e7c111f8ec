//! What waits for a signal on the page.

use serde_json::{Value, json};

use super::shop::{Shop, campaign};

fn armed(shop: &mut Shop, path: &str) -> Vec<String> {
    shop.page(path).armed.iter().map(|armed| armed.campaign.to_string()).collect()
}

fn on(signal: &str, more: Value) -> Value {
    let mut trigger = json!({"on": "signal", "name": signal});
    for (name, value) in more.as_object().unwrap() {
        trigger[name] = value.clone();
    }
    trigger
}

#[test]
fn armed_is_the_whole_list_with_what_to_watch_for_and_without_content() {
    let mut shop = Shop::new(&[
        campaign("dwell", json!({"trigger": on("dwell", json!({"params": {"seconds": 5}}))})),
        campaign(
            "at-once",
            json!({"trigger": on("page_view", json!({})), "audience": {"page.path": "/none"}}),
        ),
        campaign("on-event", json!({"trigger": {"on": "event", "name": "Product Added"}})),
    ]);
    let outcome = shop.page("/");
    assert_eq!(
        serde_json::to_value(&outcome.armed).unwrap(),
        json!([{"campaign": "dwell", "signal": "dwell", "params": {"seconds": 5}}])
    );
}

#[test]
fn control_capped_stopped_and_held_places_are_armed_like_others() {
    let mut shop = Shop::new(&[
        campaign("control", json!({"control": 100})),
        campaign("capped", json!({"caps": [{"max": 1, "per": "ever"}], "priority": 1})),
    ]);
    let outcome = shop.hesitate();
    assert_eq!(outcome.armed.len(), 2);
    shop.close(&outcome.show[0], "never");
    shop.hesitate();
    assert_eq!(armed(&mut shop, "/"), ["capped", "control"]);
}

#[test]
fn who_cannot_speak_here_in_any_arm_is_left_out() {
    let mut shop = Shop::new(&[
        campaign(
            "cart",
            json!({"trigger": on("hesitation", json!({"where": {"page.path": {"$regex": "^/cart"}}}))}),
        ),
        campaign("gold", json!({"audience": {"traits.rank": "gold"}})),
        campaign("all", json!({})),
    ]);
    assert_eq!(armed(&mut shop, "/"), ["all"]);
    assert_eq!(armed(&mut shop, "/cart"), ["all", "cart"]);
    shop.send(&[json!({"type": "identify", "traits": {"rank": "gold"}})]);
    assert_eq!(armed(&mut shop, "/"), ["all", "gold"]);
}

#[test]
fn what_the_signal_itself_or_passing_time_can_make_true_is_armed() {
    let mut shop = Shop::new(&[
        campaign(
            "strong",
            json!({"trigger": on("hesitation", json!({"where": {"event.properties.score": {"$gte": 90}}}))}),
        ),
        campaign("long", json!({"audience": {"visit.duration_s": {"$gte": 60}}})),
        campaign("by-event", json!({"audience": {"event.properties.score": {"$gte": 90}}})),
    ]);
    assert_eq!(armed(&mut shop, "/"), ["by-event", "long", "strong"]);
    shop.wait("61s");
    let outcome = shop.signal("hesitation", json!({"score": 50}));
    assert_eq!(outcome.show[0].campaign.as_str(), "long");
}

#[test]
fn a_signal_must_reach_the_params_it_was_armed_with() {
    for (measured, speaks) in
        [(json!({"seconds": 4}), false), (json!({"seconds": 5}), true), (json!({}), false)]
    {
        let mut shop = Shop::new(&[campaign(
            "dwell",
            json!({"trigger": on("dwell", json!({"params": {"seconds": 5}}))}),
        )]);
        assert_eq!(shop.signal("dwell", measured.clone()).show.len() == 1, speaks, "{measured}");
    }
}
