//! Erasing a person: nothing of them is left anywhere, everybody else is as before, and who comes back is a stranger.

use std::path::Path;

use kizukai_model::{Clock, Span};
use kizukai_runtime::{ErasedPerson, Room, RuntimeError, Stores, Who, rebuild};
use kizukai_store::LedgerReader;
use kizukai_store::sqlite::SqliteReader;
use serde_json::{Value, json};

use crate::faults::Faults;
use crate::world::{World, campaign, page_request};

/// A word that stands in everything hanako did.
const MARK: &str = "hanakoandthebluedoor";

async fn erase(world: &World, id: &str) -> Option<ErasedPerson> {
    world.runtime().erase(&world.site, Who::named(id)).await.unwrap()
}

/// The files of the folder, and of those in it, in which the mark stands.
fn files_with_mark(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with_mark(&path));
        } else if std::fs::read(&path).unwrap().windows(MARK.len()).any(|window| window == MARK.as_bytes()) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

fn user() -> String {
    format!("{MARK}@example.jp")
}

/// Somebody with a past on two devices, merged, with an order, a timer and a segment; and somebody else.
async fn shop_with_history() -> World {
    let world = World::start().await;
    let buyers = json!({"kind": "segment", "key": "buyers", "condition": {"orders.count": {"$gte": 1}}});
    world.publish(&[campaign("help", json!({})), buyers]).await;
    for (device, user, order) in
        [("phone", user(), "o-1"), ("tablet", user(), "o-2"), ("other", "taro".into(), "o-3")]
    {
        let shown = world
            .decide(page_request(device, vec![world.track(&format!("{device}-1"), "Cart Viewed")]))
            .await;
        let answer = world.answer(&format!("{device}-2"), &shown.show[0], "later");
        let bought = world.track_with(
            &format!("{device}-3"),
            "Order Completed",
            json!({"order_id": order, "revenue": 900, "note": user}),
        );
        let login = world.identify(&format!("{device}-4"), &user);
        world.decide(page_request(device, vec![answer, bought, login])).await;
    }
    world
}

/// What stands in the folder of everybody but the texts.
fn counts(world: &World) -> kizukai_store::Counts {
    SqliteReader::open(world.path()).unwrap().counts().unwrap()
}

#[tokio::test]
async fn nothing_of_the_erased_is_left_and_others_stay_as_they_were() {
    let mut world = shop_with_history().await;
    world.runtime().flush().await.unwrap();
    let other = world.profile("taro").await;
    let id = world.profile(&user()).await["id"].clone();
    assert!(!files_with_mark(world.path()).is_empty(), "the mark is there before");

    let erased = erase(&world, "phone").await.unwrap();
    assert_eq!((json!(erased.profile), erased.profiles), (id, 2));
    assert_eq!(files_with_mark(world.path()), [""; 0], "not a byte is left");
    for gone in [&user(), "phone", "tablet"] {
        assert_eq!(world.profile(gone).await, Value::Null, "{gone}");
    }
    assert_eq!(world.profile("taro").await, other);
    let left = counts(&world);
    assert_eq!((left.orders, left.profiles), (1, 1));
    let reader = SqliteReader::open(world.path()).unwrap();
    let timers = reader.due_timers(world.clock.now().plus(Span::from_days(99)), 100).unwrap();
    assert!(timers.iter().all(|timer| json!(timer.profile) == other["id"]), "{timers:?}");
    let help = "help".parse().unwrap();
    let assigned: u64 = reader.arm_results(&world.site, &help).unwrap().iter().map(|arm| arm.assigned).sum();
    assert_eq!((reader.wrong_sums(), assigned), (Ok(0), 1));
    assert_eq!(reader.segment_size(&world.site, &"buyers".parse().unwrap()), Ok(1));

    world.shut_down().await;
    let told = rebuild(world.path(), false, Room::default()).unwrap();
    assert_eq!((told.profiles, told.different), (1, Vec::new()));
    assert_eq!(
        erase(
            &{
                world.open();
                world
            },
            "nobody"
        )
        .await,
        None
    );
}

