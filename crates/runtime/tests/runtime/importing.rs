//! Traits from a table.

use kizukai_runtime::RuntimeError;
use serde_json::json;

use crate::world::{World, page_request};

#[tokio::test]
async fn a_table_sets_traits_and_names_the_lines_it_could_not_take() {
    let world = World::start().await;
    let table = "\u{feff}userId,rank,points,vip,postcode\r\n\
        u1,gold,1200,true,0600001\r\n\
        ,silver,1,false,\r\n\
        u2,\"silver, or more\",,,\r\n\
        u3,a,b,c,d,e\r\n\
        u4\r\n";
    let report = world.runtime().import_traits(&world.site, table).await.unwrap();
    assert_eq!((report.rows, report.applied), (5, 3));
    assert_eq!(report.rejected.iter().map(|line| line.line).collect::<Vec<_>>(), [3, 5]);
    let traits = json!({"rank": "gold", "points": 1200, "vip": true, "postcode": "0600001"});
    assert_eq!(world.profile("u1").await["traits"], traits);
    assert_eq!(world.profile("u2").await["traits"], json!({"rank": "silver, or more"}));
    assert_eq!(world.profile("u4").await["userId"], "u4");
}

#[tokio::test]
async fn an_empty_cell_leaves_a_trait_as_it_is() {
    let world = World::start().await;
    for table in ["userId,rank,points\nu1,gold,5\n", "userId,rank,points\nu1,,6\n"] {
        world.runtime().import_traits(&world.site, table).await.unwrap();
    }
    assert_eq!(world.profile("u1").await["traits"], json!({"rank": "gold", "points": 6}));
}

#[tokio::test]
async fn of_changes_within_one_millisecond_the_last_one_holds() {
    let world = World::start().await;
    let rows: String = (0..30).map(|n| format!("u1,{n}\n")).collect();
    world.runtime().import_traits(&world.site, &format!("userId,number\n{rows}")).await.unwrap();
    assert_eq!(world.profile("u1").await["traits"]["number"], 29);
}

#[tokio::test]
async fn devices_can_be_imported_too() {
    let world = World::start().await;
    let table = "anonymousId,source\nphone,newsletter\n";
    world.runtime().import_traits(&world.site, table).await.unwrap();
    world.decide(page_request("phone", vec![world.track("m1", "Cart Viewed")])).await;
    assert_eq!(world.profile("phone").await["traits"]["source"], "newsletter");
}

#[tokio::test]
async fn a_large_table_is_taken_whole_even_through_a_narrow_door() {
    let mut world = World::closed();
    let mut options = world.options();
    options.queue = 3;
    world.open_with(options);
    let rows: String = (0..2_000).map(|n| format!("u{n},{n}\n")).collect();
    let report = world.runtime().import_traits(&world.site, &format!("userId,number\n{rows}")).await.unwrap();
    assert_eq!((report.rows, report.applied), (2_000, 2_000));
    assert_eq!(world.profile("u1999").await["traits"]["number"], 1999);
}

#[tokio::test]
async fn what_is_not_a_table_is_refused_whole() {
    let world = World::start().await;
    let refused = world.runtime().import_traits(&world.site, "rank,userId\ngold,u1\n").await;
    assert!(matches!(refused, Err(RuntimeError::NotATable(_))));
}
