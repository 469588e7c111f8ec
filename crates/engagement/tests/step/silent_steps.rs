//! Steps that say nothing: splits, traits, and waits for a time, an act or the next visit; and leaving under way.

use std::collections::BTreeMap;

use kizukai_engagement::{Profile, ProgramSource};
use serde_json::{Value, json};

use super::shop::{SITE, Shop, campaign, message, only_show, published, scenario, segment, shown, visitor};

fn said() -> Value {
    message(json!({"patience": "40d"}))
}

/// A first message whose answer leads to `step`, and two messages it may lead to.
fn shop_with(step: Value, fields: Value) -> Shop {
    let steps = json!({
        "ask": message(json!({"next": "quiet"})),
        "quiet": step,
        "here": said(),
        "there": said(),
    });
    let mut text =
        campaign("help", json!({"arms": scenario("ask", steps), "caps": [{"max": 1, "per": "ever"}]}));
    super::shop::put(&mut text, fields);
    Shop::new(&[text, segment("gifts", json!({"traits.wish": "gift"}))])
}

fn until_the_step(shop: &mut Shop) {
    let show = only_show(&shop.hesitate());
    let outcome = shop.answer(&show, &json!("ok"));
    assert_eq!(shown(&outcome), []);
}

fn state(shop: &Shop) -> (Value, Value) {
    let enrolment = &shop.campaign("help")["enrolment"];
    (enrolment["step"].clone(), enrolment["state"].clone())
}

fn at(step: &str, state: &str) -> (Value, Value) {
    (json!(step), json!(state))
}

#[test]
fn a_split_leads_on_at_once_and_by_its_weights() {
    let ways = json!({"type": "split", "ways": [
        {"weight": 3, "next": "here"}, {"next": "there"}, {"weight": 0, "next": "end"},
    ]});
    let mut shop = shop_with(ways, json!({}));
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for n in 0..400 {
        shop.profile = visitor(&format!("v{n}"));
        shop.moment.device_id = Some(format!("v{n}"));
        let show = only_show(&shop.hesitate());
        let next = only_show(&shop.answer(&show, &json!("ok")));
        *taken.entry(next.step.to_string()).or_default() += 1;
    }
    assert_eq!(taken.keys().collect::<Vec<_>>(), ["here", "there"]);
    assert!((270..=330).contains(&taken["here"]), "three of four: {taken:?}");
}

#[test]
fn a_visitor_takes_the_same_way_when_everything_is_stepped_again() {
    let ways = json!({"type": "split", "ways": [{"next": "here"}, {"next": "there"}]});
    let way = || {
        let mut shop = shop_with(ways.clone(), json!({}));
        let show = only_show(&shop.hesitate());
        only_show(&shop.answer(&show, &json!("ok"))).step
    };
    assert_eq!(way(), way());
}

#[test]
fn a_scenario_writes_traits_that_a_browser_cannot_overwrite_and_segments_follow_at_once() {
    let write = json!({"type": "traits", "set": {"wish": "gift", "old": null}, "next": "fork"});
    let steps = json!({
        "ask": message(json!({"next": "write"})),
        "write": write,
        "fork": {"type": "branch", "cases": [{"when": {"$segment": "gifts"}, "next": "here"}], "else": "end"},
        "here": said(),
    });
    let mut shop = Shop::new(&[
        campaign("help", json!({"arms": scenario("ask", steps)})),
        segment("gifts", json!({"traits.wish": "gift"})),
    ]);
    shop.send(&[json!({"type": "identify", "traits": {"old": 1, "wish": "nothing"}})]);
    shop.wait("1s");
    let show = only_show(&shop.hesitate());
    assert_eq!(shown(&shop.answer(&show, &json!("ok"))), [("help", "here")]);
    shop.wait("1m");
    shop.send(&[json!({"type": "identify", "traits": {"wish": "nothing"}})]);
    assert_eq!(shop.wire()["traits"], json!({"wish": "gift"}));
}

#[test]
fn a_wait_ends_when_the_sites_clock_shows_the_time() {
    let mut shop = shop_with(json!({"type": "wait", "until": "18:30", "next": "here"}), json!({}));
    until_the_step(&mut shop);
    // It is noon in Tokyo.
    shop.wait("389m");
    assert_eq!(shown(&shop.check()), []);
    shop.wait("1m");
    assert_eq!(shown(&shop.check()), [("help", "here")]);
}