#[tokio::test]
async fn a_device_that_comes_back_begins_as_a_stranger() {
    let world = shop_with_history().await;
    erase(&world, &user()).await.unwrap();
    for (n, device) in ["phone", "tablet"].into_iter().enumerate() {
        // The order numbers are free again as well.
        let order = world.track_with(
            "m1",
            "Order Completed",
            json!({"order_id": format!("o-{}", n + 1), "revenue": 100}),
        );
        let reply = world.decide(page_request(device, vec![world.track("m0", "Cart Viewed"), order])).await;
        assert_eq!(reply.show.len(), 1, "{device} is spoken to like anybody new");
        let profile = world.profile(device).await;
        assert_eq!(
            (&profile["sequence"], &profile["userId"], &profile["orders"]["count"]),
            (&json!(1), &Value::Null, &json!(1))
        );
    }
    world.runtime().flush().await.unwrap();
    assert_eq!(SqliteReader::open(world.path()).unwrap().wrong_sums(), Ok(0));
}

#[tokio::test]
async fn a_device_shared_with_somebody_else_does_not_become_theirs() {
    let world = World::start().await;
    world.decide(page_request("family", vec![world.identify("m1", "hanako")])).await;
    world.decide(page_request("family", vec![world.identify("m2", "taro")])).await;
    let hanako = world.profile("hanako").await;
    erase(&world, "taro").await.unwrap();
    let next = world.decide(page_request("family", vec![world.track("m3", "Cart Viewed")])).await;
    assert_eq!(next.anonymous_id, "family");
    assert_eq!(world.profile("family").await["userId"], Value::Null);
    assert_eq!(world.profile("hanako").await, hanako);
}

#[tokio::test]
async fn what_was_acknowledged_as_erased_stays_so_after_a_crash() {
    let mut world = shop_with_history().await;
    erase(&world, "phone").await.unwrap();
    world.reopen();
    assert_eq!(world.profile("phone").await, Value::Null);
    world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await;
    world.reopen();
    assert_eq!(world.profile("phone").await["sequence"], 1);
    world.shut_down().await;
    assert_eq!(rebuild(world.path(), true, Room::default()).unwrap().different, []);
    assert_eq!(files_with_mark(world.path()), [""; 0]);
}

#[tokio::test]
async fn an_erasure_that_cannot_be_stored_changes_nothing() {
    let mut world = shop_with_history().await;
    world.shut_down().await;
    let faults = Faults::default();
    world.open_on(faults.before(Stores::open(world.path()).unwrap()));
    let before = world.profile("phone").await;
    faults.fail_commits(1);
    let refused = world.runtime().erase(&world.site, Who::named("phone")).await;
    assert!(matches!(refused, Err(RuntimeError::Retry(_))), "{refused:?}");
    assert_eq!(world.profile("phone").await, before);
    assert_eq!(erase(&world, "phone").await.unwrap().profiles, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_around_an_erasure_keep_one_order() {
    let world = shop_with_history().await;
    let decide =
        |n: usize| world.ask(page_request("phone", vec![world.track(&format!("r{n}"), "Cart Viewed")]));
    let erased = world.runtime().erase(&world.site, Who::named("phone"));
    // All are on their way before the first is answered; the erasure stands somewhere among them.
    let (before, erased, after) =
        tokio::join!(async { tokio::join!(decide(0), decide(1), decide(2)) }, erased, async {
            tokio::join!(decide(3), decide(4), decide(5))
        },);
    assert!(erased.unwrap().is_some());
    for reply in [before.0, before.1, before.2, after.0, after.1, after.2] {
        reply.unwrap();
    }
    let known = world.profile("phone").await["sequence"].as_u64().unwrap_or(0);
    assert!(known <= 6, "{known}");
    let events = if known == 0 { Vec::new() } else { world.events("phone", 100).await };
    let tracked = events.iter().filter(|event| event["type"] == "track").count();
    assert_eq!(
        tracked as u64, known,
        "what was before the erasure is gone, what came after is there in order"
    );
}
