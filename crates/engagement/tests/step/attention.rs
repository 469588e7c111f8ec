//! The attention a visitor has to give: what it costs to speak, when it comes back, what is forbidden.

use kizukai_engagement::DecisionOutcome::{Budget, Ghost, Shown};
use kizukai_engagement::input::Activity;
use kizukai_engagement::outcome::Gate;
use kizukai_engagement::{Input, Outcome, explain};
use proptest::prelude::{Strategy, any, prop_oneof};
use serde_json::{Value, json};

use super::shop::{
    Shop, campaign, decided, many, message, only_decision, only_show, put, scenario, shown, visitor,
};

/// A shop with the default budget, or with other figures, and one campaign for each format, fired by `Want <format>`.
fn shop(attention: Value) -> Shop {
    let mut texts = vec![json!({"kind": "site", "holdout": 0, "attention": attention})];
    for format in ["fullscreen", "modal", "corner", "bar", "toast", "inline"] {
        let mut hello = message(json!({"format": format}));
        if format == "inline" {
            put(&mut hello, json!({"selector": "#tip"}));
        }
        let trigger = json!({"on": "event", "name": format!("Want {format}")});
        let audience = json!({"device.type": "desktop"});
        let arms = scenario("hello", json!({"hello": hello}));
        texts.push(campaign(format, json!({"trigger": trigger, "arms": arms, "audience": audience})));
    }
    let mut shop = Shop::new(&texts);
    shop.moment.device = json!({"type": "desktop"}).as_object().cloned().unwrap();
    shop
}

fn want(shop: &mut Shop, format: &str) -> Outcome {
    shop.track(&format!("Want {format}"), json!({}))
}

fn points(shop: &Shop) -> f64 {
    shop.wire()["attention"]["points"].as_f64().unwrap()
}

/// Shows something and takes it off the page without a word of the visitor, so that the place is free.
fn show_and_go(shop: &mut Shop, format: &str) -> bool {
    let outcome = want(shop, format);
    let Some(show) = outcome.show.first() else { return false };
    shop.answer(show, &json!("ok"));
    true
}

#[test]
fn a_message_costs_what_its_format_does_and_the_last_points_are_not_overdrawn() {
    for (format, left) in
        [("fullscreen", 2.0), ("modal", 5.0), ("corner", 7.0), ("bar", 8.0), ("toast", 9.0), ("inline", 10.0)]
    {
        let mut shop = shop(json!({}));
        assert!((points(&shop) - 10.0).abs() < f64::EPSILON, "a visitor begins with all of it");
        only_show(&want(&mut shop, format));
        assert!((points(&shop) - left).abs() < f64::EPSILON, "{format}");
    }
    let mut shop = shop(json!({}));
    let spoken = (0..4).map(|_| show_and_go(&mut shop, "corner")).collect::<Vec<_>>();
    assert_eq!(spoken, [true, true, true, false]);
    let refused = want(&mut shop, "corner");
    let decision = only_decision(&refused);
    assert_eq!(decision.outcome, Budget);
    assert_eq!(decision.reason.as_deref(), Some("it costs 3 points, 1 are left"));
    assert!(show_and_go(&mut shop, "toast"), "something softer still may");
    assert!(show_and_go(&mut shop, "inline"), "what does not interrupt costs nothing");
}

#[test]
fn attention_comes_back_with_time_and_with_the_next_visit() {
    let mut shop = shop(json!({}));
    (0..3).for_each(|_| assert!(show_and_go(&mut shop, "corner")));
    shop.wait("20m");
    assert!((points(&shop) - 1.333).abs() < 1e-9, "{}", points(&shop));
    assert_eq!(shop.wire()["attention"]["refills_at"], "2026-11-22T12:00:00.000Z");
    shop.check();
    shop.wait("31m");
    shop.page("/");
    assert!((points(&shop) - 3.85).abs() < 1e-9, "51 minutes and a visit: {}", points(&shop));
    assert!(show_and_go(&mut shop, "corner"));
    shop.wait("30d");
    shop.page("/");
    assert_eq!(shop.wire()["attention"], json!({"points": 10.0, "capacity": 10.0}));
}

#[test]
fn who_is_typing_is_not_interrupted_and_the_checkout_is_not_covered() {
    for (activity, format, outcome, reason) in [
        (Activity::Typing, "toast", Budget, Some("the visitor is typing: nothing interrupts")),
        (Activity::Typing, "fullscreen", Budget, Some("the visitor is typing: nothing interrupts")),
        (Activity::Typing, "inline", Shown, None),
        (
            Activity::Checkout,
            "modal",
            Budget,
            Some("the visitor is in the checkout: nothing covers the page"),
        ),
        (
            Activity::Checkout,
            "fullscreen",
            Budget,
            Some("the visitor is in the checkout: nothing covers the page"),
        ),
        (Activity::Checkout, "corner", Shown, None),
    ] {
        let mut shop = shop(json!({}));
        shop.moment.activity = Some(activity);
        let asked = want(&mut shop, format);
        let decision = only_decision(&asked);
        assert_eq!(
            (decision.outcome, decision.reason.as_deref()),
            (outcome, reason),
            "{activity:?} {format}"
        );
        let left = if format == "corner" { 4.0 } else { 10.0 };
        assert!((points(&shop) - left).abs() < f64::EPSILON, "{activity:?} {format}");
    }
}

