//! Publishing takes effect before it answers, cuts phases, and reaches visitors who were there before.

use kizukai_engagement::Definition;
use kizukai_model::Span;
use kizukai_runtime::RuntimeError;
use serde_json::json;

use crate::world::{World, campaign, new_shows, page_request};

#[tokio::test]
async fn a_publication_decides_the_next_request_without_a_restart() {
    let mut world = World::start().await;
    let cart = |id: &str| page_request(id, vec![world.track(id, "Cart Viewed")]);
    assert_eq!(new_shows(&world.decide(cart("m1")).await), 0);
    let published = world.publish(&[campaign("help", json!({}))]).await;
    assert_eq!((published.program, published.texts[0].version, published.texts[0].phase), (2, 1, 1));
    assert_eq!(new_shows(&world.decide(cart("m2")).await), 1);
    world.publish(&[campaign("help", json!({"status": "paused"}))]).await;
    assert_eq!(new_shows(&world.decide(cart("m3")).await), 0);
    world.reopen();
    let request = page_request("m4", vec![world.track("m4", "Cart Viewed")]);
    assert_eq!(new_shows(&world.decide(request).await), 0);
}

#[tokio::test]
async fn a_change_of_what_visitors_get_begins_a_phase_and_a_change_of_name_does_not() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    let named = world.publish(&[campaign("help", json!({"name": "ご案内"}))]).await;
    assert_eq!((named.texts[0].version, named.texts[0].phase), (2, 1));
    let cut = world.publish(&[campaign("help", json!({"name": "ご案内", "priority": 5}))]).await;
    assert_eq!((cut.texts[0].version, cut.texts[0].phase), (3, 2));
    let same = world.publish(&[campaign("help", json!({"name": "ご案内", "priority": 5}))]).await;
    assert_eq!((same.program, same.texts[0].version), (cut.program, 3));
    let view = world.runtime().definition(&world.site, "campaign", "help").unwrap().unwrap();
    assert_eq!((view.version, view.phase, &view.text["name"]), (3, 2, &json!("ご案内")));
    assert_eq!(world.runtime().definitions(&world.site, "campaign").unwrap().len(), 1);
    assert_eq!(world.runtime().definition(&world.site, "campaign", "other").unwrap(), None);
}

#[tokio::test]
async fn a_text_that_is_wrong_changes_nothing() {
    let world = World::start().await;
    let wrong = campaign("help", json!({"audience": {"$nonsense": 1}}));
    let definitions = vec![Definition::read(None, &wrong).unwrap().0];
    let refused = world.runtime().publish(&world.site, definitions).await;
    assert!(matches!(refused, Err(RuntimeError::Refused(problems)) if !problems.is_empty()));
    assert!(world.runtime().definitions(&world.site, "campaign").unwrap().is_empty());
    let unknown = world.runtime().publish(&"s_none".into(), Vec::new()).await;
    assert!(matches!(unknown, Err(RuntimeError::UnknownSite(_))));
}

#[tokio::test]
async fn an_open_dialogue_stays_on_its_version_also_after_a_restart() {
    let mut world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    let shown = world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await.show;
    let mut other = campaign("help", json!({}));
    other["arms"][0]["scenario"]["steps"]["told"]["title"] = json!("新しい送料");
    world.publish(&[other]).await;
    world.reopen();
    let reply = world.decide(page_request("d", vec![world.answer("m2", &shown[0], "tell")])).await;
    assert_eq!(reply.show[0].content["title"], "送料");
}

#[tokio::test]
async fn a_new_counter_knows_what_a_visitor_did_before_it_was_published() {
    for written in [false, true] {
        let mut world = World::start().await;
        for n in 0..3 {
            world.decide(page_request("d", vec![world.track(&format!("m{n}"), "Product Viewed")])).await;
            // Sent twice, counted once.
            world.decide(page_request("d", vec![world.track(&format!("m{n}"), "Product Viewed")])).await;
        }
        world.decide(page_request("e", vec![world.track("m9", "Product Viewed")])).await;
        if written {
            world.shut_down().await;
            world.open();
        }
        let counts = json!({"$event": {"name": "Product Viewed", "within": "7d", "count": {"$eq": 3}}});
        world.publish(&[campaign("help", json!({"audience": counts}))]).await;
        let cart =
            |device: &str| page_request(device, vec![world.track(&format!("c-{device}"), "Cart Viewed")]);
        assert_eq!(new_shows(&world.decide(cart("d")).await), 1);
        assert_eq!(new_shows(&world.decide(cart("e")).await), 0);
    }
}

#[tokio::test]
async fn a_new_counter_also_counts_what_happened_before_a_merge() {
    let world = World::start().await;
    world.traits("hanako", json!({})).await;
    for n in 0..3 {
        world.decide(page_request("d", vec![world.track(&format!("m{n}"), "Product Viewed")])).await;
    }
    world.clock.advance(Span::from_mins(1));
    world.decide(page_request("d", vec![world.identify("i", "hanako")])).await;
    let counts = json!({"$event": {"name": "Product Viewed", "within": "7d", "count": {"$eq": 3}}});
    world.publish(&[campaign("help", json!({"audience": counts}))]).await;
    let reply = world.decide(page_request("d", vec![world.track("c", "Cart Viewed")])).await;
    assert_eq!(new_shows(&reply), 1);
}