#[test]
fn a_wait_for_a_date_that_is_past_is_no_wait() {
    let mut shop = shop_with(json!({"type": "wait", "until": "2026-11-01", "next": "here"}), json!({}));
    let show = only_show(&shop.hesitate());
    assert_eq!(shown(&shop.answer(&show, &json!("ok"))), [("help", "here")]);
    let mut shop = shop_with(json!({"type": "wait", "until": "2026-11-22T12:10", "next": "here"}), json!({}));
    until_the_step(&mut shop);
    shop.wait("10m");
    assert_eq!(shown(&shop.check()), [("help", "here")]);
}

fn for_an_order() -> Value {
    json!({
        "type": "wait", "on": "event", "name": "Order Completed", "where": {"properties.revenue": {"$gte": 1000}},
        "for": "2d", "next": "here", "else": "there",
    })
}

#[test]
fn a_wait_for_an_act_leads_on_when_it_comes_and_elsewhere_when_it_does_not() {
    let mut shop = shop_with(for_an_order(), json!({}));
    until_the_step(&mut shop);
    shop.wait("1h");
    shop.report("Order Completed", json!({"order_id": "small", "revenue": 10}));
    assert_eq!(state(&shop), at("quiet", "waiting"), "not that one");
    shop.report("Order Completed", json!({"order_id": "big", "revenue": 5000}));
    assert_eq!(state(&shop), at("here", "deferred"), "nobody waits on a page");
    assert_eq!(shown(&shop.page("/")), [("help", "here")]);

    let mut shop = shop_with(for_an_order(), json!({}));
    until_the_step(&mut shop);
    shop.wait("2d");
    assert!(shop.fire_timers() >= 1);
    assert_eq!(state(&shop), at("there", "deferred"));
}

#[test]
fn an_act_from_before_the_wait_is_not_what_was_waited_for() {
    let mut shop = shop_with(for_an_order(), json!({}));
    until_the_step(&mut shop);
    let order = |id: &str, ago: &str| json!({"type": "track", "event": "Order Completed", "timestamp": ago, "properties": {"order_id": id, "revenue": 5000}});
    shop.wait("1h");
    shop.behind_the_scenes(&[order("imported", "2026-11-21T03:00:00Z")]);
    assert_eq!(state(&shop), at("quiet", "waiting"));
    shop.behind_the_scenes(&[order("late", "2026-11-22T03:30:00Z")]);
    assert_eq!(state(&shop), at("here", "deferred"));
}

#[test]
fn a_wait_for_the_next_visit_is_not_ended_by_this_one() {
    let mut shop = shop_with(
        json!({"type": "wait", "on": "visit", "for": "10d", "next": "here", "else": "there"}),
        json!({}),
    );
    until_the_step(&mut shop);
    shop.wait("5m");
    assert_eq!(shown(&shop.page("/again")), []);
    shop.report("Stock Arrived", json!({}));
    assert_eq!(state(&shop), at("quiet", "waiting"), "a report of a server is no visit");
    shop.wait("3d");
    assert_eq!(shown(&shop.page("/back")), [("help", "here")], "on the first page of the next visit");

    let mut shop = shop_with(json!({"type": "wait", "on": "visit", "for": "10d", "next": "here"}), json!({}));
    until_the_step(&mut shop);
    shop.wait("10d");
    assert_eq!(shown(&shop.page("/back")), [], "too late");
    assert_eq!(shop.campaign("help")["enrolment"], Value::Null);
}

#[test]
fn who_meets_the_exit_under_way_hears_no_more_of_it() {
    let wait = json!({"type": "wait", "for": "1d", "next": "here"});
    let exit = json!({"exit": {"orders.count": {"$gte": 1}}});
    let mut shop = shop_with(wait.clone(), exit.clone());
    until_the_step(&mut shop);
    shop.report("Order Completed", json!({"order_id": "1", "revenue": 10}));
    assert_eq!(shop.campaign("help")["enrolment"], Value::Null);
    assert_eq!(shop.campaign("help")["ended"]["how"], "left");
    shop.wait("1d");
    assert_eq!(shown(&shop.page("/")), []);

    let mut shop = shop_with(wait, exit);
    until_the_step(&mut shop);
    shop.wait("1d");
    assert_eq!(shown(&shop.page("/")), [("help", "here")]);
}