#[test]
fn what_comes_just_after_something_was_put_away_is_dear() {
    for (reason, price) in [("button", 6.0), ("not_now", 6.0), ("timeout", 3.0)] {
        let mut shop = shop(json!({}));
        let toast = only_show(&want(&mut shop, "toast"));
        shop.close(&toast, reason);
        only_show(&want(&mut shop, "corner"));
        assert!((points(&shop) - (9.0 - price)).abs() < f64::EPSILON, "{reason}");
    }
    let mut shop = shop(json!({"per_hour": 0}));
    let toast = only_show(&want(&mut shop, "toast"));
    shop.close(&toast, "escape");
    shop.wait("10m");
    only_show(&want(&mut shop, "corner"));
    assert!((points(&shop) - 6.0).abs() < f64::EPSILON, "after ten minutes it costs what it did");
}

#[test]
fn a_ghost_pays_like_a_show_and_all_arms_pay_what_the_dearest_costs() {
    let arm = |key: &str, format: &str| json!({"key": key, "scenario": {"start": "hello", "steps": {"hello": message(json!({"format": format}))}}});
    let arms = json!([arm("soft", "toast"), arm("loud", "modal")]);
    for (name, outcome) in [("control", Ghost), ("loud", Shown), ("soft", Shown)] {
        let mut fields = json!({"control": if name == "control" { 100 } else { 0 }, "arms": arms});
        if name != "control" {
            for arm in fields["arms"].as_array_mut().unwrap() {
                arm["weight"] = json!(if arm["key"] == name { 1 } else { 0 });
            }
        }
        let site = json!({"kind": "site", "holdout": 0});
        let mut shop = Shop::new(&[site, campaign("help", fields)]);
        let asked = shop.hesitate();
        assert_eq!((only_decision(&asked).outcome, only_decision(&asked).arm.as_str()), (outcome, name));
        assert!((points(&shop) - 5.0).abs() < f64::EPSILON, "{name}");
        shop.moment.activity = Some(Activity::Checkout);
        shop.wait("1d");
        shop.page("/");
        if let Some(show) = asked.show.first() {
            shop.answer(show, &json!("ok"));
        }
        assert_eq!(
            only_decision(&shop.hesitate()).outcome,
            Budget,
            "{name}: the strictest rule holds for all"
        );
    }
}

/// A visitor of six points who saw a card, got a reply, and has waited one minute for a modal.
fn waited(patience: &str) -> Shop {
    let steps = json!({
        "hello": message(json!({"next": "reply"})), "reply": message(json!({"next": "pause"})),
        "pause": {"type": "wait", "for": "1m", "next": "again"},
        "again": message(json!({"format": "modal", "patience": patience})),
    });
    let site = json!({"kind": "site", "holdout": 0, "attention": {"capacity": 6, "per_visit": 0}});
    let mut shop = Shop::new(&[site, campaign("help", json!({"arms": scenario("hello", steps)}))]);
    let hello = only_show(&shop.hesitate());
    let reply = only_show(&shop.answer(&hello, &json!("ok")));
    assert!((points(&shop) - 3.0).abs() < f64::EPSILON, "the reply cost nothing");
    shop.answer(&reply, &json!("ok"));
    shop.wait("1m");
    let page = shop.page("/later");
    assert_eq!(shown(&page), [], "five points are not there");
    assert_eq!(decided(&page), [], "a message that waits is not decided anew each time");
    shop
}

#[test]
fn a_message_after_a_wait_that_nobody_can_afford_waits_until_its_patience_ends() {
    let mut shop = waited("30m");
    let why = explain::explain(&shop.program, &shop.profile, &shop.moment, shop.now);
    assert_eq!(
        (why[0].gate, why[0].reason.as_str()),
        (Some(Gate::Budget), "it costs 5 points, 3.016 are left")
    );
    shop.wait("30m");
    shop.fire_timers();
    assert_eq!(shown(&shop.page("/after")), []);
    assert_eq!(shop.campaign("help")["ended"]["how"], "abandoned");
}

