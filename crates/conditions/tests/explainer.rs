//! The sentence a shop reads when it asks "why not this visitor?".

use std::collections::BTreeMap;

use kizukai_conditions::{Attribute, EventFeature, Path, SequenceFeature, Subject, compile};
use serde_json::{Value, json};

/// A visitor with counts by event name.
struct Visitor {
    attributes: Value,
    counts: BTreeMap<&'static str, u64>,
}

impl Subject for Visitor {
    fn attribute<'a>(&'a self, path: &Path) -> Attribute<'a> {
        Attribute::in_json(&self.attributes, path)
    }

    fn event_count(&self, feature: &EventFeature) -> u64 {
        self.counts.get(&*feature.name).copied().unwrap_or_default()
    }

    fn sequence_done(&self, feature: &SequenceFeature) -> bool {
        feature.steps.len() == 1
    }

    fn in_segment(&self, key: &str) -> bool {
        key == "vip"
    }
}

fn hanako() -> Visitor {
    Visitor {
        attributes: json!({
            "traits": {"rank": "gold", "points": 320, "tags": ["sale"]},
            "cart": {"subtotal": 3200, "quantity": 2},
            "page": {"path": "/items/7"},
        }),
        counts: BTreeMap::from([("Product Viewed", 2)]),
    }
}

#[track_caller]
fn check(condition: &Value, at: &str, sentence: &str) {
    let leaf = compile(condition).explain(&hanako()).expect("the condition should not hold");
    assert_eq!((leaf.at.as_str(), leaf.to_string().as_str()), (at, sentence), "{condition}");
}

#[test]
fn what_holds_needs_no_explanation() {
    let condition = json!({"traits.rank": "gold", "$segment": "vip", "$event": {"name": "Product Viewed"}});
    assert_eq!(compile(&condition).explain(&hanako()), None);
}

#[test]
fn the_first_failing_test_is_named_with_the_value_found() {
    let condition =
        json!({"traits.rank": "gold", "cart.subtotal": {"$gt": 0, "$gte": 5000}, "cart.quantity": 9});
    check(&condition, "cart.subtotal.$gte", "cart.subtotal must be at least 5000, but is 3200");
}

#[test]
fn a_missing_attribute_is_not_set_rather_than_null() {
    check(
        &json!({"traits.birthday": {"$exists": true}}),
        "traits.birthday.$exists",
        "traits.birthday must be set, but is not set",
    );
    check(
        &json!({"traits.age": {"$gte": 20}}),
        "traits.age.$gte",
        "traits.age must be at least 20, but is not set",
    );
}

