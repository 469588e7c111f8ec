//! Data from outside reaches the visitor at once: a rank that came from a CSV decides what is said, in the very
//! request that brings the visitor back.

use anyhow::Result;
use kizukai_testkit::{Client, Shop, TestServer, events, texts};
use serde_json::{Value, json};

/// A shop that greets members of rank gold differently.
async fn shop_with_ranks() -> Result<(Shop, TestServer)> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    let steps = json!({
        "by-rank": {"type": "branch", "cases": [{"when": {"traits.rank": "gold"}, "next": "gold"}], "else": "plain"},
        "gold": texts::message("ゴールド会員さま限定のご案内です", &[("ok", "end")]),
        "plain": texts::message("会員登録で送料が無料になります", &[("ok", "end")]),
    });
    client.publish("/api/campaigns/rank", &texts::campaign("rank", "by-rank", &steps)).await?;
    Ok((shop, server))
}

async fn import(client: &mut Client, table: &str) -> Result<Value> {
    client.post("/api/profiles/import", "text/csv", table.to_owned()).await?.ok()
}

/// What a visit to the front page puts on it: the step, and whether it is new.
async fn visit(client: &mut Client, request: &Value) -> Result<Value> {
    let answer = client.decide(request).await?.ok()?;
    assert_eq!(answer["show"].as_array().map(Vec::len), Some(1), "{answer}");
    assert_eq!(answer["show"][0]["resumed"], false);
    Ok(answer["show"][0].clone())
}

#[tokio::test]
async fn a_rank_from_a_csv_changes_what_a_returning_visitor_sees_in_the_same_request() -> Result<()> {
    let (_shop, server) = shop_with_ranks().await?;
    let mut client = server.client();
    let first = events::request("a1", &[events::identify("m1", "u1"), events::page("m2", "/")]);
    let shown = visit(&mut client, &first).await?;
    assert_eq!(shown["step"], "plain");
    client.decide(&events::request("a1", &[events::close("m3", &shown)])).await?.ok()?;

    let report = import(&mut client, "userId,rank,points\nu1,gold,1200\nu2,silver,30\n").await?;
    assert_eq!((&report["rows"], &report["applied"]), (&json!(2), &json!(2)), "{report}");

    let again = events::request("a1", &[events::page("m4", "/")]);
    assert_eq!(visit(&mut client, &again).await?["step"], "gold");
    server.terminate()
}

#[tokio::test]
async fn a_member_known_from_a_csv_alone_is_recognised_in_the_request_that_logs_in() -> Result<()> {
    let (_shop, server) = shop_with_ranks().await?;
    let mut client = server.client();
    import(&mut client, "userId,rank\nu1,gold\nu2,silver\n").await?;
    for (user, device, step) in [("u1", "a1", "gold"), ("u2", "a2", "plain"), ("u3", "a3", "plain")] {
        let mut request = events::request(device, &[events::page(&format!("m-{device}"), "/")]);
        request["userId"] = json!(user);
        assert_eq!(visit(&mut client, &request).await?["step"], step, "{user}");
    }
    server.terminate()
}

#[tokio::test]
async fn a_line_that_cannot_be_read_is_told_and_harms_no_other() -> Result<()> {
    let (_shop, server) = shop_with_ranks().await?;
    let mut client = server.client();
    let report = import(&mut client, "userId,rank\nu1,gold\n,silver\nu3,gold\n").await?;
    assert_eq!((&report["rows"], &report["applied"]), (&json!(3), &json!(2)), "{report}");
    assert_eq!(report["rejected"][0]["line"], 3, "{report}");
    let profile = client.get("/api/profiles/u3?kind=user").await?.ok()?;
    assert_eq!(profile["traits"]["rank"], "gold");
    server.terminate()
}

#[tokio::test]
async fn a_browser_cannot_give_itself_a_rank_that_came_from_the_shop() -> Result<()> {
    let (_shop, server) = shop_with_ranks().await?;
    let mut client = server.client();
    import(&mut client, "userId,rank\nu1,silver\n").await?;
    let claim = json!({"type": "identify", "messageId": "m1", "userId": "u1", "traits": {"rank": "gold"}});
    let request = events::request("a1", &[claim, events::page("m2", "/")]);
    assert_eq!(visit(&mut client, &request).await?["step"], "plain");
    assert_eq!(client.profile("a1").await?["traits"]["rank"], "silver");
    server.terminate()
}
