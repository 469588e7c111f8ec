//! What results count of a visitor after a decision.

use kizukai_engagement::outcome::{Participation, Watched};
use kizukai_engagement::profile::{HoldoutPhase, MarginPeriod, PhasePlan, Plans};
use kizukai_model::{Money, Span};
use serde_json::{Value, json};

use super::shop::{Shop, campaign, opening, visitor};

fn shop() -> Shop {
    let goal = json!({"event": "Order Completed", "within": "3d", "value": "properties.revenue"});
    Shop::new(&[
        json!({"kind": "site", "holdout": 0, "profit": {"margin": 40}, "attention": {"capacity": 1_000}}),
        campaign("help", json!({"goal": goal})),
    ])
}

fn yen(amount: i64) -> Money {
    Money::from_milli(amount * 1_000)
}

fn plan() -> PhasePlan {
    PhasePlan { window: Span::from_days(3), value_limit: Some(yen(10_000)), message_cost: yen(3) }
}

fn watched(shop: &Shop) -> Watched {
    watched_with(shop, &[MarginPeriod { from: opening(), until: None }])
}

fn watched_with(shop: &Shop, margins: &[MarginPeriod]) -> Watched {
    let mut plans = Plans { margins: margins.to_vec(), ..Plans::default() };
    plans.campaigns.insert(("help".parse().unwrap(), 1), plan());
    shop.profile.participations(&plans).remove(0).decided.unwrap().watched
}

fn order(id: &str, revenue: i64) -> Value {
    json!({"order_id": id, "revenue": revenue})
}

#[test]
fn orders_count_from_the_decision_until_the_window_is_over() {
    let mut shop = shop();
    shop.track("Order Completed", order("before", 2_000));
    shop.wait("1h");
    shop.hesitate();
    let decided_at = shop.now;
    shop.wait("1d");
    shop.track("Order Completed", order("browser", 3_000));
    shop.moment.trusted = true;
    shop.track("Order Completed", order("server", 4_000));
    shop.track("Order Completed", order("gone", 5_000));
    shop.track("Order Cancelled", json!({"order_id": "gone"}));
    shop.wait("3d");
    shop.track("Order Completed", order("late", 6_000));
    let watched = watched(&shop);
    assert_eq!((watched.orders, watched.browser_orders, watched.before), (2, 1, yen(2_000)));
    assert_eq!(watched.value, yen(7_000));
    assert_eq!(watched.profit, Some(yen(2_800 - 3)), "less what one message cost");
    assert_eq!(watched.until, decided_at.plus(Span::from_days(3)));
}

#[test]
fn amounts_beyond_the_limit_of_the_phase_count_as_the_limit() {
    let mut shop = shop();
    shop.hesitate();
    shop.track("Order Completed", order("large", 1_000_000));
    let watched = watched(&shop);
    assert_eq!((watched.value, watched.profit), (yen(10_000), Some(yen(10_000))));
}

#[test]
fn of_a_refund_the_goods_come_back_and_a_coupon_comes_out_of_the_profit() {
    let mut shop = shop();
    shop.hesitate();
    shop.track("Order Completed", json!({"order_id": "a", "revenue": 4_000, "discount": 1_000}));
    assert_eq!(watched(&shop).profit, Some(yen(1_000 - 3)), "4,000 less six tenths of 5,000");
    shop.track("Order Refunded", json!({"order_id": "a", "amount": 2_000}));
    assert_eq!(watched(&shop).profit, Some(yen(500 - 3)));
    shop.publish(&[json!({"kind": "site", "holdout": 0, "attention": {"capacity": 1_000}})]);
    shop.track("Order Completed", order("b", 1_000));
    assert_eq!(watched(&shop).profit, None, "an order of which no margin is known");
}

#[test]
fn profit_is_known_where_the_margin_was_said_from_the_decision_to_the_end_also_of_who_ordered_nothing() {
    let mut shop = shop();
    shop.hesitate();
    let (from, end) = (shop.now, shop.now.plus(Span::from_days(3)));
    let just = Span::from_ms(1);
    let period = |from, until| MarginPeriod { from, until };
    let known = |shop: &Shop, margins: &[MarginPeriod]| watched_with(shop, margins).profit;
    for ordered in [0, 400] {
        let profit = Some(yen(ordered - 3));
        assert_eq!(known(&shop, &[]), None);
        assert_eq!(known(&shop, &[period(from, None)]), profit);
        assert_eq!(known(&shop, &[period(from.plus(just), None)]), None, "it came later");
        assert_eq!(known(&shop, &[period(opening(), Some(end))]), profit);
        assert_eq!(known(&shop, &[period(opening(), Some(end.minus(just)))]), None, "it went before");
        shop.track("Order Completed", order("a", 1_000));
    }
}

