//! Who is who, end to end: merges over devices, and people who share one.

use kizukai_engagement::Verdict;
use serde_json::json;

use crate::world::{World, campaign, page_request, verdicts};

#[tokio::test]
async fn a_person_is_one_over_two_devices_whoever_logs_in_first() {
    for order in [["phone", "laptop"], ["laptop", "phone"]] {
        let world = World::start().await;
        for device in ["phone", "laptop"] {
            let event =
                world.track_with(device, "Product Added", json!({"product_id": device, "price": 100}));
            world.decide(page_request(device, vec![event])).await;
        }
        for device in order {
            world.decide(page_request(device, vec![world.identify(&format!("i-{device}"), "hanako")])).await;
        }
        let profile = world.profile("hanako").await;
        assert_eq!(profile["anonymousIds"], json!(["laptop", "phone"]));
        assert_eq!(profile["cart"]["items"].as_array().unwrap().len(), 2, "{profile}");
        for device in ["phone", "laptop"] {
            assert_eq!(world.profile(device).await, profile);
        }
    }
}

#[tokio::test]
async fn saying_it_again_merges_nothing_again() {
    let world = World::start().await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await;
    for n in 0..3 {
        let claims = vec![
            world.identify(&format!("i{n}"), "hanako"),
            world.alias(&format!("a{n}"), "phone", "hanako"),
        ];
        let reply = world.decide(page_request("phone", claims)).await;
        assert_eq!(verdicts(&reply), [Verdict::Ok, Verdict::Ok]);
    }
    assert_eq!(world.count_inputs("merge"), 1);
    assert_eq!(world.profile("phone").await["traits"]["rank"], "gold");
}

#[tokio::test]
async fn two_users_on_one_device_stay_two_people() {
    let world = World::start().await;
    let view = |id: &str| world.track_with(id, "Product Added", json!({"product_id": id, "price": 100}));
    world.decide(page_request("tablet", vec![world.identify("i1", "hanako"), view("m1")])).await;
    let switch = vec![view("m2"), world.identify("i2", "taro"), view("m3")];
    let reply = world.decide(page_request("tablet", switch)).await;
    assert_eq!(verdicts(&reply), [Verdict::Ok; 3]);
    let cart = |profile: serde_json::Value| {
        let items = profile["cart"]["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["product_id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(cart(world.profile("hanako").await), ["m1", "m2"]);
    assert_eq!(cart(world.profile("taro").await), ["m3"]);
    assert_eq!(world.profile("tablet").await["userId"], "taro");
    let back = vec![world.identify("i3", "hanako"), view("m4")];
    world.decide(page_request("tablet", back)).await;
    assert_eq!(cart(world.profile("tablet").await), ["m1", "m2", "m4"]);
    let refused = world.decide(page_request("tablet", vec![world.alias("a1", "hanako", "taro")])).await;
    assert_eq!(refused.verdicts[0].verdict, Verdict::Dropped);
    assert_eq!(refused.verdicts[0].reason.as_deref(), Some("two_users"));
}

#[tokio::test]
async fn where_proof_is_required_a_browser_does_not_learn_from_an_alias_who_is_known_and_a_trusted_server_does()
 {
    let world = World::start().await;
    world.publish(&[json!({"kind": "site", "identity": {"verification": "required"}})]).await;
    for user in ["hanako", "taro"] {
        world.traits(user, json!({"rank": "gold"})).await;
    }
    // A customer who has proved to be herself asks about somebody else.
    let ask = |device: &str, message: &str, about: &str, me: &str| {
        let mut asked = page_request(device, vec![world.alias(message, about, me)]);
        asked.proved = vec![me.to_owned()];
        asked
    };
    let known = world.decide(ask("d1", "a1", "hanako", "me")).await;
    let unknown = world.decide(ask("d2", "a1", "nobody", "me too")).await;
    assert_eq!(known.verdicts, unknown.verdicts);
    let again = world.decide(ask("d1", "a1", "hanako", "me")).await;
    let again_unknown = world.decide(ask("d2", "a1", "nobody", "me too")).await;
    assert_eq!(again.verdicts, again_unknown.verdicts);

    let mut server = page_request("d3", vec![world.alias("a3", "hanako", "taro")]);
    server.trusted = true;
    let refused = world.decide(server).await;
    assert_eq!(refused.verdicts[0].verdict, Verdict::Dropped);
    assert_eq!(refused.verdicts[0].reason.as_deref(), Some("two_users"));
    let ids = ["hanako", "taro"].map(async |user| world.profile(user).await["id"].clone());
    let [hanako, taro] = ids;
    assert_ne!(hanako.await, taro.await);
    assert!(world.events("d1", 10).await.is_empty(), "what was not applied is not shown as if it were");
}

#[tokio::test]
async fn an_alias_may_join_a_device_that_does_not_speak() {
    let world = World::start().await;
    world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    let mut from_server = page_request("unused", vec![world.alias("a1", "phone", "hanako")]);
    from_server.anonymous_id = None;
    from_server.surface = kizukai_engagement::Surface::None;
    world.decide(from_server).await;
    assert_eq!(world.profile("phone").await["traits"]["rank"], "gold");
}

#[tokio::test]
async fn a_rank_from_outside_changes_what_the_returning_visitor_is_shown_in_the_same_request() {
    let world = World::start().await;
    world.publish(&[campaign("gold", json!({"audience": {"traits.rank": "gold"}}))]).await;
    world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    let back = vec![world.identify("m2", "hanako"), world.track("m3", "Cart Viewed")];
    let reply = world.decide(page_request("phone", back)).await;
    assert_eq!(reply.show.len(), 1);
}

#[tokio::test]
async fn an_unproved_claim_is_not_believed_where_proof_is_required() {
    let world = World::start().await;
    let required = json!({"kind": "site", "holdout": 0, "identity": {"verification": "required"}});
    world.publish(&[required]).await;
    world.traits("hanako", json!({"rank": "gold"})).await;
    let claim = |id: &str| page_request("phone", vec![world.identify(id, "hanako")]);
    let reply = world.decide(claim("i1")).await;
    assert_eq!(reply.verdicts[0].verdict, Verdict::Ok);
    assert_eq!(reply.verdicts[0].reason.as_deref(), Some("identity_unverified"));
    assert_eq!(world.profile("phone").await["userId"], json!(null));
    let mut proved = claim("i2");
    proved.proved = vec!["hanako".to_owned()];
    world.decide(proved).await;
    assert_eq!(world.profile("phone").await["userId"], "hanako");
}

#[tokio::test]
async fn a_visitor_without_an_id_gets_one_and_is_known_by_it() {
    let world = World::start().await;
    let mut first = page_request("unused", vec![world.track("m1", "Cart Viewed")]);
    first.anonymous_id = None;
    let reply = world.decide(first).await;
    assert_eq!(world.profile(&reply.anonymous_id).await["sequence"], 1);
}
