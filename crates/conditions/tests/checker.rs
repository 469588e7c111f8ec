//! What may be published, and what is said about what may not.

use kizukai_conditions::{Scope, check};
use serde_json::{Value, json};

fn problems(condition: &Value) -> Vec<String> {
    let scope = Scope::visitor(["repeaters", "vip"]);
    check(condition, &scope).iter().map(ToString::to_string).collect()
}

#[track_caller]
fn accepted(condition: &Value) {
    assert_eq!(problems(condition), Vec::<String>::new(), "{condition}");
}

#[track_caller]
fn refused(condition: &Value, expected: &[&str]) {
    assert_eq!(problems(condition), expected, "{condition}");
}

#[test]
fn everyday_conditions_are_accepted() {
    accepted(&json!({}));
    accepted(
        &json!({"cart.subtotal": {"$gte": 5000}, "$or": [{"traits.rank": "gold"}, {"visit.count": {"$gte": 3}}]}),
    );
    accepted(
        &json!({"$event": {"name": "Product Viewed", "where": {"properties.category": "shoes", "page.path": {"$regex": "^/items"}}, "within": "7d", "count": {"$gte": 3}}}),
    );
    accepted(&json!({"$event": {"name": "Order Completed", "count": 0}}));
    accepted(
        &json!({"$sequence": {"steps": [{"name": "Product Viewed"}, {"name": "Cart Viewed", "where": {"properties.value": {"$gt": 1}}}], "within": "30m", "since": "24h"}}),
    );
    accepted(
        &json!({"$not": {"$segment": "repeaters"}, "$nor": [{"segments": {"$in": ["vip"]}}, {"traits.a": null}]}),
    );
    accepted(
        &json!({"cart.items": {"$elemMatch": {"sku": "A-1", "quantity": {"$gte": 2}}}, "cart.items.0.price": {"$lt": 1000}}),
    );
    accepted(
        &json!({"cart.items": {"$elemMatch": {"$or": [{"sku": "A"}, {"sku": "B"}]}}, "segments": {"$size": {"$gt": 1}}}),
    );
    accepted(
        &json!({"visit.utm.source": {"$ini": ["line", "x"]}, "page.query.q": {"$exists": true}, "answers.size.ask": "large"}),
    );
    accepted(
        &json!({"now.hour": {"$gte": 18}, "now.weekday": {"$in": [6, 7]}, "device.os": {"$vgte": "17.0"}, "event.value": {"$not": {"$lt": 5}}}),
    );
}

#[test]
fn unknown_operators_are_refused_with_the_likely_one() {
    refused(
        &json!({"traits.rank": {"$regx": "^g"}}),
        &["traits.rank.$regx: unknown operator `$regx`; did you mean `$regex`?"],
    );
    refused(&json!({"$orr": []}), &["$orr: unknown operator `$orr`; did you mean `$or`?"]);
    refused(
        &json!({"$or": [{"traits.a": 1}, {"traits.b": {"$like": "x%"}}]}),
        &["$or[1].traits.b.$like: unknown operator `$like`"],
    );
    refused(
        &json!({"$gte": 5}),
        &["$gte: `$gte` needs an attribute in front of it: {\"cart.subtotal\": {\"$gte\": …}}"],
    );
    refused(
        &json!({"traits.a": {"$or": [1, 2]}}),
        &["traits.a.$or: `$or` stands for a condition and cannot follow an attribute"],
    );
}

#[test]
fn unknown_attributes_are_refused_with_the_likely_one() {
    refused(
        &json!({"carts.subtotal": 1}),
        &[
            "carts.subtotal: unknown attribute `carts`; did you mean `cart`? (known: traits, visit, page, device, cart, orders, now, event, answers, segments)",
        ],
    );
    refused(
        &json!({"cart.subtotl": 1}),
        &[
            "cart.subtotl: `cart` has no `subtotl`; did you mean `subtotal`? (known: subtotal, quantity, items)",
        ],
    );
    refused(&json!({"now.minute": 1}), &["now.minute: `now` has no `minute` (known: hour, weekday)"]);
    refused(&json!({"page.query": "x"}), &["page.query: `page.query` needs a name: `page.query.…`"]);
    refused(&json!({"visit.count.today": 1}), &["visit.count.today: `visit.count` has no fields"]);
    refused(&json!({"segments.vip": true}), &["segments.vip: `segments` has no fields"]);
    refused(&json!({"traits": {"$exists": true}}), &["traits: `traits` needs a name: `traits.…`"]);
    refused(&json!({"traits..rank": 1}), &["traits..rank: `traits..rank` has an empty part"]);
}