#[test]
fn leaving_at_once_is_the_same_for_who_was_shown_something_and_who_was_not() {
    for control in [0, 100] {
        let left = |after: &str, event: Value| {
            let mut shop = Shop::new(&[campaign("help", json!({"control": control}))]);
            shop.page("/");
            shop.wait("5s");
            let decided = shop.hesitate();
            shop.wait(after);
            let mut event = event;
            if let Some(show) = decided.show.first() {
                event["enrolment"] = json!(show.enrolment);
            }
            shop.behind_the_scenes(&[event]);
            watched(&shop).left_at_once
        };
        let leaving = json!({"type": "signal", "name": "page_leave", "at": "/"});
        assert!(left("29s", leaving.clone()));
        assert!(!left("30s", leaving));
        assert!(!left("40s", json!({"type": "page", "at": "/cart"})));
        let seen = json!({"type": "seen", "step": "hello", "enrolment": "none", "at": "/"});
        assert!(left("40s", seen), "only a message gives rise to that");
    }
}

#[test]
fn pages_that_told_how_fast_they_were_count_for_the_visit_of_the_decision() {
    let mut shop = shop();
    let leave = |shop: &mut Shop, load_ms: i64| {
        shop.behind_the_scenes(&[
            json!({"type": "signal", "name": "page_leave", "at": "/", "properties": {"load_ms": load_ms}}),
        ]);
    };
    shop.hesitate();
    assert_eq!(watched(&shop).load_ms, None);
    [800, 1_200, -5, 9_000_000].into_iter().for_each(|load_ms| leave(&mut shop, load_ms));
    assert_eq!(watched(&shop).load_ms, Some(1_000));
    shop.wait("2h");
    shop.page("/");
    leave(&mut shop, 5_000);
    let watched = watched(&shop);
    assert_eq!((watched.load_ms, watched.came_back), (Some(1_000), true));
}

#[test]
fn what_other_campaigns_showed_is_counted_and_what_they_did_not_show_is_not() {
    let other = |key: &str, control: i64| {
        campaign(key, json!({"control": control, "trigger": {"on": "event", "name": key}}))
    };
    let mut shop = Shop::new(&[campaign("help", json!({})), other("said", 0), other("silent", 100)]);
    let opened = shop.hesitate();
    shop.close(&opened.show[0], "button");
    for name in ["silent", "said"] {
        shop.wait("31m");
        shop.track(name, json!({}));
    }
    let watched = watched(&shop);
    assert_eq!(watched.other_shows, 1);
    assert!(watched.other_points > 0);
}

#[test]
fn the_site_compares_who_is_held_out_with_everybody_else_from_the_first_visit_on() {
    let holdout = HoldoutPhase { phase: 2, since: opening(), percent: 50.0, plan: plan() };
    let mut of_arm = std::collections::BTreeMap::new();
    for n in 0..40 {
        let mut shop = Shop::new(&[json!({"kind": "site", "holdout": 50}), campaign("help", json!({}))]);
        let plans = Plans {
            holdouts: vec![holdout],
            holdout_seed: shop.program.holdout_seed().to_owned(),
            ..Plans::default()
        };
        shop.profile = visitor(&format!("v{n}"));
        let of_site = |shop: &Shop| -> Option<Participation> {
            shop.profile.participations(&plans).into_iter().find(|part| part.campaign.is_none())
        };
        shop.report("Order Completed", order("by-phone", 900));
        assert_eq!(of_site(&shop), None, "nobody came yet");
        shop.page("/");
        shop.track("Order Completed", order("first", 700));
        let shows = shop.hesitate().show.len();
        let part = of_site(&shop).unwrap();
        assert_eq!(part.control, shows == 0);
        let decided = part.decided.unwrap();
        assert_eq!((decided.phase, decided.value, decided.watched.orders), (2, yen(1_600), 2));
        *of_arm.entry(part.arm.to_string()).or_insert(0) += 1;
        let before = Plans {
            holdouts: vec![HoldoutPhase { since: shop.now.plus(Span::from_ms(1)), ..holdout }],
            ..plans.clone()
        };
        assert!(shop.profile.participations(&before).iter().all(|part| part.campaign.is_some()));
    }
    assert_eq!(of_arm.keys().collect::<Vec<_>>(), ["control", "served"]);
}