#[test]
fn an_exit_may_come_with_time_alone_and_holds_at_the_moment_of_acting() {
    let wait = json!({"type": "wait", "for": "12h", "next": "here"});
    let mut shop = shop_with(wait, json!({"exit": {"now.hour": {"$in": [0, 1]}}}));
    until_the_step(&mut shop);
    shop.wait("12h");
    shop.fire_timers();
    assert_eq!(shop.campaign("help")["ended"]["how"], "left");
}

#[test]
fn what_an_open_message_is_answered_with_still_gets_its_reply() {
    let steps = json!({"ask": message(json!({"next": "here"})), "here": said()});
    let text = campaign("help", json!({"arms": scenario("ask", steps), "exit": {"cart.quantity": 0}}));
    let mut shop = Shop::new(&[text]);
    let show = only_show(&shop.hesitate());
    assert_eq!(shown(&shop.answer(&show, &json!("ok"))), [("help", "here")]);
}

#[test]
fn silent_steps_are_refused_at_the_field_that_is_wrong() {
    let way = |weight: f64| json!({"weight": weight, "next": "here"});
    for (step, path) in [
        (json!({"type": "wait"}), ""),
        (json!({"type": "wait", "for": "1h", "until": "09:00"}), ""),
        (json!({"type": "wait", "until": "soon"}), ".until"),
        (json!({"type": "wait", "for": "91d"}), ".for"),
        (json!({"type": "wait", "on": "visit", "for": "91d"}), ".for"),
        (json!({"type": "wait", "on": "event"}), ".name"),
        (json!({"type": "wait", "on": "visit", "name": "A"}), ".on"),
        (json!({"type": "wait", "on": "event", "name": "A", "where": {"traits.a": 1}}), ".where.traits.a"),
        (json!({"type": "wait", "for": "1h", "else": "here"}), ".else"),
        (json!({"type": "split", "ways": [way(1.0)]}), ".ways"),
        (json!({"type": "split", "ways": [way(1.0), way(-1.0)]}), ".ways[1].weight"),
        (json!({"type": "split", "ways": [way(0.0), way(0.0)]}), ".ways"),
        (json!({"type": "split", "ways": [way(1.0), {"next": "nowhere"}]}), ".ways[1].next"),
        (json!({"type": "traits", "set": {}}), ".set"),
        (json!({"type": "traits", "set": {"a.b": 1}}), ".set"),
        (json!({"type": "traits", "set": {"a": [1]}}), ".set.a"),
        (json!({"type": "traits", "set": {"a": 1}, "next": "quiet"}), ""),
    ] {
        let steps = json!({
            "ask": message(json!({"next": "quiet", "choices": [
                {"key": "ok", "label": "a"}, {"key": "no", "label": "b", "next": "here"},
            ]})),
            "quiet": step, "here": said(),
        });
        let text = campaign("c", json!({"arms": scenario("ask", steps)}));
        let problems = published(&ProgramSource::empty(SITE.into()), &[text]).err().unwrap_or_default();
        let paths: Vec<_> = problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(paths, [format!("arms[0].scenario.steps.quiet{path}")], "{step}");
    }
    let text = campaign("c", json!({"exit": {"traits": {"$nope": 1}}}));
    assert!(published(&ProgramSource::empty(SITE.into()), &[text]).is_err());
}

#[test]
fn a_scenario_may_begin_with_a_split_or_with_traits_but_must_speak() {
    let speaks = json!({
        "lot": {"type": "split", "ways": [{"next": "note"}, {"next": "here"}]},
        "note": {"type": "traits", "set": {"a": 1}, "next": "here"},
        "here": said(),
    });
    let mut shop = Shop::new(&[campaign("help", json!({"arms": scenario("lot", speaks)}))]);
    assert_eq!(shown(&shop.hesitate()), [("help", "here")]);
    let silent = json!({"note": {"type": "traits", "set": {"a": 1}}});
    let text = campaign("c", json!({"arms": scenario("note", silent)}));
    assert!(published(&ProgramSource::empty(SITE.into()), &[text]).is_err());
}

#[test]
fn a_changed_exit_begins_a_new_phase() {
    let mut shop = Shop::new(&[campaign("help", json!({}))]);
    let changed = campaign("help", json!({"exit": {"orders.count": {"$gte": 1}}}));
    assert_eq!(shop.publish(&[changed]), [("help".to_owned(), 2, 2)]);
}

#[test]
fn a_text_with_a_plain_wait_is_written_as_it_always_was() {
    let text = json!({"type": "wait", "for": "1d", "next": "here"});
    let read = kizukai_engagement::text::StepText::read(text.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), text);
    let _: Profile = visitor("anna");
}