#[test]
fn every_operator_reads_as_a_sentence() {
    check(&json!({"traits.rank": "silver"}), "traits.rank", r#"traits.rank must be "silver", but is "gold""#);
    check(
        &json!({"traits.rank": {"$ne": "gold"}}),
        "traits.rank.$ne",
        r#"traits.rank must differ from "gold", but is "gold""#,
    );
    check(
        &json!({"traits.rank": {"$in": ["a", "b"]}}),
        "traits.rank.$in",
        r#"traits.rank must be one of ["a","b"], but is "gold""#,
    );
    check(
        &json!({"traits.rank": {"$nini": ["GOLD"]}}),
        "traits.rank.$nini",
        r#"traits.rank must be, whatever the case, none of ["GOLD"], but is "gold""#,
    );
    check(
        &json!({"traits.points": {"$lt": 320}}),
        "traits.points.$lt",
        "traits.points must be less than 320, but is 320",
    );
    check(
        &json!({"page.path": {"$regex": "^/cart"}}),
        "page.path.$regex",
        r#"page.path must match "^/cart", but is "/items/7""#,
    );
    check(
        &json!({"traits.tags": {"$size": 2}}),
        "traits.tags.$size",
        r#"traits.tags must have the size 2, but is ["sale"]"#,
    );
    check(
        &json!({"traits.tags": {"$elemMatch": {"$eq": "new"}}}),
        "traits.tags.$elemMatch",
        r#"traits.tags must contain an entry with {"$eq":"new"}, but is ["sale"]"#,
    );
    check(
        &json!({"traits.rank": {"$not": {"$eq": "gold"}}}),
        "traits.rank.$not",
        r#"traits.rank must not satisfy {"$eq":"gold"}, but is "gold""#,
    );
    check(
        &json!({"traits.rank": {"$exists": false}}),
        "traits.rank.$exists",
        r#"traits.rank must be absent, but is "gold""#,
    );
    check(
        &json!({"traits.points": {"$vgte": "2.0"}}),
        "traits.points.$vgte",
        r#"traits.points must be a version from "2.0", but is 320"#,
    );
}

#[test]
fn of_several_branches_the_closest_is_named() {
    let condition = json!({"$or": [
        {"traits.rank": "silver", "cart.subtotal": {"$gte": 9000}},
        {"traits.rank": "gold", "cart.subtotal": {"$gte": 5000}},
        {"traits.rank": "bronze"},
    ]});
    check(&condition, "$or[1].cart.subtotal.$gte", "cart.subtotal must be at least 5000, but is 3200");
}

#[test]
fn under_a_negation_the_test_that_held_is_named() {
    check(
        &json!({"$not": {"traits.rank": "gold"}}),
        "$not.traits.rank",
        r#"traits.rank must not be "gold", but is "gold""#,
    );
    check(
        &json!({"$nor": [{"cart.quantity": 9}, {"cart.quantity": {"$gte": 2}}]}),
        "$nor[1].cart.quantity.$gte",
        "cart.quantity must not be at least 2, but is 2",
    );
    check(
        &json!({"$not": {"$not": {"cart.quantity": 9}}}),
        "$not.$not.cart.quantity",
        "cart.quantity must be 9, but is 2",
    );
    check(&json!({"$not": {}}), "", "the condition negates one that always holds");
}

#[test]
fn events_sequences_and_segments_explain_themselves() {
    check(
        &json!({"$event": {"name": "Product Viewed", "within": "7d", "count": {"$gte": 3}}}),
        "$event.count.$gte",
        "the count of Product Viewed within 7d must be at least 3, but is 2",
    );
    check(
        &json!({"$event": {"name": "Cart Viewed"}}),
        "$event.count.$gte",
        "the count of Cart Viewed must be at least 1, but is 0",
    );
    check(
        &json!({"$sequence": {"steps": [{"name": "Product Viewed"}, {"name": "Cart Viewed"}], "within": "30m"}}),
        "$sequence",
        "the sequence Product Viewed → Cart Viewed within 30m must have happened, but has not",
    );
    check(
        &json!({"$not": {"$sequence": {"steps": [{"name": "A"}], "within": "30m"}}}),
        "$not.$sequence",
        "the sequence A within 30m must not have happened, but has",
    );
    check(
        &json!({"$and": [{"$segment": "new"}]}),
        "$and[0].$segment",
        r#"the visitor must be in segment "new", but is not"#,
    );
    check(
        &json!({"$not": {"$segment": "vip"}}),
        "$not.$segment",
        r#"the visitor must not be in segment "vip", but is"#,
    );
}

#[test]
fn what_is_not_understood_is_said_to_be_so() {
    check(
        &json!({"traits.rank": {"$regx": "g"}}),
        "traits.rank.$regx",
        "$regx at traits.rank.$regx is not understood, so it never holds",
    );
    check(
        &json!({"$not": {"$event": 5}}),
        "$not.$event",
        "$event at $not.$event is not understood, so it never holds",
    );
    check(&json!(7), "", "this condition at the top is not understood, so it never holds");
}

#[test]
fn the_leaf_is_data_for_the_console() {
    let leaf = compile(&json!({"cart.subtotal": {"$gte": 5000}})).explain(&hanako()).expect("it fails");
    let expected = json!({
        "at": "cart.subtotal.$gte", "path": "cart.subtotal", "operator": "$gte",
        "expected": 5000, "found": 3200, "negated": false, "unknown": false,
    });
    assert_eq!(serde_json::to_value(leaf).expect("plain data"), expected);
}

/// The lines as a person would write them: depth as dashes, ✓ or ✗, what is asked, what is there.
fn outlined(condition: &Value) -> Vec<String> {
    let lines = compile(condition).outline(&hanako());
    let written = lines.into_iter().map(|line| {
        let mark = if line.holds { "✓" } else { "✗" };
        let not = if line.negated { "not " } else { "" };
        let dashes = "-".repeat(line.depth as usize);
        match line.group {
            Some(group) => format!("{dashes}{mark} {group:?}"),
            None => {
                let found = line.found.unwrap_or_default();
                format!("{dashes}{mark} {not}{} {} {}: {found}", line.path, line.operator, line.expected)
            }
        }
    });
    written.collect()
}

#[test]
fn an_outline_shows_every_test_with_what_was_found() {
    let condition = json!({
        "traits.rank": "gold",
        "cart.subtotal": {"$gt": 0, "$gte": 5000},
        "$and": [{"$segment": "new"}],
        "$event": {"name": "Product Viewed", "count": {"$gte": 3}},
    });
    assert_eq!(
        outlined(&condition),
        [
            r#"✓ traits.rank $eq "gold": "gold""#,
            "✓ cart.subtotal $gt 0: 3200",
            "✗ cart.subtotal $gte 5000: 3200",
            r#"✗ $segment new $segment "new": false"#,
            "✗ $event Product Viewed $gte 3: 2",
        ]
    );
    assert!(outlined(&json!({})).is_empty());
}

#[test]
fn an_outline_shows_alternatives_under_a_heading_and_works_negations_in() {
    let branches = json!({"$or": [
        {"traits.rank": "silver", "cart.quantity": 2},
        {"cart.quantity": {"$gte": 5}},
    ]});
    assert_eq!(
        outlined(&branches),
        [
            "✗ Any",
            "-✗ All",
            r#"--✗ traits.rank $eq "silver": "gold""#,
            "--✓ cart.quantity $eq 2: 2",
            "-✗ cart.quantity $gte 5: 2",
        ]
    );
    assert_eq!(
        outlined(&json!({"$not": {"traits.rank": "gold", "cart.quantity": 9}})),
        ["✓ Any", r#"-✗ not traits.rank $eq "gold": "gold""#, "-✓ not cart.quantity $eq 9: 2"]
    );
    assert_eq!(
        outlined(&json!({"$nor": [{"$segment": "vip"}]})),
        [r#"✗ not $segment vip $segment "vip": true"#]
    );
}
