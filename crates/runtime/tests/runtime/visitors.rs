//! Who is here: at once, in order, and cheaply.

use kizukai_model::Span;
use kizukai_runtime::{LiveVisitors, Who};
use serde_json::json;

use crate::world::{World, campaign, page_request};

const WINDOW: Span = Span::from_mins(30);

async fn list(world: &World, after: Option<&str>) -> LiveVisitors {
    world.runtime().visitors(&world.site, WINDOW, after, 10_000).await.unwrap()
}

fn devices(listed: &LiveVisitors) -> Vec<&str> {
    listed.visitors.iter().filter_map(|visitor| visitor.anonymous_id.as_deref()).collect()
}

#[tokio::test]
async fn visitors_are_listed_once_each_and_the_last_seen_first() {
    let world = World::start().await;
    for (n, device) in ["a", "b", "a", "c"].into_iter().enumerate() {
        world.decide(page_request(device, vec![world.page(&format!("m{n}"))])).await;
        world.clock.advance(Span::from_secs(1));
    }
    let listed = list(&world, None).await;
    assert_eq!((devices(&listed), listed.total), (vec!["c", "a", "b"], 3));
    world.profile("b").await;
    assert_eq!(
        devices(&list(&world, None).await),
        ["c", "a", "b"],
        "reading a profile is no sign of its visitor"
    );
}

#[tokio::test]
async fn a_long_list_comes_whole_and_its_limit_holds() {
    let mut world = World::start().await;
    world.cache_profiles = 5_000;
    world.reopen();
    let request = |n| page_request(&format!("d{n}"), vec![world.page(&format!("m{n}"))]);
    let requests = (0..2_300).map(request).collect();
    world.runtime().decide_all(&world.site, requests).await;
    let listed = list(&world, None).await;
    assert_eq!((listed.visitors.len(), listed.total), (2_300, 2_300));
    let mut once = devices(&listed);
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), 2_300);
    let some = world.runtime().visitors(&world.site, WINDOW, None, 1_500).await.unwrap();
    assert_eq!((some.visitors.len(), some.total), (1_500, 2_300));
    assert_eq!(world.runtime().visitors_now(&world.site).await.unwrap(), 2_300);
}

#[tokio::test]
async fn who_became_part_of_another_profile_is_told_as_gone() {
    let world = World::start().await;
    world.traits("hanako", json!({"name": "花子"})).await;
    world.decide(page_request("phone", vec![world.page("m1")])).await;
    let before = list(&world, None).await;
    world.decide(page_request("phone", vec![world.identify("m2", "hanako")])).await;
    let since = list(&world, Some(&before.cursor)).await;
    assert_eq!(since.gone, [before.visitors[0].profile]);
    assert_eq!((since.total, since.visitors[0].name.as_deref()), (1, Some("花子")));
}

#[tokio::test]
async fn a_timer_that_ends_a_dialogue_is_told_and_one_of_somebody_who_left_is_not() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    let shown = world.decide(page_request("d", vec![world.track("m1", "Cart Viewed")])).await;
    world.decide(page_request("d", vec![world.answer("m2", &shown.show[0], "later")])).await;
    let before = list(&world, None).await;
    assert_eq!(before.visitors[0].dialogue, None);
    world.pass(Span::from_mins(5)).await;
    world.decide(page_request("d", vec![world.page("m3")])).await;
    let since = list(&world, Some(&before.cursor)).await;
    assert_eq!(since.visitors[0].dialogue.as_ref().unwrap().step.as_str(), "again");
    world.pass(Span::from_hours(2)).await;
    let later = list(&world, Some(&before.cursor)).await;
    assert_eq!((later.total, later.visitors.len()), (0, 0));
}

#[tokio::test]
async fn who_was_erased_is_told_as_gone_until_the_device_comes_back() {
    let world = World::start().await;
    for device in ["phone", "other"] {
        world.decide(page_request(device, vec![world.page(&format!("{device}-1"))])).await;
    }
    let before = list(&world, None).await;
    let phone = before.visitors.iter().find(|it| it.anonymous_id.as_deref() == Some("phone")).unwrap();
    world.runtime().erase(&world.site, Who::named("phone")).await.unwrap().unwrap();
    let since = list(&world, Some(&before.cursor)).await;
    assert_eq!((&*since.gone, since.visitors.len(), since.total), (&[phone.profile][..], 0, 1));
    assert_eq!(list(&world, None).await.gone, [], "a list from the beginning has nobody to take back");
    world.decide(page_request("phone", vec![world.page("phone-2")])).await;
    let back = list(&world, Some(&since.cursor)).await;
    assert_eq!((devices(&back), back.total), (vec!["phone"], 2));
    assert_eq!(list(&world, Some(&back.cursor)).await.gone, []);
}