#[test]
fn operands_of_the_wrong_type_are_refused() {
    refused(&json!({"traits.a": {"$gte": true}}), &["traits.a.$gte: expects a number or a text"]);
    refused(&json!({"traits.a": {"$in": "x"}}), &["traits.a.$in: expects a list"]);
    refused(&json!({"traits.a": {"$nin": []}}), &["traits.a.$nin: the list is empty"]);
    refused(&json!({"traits.a": {"$exists": "yes"}}), &["traits.a.$exists: expects true or false"]);
    refused(
        &json!({"traits.a": {"$type": "text"}}),
        &["traits.a.$type: expects one of string, number, boolean, array, object, null"],
    );
    refused(
        &json!({"traits.a": {"$size": "2"}}),
        &["traits.a.$size: expects a number or a comparison such as {\"$gte\": 3}"],
    );
    refused(
        &json!({"traits.a": {"$elemMatch": 1}}),
        &["traits.a.$elemMatch: expects operators on an entry, or a condition over its fields"],
    );
    refused(&json!({"traits.a": {"$veq": true}}), &["traits.a.$veq: expects a version such as \"1.10.0\""]);
    refused(
        &json!({"traits.a": {"$inGroup": 7}}),
        &["traits.a.$inGroup: expects the key of a saved group, as a text"],
    );
    refused(&json!({"traits.a": {"$not": {"$all": 1}}}), &["traits.a.$not.$all: expects a list"]);
    refused(&json!({"$or": {"traits.a": 1}}), &["$or: expects a list of conditions"]);
    refused(&json!({"$and": []}), &["$and: the list is empty"]);
    refused(
        &json!({"$not": [1]}),
        &["$not: a condition is an object such as {\"cart.quantity\": {\"$gt\": 0}}"],
    );
    refused(&json!("all"), &["a condition is an object such as {\"cart.quantity\": {\"$gt\": 0}}"]);
    refused(&json!({"traits.a": {}}), &["traits.a: an empty object asks for nothing"]);
    refused(&json!({"traits.a": {"$gt": 1, "b": 2}}), &["traits.a: operators and plain fields are mixed"]);
}

#[test]
fn comparisons_that_can_never_hold_are_refused() {
    refused(
        &json!({"cart.subtotal": {"$gte": "5000"}}),
        &["cart.subtotal.$gte: `cart.subtotal` is a number, and this is for a text, so it never holds"],
    );
    refused(&json!({"visit.count": "3"}), &["visit.count: `visit.count` is a number, so it is never \"3\""]);
    refused(
        &json!({"now.hour": {"$in": [9, "10"]}}),
        &["now.hour.$in[1]: `now.hour` is a number, so it is never \"10\""],
    );
    refused(&json!({"segments": "vip"}), &["segments: `segments` is a list, so it is never \"vip\""]);
    refused(
        &json!({"page.path": {"$size": 3}}),
        &["page.path.$size: `page.path` is a text, and this is for a list, so it never holds"],
    );
    refused(
        &json!({"orders.count": {"$regex": "1"}}),
        &["orders.count.$regex: `orders.count` is a number, and this is for a text, so it never holds"],
    );
}

#[test]
fn unusable_patterns_are_refused() {
    refused(
        &json!({"page.path": {"$regex": "(cart"}}),
        &["page.path.$regex: not a usable regular expression: unclosed group"],
    );
    let long = "a".repeat(501);
    refused(&json!({"page.path": {"$regexi": long}}), &["page.path.$regexi: longer than 500 characters"]);
    refused(
        &json!({"page.path": {"$regex": 1}}),
        &["page.path.$regex: expects a regular expression, as a text"],
    );
    let found = problems(&json!({"page.path": {"$regex": "(?=a)"}}));
    assert!(found.len() == 1 && found[0].contains("look-around"), "{found:?}");
}

#[test]
fn segments_must_exist() {
    refused(&json!({"$segment": "guests"}), &["$segment: there is no segment `guests`"]);
    refused(
        &json!({"$segment": "repeatesr"}),
        &["$segment: there is no segment `repeatesr`; did you mean `repeaters`?"],
    );
    refused(&json!({"$segment": ["vip"]}), &["$segment: expects the key of a segment, as a text"]);
}

#[test]
fn events_are_checked_part_by_part() {
    refused(
        &json!({"$event": "Product Viewed"}),
        &["$event: expects an object such as {\"name\": \"Product Viewed\", \"within\": \"7d\"}"],
    );
    refused(&json!({"$event": {}}), &["$event: needs `name`, the name of the event"]);
    refused(
        &json!({"$event": {"name": ""}}),
        &["$event.name: expects the name of an event, 1 to 200 characters"],
    );
    refused(
        &json!({"$event": {"name": "A", "within": "soon"}}),
        &[
            "$event.within: `soon` is not a duration: write a whole number and a unit, such as 10s, 30m, 24h or 7d",
        ],
    );
    refused(
        &json!({"$event": {"name": "A", "within": 7}}),
        &["$event.within: expects a duration as a text, such as \"30m\", \"24h\" or \"7d\""],
    );
    refused(&json!({"$event": {"name": "A", "within": "0d"}}), &["$event.within: must be longer than zero"]);
    refused(&json!({"$event": {"name": "A", "within": "367d"}}), &["$event.within: must be at most 366d"]);
    refused(
        &json!({"$event": {"name": "A", "count": "3"}}),
        &["$event.count: expects a number or a comparison such as {\"$gte\": 3}"],
    );
    refused(
        &json!({"$event": {"name": "A", "count": {"$gte": "3"}}}),
        &["$event.count.$gte: `the count` is a number, and this is for a text, so it never holds"],
    );
    refused(
        &json!({"$event": {"name": "A", "witin": "1d"}}),
        &["$event.witin: unknown field; did you mean `within`? (known: name, where, within, count)"],
    );
}

