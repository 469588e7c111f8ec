//! Segments at a glance: how many, who, and who came and went.

use kizukai_model::Span;
use serde_json::{Value, json};

use crate::world::{World, page_request};

fn segment(key: &str, condition: &Value) -> Value {
    json!({"kind": "segment", "key": key, "name": key, "condition": condition})
}

async fn shop() -> World {
    let world = World::start().await;
    world
        .publish(&[
            segment("gold", &json!({"traits.rank": "gold"})),
            segment("here", &json!({"visit.page_count": {"$gte": 1}})),
        ])
        .await;
    world
}

#[tokio::test]
async fn who_enters_and_leaves_is_counted_by_day_and_the_same_after_a_restart() {
    let mut world = shop().await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    world.traits("taro", json!({"rank": "gold"})).await;
    world.clock.advance(Span::from_days(1));
    world.traits("taro", json!({"rank": "silver"})).await;
    let flow = async |world: &World| {
        world.counted_home().await;
        world.runtime().segment_flow(&world.site, "gold", 3).await.unwrap().unwrap()
    };
    let told = flow(&world).await;
    let days: Vec<_> = told.days.iter().map(|day| (day.date.as_str(), day.entered, day.left)).collect();
    assert_eq!(days, [("2026-11-23", 0, 0), ("2026-11-24", 2, 0), ("2026-11-25", 0, 1)]);
    assert_eq!(told.size, 1);
    let figures = world.runtime().segment_figures(&world.site).await.unwrap();
    assert_eq!((figures[0].key.as_str(), figures[0].size), ("gold", 1));
    assert_eq!((figures[0].entered_7d, figures[0].left_7d), (2, 1));
    assert_eq!((figures[1].size, figures[1].entered_7d), (0, 0));
    world.reopen();
    assert_eq!(flow(&world).await.days, told.days);
    assert_eq!(world.runtime().segment_flow(&world.site, "none", 3).await.unwrap(), None);
}

#[tokio::test]
async fn members_are_read_page_by_page_with_what_is_known_of_them() {
    let world = shop().await;
    for n in 0..5 {
        world.traits(&format!("u{n}"), json!({"rank": "gold"})).await;
    }
    world.decide(page_request("phone", vec![world.identify("m1", "u0"), world.page("m2")])).await;
    let (mut people, mut after) = (Vec::new(), None::<String>);
    loop {
        let page = world.runtime().segment_members(&world.site, "gold", after.as_deref(), 2).await;
        let page = page.unwrap().unwrap();
        people.extend(page.members);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut users: Vec<_> = people.iter().filter_map(|member| member.user_id.as_deref()).collect();
    users.sort_unstable();
    assert_eq!(users, ["u0", "u1", "u2", "u3", "u4"]);
    let visitor = people.iter().find(|member| member.user_id.as_deref() == Some("u0")).unwrap();
    assert_eq!(visitor.anonymous_id.as_deref(), Some("phone"));
    assert!(visitor.last_seen.is_some());
    assert_eq!(world.runtime().segment_members(&world.site, "none", None, 2).await.unwrap(), None);
}

#[tokio::test]
async fn the_history_of_a_visitor_shows_segments_and_no_condition_counts_them() {
    let world = shop().await;
    let counting = json!({"$event": {"name": "Segment Entered", "count": {"$gte": 1}, "within": "1d"}});
    world.publish(&[segment("counted", &counting)]).await;
    world.decide(page_request("d", vec![world.page("m1")])).await;
    world.decide(page_request("d", vec![world.page("m2")])).await;
    world.pass(Span::from_hours(1)).await;
    let history = world.events("d", 100).await;
    let segments: Vec<_> = history.iter().filter(|row| row["type"] == "segment").collect();
    let names: Vec<_> = segments.iter().map(|row| row["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["Segment Entered", "Segment Left"]);
    assert_eq!(segments[0]["properties"], json!({"segment": "here"}));
    assert_eq!(world.profile("d").await["segments"], json!([]));
}