#[test]
fn a_message_after_a_wait_comes_as_soon_as_it_can_be_afforded_and_pays() {
    let mut shop = waited("3h");
    shop.wait("110m");
    assert_eq!(shown(&shop.page("/soon")), []);
    shop.wait("10m");
    assert_eq!(shown(&shop.page("/now")), [("help", "again")], "two hours brought two points");
    assert!(points(&shop) < 0.1, "{}", points(&shop));
}

#[test]
fn what_two_devices_spent_adds_when_they_turn_out_to_be_one_person() {
    let mut shop = shop(json!({"per_hour": 0, "per_visit": 0}));
    only_show(&want(&mut shop, "corner"));
    let phone = std::mem::replace(&mut shop.profile, visitor("phone"));
    shop.sender = "p".into();
    shop.moment.device_id = Some("phone".into());
    only_show(&want(&mut shop, "bar"));
    let merge =
        Input::Merge { source: phone.id(), source_seq: phone.seq(), state: Some(Box::new(phone.clone())) };
    shop.input(&merge);
    assert!((points(&shop) - 5.0).abs() < f64::EPSILON);
    shop.input(&merge);
    assert!((points(&shop) - 5.0).abs() < f64::EPSILON, "repeated it adds nothing");
}

#[test]
fn figures_out_of_bounds_are_refused() {
    for (attention, path) in [
        (json!({"capacity": 0}), "attention.capacity"),
        (json!({"per_hour": -1}), "attention.per_hour"),
        (json!({"per_visit": 1_001}), "attention.per_visit"),
        (json!({"prices": {"modal": -0.1}}), "attention.prices.modal"),
        (json!({"checkout": 0.5}), "attention.checkout"),
        (json!({"dismissed": {"factor": 101}}), "attention.dismissed.factor"),
        (json!({"dismissed": {"for": "31d"}}), "attention.dismissed.for"),
    ] {
        let text = json!({"kind": "site", "attention": attention});
        let empty = kizukai_engagement::ProgramSource::empty("s".into());
        let problems = super::shop::published(&empty, &[text]).err().unwrap();
        assert_eq!(problems.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), [path]);
    }
}

/// One thing that happens in a visitor's life.
#[derive(Clone, Debug)]
enum Act {
    Want(&'static str),
    Close(&'static str),
    Wait(u32),
    View,
    Typing(bool),
    Merge,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => proptest::sample::select(vec!["fullscreen", "modal", "corner", "bar", "toast", "inline"]).prop_map(Act::Want),
        2 => proptest::sample::select(vec!["button", "escape", "not_now", "timeout"]).prop_map(Act::Close),
        2 => (1_u32..7_200_000).prop_map(Act::Wait),
        1 => proptest::strategy::Just(Act::View),
        1 => any::<bool>().prop_map(Act::Typing),
        1 => proptest::strategy::Just(Act::Merge),
    ]
}

proptest::proptest! {
    #![proptest_config(many(60))]

    #[test]
    fn the_budget_is_never_negative_never_above_its_capacity_and_pays_for_every_show(
        acts in proptest::collection::vec(act(), 1..60),
        per_hour in 0_u32..5,
    ) {
        let mut shop = shop(json!({"per_hour": per_hour, "per_visit": 0.5, "prices": {"inline": 0.25}}));
        let mut open = None;
        let mut merges = 0;
        for act in acts {
            let before = points(&shop);
            match act {
                Act::Want(format) => {
                    let outcome = want(&mut shop, format);
                    let spoke = decided(&outcome).iter().any(|(_, outcome)| *outcome == Shown);
                    if spoke {
                        assert!(points(&shop) < before + 0.6, "a visit may begin, and a show costs at least a quarter");
                    }
                    open = outcome.show.first().cloned().or(open);
                }
                Act::Close(reason) => {
                    if let Some(show) = open.take() {
                        shop.close(&show, reason);
                    }
                }
                Act::Wait(ms) => shop.wait(&format!("{ms}ms")),
                Act::View => drop(shop.page("/")),
                Act::Typing(is) => shop.moment.activity = is.then_some(Activity::Typing),
                Act::Merge => {
                    merges += 1;
                    let mut other = shop.profile.clone();
                    other = kizukai_engagement::Profile::decode(1, &rename(&other.encode(), merges)).unwrap();
                    let source_seq = other.seq();
                    shop.input(&Input::Merge { source: other.id(), source_seq, state: Some(Box::new(other)) });
                }
            }
            let left = points(&shop);
            assert!((0.0..=10.0).contains(&left), "{left}");
        }
    }
}

/// The same person's data under another profile id.
fn rename(encoded: &[u8], n: u32) -> Vec<u8> {
    let mut profile: Value = serde_json::from_slice(encoded).unwrap();
    profile["id"] = serde_json::to_value(visitor(&format!("other-{n}")).id()).unwrap();
    profile["merged_from"] = json!([]);
    serde_json::to_vec(&profile).unwrap()
}
