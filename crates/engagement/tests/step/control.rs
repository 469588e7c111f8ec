//! The hidden control and the site's holdout.

use kizukai_engagement::DecisionOutcome::{Capped, Ghost, Lost};
use serde_json::json;

use super::shop::{Shop, campaign, decided, shown, visitor};

#[test]
fn a_control_visitor_gets_one_ghost_and_nothing_else_speaks_in_that_moment() {
    let mut shop = Shop::new(&[
        campaign("silent", json!({"control": 100, "priority": 9, "caps": [{"max": 1, "per": "24h"}]})),
        campaign("loud", json!({})),
    ]);
    let outcome = shop.hesitate();
    assert_eq!(decided(&outcome), [("silent", Ghost), ("loud", Lost)]);
    assert_eq!(outcome.decisions[1].holder.as_deref(), Some("silent"));
    assert_eq!((shown(&outcome), outcome.decisions[0].arm.as_str()), (vec![], "control"));
    assert!(outcome.decisions[0].enrolment.is_some() && outcome.decisions[0].step.is_none());
    let state = shop.campaign("silent");
    assert_eq!(
        (&state["ghosts"], &state["exposures"], &state["control"]),
        (&json!(1), &json!(0), &json!(true))
    );
    assert_eq!(state["enrolment"], json!(null), "its enrolment ends at once");
}

#[test]
fn the_place_is_free_again_in_the_next_moment() {
    let mut shop = Shop::new(&[
        campaign("silent", json!({"control": 100, "priority": 9, "caps": [{"max": 1, "per": "24h"}]})),
        campaign("loud", json!({})),
    ]);
    shop.hesitate();
    let outcome = shop.hesitate();
    assert_eq!(decided(&outcome)[0], ("silent", Capped));
    assert_eq!(shown(&outcome), [("loud", "hello")]);
}

#[test]
fn the_same_message_again_is_no_second_ghost() {
    let mut shop = Shop::new(&[campaign("silent", json!({"control": 100}))]);
    let event = json!({"type": "signal", "name": "hesitation", "messageId": "once"});
    shop.send(std::slice::from_ref(&event));
    let again = shop.send(&[event]);
    assert!(again.decisions.is_empty());
    assert_eq!(shop.campaign("silent")["ghosts"], 1);
}

#[test]
fn control_left_out_is_twenty_percent() {
    let mut text = campaign("help", json!({}));
    text.as_object_mut().unwrap().remove("control");
    let mut shop = Shop::new(&[text]);
    let visitors = 2_000;
    let silent = (0..visitors)
        .filter(|n| {
            shop.profile = visitor(&format!("v{n}"));
            decided(&shop.hesitate()) == [("help", Ghost)]
        })
        .count();
    assert!((340..460).contains(&silent), "{silent} of {visitors}");
}

#[test]
fn who_is_held_out_gets_nothing_no_assignment_and_no_ghost() {
    let site = json!({"kind": "site", "holdout": 100});
    let mut shop =
        Shop::new(&[site, campaign("help", json!({})), campaign("silent", json!({"control": 100}))]);
    let page = shop.page("/");
    let outcome = shop.hesitate();
    assert!(outcome.decisions.is_empty() && outcome.show.is_empty() && page.armed.is_empty());
    assert_eq!(shop.participations(), []);
    assert_eq!(shop.wire()["holdout"], true);
}

#[test]
fn five_percent_are_held_out_when_the_site_says_nothing() {
    let mut shop = Shop::new(&[campaign("help", json!({}))]);
    shop.publish(&[json!({"kind": "site"})]);
    let held = (0..2_000)
        .filter(|n| {
            shop.profile = visitor(&format!("v{n}"));
            shop.hesitate().decisions.is_empty()
        })
        .count();
    assert!((60..140).contains(&held), "{held}");
}
