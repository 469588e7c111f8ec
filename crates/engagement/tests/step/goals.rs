//! Goals: what counts as success, for whom, and its worth.

use kizukai_engagement::outcome::Decided;
use serde_json::{Value, json};

use super::shop::{Shop, campaign};

fn shop() -> Shop {
    shop_with(json!({}))
}

fn shop_with(fields: Value) -> Shop {
    let mut all =
        json!({"goal": {"event": "Order Completed", "within": "7d", "value": "properties.revenue"}});
    for (name, value) in fields.as_object().unwrap() {
        all[name] = value.clone();
    }
    Shop::new(&[campaign("help", all)])
}

fn order(id: &str, revenue: i64) -> Value {
    json!({"order_id": id, "revenue": revenue, "currency": "JPY"})
}

fn result(shop: &Shop) -> Decided {
    shop.participations().remove(0).decided.unwrap()
}

fn worth(shop: &Shop) -> f64 {
    result(shop).value.as_units()
}

#[test]
fn a_goal_after_the_first_decision_counts_for_the_arm_and_phase_of_that_decision() {
    for control in [0, 100] {
        let mut shop = shop_with(json!({"control": control}));
        shop.hesitate();
        shop.wait("1h");
        shop.track("Order Completed", order("o1", 4_200));
        assert_eq!(shop.participations()[0].arm.as_str(), if control == 0 { "a" } else { "control" });
        let result = result(&shop);
        assert_eq!((result.phase, result.converted_at), (1, Some(shop.now)));
        assert_eq!(result.value.as_units(), 4_200.0);
    }
}

#[test]
fn only_what_happens_after_the_decision_and_in_time_counts() {
    for (wait_before, told_ago, counts) in
        [("0s", "0s", true), ("7d", "0s", true), ("169h", "0s", false), ("1h", "2h", false)]
    {
        let mut shop = shop();
        shop.hesitate();
        shop.wait(wait_before);
        let at = shop.now.minus(told_ago.parse().unwrap()).to_rfc3339();
        shop.send(&[json!({"type": "track", "event": "Order Completed", "timestamp": at, "properties": order("o1", 100)})]);
        assert_eq!(result(&shop).converted_at.is_some(), counts, "{wait_before} {told_ago}");
    }
}

#[test]
fn assigned_alone_is_no_reason_to_count_a_goal() {
    let mut shop = Shop::new(&[
        campaign("rival", json!({"priority": 9})),
        campaign("help", json!({"goal": {"event": "Order Completed"}})),
    ]);
    shop.hesitate();
    shop.track("Order Completed", order("o1", 100));
    assert_eq!(shop.campaign("help")["converted_at"], json!(null));
}

#[test]
fn a_goal_may_be_narrowed_by_a_condition_on_its_event() {
    let goal = json!({"event": "Order Completed", "where": {"properties.revenue": {"$gte": 1000}}, "value": "properties.revenue"});
    let mut shop = shop_with(json!({ "goal": goal }));
    shop.hesitate();
    shop.track("Order Completed", order("small", 999));
    assert_eq!(result(&shop).converted_at, None);
    shop.track("Order Completed", order("large", 1_000));
    assert_eq!(worth(&shop), 1_000.0);
}

#[test]
fn an_order_counts_once_however_often_it_is_told() {
    let mut shop = shop();
    shop.hesitate();
    shop.track("Order Completed", order("o1", 5_000));
    shop.report("Order Completed", order("o1", 5_000));
    shop.track("Order Completed", order("o2", 300));
    assert_eq!(worth(&shop), 5_300.0);
    assert_eq!(shop.wire()["orders"]["count"], 2);
    assert_eq!(shop.wire()["orders"]["revenue"], 5_300);
}

#[test]
fn the_step_tells_which_orders_it_counted_first() {
    let mut shop = shop();
    assert_eq!(shop.track("Order Completed", order("o1", 1)).orders, ["o1"]);
    assert!(shop.track("Order Completed", order("o1", 1)).orders.is_empty());
    assert!(shop.track("Order Completed", json!({"revenue": 1})).orders.is_empty(), "it has no number");
}

