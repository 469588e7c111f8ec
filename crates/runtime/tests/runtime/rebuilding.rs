//! Building everything anew: in little memory, and whatever was lost of what is derived.

use kizukai_runtime::{RebuildReport, Room, Stores, rebuild};
use kizukai_store::{Commit, Erased, Erasure, Lease, Ledger, OutboxRow, Snapshots, StoreError};
use serde_json::json;

use crate::world::{World, campaign, page_request};

/// Room for so many profiles of any size.
const fn profiles(profiles: usize) -> Room {
    Room { profiles, bytes: usize::MAX }
}

/// Forty visitors who come in turn, three times each, and log in at the third: eight of them on two devices.
async fn shop_with_returning_visitors() -> World {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    for visit in 0..3 {
        for n in 0..40 {
            let id = format!("m{visit}-{n}");
            let event = if visit == 2 {
                world.identify(&id, &format!("u{}", n % 32))
            } else {
                world.track(&id, "Cart Viewed")
            };
            world.decide(page_request(&format!("d{n}"), vec![event])).await;
        }
    }
    world
}

#[tokio::test]
async fn a_rebuild_holds_no_more_profiles_in_memory_than_it_has_room_for() {
    let mut world = shop_with_returning_visitors().await;
    world.shut_down().await;
    let wide = rebuild(world.path(), false, Room::default()).unwrap();
    assert_eq!((wide.profiles, wide.most_in_memory), (40, 40));
    assert_eq!(wide.different, []);
    // One comes in before another goes, and a merge holds two.
    for room in [1, 5, 16] {
        let narrow = rebuild(world.path(), false, profiles(room)).unwrap();
        assert!(narrow.most_in_memory <= room as u64 + 2, "{room}: {}", narrow.most_in_memory);
        assert_eq!(RebuildReport { most_in_memory: 40, ..narrow }, wide);
    }
    let few_bytes = Room { profiles: usize::MAX, bytes: 40_000 };
    let narrow = rebuild(world.path(), true, few_bytes).unwrap();
    assert!(narrow.most_in_memory < 20, "{}", narrow.most_in_memory);
    assert_eq!((narrow.written, narrow.equal), (40, 40));
    assert!(!world.path().join("rebuild").exists(), "it leaves nothing behind");
    assert_eq!(rebuild(world.path(), false, profiles(1)).unwrap().different, []);
}

/// A ledger that forgets everything but inputs and the profiles themselves.
struct Forgetful(Box<dyn Ledger>);

impl Forgetful {
    fn commit_of(commit: &Commit) -> Commit {
        Commit { inputs: commit.inputs.clone(), ..Commit::default() }
    }

    fn snapshots_of(snapshots: &Snapshots) -> Snapshots {
        Snapshots {
            profiles: snapshots.profiles.clone(),
            watermark: snapshots.watermark,
            ..Snapshots::default()
        }
    }
}

impl Ledger for Forgetful {
    fn commit(&mut self, commit: &Commit) -> Result<(), StoreError> {
        self.0.commit(&Self::commit_of(commit))
    }

    fn write_snapshots(&mut self, snapshots: &Snapshots) -> Result<(), StoreError> {
        self.0.write_snapshots(&Self::snapshots_of(snapshots))
    }

    fn commit_with_snapshots(&mut self, commit: &Commit, snapshots: &Snapshots) -> Result<(), StoreError> {
        self.0.commit_with_snapshots(&Self::commit_of(commit), &Self::snapshots_of(snapshots))
    }

    fn erase(&mut self, erasure: &Erasure) -> Result<Erased, StoreError> {
        self.0.erase(erasure)
    }

    fn recount(&mut self) -> Result<(), StoreError> {
        self.0.recount()
    }

    fn count_as(&mut self, way: u32) -> Result<(), StoreError> {
        self.0.count_as(way)
    }

    fn lease_outbox(&mut self, lease: &Lease<'_>) -> Result<Vec<OutboxRow>, StoreError> {
        self.0.lease_outbox(lease)
    }
}

#[tokio::test]
async fn whatever_was_lost_of_what_is_derived_is_told_and_put_in_again() {
    let mut world = World::start().await;
    let gold = json!({"kind": "segment", "key": "gold", "condition": {"traits.rank": "gold"}});
    world.publish(&[campaign("help", json!({})), gold]).await;
    world.shut_down().await;
    let mut stores = Stores::open(world.path()).unwrap();
    stores.ledger = Box::new(Forgetful(stores.ledger));
    world.open_on(stores);
    world.traits("hanako", json!({"rank": "gold"})).await;
    let shown = world
        .decide(page_request("phone", vec![world.identify("m1", "hanako"), world.track("m2", "Cart Viewed")]))
        .await
        .show;
    let order = world.track_with("m4", "Order Completed", json!({"order_id": "o-1", "revenue": 900}));
    world.decide(page_request("phone", vec![world.answer("m3", &shown[0], "later"), order])).await;
    let before = world.profile("hanako").await;
    world.shut_down().await;

    let told = rebuild(world.path(), false, profiles(1)).unwrap();
    assert_eq!((told.profiles, told.equal, told.different.len()), (1, 0, 1));
    let told = &told.different[0].reason;
    let reasons = [
        "what results count of it",
        "its segments",
        "nobody claims order o-1",
        "its timer at",
        "its user id",
        "one of its devices",
    ];
    for reason in reasons {
        assert!(told.contains(reason), "{reason}: {told}");
    }

    rebuild(world.path(), true, profiles(1)).unwrap();
    let mended = rebuild(world.path(), false, profiles(1)).unwrap();
    assert_eq!((mended.equal, mended.different), (1, Vec::new()));
    world.open();
    assert_eq!(world.profile("hanako").await, before);
    assert_eq!(world.profile("phone").await, before);
    world.pass(kizukai_model::Span::from_mins(6)).await;
    assert!(!world.fired_timers().is_empty(), "the wait ends");
}

#[tokio::test]
async fn a_snapshot_of_somebody_without_inputs_is_told() {
    let mut world = shop_with_returning_visitors().await;
    world.shut_down().await;
    let mut stores = Stores::open(world.path()).unwrap();
    let reader = (stores.open_reader)().unwrap();
    let row = reader.profiles_after(&world.site, None, 1).unwrap().remove(0);
    let stranger = kizukai_model::ProfileId::from_bytes([7; 16]);
    let stray = kizukai_store::SnapshotRow { profile: stranger, ..row.clone() };
    let beyond = kizukai_store::SnapshotRow { upto_seq: row.upto_seq + 1, ..row };
    let watermark = reader.watermark().unwrap();
    let written = Snapshots { profiles: vec![stray, beyond], watermark, ..Snapshots::default() };
    stores.ledger.write_snapshots(&written).unwrap();
    drop((reader, stores));
    let told = rebuild(world.path(), false, profiles(3)).unwrap().different;
    assert_eq!(told.len(), 2);
    assert!(told.iter().any(|difference| difference.profile == stranger));
    assert!(told.iter().all(|difference| difference.reason.contains("further than the inputs")));
}
