//! Kizukai without the tag: the examples of `examples/headless`, in another language, against the real program.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use kizukai_testkit::{Client, Process, Shop, TestServer, texts};
use serde_json::{Value, json};

fn example(name: &str) -> Command {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/headless");
    let mut command = Command::new("python3");
    command.arg("-B").arg(folder.join(name)).env("PYTHONIOENCODING", "utf-8");
    command
}

fn asked(command: &mut Command, shop: &Shop, server: &mut TestServer) {
    let url = format!("http://{}", server.process().address());
    command.args(["--url", &url, "--write-key", &shop.write_key]);
}

/// A shop whose clerk asks in the cart, when somebody wavers.
async fn asking_shop() -> Result<(Shop, TestServer)> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    let steps = json!({
        "ask": texts::message("お困りですか", &[("shipping", "answer"), ("none", "end")]),
        "answer": texts::message("全国一律550円です", &[("ok", "end")]),
    });
    let mut campaign = texts::campaign("cart-shipping", "ask", &steps);
    campaign["trigger"] = json!({"on": "signal", "name": "hesitation", "params": {"score": 60}});
    campaign["audience"] = json!({"cart.quantity": {"$gt": 0}});
    client.publish("/api/campaigns/cart-shipping", &campaign).await?;
    Ok((shop, server))
}

fn lines(mut command: Command) -> Result<Vec<Value>> {
    let ran = command.output().context("python3 runs the example; it is needed for this test")?;
    let said = String::from_utf8_lossy(&ran.stderr);
    ensure!(ran.status.success(), "the example ended with {}: {said}", ran.status);
    String::from_utf8(ran.stdout)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

async fn history(client: &mut Client, device: &str) -> Result<Vec<(String, Value)>> {
    let mut rows = client.history(device).await?;
    rows.reverse();
    Ok(rows.into_iter().map(|row| (row["type"].as_str().unwrap_or_default().to_owned(), row)).collect())
}

#[tokio::test]
async fn an_app_asks_shows_in_its_own_way_reports_seen_and_carries_the_dialogue_to_its_end() -> Result<()> {
    let (shop, mut server) = asking_shop().await?;
    let mut app = example("app.py");
    asked(&mut app, &shop, &mut server);
    app.args(["--json", "--answers", "shipping,ok"]);
    let told = lines(app)?;
    let steps: Vec<_> = told.iter().filter_map(|line| line["step"].as_str()).collect();
    assert_eq!(steps, ["ask", "answer"], "{told:?}");
    assert_eq!(told[0]["content"]["title"], "お困りですか");
    assert!(
        told[0]["content"]["choices"][0].get("next").is_none(),
        "where a choice leads stays on the server"
    );
    let device = told.last().and_then(|line| line["device"].as_str()).context("the device's id")?;
    let mut client = server.client();
    let rows = history(&mut client, device).await?;
    let of =
        |kind: &str| rows.iter().filter(|(found, _)| found == kind).map(|(_, row)| row).collect::<Vec<_>>();
    assert_eq!((of("seen").len(), of("answer").len(), of("page").len()), (2, 2, 3), "{rows:?}");
    assert_eq!(of("answer")[0]["choice"], "shipping");
    assert_eq!(client.profile(device).await?["cart"]["quantity"], 1);
    server.terminate()
}

#[tokio::test]
async fn an_app_that_gets_no_decision_says_so_and_ends() -> Result<()> {
    let shop = Shop::open()?;
    let mut server = shop.serve().await?;
    let mut app = example("app.py");
    app.args(["--url", &format!("http://{}", server.process().address()), "--write-key", "nobody", "--json"]);
    let ran = app.output().context("python3 runs the example; it is needed for this test")?;
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(!ran.status.success() && said.contains("no decision: answered 401"), "{said}");
    server.terminate()
}

/// A shop with a word in its page, which holds all that could break out of HTML.
async fn writing_shop() -> Result<(Shop, TestServer)> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    client.publish("/api/site", &texts::site()).await?;
    let steps = json!({"note": {
        "type": "message", "format": "inline", "selector": "#kizukai-notice", "position": "append",
        "title": "発送のお休み</script><b>", "body": "土日は\"お休み\"です & 月曜に",
        "choices": [{"key": "guide", "label": "くわしく", "href": "/cart", "next": "end"}],
    }});
    client.publish("/api/campaigns/notice", &texts::campaign("notice", "note", &steps)).await?;
    Ok((shop, server))
}

#[tokio::test]
async fn a_server_writes_inline_content_into_its_page_with_the_answer_for_the_tag() -> Result<()> {
    let (shop, mut server) = writing_shop().await?;
    let mut command = example("server_side.py");
    asked(&mut command, &shop, &mut server);
    command.args(["--port", "0", "--patience", "30"]);
    let page_server = Process::start(&mut command)?;
    let answer = Client::new(page_server.address()).get("/").await?;
    let page = String::from_utf8(answer.body.to_vec())?;
    assert_eq!(answer.headers["cache-control"], "private, no-store");
    let (_, after) = page.split_once(r#"id="kizukai-state">"#).context("the state stands in the page")?;
    let (state, _) = after.split_once("</script>").context("and ends")?;
    let state: Value = serde_json::from_str(state)?;
    let shown = &state["show"][0];
    assert_eq!(shown["content"]["title"], "発送のお休み</script><b>");
    let mark = format!("data-kizukai-step=\"{}/{}\"", shown["enrolment"].as_str().context("id")?, "note");
    assert!(page.contains(&mark), "{page}");
    assert!(page.contains("<h2>発送のお休み&lt;/script&gt;&lt;b&gt;</h2>"), "texts go in as text: {page}");
    assert!(page.contains("土日は&quot;お休み&quot;です &amp; 月曜に"), "{page}");
    assert!(page.contains(r#"<a href="/cart" data-kizukai-choice="guide">くわしく</a>"#), "{page}");
    let cookie = answer.headers["set-cookie"].to_str()?;
    let device = state["anonymousId"].as_str().context("a device")?;
    assert!(cookie.starts_with(&format!("kizukai_id={device};")), "{cookie}");

    // The next page of the same browser is the same visitor.
    let again = Client::new(page_server.address());
    let mut again = again;
    let cookie = format!("kizukai_id={device}");
    let answer = again.ask("GET", "/cart", &[("cookie", &cookie)], Vec::new()).await?;
    assert_eq!(answer.status, 200);
    assert_eq!(server.client().profile(device).await?["visits"]["current"]["page_count"], 2);
    page_server.kill_9()?;
    server.terminate()
}

#[tokio::test]
async fn a_page_is_served_without_a_word_when_kizukai_is_not_there() -> Result<()> {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = example("server_side.py");
    command.args(["--url", &format!("http://{nobody}"), "--write-key", "w", "--port", "0"]);
    let page_server = Process::start(&mut command)?;
    let answer = Client::new(page_server.address()).get("/").await?;
    let page = String::from_utf8(answer.body.to_vec())?;
    assert_eq!(answer.status, 200);
    assert!(page.contains("<h1>おりふし</h1>") && !page.contains("kizukai-state"), "{page}");
    page_server.kill_9()
}