#[test]
fn refunds_and_cancellations_are_subtracted() {
    let mut shop = shop();
    shop.hesitate();
    shop.track("Order Completed", order("o1", 5_000));
    shop.track("Order Completed", order("o2", 2_000));
    shop.report("Order Refunded", json!({"order_id": "o1", "amount": 1_500}));
    assert_eq!((worth(&shop), shop.wire()["orders"]["revenue"].clone()), (5_500.0, json!(5_500)));
    shop.report("Order Refunded", json!({"order_id": "o1", "amount": -500}));
    assert_eq!(worth(&shop), 5_000.0, "some shops write the amount with a minus");
    shop.report("Order Refunded", json!({"order_id": "o1"}));
    assert_eq!(worth(&shop), 2_000.0, "all of it");
    shop.report("Order Cancelled", json!({"order_id": "o2"}));
    shop.report("Order Cancelled", json!({"order_id": "o2"}));
    shop.report("Order Refunded", json!({"order_id": "unknown", "amount": 9}));
    assert_eq!(worth(&shop), 0.0);
    assert!(result(&shop).converted_at.is_some(), "o1 was refunded, but it was bought");
    assert_eq!(shop.wire()["orders"]["count"], 1);
}

#[test]
fn a_cancelled_order_was_no_success() {
    let mut shop = shop();
    shop.hesitate();
    shop.track("Order Completed", order("o1", 5_000));
    shop.report("Order Cancelled", json!({"order_id": "o1"}));
    assert_eq!(result(&shop).converted_at, None);
}

#[test]
fn an_order_that_another_profile_counts_counts_nothing_here() {
    let mut shop = shop();
    shop.hesitate();
    shop.moment.orders_elsewhere = vec!["o1".into()];
    let outcome = shop.track("Order Completed", order("o1", 5_000));
    assert!(outcome.orders.is_empty());
    assert_eq!((result(&shop).converted_at, shop.wire()["orders"]["count"].clone()), (None, json!(0)));
}

#[test]
fn another_currency_is_an_order_worth_nothing_and_is_counted_as_such() {
    let mut shop = shop();
    shop.hesitate();
    shop.track("Order Completed", json!({"order_id": "o1", "revenue": 90, "currency": "USD"}));
    assert!(result(&shop).converted_at.is_some());
    assert_eq!(worth(&shop), 0.0);
    let orders = shop.wire()["orders"].clone();
    assert_eq!(
        (&orders["count"], &orders["revenue"], &orders["foreign_currency"]),
        (&json!(1), &json!(0), &json!(1))
    );
}

#[test]
fn where_only_servers_are_believed_the_browsers_report_waits_for_theirs() {
    let mut shop = shop();
    shop.publish(&[json!({"kind": "site", "holdout": 0, "server_orders_only": true})]);
    shop.hesitate();
    shop.track("Order Completed", order("o1", 5_000));
    assert_eq!((result(&shop).converted_at, shop.wire()["orders"]["count"].clone()), (None, json!(0)));
    shop.moment.trusted = true;
    shop.track("Order Completed", order("o1", 5_000));
    assert_eq!((worth(&shop), shop.wire()["orders"]["count"].clone()), (5_000.0, json!(1)));
}

#[test]
fn an_order_empties_the_cart() {
    let mut shop = shop();
    shop.track("Product Added", json!({"product_id": "p", "price": 100, "quantity": 3}));
    assert_eq!(shop.wire()["cart"]["subtotal"], 300);
    shop.wait("1s");
    shop.track("Order Completed", order("o1", 300));
    assert_eq!(shop.wire()["cart"]["quantity"], 0);
}

#[test]
fn absurd_amounts_cannot_make_a_profile_unreadable() {
    let mut shop = shop();
    let most = 1e12;
    for n in 0..210 {
        shop.track("Order Completed", json!({"order_id": format!("o{n}"), "revenue": most}));
        shop.wait("1s");
    }
    for _ in 0..3 {
        shop.report("Order Refunded", json!({"order_id": "o209", "amount": most}));
    }
    let read =
        kizukai_engagement::Profile::decode(kizukai_engagement::Profile::VERSION, &shop.profile.encode());
    assert_eq!(read.unwrap(), shop.profile);
}

#[test]
fn a_servers_report_corrects_what_a_goal_was_worth_that_a_browser_reported() {
    let mut shop = shop();
    shop.hesitate();
    shop.track("Order Completed", order("o1", 9_999));
    shop.report("Order Refunded", json!({"order_id": "o1", "amount": 1_000}));
    assert!((worth(&shop) - 8_999.0).abs() < f64::EPSILON);
    shop.moment.trusted = true;
    shop.track("Order Completed", order("o1", 5_000));
    assert!((worth(&shop) - 4_000.0).abs() < f64::EPSILON, "less what was refunded");
    shop.track("Order Completed", order("o1", 1));
    assert!((worth(&shop) - 4_000.0).abs() < f64::EPSILON, "the server's first word stands");
    assert_eq!(shop.wire()["orders"]["count"], 1);
}
