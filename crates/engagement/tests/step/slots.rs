//! One place for everything that interrupts, one for each place in the page.

use kizukai_engagement::DecisionOutcome::{Lost, Shown};
use serde_json::json;

use super::shop::{Shop, campaign, decided, message, only_show, scenario, shown};

#[test]
fn higher_priority_wins_and_the_others_lose_to_it_by_name() {
    let mut shop = Shop::new(&[
        campaign("a", json!({"priority": 1})),
        campaign("b", json!({"priority": 5})),
        campaign("c", json!({"priority": 3})),
    ]);
    let outcome = shop.hesitate();
    assert_eq!(decided(&outcome), [("b", Shown), ("c", Lost), ("a", Lost)]);
    let holders: Vec<_> = outcome.decisions.iter().map(|decision| decision.holder.as_deref()).collect();
    assert_eq!(holders, [None, Some("b"), Some("b")]);
}

#[test]
fn of_equal_priority_the_first_key_wins() {
    let mut shop = Shop::new(&[campaign("b", json!({})), campaign("a", json!({})), campaign("c", json!({}))]);
    assert_eq!(decided(&shop.hesitate()), [("a", Shown), ("b", Lost), ("c", Lost)]);
}

#[test]
fn events_of_one_moment_compete_in_one_arbitration() {
    let mut shop = Shop::new(&[
        campaign("on-page", json!({"trigger": {"on": "signal", "name": "page_view"}})),
        campaign("on-add", json!({"trigger": {"on": "event", "name": "Product Added"}, "priority": 9})),
    ]);
    let outcome = shop.send(&[json!({"type": "page"}), json!({"type": "track", "event": "Product Added"})]);
    assert_eq!(decided(&outcome), [("on-add", Shown), ("on-page", Lost)]);
}

#[test]
fn an_open_step_holds_its_place_and_an_own_dialogue_blocks_itself() {
    let mut shop = Shop::new(&[
        campaign("open", json!({"trigger": {"on": "signal", "name": "page_view"}})),
        campaign("rival", json!({"priority": 100})),
    ]);
    shop.page("/");
    let outcome = shop.send(&[json!({"type": "page"}), json!({"type": "signal", "name": "hesitation"})]);
    assert_eq!(decided(&outcome), [("rival", Lost), ("open", Lost)]);
    assert!(outcome.decisions.iter().all(|decision| decision.holder.as_deref() == Some("open")));
}

#[test]
fn a_closed_step_frees_its_place_in_the_same_moment() {
    let mut shop = Shop::new(&[
        campaign("open", json!({"trigger": {"on": "signal", "name": "page_view"}})),
        campaign("next", json!({})),
    ]);
    let show = only_show(&shop.page("/"));
    let outcome = shop.send(&[
        json!({"type": "close", "enrolment": show.enrolment, "step": show.step, "reason": "button"}),
        json!({"type": "signal", "name": "hesitation"}),
    ]);
    assert_eq!(shown(&outcome), [("next", "hello")]);
}

#[test]
fn places_in_the_page_are_filled_side_by_side_with_one_interruption() {
    let inline = |selector: &str| {
        scenario("tip", json!({"tip": message(json!({"format": "inline", "selector": selector}))}))
    };
    let mut shop = Shop::new(&[
        campaign("corner", json!({})),
        campaign("top", json!({"arms": inline("#top")})),
        campaign("top-too", json!({"arms": inline("#top")})),
        campaign("side", json!({"arms": inline("#side")})),
    ]);
    let outcome = shop.hesitate();
    assert_eq!(decided(&outcome), [("corner", Shown), ("side", Shown), ("top", Shown), ("top-too", Lost)]);
    assert_eq!(outcome.decisions[3].holder.as_deref(), Some("top"));
}

#[test]
fn when_the_visit_ends_what_was_open_ends_too() {
    let mut shop = Shop::new(&[
        campaign("open", json!({"caps": [{"max": 1, "per": "ever"}]})),
        campaign("next", json!({})),
    ]);
    shop.hesitate();
    shop.wait("30m");
    assert_eq!(shown(&shop.hesitate()), [("next", "hello")]);
    assert_eq!(shop.campaign("open")["enrolment"], json!(null));
}

#[test]
fn a_timer_ends_what_a_visitor_left_open_without_coming_back() {
    let mut shop = Shop::new(&[campaign("open", json!({}))]);
    shop.hesitate();
    shop.wait("20m");
    shop.track("Product Viewed", json!({}));
    shop.wait("29m");
    shop.fire_timers();
    assert_eq!(shop.campaign("open")["enrolment"]["state"], "open", "the visit goes on");
    shop.wait("1m");
    shop.fire_timers();
    assert_eq!(shop.campaign("open")["enrolment"], json!(null));
    assert_eq!(shop.next_timer(), None);
}