#[test]
fn a_where_sees_only_the_event() {
    refused(
        &json!({"$event": {"name": "A", "where": {"traits.rank": "gold"}}}),
        &[
            "$event.where.traits.rank: a `where` sees only `properties.*` and `page.*` of the event, not `traits`",
        ],
    );
    refused(
        &json!({"$event": {"name": "A", "where": {"$event": {"name": "B"}}}}),
        &[
            "$event.where.$event: `$event` cannot stand in a `where`, which sees only `properties.*` and `page.*`",
        ],
    );
    refused(
        &json!({"$sequence": {"steps": [{"name": "A", "where": {"$or": [{"$segment": "vip"}]}}], "within": "1h"}}),
        &[
            "$sequence.steps[0].where.$or[0].$segment: `$segment` cannot stand in a `where`, which sees only `properties.*` and `page.*`",
        ],
    );
    let goal = check(&json!({"properties.total": {"$gt": 0}, "cart.quantity": 1}), &Scope::event());
    assert_eq!(goal.len(), 1);
    assert_eq!(goal[0].path, "cart.quantity");
}

#[test]
fn sequences_are_checked_part_by_part() {
    refused(
        &json!({"$sequence": {"steps": [], "within": "1h"}}),
        &["$sequence.steps: a sequence needs at least one step"],
    );
    refused(
        &json!({"$sequence": {"steps": [{"name": "A"}]}}),
        &["$sequence: needs `within`, the longest time from the first to the last step"],
    );
    refused(
        &json!({"$sequence": {"steps": ["A", {"nam": "B"}], "within": "1h", "since": "x"}}),
        &[
            "$sequence.steps[0]: expects an object such as {\"name\": \"Cart Viewed\"}",
            "$sequence.steps[1].nam: unknown field; did you mean `name`? (known: name, where)",
            "$sequence.steps[1]: needs `name`, the name of the event",
            "$sequence.since: `x` is not a duration: write a whole number and a unit, such as 10s, 30m, 24h or 7d",
        ],
    );
    let steps: Vec<Value> = (0..11).map(|step| json!({"name": format!("S{step}")})).collect();
    refused(
        &json!({"$sequence": {"steps": steps, "within": "1h"}}),
        &["$sequence.steps: at most 10 steps are allowed"],
    );
}

#[test]
fn an_entry_of_a_list_has_no_history() {
    refused(
        &json!({"cart.items": {"$elemMatch": {"$or": [{"sku": "A"}, {"$event": {"name": "B"}}]}}}),
        &[
            "cart.items.$elemMatch.$or[1].$event: `$event` is about the visitor, so it cannot stand inside `$elemMatch`",
        ],
    );
}

#[test]
fn nesting_is_bounded_and_told_once() {
    let nested = |levels: usize| {
        (0..levels).fold(json!({"traits.a": 1}), |inner, _| json!({"$and": [inner.clone(), inner]}))
    };
    let deep = (0..25).fold(json!({"traits.a": 1}), |inner, _| json!({"$not": inner}));
    let found = problems(&deep);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("nested deeper than 20 levels"), "{found:?}");
    accepted(&nested(5));
    let values = (0..25).fold(json!({"$eq": 1}), |inner, _| json!({"$not": inner}));
    assert_eq!(problems(&json!({"traits.a": values})).len(), 1);
}

#[test]
fn tests_and_features_are_bounded() {
    let tests = |count: usize| {
        let all: Vec<Value> = (0..count).map(|index| json!({format!("traits.t{index}"): index})).collect();
        json!({"$and": all})
    };
    accepted(&tests(200));
    refused(&tests(201), &["it has 201 tests; at most 200 are allowed"]);
    let features = |count: usize| {
        let all: Vec<Value> =
            (0..count).map(|index| json!({"$event": {"name": format!("E{}", index % 25)}})).collect();
        json!({"$or": all})
    };
    accepted(&features(20));
    refused(&features(60), &["it has 25 different `$event` and `$sequence`; at most 20 are allowed"]);
    let long: Vec<usize> = (0..1_001).collect();
    refused(
        &json!({"traits.a": {"$in": long}}),
        &["traits.a.$in: the list has 1001 entries; at most 1000 are allowed"],
    );
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_text() {
    refused(
        &json!({"traits.b": {"$regx": 1}, "$segment": "x", "cart.a": 1}),
        &[
            "traits.b.$regx: unknown operator `$regx`; did you mean `$regex`?",
            "$segment: there is no segment `x`",
            "cart.a: `cart` has no `a` (known: subtotal, quantity, items)",
        ],
    );
}
