//! How many visitors a condition means: exact for a shop of some thousands, an estimate that says so beyond.

use kizukai_runtime::AudienceSize;
use serde_json::{Value, json};

use crate::world::{World, page_request};

/// A member in five is gold, in the order of the table.
async fn members(count: usize) -> World {
    let world = World::start().await;
    let rows: String =
        (0..count).map(|n| format!("u{n},{}\n", if n % 5 == 0 { "gold" } else { "plain" })).collect();
    let report = world.runtime().import_traits(&world.site, &format!("userId,rank\n{rows}")).await.unwrap();
    assert_eq!(report.applied, count);
    world
}

async fn asked(world: &World, condition: Value) -> AudienceSize {
    world.runtime().audience(&world.site, &condition, 3).await.unwrap()
}

#[tokio::test]
async fn everybody_is_counted_while_there_are_few() {
    let world = members(200).await;
    let size = asked(&world, json!({"traits.rank": "gold"})).await;
    assert_eq!((size.matching, size.of, size.looked_at, size.is_exact), (40, 200, 200, true));
    let named: Vec<_> = size.sample.iter().filter_map(|one| one.user_id.as_deref()).collect();
    assert_eq!(named, ["u195", "u190", "u185"], "seen last first");
}

#[tokio::test]
async fn beyond_a_bound_the_newest_are_counted_and_scaled_to_all() {
    let world = members(6_000).await;
    let size = asked(&world, json!({"traits.rank": "gold"})).await;
    assert_eq!((size.of, size.is_exact), (6_000, false));
    assert!(size.looked_at <= 5_000, "{} looked at", size.looked_at);
    let share = size.matching as f64 / size.of as f64;
    assert!((share - 0.2).abs() < 0.05, "one in five is gold, {share} found of {} looked at", size.looked_at);
}

#[tokio::test]
async fn a_count_that_nobody_kept_is_made_from_what_each_did() {
    let world = World::start().await;
    for (device, views) in [("one", 1), ("three", 3)] {
        for n in 0..views {
            let viewed = world.track(&format!("{device}{n}"), "Product Viewed");
            world.decide(page_request(device, vec![viewed])).await;
        }
    }
    let thrice = json!({"$event": {"name": "Product Viewed", "within": "7d", "count": {"$gte": 3}}});
    let size = asked(&world, thrice).await;
    assert_eq!((size.matching, size.of, size.is_exact), (1, 2, true));
    assert_eq!(size.sample[0].anonymous_id.as_deref(), Some("three"));
}

#[tokio::test]
async fn a_condition_that_is_wrong_is_told_and_counts_nobody() {
    let world = members(5).await;
    let size = asked(&world, json!({"traits.rank": {"$nearly": "gold"}})).await;
    assert_eq!((size.problems.len(), size.looked_at), (1, 0));
}
